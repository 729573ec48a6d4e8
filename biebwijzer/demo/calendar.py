"""When a library is open and when people come: holidays, weeks with exams, hours of a weekday."""

from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.float64]
HOURS = range(8, 22)
# Hour of opening and closing per weekday, Monday first; None is closed.
OPEN: dict[str, tuple[tuple[int, int] | None, ...]] = {
    "main": ((12, 20), (10, 20), (10, 20), (10, 20), (10, 20), (10, 17), (12, 17)),
    "branch": ((13, 18), (10, 18), (10, 18), (10, 20), (10, 18), (10, 15), None),
    "service_point": ((13, 17), None, (13, 17), None, (13, 17), (10, 13), None),
}
# How busy an hour is at the door and at the places to work, from 8 to 21; and a weekday.
AT_THE_DOOR = (0.2, 0.5, 1.0, 1.15, 1.0, 1.15, 1.45, 1.35, 1.1, 0.75, 0.6, 0.5, 0.3, 0.1)
DOOR_WEEKDAY = (0.9, 0.95, 1.35, 0.95, 1.0, 1.15, 0.8)
TO_START_WORK = (0.1, 0.6, 1.6, 1.4, 1.0, 1.3, 0.7, 0.5, 0.35, 0.25, 0.35, 0.2, 0.0, 0.0)
WORK_WEEKDAY = (1.0, 1.45, 1.0, 1.15, 0.85, 0.6, 0.55)
# Months, January first: lending rises before holidays, working falls in summer.
LOAN_SEASON = (1.05, 1.0, 1.05, 1.0, 0.95, 1.0, 1.15, 0.85, 1.0, 1.1, 1.0, 0.85)
WORK_SEASON = (1.15, 0.9, 1.0, 1.1, 1.1, 1.2, 0.6, 0.55, 0.95, 1.1, 1.05, 0.8)
DOOR_SEASON = (1.05, 1.05, 1.05, 1.0, 0.95, 0.95, 0.9, 0.85, 1.0, 1.1, 1.05, 0.9)
# Weeks of the year with exams, and without school (about those of the region 'midden').
EXAM_WEEKS = {4, 5, 15, 16, 25, 26, 45}
SCHOOL_HOLIDAYS = {1, 8, 18, 29, 30, 31, 32, 33, 34, 42, 52}


@lru_cache(maxsize=64)
def closed_days(year: int) -> frozenset[date]:
    """Public holidays on which every library is closed."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    easter = date(year, f // 31, f % 31 + 1)
    around = [easter + timedelta(days=n) for n in (0, 1, 39, 49, 50)]
    return frozenset([*around, date(year, 1, 1), date(year, 4, 27), date(year, 12, 25), date(year, 12, 26)])


def dates(since: date, days: int) -> list[date]:
    """Every day of the world."""
    return [since + timedelta(days=n) for n in range(days)]


def open_hours(since: date, days: int, kind: str) -> NDArray[np.bool_]:
    """Whether a branch of that kind is open, per day and hour from 8 to 21."""
    week = np.array([[bool(span and span[0] <= hour < span[1]) for hour in HOURS] for span in OPEN[kind]])
    found: NDArray[np.bool_] = week[weekdays(since, days)]
    found[[day in closed_days(day.year) for day in dates(since, days)]] = False
    return found


def weekdays(since: date, days: int) -> NDArray[np.int64]:
    """The weekday of every day, 0 is Monday."""
    return (np.arange(days) + since.weekday()) % 7


def season(since: date, days: int, months: tuple[float, ...], exams: float = 1.0, holidays: float = 1.0) -> Days:
    """How busy every day is, by its month, its exams and its school holidays."""
    every = dates(since, days)
    weeks = np.array([day.isocalendar().week for day in every])
    found = np.array([months[day.month - 1] for day in every])
    found *= np.where(np.isin(weeks, list(EXAM_WEEKS)), exams, 1.0)
    found *= np.where(np.isin(weeks, list(SCHOOL_HOLIDAYS)), holidays, 1.0)
    return found
