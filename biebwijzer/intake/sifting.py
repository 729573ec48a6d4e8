"""Sifting: rows that break no rule go straight on; the others, few as a rule, are judged with care and in words.

Both ways use the same rules. What sifts is one question over the records of a file: it can be asked while that is read.
Of a file in which nearly all is written in the usual way it is asked `at_sight`: whatever is written otherwise is left
to care too, and the question need not say what to make of it.
"""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import replace

from biebwijzer.intake.adding_up import sums
from biebwijzer.intake.contract import WHOLE, Column
from biebwijzer.intake.glancing import (
    MOMENTS,
    first_look,
    is_constant,
    is_settled,
    kept_as,
    quick_parts,
    second_look,
    settles_at_sight,
    sight_parts,
)
from biebwijzer.intake.judging import contradictions, rules
from biebwijzer.intake.reading import has_edge, is_nine
from biebwijzer.intake.shaping import column_parts, field_for, text_of
from biebwijzer.intake.sources import Source
from biebwijzer.intake.transcribing import Transcript
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted

# A citizen service number has nine digits, of which at most two in front are nought.
SEVEN_DIGITS = 1_000_000


def sift(
    bench: Workbench,
    source: Source,
    transcript: Transcript,
    library: str | None,
    records: str,
    at_sight: bool = False,
) -> str:
    """The question that sifts records: whatever any rule would say something about is not fine, and keeps its `texts`.

    Its rows stand in the order of the file.
    """
    cells = cells_of(transcript)
    types = kept_as(source)
    kept = [
        f"{name}::{types[name]} as {name}" if name in types else name
        for name in value_columns(source)
        if name not in named_for_all(source, library)
    ]
    wrong = " or ".join([*whatever_is_wrong(bench, source, library, at_sight), *edges(source, transcript)])
    fine = f"not coalesce({wrong or 'false'}, false)"
    if at_sight:
        settled = [*counts_at_sight(bench, source, transcript.headings), *settled_ones(source, transcript, library)]
        fine = f"coalesce({' and '.join([*settled, fine])}, false)"
    else:
        fine = f"case when {is_filled(source, transcript.headings)} then {fine} end"
    nine = [f"coalesce({is_nine(cell)}, false)" for cell in may_hold_nine(source, transcript.headings)]
    judged = f"select *, {fine} as fine from ({looked_at(source, transcript, library, records, at_sight)})"
    return (
        f"select {', '.join([*kept, 'fine'])}, "
        f"case when {' or '.join(['not fine', *nine])} then [{', '.join(cells)}] end as texts from ({judged})"
    )


def cells_of(transcript: Transcript) -> list[str]:
    """The cells of a record by their place."""
    return [f"f{number}" for number in range(len(transcript.headings))]


def looked_at(source: Source, transcript: Transcript, library: str | None, records: str, at_sight: bool = False) -> str:
    """The question for every record with its cells, its values and what its rules ask for."""
    headings = transcript.headings
    first, second, parts = ["*"], ["*"], cells_of(transcript)
    for column in source.contract.columns:
        seen = at_sight and settles_at_sight(source, column)
        parts += sight_parts(source, column) if seen else quick_parts(source, column, headings, library)
        if not is_constant(source, column):
            cell = text_of(source, column, headings, library)
            first += first_look(source, column, cell, library)
            second += second_look(source, column, cell, headings, library, seen)
    if added := sums(source, headings):
        records = f"(select *{added} from {records})"
    return (
        f"select {', '.join(parts)} from (select {', '.join(second)} from (select {', '.join(first)} from {records}))"
    )


def is_filled(source: Source, headings: Sequence[str]) -> str:
    """Whether a record says anything; a row with totals says nothing of its own."""
    filled = f"({' or '.join(f'f{number} is not null' for number in range(len(headings)))})"
    return f"({filled} and not coalesce({is_total(source)}, false))" if source.totals else filled


def is_total(source: Source) -> str:
    """Whether a record adds up others: its first cell begins with the word for that."""
    word = str(source.totals).lower()
    total = f"starts_with(lower(f0), {quoted(word)})"
    if word[:1].isascii():
        # Few cells begin with that letter: only those are looked at closely.
        first = " or ".join(f"starts_with(f0, {quoted(one)})" for one in (word[:1], word[:1].upper()))
        total = f"case when {first} then {total} else false end"
    return total


