"""Workbooks of Excel 5 to 2003, read from their records: each cell as the program shows it."""

import codecs
import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from biebwijzer.intake.recognising.asking import NotRecognised
from biebwijzer.intake.recognising.compound import stream_of
from biebwijzer.intake.recognising.numerals import BUILT_IN, told
from biebwijzer.intake.recognising.sheets import ERROR, UNCLEAR, UNCOUNTED, Opened, Sheet, damaged
from biebwijzer.intake.recognising.spans import Span
from biebwijzer.words import mark

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
# Kinds of records that matter here: those of the workbook, and those of a sheet.
BEGIN, END, GOES_ON = 0x809, 0x0A, 0x3C
SHEET, FORMAT, STYLE, LOCKED, DATES, TEXTS = 0x85, 0x41E, 0xE0, 0x2F, 0x22, 0xFC
ROW, COLUMNS, MERGED, FORMULA, OUTCOME, TRUTH_OR_ERROR = 0x208, 0x7D, 0xE5, 0x06, 0x207, 0x205
NUMBER, SHORT_NUMBER, SHORT_NUMBERS, TEXT, OWN_TEXTS = 0x203, 0x27E, 0xBD, 0xFD, (0x204, 0xD6)
OF_1997, OF_1993, LETTERS = 0x600, 0x500, 0x42
# Letters that Python calls otherwise than by the number they have in an old workbook.
MAC, WINDOWS = {10000, 32768}, {0, 1200, 32769}
PACKED = "EncryptedPackage".encode("utf-16-le")


@dataclass
class Parts:
    """What the cells of all sheets refer to, and where each sheet begins."""

    texts: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    starts: dict[str, int] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    from_1904: bool = False
    # In which letters texts are written that have a byte for each; none in a workbook since 1997.
    encoding: str | None = None


def open_xls(data: bytes) -> Opened:
    """The sheets of an old workbook; refused when it is damaged, locked or older still."""
    if PACKED in data:
        raise NotRecognised(mark("Dit werkblad heeft een wachtwoord. Bewaar het zonder wachtwoord."))
    stream = stream_of(data)
    try:
        parts = parts_of(stream)
    except (struct.error, IndexError):
        raise damaged() from None

    starts = sorted(parts.starts.values())
    if len(set(starts)) < len(starts):
        # No program writes two sheets as one part: read for each, a small file would never end.
        raise damaged()

    def read(name: str) -> Sheet:
        try:
            start = parts.starts[name]
            after = bisect_right(starts, start)
            return Reader(parts).read(stream, start, starts[after] if after < len(starts) else len(stream))
        except (struct.error, IndexError):
            raise damaged() from None

    return Opened(tuple(parts.starts), frozenset(parts.hidden), read)


def records_in(stream: bytes, place: int, end: int) -> Iterator[tuple[int, list[bytes]]]:
    """Every record of a part up to its end, with the records that go on with it; what is drawn in it is left out.

    Past `end` begins another part.
    """
    depth, last, pieces = 0, 0, list[bytes]()
    while place + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, place)
        body = stream[place + 4 : place + 4 + length]
        place += 4 + length
        if kind == GOES_ON:
            pieces.append(body)
            continue
        if pieces and depth == 1:
            yield last, pieces
        depth += (kind == BEGIN) - (kind == END)
        last, pieces = kind, [body]
        if depth < 1:
            return
    # No part ends but by saying so: the rest was lost.
    raise IndexError


