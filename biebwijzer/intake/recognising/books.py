"""Files that are no plain text: workbooks, JSON and archives, as the same records."""

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import fastexcel

from biebwijzer.intake.recognising.asking import Answers, NotRecognised, Question, Remark, Said
from biebwijzer.intake.recognising.records import Record
from biebwijzer.intake.recognising.spans import Placed, Span, placed
from biebwijzer.words import mark

MOST_BYTES = 256 << 20
MOST_TIMES = 200
MOST_CELLS = 20_000_000
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ARCHIVE = b"PK\x03\x04"
MIDNIGHT = " 00:00:00"
TEXTS = "xl/sharedStrings.xml"
NUMBER_TEXT = re.compile(rb"<t[^>]*>\s*(\d[\d.,]*)\s*</t>")
# What reading a damaged archive ends in.
BROKEN = (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, zlib.error)
FILL, LEAVE = "vul", "leeg"


@dataclass(frozen=True)
class Book:
    """The records of a file that is no plain text, what kind it is, and what there is to say about it."""

    kind: str
    records: list[Record]
    said: tuple[Said, ...] = ()
    part: str = ""
    merged: tuple[Span, ...] = ()


def kind_of_file(data: bytes) -> str:
    """What kind of file this is, by its bytes and not by its name."""
    if data.startswith(OLD_WORKBOOK):
        return "xls"
    if data.startswith(ARCHIVE):
        return kind_of_archive(data)
    return "text"


def kind_of_archive(data: bytes) -> str:
    """Whether an archive is a workbook, by what it holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "xl/workbook.bin" in names:
                return "xlsb"
            return "ods" if "content.xml" in names and "mimetype" in names else "zip"
    except zipfile.BadZipFile:
        raise NotRecognised(mark("Dit zip-bestand is beschadigd.")) from None


def unpacked(data: bytes, answers: Answers) -> tuple[str, bytes, tuple[Said, ...]]:
    """The one file in an archive; one asks which when there are more, and refuses what grows out of hand."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = [one for one in archive.infolist() if not one.is_dir() and not is_rubbish(one.filename)]
        if not inside:
            raise NotRecognised(mark("Het zip-bestand is leeg."))
        wanted = [one for one in inside if one.filename == answers.get("file")] or inside
        if len(wanted) > 1:
            names = tuple(one.filename for one in wanted[:20])
            return "", b"", (Question("file", mark("Welk bestand uit het zip-bestand: {names}?"),
                                      {"names": ", ".join(names)}, names),)  # fmt: skip
        one = wanted[0]
        refuse_bombs(one)
        if one.flag_bits & 1:
            raise NotRecognised(mark("Het zip-bestand heeft een wachtwoord."))
        try:
            with archive.open(one) as packed:
                content = packed.read(MOST_BYTES + 1)
        except BROKEN:
            raise NotRecognised(mark("Dit zip-bestand is beschadigd.")) from None
    if content.startswith(ARCHIVE) and kind_of_archive(content) == "zip":
        raise NotRecognised(mark("Er zit een zip-bestand in het zip-bestand. Pak het eerst uit."))
    return one.filename, content, (Remark(mark("Uit het zip-bestand: {name}."), {"name": one.filename}),)


def is_rubbish(name: str) -> bool:
    """Whether a file in an archive was put there by a program, not by a person."""
    path = PurePosixPath(name)
    return "__MACOSX" in path.parts or path.name in (".DS_Store", "Thumbs.db")


def refuse_bombs(one: zipfile.ZipInfo) -> None:
    """Refuse what would fill the memory."""
    grows = one.file_size > MOST_TIMES * max(one.compress_size, 1) and one.file_size > 10 << 20
    if one.file_size > MOST_BYTES or grows:
        raise NotRecognised(
            mark("'{name}' wordt uitgepakt {size} MB. Dat is te groot om te herkennen."),
            name=one.filename,
            size=one.file_size >> 20,
        )


def open_workbook(data: bytes, kind: str, answers: Answers) -> Book:
    """The records of a workbook's one sheet with rows; one asks which when there are more."""
    if kind != "xls":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for one in archive.infolist():
                refuse_bombs(one)
    try:
        return sheets_of(fastexcel.read_excel(data), data, kind, answers)
    except (fastexcel.FastExcelError, *BROKEN):
        raise NotRecognised(mark("Dit werkblad is niet te openen. Bewaar het opnieuw als .xlsx.")) from None


