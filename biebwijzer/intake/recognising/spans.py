"""Where the cells of a sheet stand: on which row and column it begins, and which cells were merged into one."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, iterparse

from python_calamine import CalamineError, CalamineWorkbook

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")


@dataclass(frozen=True, order=True)
class Span:
    """Cells that were merged; rows count from 1, as programs show them, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"


@dataclass(frozen=True)
class Placed:
    """The first row and column of a sheet that hold anything, and its merged cells in order."""

    row: int = 1
    column: int = 0
    spans: tuple[Span, ...] = ()


def letters(column: int) -> str:
    """A column as programs call it: 0 is A, 26 is AA."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def placed(data: bytes, kind: str, name: str) -> Placed:
    """Where the sheet of that name begins and which of its cells were merged; a kind that can't say has none."""
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheet = book.get_sheet_by_name(name)
            first, merged = sheet.start or (0, 0), sheet.merged_cell_ranges or []
    except CalamineError:
        return Placed()
    spans = [Span(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in merged]
    if kind == "ods":
        spans = list(merged_in_ods(data, name))
    return Placed(first[0] + 1, first[1], tuple(sorted(spans)))


def merged_in_ods(data: bytes, name: str) -> Iterator[Span]:
    """The merged cells of a sheet of an OpenDocument file, as its text says."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as content:
        try:
            # Expat refuses entities that grow out of hand, and nothing here fetches one from elsewhere.
            for _, table in iterparse(content):  # noqa: S314
                if table.tag == f"{TABLE}table":
                    if table.get(f"{TABLE}name") == name:
                        yield from spans_of_rows(list(table.iter(f"{TABLE}table-row")))
                    table.clear()
        except ParseError:
            return


def spans_of_rows(rows: Sequence[Element]) -> Iterator[Span]:
    """What is merged in these rows; one that stands for several alike counts as many."""
    line = 1
    for row in rows:
        column = 0
        for cell in row:
            if cell.tag not in CELLS:
                continue
            down, right = (times(cell, f"number-{what}-spanned") for what in ("rows", "columns"))
            if down > 1 or right > 1:
                yield Span(line, column, line + down - 1, column + right - 1)
            column += times(cell, "number-columns-repeated")
        line += times(row, "number-rows-repeated")


def times(element: Element, attribute: str) -> int:
    """How often something stands there, by an attribute that is left out for once."""
    said = element.get(f"{TABLE}{attribute}", "1")
    return max(int(said), 1) if said.isdecimal() and len(said) < 9 else 1
