"""Any list as rows under headings: a workbook, a text file, business cards, or what somebody pasted."""

from collections.abc import Mapping
from dataclasses import dataclass

from biebwijzer.intake.recognising import NotRecognised, Recognised, recognise_bytes
from biebwijzer.intake.recognising.asking import Answers, Question
from biebwijzer.relations.importing import vcards
from biebwijzer.words import mark

MOST_BYTES = 20 << 20
MOST_ROWS = 20_000
PASTED = "geplakt.txt"


@dataclass(frozen=True)
class ListRead:
    """A list as it was read: its headings, its rows by the line they stand on, and what one must be asked first."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    # Rows that did not fit the table, as they stand in the file.
    misfits: tuple[tuple[int, tuple[str, ...]], ...] = ()
    questions: tuple[Question, ...] = ()
    dates: str = ""
    recognised: Recognised | None = None

    def examples(self, heading: str, most: int = 3) -> list[str]:
        """The first different values under a heading."""
        return list(dict.fromkeys(row[heading].strip() for _, row in self.rows if row[heading].strip()))[:most]


def read_list(data: bytes, name: str, answers: Answers | None = None) -> ListRead:
    """What a file holds; refused with a sentence when it holds no list."""
    if len(data) > MOST_BYTES:
        raise NotRecognised(mark("Dit bestand is te groot voor een lijst met relaties: hoogstens 20 MB."))
    if not data.strip():
        raise NotRecognised(mark("Dit bestand is leeg."))
    found = _cards(data, name) if vcards.are_cards(data) else _table(data, name, answers or {})
    if len(found.rows) > MOST_ROWS:
        raise NotRecognised(mark("Dit zijn {n} rijen. Deel de lijst op: hoogstens 20.000 tegelijk."), n=len(found.rows))
    return found


def _cards(data: bytes, name: str) -> ListRead:
    cards = vcards.read(data)
    used = [place for place in range(len(vcards.HEADS)) if any(cells[place] for _, cells in cards)]
    heads = tuple(vcards.HEADS[place] for place in used)
    rows = tuple((line, {vcards.HEADS[place]: cells[place] for place in used}) for line, cells in cards)
    return ListRead(name, heads, rows)


def _table(data: bytes, name: str, answers: Answers) -> ListRead:
    found = recognise_bytes(data, name, answers)
    about_table = tuple(one for one in found.questions if one.of_the_table)
    if found.table is None or about_table:
        if found.table is None and not about_table:
            raise NotRecognised(mark("In {name} staat geen tabel."), name=name)
        return ListRead(name, (), (), questions=about_table, recognised=found)
    heads = found.heads
    rows = tuple(
        (one.line, dict(zip(heads, [*one.cells, *[""] * len(heads)], strict=False))) for one in found.table.rows
    )
    misfits = tuple((one.line, tuple(one.cells)) for one, _ in found.table.refused)
    days = tuple(one for one in found.questions if one.key == "dates")
    return ListRead(name, tuple(heads), rows, misfits, days, found.dates, found)