def counts_at_sight(bench: Workbench, source: Source, headings: Sequence[str]) -> list[str]:
    """The conditions of a record that says something of its own, as far as what is settled leaves them to be asked."""
    asked = []
    if not any(settles_at_sight(source, one) and (one.required or one.measure) for one in source.contract.columns):
        asked.append(is_filled(replace(source, totals=""), headings))
    if not no_total_is_settled(bench, source, headings):
        asked.append(f"not coalesce({is_total(source)}, false)")
    return asked


def no_total_is_settled(bench: Workbench, source: Source, headings: Sequence[str]) -> bool:
    """Whether a row with totals is left to care by its first cell already: that is a name, and none begins so."""
    if not source.totals:
        return True
    first = next((one for one in source.fields if one.heading == headings[0] and one.is_looked_up), None)
    if first is None:
        return False
    texts = ", ".join(map(quoted, first.known))
    names = f"(select lower(unnest([{texts}])) as spelling)" if texts else f"{first.column}__values"
    begins = f"starts_with(spelling, {quoted(source.totals.lower())})"
    return bench.value(f"select 1 from {names} where {begins} limit 1") is None


def settled_ones(source: Source, transcript: Transcript, library: str | None) -> list[str]:
    """The conditions that what can be told at sight is told: a value, or an empty cell where there may be none."""
    return [
        is_settled(source, column, text_of(source, column, transcript.headings, library))
        for column in source.contract.columns
        if settles_at_sight(source, column)
    ]


def whatever_is_wrong(bench: Workbench, source: Source, library: str | None, at_sight: bool = False) -> list[str]:
    """The conditions that make a row wrong; a column that says the same in all rows is judged once."""
    wrong = [f"({where})" for where in contradictions(source)]
    for column in source.contract.columns:
        broken = broken_by(source, column, library, at_sight)
        if broken and is_constant(source, column):
            once = ", ".join(column_parts(source, column, (), library))
            found = bench.value(f"select {' or '.join(broken)} from (select {once})")
            broken = ["true"] if found else []
        wrong += broken
    return wrong


def broken_by(source: Source, column: Column, library: str | None, at_sight: bool = False) -> list[str]:
    """The conditions that make a value wrong; of one that must be there it is enough to ask whether it is."""
    known = field_for(source, column).known
    if at_sight and settles_at_sight(source, column):
        # What is settled is there.
        return [f"({rule.where})" for rule in rules(source, column, library) if not (known or rule.on_nothing)]
    if known:
        # Its rules were asked of what it knows.
        there = "" if column.required else f" and {column.name}__raw is not null"
        return [f"({column.name} is null{there})"]
    asked, needed = list(rules(source, column, library)), column.required and not column.measure
    broken = [f"({rule.where})" for rule in asked if not (needed and rule.on_nothing)]
    return [f"{column.name} is null", *broken] if needed and len(broken) < len(asked) else broken


def may_hold_nine(source: Source, headings: Sequence[str]) -> list[str]:
    """The cells that may hold nine digits in a row that is fine: no name of a list, no moment and no small number."""
    never = {
        one.heading
        for column in source.contract.columns
        if (one := field_for(source, column)).is_looked_up
        or column.dtype in MOMENTS
        or (column.dtype in WHOLE and column.at_most is not None and column.at_most < SEVEN_DIGITS)
    }
    return [f"f{number}" for number, heading in enumerate(headings) if heading not in never]


def edges(source: Source, transcript: Transcript) -> list[str]:
    """The conditions that a cell has a space around it.

    A number or a name from a list is unknown with one already, and a moment is the same moment.
    """
    sure = {
        one.heading
        for column in source.contract.columns
        if (one := field_for(source, column)).is_looked_up or column.dtype in (*WHOLE, *MOMENTS)
    }
    return [
        f"({has_edge(cell, transcript.spaces)})"
        for cell, heading in zip(cells_of(transcript), transcript.headings, strict=True)
        if transcript.spaces and heading not in sure
    ]


def named_for_all(source: Source, library: str | None) -> dict[str, str]:
    """The values that are the same in every row of a file, and why one is missing in all of them, by their name."""
    constant = [column for column in source.contract.columns if is_constant(source, column)]
    parts = [part for column in constant for part in column_parts(source, column, (), library)]
    return {name: part for part in parts if not (name := part.rpartition(" as ")[2]).endswith("__raw")}


def value_columns(source: Source) -> list[str]:
    """The columns of the landing table that a file fills: values, and why one is missing."""
    return [name for name, _, _ in source.contract.landed_columns()[:-3]]
