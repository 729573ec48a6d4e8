"""An exhibit: question, drawing and name together, shown alike by page, board pack and download."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from biebwijzer.look.theme import HEIGHT, Drawing, Spec, dressed
from biebwijzer.look.values import Kind, decimals_of, is_value, why_missing, written
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words

Said = Callable[[Answer, Words], str]


@dataclass(frozen=True)
class Shown:
    """A column of the exhibit's table: its marked Dutch head and how its values are written."""

    column: str
    label: str
    kind: Kind


@dataclass(frozen=True)
class Exhibit:
    """One figure of the house: what is asked, how it is drawn and everything that is said with it."""

    name: str
    question: str
    draw: Callable[[Answer, Words], Drawing]
    title: Said
    subtitle: Said
    alternative: Said
    table: tuple[Shown, ...]
    height: int = HEIGHT
    sources: bool = True
    # What follows from the protected rows: names for codes, shares and their margins, as extra columns.
    derived: Callable[[Answer, Words], pl.DataFrame] | None = None
    # One plain sentence below the drawing, where the picture alone does not say it.
    remark: Said | None = None


@dataclass(frozen=True)
class SourceNote:
    """Where a figure comes from, as it travels with it: one line, all behind that line, and the library's own logo."""

    text: str
    deliveries: tuple[tuple[str, ...], ...]
    filters: tuple[tuple[str, str], ...]
    made_at: datetime
    logo: bytes | None = None


@dataclass(frozen=True)
class Picture:
    """What a frame on the screen shows of an exhibit."""

    title: str
    subtitle: str
    alternative: str
    remark: str
    spec: Spec


@dataclass(frozen=True)
class Cell:
    """One cell: its value, or the text that stands there because there is none."""

    value: object
    missing: str


def ready(exhibit: Exhibit, answer: Answer, words: Words) -> Answer:
    """The answer with the columns that follow from it; every door does this once, right after asking."""
    derived = exhibit.derived
    if derived is None:
        return answer
    return answer.once(("ready", derived, words), lambda: replace(answer, rows=derived(answer, words)))


def pictured(exhibit: Exhibit, answer: Answer, words: Words) -> Picture:
    """The exhibit as a frame shows it, made once for an answer: a page runs again at every act of everybody."""

    def made() -> Picture:
        return Picture(
            title=exhibit.title(answer, words),
            subtitle=exhibit.subtitle(answer, words),
            alternative=exhibit.alternative(answer, words),
            remark=exhibit.remark(answer, words) if exhibit.remark else "",
            spec=drawn(exhibit, answer, words),
        )

    return answer.once(("picture", exhibit, words), made)


def drawn(exhibit: Exhibit, answer: Answer, words: Words, width: int | str = "container") -> Spec:
    """The exhibit's drawing, ready to show."""
    return dressed(exhibit.draw(answer, words), words, exhibit.height, width)


def cells(exhibit: Exhibit, answer: Answer, words: Words) -> Iterator[list[Cell]]:
    """The rows of the exhibit's table with their values; every format says the same where one is missing."""
    below = answer.thresholds.hidden_below(answer.audience)
    columns = [_column(answer.rows, shown.column, below, words) for shown in exhibit.table]
    for row in zip(*columns, strict=True):
        yield list(row)


def _column(rows: pl.DataFrame, name: str, below: int, words: Words) -> list[Cell]:
    twin = f"{name}_missing"
    reasons = rows[twin] if twin in rows.columns else [None] * rows.height
    values = (value if is_value(value) else None for value in rows[name])
    return [
        Cell(value, why_missing(why, words, below) if value is None else "")
        for value, why in zip(values, reasons, strict=True)
    ]


def heads(exhibit: Exhibit, words: Words) -> list[str]:
    """The heads of the exhibit's table."""
    return [words(shown.label) for shown in exhibit.table]


def table_rows(exhibit: Exhibit, answer: Answer, words: Words) -> tuple[list[str], list[list[str]]]:
    """The exhibit as a table of text: its heads, and its rows as a person reads them."""
    decimals = [decimals_of(answer.rows[shown.column]) for shown in exhibit.table]
    rows = [
        [
            cell.missing or written(cell.value, shown.kind, words, places)
            for shown, places, cell in zip(exhibit.table, decimals, row, strict=True)
        ]
        for row in cells(exhibit, answer, words)
    ]
    return heads(exhibit, words), rows


def audience_note(answer: Answer, words: Words) -> str:
    """For whom the numbers are, and what that did to them; nothing when no persons are counted."""
    if not answer.query.counts:
        return ""
    below = answer.thresholds.hidden_below(answer.audience)
    if not below:
        return words("Voor eigen gebruik: kleine aantallen staan erin")
    if answer.audience == "buiten":
        step = answer.thresholds.rounding
        return words(
            "Aantallen onder {below} zijn verborgen, de rest is afgerond op {step}",
            below=words.number(below),
            step=words.number(step),
        )
    return words("Aantallen onder {below} zijn verborgen", below=words.number(below))
