"""What may not be kept as it comes: member numbers become keys, birth dates become years, BSNs stop a delivery."""

import csv
import hashlib
import hmac
import io
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import chain, islice
from pathlib import Path
from typing import IO

from biebwijzer.intake.decoding import Lines
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.sources import Field, Source
from biebwijzer.intake.traces import is_bsn
from biebwijzer.intake.transcribing import read_header
from biebwijzer.problems import BiebwijzerError
from biebwijzer.settings import Settings
from biebwijzer.words import mark

# In bytes: what SHA-256 takes in at a time.
HASH_BLOCK = 64
BSN_AT_LEAST = 20
BSN_SHARE = 0.9


def library_key(settings: Settings, library_id: str) -> bytes:
    """The key of one library, derived from the installation's secret; that secret is made at first use."""
    path = settings.key_file
    if not path.is_file():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(32).hex().encode())
            file.flush()
            os.fsync(file.fileno())
    secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    return hmac.digest(secret, library_id.encode(), "sha256")


def member_keys(key: bytes) -> Callable[[str], str]:
    """What makes the keys of members within one library; a number cannot be found back from its key.

    It is the HMAC of the number with SHA-256, of which the part that only depends on the key is worked out once.
    """
    padded = (key if len(key) <= HASH_BLOCK else hashlib.sha256(key).digest()).ljust(HASH_BLOCK, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in padded))
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in padded))

    def made(number: str) -> str:
        within, around = inner.copy(), outer.copy()
        within.update(number.strip().encode())
        around.update(within.digest())
        return around.hexdigest()[:32]

    return made


def member_key(key: bytes, number: str) -> str:
    """The key of one member within one library."""
    return member_keys(key)(number)


def nine_digits(text: str) -> str | None:
    """The nine digits in a cell that holds nothing else, written with or without points."""
    if text.isdigit() and len(text) != 9:
        return None
    plain = text.replace(".", "").replace(" ", "")
    return plain if len(plain) == 9 and plain.isascii() and plain.isdigit() else None


def refuse_bsn(heading: str, nine_digit_values: int, passing: int) -> None:
    """Refuse the whole delivery when a column looks like citizen service numbers."""
    if nine_digit_values >= BSN_AT_LEAST and passing >= BSN_SHARE * nine_digit_values:
        raise DeliveryRefused(
            mark(
                "Kolom '{column}' bevat burgerservicenummers. Die mogen we niet ontvangen."
                " Haal de kolom weg en lever opnieuw aan."
            ),
            column=heading,
        )


def birth_year(text: str, formats: Sequence[str]) -> str:
    """The year of a birth date; what is no date stays, so that judging can say so."""
    for written in formats:
        try:
            return str(datetime.strptime(text.strip(), written).year)
        except ValueError:
            continue
    return text if text.strip().isdigit() and len(text.strip()) == 4 else ("?" if text.strip() else "")


def pseudonymise(source: Source, file: Path, target: Path, key: bytes) -> None:
    """Copy a file with members: numbers as keys, birth dates as years, and nothing at all of columns not asked for.

    The copy is UTF-8 with the source's separator and its own header; only this copy is kept.
    """
    try:
        with target.open("wb") as out:
            lines = Lines(source, file)
            headings, first_row = read_header(source, lines)
            # Rows of the copy stand where they stood: what was above the header is left empty.
            out.write(b'""\n' * source.skip)
            if first_row - 2 > source.skip:
                out.write(f"sep={source.separator}\n".encode())
            writer = csv.writer(header := io.StringIO(), delimiter=source.separator, lineterminator="\n")
            writer.writerow(headings)
            out.write(header.getvalue().encode())
            Door(source, headings, key).let_through(lines.rest(), out)
    except UnicodeDecodeError:
        raise DeliveryRefused(
            mark("Het bestand is niet te lezen als {encoding}. Bewaar het in die tekenset, of pas de bron aan."),
            encoding=source.encoding,
        ) from None
    except csv.Error as error:
        raise DeliveryRefused(mark("Een rij is niet te lezen: {error}."), error=error) from None


