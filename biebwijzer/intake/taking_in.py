"""Taking in: a file becomes `shaped`, its rows with their values, and `suspect`, the rows that may be wrong.

`sifted` holds every record with its typed values and whether it is `fine` (null when it is known to be empty); it is
made while the file is read, and only a row that is not fine keeps its texts. Of those the careful way makes `suspect`.
`placed` is `shaped` for whoever does not ask on which row of the file a record stands.
"""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from biebwijzer.intake.adding_up import sums
from biebwijzer.intake.glancing import kept_as, make_lookups
from biebwijzer.intake.jobs import Job
from biebwijzer.intake.knowing import Sieve, is_stranger, knowing
from biebwijzer.intake.reading import has_edge, reconcile, refuse_citizen_numbers, trim_cells, trimmed
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.replaying import replay, rules_of, touches
from biebwijzer.intake.rules import RuleSet
from biebwijzer.intake.shaping import make_suspect, number_rows, rows_of
from biebwijzer.intake.sifting import cells_of, is_filled, named_for_all, sift, value_columns
from biebwijzer.intake.sources import Source
from biebwijzer.intake.transcribing import Transcript
from biebwijzer.warehouse.loading import LineAt, Workbench, line_of, span_of

# From this part of the rows on, the file is read anew with the spaces around its cells taken away.
MANY = 0.05


@dataclass(frozen=True)
class Taken:
    """What was taken in of a file: how many records, how many did not fit, and what the rules put right before judging.

    `first_row` is the row of the file on which the first of them stands.
    """

    records: int
    unfit: int
    first_row: int
    corrections: dict[str, Any] | None = None

    def in_rows(self, relation: str) -> str:
        """The question for some rows of `placed` with the row of the file each of them stands on."""
        line = line_of("place", self.first_row) if self.unfit else f"place + {self.first_row}"
        spans = f" left join spans on {span_of('place')}" if self.unfit else ""
        return (
            f"select coalesce(source_row, {line}) as source_row, placed.* exclude (place, source_row) "
            f"from {relation} as placed{spans}"
        )


def take_in(bench: Workbench, source: Source, transcript: Transcript, months: dict[str, date | str], job: Job) -> Taken:
    """Read the file and make `shaped`, every record or month cell with its values, and `suspect`, what may be wrong."""
    rules = rules_of(job.folder)
    if needs_care(source, job):
        careful = take_texts(bench, transcript, rules, source.parted)
        number_rows(bench, transcript.first_row, careful.unfit, job.source_rows, job.source_cells)
        shape_with_care(bench, source, transcript, months, job.library)
        return careful
    make_lookups(bench, source, job.library)
    sieve, texts = knowing(bench, source, transcript, job.library), None
    if touches(rules, transcript.headings) or source.checks:
        # Rules change texts and checks add them up: both ask for all texts of the file first.
        texts = take_texts(bench, transcript, rules)
        transcript = replace(transcript, spaces=())
    taken = take_with(bench, sieve, transcript, job.library, texts)
    if taken is None:
        sieve = Sieve(source)
        taken = take_with(bench, sieve, transcript, job.library, texts)
        assert taken is not None, "thorough is as thorough as it gets"
    shape_quickly(bench, source, transcript, months, job.library, kept_as(sieve.source))
    return taken


def take_with(
    bench: Workbench, sieve: Sieve, transcript: Transcript, library: str | None, texts: Taken | None
) -> Taken | None:
    """Sift, and keep the texts of what may be wrong; None when a sieve that is thorough has to do it again."""
    taken = take_rows(bench, sieve, transcript, library, texts)
    if not sieve.is_thorough and many_are(bench, "true" if sieve.at_sight else is_stranger(sieve.source, transcript)):
        return None
    keep_texts(bench, transcript, taken.unfit)
    try:
        refuse_citizen_numbers(bench, transcript.headings, "told")
    except DeliveryRefused:
        if sieve.is_thorough:
            raise
        # Of more rows than may be wrong the texts were kept: those may have made the difference.
        return None
    return taken


def needs_care(source: Source, job: Job) -> bool:
    """Whether every row is to be looked at with care: months stand in columns, or rows were put right by hand."""
    return source.wide is not None or job.source_rows is not None


def take_texts(
    bench: Workbench, transcript: Transcript, rules: RuleSet, parts: Mapping[str, str] | None = None
) -> Taken:
    """Read all texts of the file into `raw`, and let the rules put right what they know."""
    unfit = read_texts(bench, transcript)
    fits = reconcile(bench, transcript, unfit, "raw")
    trim_cells(bench, transcript)
    refuse_citizen_numbers(bench, transcript.headings, "raw")
    return Taken(fits + unfit, unfit, transcript.first_row, replay(bench, transcript.headings, rules, parts))


def take_rows(
    bench: Workbench, sieve: Sieve, transcript: Transcript, library: str | None, texts: Taken | None
) -> Taken:
    """Make `sifted`: of the `texts` in `raw` where those were taken in, else while the file is read."""
    if texts is None:
        return take_at_once(bench, sieve, transcript, library)
    bench.make_in_order(sift(bench, sieve.source, transcript, library, "raw", sieve.at_sight), "sifted")
    return texts


