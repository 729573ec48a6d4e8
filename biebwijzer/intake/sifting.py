"""Sifting: rows that break no rule go straight on; the others, few as a rule, are judged with care and in words.

`sifted` holds every record with its typed values and whether it is `fine`; it is made in one pass, and only a row that
is not fine keeps its texts. Of those the careful way makes `suspect`. Both ways use the same rules.
"""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Sequence
from datetime import date

from biebwijzer.intake.judging import contradictions, rules
from biebwijzer.intake.shaping import column_parts, given_early, list_join, make_suspect, parsed_early
from biebwijzer.intake.sources import Source
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted

# Fewer rows than this are always put in order: it costs nothing, and reads better.
WORTH_LOOKING = 100_000
BLOCK = 122_880


def make_shaped(
    bench: Workbench,
    source: Source,
    headings: Sequence[str],
    months: dict[str, date],
    library: str | None,
    with_care: bool = False,
) -> None:
    """Make `shaped`, every record or month cell with its typed values, and `suspect`, those that may be wrong."""
    filled = " or ".join(f"f{number} is not null" for number in range(len(headings)))
    if source.totals:
        # A row with totals says nothing of its own: it is counted as empty.
        filled = f"({filled}) and not coalesce(starts_with(lower(f0), {quoted(source.totals.lower())}), false)"
    bench.run(f"create view blank as select source_row from numbered where not ({filled})")
    bench.run(f"create view filled as select * from numbered where {filled}")
    values = ", ".join(value_columns(source))
    if with_care or source.wide:
        bench.run("create view doubtful as select * from filled")
        make_suspect(bench, source, headings, months, library)
        bench.run(f"create view shaped as select source_row, cell, {values}, false as fine from suspect")
        return
    sift(bench, source, headings, library)
    cells = ", ".join(f"texts[{number + 1}] as f{number}" for number in range(len(headings)))
    bench.run(
        f"create view doubtful as select source_row, null::varchar as only_cell, {cells} from sifted where not fine"
    )
    make_suspect(bench, source, headings, months, library)
    bench.run(f"create view shaped as select source_row, null::varchar as cell, {values}, fine from sifted")


def value_columns(source: Source) -> list[str]:
    """The columns of the landing table that a file fills: values, and why one is missing."""
    return [name for name, _, _ in source.contract.landed_columns()[:-3]]


def sift(bench: Workbench, source: Source, headings: Sequence[str], library: str | None) -> None:
    """Make `sifted`: whatever any rule would say something about is not fine, and keeps its `texts`."""
    cells = [f"f{number}" for number in range(len(headings))]
    parts, joins, texts, early, wrong = ["source_row", *cells], [], ["*"], ["*"], []
    for column in source.contract.columns:
        texts += given_early(source, column, headings)
        early += parsed_early(source, column, headings, library)
        parts += column_parts(source, column, headings, library, quick=True)
        joins += list_join(bench, source, column, headings, library)
        wrong += [f"({rule.where})" for rule in rules(source, column, library)]
    wrong += [f"({where})" for where in contradictions(source)]
    bench.run(
        f"create table sifted as select * exclude ({', '.join(cells)}), "
        f"case when not fine then [{', '.join(cells)}] end as texts "
        f"from (select source_row, {', '.join([*cells, *value_columns(source)])}, "
        f"not coalesce({' or '.join(wrong) or 'false'}, false) as fine "
        f"from (select {', '.join(parts)} from ("
        f"select {', '.join(early)} from (select {', '.join(texts)} from filled)) as c {' '.join(joins)}))"
    )


def make_accepted(bench: Workbench, source: Source, run_id: str) -> None:
    """Make `accepted`: the rows without a problem, with the columns of the landing table, in a useful order."""
    values = value_columns(source)
    origin = f"'{source.source_id}' as source_id, '{run_id}' as load_run_id, source_row"
    taken = f"select {', '.join(values)}, {origin}"
    bench.run("create table wrong as select distinct source_row, cell from problem")
    same = "wrong.source_row = rows_.source_row and wrong.cell is not distinct from rows_.cell"
    # A fine row can only be refused for another row: a copy, or one that stands there already.
    late = bench.value(
        "select 1 from wrong semi join shaped on wrong.source_row = shaped.source_row and shaped.fine limit 1"
    )
    fine = "from shaped as rows_ " + (f"anti join wrong on {same} where fine" if late else "where fine")
    careful = f"from suspect as rows_ anti join wrong on {same}"
    every = f"{taken} {fine} union all {taken} {careful}"
    if is_in_order(bench, source):
        bench.run(f"create view accepted as {every}")
        return
    ordered = [name for name in ("library_id", *source.grain, source.period) if name in values]
    bench.run(f"create table accepted as {every} order by {', '.join([*dict.fromkeys(ordered), 'source_row'])}")


def is_in_order(bench: Workbench, source: Source) -> bool:
    """Whether a large file goes through time as it stands: then the blocks of a table do as well, without sorting."""
    if source.period is None or bench.value("select count(*) from shaped") < WORTH_LOOKING:
        return False
    days = f"date_diff('day', min({source.period}), max({source.period}))"
    found = bench.rows(
        f"select (select {days} from shaped) as whole, avg(days) as block "
        f"from (select {days} as days from (select {source.period}, row_number() over () as k from shaped) "
        f"group by k // {BLOCK})"
    )[0]
    # Two threads lay their parts down in turns; in a file without order every block spans the whole.
    return float(found["block"] or 0) <= float(found["whole"] or 0) / 2
