"""A delivered file as plain UTF-8 records: decoded, one kind of line end, its header read, every record counted."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.sources import Source
from biebwijzer.words import mark

CHUNK = 1 << 20
SPACES = (" ", "\t", "\u00a0")
NAMED_SEPARATOR = re.compile(r"^\ufeff?sep=.\s*$")
csv.field_size_limit(16 << 20)


@dataclass(frozen=True)
class Transcript:
    """The records of a file without its header: where they stand, their headings, and how many there are."""

    path: Path
    headings: tuple[str, ...]
    separator: str
    first_row: int
    records: int
    padded: bool = True


class Tally:
    """Counts records while the text goes by, and fills in empty lines so that no reader skips one."""

    def __init__(self, columns: int, separator: str) -> None:
        self.records = 0
        self.inside_quotes = False
        self.padded = False
        self._before = "\n"
        self._edges = (separator, "\n", '"')
        self._filler = separator * (columns - 1) if columns > 1 else '""'

    def fill(self, text: str, at_line_start: bool) -> str:
        """The text with every empty line outside quotes made a record of empty fields."""
        self._look_for_padding(text)
        if '"' not in text and not self.inside_quotes:
            self.records += text.count("\n")
            return self._filled(text, at_line_start)
        parts = text.split('"')
        for position, part in enumerate(parts):
            if self.inside_quotes == bool(position % 2):
                self.records += part.count("\n")
                parts[position] = self._filled(part, at_line_start and position == 0)
        self.inside_quotes ^= bool((len(parts) - 1) % 2)
        return '"'.join(parts)

    def _look_for_padding(self, text: str) -> None:
        """Whether any cell may have spaces around it: then every cell is trimmed, else none needs to be."""
        around = self._before + text
        self.padded = self.padded or any(
            space + edge in around or edge + space in around
            for space in SPACES
            if space in around
            for edge in self._edges
        )
        self._before = text[-1:]

    def _filled(self, text: str, at_line_start: bool) -> str:
        if at_line_start and text.startswith("\n"):
            text = self._filler + text
        return re.sub("\n(?=\n)", "\n" + self._filler, text) if "\n\n" in text else text


def transcribe(source: Source, file: Path, target: Path) -> Transcript:
    """Write the file's records as UTF-8 with newlines; refused with a sentence when it cannot be read as told."""
    try:
        with file.open(encoding=encoding_of(source), newline=None) as incoming:
            return write_records(source, incoming, target)
    except UnicodeDecodeError:
        raise DeliveryRefused(
            mark("Rij {row} is niet te lezen als {encoding}. Bewaar het bestand in die tekenset, of pas de bron aan."),
            row=first_unreadable(file, source.encoding),
            encoding=source.encoding,
        ) from None


def encoding_of(source: Source) -> str:
    """The encoding to read with; a byte order mark in UTF-8 is no part of the first heading."""
    return "utf-8-sig" if source.encoding.lower() in ("utf-8", "utf8") else source.encoding


def first_unreadable(file: Path, encoding: str) -> int:
    """The first physical line that is not in this encoding."""
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return 1


def write_records(source: Source, incoming: IO[str], target: Path) -> Transcript:
    """Read the header, then stream the rest."""
    headings, first_row = read_header(source, incoming)
    tally = Tally(len(headings), source.separator)
    with target.open("w", encoding="utf-8", newline="\n") as out:
        held, line_start = "", True
        while chunk := incoming.read(CHUNK):
            if "\0" in chunk:
                raise DeliveryRefused(mark("Het bestand bevat een nul-teken en is geen tekstbestand."))
            text = held + chunk
            body = text.rstrip("\n")
            held = text[len(body) :]
            if body:
                out.write(tally.fill(body, line_start))
                line_start = False
        # Empty lines at the very end are no records; the last record ends with one newline.
        if not line_start:
            out.write(tally.fill("\n", False))
    records = counted_with_care(target, source.separator) if tally.inside_quotes else tally.records
    return Transcript(target, headings, source.separator, first_row, records, tally.padded)


def read_header(source: Source, incoming: IO[str]) -> tuple[tuple[str, ...], int]:
    """The headings, and the number of the row after them."""
    rows = source.skip
    for _ in range(source.skip):
        incoming.readline()
    line = incoming.readline()
    if NAMED_SEPARATOR.match(line):
        rows, line = rows + 1, incoming.readline()
    while line.count('"') % 2 and (more := incoming.readline()):
        line += more
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
