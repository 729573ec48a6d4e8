"""At a glance: the usual spelling of a value is taken at once, for a whole file in one go.

What is spelled otherwise gets the same SQL as the careful way (shaping.py), and only those cells do: the engine works
out what a statement names twice for every row, so what is costly is given a text in `<column>__rest` or an empty one.
"""

from collections.abc import Sequence

import polars as pl

from biebwijzer.intake.contract import ELSEWHERE, MISSING, SQL_TYPES, WHOLE, Column
from biebwijzer.intake.fields import Field
from biebwijzer.intake.shaping import (
    asks_owner,
    column_parts,
    field_for,
    formats_of,
    given_text,
    make_list,
    moment_in,
    of_type,
    owner,
    parsed,
    text_of,
    why_missing,
    within_reason,
)
from biebwijzer.intake.sources import Source
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted

MOMENTS = (pl.Date, pl.Datetime("us"))
# The engine takes this word for a moment.
EPOCH = "epoch"
# The type of why a measure is missing. Numbered in the order of the alphabet, as all of these are: min is min.
KINDS = "why_missing"
# What no name holds stands between a name and its library.
BETWEEN = "chr(31)"


def is_constant(source: Source, column: Column) -> bool:
    """Whether a column is the same in every row of the file: the source says it, or nobody does."""
    one = next((field for field in source.fields if field.column == column.name), None)
    return one is None or (not one.asked and not is_listed(one))


def reads_itself(column: Column, one: Field) -> bool:
    """Whether a cell that only says why there is nothing can't pass for a value either: it holds no figure."""
    figures = any(sign.isdigit() for text in one.missing for sign in text)
    return (
        not is_listed(one)
        and column.dtype in (*WHOLE, *MOMENTS)
        and not figures
        and EPOCH not in map(str.lower, one.missing)
    )


def is_listed(one: Field) -> bool:
    """Whether a text is looked up: in a list of the source's, or among the names of a table."""
    return bool(one.values or one.by)


def make_lookups(bench: Workbench, source: Source, library: str | None) -> None:
    """Make the lookups of every column whose texts stand for something."""
    kinds_of_missing(bench)
    for column in source.contract.columns:
        if is_listed(field_for(source, column)):
            make_lookup(bench, source, column, library)


def kinds_of_missing(bench: Workbench) -> str:
    """The type of why a measure is missing; made when it is not there."""
    bench.run(f"create type if not exists {KINDS} as enum ({', '.join(map(quoted, sorted([*MISSING, ELSEWHERE])))})")
    return KINDS


def numbers_of(column: str) -> str:
    """The type that numbers the texts of a column."""
    return f"{column}__stands_for"


def known_texts(one: Field) -> str:
    """The type that numbers the texts a column knows: they are its values, or stand for those of a list."""
    return f"{one.column}__known" if is_listed(one) else numbers_of(one.column)


def kept_as(source: Source) -> dict[str, str]:
    """The columns of few different texts, with the type that numbers those: such a row takes a fraction of the room."""
    found = {}
    for column in source.contract.columns:
        if is_constant(source, column):
            continue
        one = field_for(source, column)
        if one.known or (is_listed(one) and column.dtype == pl.String):
            found[column.name] = numbers_of(column.name)
        if column.measure:
            found[f"{column.name}_missing"] = KINDS
    return found


def make_lookup(bench: Workbench, source: Source, column: Column, library: str | None) -> None:
    """Make a type of all the spellings of a column and a variable with what each stands for.

    A join would look them up as fast, and give the rows back in another order than that of the file.
    """
    make_list(bench, source, column, library)
    name = column.name
    spelled = "spelling"
    if field_for(source, column).by and asks_owner(column, library):
        spelled = f"spelling || {BETWEEN} || owner"
    found = f"from {name}__values where {spelled} is not null"
    bench.run(f"create type {name}__spelling as enum (select distinct {spelled} {found} order by 1)")
    listed = "listed"
    if column.dtype == pl.String:
        bench.number_texts(numbers_of(name), f"select listed as text {found}")
        listed = f"listed::{numbers_of(name)}"
    bench.run(f"set variable {name}__meant = (select list({listed} order by {spelled}) {found})")


def looked_up(column: Column, text: str) -> str:
    """The value a spelling stands for, or null."""
    spelling = f"enum_code(try_cast({text} as {column.name}__spelling))"
    return f"getvariable('{column.name}__meant')[{spelling} + 1]"


