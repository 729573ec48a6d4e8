"""Files that are no plain text: workbooks, JSON and archives, as the same records."""

import io
import re
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import PurePosixPath

from biebwijzer.intake.recognising.asking import Answers, NotRecognised, Question, Remark, Said
from biebwijzer.intake.recognising.ods import open_ods
from biebwijzer.intake.recognising.records import Record
from biebwijzer.intake.recognising.sheets import (
    DIGITS,
    ERROR,
    MOST_CELLS,
    NOUGHT,
    UNCLEAR,
    UNCOUNTED,
    Opened,
    Sheet,
    damaged,
    records_of,
)
from biebwijzer.intake.recognising.spans import Span, letters
from biebwijzer.intake.recognising.values import kind_of
from biebwijzer.intake.recognising.xls import open_xls
from biebwijzer.intake.recognising.xlsx import open_xlsx
from biebwijzer.words import mark

MOST_BYTES = 256 << 20
MOST_TIMES = 200
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ARCHIVE = b"PK\x03\x04"
# What an archive says it is when its workbook does not stand in the usual place.
CONTENTS = "[content_types].xml"
WORKBOOK = re.compile(rb"(?:spreadsheetml\.(?:sheet|template)|ms-excel\.(?:sheet|template)\.macroEnabled)\.main\+xml")
# What reading a damaged archive ends in.
BROKEN = (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, LookupError, RuntimeError, zlib.error)
# A cover or an explanation is no longer than this.
MOST_LINES = 25
FILL, LEAVE = "vul", "leeg"
THOUSANDS, DECIMALS = "duizendtallen", "decimalen"
OPENED = {"xlsx": open_xlsx, "ods": open_ods, "xls": open_xls}


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
            # As the reader does: some programs write paths as Windows does, or with other capitals.
            names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
            if "xl/workbook.bin" in names:
                return "xlsb"
            if CONTENTS in names:
                refuse_bombs(archive.getinfo(names[CONTENTS]))
            told = archive.read(names[CONTENTS]) if CONTENTS in names else b""
            if "xl/workbook.xml" in names or WORKBOOK.search(told):
                return "xlsx"
            return "ods" if "content.xml" in names and "mimetype" in names else "zip"
    except BROKEN:
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