class Door:
    """Where a file with members comes in: each cell goes on as it may be kept, each number is made a key once."""

    def __init__(self, source: Source, headings: Sequence[str], key: bytes) -> None:
        by_heading = {one.heading: one for one in source.fields if one.heading}
        self._separator = source.separator
        self._columns = [Known(by_heading.get(heading), key) for heading in headings]
        self._headings = headings

    def let_through(self, incoming: Iterable[bytes], out: IO[bytes]) -> None:
        """Write every record; a record of another width keeps its width and nothing else."""
        blocks = iter(incoming)
        for block in blocks:
            # From the first quote on a line end may stand inside a cell: then a reader of CSV takes over.
            if b'"' in block or len(self._headings) == 1:
                self._through_reader(chain([block], blocks), out)
                break
            text = block.decode().removesuffix("\n") + "\n"
            out.write((self._at_once(text) or self._line_by_line(text)).encode())
        for heading, column in zip(self._headings, self._columns, strict=True):
            refuse_bsn(heading, column.nine, column.passing)

    def _at_once(self, text: str) -> str | None:
        """A block of which every line has as many cells as the header, column by column; None when one has not."""
        end = f"{self._separator}\n{self._separator}"
        cells = text.replace("\n", end).split(self._separator)
        cells.pop()
        width, lines = len(self._headings) + 1, text.count("\n")
        if len(cells) != lines * width or cells[width - 1 :: width].count("\n") != lines:
            return None
        for position, column in enumerate(self._columns):
            cells[position::width] = column.kept(cells[position::width])
        return self._separator.join(cells).replace(end, "\n").removesuffix(self._separator + "\n") + "\n"

    def _line_by_line(self, text: str) -> str:
        """The same for lines of any width; an empty cell alone on its line is written so that it stays a line."""
        rows = self._rows([line.split(self._separator) for line in text[:-1].split("\n")])
        return "".join([self._separator.join(row) + "\n" if len(row) > 1 else '""\n' for row in rows])

    def _through_reader(self, incoming: Iterable[bytes], out: IO[bytes]) -> None:
        text = (line for block in incoming for line in io.StringIO(block.decode(), newline=""))
        reader = csv.reader(text, delimiter=self._separator, strict=True)
        while records := list(islice(reader, 10_000)):
            writer = csv.writer(kept := io.StringIO(), delimiter=self._separator, lineterminator="\n")
            writer.writerows(self._rows(records))
            out.write(kept.getvalue().encode())

    def _rows(self, records: list[list[str]]) -> list[Sequence[str]]:
        width = len(self._headings)
        fit = [record for record in records if len(record) == width]
        columns = (
            column.kept(list(cells)) for column, cells in zip(self._columns, zip(*fit, strict=True), strict=False)
        )
        kept = iter(zip(*columns, strict=True))
        for record in records:
            if len(record) != width:
                for column, cell in zip(self._columns, record, strict=False):
                    column.look_at([cell])
        return [next(kept) if len(record) == width else [""] * max(len(record), 1) for record in records]


class Known(dict[str, str]):
    """What the texts of one column become: each is worked out once, however often it comes by."""

    def __init__(self, field: Field | None, key: bytes) -> None:
        super().__init__()
        self._field, self._key_of = field, member_keys(key)
        self._as_it_is = field is not None and not field.key and not field.year_of
        self._digits: dict[str, bool] = {}
        self.nine = self.passing = 0

    def __missing__(self, cell: str) -> str:
        kept = self[cell] = safe(self._field, cell, self._key_of)
        return kept

    def kept(self, cells: list[str]) -> list[str]:
        """Cells as they may be kept."""
        self.look_at(cells)
        if self._field is None:
            return [""] * len(cells)
        return cells if self._as_it_is else list(map(self.__getitem__, cells))

    def look_at(self, cells: list[str]) -> None:
        """Count the cells with nine digits, and those of them that may be a citizen service number."""
        for cell in {*cells} if self._as_it_is or self._field is None else {*cells}.difference(self):
            if len(cell) >= 9 and (digits := nine_digits(cell)):
                self._digits[cell] = is_bsn(digits)
        if self._digits:
            found = [self._digits[cell] for cell in cells if cell in self._digits]
            self.nine += len(found)
            self.passing += sum(found)


def safe(field: Field | None, cell: str, key_of: Callable[[str], str]) -> str:
    """One cell as it may be kept."""
    if field is None:
        return ""
    if field.key:
        return key_of(cell) if cell.strip() else ""
    return birth_year(cell, field.dates) if field.year_of else cell


def key_from_pipe(text: str) -> bytes:
    """The key as it came through the pipe."""
    try:
        return bytes.fromhex(text.strip())
    except ValueError:
        raise BiebwijzerError(mark("De sleutel is niet goed doorgegeven.")) from None
