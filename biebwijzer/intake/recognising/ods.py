"""Workbooks of LibreOffice and of other programs that write OpenDocument, read from their XML."""

import io
import re
import zipfile
from xml.parsers.expat import ExpatError, ParserCreate

from biebwijzer.intake.recognising.asking import NotRecognised
from biebwijzer.intake.recognising.numerals import lost_digits, plain
from biebwijzer.intake.recognising.sheets import (
    ERROR,
    MOST_CELLS,
    MOST_COLUMNS,
    UNCLEAR,
    UNCOUNTED,
    Opened,
    Sheet,
    damaged,
)
from biebwijzer.intake.recognising.spans import Span
from biebwijzer.words import mark

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, TEXT, OFFICE, STYLE = (f"{OASIS}{one}:1.0 " for one in ("table", "text", "office", "style"))
CELL, COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
ROW, COLUMN, SHEET = f"{TABLE}table-row", f"{TABLE}table-column", f"{TABLE}table"
# What stands within a cell or a sheet and is no part of what the cell says.
ASIDE = (f"{OFFICE}annotation", f"{TABLE}tracked-changes", f"{TABLE}shapes", f"{TABLE}dde-links")
DRAWN = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
# No program shows more lines than these, and nobody tells more spaces apart.
MOST_LINES, MOST_SPACES = 1 << 20, 256
NOT_SHOWN = ("collapse", "filter")
DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?")
FAULT = re.compile(r"#[A-Z/0-9?!]+[!?]?|Err:\d+|#[A-Z]+", re.IGNORECASE)