def first_look(source: Source, column: Column, cell: str, library: str | None) -> list[str]:
    """What a cell holds unless it only says why there is nothing, and what the usual spelling makes of that."""
    one, name = field_for(source, column), column.name
    if one.known:
        known = f"try_cast({cell} as {known_texts(one)})"
        if is_listed(one):
            # As it stands: what is known need not be spelled as the list does.
            known = f"getvariable('{name}__means')[enum_code({known}) + 1]"
        return [f"{known} as {name}__listed"]
    text = cell if reads_itself(column, one) else given_text(one, cell)
    looked = [] if reads_itself(column, one) else [f"{text} as {name}__given"]
    if is_listed(one):
        asks = one.by and asks_owner(column, library)
        return looked if asks else [*looked, f"{looked_up(column, f'lower({cell})')} as {name}__listed"]
    if column.dtype in MOMENTS:
        looked.append(f"{moment_in(text, formats_of(column, one)[0])} as {name}__parsed")
    elif column.dtype in WHOLE:
        looked.append(f"try_cast({text} as {SQL_TYPES[column.dtype]}) as {name}__parsed")
    return looked


def second_look(
    source: Source, column: Column, cell: str, headings: Sequence[str], library: str | None, seen: bool = False
) -> list[str]:
    """Names that mean something within their library, and the text of cells that the usual spelling did not settle.

    Nothing more is made of those in a column of which the usual spelling only is to be `seen`.
    """
    one, name = field_for(source, column), column.name
    if one.by and asks_owner(column, library):
        # The library was looked up at first sight.
        within = owner(source, headings).replace("__list.", "__")
        return [f"{looked_up(column, f'lower({cell}) || {BETWEEN} || {within}')} as {name}__listed"]
    if is_listed(one) or column.dtype not in (*WHOLE, *MOMENTS) or seen:
        return []
    settled = f"{name}__parsed::varchar = {cell}" if column.dtype in WHOLE else within_reason(f"{name}__parsed")
    return [f"case when {settled} then null else {given_text(one, cell)} end as {name}__rest"]


def settles_at_sight(source: Source, column: Column) -> bool:
    """Whether a column's usual spelling can be told from all others without looking twice."""
    one = field_for(source, column)
    plain = not (is_constant(source, column) or one.sums)
    return plain and (one.is_looked_up or column.dtype in (*WHOLE, *MOMENTS))


def is_settled(source: Source, column: Column, cell: str) -> str:
    """The condition that a cell is spelled in the usual way, or empty where nothing need be said of that."""
    one, name = field_for(source, column), column.name
    if one.is_looked_up:
        settled = f"{name} is not null"
    elif column.dtype in WHOLE:
        settled = f"{name}::varchar = {cell}"
    else:
        settled = within_reason(name, "date" if column.dtype == pl.Date else "timestamp")
    return settled if column.required or column.measure else f"({settled} or {cell} is null)"


def sight_parts(source: Source, column: Column) -> list[str]:
    """What a column adds where only its usual spelling counts: its value, and for a measure that it is there."""
    one, name = field_for(source, column), column.name
    if one.known:
        value = f"{name}__listed"
    elif is_listed(one):
        value = of_type(source, column, one, f"{name}__listed")
    else:
        value = f"{name}__parsed::date" if column.dtype == pl.Date else f"{name}__parsed"
    return [f"{value} as {name}", *([f"null::varchar as {name}_missing"] if column.measure else [])]


def quick_parts(source: Source, column: Column, headings: Sequence[str], library: str | None) -> list[str]:
    """What a column adds, as `column_parts` does: value, text as found, and the twin of a measure."""
    one, name = field_for(source, column), column.name
    if is_constant(source, column):
        return column_parts(source, column, headings, library)
    cell = text_of(source, column, headings, library)
    if one.known:
        value, found = f"{name}__listed", cell
    elif is_listed(one):
        value, found = of_type(source, column, one, f"{name}__listed"), f"{name}__given"
    elif column.dtype not in (*WHOLE, *MOMENTS):
        value, found = of_type(source, column, one, f"{name}__given"), f"{name}__given"
    else:
        value, found = settled_or_careful(source, column, one), as_found(column, one, cell)
    parts = [f"{value} as {name}", f"{found} as {name}__raw"]
    if column.measure:
        why = why_missing(one, cell, delivered=True)
        if reads_itself(column, one):
            why = f"case when {name}__parsed is not null then null else {why} end"
        parts.append(f"{why} as {name}_missing")
    return parts


def settled_or_careful(source: Source, column: Column, one: Field) -> str:
    """The value the usual spelling gave, or what the careful way makes of the rest."""
    early, rest = f"{column.name}__parsed", f"{column.name}__rest"
    if column.dtype in WHOLE:
        return f"case when {rest} is null then {early} else {of_type(source, column, one, rest)} end"
    formats = formats_of(column, one)
    moment = f"case when {within_reason(early)} then {early} end"
    if len(formats) > 1:
        moment = f"coalesce({moment}, {parsed(rest, formats[1:])})"
    return f"({moment})::date" if column.dtype == pl.Date else moment


def as_found(column: Column, one: Field, cell: str) -> str:
    """Whether there is a text at all, which is what rules ask; what it says matters in rows that are wrong only."""
    text = given_text(one, cell) if reads_itself(column, one) else f"{column.name}__given"
    return f"case when {column.name}__parsed is not null then '' else {text} end"
