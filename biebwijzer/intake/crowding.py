"""Where a key may stand twice: looked for by stretches of time first, which are far fewer than keys.

Moments come at regular distances, so that each is a bit in a stretch of 64 of them. A stretch with as many bits as rows
holds no key twice, whatever the order of the file; of another the bits that came an even number of times tell which
moments to look at.
"""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Sequence

import polars as pl

from biebwijzer.intake.contract import Contract
from biebwijzer.warehouse.loading import Workbench

# A stretch holds 2 ** SHIFT moments: shifting and masking take a fraction of what dividing does.
SHIFT = 6
BITS = 1 << SHIFT
# In seconds: the distances at which things are counted. What comes at none of them is looked for key by key.
DISTANCES = (3_600, 900, 300, 60)
# As many moments tell the distance.
ENOUGH = 100_000
MICROSECONDS = 1_000_000
# So many rows are kept apart. More would take memory that grows with the file: those are looked for among all rows.
FEW = 1_000_000
# The number of a moment, beside the columns of a contract: none of those begins so.
AT = "__at"
# Whole stretches, so many that the first moment there is has a number above zero.
BEFORE = BITS * 100_000_000


def where_crowded(bench: Workbench, contract: Contract, keys: Sequence[str], rows: str) -> str | None:
    """The rows among which a key may stand twice, as a relation; None when no key does."""
    place = place_in_time(bench, contract, keys, rows)
    if place is None:
        return rows
    moment, number = place
    others = [key for key in keys if key != moment]
    listed = "".join(f"{key}, " for key in others)
    numbered = f"(select *, {number} as {AT} from {rows})"
    bit = f"1::ubigint << ({AT} & {BITS - 1})::ubigint"
    per_stretch = (
        f"select {listed}{AT} >> {SHIFT} as stretch, count(*) as row_count, "
        f"bit_or({bit}) as seen, bit_xor({bit}) as odd from {numbered} group by all"
    )
    # Where a moment came more than twice there are more rows too many than even bits; it may be any that was seen.
    bench.run(
        "create or replace temp table crowded as "
        "select *, seen & ~odd as even, row_count - bit_count(seen) = bit_count(even) as in_pairs "
        f"from ({per_stretch}) where row_count is distinct from bit_count(seen)"
    )
    crowd = bench.value("select sum(if(in_pairs, 2 * (row_count - bit_count(seen)), row_count)) from crowded")
    if crowd is None:
        return None
    if crowd > FEW:
        return rows
    # A row without a moment has no bit; a moment without a number stands for all of those.
    bits = "coalesce(if(in_pairs, even, seen), 1)"
    bench.run(
        "create or replace temp table crowded_moment as "
        f"select {listed}stretch * {BITS} + unnest(list_filter(range({BITS}), "
        f"lambda bit: ({bits} >> bit::ubigint) & 1 = 1)) as {AT} from crowded"
    )
    same = " and ".join(f"one.{key} is not distinct from m.{key}" for key in [*others, AT])
    # The number alone goes first: most rows are past with that.
    bench.run(
        f"create or replace temp table crowded_row as select one.* exclude ({AT}) from {numbered} as one "
        f"semi join (select distinct {AT} from crowded_moment) as f on one.{AT} is not distinct from f.{AT} "
        f"semi join crowded_moment as m on {same}"
    )
    return "crowded_row"


def place_in_time(bench: Workbench, contract: Contract, keys: Sequence[str], rows: str) -> tuple[str, str] | None:
    """The key that is a day or a moment, and its number counted in days or in the distance at which moments come."""
    for key in keys:
        kind = contract.column(key).dtype
        if kind == pl.Date:
            return key, f"date_diff('day', date '1970-01-01', {key}) + {BEFORE}"
        if kind == pl.Datetime("us"):
            distance = distance_between(bench, key, rows)
            return (key, f"epoch_us({key}) // {distance * MICROSECONDS} + {BEFORE}") if distance else None
    return None


def distance_between(bench: Workbench, moment: str, rows: str) -> int | None:
    """The distance in seconds that the first moments keep; None when they keep none of those we know.

    Moments after those that come closer together share a bit: their stretch counts as crowded, and keys decide.
    """
    for distance in DISTANCES:
        off = f"epoch_us({moment}) % {distance * MICROSECONDS} <> 0"
        if not bench.value(f"select 1 from (select {moment} from {rows} limit {ENOUGH}) where {off} limit 1"):
            return distance
    return None
