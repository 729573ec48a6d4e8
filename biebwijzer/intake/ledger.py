"""The ledger of the warehouse: how many rows of which delivery stand where, counted once and not at each question.

A delivery counts what it took away and brought: its own rows, the runs it took rows of, and the months it is about.
"""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from biebwijzer.intake.contract import ELSEWHERE, Contract
from biebwijzer.warehouse.spelling import quoted


@dataclass(frozen=True)
class Run:
    """The delivery that is counted: its source and its own id."""

    source_id: str
    run_id: str


def number_in(contract: Contract) -> str:
    """The condition that a row holds a number: a month without one makes a source neither fresh nor complete.

    One that stands with another answer of the same record is there as well.
    """
    measures = [
        f"{column.name} is not null or coalesce({column.name}_missing = '{ELSEWHERE}', false)"
        for column in contract.columns
        if column.measure
    ]
    return f"({' or '.join(measures)})" if measures else "true"


def why_missing(contract: Contract) -> str:
    """Why a number is missing, by the first measure."""
    measure = next((column.name for column in contract.columns if column.measure), None)
    return f"any_value(nullif({measure}_missing, '{ELSEWHERE}'))" if measure else "null::varchar"


def brought_up_to_date(contract: Contract, touched: str | None = None) -> list[str]:
    """The statements that count a table anew; `touched` is a question for the libraries that need it, else all."""
    within = f" where library_id in ({touched})" if touched and contract.has("library_id") else ""
    mine = f"{' and' if within else ' where'} table_name = {quoted(contract.table)}"
    table = f"warehouse.{contract.table}{within}"
    made = [f"delete from warehouse.intake.landed{within}{mine}", per_run(contract, table)]
    if contract.period:
        made += [f"delete from warehouse.intake.landed_month{within}{mine}", per_month(contract, table)]
    return made


def kept_up(
    contract: Contract, run: Run, gone: Sequence[str], months: tuple[date, date] | None, new: bool
) -> list[str]:
    """The statements after a delivery: `gone` are the runs it took rows of, `months` what it is about.

    Its own rows are summed up per day already. When nothing was counted yet of those months, it is `new`, only those
    are read.
    """
    mine = f"table_name = {quoted(contract.table)}"
    # Named, so that the engine passes over whole blocks of other deliveries.
    runs = f"load_run_id in ({', '.join(map(quoted, gone))})"
    made = [f"delete from warehouse.intake.landed where {mine} and {runs}"] if gone else []
    made += [per_run(contract, f"warehouse.{contract.table} where {runs}")] if gone else []
    made.append(own_rows(contract, run))
    if months and new:
        made.append(own_months(contract, run))
    elif months:
        days = f"{contract.period} >= date '{months[0]}' and {contract.period} < date '{months[1]}' + interval 1 month"
        within = of_these_libraries(contract)
        made += [
            f"delete from warehouse.intake.landed_month where {mine} and {between(months)} and {within}",
            per_month(contract, f"warehouse.{contract.table} where {days} and {within}"),
        ]
    return made


def counted_already(contract: Contract, months: tuple[date, date]) -> str:
    """Whether anything was counted of these months, of the libraries of a delivery."""
    mine = f"table_name = {quoted(contract.table)} and {between(months)} and {of_these_libraries(contract)}"
    return f"select 1 from warehouse.intake.landed_month where {mine} limit 1"


def between(months: tuple[date, date]) -> str:
    """The condition on a month of the ledger."""
    return f"month between date '{months[0]}' and date '{months[1]}'"


def of_these_libraries(contract: Contract) -> str:
    """The condition that a row is of a library that lost or got rows."""
    both = "select library_id from daily_went union select library_id from daily_came"
    return f"library_id in ({both})" if contract.has("library_id") else "true"


def own_rows(contract: Contract, run: Run) -> str:
    """The statement that counts the rows of a delivery per library."""
    last = "max(day) filter (filled > 0)"
    fresh = f"last_day({last})" if contract.period == "month" else last
    return (
        f"insert into warehouse.intake.landed select {quoted(contract.table)}, {quoted(run.source_id)}, "
        f"{quoted(run.run_id)}, library_id, sum(row_count), min(day), {fresh} from daily_came group by library_id"
    )


def own_months(contract: Contract, run: Run) -> str:
    """The statement that counts the rows of a delivery per branch and month."""
    return (
        f"insert into warehouse.intake.landed_month select {quoted(contract.table)}, {quoted(run.source_id)}, "
        "library_id, branch_id, date_trunc('month', day)::date, sum(row_count), sum(filled), any_value(why) "
        "from daily_came group by all"
    )


def per_run(contract: Contract, rows: str) -> str:
    """The statement that counts rows per delivery and library."""
    library = "library_id" if contract.has("library_id") else "null::varchar as library_id"
    first, last = span(contract)
    return (
        f"insert into warehouse.intake.landed select {quoted(contract.table)}, source_id, load_run_id, {library}, "
        f"count(*), {first}, {last} from {rows} group by all"
    )


def per_month(contract: Contract, rows: str) -> str:
    """The statement that counts rows per source, branch and month."""
    library = "library_id" if contract.has("library_id") else "null::varchar as library_id"
    branch = "branch_id" if contract.has("branch_id") else "null::varchar as branch_id"
    return (
        f"insert into warehouse.intake.landed_month select {quoted(contract.table)}, source_id, {library}, {branch}, "
        f"date_trunc('month', {contract.period})::date, count(*), count(*) filter ({number_in(contract)}), "
        f"{why_missing(contract)} from {rows} group by all"
    )


def span(contract: Contract) -> tuple[str, str]:
    """The first day and the day until which a table is fresh, as questions."""
    if contract.period is None:
        return "null::date", "null::date"
    last = f"max({contract.period}) filter ({number_in(contract)})"
    return f"min({contract.period})::date", f"last_day({last})" if contract.period == "month" else f"({last})::date"
