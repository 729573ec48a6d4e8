"""Sifting: rows that break no rule go straight on; the others, few as a rule, are judged with care and in words.

`sifted` holds every record with its typed values and whether it is `fine` (null when it is empty); it is made while
the file is read, and only a row that is not fine keeps its texts. Of those the careful way makes `suspect`. Both ways
use the same rules.
"""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from biebwijzer.intake.glancing import first_look, is_constant, make_lookups, quick_parts, second_look
from biebwijzer.intake.jobs import Job
from biebwijzer.intake.judging import contradictions, rules
from biebwijzer.intake.reading import has_edge, is_nine, reconcile, refuse_citizen_numbers, trim_cells, trimmed
from biebwijzer.intake.replaying import replay, rules_of, touches
from biebwijzer.intake.rules import RuleSet
from biebwijzer.intake.shaping import WHOLE, column_parts, field_for, make_suspect, number_rows, rows_of, text_of
from biebwijzer.intake.sources import Source
from biebwijzer.intake.transcribing import Transcript
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted

# Fewer rows than this are always put in order: it costs nothing, and reads better.
WORTH_LOOKING = 100_000
BLOCK = 122_880
# From this part of the rows on, the file is read anew with the spaces around its cells taken away.
MANY = 0.05


@dataclass(frozen=True)
class Taken:
    """How many records there are in a file, how many did not fit, and what the rules put right before judging."""

    records: int
    unfit: int
    corrections: dict[str, Any] | None = None


def take_in(bench: Workbench, source: Source, transcript: Transcript, months: dict[str, date], job: Job) -> Taken:
    """Read the file and make `shaped`, every record or month cell with its values, and `suspect`, what may be wrong."""
    rules = rules_of(job.folder)
    if needs_care(source, job):
        taken = take_texts(bench, transcript, rules)
        number_rows(bench, transcript.first_row, taken.unfit, job.source_rows, job.source_cells)
        shape_with_care(bench, source, transcript, months, job.library)
        return taken
    make_lookups(bench, source, job.library)
    if touches(rules, transcript.headings):
        # The rules change texts, and tell how many: that asks for all texts of the file first.
        taken = take_texts(bench, transcript, rules)
        transcript = replace(transcript, spaces=())
        bench.make_in_order(sift(bench, source, transcript, job.library, "raw"), "sifted")
    else:
        taken = take_at_once(bench, source, transcript, job.library)
    keep_texts(bench, transcript, taken.unfit)
    refuse_citizen_numbers(bench, transcript.headings, "told")
    shape_quickly(bench, source, transcript, months, job.library)
    return taken


def take_texts(bench: Workbench, transcript: Transcript, rules: RuleSet) -> Taken:
    """Read all texts of the file into `raw`, and let the rules put right what they know."""
    unfit = bench.read(f"select * from {all_text(bench, transcript)}", "raw", transcript.skip)
    fits = reconcile(bench, transcript, unfit, "raw")
    trim_cells(bench, transcript)
    refuse_citizen_numbers(bench, transcript.headings, "raw")
    return Taken(fits + unfit, unfit, replay(bench, transcript.headings, rules))


def take_at_once(bench: Workbench, source: Source, transcript: Transcript, library: str | None) -> Taken:
    """Make `sifted` while the file is read; again without the spaces around cells where there are many of those."""
    records = all_text(bench, transcript)
    unfit = bench.read(sift(bench, source, transcript, library, records), "sifted", transcript.skip)
    fits = reconcile(bench, transcript, unfit, "sifted")
    if transcript.spaces and has_many_edges(bench, transcript):
        bare = ", ".join(f"{trimmed(cell, transcript.spaces)} as {cell}" for cell in cells_of(transcript))
        without = replace(transcript, spaces=())
        records = f"(select {bare} from {records})"
        bench.read(sift(bench, source, without, library, records), "sifted", transcript.skip)
    return Taken(fits + unfit, unfit)


def needs_care(source: Source, job: Job) -> bool:
    """Whether every row is to be looked at with care: months stand in columns, or rows were put right by hand."""
    return source.wide is not None or job.source_rows is not None