def refuse_many_bombs(parts: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse parts that each would do, and fill the memory together."""
    size = sum(one.file_size for one in parts)
    if size > MOST_BYTES:
        raise NotRecognised(
            mark("Dit werkblad wordt uitgepakt {size} MB. Dat is te groot om te herkennen."), size=size >> 20
        )


def open_workbook(data: bytes, kind: str, answers: Answers) -> Book:
    """The records of a workbook's one sheet with rows; one asks which when there are more."""
    return sheets_of(opened(data, kind), kind, answers)


def opened(data: bytes, kind: str = "") -> Opened:
    """A workbook of any kind, ready to read its sheets; refused when it is none, damaged, or grows out of hand."""
    kind = kind or kind_of_file(data)
    if kind == "xlsb":
        raise NotRecognised(mark("Dit is een binair werkblad (.xlsb). Bewaar het als .xlsx."))
    if kind not in OPENED:
        raise damaged()
    try:
        if kind != "xls":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for one in archive.infolist():
                    refuse_bombs(one)
                refuse_many_bombs(archive.infolist())
        book = OPENED[kind](data)
    except BROKEN:
        raise damaged() from None
    return replace(book, read=cache(partial(read_sheet, book)))


def read_sheet(book: Opened, name: str) -> Sheet:
    """One sheet; refused when what it is packed in turns out to be damaged."""
    try:
        return book.read(name)
    except BROKEN:
        raise damaged() from None


def sheets_of(book: Opened, kind: str, answers: Answers) -> Book:
    """The sheet that is meant, with what one must know of the others."""
    read = book.read
    full = [name for name in book.names if any(any(row.values()) for row in read(name).cells.values())]
    shown = [name for name in full if name not in book.hidden]
    tables = [name for name in shown if not is_prose(read(name))]
    covers = [name for name in shown if name not in tables] if len(tables) == 1 else []
    shown = tables if covers else shown
    if not full:
        raise NotRecognised(mark("Er staat geen tabel in dit bestand."))
    wanted = answers.get("sheet") or (shown or full)[0]
    if wanted not in book.names:
        raise NotRecognised(mark("Er is geen tabblad '{sheet}'. Wel: {names}."), sheet=wanted,
                            names=", ".join(book.names))  # fmt: skip
    said: list[Said] = []
    if "sheet" not in answers and (len(shown) > 1 or not shown):
        said.append(
            Question("sheet", mark("Welk tabblad: {names}?"), {"names": ", ".join(shown or full)}, tuple(shown or full))
        )
    if (hidden := [name for name in full if name in book.hidden]) and "sheet" not in answers:
        said.append(Question("hidden", mark("Er zijn verborgen tabbladen: {names}. Mogen die overgeslagen worden?"),
                             {"names": ", ".join(hidden)}, ("ja", "nee")))  # fmt: skip
    if covers and "sheet" not in answers:
        said.append(Remark(mark("Op tabblad {names} staat alleen tekst. Dat is niet gelezen."),
                           {"names": ", ".join(covers)}))  # fmt: skip
    sheet = read(wanted)
    said += about_sheet(sheet, book.recounts)
    if "grouped" in answers:
        as_numbers(sheet, answers["grouped"])
    without = {}
    if answers.get("hidden_rows") == "nee":
        without = {"lines": sheet.hidden_lines, "columns": sheet.hidden_columns}
    found, left = records_of(sheet, wanted, without)
    if answers.get("merged") == FILL:
        found = filled_out(found, sheet.spans, left)
    return Book(kind, found, tuple(one for one in said if not (isinstance(one, Question) and one.key in answers)),
                wanted, sheet.spans)  # fmt: skip


def is_prose(sheet: Sheet) -> bool:
    """Whether a sheet holds a few lines of text and no table: one cell in a row, and no number or date."""
    rows = [[text for text in row.values() if text.strip()] for row in sheet.cells.values()]
    rows = [row for row in rows if row]
    return len(rows) <= MOST_LINES and all(len(row) == 1 and kind_of(row[0]) == "text" for row in rows)


def about_sheet(sheet: Sheet, recounts: bool) -> list[Said]:
    """What there is to ask and to say about the cells of a sheet."""
    said: list[Said] = []
    if sheet.spans:
        said.append(Remark(mark("Er zijn samengevoegde cellen: {cells}."), {"cells": told(sheet.spans)}))
    if number := sheet.example(DIGITS):
        said.append(Remark(mark("Er staan getallen als tekst in, zoals '{number}'."), {"number": number}))
    if ERROR in sheet.odd:
        said.append(Remark(mark("In {cells} staat een fout, zoals {example}. Die staat zo in de uitvoer."),
                           {"cells": sheet.places(ERROR), "example": sheet.example(ERROR)}))  # fmt: skip
    uncounted = UNCOUNTED if UNCOUNTED in sheet.odd else NOUGHT if recounts and NOUGHT in sheet.odd else ""
    if uncounted:
        said.append(Question(
            "formulas",
            mark("De formules in {cells} hebben geen uitkomst. Open het bestand in een rekenprogramma en bewaar het."
                 " Of klopt wat er nu staat?"),
            {"cells": sheet.places(uncounted)}, ("ja",),
        ))  # fmt: skip
    if UNCLEAR in sheet.odd:
        said.append(Question(
            "shown",
            mark("In {cells} toont een rekenprogramma iets anders dan er staat, zoals bij {example}."
                 " Geldt wat er staat?"),
            {"cells": sheet.places(UNCLEAR), "example": sheet.example(UNCLEAR)}, ("ja",),
        ))  # fmt: skip
    if grouped := sheet.among_numbers():
        said.append(Question(
            "grouped", mark("In {cells} staat een getal als tekst: '{example}'. Heeft dat duizendtallen of decimalen?"),
            {"cells": ", ".join(f"{letters(column)}{line}" for line, column, _ in grouped[:5]),
             "example": grouped[0][2]}, (THOUSANDS, DECIMALS),
        ))  # fmt: skip
    return said + about_hidden(sheet)


def as_numbers(sheet: Sheet, answer: str) -> None:
    """Write the numbers that were texts as all others are."""
    for line, column, text in sheet.among_numbers():
        sheet.cells[line][column] = re.sub("[.,]", "" if answer == THOUSANDS else ".", text)


def about_hidden(sheet: Sheet) -> list[Said]:
    """Ask whether rows and columns that do not show belong to the table."""
    lines = [line for line in sorted(sheet.hidden_lines) if any(sheet.cells.get(line, {}).values())]
    full = {column for row in sheet.cells.values() for column, text in row.items() if text}
    columns = [letters(column) for column in sorted(full & sheet.hidden_columns)]
    if not lines and not columns:
        return []
    names = [*map(str, lines[:5]), *(["…"] if len(lines) > 5 else []), *columns[:5]]
    return [Question("hidden_rows", mark("Er zijn verborgen rijen of kolommen: {names}. Horen die bij de tabel?"),
                     {"names": ", ".join(names)}, ("ja", "nee"))]  # fmt: skip


def told(spans: Sequence[Span]) -> str:
    """The first of the merged cells, as programs call them."""
    return ", ".join(map(str, spans[:5]))


def filled_out(found: Sequence[Record], spans: Sequence[Span], left: int) -> list[Record]:
    """The records with the value of merged cells in each of them."""
    by_line = {one.line: list(one.cells) for one in found}
    lines = sorted(by_line)
    filled = 0
    for span in spans:
        first, last = max(span.left - left, 0), span.right - left
        value = by_line[span.top][first] if span.top in by_line and first < len(by_line[span.top]) else ""
        for line in lines[bisect_left(lines, span.top) : bisect_right(lines, span.bottom)]:
            cells = by_line[line]
            filled += max(min(last + 1, len(cells)) - first, 0)
            if filled > MOST_CELLS:
                raise damaged()
            for column in range(first, min(last + 1, len(cells))):
                cells[column] = value
    return [Record(one.line, by_line[one.line], one.fault) for one in found]
