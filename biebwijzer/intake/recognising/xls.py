"""Workbooks of Excel before 2007: values by a reader of such files, and from their records what that leaves out."""

import io
import struct
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from biebwijzer.intake.recognising.asking import NotRecognised
from biebwijzer.intake.recognising.compound import stream_of
from biebwijzer.intake.recognising.numerals import BUILT_IN, lost_digits, plain, shown_by, told
from biebwijzer.intake.recognising.sheets import DIGITS, ERROR, NUMBER_TEXT, UNCLEAR, UNCOUNTED, Opened, Sheet
from biebwijzer.intake.recognising.spans import Span
from biebwijzer.words import mark

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
# Kinds of records that matter here.
BOUND_SHEET, FORMAT, STYLE, LOCKED, DATES = 0x85, 0x41E, 0xE0, 0x2F, 0x22
ROW, COLUMNS, BOOLEAN_OR_ERROR, FORMULA, END = 0x208, 0x7D, 0x205, 0x06, 0x0A
NUMBER, SHORT_NUMBER, SHORT_NUMBERS = 0x203, 0x27E, 0xBD
PACKED = "EncryptedPackage".encode("utf-16-le")
LOCKED_BOOK = mark("Dit werkblad heeft een wachtwoord. Bewaar het zonder wachtwoord.")


def open_xls(data: bytes) -> Opened:
    """The sheets of an old workbook; refused when it is damaged or locked."""
    if PACKED in data:
        raise NotRecognised(LOCKED_BOOK)
    stream = stream_of(data)
    if any(kind == LOCKED for kind, _, _ in records_in(stream, 0)):
        raise NotRecognised(LOCKED_BOOK)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        hidden = {one.name for one in book.sheets_metadata if one.visible != SheetVisibleEnum.Visible}
    except CalamineError:
        raise damaged() from None

    def read(name: str) -> Sheet:
        try:
            return sheet_of(book.get_sheet_by_name(name), stream, name)
        except (CalamineError, struct.error, IndexError):
            raise damaged() from None

    return Opened(tuple(book.sheet_names), frozenset(hidden), read)


def damaged() -> NotRecognised:
    """What one says of a workbook that can't be read."""
    return NotRecognised(mark("Dit werkblad is niet te openen. Bewaar het opnieuw als .xlsx."))


def records_in(stream: bytes, place: int) -> Iterator[tuple[int, int, bytes]]:
    """Every record up to the one that ends its part: its kind, where it stands, and what it holds."""
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        if kind == END:
            return
        yield kind, place, stream[place + 4 : place + 4 + length]
        place += 4 + length


def sheet_of(found: CalamineSheet, stream: bytes, name: str) -> Sheet:
    """One sheet: its values as text, with errors and codes as the program shows them."""
    sheet = Sheet()
    top, left = found.start or (0, 0)
    for line, row in enumerate(found.to_python(), start=top + 1):
        texts = {left + n: text for n, value in enumerate(row) if (text := as_text(value, sheet, line, left + n))}
        if texts:
            sheet.cells[line] = texts
    sheet.spans = tuple(sorted(
        Span(one[0] + 1, one[1], other[0] + 1, other[1]) for one, other in found.merged_cell_ranges or []
    ))  # fmt: skip
    formats, starts, from_1904 = globals_of(stream)
    if name in starts:
        Finishing(sheet, formats, from_1904).go_through(stream, starts[name])
    return sheet