def parts_of(stream: bytes) -> Parts:
    """What stands in front of the sheets."""
    kind, _, version = struct.unpack_from("<HHH", stream)
    if kind != BEGIN or version not in (OF_1997, OF_1993):
        raise IndexError
    found, codes, styles = Parts(encoding=None if version == OF_1997 else "cp1252"), dict(BUILT_IN), list[int]()
    for kind, pieces in records_in(stream, 0, len(stream)):
        body = pieces[0]
        if kind == LOCKED:
            raise NotRecognised(mark("Dit werkblad heeft een wachtwoord. Bewaar het zonder wachtwoord."))
        if kind == LETTERS and found.encoding:
            found.encoding = letters_of(struct.unpack_from("<H", body)[0])
        elif kind == FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = text_in(body[2:], 1 if found.encoding else 2, found.encoding)
        elif kind == STYLE:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == DATES:
            found.from_1904 = body[:1] == b"\x01"
        elif kind == TEXTS:
            found.texts = list(Texts(pieces))
        elif kind == SHEET and body[5] == 0:
            name = text_in(body[6:], 1, found.encoding)
            found.starts[name] = struct.unpack_from("<I", body)[0]
            found.hidden |= {name} if body[4] & 3 else set()
    found.formats = [codes.get(one, "") for one in styles]
    return found


def letters_of(number: int) -> str:
    """The letters an old workbook says it is written in; those of Windows where nobody knows them."""
    name = "mac_roman" if number in MAC else "cp1252" if number in WINDOWS else f"cp{number}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def text_in(body: bytes, width: int, encoding: str | None = None) -> str:
    """A text that a record begins with: a byte for each letter, or one or two as its flag says."""
    length = int.from_bytes(body[:width], "little")
    if encoding:
        return body[width : width + length].decode(encoding, "replace").replace("\r\n", "\n")
    wide = body[width] & 1
    letters = body[width + 1 : width + 1 + length * (1 + wide)]
    return letters.decode("utf-16-le" if wide else "latin-1", "replace").replace("\r\n", "\n")