def all_text(bench: Workbench, transcript: Transcript) -> str:
    """The records of a file as text, as a relation."""
    width = len(transcript.headings)
    return bench.records(transcript.path, transcript.separator, width, transcript.returns, transcript.skip)


def is_filled(source: Source, headings: Sequence[str]) -> str:
    """Whether a record says anything; a row with totals says nothing of its own."""
    filled = " or ".join(f"f{number} is not null" for number in range(len(headings)))
    if not source.totals:
        return filled
    word = source.totals.lower()
    total = f"starts_with(lower(f0), {quoted(word)})"
    if word[:1].isascii():
        # Few cells begin with that letter: only those are looked at closely.
        first = " or ".join(f"starts_with(f0, {quoted(one)})" for one in (word[:1], word[:1].upper()))
        total = f"case when {first} then {total} else false end"
    return f"({filled}) and not coalesce({total}, false)"


def shape_with_care(
    bench: Workbench, source: Source, transcript: Transcript, months: dict[str, date], library: str | None
) -> None:
    """Make `suspect` of every record, and `shaped` of that."""
    filled = is_filled(source, transcript.headings)
    bench.run(f"create view blank as select source_row from numbered where not ({filled})")
    bench.run(f"create view doubtful as select * from numbered where {filled}")
    make_suspect(bench, source, transcript.headings, months, library)
    values = ", ".join(value_columns(source))
    bench.run(f"create view shaped as select source_row, cell, {values}, false as fine from suspect")


def keep_texts(bench: Workbench, transcript: Transcript, unfit: int) -> None:
    """Make `told`: the rows that kept their texts, without spaces around them, and `numbered` of those not fine."""
    bench.run(f"create view sifted_rows as {rows_of('sifted', transcript.first_row, unfit)}")
    cells = ", ".join(
        f"{trimmed(f'texts[{number + 1}]', transcript.spaces)} as {cell}"
        for number, cell in enumerate(cells_of(transcript))
    )
    bench.run(
        f"create table told as select source_row, null::varchar as only_cell, fine, {cells} "
        "from sifted_rows where texts is not null"
    )
    bench.run("create view numbered as select * exclude (fine) from told where not fine")


def shape_quickly(
    bench: Workbench, source: Source, transcript: Transcript, months: dict[str, date], library: str | None
) -> None:
    """Make `suspect` of the rows that are not fine, and `shaped` of those and the others."""
    filled = is_filled(source, transcript.headings)
    bench.run(f"create view doubtful as select * from numbered where {filled}")
    bench.run(
        "create view blank as select source_row from sifted_rows where fine is null "
        f"union all select source_row from numbered where not ({filled})"
    )
    make_suspect(bench, source, transcript.headings, months, library)
    said, values = named_for_all(source, library), value_columns(source)
    bench.run(
        "create view shaped as select source_row, null::varchar as cell, "
        f"{', '.join(said.get(name, name) for name in values)}, fine from sifted_rows where fine "
        f"union all select source_row, cell, {', '.join(values)}, false from suspect"
    )


def named_for_all(source: Source, library: str | None) -> dict[str, str]:
    """The values that are the same in every row of a file, and why one is missing in all of them, by their name."""
    constant = [column for column in source.contract.columns if is_constant(source, column)]
    parts = [part for column in constant for part in column_parts(source, column, (), library)]
    return {name: part for part in parts if not (name := part.rpartition(" as ")[2]).endswith("__raw")}


def value_columns(source: Source) -> list[str]:
    """The columns of the landing table that a file fills: values, and why one is missing."""
    return [name for name, _, _ in source.contract.landed_columns()[:-3]]


def sift(bench: Workbench, source: Source, transcript: Transcript, library: str | None, records: str) -> str:
    """The question that sifts records: whatever any rule would say something about is not fine, and keeps its `texts`.

    Its rows stand in the order of the file.
    """
    cells = cells_of(transcript)
    kept = [name for name in value_columns(source) if name not in named_for_all(source, library)]
    wrong = " or ".join([*whatever_is_wrong(bench, source, library), *edges(source, transcript)])
    nine = " or ".join(f"coalesce({is_nine(cell)}, false)" for cell in cells)
    judged = (
        f"select *, case when {is_filled(source, transcript.headings)} "
        f"then not coalesce({wrong or 'false'}, false) end as fine "
        f"from ({looked_at(source, transcript, library, records)})"
    )
    return (
        f"select {', '.join([*kept, 'fine'])}, "
        f"case when not fine or {nine} then [{', '.join(cells)}] end as texts from ({judged})"
    )


