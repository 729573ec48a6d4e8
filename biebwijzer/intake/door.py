"""Where a file with members comes in: each cell goes on as it may be kept, each number is made a key once."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from pathlib import Path
from typing import IO

import polars as pl

from biebwijzer.intake.decoding import Lines
from biebwijzer.intake.fields import Field
from biebwijzer.intake.headings import meaning_of
from biebwijzer.intake.personal import member_keys, nine_digits, refuse_bsn, safe
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.sources import Source
from biebwijzer.intake.traces import LONG_NUMBER, MASK, MAY_HOLD_TRACE, is_bsn, looks_personal
from biebwijzer.intake.transcribing import read_header
from biebwijzer.words import mark

# In bytes: so much is looked through at a time that most members come by more than once.
AT_ONCE = 1 << 24


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
    """Lets a file through block by block: no member number is ever in more than a block of memory."""

    def __init__(self, source: Source, headings: Sequence[str], key: bytes) -> None:
        by_heading = {name: Field(name, name) for check in source.checks for name in check.headings}
        by_heading |= {name: one for one in source.for_file(headings).fields for name in one.asked}
        by_heading |= {name: Field(name, name) for name in headings if meaning_of(source, name)}
        self._separator = source.separator
        self._columns = [
            Known(field := by_heading.get(heading), key, hides_numbers(source, field), listed(source, field))
            for heading in headings
        ]
        self._headings = headings

    def let_through(self, incoming: Iterable[bytes], out: IO[bytes]) -> None:
        """Write every record; a record of another width keeps its width and nothing else."""
        blocks = iter(incoming)
        # While one block is written the next is worked out.
        with ThreadPoolExecutor(1) as writer:
            written = writer.submit(out.write, b"")
            for block in gathered(blocks):
                # From the first quote on a line end may stand inside a cell: then a reader of CSV takes over.
                if b'"' in block or len(self._headings) == 1:
                    written.result()
                    self._through_reader(chain([block], blocks), out)
                    break
                whole = block.removesuffix(b"\n") + b"\n"
                kept = self._at_once(whole) or self._line_by_line(whole.decode()).encode()
                written.result()
                written = writer.submit(out.write, kept)
            written.result()
        for heading, column in zip(self._headings, self._columns, strict=True):
            refuse_bsn(heading, column.nine, column.passing)

    def _at_once(self, text: bytes) -> bytes | None:
        """A block of which every line has as many cells as the header, column by column; None when one has not."""
        width, lines = len(self._headings), text.count(b"\n")
        if text.count(self._separator.encode()) != lines * (width - 1):
            return None
        try:
            cells = pl.read_csv(
                text, separator=self._separator, has_header=False, quote_char=None, empty_string_is_null=False,
                schema={str(number): pl.String for number in range(width)}, missing_columns="raise",
            )  # fmt: skip
        except pl.exceptions.PolarsError:
            return None
        # As many cells as there should be, and none too many in a line: then there is none too few in another.
        if cells.height != lines or sum(cells.null_count().row(0)):
            return None
        kept = pl.DataFrame([column.kept_at_once(cells[str(number)]) for number, column in enumerate(self._columns)])
        kept.write_csv(written := io.BytesIO(), include_header=False, separator=self._separator, quote_style="never")
        return written.getvalue()

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


def gathered(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Blocks put together until there is enough to look through at a time; one with a quote comes by itself."""
    held: list[bytes] = []
    for block in blocks:
        if b'"' in block:
            if held:
                yield b"".join(held)
                held = []
            yield block
            continue
        held.append(block)
        if sum(map(len, held)) >= AT_ONCE:
            yield b"".join(held)
            held = []
    if held:
        yield b"".join(held)


def hides_numbers(source: Source, field: Field | None) -> bool:
    """Whether long numbers go out of a column that is kept as it is: a number of a member may stand in the wrong one.

    An id may be such a number, and a day may be written as one; then it stays.
    """
    if field is None or field.key or field.year_of or not source.holds_member_numbers:
        return False
    if field.column.endswith("_id") and not (field.values or field.by):
        return False
    if not source.contract.has(field.column) or source.contract.column(field.column).dtype == pl.String:
        return True
    return source.contract.column(field.column).dtype in (pl.Date, pl.Datetime("us")) and not any(
        "%Y%m" in one or "%d%m" in one for one in field.dates
    )


