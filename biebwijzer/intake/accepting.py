"""What a delivery does to the warehouse: which rows go, which come, and what that changes in the figures."""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from biebwijzer.intake.contract import Contract
from biebwijzer.intake.glancing import kinds_of_missing
from biebwijzer.intake.judging import same_days
from biebwijzer.intake.ledger import Run, brought_up_to_date, counted_already, kept_up
from biebwijzer.intake.sources import Source
from biebwijzer.intake.summing import CAME, WENT, adds_up
from biebwijzer.warehouse.engines import Kept
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted

RUN = "load_run_id"


def scope(replaces: tuple[str, ...], source_id: str, accepted: str = "accepted") -> str:
    """The condition on `w`, a row of the warehouse, that says it is replaced by what was accepted."""
    mine = f"w.source_id = {quoted(source_id)}"
    if not replaces:
        return mine
    named = f"(select distinct {', '.join(replaces)} from {accepted})"
    return f"{mine} and {is_named(replaces, named)}"


def is_named(columns: tuple[str, ...], relation: str) -> str:
    """The condition that `w` has the same values in these columns as a row of the relation."""
    same = " and ".join(f"w.{name} is not distinct from r.{name}" for name in columns)
    return f"exists (select 1 from {relation} as r where {same})"


def replaced_by(bench: Workbench, source: Source, library: str | None) -> str | None:
    """The condition on what this delivery replaces, None when that is nothing.

    What it names is worked out once, and only its days are read.
    """
    # Of a first delivery not even its days need be known.
    if not bench.value(f"select 1 from warehouse.{source.delivers} limit 1"):
        return None
    within = f"{same_days(bench, source, source.replaces, 'admitted')} and w.source_id = {quoted(source.source_id)}"
    if library and "library_id" in source.replaces:
        within += f" and w.library_id = {quoted(library)}"
    if not bench.value(f"select 1 from warehouse.{source.delivers} as w where {within} limit 1"):
        return None
    named = tuple(name for name in source.replaces if not (library and name == "library_id"))
    if not named:
        return within
    # Of the type the warehouse has: were one cast for comparing, the engine would ask for each different row apart.
    kinds = {name: kind for name, kind, _ in source.contract.landed_columns()}
    listed = ", ".join(f"{name}::{kinds[name]} as {name}" for name in named)
    bench.run(f"create table named as select distinct {listed} from accepted")
    return f"{within} and {is_named(named, 'named')}"


def land(
    bench: Workbench, contract: Contract, replaced: str | None, accepted: str = "accepted", kept: Kept | None = None
) -> None:
    """Put the accepted rows in place of the replaced ones, and count what stands there now."""
    put_in_place(bench, contract, replaced, accepted, kept)
    for statement in brought_up_to_date(contract, f"select distinct library_id from {accepted}"):
        bench.run(statement)


def put_in_place(
    bench: Workbench,
    contract: Contract,
    replaced: str | None,
    accepted: str,
    kept: Kept | None,
    gone: Mapping[str, int] | None = None,
) -> None:
    """Take the replaced rows out and put the accepted ones in, by name.

    `kept` is a file that holds the accepted ones, `gone` how many rows go of each run, where that is known.
    """
    if replaced is not None:
        bench.take_out(contract.table, replaced, gone)
    bench.put(contract.table, accepted, kept)


def gone_of_runs(bench: Workbench) -> dict[str, int]:
    """How many of the rows that are replaced came of each run."""
    return {row["run"]: row["n"] for row in bench.rows(f"select {RUN} as run, count(*) as n from replaced group by 1")}


def count_along(bench: Workbench, contract: Contract, source_id: str, run_id: str, gone: Collection[str]) -> None:
    """Write in the ledger what `accepted` and the rows that went of runs changed; no other history is counted."""
    months = months_of(bench, contract)
    new = months is None or not bench.value(counted_already(contract, months))
    for statement in kept_up(contract, Run(source_id, run_id), sorted(gone), months, new and not gone):
        bench.run(statement)


def months_of(bench: Workbench, contract: Contract) -> tuple[date, date] | None:
    """The first and the last month of the rows that went and came; None where rows are about no month."""
    if contract.period is None:
        return None
    found = bench.rows(
        "select date_trunc('month', min(day))::date as first, date_trunc('month', max(day))::date as last "
        f"from (from {CAME} union all from {WENT})"
    )[0]
    return (found["first"], found["last"]) if found["first"] else None


