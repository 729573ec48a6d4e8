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

from biebwijzer.intake.contract import SQL_TYPES, Column, contracts
from biebwijzer.intake.sources import Field, Source
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted

WHOLE = (pl.Int32, pl.Int64)


def trim_cells(bench: Workbench, columns: int) -> None:
    """Take the spaces around every cell away; a cell of spaces is empty."""
    cells = ", ".join(f"nullif(trim(f{n}, ' ' || chr(9) || chr(160)), '') as f{n}" for n in range(columns))
    bench.run(f"create or replace table raw as select {cells} from raw")


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
    elif not unfit:
        bench.run(
            f"create view numbered as select rowid + {first_row} as source_row, null::varchar as only_cell, raw.* "
            "from raw"
        )
    else:
        # The n-th record that fits stands as many rows lower as records before it did not fit.
        bench.run(
            "create view numbered as "
            f"select k + coalesce(place, 0) + {first_row - 1} as source_row, null::varchar as only_cell, "
            "found.* exclude (k) "
            "from (select rowid + 1 as k, * from raw) as found "
            "asof left join ("
            "select line - place + 1 as begins, max(place) as place from unfit group by 1"
            ") as gaps on found.k >= gaps.begins"
        )


def make_suspect(
    bench: Workbench,
    source: Source,
    headings: Sequence[str],
    months: dict[str, date],
    library: str | None,
) -> None:
    """Make `suspect` from `doubtful`: a row per record, or per month cell, with its values and their text."""
    within = cells(source, headings, months)
    parts = ["source_row", "cell"]
    joins = []
    for column in source.contract.columns:
        parts += column_parts(source, column, headings, library)
        joins += list_join(bench, source, column, headings, library)
    bench.run(f"create table suspect as select {', '.join(parts)} from ({within}) as c {' '.join(joins)}")


def cells(source: Source, headings: Sequence[str], months: dict[str, date]) -> str:
    """The records as they are, or a row per month cell when months stand in columns."""
    if source.wide is None:
        return "select *, null::varchar as cell from doubtful"
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
    if source.wide and column.name == source.wide.measure:
        return "cell_value"
    if one is None:
        given = library if column.name == "library_id" else None
        return f"{quoted(given)}::varchar" if given is not None else "null::varchar"
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


def column_parts(
    source: Source, column: Column, headings: Sequence[str], library: str | None, quick: bool = False
) -> list[str]:
    """What a column adds: value, text as found, and the twin of a measure; `quick` spells the same values faster."""
    name = column.name
    if source.wide and name == source.wide.into:
        return [f"cell_month as {name}", f"cell as {name}__raw"]
    raw = text_of(source, column, headings, library)
    one = field_for(source, column)
    delivered = any(known.column == name for known in source.fields) or (source.wide and source.wide.measure == name)
    why = f"case when {raw} is null then '{'empty' if delivered else 'not_delivered'}'"
    for text, kind in one.missing.items():
        why += f" when {raw} = {quoted(text)} then {quoted(kind)}" if text else ""
    why += " end"
    given = f"{name}__given" if quick and one.heading else given_text(one, raw)
    parts = [f"{typed(source, column, one, given, quick)} as {name}", f"{given} as {name}__raw"]
    if column.measure:
        parts.append(f"{why} as {name}_missing")
    return parts


def given_early(source: Source, column: Column, headings: Sequence[str]) -> list[str]:
    """The text of a column's cells, worked out once: it is looked at in many places."""
    one = field_for(source, column)
    if not one.heading:
        return []
    return [f"{given_text(one, f'f{headings.index(one.heading)}')} as {column.name}__given"]


def parsed_early(source: Source, column: Column, headings: Sequence[str], library: str | None) -> list[str]:
    """What the usual spelling makes of a cell, worked out once: a moment by the first format, or a plain number."""
    one = field_for(source, column)
    given = f"{column.name}__given" if one.heading else given_text(one, text_of(source, column, headings, library))
    if column.dtype in (pl.Date, pl.Datetime("us")):
        return [f"{moment_in(given, formats_of(column, one)[0])} as {column.name}__parsed"]
    if column.dtype in WHOLE:
        return [f"try_cast({given} as {SQL_TYPES[column.dtype]}) as {column.name}__parsed"]
    return []