def cells_of(transcript: Transcript) -> list[str]:
    """The cells of a record by their place."""
    return [f"f{number}" for number in range(len(transcript.headings))]


def looked_at(source: Source, transcript: Transcript, library: str | None, records: str) -> str:
    """The question for every record with its cells, its values and what its rules ask for."""
    headings = transcript.headings
    first, second, parts = ["*"], ["*"], cells_of(transcript)
    for column in source.contract.columns:
        parts += quick_parts(source, column, headings, library)
        if not is_constant(source, column):
            cell = text_of(source, column, headings, library)
            first += first_look(source, column, cell, library)
            second += second_look(source, column, cell, headings, library)
    return (
        f"select {', '.join(parts)} from (select {', '.join(second)} from (select {', '.join(first)} from {records}))"
    )


def whatever_is_wrong(bench: Workbench, source: Source, library: str | None) -> list[str]:
    """The conditions that make a row wrong; a column that says the same in all rows is judged once."""
    wrong = [f"({where})" for where in contradictions(source)]
    for column in source.contract.columns:
        broken = [f"({rule.where})" for rule in rules(source, column, library)]
        if broken and is_constant(source, column):
            once = ", ".join(column_parts(source, column, (), library))
            found = bench.value(f"select {' or '.join(broken)} from (select {once})")
            broken = ["true"] if found else []
        wrong += broken
    return wrong


def edges(source: Source, transcript: Transcript) -> list[str]:
    """The conditions that a cell has a space around it; a number or a name from a list is unknown with one already."""
    sure = {
        one.heading
        for column in source.contract.columns
        if (one := field_for(source, column)).values or one.by or column.dtype in WHOLE
    }
    return [
        f"({has_edge(cell, transcript.spaces)})"
        for cell, heading in zip(cells_of(transcript), transcript.headings, strict=True)
        if transcript.spaces and heading not in sure
    ]


def has_many_edges(bench: Workbench, transcript: Transcript) -> bool:
    """Whether so many rows have a space around a cell that looking at each of them with care would take long."""
    ends = " or ".join(has_edge(f"texts[{n + 1}]", transcript.spaces) for n in range(len(transcript.headings)))
    found = int(bench.value(f"select count(*) from sifted where not fine and ({ends})"))
    return found > MANY * int(bench.value("select count(*) from sifted"))


def find_again(bench: Workbench, transcript: Transcript, taken: Taken) -> None:
    """Make `numbered` of the whole file: rows that are refused only for another row did not keep their texts."""
    if taken.corrections is None:
        bench.read(f"select * from {all_text(bench, transcript)}", "raw", transcript.skip)
        trim_cells(bench, transcript)
    number_rows(bench, transcript.first_row, taken.unfit, None, None)


def make_accepted(bench: Workbench, source: Source, run_id: str, transcript: Transcript, taken: Taken) -> None:
    """Make `accepted`: the rows without a problem, with the columns of the landing table, in a useful order."""
    values = value_columns(source)
    origin = f"'{source.source_id}' as source_id, '{run_id}' as load_run_id, source_row"
    chosen = f"select {', '.join(values)}, {origin}"
    bench.run("create table wrong as select distinct source_row, cell from problem")
    same = "wrong.source_row = rows_.source_row and wrong.cell is not distinct from rows_.cell"
    # A fine row can only be refused for another row: a copy, or one that stands there already.
    late = bench.value(
        "select 1 from wrong semi join shaped on wrong.source_row = shaped.source_row and shaped.fine limit 1"
    )
    if late:
        find_again(bench, transcript, taken)
    fine = "from shaped as rows_ " + (f"anti join wrong on {same} where fine" if late else "where fine")
    careful = f"from suspect as rows_ anti join wrong on {same}"
    every = f"{chosen} {fine} union all {chosen} {careful}"
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