def differences(bench: Workbench, source: Source, replaced: str | None, after: int) -> dict[str, int]:
    """How many of the rows accepted are new, changed and the same, and how many are gone, against what stands there."""
    columns = [name for name, _, _ in source.contract.landed_columns()[:-3]]
    types = numbered(bench, source.contract) if replaced else {}
    listed = [f"w.{name}::{types[name]} as {name}" if name in types else f"w.{name}" for name in (*columns, RUN)]
    bench.run(
        f"create or replace temp table replaced as select {', '.join(listed)} "
        f"from warehouse.{source.delivers} as w where {replaced or 'false'}"
    )
    before = int(bench.value("select count(*) from replaced"))
    if not before:
        return {"new": after, "changed": 0, "same": 0, "gone": 0}
    if source.grain:
        both, same = with_same_key(bench, source.grain, columns)
    else:
        both = same = alike(bench, ", ".join(columns))
    return {"new": after - both, "changed": both - same, "same": same, "gone": before - both}


def numbered(bench: Workbench, contract: Contract) -> dict[str, str]:
    """The columns of few different texts, with types that number what stands there of them.

    What is replaced has to stand in memory beside what comes, and these texts would be most of it.
    """
    types = {f"{column.name}_missing": kinds_of_missing(bench) for column in contract.columns if column.measure}
    for name in (RUN, *(["library_id"] if contract.has("library_id") else [])):
        types[name] = f"{name}__there"
        bench.number_texts(types[name], f"select distinct {name} as text from warehouse.{contract.table}")
    return types


def with_same_key(bench: Workbench, grain: Sequence[str], columns: Sequence[str]) -> tuple[int, int]:
    """How many rows accepted have the key of one they replace, and how many of those say the same."""
    key = " and ".join(f"a.{name} is not distinct from r.{name}" for name in grain)
    equal = " and ".join(f"a.{name} is not distinct from r.{name}" for name in columns if name not in grain) or "true"
    found = bench.rows(
        f"select count(*) as both, count(*) filter ({equal}) as same from accepted as a join replaced as r on {key}"
    )[0]
    return found["both"], found["same"]


def alike(bench: Workbench, listed: str) -> int:
    """How many rows accepted stand there already, by a hash of all their columns: told, nothing is decided by it."""
    counted = "(select hash({}) as h, count(*) as n from {} group by h)".format
    return int(
        bench.value(
            f"select coalesce(sum(least(a.n, r.n)), 0) from {counted(listed, 'accepted')} as a "
            f"join {counted(listed, 'replaced')} as r using (h)"
        )
    )


def totals(bench: Workbench, source: Source, library: str | None) -> list[dict[str, Any]]:
    """Per measure and year what the table adds up to, for the library of this delivery."""
    contract = source.contract
    year = f"year({source.period})" if source.period else "null::integer"
    own = f" where library_id = {quoted(library)}" if library and source.has_library else ""
    named = {column.name: f"sum({column.name})" for column in contract.columns if adds_up(column)}
    named = named or {"rows": "count(*)"}
    figures = ", ".join(f"({figure})::bigint as {name}" for name, figure in named.items())
    rows = bench.rows(f"select {year} as year, {figures} from warehouse.{contract.table}{own} group by 1")
    return [{"measure": name, "year": row["year"], "total": row[name]} for name in named for row in rows]


def compare_totals(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The totals that change, before beside after."""
    old = {(row["measure"], row["year"]): row["total"] for row in before}
    new = {(row["measure"], row["year"]): row["total"] for row in after}
    keys = sorted({*old, *new}, key=lambda key: (key[0], key[1] or 0))
    return [
        {"measure": measure, "year": year, "before": old.get((measure, year)), "after": new.get((measure, year))}
        for measure, year in keys
        if old.get((measure, year)) != new.get((measure, year))
    ]


def per_branch(bench: Workbench, source: Source) -> list[dict[str, Any]]:
    """Per branch what the first measure was and becomes, within the rows this delivery replaces and brings."""
    if not source.contract.has("branch_id"):
        return []
    return bench.rows(
        f"with b as (select branch_id, sum(total)::bigint as before from {WENT} group by 1), "
        f"a as (select branch_id, sum(total)::bigint as after from {CAME} group by 1) "
        "select branch_id, before, after from b full join a using (branch_id) order by branch_id"
    )


def periods(bench: Workbench, source: Source) -> list[dict[str, Any]]:
    """Per month how many rows were accepted and how many of those say a measure is missing."""
    if source.period is None:
        return []
    return bench.rows(
        "select date_trunc('month', day)::date as period, sum(row_count)::bigint as row_count, "
        f"sum(lacking)::bigint as missing_count from {CAME} where day is not null group by 1 order by 1"
    )
