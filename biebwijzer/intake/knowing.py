"""Knowing: what a sample of a large file tells of how to sift it.

Texts that come again and again are judged once, as they stand in the sample, and only looked up in each row. Where
nearly all is written in the usual way, the file is sifted at sight. A row that is otherwise is judged with care as
ever, so a sample can't make a difference to what is accepted.
"""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from biebwijzer.intake.contract import Column
from biebwijzer.intake.fields import Field
from biebwijzer.intake.glancing import is_constant, is_listed, known_texts, numbers_of
from biebwijzer.intake.reading import has_edge, is_nine
from biebwijzer.intake.shaping import asks_owner, field_for, text_of
from biebwijzer.intake.sifting import broken_by, cells_of, edges, looked_at, sift
from biebwijzer.intake.sources import Source
from biebwijzer.intake.transcribing import SPACES, Transcript
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted

# Of fewer records nobody notices what it saves.
WORTH_KNOWING = 100_000
# So many records are looked at, all through the file; a text is known that so many of them have.
SAMPLE, OFTEN = 4_000, 8
# A column with more different texts is no column of names, or its other texts are more than this part of the sample.
MOST, OTHERS = 250, 0.01
# Each row that is left to care costs as much as fifty are spared by sifting at sight.
UNUSUAL = 0.02


@dataclass(frozen=True)
class Sieve:
    """What to sift with: the source, of which some columns may know texts, and whether that is done at sight."""

    source: Source
    at_sight: bool = False

    @property
    def is_thorough(self) -> bool:
        """Whether it tells of each row all that can be told without care."""
        return not (self.at_sight or any(one.known for one in self.source.fields))


def knowing(bench: Workbench, source: Source, transcript: Transcript, library: str | None) -> Sieve:
    """The sieve for a file, by a sample of it; a small one is sifted thoroughly."""
    if transcript.ends is None or transcript.records < WORTH_KNOWING:
        return Sieve(source)
    lines = (line.decode().rstrip("\r\n") for line in transcript.ends.some(transcript.path, SAMPLE))
    sample = [cells for line in lines if len(cells := line.split(transcript.separator)) == len(transcript.headings)]
    knows = knowing_often(bench, source, transcript, library, sample)
    usual = bool(sample) and is_unambiguous(bench, source) and is_usual(bench, knows, transcript, library, sample)
    return Sieve(knows, usual)


def is_unambiguous(bench: Workbench, source: Source) -> bool:
    """Whether a text means the same whoever looks: no name says why there is nothing too, nor does a space matter."""
    if source.totals and source.totals != source.totals.strip():
        return False
    return all(says_one_thing(bench, source, column) for column in source.contract.columns)


def says_one_thing(bench: Workbench, source: Source, column: Column) -> bool:
    """Whether no text of a column means two things: a name, and why there is nothing."""
    one = field_for(source, column)
    words = [text for text in one.missing if text]
    if any(text != text.strip() for text in words):
        return False
    if is_constant(source, column) or not is_listed(one):
        return True
    alike = ", ".join(f"lower({quoted(text)})" for text in words) or "null"
    names = f"{column.name}__values where spelling in ({alike})"
    return not column.measure and bench.value(f"select 1 from {names} limit 1") is None


def is_usual(
    bench: Workbench, source: Source, transcript: Transcript, library: str | None, sample: Sequence[Sequence[str]]
) -> bool:
    """Whether nearly all of a sample is written in the usual way."""
    places = enumerate(cells_of(transcript))
    bench.add_table("sampled", {cell: ("varchar", [cells[n] or None for cells in sample]) for n, cell in places})
    sifted = sift(bench, source, transcript, library, "sampled", at_sight=True)
    return int(bench.value(f"select count(*) from ({sifted}) where not fine")) <= UNUSUAL * len(sample)


def knowing_often(
    bench: Workbench, source: Source, transcript: Transcript, library: str | None, sample: Sequence[Sequence[str]]
) -> Source:
    """The source, of which columns of few different texts know those that are fine as they stand."""
    known = {
        column.name: fine
        for column in source.contract.columns
        if may_know(bench, source, column, library)
        and (texts := often(sample, transcript.headings.index(str(field_for(source, column).heading))))
        and (fine := fine_ones(bench, source, transcript, library, column, texts))
    }
    fields = tuple(replace(one, known=tuple(known.get(one.column, {}))) for one in source.fields)
    for one in fields:
        if one.known:
            number_known(bench, one, known[one.column])
    return replace(source, fields=fields)


def number_known(bench: Workbench, one: Field, known: Mapping[str, str]) -> None:
    """Make the type of the texts a column knows, and of those that stand for others what they mean."""
    name = one.column
    bench.add_table("known", {"text": ("varchar", [*known]), "value": ("varchar", [*known.values()])})
    bench.number_texts(known_texts(one), "select text from known")
    if is_listed(one):
        # In the order of the numbers; the first is that of no text.
        every = "(select text, value from known union all select '', null)"
        bench.run(f"set variable {name}__means = (select list(value::{numbers_of(name)} order by text) from {every})")


def may_know(bench: Workbench, source: Source, column: Column, library: str | None) -> bool:
    """Whether a column holds texts in one cell that mean the same in each row, and says nothing that must be kept."""
    one = field_for(source, column)
    plain = column.dtype == pl.String and not is_constant(source, column) and one.heading is not None
    if not plain or one.key or one.parts or one.meter or one.year_of:
        return False
    return not is_listed(one) or (
        not (one.by and asks_owner(column, library))
        and says_one_thing(bench, source, column)
        # With care a cell is judged without the spaces around it.
        and not bench.value(f"select 1 from {column.name}__values where {has_edge('spelling', SPACES)} limit 1")
    )


def often(sample: Sequence[Sequence[str]], place: int) -> list[str]:
    """The texts of a column that come often; none when it has too many others."""
    counted = Counter(cells[place] for cells in sample if cells[place])
    found = [text for text, times in counted.items() if times >= OFTEN]
    others = counted.total() - sum(counted[text] for text in found)
    return found if len(found) <= MOST and others <= OTHERS * len(sample) else []


def fine_ones(
    bench: Workbench, source: Source, transcript: Transcript, library: str | None, column: Column, texts: Sequence[str]
) -> dict[str, str]:
    """Those of the texts that break no rule, with what they become: judged as in any row.

    Where no list says what they stand for that is what they are.
    """
    cell = text_of(source, column, transcript.headings, library)
    cells = ", ".join(f"{'text' if one == cell else 'null::varchar'} as {one}" for one in cells_of(transcript))
    bench.add_table("often", {"text": ("varchar", texts)})
    looked = looked_at(source, transcript, library, f"(select {cells} from often)")
    wrong = " or ".join([is_nine(cell), *broken_by(source, column, library), *edges(source, transcript)])
    becomes = f"{column.name} {'is not null' if is_listed(field_for(source, column)) else f'= {cell}'}"
    found = bench.rows(
        f"select {cell} as text, {column.name} as value from ({looked}) "
        f"where {becomes} and not coalesce({wrong}, false)"
    )
    return {row["text"]: row["value"] for row in found}


def is_stranger(source: Source, transcript: Transcript) -> str:
    """The condition that a row has a text that was not in the sample, where the source knows some."""
    new = [
        f"(texts[{place + 1}] is not null and try_cast(texts[{place + 1}] as {known_texts(one)}) is null)"
        for one in source.fields
        if one.known
        for place in (transcript.headings.index(str(one.heading)),)
    ]
    return " or ".join(new) or "false"