def take_at_once(bench: Workbench, sieve: Sieve, transcript: Transcript, library: str | None) -> Taken:
    """Make `sifted` while the file is read; again without the spaces around cells where there are many of those."""
    records = all_text(bench, transcript)
    sifted = sift(bench, sieve.source, transcript, library, records, sieve.at_sight)
    unfit = bench.read(sifted, "sifted", *counting(transcript))
    fits = reconcile(bench, transcript, unfit, "sifted")
    ends = " or ".join(has_edge(f"texts[{n + 1}]", transcript.spaces) for n in range(len(transcript.headings)))
    if transcript.spaces and many_are(bench, ends):
        bare = ", ".join(f"{trimmed(cell, transcript.spaces)} as {cell}" for cell in cells_of(transcript))
        without = replace(transcript, spaces=())
        records = f"(select {bare} from {records})"
        sifted = sift(bench, sieve.source, without, library, records, sieve.at_sight)
        bench.read(sifted, "sifted", *counting(transcript))
    return Taken(fits + unfit, unfit, transcript.first_row)


def read_texts(bench: Workbench, transcript: Transcript) -> int:
    """Read all texts of the file into `raw`; how many records did not fit."""
    return bench.read(f"select * from {all_text(bench, transcript)}", "raw", *counting(transcript))


def counting(transcript: Transcript) -> tuple[int, LineAt | None]:
    """How many lines stand above the records, and who counts the lines below if the engine can't be trusted to."""
    return transcript.skip, transcript.ends.lines_at if transcript.ends and transcript.returns else None


def all_text(bench: Workbench, transcript: Transcript, all_fit: bool = False) -> str:
    """The records of a file as text, as a relation."""
    width = len(transcript.headings)
    return bench.records(transcript.path, transcript.separator, width, transcript.returns, transcript.skip, all_fit)


def many_are(bench: Workbench, odd: str) -> bool:
    """Whether so many rows are not fine and odd in this way that looking at each with care would take long."""
    most = MANY * int(bench.value("select count(*) from sifted"))
    # How many are not fine is quickly told, and mostly enough.
    if bench.value("select count(*) from sifted where not fine") <= most:
        return False
    return bool(bench.value(f"select count(*) from sifted where not fine and ({odd})") > most)


def keep_texts(bench: Workbench, transcript: Transcript, unfit: int) -> None:
    """Make `told`: the rows that kept their texts, without spaces around them, and `numbered` of those not fine.

    `sifted` keeps none: room for them in every row is a fifth of what it takes.
    """
    rows = rows_of("sifted", transcript.first_row, unfit)
    cells = ", ".join(
        f"{trimmed(f'texts[{number + 1}]', transcript.spaces)} as {cell}"
        for number, cell in enumerate(cells_of(transcript))
    )
    bench.run(
        f"create or replace table told as select source_row, null::varchar as only_cell, fine, {cells} "
        f"from ({rows}) where texts is not null"
    )
    bench.run("alter table sifted drop column texts")
    bench.run(f"create or replace view sifted_rows as {rows}")
    bench.run("create or replace view numbered as select * exclude (fine) from told where not fine")


def shape_with_care(
    bench: Workbench, source: Source, transcript: Transcript, months: dict[str, date | str], library: str | None
) -> None:
    """Make `suspect` of every record, and `shaped` of that."""
    filled = is_filled(source, transcript.headings)
    bench.run(f"create view blank as select source_row from numbered where not ({filled})")
    bench.run(f"create view doubtful as select *{sums(source, transcript.headings)} from numbered where {filled}")
    make_suspect(bench, source, transcript.headings, months, library)
    values = ", ".join(value_columns(source))
    bench.run(f"create view shaped as select source_row, cell, {values}, false as fine from suspect")
    bench.run("create view placed as select null::bigint as place, * from shaped")


def shape_quickly(
    bench: Workbench,
    source: Source,
    transcript: Transcript,
    months: dict[str, date | str],
    library: str | None,
    types: Mapping[str, str],
) -> None:
    """Make `suspect` of the rows that are not fine, and `shaped` of those and the others, which have these types."""
    filled = is_filled(source, transcript.headings)
    bench.run(f"create view doubtful as select *{sums(source, transcript.headings)} from numbered where {filled}")
    # Kept as it is now: `numbered` is made anew of the whole file where a row turns out to be refused for another.
    bench.run(
        "create table blank as select source_row from sifted_rows where fine is null "
        f"union all select source_row from numbered where not ({filled})"
    )
    make_suspect(bench, source, transcript.headings, months, library)
    # Beside texts the numbered ones are texts again: so they are where one has no number.
    for name, kind in types.items():
        if not bench.value(
            f"select 1 from suspect where {name} is not null and try_cast({name} as {kind}) is null limit 1"
        ):
            bench.run(f"alter table suspect alter {name} type {kind}")
    said, values = named_for_all(source, library), value_columns(source)
    fine = f"null::varchar as cell, {', '.join(said.get(name, name) for name in values)}, fine"
    suspect = f"source_row, cell, {', '.join(values)}, false from suspect"
    bench.run(f"create view shaped as select source_row, {fine} from sifted_rows where fine union all select {suspect}")
    # Telling the row of every record takes as long as most questions, and few of them need it.
    bench.run(
        f"create view placed as select rowid as place, null::bigint as source_row, {fine} from sifted where fine "
        f"union all select null, {suspect}"
    )
