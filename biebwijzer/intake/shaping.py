"""From text to typed columns, set-based: the SQL that a source and its contract make together.

`raw (f0, …)` holds the records as text; `suspect` holds a row per record (or per month cell) with for every
column of the contract its value, its text as found (`<column>__raw`) and, for a measure, why it is missing.
"""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from biebwijzer.intake.contract import SQL_TYPES, WHOLE, Column, contracts
from biebwijzer.intake.fields import Field
from biebwijzer.intake.several import in_columns, in_parts
from biebwijzer.intake.sources import Source
from biebwijzer.intake.traces import bank_account
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted


def number_rows(
    bench: Workbench,
    first_row: int,
    unfit: int,
    given: Sequence[int] | None,
    cells: Sequence[str | None] | None,
) -> None:
    """Make `numbered`: every record with the row of the file it stands on.

    `given` are the rows that records had in an earlier delivery, `cells` the one month each of them is about.
    """
    if given is not None:
        places = {
            "k": ("bigint", range(len(given))),
            "source_row": ("bigint", given),
            "only_cell": ("varchar", cells or [None] * len(given)),
        }
        bench.add_table("given_rows", places)
        bench.run(
            "create view numbered as select source_row, only_cell, raw.* from raw join given_rows on k = raw.rowid"
        )
    else:
        bench.run(
            "create or replace view numbered as select source_row, null::varchar as only_cell, * exclude (source_row) "
            f"from ({rows_of('raw', first_row, unfit)})"
        )


def rows_of(table: str, first_row: int, unfit: int) -> str:
    """The question for a table that was read, with the row of the file each record stands on."""
    if not unfit:
        return f"select rowid + {first_row} as source_row, * from {table}"
    return Workbench.numbered_by_line(table, first_row, "source_row")


def make_suspect(
    bench: Workbench,
    source: Source,
    headings: Sequence[str],
    months: dict[str, date | str],
    library: str | None,
) -> None:
    """Make `suspect` from `doubtful`: a row per record, or per month cell or answer, with its values and their text."""
    within = cells(source, headings, months)
    parts = ["source_row", "cell", *(["cell_place", "cell_odd"] if source.wide and not source.wide.months else [])]
    joins = []
    for column in source.contract.columns:
        parts += column_parts(source, column, headings, library)
        parts += [f"{column.name}__from"] if field_for(source, column).sums else []
        joins += list_join(bench, source, column, headings, library)
    bench.run(f"create table suspect as select {', '.join(parts)} from ({within}) as c {' '.join(joins)}")


def cells(source: Source, headings: Sequence[str], months: dict[str, date | str]) -> str:
    """The records as they are, or a row per cell when months stand in columns, or per answer when there are several."""
    if source.wide is None:
        return "select *, null::varchar as cell from doubtful"
    if not source.wide.months:
        one = next(one for one in source.fields if one.column == source.wide.into)
        nothing = [text for text in one.missing if text]
        if source.wide.parts:
            return in_parts(source.wide, f"f{headings.index(str(one.heading))}", nothing)
        answers = {f"f{headings.index(name)}": (name, str(answer)) for name, answer in months.items()}
        return in_columns(source.wide, answers, nothing)
    names = {f"f{headings.index(heading)}": heading for heading in months}
    listed = ", ".join(names)
    by_name = ", ".join(f"({quoted(f)}, {quoted(h)}, date '{months[h]}')" for f, h in names.items())
    return (
        "select long.*, heading as cell, month as cell_month "
        f"from (from doubtful unpivot include nulls (cell_value for cell_name in ({listed}))) as long "
        f"join (values {by_name}) as named (cell_name, heading, month) using (cell_name) "
        "where coalesce(heading = only_cell, true)"
    )


def text_of(source: Source, column: Column, headings: Sequence[str], library: str | None) -> str:
    """The SQL of a column's text as it stands in the file; null when empty."""
    one = next((field for field in source.fields if field.column == column.name), None)
    if source.wide and column.name == source.wide.holds:
        return "cell_value"
    if one is None:
        given = library if column.name == "library_id" else None
        return f"{quoted(given)}::varchar" if given is not None else "null::varchar"
    if one.sums:
        return f"{column.name}__sum"
    if one.heading is None:
        return f"{quoted(str(one.constant))}::varchar"
    return f"f{headings.index(one.heading)}"


def field_for(source: Source, column: Column) -> Field:
    """What the source says of a column; a column it does not name has the defaults."""
    found = next((one for one in source.fields if one.column == column.name), None)
    return found or Field(column.name, missing=source.fields[0].missing, dates=source.fields[0].dates)


