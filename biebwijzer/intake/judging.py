"""Judging: every rule of the contract as one set-based question; what breaks a rule waits with its reason."""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import polars as pl

from biebwijzer.intake.contract import Column
from biebwijzer.intake.crowding import where_crowded
from biebwijzer.intake.shaping import field_for, may_hold_account
from biebwijzer.intake.sources import Source
from biebwijzer.intake.traces import bank_account, holds_number
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted

TYPE_REASONS = {
    pl.Date: "no_date",
    pl.Datetime("us"): "no_date",
    pl.Int32: "no_whole_number",
    pl.Int64: "no_whole_number",
    pl.Float64: "no_number",
    pl.Boolean: "no_boolean",
    pl.Time: "no_time",
}
# The question for some rows of `placed` with the row of the file each of them stands on.
InRows = Callable[[str], str]
HIDDEN = "'…'"
MOST_SUGGESTED = 500
ALIKE = 0.8
PROBLEM = (
    "create table problem (source_row bigint, cell varchar, column_name varchar, heading varchar, "
    "found varchar, reason varchar, expected varchar)"
)


@dataclass(frozen=True)
class Rule:
    """One rule of a column: the condition on rows that break it, and what is said of those.

    `on_nothing` says that only rows without a value can break it.
    """

    column: Column
    reason: str
    expected: str
    where: str
    found: str
    on_nothing: bool = False


def judge(bench: Workbench, source: Source, library: str | None, adding: bool, in_rows: InRows) -> None:
    """Fill `problem` from `suspect` and `shaped`; whatever stands in it is refused, all the rest is accepted.

    `adding` says that this delivery replaces nothing: rows of an earlier one, put right. `in_rows` tells for some rows
    of `placed` where in the file they stand.
    """
    bench.run(PROBLEM)
    if bench.value("select 1 from suspect limit 1"):
        broken = [problem(source, rule) for one in source.contract.columns for rule in rules(source, one, library)]
        for (first, second), where in zip(source.rules, contradictions(source), strict=True):
            broken.append(contradiction(source, first, second, where))
        # Asked at once: side by side, as these rows are too few to be shared out.
        bench.run(f"insert into problem {' union all '.join(broken)}")
    if source.grain:
        refuse_duplicates(bench, source, in_rows)
        refuse_taken(bench, source, library, adding)


def heading_of(source: Source, column: Column) -> str:
    """What the file calls a column; the cell's own heading where months stand in columns."""
    if source.wide and source.wide.in_columns and column.name in source.wide.fills:
        return f"coalesce(cell, {quoted(source.wide.each)})"
    one = field_for(source, column)
    return f"{column.name}__from" if one.sums else quoted(one.heading or column.name)


def problem(source: Source, rule: Rule) -> str:
    """One rule as a question: the rows that break it."""
    return (
        f"select source_row, cell, {quoted(rule.column.name)}, {heading_of(source, rule.column)}, "
        f"{rule.found}, {quoted(rule.reason)}, {quoted(rule.expected)} from suspect where {rule.where}"
    )


def rules(source: Source, column: Column, library: str | None) -> Iterator[Rule]:
    """Every rule of one column, on its value and on its text as found (`<column>__raw`)."""
    name, one = column.name, field_for(source, column)
    listed = bool(one.values or one.by)
    say = partial(Rule, column, found=f"{name}__raw")
    odd = bool(source.wide and source.wide.each and name == source.wide.into)
    if odd:
        yield say("no_boolean", "", "cell_odd")
    if column.required and not column.measure:
        yield say("required", "", f"{name}__raw is null", on_nothing=True)
    if listed:
        where = f"{name}__raw is not null and {name} is null{' and not cell_odd' if odd else ''}"
        reason = "unknown_value" if one.values else "unknown_reference"
        yield say(reason, one.values or str(column.references), where, on_nothing=True)
    elif column.dtype in TYPE_REASONS:
        where = f"{name} is null and {name}__raw is not null"
        yield say(TYPE_REASONS[column.dtype], expected_form(source, column), where, on_nothing=True)
    if column.at_least is not None:
        yield say("below", f"{column.at_least:g}", f"{name} < {column.at_least}")
    if column.at_most is not None:
        yield say("above", f"{column.at_most:.0f}", f"{name} > {column.at_most}")
    if column.one_of:
        allowed = ", ".join(map(quoted, column.one_of))
        yield say("not_one_of", ", ".join(column.one_of), f"{name} not in ({allowed})")
    if name == "library_id" and library is not None:
        yield say("other_library", library, f"{name} <> {quoted(library)}")
    if column.references and not (listed and one.by):
        yield say("unknown_reference", column.references, unknown(column))
    # A key made at the door and a value of our own lists are no account numbers; a text from outside may hold one.
    if may_hold_account(source, column):
        yield say("bank_account", "", bank_account(name), found=HIDDEN)
        # Of an id of nothing but digits one in eleven passes the test by chance: there the whole column decides.
        apart = f" and not regexp_full_match({name}, '[0-9. ]+')" if name.endswith("_id") else ""
        yield say("citizen_number", "", f"({holds_number(name)}){apart}", found=HIDDEN)


