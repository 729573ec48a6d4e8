"""Public holidays: the days on which libraries are shut and nobody is called."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from biebwijzer.words import mark

SATURDAY = 5


@lru_cache(maxsize=64)
def holidays(year: int) -> Mapping[date, str]:
    """The public holidays on which libraries are shut."""
    sunday, king = easter(year), date(year, 4, 27)
    found = {
        date(year, 1, 1): mark("Nieuwjaarsdag"),
        sunday: mark("Eerste Paasdag"),
        sunday + timedelta(days=1): mark("Tweede Paasdag"),
        king - timedelta(days=king.weekday() == 6): mark("Koningsdag"),
        sunday + timedelta(days=39): mark("Hemelvaartsdag"),
        sunday + timedelta(days=49): mark("Eerste Pinksterdag"),
        sunday + timedelta(days=50): mark("Tweede Pinksterdag"),
        date(year, 12, 25): mark("Eerste Kerstdag"),
        date(year, 12, 26): mark("Tweede Kerstdag"),
    }
    # A day off once in five years; the other years libraries are open on the fifth of May.
    if year % 5 == 0:
        found.setdefault(date(year, 5, 5), mark("Bevrijdingsdag"))
    return found


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    century, within = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    golden = year % 19
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * rest + 2 * (within // 4) - moon - within % 4) % 7
    late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def working_day(day: date) -> date:
    """This day, or the first one after it on which one works."""
    while day.weekday() >= SATURDAY or day in holidays(day.year):
        day += timedelta(days=1)
    return day
