"""A sheet of a workbook, whichever program wrote it: its cells as text on the line they stand, and what is odd."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from biebwijzer.intake.recognising.asking import NotRecognised
from biebwijzer.intake.recognising.records import Record
from biebwijzer.intake.recognising.spans import Span, letters
from biebwijzer.words import mark

MOST_CELLS = 20_000_000
# A few letters can stand for many: a text that cells share, a cell that is repeated.
MOST_LETTERS = 256 << 20
# No program has more columns than these.
MOST_COLUMNS = 1 << 14
# A longer text is no number.
LONGEST_NUMBER = 40
NUMBER_TEXT = re.compile(r"\s*\d[\d.,]*\s*")
# Thousands in one country, three decimals in another.
GROUPED_TEXT = re.compile(r"\d{1,3}[.,]\d{3}")
# What there may be to say about a cell.
ERROR, UNCOUNTED, NOUGHT, UNCLEAR = "error", "uncounted", "nought", "unclear"
DIGITS, GROUPED = "number_as_text", "grouped"


@dataclass
class Sheet:
    """What one sheet holds; lines count from 1, as programs show them, columns from 0."""

    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    hidden_lines: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    odd: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    numeric: set[int] = field(default_factory=set)

    def note(self, kind: str, line: int, column: int, text: str) -> None:
        """Remember that something is odd about a cell."""
        self.odd.setdefault(kind, []).append((line, column, text))

    def note_text(self, line: int, column: int, text: str) -> None:
        """Remember a text that is a number, if it is one."""
        if len(text) <= LONGEST_NUMBER and NUMBER_TEXT.fullmatch(text):
            if DIGITS not in self.odd:
                self.note(DIGITS, line, column, text.strip())
            if GROUPED_TEXT.fullmatch(text.strip()):
                self.note(GROUPED, line, column, text.strip())

    def among_numbers(self) -> list[tuple[int, int, str]]:
        """The texts that may be thousands or decimals, in columns that hold numbers as such."""
        return [one for one in self.odd.get(GROUPED, []) if one[1] in self.numeric]

    def places(self, kind: str) -> str:
        """The first few cells that something is odd about, as programs call them."""
        found = self.odd.get(kind, [])
        shown = [f"{letters(column)}{line}" for line, column, _ in found[:5]]
        return ", ".join(shown) + (", …" if len(found) > len(shown) else "")

    def example(self, kind: str) -> str:
        """What the first of those cells says."""
        return self.odd[kind][0][2] if self.odd.get(kind) else ""


@dataclass(frozen=True)
class Opened:
    """A workbook: the names of its sheets in order, those that do not show, and how one of them is read."""

    names: tuple[str, ...]
    hidden: frozenset[str]
    read: Callable[[str], Sheet]
    recounts: bool = False


def damaged() -> NotRecognised:
    """What one says of a workbook of which something is missing or broken."""
    return NotRecognised(mark("Dit werkblad is niet te openen. Bewaar het opnieuw als .xlsx."))


def refuse_large(name: str, cells: int, letters: int) -> None:
    """Refuse a sheet that would fill the memory or the disk."""
    if cells > MOST_CELLS:
        raise NotRecognised(mark("Tabblad '{sheet}' heeft {n} cellen. Dat is te groot om te herkennen."), sheet=name,
                            n=cells)  # fmt: skip
    if letters > MOST_LETTERS:
        raise NotRecognised(mark("Tabblad '{sheet}' heeft {n} letters. Dat is te groot om te herkennen."), sheet=name,
                            n=letters)  # fmt: skip


def records_of(sheet: Sheet, name: str, without: Mapping[str, Iterable[int]]) -> tuple[list[Record], int]:
    """Every row from the first to the last that holds anything, all equally wide, and the first of their columns.

    `without` says which lines and columns are left out.
    """
    no_lines, no_columns = set(without.get("lines", ())), set(without.get("columns", ()))
    full = {line: row for line, row in sheet.cells.items() if line not in no_lines and any(row.values())}
    columns = {column for row in full.values() for column, text in row.items() if text and column not in no_columns}
    if not full or not columns:
        return [], 0
    first, last = min(columns), max(columns)
    lines = range(min(full), max(full) + 1)
    refuse_large(name, len(lines) * (last - first + 1), sum(sum(map(len, row.values())) for row in full.values()))
    kept = [column for column in range(first, last + 1) if column not in no_columns]
    empty: dict[int, str] = {}
    found = []
    for line in lines:
        if line not in no_lines:
            row = full.get(line, empty)
            found.append(Record(line, [row.get(column, "") for column in kept]))
    return found, first
