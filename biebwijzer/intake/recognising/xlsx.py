"""Workbooks of Excel and of programs that write as it does, read from their XML: each cell as the program shows it."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse
from xml.parsers.expat import ExpatError, ParserCreate

from biebwijzer.intake.recognising.letters import whole
from biebwijzer.intake.recognising.numerals import BUILT_IN, told
from biebwijzer.intake.recognising.sheets import (
    ERROR,
    MOST_COLUMNS,
    NOUGHT,
    UNCLEAR,
    UNCOUNTED,
    Opened,
    Sheet,
    damaged,
)
from biebwijzer.intake.recognising.spans import Span

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)")
YES = ("1", "true", "on")
HIDDEN = ("hidden", "veryHidden")
# No program has so many lines, and a number beyond this is none one can count with.
MOST_LINES = 1 << 31


@dataclass(frozen=True)
class Parts:
    """What the cells of all sheets refer to: texts and number formats, and from when days are counted."""

    texts: tuple[str, ...]
    formats: tuple[str, ...]
    from_1904: bool
    styled: bool


def open_xlsx(data: bytes) -> Opened:
    """The sheets of a workbook; refused when parts that its cells need are damaged."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    # Some programs write paths as Windows does, or with other capitals than they refer by.
    inside = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    try:
        main = main_part(archive, inside)
        book = parsed(archive, inside, main)
        refers = relations(archive, inside, main)
        paths, hidden = sheets_in(book, refers)
        parts = parts_of(archive, inside, refers, main, book)
    except (ParseError, KeyError, ValueError):
        raise damaged() from None
    counts = next(iter(elements(book, "calcPr")), None)

    def read(name: str) -> Sheet:
        try:
            return Reader(parts).read(archive.read(inside[paths[name].lower()]))
        except (ExpatError, KeyError, ValueError, IndexError):
            raise damaged() from None

    recounts = counts is not None and counts.get("fullCalcOnLoad") in YES
    return Opened(tuple(paths), frozenset(hidden), read, recounts)


def parsed(archive: zipfile.ZipFile, inside: dict[str, str], path: str) -> Element:
    """A part of the workbook as XML."""
    # Expat refuses entities that grow out of hand, and nothing here fetches one from elsewhere.
    return fromstring(archive.read(inside[path.lower()]))  # noqa: S314


def elements(above: Element, name: str) -> list[Element]:
    """Elements of a name below another, whichever namespace the program wrote."""
    return [one for one in above.iter() if local(str(one.tag)) == name]


@lru_cache(maxsize=1024)
def local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2].rpartition(":")[2]


def relation(one: Element) -> str:
    """The name by which an element refers to another part."""
    return next((value for name, value in one.attrib.items() if name.endswith("}id")), "")