def given_text(one: Field, raw: str) -> str:
    """The text of a cell, unless it only says why there is nothing."""
    kinds = [text for text in one.missing if text]
    return f"case when {raw} in ({sql_list(kinds)}) then null else {raw} end" if kinds else raw


def column_parts(source: Source, column: Column, headings: Sequence[str], library: str | None) -> list[str]:
    """What a column adds: value, text as found, and the twin of a measure."""
    name = column.name
    if source.wide and source.wide.months and name == source.wide.into:
        return [f"cell_month as {name}", f"cell as {name}__raw"]
    raw = text_of(source, column, headings, library)
    one = field_for(source, column)
    delivered = any(known.column == name for known in source.fields) or (source.wide and source.wide.measure == name)
    given = given_text(one, raw)
    value = typed(source, column, one, given)
    if may_hold_account(source, column) and not column.required:
        # What need not be there is left out, and the row goes on; where it must be there the row waits.
        value = f"case when {bank_account(given)} then null else {value} end"
    if source.wide and source.wide.each and name == source.wide.into:
        value = f"case when cell_odd then null else {value} end"
    parts = [f"{value} as {name}", f"{given} as {name}__raw"]
    if column.measure:
        parts.append(f"{why_missing(one, raw, bool(delivered))} as {name}_missing")
    return parts


def may_hold_account(source: Source, column: Column) -> bool:
    """Whether a column is a text from outside: a key made at the door and a value of our own lists hold no account."""
    one = field_for(source, column)
    return column.dtype == pl.String and bool(one.heading) and not (one.key or one.values or one.by)


def left_out(bench: Workbench, source: Source) -> int:
    """In how many rows an account number was left out of a text."""
    texts = [one.name for one in source.contract.columns if may_hold_account(source, one) and not one.required]
    gone = " or ".join(f"({name} is null and {name}__raw is not null)" for name in texts)
    return int(bench.value(f"select count(*) from suspect where {gone}")) if gone else 0


def why_missing(one: Field, raw: str, delivered: bool) -> str:
    """The SQL of why a measure is missing: the cell is empty, its text says why, or nobody delivers it."""
    kinds = "".join(f" when {raw} = {quoted(text)} then {quoted(kind)}" for text, kind in one.missing.items() if text)
    return f"case when {raw} is null then '{'empty' if delivered else 'not_delivered'}'{kinds} end"


def formats_of(column: Column, one: Field) -> tuple[str, ...]:
    """How a source writes its days; a date that stands in the source itself is written as TOML does."""
    return ("%Y-%m-%d",) if one.heading is None and column.dtype == pl.Date else one.dates


def typed(source: Source, column: Column, one: Field, text: str) -> str:
    """The SQL of a column's value: what the text stands for in its list, or the text itself, in the column's type."""
    return of_type(source, column, one, f"{column.name}__list.listed" if one.values or one.by else text)


def of_type(source: Source, column: Column, one: Field, text: str) -> str:
    """The SQL that turns text into the column's type; what it is not becomes null and is refused later."""
    if column.dtype in (pl.Date, pl.Datetime("us")):
        moment = parsed(text, formats_of(column, one))
        return f"({moment})::date" if column.dtype == pl.Date else moment
    if column.dtype in WHOLE or column.dtype == pl.Float64:
        return numeric(source, column, text)
    if column.dtype == pl.String:
        return text
    return f"try_cast({text} as {SQL_TYPES[column.dtype]})"


def parsed(text: str, formats: Sequence[str]) -> str:
    """The first declared format that fits; a year of two digits does not pass as one of four."""
    moments = [moment_in(text, one) for one in formats]
    if len(moments) == 1:
        return f"case when {within_reason(moments[0])} then {moments[0]} end"
    # In a list of one each moment is worked out once, and the next only where the one before does not fit.
    tries = [f"list_filter([{moment}], lambda moment: {within_reason('moment')})[1]" for moment in moments]
    return f"coalesce({', '.join(tries)})"


def moment_in(text: str, written: str) -> str:
    """The moment a text names, or null.

    DuckDB 1.5.5 compares a format's own signs with the text without looking where the text ends: a text shorter than
    its format, at the end of a page of memory, ends the process. A space behind it stops that, and is read past.
    """
    return f"try_strptime({text} || ' ', {quoted(written)})"


