"""How we stand: this year so far beside the same months of last year, in one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

# A change smaller than this is said to be about the same.
ABOUT_THE_SAME = 0.005


@dataclass(frozen=True)
class KeyFigure:
    """One measure over the months that have a number in both years."""

    measure: str
    number: int
    before: int
    months: int
    first: date
    last: date
    same_branches: bool

    @property
    def change(self) -> float | None:
        """The difference as a part of last year, None when last year was zero."""
        return (self.number - self.before) / self.before if self.before else None


def this_year(last: date) -> dict[str, date]:
    """From January until the last delivered month, as the questions ask for it."""
    return {"since": date(last.year, 1, 1), "until": last}


def key_figures(answer: Answer) -> dict[str, KeyFigure]:
    """The key figures by measure."""
    return {
        row["measure"]: KeyFigure(
            measure=row["measure"],
            number=row["number"],
            before=row["before"],
            months=row["months"],
            first=row["first_month"],
            last=row["last_month"],
            same_branches=row["deliveries"] == row["deliveries_before"],
        )
        for row in answer.rows.iter_rows(named=True)
    }


VISITS = {
    "more": mark("Van {first} tot en met {last} kwamen er **{number} bezoeken**, {change} meer dan een jaar eerder."),
    "fewer": mark(
        "Van {first} tot en met {last} kwamen er **{number} bezoeken**, {change} minder dan een jaar eerder."
    ),
    "same": mark(
        "Van {first} tot en met {last} kwamen er **{number} bezoeken**, ongeveer evenveel als een jaar eerder."
    ),
}
LOANS = {
    "more": mark("Er waren **{number} uitleningen**, {change} meer."),
    "fewer": mark("Er waren **{number} uitleningen**, {change} minder."),
    "same": mark("Er waren **{number} uitleningen**, ongeveer evenveel."),
}


def sentence(figures: Mapping[str, KeyFigure], words: Words) -> str:
    """What a manager could say aloud; nothing is claimed that could not be compared."""
    told = [
        words(texts[direction(figures[measure].change)], **_values(figures[measure], words))
        for measure, texts in (("visits", VISITS), ("loans", LOANS))
        if measure in figures
    ]
    return " ".join(told)


def completeness(figures: Mapping[str, KeyFigure], words: Words) -> str:
    """How many months are compared, and that this is said when branches are missing."""
    if not figures:
        return words("nog niets om mee te vergelijken")
    months = min(figure.months for figure in figures.values())
    if all(figure.same_branches for figure in figures.values()):
        return words.plural("{n} maand vergeleken, alles is er", "{n} maanden vergeleken, alles is er", months)
    return words.plural("{n} maand vergeleken, deels geleverd", "{n} maanden vergeleken, deels geleverd", months)


def direction(change: float | None) -> str:
    """more, fewer or same."""
    if change is None or abs(change) < ABOUT_THE_SAME:
        return "same"
    return "more" if change > 0 else "fewer"


def _values(figure: KeyFigure, words: Words) -> dict[str, str]:
    return {
        "first": words.month(figure.first),
        "last": words.month(figure.last),
        "number": words.number(figure.number),
        "change": words.percent(abs(figure.change or 0)),
    }
