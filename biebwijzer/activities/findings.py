"""What the figures of activities say: the rules by which a title claims something."""

from dataclasses import dataclass

import polars as pl

from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

# A smaller difference is said to be about the same.
ABOUT_THE_SAME = 0.02
# With more activities without a count than this part, participants of two years can't be compared.
MOST_UNCOUNTED = 0.05


@dataclass(frozen=True)
class Compared:
    """A number beside the same a year earlier."""

    now: int
    before: int

    @property
    def change(self) -> float:
        """The difference as a part of what it was."""
        return (self.now - self.before) / self.before

    @property
    def direction(self) -> str:
        """more, fewer or same."""
        if abs(self.change) < ABOUT_THE_SAME:
            return "same"
        return "more" if self.change > 0 else "fewer"


def participants_compared(rows: pl.DataFrame) -> Compared | None:
    """Participants beside a year earlier; None unless nearly all activities of both years were counted."""
    activities, before = total(rows, "activities"), total(rows, "activities_before")
    if not activities or not before or not total(rows, "before"):
        return None
    if max(total(rows, "uncounted") / activities, total(rows, "uncounted_before") / before) > MOST_UNCOUNTED:
        return None
    return Compared(total(rows, "participants"), total(rows, "before"))


def activities_compared(rows: pl.DataFrame) -> Compared | None:
    """Activities beside a year earlier, over the months that had any in both years."""
    both = rows.drop_nulls("before")
    if not total(both, "before"):
        return None
    return Compared(total(both, "activities"), total(both, "before"))


def total(rows: pl.DataFrame, column: str) -> int:
    """The sum of what is known: an activity is in one row only."""
    return int(rows[column].sum() or 0)


def uncounted_note(answer: Answer, words: Words) -> str:
    """How many activities have no count, in words; nothing when all have."""
    lacking = total(answer.rows, "uncounted")
    if not lacking:
        return ""
    return words.plural("{n} activiteit heeft nog geen telling", "{n} activiteiten hebben nog geen telling", n=lacking)


def top(rows: pl.DataFrame, name: str, value: str) -> tuple[str, int | float] | None:
    """The name with the largest number; None when none has one."""
    known = rows.drop_nulls(value).filter(pl.col(value) > 0)
    if known.is_empty():
        return None
    first = known.sort(value, descending=True).row(0, named=True)
    return str(first[name]), first[value]


def sentence(words: Words, answer: Answer, here: int) -> str:
    """This year until today in a sentence, with what lacks a count and how many of those one fills in `here`."""
    held, lacking = total(answer.rows, "activities"), total(answer.rows, "uncounted")
    if not held:
        return words("Er zijn dit jaar nog geen activiteiten geregistreerd.")
    said = words.plural(
        mark("Dit jaar was er **1 activiteit** met **{participants} deelnemers**."),
        mark("Dit jaar waren er **{n} activiteiten** met **{participants} deelnemers**."),
        n=held,
        participants=words.number(total(answer.rows, "participants")),
    )
    if not lacking:
        return said
    waits = words.plural(
        mark("**1 activiteit** heeft nog geen telling."),
        mark("**{n} activiteiten** hebben nog geen telling."),
        n=lacking,
    )
    delivered = lacking - here
    if delivered <= 0:
        return f"{said} {waits}"
    rest = words("Van {n} daarvan komt de telling uit een aanlevering.", n=words.number(delivered))
    return f"{said} {waits} {rest}"
