"""Rows summed up per day, once: what the ledger, the comparison and the rollups ask of a delivery they ask of these."""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

import polars as pl

from biebwijzer.intake.contract import ELSEWHERE, Column, Contract
from biebwijzer.intake.ledger import number_in, why_missing
from biebwijzer.warehouse.loading import Workbench

CAME, WENT, BRIEF = "daily_came", "daily_went", "brief"


def adds_up(column: Column) -> bool:
    """Whether a measure is a count one may add; a mark from 1 to 10 is not."""
    return column.measure and column.dtype == pl.Int64


def sum_per_day(bench: Workbench, contract: Contract, rows: str, into: str) -> None:
    """Make a table with a row per library, branch and day: rows, those with a number, those that lack one, the sum."""
    library = "library_id" if contract.has("library_id") else "null::varchar as library_id"
    branch = "branch_id" if contract.has("branch_id") else "null::varchar as branch_id"
    day = f"{contract.period}::date as day" if contract.period else "null::date as day"
    lacking = " or ".join(f"{column.name}_missing <> '{ELSEWHERE}'" for column in contract.columns if column.measure)
    total = next((f"sum({column.name})" for column in contract.columns if adds_up(column)), "count(*)")
    bench.run(
        f"create or replace table {into} as select {library}, {branch}, {day}, count(*) as row_count, "
        f"{how_many(number_in(contract))} as filled, {how_many(lacking or 'false')} as lacking, "
        f"{why_missing(contract)} as why, ({total})::bigint as total from {rows} group by all"
    )


def how_many(condition: str) -> str:
    """How many rows meet a condition; a filter would part the rows of each block for every number asked."""
    return f"count(case when {condition} then 1 end)"


def in_brief(bench: Workbench, contract: Contract) -> tuple[str, frozenset[str]]:
    """A table that says of which libraries and days rows went and came, and the columns of the contract it lacks.

    A moment stands in it as its day: whoever asks for months gets the same.
    """
    named = {"library_id": "library_id", contract.period: f"day as {contract.period}"}
    there = [column.name for column in contract.columns if column.name in named]
    listed = ", ".join(named[name] for name in there) or "null as nothing"
    bench.run(
        f"create or replace temp table {BRIEF} as select distinct {listed} from (from {CAME} union all from {WENT})"
    )
    return BRIEF, frozenset(name for name, _, _ in contract.landed_columns() if name not in there)