def listed(source: Source, field: Field | None) -> frozenset[str]:
    """The spellings in the value list of a column."""
    return frozenset(source.lists[field.values]) if field is not None and field.values else frozenset()


class Known(dict[str, str]):
    """What the texts of one column become: each is worked out once, however often it comes by."""

    def __init__(
        self, field: Field | None, key: bytes, hides: bool = False, codes: frozenset[str] = frozenset()
    ) -> None:
        super().__init__()
        self._hides, self._codes = hides, codes
        self._field, self._key_of = field, member_keys(key)
        self._as_it_is = field is not None and not field.key and not field.year_of
        self._is_id = field is not None and field.column.endswith("_id")
        self._traced = False
        self._digits: dict[str, bool] = {}
        self._table = pl.DataFrame(schema={"cell": pl.String, "kept": pl.String})
        self.nine = self.passing = 0

    def __missing__(self, cell: str) -> str:
        kept = safe(self._field, cell, self._key_of)
        kept = self[cell] = LONG_NUMBER.sub(MASK, kept) if self._hides and not self._is_code(cell) else kept
        return kept

    def _is_code(self, cell: str) -> bool:
        """Whether a text stands in the value list of this column, however much it is like a number of a member."""
        return cell.strip().lower() in self._codes

    def kept(self, cells: list[str]) -> list[str]:
        """Cells as they may be kept."""
        self.look_at(cells)
        if self._field is None:
            return [""] * len(cells)
        return cells if self._as_it_is and not self._traced else list(map(self.__getitem__, cells))

    def kept_at_once(self, cells: pl.Series) -> pl.Series:
        """A column of cells as they may be kept."""
        if self._field is None or self._as_it_is:
            self._look_at_once(cells, cells.unique())
            if self._traced:
                return pl.Series(cells.name, [self[cell] for cell in cells.to_list()])
            return pl.repeat("", len(cells), eager=True).alias(cells.name) if self._field is None else cells
        kept = self._looked_up(cells)
        new = kept.is_null().arg_true()
        fresh = cells.gather(new).unique()
        self._look_at_once(cells, fresh)
        if len(fresh):
            more = pl.DataFrame({"cell": fresh, "kept": self._worked_out(fresh.to_list())}, self._table.schema)
            self._table = pl.concat([self._table, more])
            kept = kept.scatter(new, self._looked_up(cells.gather(new)))
        return kept.alias(cells.name)

    def _worked_out(self, cells: Sequence[str]) -> list[str]:
        """What cells become that came by for the first time; most of all there is to do, where those are members."""
        if self._field is not None and self._field.key:
            key_of = self._key_of
            return [key_of(cell) if cell.strip() else "" for cell in cells]
        return [self[cell] for cell in cells]

    def _looked_up(self, cells: pl.Series) -> pl.Series:
        """What cells become, as far as that was worked out before."""
        block = cells.alias("cell").to_frame()
        return block.join(self._table, on="cell", how="left", maintain_order="left")["kept"]

    def look_at(self, cells: list[str]) -> None:
        """Count the cells with nine digits, and those of them that may be a citizen service number."""
        self._remember({*cells} if self._as_it_is or self._field is None else {*cells}.difference(self))
        self._count(cells)

    def _look_at_once(self, cells: pl.Series, fresh: pl.Series) -> None:
        """The same for a column, of which these texts came by for the first time."""
        worth = f"{MAY_HOLD_TRACE}|[0-9]{{6}}" if self._hides else MAY_HOLD_TRACE
        self._remember(fresh.filter(fresh.str.contains(worth)).to_list())
        if self._digits:
            self._count(cells.filter(cells.is_in(list(self._digits))).to_list())

    def _remember(self, texts: Iterable[str]) -> None:
        for cell in texts:
            if self._hides and LONG_NUMBER.search(cell) and not self._is_code(cell):
                self._traced = True
            if len(cell) < 9:
                continue
            if digits := nine_digits(cell):
                self._digits[cell] = is_bsn(digits)
            # A column of ids that are nothing but digits is judged as a whole; anything else at once.
            if self._as_it_is and not (digits and self._is_id) and looks_personal(cell):
                self._traced = True

    def _count(self, cells: Sequence[str]) -> None:
        if self._digits:
            found = [self._digits[cell] for cell in cells if cell in self._digits]
            self.nine += len(found)
            self.passing += sum(found)