class Texts:
    """The texts cells refer to by number: they go on over records wherever one is full, also within a text."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self.pieces, self.piece, self.place = pieces, 0, 8

    def __iter__(self) -> Iterator[str]:
        try:
            for _ in range(struct.unpack_from("<I", self.pieces[0], 4)[0]):
                yield self.following()
        except IndexError:
            # Some programs count more texts than there are: a cell that needs one of those finds none.
            return

    def following(self) -> str:
        """The next text, and past what is said of its layout and of how it is spoken."""
        length, flags = struct.unpack("<HB", self.take(3))
        runs = struct.unpack("<H", self.take(2))[0] if flags & 8 else 0
        spoken = struct.unpack("<I", self.take(4))[0] if flags & 4 else 0
        text = self.letters(length, flags & 1).replace("\r\n", "\n")
        self.take(4 * runs + spoken)
        return text

    def take(self, size: int) -> bytes:
        """So many bytes, on in the next record when one ends."""
        found, left = list[bytes](), size
        while left > 0:
            if self.place >= len(self.pieces[self.piece]):
                self.piece, self.place = self.piece + 1, 0
            more = self.pieces[self.piece][self.place : self.place + left]
            found.append(more)
            left, self.place = left - len(more), self.place + len(more)
        return b"".join(found)

    def letters(self, length: int, wide: int) -> str:
        """So many letters; the next record says again how many bytes one takes."""
        found = ""
        while len(found) < length:
            if self.place >= len(self.pieces[self.piece]):
                self.piece, self.place = self.piece + 1, 1
                wide = self.pieces[self.piece][0] & 1
            size = (length - len(found)) * (1 + wide)
            more = self.pieces[self.piece][self.place : self.place + size]
            self.place += max(len(more), 1)
            found += more.decode("utf-16-le" if wide else "latin-1", "replace")
        return found


class Reader:
    """Reads one sheet, record by record."""

    def __init__(self, parts: Parts) -> None:
        self.parts, self.sheet = parts, Sheet()
        self.spans: list[Span] = []
        self.awaited = (0, 0)

    def read(self, stream: bytes, start: int, end: int) -> Sheet:
        """The sheet that stands there."""
        for kind, pieces in records_in(stream, start, end):
            body = pieces[0]
            if kind == TEXT:
                line, column, _, number = struct.unpack_from("<HHHI", body)
                self.says(line, column, self.parts.texts[number])
            elif kind in OWN_TEXTS:
                line, column = struct.unpack_from("<HH", body)
                self.says(line, column, text_in(body[6:], 2, self.parts.encoding))
            elif kind == OUTCOME:
                self.says(*self.awaited, text_in(body, 2, self.parts.encoding))
            elif kind == ROW and body[12] & 0x20:
                self.sheet.hidden_lines.add(struct.unpack_from("<H", body)[0] + 1)
            elif kind == COLUMNS and body[8] & 1:
                first, last = struct.unpack_from("<HH", body)
                self.sheet.hidden_columns |= set(range(first, last + 1))
            elif kind == MERGED:
                ends = [struct.unpack_from("<HHHH", body, at) for at in range(2, len(body) - 7, 8)]
                self.spans += [Span(top + 1, left, bottom + 1, right) for top, bottom, left, right in ends]
            else:
                self.number_or_outcome(kind, body)
        self.sheet.spans = tuple(sorted(self.spans))
        return self.sheet

    def number_or_outcome(self, kind: int, body: bytes) -> None:
        """A cell with a number, a truth or an error, worked out or not."""
        if kind == FORMULA and body[12:14] == b"\xff\xff":
            self.outcome(body)
        elif kind in (NUMBER, FORMULA):
            self.number(*struct.unpack_from("<HHHd", body))
        elif kind == SHORT_NUMBER:
            line, column, style = struct.unpack_from("<HHH", body)
            self.number(line, column, style, shortened(body[6:10]))
        elif kind == SHORT_NUMBERS:
            line, column = struct.unpack_from("<HH", body)
            for n, at in enumerate(range(4, len(body) - 6, 6)):
                self.number(line, column + n, struct.unpack_from("<H", body, at)[0], shortened(body[at + 2 : at + 6]))
        elif kind == TRUTH_OR_ERROR:
            line, column = struct.unpack_from("<HH", body)
            self.truth_or_error(line, column, body[6], is_error=body[7] == 1)

    def put(self, line: int, column: int, text: str) -> None:
        """Put a cell where it stands."""
        self.sheet.cells.setdefault(line + 1, {})[column] = text

    def says(self, line: int, column: int, text: str) -> None:
        """A cell with a text."""
        self.put(line, column, text)
        self.sheet.note_text(line + 1, column, text)

    def number(self, line: int, column: int, style: int, value: float) -> None:
        """A cell with a number, as its format shows it: a code, a day, a time."""
        code = self.parts.formats[style] if self.parts.formats else ""
        text, unclear = told(repr(value), code, self.parts.from_1904)
        self.put(line, column, text)
        self.sheet.numeric.add(column)
        if unclear:
            self.sheet.note(UNCLEAR, line + 1, column, text)

    def truth_or_error(self, line: int, column: int, value: int, *, is_error: bool) -> None:
        """A cell that says true, false or that something is wrong."""
        self.put(line, column, ERRORS.get(value, "#N/A") if is_error else str(bool(value)).lower())
        if is_error:
            self.sheet.note(ERROR, line + 1, column, ERRORS.get(value, "#N/A"))

    def outcome(self, body: bytes) -> None:
        """What a formula came to when that is no number; a text follows in the next record."""
        line, column = struct.unpack_from("<HH", body)
        self.awaited = (line, column)
        if body[6] in (1, 2):
            self.truth_or_error(line, column, body[8], is_error=body[6] == 2)
        elif body[6] == 3:
            # An empty text, or what was never worked out: nothing in the file says which.
            self.sheet.note(UNCOUNTED, line + 1, column, "")


def shortened(packed: bytes) -> float:
    """A number that is kept in four bytes: a whole one, or the front of a larger one, perhaps in hundredths."""
    bits = struct.unpack("<i", packed)[0]
    value = float(bits >> 2) if bits & 2 else struct.unpack("<d", bytes(4) + struct.pack("<i", bits & ~3))[0]
    return value / 100 if bits & 1 else value
