"""Days as one writes them in a notebook: '12-11', 'dinsdag', '3 dec', 'volgende week', read from the day of today.

Dutch and English beside each other: who reads the screen in English writes that way, and no word means two days.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = {
    "maandag": 0, "ma": 0, "dinsdag": 1, "di": 1, "woensdag": 2, "wo": 2, "donderdag": 3, "do": 3,
    "vrijdag": 4, "vr": 4, "vrij": 4, "zaterdag": 5, "za": 5, "zondag": 6, "zo": 6,
    "monday": 0, "mon": 0, "tuesday": 1, "tues": 1, "tue": 1, "wednesday": 2, "weds": 2, "wed": 2,
    "thursday": 3, "thurs": 3, "thu": 3, "friday": 4, "fri": 4, "saturday": 5, "sat": 5, "sunday": 6, "sun": 6,
}  # fmt: skip
MONTHS = {
    "januari": 1, "jan": 1, "februari": 2, "feb": 2, "maart": 3, "mrt": 3, "april": 4, "apr": 4, "mei": 5, "juni": 6,
    "jun": 6, "juli": 7, "jul": 7, "augustus": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "oktober": 10,
    "okt": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
    "january": 1, "february": 2, "march": 3, "mar": 3, "may": 5, "june": 6, "july": 7, "august": 8,
    "october": 10, "oct": 10,
}  # fmt: skip
NAMED = {
    "eergisteren": -2, "gisteren": -1, "vandaag": 0, "vanochtend": 0, "vanmiddag": 0, "morgen": 1, "overmorgen": 2,
    "yesterday": -1, "today": 0, "this morning": 0, "this afternoon": 0, "day after tomorrow": 2, "tomorrow": 1,
}  # fmt: skip
NEXT, LAST = ("volgende", "next"), ("vorige", "last")
AMOUNTS = {
    "een": 1, "twee": 2, "drie": 3, "vier": 4, "zes": 6, "acht": 8,
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8,
}  # fmt: skip
DAYS_IN = {
    "dagen": 1, "dag": 1, "weken": 7, "weeks": 7, "week": 7, "maanden": 30, "maand": 30,
    "days": 1, "day": 1, "months": 30, "month": 30,
}  # fmt: skip
# 'do' and 'zo' are words too; two letters count as a day only with a preposition or a full stop.
LONG_DAYS = "|".join(name for name in WEEKDAYS if len(name) > 2)
SHORT_DAYS = "|".join(name for name in WEEKDAYS if len(name) == 2)
BEFORE = (
    r"(?:(?:uiterlijk|op|vóór|voor|tot|a\.s\.|aanstaande|komende|afgelopen|by|on|before|until|this|coming|the)\s+)*"
)
WEEK = "|".join(NEXT + LAST)
PATTERN = re.compile(
    r"(?<![\w-])" + BEFORE + r"(?:"
    r"(?:(?P<weekday_too>" + LONG_DAYS + "|" + SHORT_DAYS + r")\.?\s+)?"
    r"(?P<day>\d{1,2})(?:(?P<mark>[-/])(?P<number>\d{1,2})(?:(?P=mark)(?P<year>\d{4}|\d{2}))?"
    r"|\s+(?P<month>" + "|".join(MONTHS) + r")\b\.?(?:\s+(?P<year_too>\d{4}))?)"
    r"|(?P<week>" + WEEK + r")\s+(?:week(?:\s+(?P<week_day>" + LONG_DAYS + r"))?|(?P<that_day>" + LONG_DAYS + r"))"
    r"|(?:over|in)\s+(?P<amount>\d{1,2}|" + "|".join(AMOUNTS) + r")\s+(?P<unit>" + "|".join(DAYS_IN) + r")"
    r"|(?P<named>" + "|".join(NAMED) + r")"
    r"|(?P<weekday>" + LONG_DAYS + r"|(?:" + SHORT_DAYS + r")(?=\.))\.?"
    r")(?![\w-])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Day:
    """A day that was read, and where in the text it stands."""

    on: date
    start: int
    end: int


def days(text: str, today: date, ahead: bool) -> list[Day]:
    """Every day the text names; a day without a year lies ahead of today, or behind it."""
    found = []
    for match in PATTERN.finditer(text):
        on = _read(match, today, ahead)
        if on is not None:
            found.append(Day(on, match.start(), match.end()))
    return found


def day_ahead(text: str | None, today: date) -> date | None:
    """The day a short answer names, such as '24-11', 'di' or 'volgende week'; None when it names none."""
    word = (text or "").strip().casefold().rstrip(".")
    if word in WEEKDAYS:
        return nearest(WEEKDAYS[word], today, ahead=True)
    found = days(word, today, ahead=True)
    return found[0].on if found else None


def as_typed(day: date | None) -> str | None:
    """A day as one would type it in that answer."""
    return day.strftime("%d-%m-%Y") if day else None


def _read(match: re.Match[str], today: date, ahead: bool) -> date | None:
    part = {name: (value or "").casefold() for name, value in match.groupdict().items()}
    if part["day"]:
        return _dated(part, today, ahead)
    if part["named"]:
        return today + timedelta(days=NAMED[part["named"]])
    if part["unit"]:
        amount = AMOUNTS.get(part["amount"]) or int(part["amount"])
        return today + timedelta(days=amount * DAYS_IN[part["unit"]])
    if part["week"]:
        monday = today - timedelta(days=today.weekday())
        weekday = WEEKDAYS.get(part["week_day"] or part["that_day"], 0)
        return monday + timedelta(days=(7 if part["week"] in NEXT else -7) + weekday)
    return nearest(WEEKDAYS[part["weekday"]], today, ahead)


def nearest(weekday: int, today: date, ahead: bool) -> date:
    """The first such weekday after today, or the last one up to today."""
    if ahead:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _dated(part: dict[str, str], today: date, ahead: bool) -> date | None:
    month = MONTHS.get(part["month"]) or int(part["number"] or 0)
    year = part["year"] or part["year_too"]
    if year:
        return _exists(int(year) if len(year) == 4 else 2000 + int(year), month, int(part["day"]))
    this_year = _exists(today.year, month, int(part["day"]))
    if ahead:
        later = _exists(today.year + 1, month, int(part["day"]))
        return this_year if this_year and this_year >= today else later
    before = _exists(today.year - 1, month, int(part["day"]))
    return this_year if this_year and this_year <= today else before


def _exists(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