def open_ods(data: bytes) -> Opened:
    """The sheets of an OpenDocument workbook; refused when it is damaged or locked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise NotRecognised(mark("Dit werkblad heeft een wachtwoord. Bewaar het zonder wachtwoord."))
        content = archive.read("content.xml")
    reader = Reader()
    try:
        reader.read(content)
    except (ExpatError, ValueError):
        raise damaged() from None
    return Opened(tuple(reader.sheets), frozenset(reader.hidden), lambda name: reader.sheets[name])


class Reader:
    """Reads all sheets, element by element: they stand in one part, which may be too large to hold as a tree."""

    def __init__(self) -> None:
        self.sheets: dict[str, Sheet] = {}
        self.hidden: set[str] = set()
        self.out_of_sight: set[str] = set()
        self.style = ""
        self.sheet = Sheet()
        self.depth = self.aside = 0
        self.line, self.column, self.columns, self.repeated = 1, 0, 0, 1
        self.groups: list[bool] = []
        self.spans: list[Span] = []
        self.row: dict[int, str] = {}
        self.cell: dict[str, str] | None = None
        self.said: list[str] = []
        self.written = 0

    def read(self, content: bytes) -> None:
        """All sheets in this XML."""
        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.begins, self.ends
        parser.CharacterDataHandler = self.says
        parser.Parse(content, True)

    def begins(self, tag: str, attributes: dict[str, str]) -> None:
        """What an element says by its attributes."""
        self.depth += 1
        if self.aside or tag in ASIDE or tag.startswith(DRAWN):
            self.aside = self.aside or self.depth
        elif tag in (CELL, COVERED):
            self.cell, self.said = attributes, []
        elif self.cell is not None:
            self.text_begins(tag, attributes)
        elif tag == ROW:
            self.row, self.column, self.repeated = {}, 0, times(attributes, "number-rows-repeated")
            if attributes.get(f"{TABLE}visibility") in NOT_SHOWN or any(self.groups):
                self.sheet.hidden_lines |= set(range(self.line, min(self.line + self.repeated, MOST_LINES + 1)))
        elif tag == f"{TABLE}table-row-group":
            self.groups.append(attributes.get(f"{TABLE}display") == "false")
        elif tag == COLUMN:
            wide = times(attributes, "number-columns-repeated")
            if attributes.get(f"{TABLE}visibility") in NOT_SHOWN:
                self.sheet.hidden_columns |= set(range(self.columns, min(self.columns + wide, MOST_COLUMNS)))
            self.columns += wide
        elif tag == SHEET:
            self.sheet_begins(attributes)
        elif tag == f"{STYLE}style":
            self.style = attributes.get(f"{STYLE}name", "")
        elif tag == f"{STYLE}table-properties" and attributes.get(f"{TABLE}display") == "false":
            self.out_of_sight.add(self.style)

    def sheet_begins(self, attributes: dict[str, str]) -> None:
        """A sheet: its name, and whether it shows."""
        name = attributes.get(f"{TABLE}name", "")
        self.sheet = self.sheets[name] = Sheet()
        self.line, self.columns, self.groups, self.spans = 1, 0, [], []
        if attributes.get(f"{TABLE}style-name") in self.out_of_sight:
            self.hidden.add(name)

    def text_begins(self, tag: str, attributes: dict[str, str]) -> None:
        """A piece of what a cell says: another line, or spaces that are counted."""
        if tag == f"{TEXT}p" and self.said:
            self.said.append("\n")
        elif tag == f"{TEXT}p":
            self.said.append("")
        elif tag == f"{TEXT}s":
            self.said.append(" " * min(int(attributes.get(f"{TEXT}c", "1")), MOST_SPACES))
        elif tag == f"{TEXT}tab":
            self.said.append("\t")
        elif tag == f"{TEXT}line-break":
            self.said.append("\n")

    def says(self, text: str) -> None:
        """What stands within a cell."""
        if self.cell is not None and not self.aside and self.said:
            self.said.append(text)

    def ends(self, tag: str) -> None:
        """What an element said when it is over."""
        if not self.aside:
            if tag in (CELL, COVERED):
                self.cell_ends(tag)
            elif tag == ROW:
                self.row_ends()
            elif tag == SHEET:
                self.sheet.spans = tuple(self.spans)
            elif tag == f"{TABLE}table-row-group":
                self.groups.pop()
        elif self.aside == self.depth:
            self.aside = 0
        self.depth -= 1

    def row_ends(self) -> None:
        """Put a row where it stands, as often as it says."""
        if self.row:
            self.written += len(self.row) * self.repeated
            if self.written > MOST_CELLS:
                raise NotRecognised(mark("Dit werkblad heeft meer dan {n} cellen. Dat is te groot om te herkennen."),
                                    n=MOST_CELLS)  # fmt: skip
            for line in range(self.line, self.line + self.repeated):
                self.sheet.cells[line] = self.row
        self.line += self.repeated

    def cell_ends(self, tag: str) -> None:
        """Put a cell where it stands, as often as it says; what lies below a merged one does not show."""
        attributes, self.cell = self.cell or {}, None
        wide = times(attributes, "number-columns-repeated")
        text = "" if tag == COVERED else self.value(attributes, "".join(self.said))
        down, right = (times(attributes, f"number-{what}-spanned") for what in ("rows", "columns"))
        if down > 1 or right > 1:
            self.spans.append(Span(self.line, self.column, self.line + down - 1, self.column + right - 1))
        if text and self.column + wide > MOST_COLUMNS:
            raise ValueError
        if text:
            self.row.update(dict.fromkeys(range(self.column, self.column + wide), text))
        self.column += wide

    def value(self, attributes: dict[str, str], shown: str) -> str:
        """What a cell says, by the kind of its value."""
        kind = attributes.get(f"{OFFICE}value-type", "")
        where = (self.line, self.column)
        bare = shown.strip()
        if FAULT.fullmatch(bare) and (f"{TABLE}formula" in attributes or kind == "float"):
            self.sheet.note(ERROR, *where, bare)
            return bare
        if not kind and not bare and f"{TABLE}formula" in attributes:
            self.sheet.note(UNCOUNTED, *where, "")
        if kind in ("float", "percentage", "currency"):
            return self.number(attributes.get(f"{OFFICE}value", bare), bare)
        if kind == "date":
            return attributes.get(f"{OFFICE}date-value", bare).replace("T", " ").removesuffix(" 00:00:00")
        if kind == "time":
            return duration(attributes.get(f"{OFFICE}time-value", ""), bare)
        if kind == "boolean":
            return attributes.get(f"{OFFICE}boolean-value", bare)
        text = attributes.get(f"{OFFICE}string-value", shown)
        self.sheet.note_text(*where, text)
        return text

    def number(self, raw: str, shown: str) -> str:
        """A number; with the noughts in front that its format gives it."""
        text = plain(raw)
        self.sheet.numeric.add(self.column)
        if shown.startswith("0") and shown.isdigit() and shown.lstrip("0") == text.lstrip("0"):
            return shown
        if lost_digits(raw) or (shown and not any(sign.isdigit() for sign in shown) and text != "0"):
            self.sheet.note(UNCLEAR, self.line, self.column, text)
        return text


def times(attributes: dict[str, str], name: str) -> int:
    """How often something stands there, by an attribute that is left out for once."""
    said = attributes.get(f"{TABLE}{name}", "1")
    return max(int(said[:12]), 1) if said.isdecimal() else 1


def duration(value: str, shown: str) -> str:
    """A time as hours, minutes and seconds; seconds only where the program shows them or there are any."""
    match = DURATION.fullmatch(value)
    if match is None:
        return shown or value
    hours, minutes, seconds = (int(match[n] or 0) for n in (1, 2, 3))
    text = f"{hours:02}:{minutes:02}"
    return text + (f":{seconds:02}" if seconds or shown.count(":") != 1 else "")
