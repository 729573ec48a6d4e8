"""From letters to records: cells between separators, the line they stand on, and whether their quotes make sense."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

csv.field_size_limit(16 << 20)
# Stands for a separator of several signs while the text is taken apart.
STAND_IN = "\ue000"
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Dialect:
    """How cells are kept apart; `spaced` when a space follows every separator, '' for a file of one column."""

    separator: str
    quote: str = '"'
    escape: str = ""
    spaced: bool = False

    @property
    def shown(self) -> str:
        """The separator as it stands in the file."""
        return f"{self.separator} " if self.spaced else self.separator


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record and the physical line it begins on; a fault says its quotes can't be understood."""

    line: int
    cells: list[str]
    fault: bool = False


def records(text: str, dialect: Dialect) -> list[Record]:
    """Every record of a text; one with broken quotes is one physical line and says so."""
    if dialect.escape or has_quotes_inside(text, dialect):
        return list(careful(text, dialect))
    try:
        found = strict(text, dialect)
    except csv.Error:
        return list(careful(text, dialect))
    if dialect.quote and any(cell.count(dialect.quote) % 2 for one in found for cell in one.cells):
        # A quote that stands alone: only the slow way sees whether it was between quotes.
        return list(careful(text, dialect))
    return found


def has_quotes_inside(text: str, dialect: Dialect) -> bool:
    """Whether a quote stands in the middle of a cell, where the quick way would not look at it twice."""
    separator, quote = dialect.separator, dialect.quote
    if not quote or separator == " ":
        return False
    # A space before a quote: the quick way would take both for what the cell says.
    looked_for = rf"(?:^|[{re.escape(separator)}\r\n])[ \t]+{quote}"
    if separator:
        edge = rf"[^{re.escape(separator)}\r\n{quote}{' ' if dialect.spaced else ''}]"
        looked_for += f"|{edge}{quote}{edge}"
    return re.search(looked_for, text) is not None


def strict(text: str, dialect: Dialect) -> list[Record]:
    """The quick way, which raises at the first quote it can't understand."""
    separator = dialect.separator
    if len(separator) != 1:
        text, separator = text.replace(separator, STAND_IN) if separator else text, STAND_IN
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator,
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        skipinitialspace=dialect.spaced,
        strict=True,
    )
    found, begins = [], 1
    known: dict[str, str] = {}
    same = known.setdefault
    for cells in reader:
        found.append(Record(begins, [same(cell, cell) for cell in cells]))
        begins = reader.line_num + 1
        if len(known) > 200_000:
            known.clear()
    return found


@lru_cache
def parts(dialect: Dialect) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a quoted and a bare cell look, each up to its separator or line end."""
    separator, quote = re.escape(dialect.separator), re.escape(dialect.quote)
    ends = rf"(?:{separator}|(?=[\r\n])|\Z)" if separator else r"(?:(?=[\r\n])|\Z)"
    lead = "[ ]*" if dialect.spaced else ""
    inside = rf"[^{quote}]*+(?:{quote}{quote}[^{quote}]*+)*+"
    if dialect.escape:
        escape = re.escape(dialect.escape)
        inside = rf"(?:[^{quote}{escape}]|{escape}.|{quote}{quote})*+"
    quoted = re.compile(rf"{lead}{quote}({inside}){quote}[ ]*{ends}", re.DOTALL) if quote else re.compile(r"(?!)")
    if len(dialect.separator) > 1:
        bare = re.compile(rf"{lead}((?:(?!{separator}|[\r\n]).)*+){ends}")
    else:
        bare = re.compile(rf"{lead}([^{separator}\r\n]*+){ends}")
    return quoted, bare


def careful(text: str, dialect: Dialect) -> Iterator[Record]:
    """The slow way, which goes on at the next line after a quote it can't understand."""
    place, line = 0, 1
    while place < len(text):
        cells, after = one_record(text, place, dialect)
        if cells is None:
            ends = LINE_END.search(text, place)
            after = ends.start() if ends else len(text)
            yield Record(line, [text[place:after]], fault=True)
        else:
            yield Record(line, cells)
        after += 2 if text.startswith("\r\n", after) else 1
        line += len(LINE_END.findall(text, place, after))
        place = after


def one_record(text: str, place: int, dialect: Dialect) -> tuple[list[str] | None, int]:
    """The cells of the record that begins here and where its line ends; no cells when its quotes are broken."""
    quoted, bare = parts(dialect)
    cells: list[str] = []
    loose = 0
    while True:
        opens = bool(dialect.quote) and text.startswith(dialect.quote, skipped(text, place, dialect))
        match = quoted.match(text, place) if opens else bare.match(text, place)
        # Where values stand between quotes, a bare one with a lone quote in it was written wrongly.
        loose += not opens and match is not None and is_loose(match[1], dialect)
        if match is None or loose:
            return None, place
        cells.append(unescaped(match[1], dialect) if opens else match[1])
        place = match.end()
        if not dialect.separator or not match[0].endswith(dialect.separator):
            return cells, place


def is_loose(cell: str, dialect: Dialect) -> bool:
    """Whether a bare cell has a lone quote in it, or one behind nothing but spaces."""
    quote = dialect.quote
    return quote != "" and quote in cell and (cell.count(quote) % 2 == 1 or cell.lstrip().startswith(quote))


def skipped(text: str, place: int, dialect: Dialect) -> int:
    """Where a cell begins when spaces before it do not count."""
    while dialect.spaced and text.startswith(" ", place):
        place += 1
    return place


def unescaped(cell: str, dialect: Dialect) -> str:
    """What stood between quotes, its own quotes single again."""
    if dialect.escape:
        special = re.escape(dialect.quote + dialect.separator + dialect.escape)
        cell = re.sub(rf"{re.escape(dialect.escape)}([{special}])", r"\1", cell)
    return cell.replace(dialect.quote * 2, dialect.quote)