def formats_of(column: Column, one: Field) -> tuple[str, ...]:
    """How a source writes its days; a date that stands in the source itself is written as TOML does."""
    return ("%Y-%m-%d",) if one.heading is None and column.dtype == pl.Date else one.dates


def typed(source: Source, column: Column, one: Field, text: str, quick: bool) -> str:
    """The SQL that turns text into the column's type; what it is not becomes null and is refused later."""
    if one.values or one.by:
        text = f"{column.name}__list.listed"
    if column.dtype in (pl.Date, pl.Datetime("us")):
        early = f"{column.name}__parsed" if quick else None
        moment = parsed(text, formats_of(column, one), early)
        return f"({moment})::date" if column.dtype == pl.Date else moment
    if column.dtype in WHOLE or column.dtype == pl.Float64:
        careful = numeric(source, column, text)
        return quickly_whole(column, text, careful) if quick and column.dtype in WHOLE else careful
    if column.dtype == pl.String:
        return text
    return f"try_cast({text} as {SQL_TYPES[column.dtype]})"


def parsed(text: str, formats: Sequence[str], early: str | None) -> str:
    """The first declared format that fits; a year of two digits does not pass as one of four.

    `early` names a column that holds what the first format makes of the text.
    """
    if early is None:
        moments = [moment_in(text, one) for one in formats]
    else:
        # The engine works out what is named twice for every row: only rows that still need it have a text here.
        rest = f"case when {within_reason(early)} then null else {text} end"
        moments = [early, *(moment_in(rest, one) for one in formats[1:])]
    tries = [f"case when {within_reason(moment)} then {moment} end" for moment in moments]
    return f"coalesce({', '.join(tries)})" if len(tries) > 1 else tries[0]


def moment_in(text: str, written: str) -> str:
    """The moment a text names, or null.

    DuckDB 1.5.5 compares a format's own signs with the text without looking where the text ends: a text shorter than
    its format, at the end of a page of memory, ends the process. A space behind it stops that, and is read past.
    """
    return f"try_strptime({text} || ' ', {quoted(written)})"


def within_reason(moment: str) -> str:
    """Whether a moment has a year of four digits."""
    return f"year({moment}) between 1000 and 9999"


def quickly_whole(column: Column, text: str, careful: str) -> str:
    """A number that is written as we would write it needs no closer look; any other is read with care."""
    number = f"{column.name}__parsed"
    return f"case when {number}::varchar = {text} then {number} else {careful} end"


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
    one = next((field for field in source.fields if field.column == column.name), None)
    if one is None or not (one.values or one.by):
        return []
    table = f"{column.name}__values"
    if one.values:
        pairs = source.lists[one.values]
        bench.add_table(table, {"spelling": ("varchar", list(pairs)), "listed": ("varchar", list(pairs.values()))})
    else:
        names_as_list(bench, table, column, library)
    raw, known = text_of(source, column, headings, library), f"{column.name}__list"
    within = ""
    if one.by and asks_owner(column, library):
        within = f" and {known}.owner = {owner(source, headings)}"
    return [f"left join {table} as {known} on {known}.spelling = lower({raw}){within}"]


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
    """Names and ids of the table a column refers to, as spellings; a name that two rows share helps nobody."""
    key = str(column.references).split(".")[1] + "_id"
    own = f"where library_id = {quoted(library)}" if library and key != "municipality_id" else ""
    of = "library_id" if asks_owner(column, library) else "null::varchar"
    bench.run(
        f"create or replace table {table} as select spelling, owner, min(listed) as listed from ("
        f"select lower(name) as spelling, {of} as owner, {key} as listed from warehouse.{column.references} {own} "
        f"union select lower({key}), {of}, {key} from warehouse.{column.references} {own}) "
        "group by spelling, owner having count(distinct listed) = 1"
    )


def read_parquet(path: Path) -> str:
    """A Parquet file as a table."""
    return f"read_parquet({quoted(str(path))})"


def sql_list(values: Sequence[Any]) -> str:
    """Texts as the inside of an SQL `in (…)`."""
    return ", ".join(quoted(str(value)) for value in values)