def relations(archive: zipfile.ZipFile, inside: dict[str, str], path: str) -> dict[str, tuple[str, str]]:
    """Which parts a part refers to: the kind and the path of each."""
    folder, name = posixpath.split(path)
    try:
        found = parsed(archive, inside, f"{folder}/_rels/{name}.rels".lstrip("/"))
    except KeyError:
        return {}
    return {
        one.get("Id", ""): (one.get("Type", "").rpartition("/")[2],
                            posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"))
        for one in elements(found, "Relationship")
    }  # fmt: skip


def main_part(archive: zipfile.ZipFile, inside: dict[str, str]) -> str:
    """Where the list of sheets stands."""
    known = [path for kind, path in relations(archive, inside, "").values() if kind == "officeDocument"]
    return next((path for path in known if path.lower() in inside), "xl/workbook.xml")


def sheets_in(book: Element, refers: dict[str, tuple[str, str]]) -> tuple[dict[str, str], set[str]]:
    """Where each sheet stands, by name, and which do not show; a sheet that is only a drawing is none."""
    paths, hidden, read = {}, set(), set()
    for place, one in enumerate(elements(book, "sheet"), start=1):
        kind, path = refers.get(relation(one), ("worksheet", f"xl/worksheets/sheet{place}.xml"))
        if kind == "worksheet":
            if path in read:
                # No program writes two sheets as one part: read for each, a small file would never end.
                raise ValueError
            read.add(path)
            paths[one.get("name", "")] = path
            hidden |= {one.get("name", "")} if one.get("state") in HIDDEN else set()
    return paths, hidden


def parts_of(
    archive: zipfile.ZipFile, inside: dict[str, str], refers: dict[str, tuple[str, str]], main: str, book: Element
) -> Parts:
    """The texts and formats of a workbook."""
    folder = posixpath.dirname(main)
    beside = dict(refers.values())
    texts = beside.get("sharedStrings", f"{folder}/sharedStrings.xml")
    styles = beside.get("styles", f"{folder}/styles.xml")
    styled = styles.lower() in inside
    counted = next(iter(elements(book, "workbookPr")), None)
    return Parts(
        texts_of(archive.read(inside[texts.lower()])) if texts.lower() in inside else (),
        formats_of(parsed(archive, inside, styles)) if styled else ("",),
        counted is not None and counted.get("date1904") in YES,
        styled,
    )


def texts_of(content: bytes) -> tuple[str, ...]:
    """The texts that cells refer to by number, without what only says how they are spoken."""
    found: list[str] = []
    for _, one in iterparse(io.BytesIO(content)):  # noqa: S314
        if local(str(one.tag)) == "si":
            found.append(written("".join(pieces_of(one))))
            one.clear()
    return tuple(found)


def pieces_of(one: Element) -> Iterator[str]:
    """The parts of a text, each in a layout of its own."""
    for part in one:
        kind = local(str(part.tag))
        if kind == "t":
            yield part.text or ""
        elif kind == "r":
            yield from (text.text or "" for text in part if local(str(text.tag)) == "t")


def written(text: str) -> str:
    """A text with the signs that are written by their number in it."""
    if "_x" in text:
        text = whole(ESCAPED.sub(lambda match: chr(int(match[1], 16)), text))
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def formats_of(styles: Element) -> tuple[str, ...]:
    """The number format of every style a cell can have."""
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in elements(styles, "numFmt")}
    used = next(iter(elements(styles, "cellXfs")), None)
    found = [one.get("numFmtId", "0") for one in used or () if local(str(one.tag)) == "xf"]
    return tuple(own.get(number, BUILT_IN.get(int(number), "")) for number in found) or ("",)