def expected_form(source: Source, column: Column) -> str:
    """How the source says a value is written: a date as the reader would type it."""
    if column.dtype in (pl.Date, pl.Datetime("us")):
        marks = {"%d": "dd", "%m": "mm", "%Y": "jjjj", "%y": "jj", "%H": "uu", "%M": "mm", "%S": "ss", "%-m": "m"}
        written = " / ".join(field_for(source, column).dates)
        for code, shown in marks.items():
            written = written.replace(code, shown)
        return written
    return source.decimal


def unknown(column: Column) -> str:
    """Rows that refer to something neither the warehouse nor this delivery knows."""
    key = str(column.references).split(".")[1] + "_id"
    known = f"select {key} from warehouse.{column.references}"
    return f"{column.name} is not null and {column.name} not in ({known})"


def contradictions(source: Source) -> list[str]:
    """The conditions under which one column of a row contradicts another."""
    return [f"{first} > {second}" for first, second in source.rules]


def contradiction(source: Source, first: str, second: str, where: str) -> str:
    """Rows in which the first column comes after the second."""
    column = source.contract.column(first)
    return (
        f"select source_row, cell, {quoted(first)}, {heading_of(source, column)}, {first}::varchar, "
        f"'contradicts', {second}::varchar from suspect where {where}"
    )


def refuse_duplicates(bench: Workbench, source: Source, in_rows: InRows) -> None:
    """The same key twice in one file: a mere copy is refused once, rows that differ are refused both."""
    differing = varying(source)
    firsts = ", ".join(key if key in differing else f"any_value({key}) as {key}" for key in source.grain)
    values = ", ".join(f"s.{column.name}" for column in source.contract.columns)
    same_key = " and ".join(f"s.{key} is not distinct from d.{key}" for key in source.grain)
    column = source.contract.column(source.grain[-1])
    whole = f"(select * from placed where {filled(source)})"
    crowded = where_crowded(bench, source.contract, differing, whole)
    if crowded is None:
        return
    bench.run(
        f"create or replace temp table twice as select {firsts} from {crowded} "
        f"group by {', '.join(differing)} having count(*) > 1"
    )
    if not bench.value("select 1 from twice limit 1"):
        return
    found = f"(select s.* from {crowded} as s join twice as d on {same_key})"
    bench.run(f"create or replace temp table alike as {in_rows(found)}")
    bench.run(
        "create or replace temp table copies as "
        f"select {', '.join('s.' + key for key in source.grain)}, min(s.source_row) as first_row, "
        f"min(coalesce(s.cell, '')) as first_cell, count(distinct ({values})) > 1 as differs "
        "from alike as s group by all"
    )
    bench.run(
        f"insert into problem select s.source_row, s.cell, {quoted(column.name)}, {heading_of(source, column)}, "
        f"s.{column.name}::varchar, if(d.differs, 'duplicate_differs', 'duplicate_same'), d.first_row::varchar "
        f"from alike as s join copies as d on {same_key} "
        "where d.differs or s.source_row <> d.first_row or coalesce(s.cell, '') <> d.first_cell"
    )


def filled(source: Source) -> str:
    """Rows whose whole key could be read; the others are refused for that already."""
    needed = [key for key in source.grain if source.contract.column(key).required]
    return " and ".join(f"{key} is not null" for key in needed) or "true"