def sheets_of(book: fastexcel.ExcelReader, data: bytes, kind: str, answers: Answers) -> Book:
    """The sheet that is meant, with what one must know of the others."""
    hidden = {name for name in book.sheet_names if sheet_is_hidden(book, name)}
    full = [name for name in book.sheet_names if has_rows(book, name)]
    shown = [name for name in full if name not in hidden]
    if not full:
        raise NotRecognised(mark("Er staat geen tabel in dit bestand."))
    wanted = answers.get("sheet") or (shown or full)[0]
    if wanted not in book.sheet_names:
        raise NotRecognised(mark("Er is geen tabblad '{sheet}'. Wel: {names}."), sheet=wanted,
                            names=", ".join(book.sheet_names))  # fmt: skip
    said: list[Said] = []
    if "sheet" not in answers and (len(shown) > 1 or not shown):
        said.append(
            Question("sheet", mark("Welk tabblad: {names}?"), {"names": ", ".join(shown or full)}, tuple(shown or full))
        )
    if hidden and "sheet" not in answers:
        said.append(Question("hidden", mark("Er zijn verborgen tabbladen: {names}. Mogen die overgeslagen worden?"),
                             {"names": ", ".join(sorted(hidden))}, ("ja", "nee")))  # fmt: skip
        said = [one for one in said if not (isinstance(one, Question) and one.key in answers)]
    where = placed(data, kind, wanted)
    if where.spans:
        said.append(Remark(mark("Er zijn samengevoegde cellen: {cells}."), {"cells": told(where.spans)}))
    if kind == "xlsx" and (number := number_as_text(data)):
        said.append(Remark(mark("Er staan getallen als tekst in, zoals '{number}'."), {"number": number}))
    found = sheet_records(book, wanted, where.row)
    if answers.get("merged") == FILL:
        found = filled_out(found, where)
    return Book(kind, found, tuple(said), wanted, where.spans)


def told(spans: Sequence[Span]) -> str:
    """The first of the merged cells, as programs call them."""
    return ", ".join(map(str, spans[:5]))


def sheet_is_hidden(book: fastexcel.ExcelReader, name: str) -> bool:
    """Whether a sheet does not show in the program."""
    return book.load_sheet(name, header_row=None, n_rows=0).visible != "visible"


def has_rows(book: fastexcel.ExcelReader, name: str) -> bool:
    """Whether a sheet holds anything."""
    sheet = book.load_sheet(name, header_row=None, n_rows=50)
    return sheet.width > 0 and sheet.height > 0


def number_as_text(data: bytes) -> str:
    """A number that a workbook keeps as a text, if there is one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            # Programs keep texts apart, or within the sheet.
            if name == TEXTS or name.startswith("xl/worksheets/sheet"):
                match = NUMBER_TEXT.search(archive.read(name))
                if match:
                    return match[1].decode()
    return ""


def filled_out(found: list[Record], where: Placed) -> list[Record]:
    """The records with the value of merged cells in each of them."""
    by_line = {one.line: list(one.cells) for one in found}
    for span in where.spans if found else ():
        first, last = max(span.left - where.column, 0), span.right - where.column
        value = by_line[span.top][first] if span.top in by_line and first < len(by_line[span.top]) else ""
        for line in range(span.top, min(span.bottom, found[-1].line) + 1):
            cells = by_line.get(line, [])
            for column in range(first, min(last + 1, len(cells))):
                cells[column] = value
    return [Record(one.line, by_line[one.line], one.fault) for one in found]


def sheet_records(book: fastexcel.ExcelReader, name: str, first: int) -> list[Record]:
    """Every row of a sheet as text, from its first line on, on the line it stands; a day without a time as a day."""
    sheet = book.load_sheet(name, header_row=None, dtypes="string", skip_whitespace_tail_rows=True)
    if sheet.height * sheet.width > MOST_CELLS:
        raise NotRecognised(mark("Tabblad '{sheet}' heeft {n} cellen. Dat is te groot om te herkennen."), sheet=name,
                            n=sheet.height * sheet.width)  # fmt: skip
    rows = sheet.to_polars().iter_rows()
    return [
        Record(line, ["" if cell is None else str(cell).removesuffix(MIDNIGHT) for cell in row])
        for line, row in enumerate(rows, start=first)
    ]
