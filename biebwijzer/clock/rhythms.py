"""Rhythms: when something comes round, by the clock on the wall of a Dutch library, also in the nights it is moved.

A time that does not exist in the night the clock goes forward (02:30) falls an hour later, at 03:30; a time that
exists twice in the night it goes back is the first of the two. Either way it comes once.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from biebwijzer.problems import ContractBroken
from biebwijzer.words import Words, mark
from biebwijzer.words.speaking import CLOCK

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WRITTEN = re.compile(
    r"every (?P<minutes>[1-9]\d{0,3}) minutes"
    r"|(?:(?P<daily>daily|weekdays)"
    r"|weekly (?P<weekday>mon|tue|wed|thu|fri|sat|sun)"
    r"|monthly (?P<day>[1-9]|[12]\d|3[01]))"
    r" (?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)"
)
SAID = {
    "daily": mark("elke dag om {time}"),
    "weekdays": mark("elke werkdag om {time}"),
    "weekly": mark("elke {weekday} om {time}"),
    "monthly": mark("elke maand op dag {day} om {time}"),
}
# A Monday, from which the names of the days of a week are counted.
MONDAY = date(2024, 1, 1)
# A day of a month that has none falls on its last day, so within two months every rhythm comes round.
FAR_ENOUGH = 70


@dataclass(frozen=True)
class Rhythm:
    """How often, as text: `every 5 minutes`, `daily 07:00`, `weekdays 07:00`, `weekly mon 07:00`, `monthly 5 07:00`."""

    text: str
    kind: str
    at_time: time = time()
    minutes: int = 0
    weekday: int = 0
    day: int = 1

    def next_after(self, moment: datetime) -> datetime:
        """The first moment after this one that it comes round; both in UTC without a zone, as the stores write them."""
        if self.kind == "every":
            step = timedelta(minutes=self.minutes)
            since = moment - datetime(2000, 1, 1)
            return datetime(2000, 1, 1) + (since // step + 1) * step
        return next(found for found in self._moments(moment) if found > moment)

    def _moments(self, moment: datetime) -> Iterator[datetime]:
        first = moment.replace(tzinfo=UTC).astimezone(CLOCK).date()
        for ahead in range(FAR_ENOUGH):
            day = first + timedelta(days=ahead)
            if self._falls_on(day):
                on_the_wall = datetime.combine(day, self.at_time, tzinfo=CLOCK)
                yield on_the_wall.astimezone(UTC).replace(tzinfo=None)

    def _falls_on(self, day: date) -> bool:
        if self.kind == "weekdays":
            return day.weekday() < 5
        if self.kind == "weekly":
            return day.weekday() == self.weekday
        if self.kind == "monthly":
            return day.day == min(self.day, monthrange(day.year, day.month)[1])
        return True

    def said(self, words: Words) -> str:
        """How often, as one says it."""
        if self.kind == "every":
            return words.plural("elke minuut", "elke {n} minuten", self.minutes)
        weekday = words.weekday(MONDAY + timedelta(days=self.weekday), is_whole=True)
        return words(SAID[self.kind], time=words.time(self.at_time), weekday=weekday, day=self.day)


def rhythm(text: str) -> Rhythm:
    """A rhythm from its text; one that can't be read is refused."""
    found = WRITTEN.fullmatch(text)
    if found is None:
        raise ContractBroken(
            mark("'{text}' is geen ritme. Schrijf bijvoorbeeld 'daily 07:00' of 'every 5 minutes'."), text=text
        )
    if found["minutes"]:
        return Rhythm(text, "every", minutes=int(found["minutes"]))
    kind = found["daily"] or ("weekly" if found["weekday"] else "monthly")
    at_time = time(int(found["hour"]), int(found["minute"]))
    weekday = WEEKDAYS.index(found["weekday"]) if found["weekday"] else 0
    return Rhythm(text, kind, at_time, weekday=weekday, day=int(found["day"] or 1))
