"""The days of a series: which ones it would have, and which are left out because the branch is shut."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from biebwijzer.clock.holidays import holidays
from biebwijzer.words import mark

REPEATS: Mapping[str, str] = {
    "week": mark("Elke week"),
    "two_weeks": mark("Elke twee weken"),
    "month": mark("Elke maand"),
}
STEPS = {"week": 7, "two_weeks": 14}


@dataclass(frozen=True)
class Shut:
    """A stretch of days on which a branch is shut, and why in both languages."""

    since: date
    until: date
    why: Mapping[str, str]


@dataclass(frozen=True)
class Skipped:
    """A day that a series leaves out; `why` is a marked text for a holiday, both languages for a closure."""

    on: date
    why: str | Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """The days a series gets, and those it leaves out with their reason."""

    days: tuple[date, ...]
    skipped: tuple[Skipped, ...]


def plan(start: date, every: str, until: date, shut: Sequence[Shut], skips: bool) -> Plan:
    """The days of a series from its first up to and including its last; `skips` leaves out what is shut."""
    found = list(days(start, every, until))
    if not skips:
        return Plan(tuple(found), ())
    reasons = {day: why for day in found if (why := why_shut(day, shut)) is not None}
    return Plan(
        tuple(day for day in found if day not in reasons), tuple(Skipped(day, why) for day, why in reasons.items())
    )


def days(start: date, every: str, until: date) -> Iterator[date]:
    """Every day a series would have; monthly keeps the weekday: the second Tuesday of each month."""
    if every == "month":
        yield from _monthly(start, until)
        return
    step, day = timedelta(days=STEPS[every]), start
    while day <= until:
        yield day
        day += step


def _monthly(start: date, until: date) -> Iterator[date]:
    nth, month = (start.day - 1) // 7, start.year * 12 + start.month - 1
    while (day := _nth_weekday(month, start.weekday(), nth)) <= until:
        yield day
        month += 1


def _nth_weekday(month: int, weekday: int, nth: int) -> date:
    """The n-th such weekday of a month, counted from zero; a fifth one that is not there is the last one."""
    first = date(month // 12, month % 12 + 1, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * nth)
    return day if day.month == first.month else day - timedelta(days=7)


def why_shut(day: date, shut: Sequence[Shut]) -> str | Mapping[str, str] | None:
    """Why nothing is held that day, or None when the branch is open."""
    closure = next((one for one in shut if one.since <= day <= one.until), None)
    return closure.why if closure else holidays(day.year).get(day)
