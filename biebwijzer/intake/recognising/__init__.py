"""Recognising: what a file nobody described holds, what is certain of it, and what a person must say."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from pathlib import Path

from biebwijzer.intake.recognising.asking import Answers, NotRecognised, Question, Remark, Said
from biebwijzer.intake.recognising.books import (
    FILL,
    LEAVE,
    MOST_BYTES,
    Book,
    kind_of_file,
    open_workbook,
    told,
    unpacked,
)
from biebwijzer.intake.recognising.columns import Found, understand
from biebwijzer.intake.recognising.dialects import Spelling, spell, still_together, unwrapped, used_quotes
from biebwijzer.intake.recognising.layout import Table, lay_out, whole_names
from biebwijzer.intake.recognising.letters import read_letters
from biebwijzer.intake.recognising.markup import refuse_markup
from biebwijzer.intake.recognising.objects import is_json, read_json
from biebwijzer.intake.recognising.records import Dialect, Record, records
from biebwijzer.intake.recognising.spans import levels_by_merging
from biebwijzer.words import mark

__all__ = [
    "Answers",
    "Found",
    "NotRecognised",
    "Question",
    "Recognised",
    "Remark",
    "Table",
    "recognise",
    "recognise_bytes",
]


@dataclass(frozen=True)
class Recognised:
    """A file as it was understood: how it is written, its table, its columns, and what there is to say about it."""

    kind: str
    encoding: str
    dialect: Dialect
    line_end: str
    table: Table | None
    columns: tuple[Found, ...] = ()
    decimal: str = "."
    dates: str = ""
    said: tuple[Said, ...] = ()
    part: str = ""
    records: int = 0
    answers: Answers = field(default_factory=dict)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What a person must say."""
        return tuple(one for one in self.said if isinstance(one, Question))

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What one should know."""
        return tuple(one for one in self.said if isinstance(one, Remark))

    @property
    def certain(self) -> bool:
        """Whether nothing had to be guessed."""
        return not self.questions and self.table is not None

    @property
    def heads(self) -> list[str]:
        """A name for every column, a number where the file has none."""
        return whole_names(self.table) if self.table else []

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns as they are in the file."""
        return self.table.heading.names if self.table else ()


def recognise(path: Path, answers: Answers | None = None) -> Recognised:
    """What a file holds; refused with a sentence when it can't be read at all."""
    if path.stat().st_size > MOST_BYTES:
        raise NotRecognised(mark("Dit bestand is te groot om te herkennen. Maak er een bron voor met de hand."))
    return recognise_bytes(path.read_bytes(), path.name, answers or {})


def recognise_bytes(data: bytes, name: str, answers: Answers) -> Recognised:
    """What these bytes hold, when a file of this name holds them."""
    kind = kind_of_file(data)
    if kind == "zip":
        inner, content, said = unpacked(data, answers)
        if not inner:
            return Recognised("zip", "", Dialect(""), "", None, said=said, answers=answers)
        found = recognise_bytes(content, inner, answers)
        return replace(found, said=(*said, *found.said))
    if kind == "text":
        return recognise_text(data, name, answers)
    return recognise_book(open_workbook(data, kind, answers), answers)


def recognise_text(data: bytes, name: str, answers: Answers) -> Recognised:
    """A text file: its letters, its spelling, its table; or the list it holds."""
    letters = read_letters(data, answers)
    refuse_markup(letters.text)
    if is_json(letters.text, name):
        return recognise_book(read_json(letters.text, letters.said), answers)
    text, spelling, found = spelled(letters.text, answers)
    shown = used_quotes(text, spelling.dialect)
    written = Recognised("text", letters.encoding, shown, line_end_of(letters.text), None,
                         said=(*letters.said, *spelling.said), answers=answers)  # fmt: skip
    told = with_table(written, found)
    if told.table and "separator" not in (*answers, *(one.key for one in told.questions)):
        rows = [told.table.heading.names, *(one.cells for one in told.table.rows)]
        told = replace(told, said=(*told.said, *still_together(rows, spelling.dialect)))
    return told


def spelled(text: str, answers: Answers) -> tuple[str, Spelling, list[Record]]:
    """The records of a text, also when each of its lines was put between quotes as a whole."""
    spelling = spell(text, answers)
    found = records(text[spelling.skip :], spelling.dialect)
    if spelling.skip:
        found = [Record(one.line + 1, one.cells, one.fault) for one in found]
    elif inner := unwrapped(found, spelling):
        remark = Remark(mark("Elke regel stond als geheel tussen aanhalingstekens. Die zijn weggelaten."))
        spelling = spell(inner, answers)
        return inner, replace(spelling, said=(*spelling.said, remark)), records(inner, spelling.dialect)
    return text, spelling, found


def recognise_book(book: Book, answers: Answers) -> Recognised:
    """A workbook or JSON: its table."""
    written = Recognised(book.kind, "", Dialect("", ""), "", None, said=book.said, part=book.part, answers=answers)
    levels = {} if "header" in answers else levels_by_merging(book.merged, book.records)
    found = replace(with_table(replace(written, answers={**levels, **answers}), book.records), answers=answers)
    if asked := merged_in_rows(found, book):
        found = replace(found, said=(*found.said, asked))
    return found


def merged_in_rows(found: Recognised, book: Book) -> Question | None:
    """Ask about merged cells among the rows of the table: they hold one value for several cells."""
    if found.table is None or "merged" in found.answers:
        return None
    lines = [one.line for one in found.table.rows]
    spans = [one for one in book.merged if bisect_left(lines, one.top) < bisect_right(lines, one.bottom)]
    if not spans:
        return None
    return Question("merged", mark("Cellen zijn samengevoegd ({cells}). Geldt de waarde voor al die cellen?"),
                    {"cells": told(spans)}, (FILL, LEAVE))  # fmt: skip


def with_table(written: Recognised, found: list[Record]) -> Recognised:
    """The same with its table and what its columns hold."""
    quoteless = written.kind == "text" and not written.dialect.quote
    # Only a text can have lost a quote: a cell of a workbook holds the lines it holds.
    no_matter = "" if written.kind == "text" else "quotes"
    table = lay_out(found, written.answers, quoteless)
    meaning = understand(table.heading.names, table.rows, written.answers)
    said = tuple(
        one for one in (*written.said, *table.said, *meaning.said)
        if not (isinstance(one, Question) and (one.key in written.answers or one.key == no_matter))
    )  # fmt: skip
    return replace(written, table=table, columns=meaning.columns, decimal=meaning.decimal, dates=meaning.dates,
                   said=said, records=len(found))  # fmt: skip


def line_end_of(text: str) -> str:
    """How most lines of a text end."""
    pairs = text.count("\r\n")
    counts = {"\r\n": pairs, "\n": text.count("\n") - pairs, "\r": text.count("\r") - pairs}
    return max(counts, key=lambda end: counts[end]) if any(counts.values()) else ""