def as_text(value: object, sheet: Sheet, line: int, column: int) -> str:
    """A value as text; numbers that are shown as something else get that later."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        text = plain(repr(value))
        if lost_digits(repr(value)):
            sheet.note(UNCLEAR, line, column, text)
        return text
    if isinstance(value, str):
        text = value.replace("\r\n", "\n")
        if DIGITS not in sheet.odd and NUMBER_TEXT.fullmatch(text):
            sheet.note(DIGITS, line, column, text.strip())
        return text
    return str(value).removesuffix(" 00:00:00")


def globals_of(stream: bytes) -> tuple[list[str], dict[str, int], bool]:
    """The number format of every style, where each sheet begins, and whether days are counted from 1904."""
    codes, styles, starts, from_1904 = dict(BUILT_IN), list[int](), dict[str, int](), False
    for kind, _, body in records_in(stream, 0):
        if kind == FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = text_in(body, 2, 2)
        elif kind == STYLE:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == DATES:
            from_1904 = body[:1] == b"\x01"
        elif kind == BOUND_SHEET:
            starts[text_in(body, 6, 1)] = struct.unpack_from("<I", body)[0]
    return [codes.get(one, "") for one in styles], starts, from_1904


def text_in(body: bytes, place: int, width: int) -> str:
    """A text within a record, of one or two bytes a letter, as its flag says."""
    length = int.from_bytes(body[place : place + width], "little")
    wide = body[place + width] & 1
    begins = place + width + 1
    return body[begins : begins + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


class Finishing:
    """Goes through the records of a sheet for what a reader of values leaves out."""

    def __init__(self, sheet: Sheet, formats: list[str], from_1904: bool) -> None:
        self.sheet, self.formats, self.from_1904 = sheet, formats, from_1904

    def go_through(self, stream: bytes, start: int) -> None:
        """Every record of the sheet."""
        for kind, _, body in records_in(stream, start):
            if kind == ROW and body[12] & 0x20:
                self.sheet.hidden_lines.add(struct.unpack_from("<H", body)[0] + 1)
            elif kind == COLUMNS and body[8] & 1:
                first, last = struct.unpack_from("<HH", body)
                self.sheet.hidden_columns |= set(range(first, last + 1))
            elif kind == BOOLEAN_OR_ERROR and body[7]:
                self.put_error(body, body[6])
            elif kind == FORMULA and body[12:14] == b"\xff\xff":
                self.formula(body)
            elif kind in (NUMBER, FORMULA):
                self.number(*struct.unpack_from("<HHHd", body))
            elif kind == SHORT_NUMBER:
                line, column, style = struct.unpack_from("<HHH", body)
                self.number(line, column, style, shortened(body[6:10]))
            elif kind == SHORT_NUMBERS:
                line, column = struct.unpack_from("<HH", body)
                for n, at in enumerate(range(4, len(body) - 6, 6)):
                    style = struct.unpack_from("<H", body, at)[0]
                    self.number(line, column + n, style, shortened(body[at + 2 : at + 6]))

    def put_error(self, body: bytes, code: int) -> None:
        """An error, as the program shows it."""
        line, column = struct.unpack_from("<HH", body)
        text = ERRORS.get(code, "#N/A")
        self.sheet.cells.setdefault(line + 1, {})[column] = text
        self.sheet.note(ERROR, line + 1, column, text)

    def formula(self, body: bytes) -> None:
        """A formula whose outcome is no number."""
        line, column = struct.unpack_from("<HH", body)
        if body[6] == 2:
            self.put_error(body, body[8])
        elif body[6] == 3:
            # An empty text, or what was never worked out: nothing in the file says which.
            self.sheet.note(UNCOUNTED, line + 1, column, "")

    def number(self, line: int, column: int, style: int, value: float) -> None:
        """A number as its format shows it: a code, a day, a time."""
        code = self.formats[style] if style < len(self.formats) else ""
        if shown_by(code).kind == "number":
            return
        text, unclear = told(repr(value), code, self.from_1904)
        self.sheet.cells.setdefault(line + 1, {})[column] = text
        if unclear:
            self.sheet.note(UNCLEAR, line + 1, column, text)


def shortened(packed: bytes) -> float:
    """A number that is kept in four bytes: a whole one, or the front of a larger one, perhaps in hundredths."""
    bits = struct.unpack("<i", packed)[0]
    value = float(bits >> 2) if bits & 2 else struct.unpack("<d", bytes(4) + struct.pack("<i", bits & ~3))[0]
    return value / 100 if bits & 1 else value