def varying(source: Source) -> list[str]:
    """The columns of a key that differ between the rows of one delivery; one of them at least."""
    given = {one.column for one in source.fields if one.heading} | ({source.wide.into} if source.wide else set())
    return [key for key in source.grain if key in given] or list(source.grain)


def refuse_taken(bench: Workbench, source: Source, library: str | None, adding: bool) -> None:
    """A key the warehouse holds already and this delivery does not replace stays as it is."""
    if not bench.value(f"select 1 from warehouse.{source.delivers} limit 1"):
        return
    same_key = " and ".join(f"w.{key} is not distinct from s.{key}" for key in source.grain)
    column = source.contract.column(source.grain[-1])
    stays = "true" if adding else outside_scope(source, library)
    listed = ", ".join(f"w.{key}" for key in source.grain)
    within = same_days(bench, source, source.grain, "placed")
    bench.run(
        f"create or replace temp table staying as select {listed}, w.source_id "
        f"from warehouse.{source.delivers} as w where {within} and {stays}"
    )
    bench.run(
        f"insert into problem select s.source_row, s.cell, {quoted(column.name)}, {heading_of(source, column)}, "
        f"s.{column.name}::varchar, 'already_there', any_value(w.source_id) "
        f"from shaped as s join staying as w on {same_key} group by all"
    )


def same_days(bench: Workbench, source: Source, columns: Sequence[str], relation: str) -> str:
    """The condition on `w` that its day lies within those of a relation, where equal columns include the day.

    It changes no answer; written as constants it lets the engine pass over the rest of history.
    """
    if source.period is None or source.period not in columns or not source.contract.column(source.period).required:
        return "true"
    days = bench.rows(f"select min({source.period}) as first, max({source.period}) as last from {relation}")[0]
    if days["first"] is None:
        return "true"
    kind = "timestamp" if source.contract.column(source.period).dtype == pl.Datetime("us") else "date"
    return f"w.{source.period} between {kind} '{days['first']}' and {kind} '{days['last']}'"


def outside_scope(source: Source, library: str | None) -> str:
    """A row of the warehouse that a delivery of this source leaves alone."""
    if not source.replaces:
        return f"w.source_id <> {quoted(source.source_id)}"
    if library and set(source.replaces) - {"library_id"} <= set(source.grain):
        # Whoever has a key of this delivery's rows also has what those replace: only the library can still differ.
        other = f" or w.library_id <> {quoted(library)}" if "library_id" in source.replaces else ""
        return f"(w.source_id <> {quoted(source.source_id)}{other})"
    same = " and ".join(f"w.{name} is not distinct from r.{name}" for name in source.replaces)
    return (
        f"(w.source_id <> {quoted(source.source_id)} "
        f"or not exists (select 1 from (select distinct {', '.join(source.replaces)} from placed) as r where {same}))"
    )


def suggest(bench: Workbench, source: Source) -> dict[tuple[str, str], str]:
    """For every unknown name the one it resembles most, if it resembles any: (column, found) -> suggestion."""
    found: dict[tuple[str, str], str] = {}
    for column in source.contract.columns:
        candidates = candidates_for(bench, source, column)
        if candidates is None:
            continue
        best = bench.rows(
            f"select found, arg_max(spelling, alike) as spelling from ("
            "select found, spelling, jaro_winkler_similarity(lower(found), lower(spelling)) as alike from ("
            f"select distinct found from problem where column_name = {quoted(column.name)} "
            "and found is not null and reason in "
            f"('unknown_value', 'unknown_reference', 'not_one_of') limit {MOST_SUGGESTED}) "
            f"cross join ({candidates})) where alike >= {ALIKE} group by found"
        )
        found |= {(column.name, row["found"]): row["spelling"] for row in best}
    return found


def candidates_for(bench: Workbench, source: Source, column: Column) -> str | None:
    """What could have been meant in this column, as a question with one column `spelling`."""
    one = field_for(source, column)
    if one.by:
        return f"select shown as spelling from {column.name}__values"
    if one.values:
        return f"select spelling from {column.name}__values"
    if column.one_of:
        return f"select unnest([{', '.join(map(quoted, column.one_of))}]) as spelling"
    if column.references:
        return f"select {str(column.references).split('.')[1]}_id as spelling from warehouse.{column.references}"
    return None
