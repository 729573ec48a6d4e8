"""The ledger of the warehouse: how many rows of which delivery stand where, counted once and not at each question.

A table of 40 million loans is counted once per delivery, for the libraries that delivery touched.
"""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from biebwijzer.intake.contract import Contract
from biebwijzer.warehouse.spelling import quoted


def number_in(contract: Contract) -> str:
    """The condition that a row holds a number: a month without one makes a source neither fresh nor complete."""
    measures = [f"{column.name} is not null" for column in contract.columns if column.measure]
    return f"({' or '.join(measures)})" if measures else "true"


def why_missing(contract: Contract) -> str:
    """Why a number is missing, by the first measure."""
    return next((f"any_value({column.name}_missing)" for column in contract.columns if column.measure), "null::varchar")


def brought_up_to_date(contract: Contract, touched: str | None = None) -> list[str]:
    """The statements that count a table anew; `touched` is a question for the libraries that need it, else all."""
    library = "library_id" if contract.has("library_id") else "null::varchar as library_id"
    branch = "branch_id" if contract.has("branch_id") else "null::varchar as branch_id"
    within = f" where library_id in ({touched})" if touched and contract.has("library_id") else ""
    mine = f"{' and' if within else ' where'} table_name = {quoted(contract.table)}"
    named, table = quoted(contract.table), f"warehouse.{contract.table}{within}"
    first, last = span(contract)
    made = [
        f"delete from warehouse.intake.landed{within}{mine}",
        f"insert into warehouse.intake.landed select {named}, source_id, load_run_id, {library}, count(*), "
        f"{first}, {last} from {table} group by all",
    ]
    if contract.period:
        made += [
            f"delete from warehouse.intake.landed_month{within}{mine}",
            f"insert into warehouse.intake.landed_month select {named}, source_id, {library}, {branch}, "
            f"date_trunc('month', {contract.period})::date, count(*), count(*) filter ({number_in(contract)}), "
            f"{why_missing(contract)} from {table} group by all",
        ]
    return made


def span(contract: Contract) -> tuple[str, str]:
    """The first day and the day until which a table is fresh, as questions."""
    if contract.period is None:
        return "null::date", "null::date"
    last = f"max({contract.period}) filter ({number_in(contract)})"
    return f"min({contract.period})::date", f"last_day({last})" if contract.period == "month" else f"({last})::date"
