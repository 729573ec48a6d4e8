"""A delivered file as plain UTF-8 records: decoded, one kind of line end, its header read, every record counted."""

import csv
import io
import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

from biebwijzer.intake.decoding import CHUNK, Lines, in_utf8, is_utf8, keeps_ascii, refuse_unreadable
from biebwijzer.intake.line_ends import Lengths, LineEnds, lengths_of
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.sources import Source
from biebwijzer.words import mark

NAMED_SEPARATOR = re.compile(r"^\ufeff?sep=.\s*$")
SPACES = (" ", "\t", "\u00a0")
# As much as the processor keeps at hand: each block is looked at several times.
BLOCK = 1 << 20
csv.field_size_limit(16 << 20)


@dataclass(frozen=True)
class Transcript:
    """The records of a file: where they stand after how many lines, their headings, and how many there are.

    `spaces` are the kinds of space that occur at all: a cell may have them around it. `returns` says that every line
    ends in a carriage return and a newline, not in a newline alone; `ends` where the lines of a file end of which no
    record takes more than one.
    """

    path: Path
    headings: tuple[str, ...]
    separator: str
    first_row: int
    records: int
    spaces: tuple[str, ...] = SPACES
    returns: bool = False
    skip: int = 0
    ends: LineEnds | None = None


class Tally:
    """Counts records while the text goes by, and fills in empty lines so that no reader skips one."""

    def __init__(self, columns: int, separator: str) -> None:
        self.records = 0
        self.inside_quotes = False
        self.spaces: set[str] = set()
        self._filler = (separator * (columns - 1) if columns > 1 else '""').encode()

    def fill(self, text: bytes, at_line_start: bool) -> bytes:
        """The text with every empty line outside quotes made a record of empty fields."""
        ascii_only = text.isascii()
        self.spaces |= spaces_in(text, ascii_only)
        if not self.inside_quotes and b'"' not in text:
            self.records += text.count(b"\n")
            return self._filled(text, at_line_start)
        parts = text.split(b'"')
        for position, part in enumerate(parts):
            if self.inside_quotes == bool(position % 2):
                self.records += part.count(b"\n")
                parts[position] = self._filled(part, at_line_start and position == 0)
        self.inside_quotes ^= bool((len(parts) - 1) % 2)
        return b'"'.join(parts)

    def _filled(self, text: bytes, at_line_start: bool) -> bytes:
        if at_line_start and text.startswith(b"\n"):
            text = self._filler + text
        return re.sub(b"\n(?=\n)", lambda _: b"\n" + self._filler, text) if b"\n\n" in text else text


def transcribe(source: Source, file: Path, target: Path) -> Transcript:
    """The file's records as UTF-8 with one kind of line end; refused with a sentence when it can't be read as told.

    A file that is that already is read where it stands; of any other `target` becomes the copy that is.
    """
    try:
        lines = Lines(source, file)
        headings, first_row = read_header(source, lines)
        if keeps_ascii(source.encoding):
            plain = looked_through(source, file, lines.taken, target)
            if plain is not None:
                return Transcript(
                    plain.path,
                    headings,
                    source.separator,
                    first_row,
                    plain.ends.lines,
                    plain.spaces,
                    plain.returns,
                    skip=lines.taken,
                    ends=plain.ends,
                )
        return write_records(source, file, target)
    except UnicodeDecodeError:
        raise refuse_unreadable(source, file) from None


def write_records(source: Source, file: Path, target: Path) -> Transcript:
    """Read the header, then stream the rest to the target."""
    lines = Lines(source, file)
    headings, first_row = read_header(source, lines)
    tally = Tally(len(headings), source.separator)
    with target.open("wb") as out:
        held, line_start = b"", True
        for block in lines.rest():
            if b"\0" in block:
                raise DeliveryRefused(mark("Het bestand bevat een nul-teken en is geen tekstbestand."))
            text = held + block
            body = text.rstrip(b"\n")
            held = text[len(body) :]
            if body:
                out.write(tally.fill(body, line_start))
                line_start = False
        # Empty lines at the very end are no records; the last record ends with one newline.
        if not line_start:
            out.write(tally.fill(b"\n", False))
    records = counted_with_care(target, source.separator) if tally.inside_quotes else tally.records
    return Transcript(target, headings, source.separator, first_row, records, found_spaces(tally.spaces))


def spaces_in(text: bytes, ascii_only: bool) -> set[str]:
    """Which kinds of space a text holds."""
    # One byte is looked up ten times as fast as two: the last of them says whether it is worth looking.
    signs = {one: one.encode() for one in SPACES if one.isascii() or not ascii_only}
    return {one for one, sign in signs.items() if sign[-1:] in text and sign in text}


def found_spaces(found: set[str]) -> tuple[str, ...]:
    """Kinds of space in the house's order."""
    return tuple(one for one in SPACES if one in found)


class Plain(NamedTuple):
    """A file with a line for each record: where it stands in UTF-8, and what was seen in it."""

    path: Path
    ends: LineEnds
    spaces: tuple[str, ...]
    returns: bool


