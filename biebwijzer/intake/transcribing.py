"""A delivered file as plain UTF-8 records: decoded, one kind of line end, its header read, every record counted."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from biebwijzer.intake.decoding import Lines, is_utf8, refuse_unreadable
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.sources import Source
from biebwijzer.words import mark

NAMED_SEPARATOR = re.compile(r"^\ufeff?sep=.\s*$")
SPACES = (" ", "\t", "\u00a0")
csv.field_size_limit(16 << 20)


@dataclass(frozen=True)
class Transcript:
    """The records of a file: where they stand after how many lines, their headings, and how many there are.

    `spaces` are the kinds of space that occur at all: a cell may have them around it.
    """

    path: Path
    headings: tuple[str, ...]
    separator: str
    first_row: int
    records: int
    spaces: tuple[str, ...] = SPACES
    skip: int = 0


class Tally:
    """Counts records while the text goes by, and fills in empty lines so that no reader skips one."""

    def __init__(self, columns: int, separator: str) -> None:
        self.records = 0
        self.inside_quotes = False
        self.quotes = False
        self.spaces: set[str] = set()
        self._filler = (separator * (columns - 1) if columns > 1 else '""').encode()

    def fill(self, text: bytes, at_line_start: bool) -> bytes:
        """The text with every empty line outside quotes made a record of empty fields."""
        ascii_only = text.isascii()
        self.spaces |= {one for one in SPACES if (one.isascii() or not ascii_only) and one.encode() in text}
        if not self.inside_quotes and b'"' not in text:
            self.records += text.count(b"\n")
            return self._filled(text, at_line_start)
        self.quotes = True
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


class NotPlain(Exception):
    """The file can't be read where it stands: something in it must be written differently first."""


def transcribe(source: Source, file: Path, target: Path) -> Transcript:
    """The file's records as UTF-8 with newlines; refused with a sentence when it cannot be read as told.

    A file that is that already is read where it stands; of any other `target` becomes the copy that is.
    """
    try:
        if may_be_plain(source, file):
            with suppress(NotPlain):
                return write_records(source, file, None)
        return write_records(source, file, target)
    except UnicodeDecodeError:
        raise refuse_unreadable(source, file) from None


def may_be_plain(source: Source, file: Path) -> bool:
    """Whether it is worth trying to read a file where it stands."""
    with file.open("rb") as begin:
        return is_utf8(source) and b"\r" not in begin.read(1 << 16)


def write_records(source: Source, file: Path, target: Path | None) -> Transcript:
    """Read the header, then stream the rest to the target; without one, see that nothing needs to be written."""
    lines = Lines(source, file)
    headings, first_row = read_header(source, lines)
    tally = Tally(len(headings), source.separator)
    with target.open("wb") if target else NoCopy(lines.length) as out:
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
    if target is None and (tally.quotes or out.tell() - file.stat().st_size not in (0, 1)):
        raise NotPlain
    spaces = tuple(one for one in SPACES if one in tally.spaces)
    path, skip = (target, 0) if target else (file, lines.taken)
    records = counted_with_care(path, source.separator) if tally.inside_quotes else tally.records
    return Transcript(path, headings, source.separator, first_row, records, spaces, skip)


class NoCopy(io.RawIOBase):
    """Takes what would be written and only remembers how much it was: as much as the file holds, if it is plain."""

    def __init__(self, begins: int) -> None:
        self._length = begins

    def write(self, text: bytes) -> int:  # type: ignore[override]
        """Count a block."""
        self._length += len(text)
        return len(text)

    def tell(self) -> int:
        """How much was written, the header included."""
        return self._length


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