class Reader:
    """Reads one sheet, element by element: a sheet may be too large to hold as a tree."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.sheet = Sheet()
        self.spans: list[Span] = []
        self.line, self.column = 0, -1
        self.row: dict[int, str] = {}
        self.kind, self.style = "n", 0
        self.text: list[str] = []
        self.value, self.formula, self.valued = "", False, False
        self.within = self.listening = self.spoken = False

    def read(self, content: bytes) -> Sheet:
        """The sheet in this XML."""
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.begins, self.ends
        parser.CharacterDataHandler = self.says
        parser.Parse(content, True)
        self.sheet.spans = tuple(sorted(self.spans))
        return self.sheet

    def begins(self, tag: str, attributes: dict[str, str]) -> None:
        """What an element says by its attributes."""
        name = local(tag)
        if name == "c" and self.within:
            self.cell_begins(attributes)
        elif name in ("v", "t"):
            # A text in its cell may have a number behind it, for programs that look for one.
            self.text, self.listening = [], not self.spoken and (name == "t" or self.kind != "inlineStr")
        elif name == "f":
            self.formula = True
        elif name == "rPh":
            self.spoken = True
        elif name == "row":
            self.row_begins(attributes)
        elif name == "sheetData":
            self.within = True
        elif name == "col":
            self.column_is(attributes)
        elif name == "mergeCell":
            self.merges(attributes.get("ref", ""))

    def row_begins(self, attributes: dict[str, str]) -> None:
        """A row: which, and whether it shows."""
        self.line = placed(int(attributes["r"]), MOST_LINES) if "r" in attributes else self.line + 1
        self.column = -1
        self.row = self.sheet.cells.setdefault(self.line, {})
        if attributes.get("hidden") in YES or attributes.get("ht") == "0":
            self.sheet.hidden_lines.add(self.line)

    def cell_begins(self, attributes: dict[str, str]) -> None:
        """A cell: where it stands and how its value is to be taken."""
        reference = attributes.get("r")
        self.column = column_of(reference.rstrip("0123456789")) if reference else self.column + 1
        self.column = placed(self.column, MOST_COLUMNS)
        self.kind, self.style = attributes.get("t", "n"), placed(int(attributes.get("s") or 0), MOST_LINES)
        self.value, self.formula, self.valued = "", False, False

    def column_is(self, attributes: dict[str, str]) -> None:
        """Columns that do not show."""
        if attributes.get("hidden") in YES or attributes.get("width") == "0":
            last = min(int(attributes["max"]), MOST_COLUMNS)
            self.sheet.hidden_columns |= set(range(int(attributes["min"]) - 1, last))

    def merges(self, reference: str) -> None:
        """Cells that are merged."""
        ends = REFERENCE.findall(reference)
        if len(ends) == 2:
            (left, top), (right, bottom) = ends
            self.spans.append(Span(int(top), column_of(left), int(bottom), column_of(right)))

    def says(self, text: str) -> None:
        """What stands within an element."""
        if self.listening:
            self.text.append(text)

    def ends(self, tag: str) -> None:
        """What an element said when it is over."""
        name = local(tag)
        if name in ("v", "t"):
            if self.listening:
                self.value, self.valued = self.value + "".join(self.text), True
            self.listening = False
        elif name == "rPh":
            self.spoken = False
        elif name == "c" and self.within:
            self.cell_ends()
        elif name == "sheetData":
            self.within = False

    def cell_ends(self) -> None:
        """Put a cell where it stands."""
        empty = not self.value.strip() if self.kind in ("n", "s", "b", "d", "e") else False
        if not self.valued or empty:
            if self.formula:
                self.sheet.note(UNCOUNTED, self.line, self.column, "")
            return
        if self.kind == "s":
            text = self.parts.texts[placed(int(self.value), MOST_LINES)]
        elif self.kind in ("str", "inlineStr"):
            text = written(self.value)
        else:
            text = self.typed()
        if self.kind in ("s", "str", "inlineStr"):
            self.sheet.note_text(self.line, self.column, text)
        if text:
            self.row[self.column] = text

    def typed(self) -> str:
        """What a cell says that holds no text."""
        value = self.value.strip()
        if self.kind == "b":
            return {"1": "true", "0": "false"}.get(value, value)
        if self.kind == "e":
            self.sheet.note(ERROR, self.line, self.column, value)
            return value
        if self.kind == "d":
            return value.replace("T", " ").removesuffix(" 00:00:00")
        if self.style and not self.parts.styled:
            # Whether this is a number or a day stood in a part that is gone.
            raise ValueError
        text, unclear = told(value, self.parts.formats[self.style], self.parts.from_1904)
        self.sheet.numeric.add(self.column)
        if unclear:
            self.sheet.note(UNCLEAR, self.line, self.column, text)
        if self.formula and text == "0":
            self.sheet.note(NOUGHT, self.line, self.column, text)
        return text


def placed(number: int, most: int) -> int:
    """A number that says where something stands; refused when nothing can stand there."""
    if not 0 <= number < most:
        raise ValueError
    return number


@lru_cache(maxsize=16384)
def column_of(name: str) -> int:
    """Which column a program calls by these letters: A is 0, AA is 26."""
    number = 0
    for sign in name.strip("$").upper():
        number = number * 26 + ord(sign) - ord("A") + 1
    return number - 1