def looked_through(source: Source, file: Path, header: int, target: Path) -> Plain | None:
    """Where the records below the header end, which spaces they hold, whether lines end in a carriage return too.

    None when the file must be written anew. Read where it stands is what holds UTF-8 without quotes, empty lines or a
    mix of line ends: it is only looked at. In another encoding nothing but the letters is changed, in `target`; a file
    of plain letters needs no copy.
    """
    spaces, kinds = set[str](), set[bool]()
    with Copy(source, file, header, target) as copy:
        ends = LineEnds(copy.header)
        for lengths, returns, found in looked_at(copied(copy, file, header)):
            kinds.add(returns)
            if lengths is None or len(kinds) > 1:
                return None
            ends.add(lengths)
            spaces |= found
        return Plain(copy.path, ends, found_spaces(spaces), True in kinds)


def copied(copy: "Copy", file: Path, header: int) -> Iterator[bytes]:
    """What stands below the header in UTF-8, block by block; an empty line says that it is to be written anew."""
    for raw in below(file, header):
        if b'"' in raw or b"\0" in raw:
            yield b"\n"
            return
        yield copy.take(raw, raw.isascii())


def looked_at(blocks: Iterator[bytes]) -> Iterator[tuple[Lengths | None, bool, set[str]]]:
    """How long the lines of each block are, whether they end in a return too, and which kinds of space it holds."""

    def look(block: bytes) -> tuple[Lengths | None, bool, set[str]]:
        return *lengths_of(block), spaces_in(block, block.isascii())

    # One block is looked at while the next is read and its letters are changed.
    with ThreadPoolExecutor(1) as beside:
        looking: Future[tuple[Lengths | None, bool, set[str]]] | None = None
        for block in blocks:
            if looking:
                yield looking.result()
            looking = beside.submit(look, block)
        if looking:
            yield looking.result()


class Copy:
    """The copy in UTF-8 of a file with a byte for each letter, begun where its first letter is that is not plain."""

    def __init__(self, source: Source, file: Path, header: int, target: Path) -> None:
        self._source, self._file, self._target = source, file, target
        self._out: BinaryIO | None = None
        with file.open("rb") as incoming:
            self._head = b"".join(incoming.readline() for _ in range(header))
        self._before = len(self._head)
        self.header = len(self._head if is_utf8(source) else in_utf8(self._head, source.encoding))

    def __enter__(self) -> Self:
        if not self._head.isascii() and not is_utf8(self._source):
            self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        if self._out:
            self._out.close()

    @property
    def path(self) -> Path:
        """The copy, or the file itself when that needs none."""
        return self._target if self._out else self._file

    def take(self, raw: bytes, ascii_only: bool) -> bytes:
        """The next part of the file in UTF-8; of what is that already only whether it really is."""
        if is_utf8(self._source):
            if not ascii_only:
                raw.decode()
            return raw
        if not ascii_only and not self._out:
            self._begin()
        block = raw if ascii_only else in_utf8(raw, self._source.encoding)
        if self._out:
            self._out.write(block)
        self._before += len(raw)
        return block

    def _begin(self) -> None:
        """Write what stands before the part that comes now."""
        self._out = self._target.open("wb")
        with self._file.open("rb") as incoming:
            left = self._before
            while chunk := incoming.read(min(CHUNK, left)):
                self._out.write(in_utf8(chunk, self._source.encoding))
                left -= len(chunk)


def below(file: Path, header: int) -> Iterator[bytes]:
    """What stands below the header in blocks of whole lines; a last line without an end gets the one of the others."""
    with file.open("rb") as incoming:
        end = b"\n"
        for _ in range(header):
            line = incoming.readline()
            end = b"\r\n" if line.endswith(b"\r\n") else b"\n"
            if b"\r" in line.removesuffix(end):
                # Lines that end in a carriage return only: as an empty line would, this says to write the file anew.
                yield b"\n"
                return
        while block := incoming.read(BLOCK):
            if not block.endswith(b"\n"):
                block += incoming.readline()
            yield block if block.endswith(b"\n") else block + end


def read_header(source: Source, lines: Lines) -> tuple[tuple[str, ...], int]:
    """The headings, and the number of the row after them."""
    rows = source.skip
    for _ in range(source.skip):
        lines.line()
    line = lines.line().decode()
    if NAMED_SEPARATOR.match(line):
        rows, line = rows + 1, lines.line().decode()
    while line.count('"') % 2 and (more := lines.line()):
        line += more.decode()
    headings = next(csv.reader(io.StringIO(line), delimiter=source.separator), [])
    if not any(heading.strip() for heading in headings):
        raise DeliveryRefused(mark("Het bestand is leeg: er is geen rij met kolomnamen."))
    return tuple(heading.strip() for heading in headings), rows + 2


def records_of(path: Path, separator: str) -> Iterator[tuple[int, int, list[str]]]:
    """Every record with the physical lines it begins and ends on."""
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, delimiter=separator)
        begins = 1
        for record in reader:
            yield begins, reader.line_num, record
            begins = reader.line_num + 1


def counted_with_care(path: Path, separator: str) -> int:
    """Count records where quotes do not pair up: inch marks may; a quote that never ends may not."""
    number, begins, ends = 0, 1, 1
    for number, (begins, ends, _) in enumerate(records_of(path, separator), start=1):  # noqa: B007
        pass
    if ends > begins:
        raise DeliveryRefused(
            mark("In rij {row} begint een aanhalingsteken dat nergens eindigt. Daardoor is de rest onleesbaar."),
            row=number + 1,
        )
    return number