def within_reason(moment: str, kind: str = "timestamp") -> str:
    """Whether a moment, or a day where that is its `kind`, has a year of four digits."""
    last = "9999-12-31" if kind == "date" else "9999-12-31 23:59:59.999999"
    return f"{moment} between {kind} '1000-01-01' and {kind} '{last}'"


def numeric(source: Source, column: Column, text: str) -> str:
    """Numbers as the source writes them: '1.830' is one thousand eight hundred only where it says so."""
    if source.thousands:
        grouped = rf"-?[0-9]{{1,3}}(\{source.thousands}[0-9]{{3}})+(\{source.decimal}[0-9]+)?"
        text = (
            f"case when regexp_full_match({text}, {quoted(grouped)}) "
            f"then replace({text}, {quoted(source.thousands)}, '') else {text} end"
        )
    if column.dtype in WHOLE:
        whole = rf"-?[0-9]+(\{source.decimal}0+)?"
        zeros = quoted(rf"\{source.decimal}0+$")
        plain = f"regexp_replace({text}, {zeros}, '')"
        return (
            f"case when regexp_full_match({text}, '-?[0-9]+') then try_cast({text} as {SQL_TYPES[column.dtype]}) "
            f"when regexp_full_match({text}, {quoted(whole)}) then try_cast({plain} as {SQL_TYPES[column.dtype]}) end"
        )
    pattern = rf"-?[0-9]*(\{source.decimal}[0-9]+)?"
    return (
        f"case when {text} <> '' and regexp_full_match({text}, {quoted(pattern)}) "
        f"then try_cast(replace({text}, {quoted(source.decimal)}, '.') as double) end"
    )


def list_join(
    bench: Workbench, source: Source, column: Column, headings: Sequence[str], library: str | None
) -> list[str]:
    """The join that turns spellings into values: a value list, or the names in the table referred to."""
    one = field_for(source, column)
    if not (one.values or one.by):
        return []
    make_list(bench, source, column, library)
    raw, known = text_of(source, column, headings, library), f"{column.name}__list"
    within = ""
    if one.by and asks_owner(column, library):
        within = f" and {known}.owner = {owner(source, headings)}"
    return [f"left join {column.name}__values as {known} on {known}.spelling = lower({raw}){within}"]


def make_list(bench: Workbench, source: Source, column: Column, library: str | None) -> None:
    """Make the table of spellings and the values they stand for, as the source or the warehouse has them."""
    one, table = field_for(source, column), f"{column.name}__values"
    if one.values:
        pairs = source.lists[one.values]
        bench.add_table(table, {"spelling": ("varchar", list(pairs)), "listed": ("varchar", list(pairs.values()))})
    elif one.by:
        names_as_list(bench, table, column, library)


def asks_owner(column: Column, library: str | None) -> bool:
    """Whether a name means something within its library only, and the file says row by row which library that is."""
    return library is None and column.name != "library_id" and contracts()[str(column.references)].has("library_id")


def owner(source: Source, headings: Sequence[str]) -> str:
    """The SQL of the library a row is about, as the file says it; it stands before what is looked up within it."""
    said = next(one for one in source.fields if one.column == "library_id")
    return (
        "library_id__list.listed"
        if said.by or said.values
        else text_of(source, source.contract.column("library_id"), headings, None)
    )


def names_as_list(bench: Workbench, table: str, column: Column, library: str | None) -> None:
    """Names and ids of the table a column refers to, as spellings and as they are `shown` to who is to choose one.

    A name that two rows share helps nobody.
    """
    key = str(column.references).split(".")[1] + "_id"
    own = f"where library_id = {quoted(library)}" if library and key != "municipality_id" else ""
    of = "library_id" if asks_owner(column, library) else "null::varchar"
    # Once for each load: looking at a glance and with care ask for the same.
    bench.run(
        f"create table if not exists {table} as "
        "select spelling, owner, min(listed) as listed, min(shown) as shown from ("
        f"select lower(name) as spelling, {of} as owner, {key} as listed, name as shown "
        f"from warehouse.{column.references} {own} "
        f"union select lower({key}), {of}, {key}, {key} from warehouse.{column.references} {own}) "
        "group by spelling, owner having count(distinct listed) = 1"
    )


def read_parquet(path: Path) -> str:
    """A Parquet file as a table."""
    return f"read_parquet({quoted(str(path))})"


def sql_list(values: Sequence[Any]) -> str:
    """Texts as the inside of an SQL `in (…)`."""
    return ", ".join(quoted(str(value)) for value in values)
