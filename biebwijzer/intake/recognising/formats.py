"""How dates in a column are written, as the formats a source's text tells them by."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from biebwijzer.intake.recognising.values import ISO_DATE, LOCAL_DATE, is_nothing

# With the month in English letters: no format knows the Dutch ones.
NAMED = re.compile(r"\d{1,2}([- ])[A-Za-z]{3,9}\1(\d{4}|\d{2})")
YEAR = re.compile(r"(19|20)\d\d")
MONTH_ONLY = (("%Y-%m", 7, "-"), ("%Y/%m", 7, "/"), ("%m-%Y", 7, "-"), ("%m/%Y", 7, "/"))


def date_formats(values: Iterable[str], order: str) -> tuple[str, ...]:
    """The formats these values are written in, the most usual first; `order` says whether days come first."""
    found: dict[str, int] = {}
    for value in values:
        if not is_nothing(value) and (written := format_of(value.strip(), order)):
            found[written] = found.get(written, 0) + 1
    return tuple(sorted(found, key=lambda one: -found[one]))


def year_format(values: Iterable[str]) -> tuple[str, ...]:
    """The format of days that are written as a year only, each for its first day; none when one is something else."""
    years = [one.strip() for one in values if not is_nothing(one)]
    return ("%Y",) if years and all(YEAR.fullmatch(one) for one in years) else ()


def format_of(value: str, order: str) -> str | None:
    """The format one value is written in."""
    if match := ISO_DATE.fullmatch(value):
        return f"%Y{match[2]}%m{match[2]}%d" + with_time(value, match[5])
    if match := LOCAL_DATE.fullmatch(value):
        year = "%Y" if len(match[4]) == 4 else "%y"
        first, second = ("%m", "%d") if order == "month" else ("%d", "%m")
        return match[2].join((first, second, year)) + with_time(value, match[5])
    if match := NAMED.fullmatch(value):
        year = "%Y" if len(match[2]) == 4 else "%y"
        return next((one for month in ("%b", "%B") if is_in(value, one := match[1].join(("%d", month, year)))), None)
    return next((one for one, length, sign in MONTH_ONLY if fits(value, one, length, sign)), None)


def with_time(value: str, time: str | None) -> str:
    """The end of a format whose value has a time of day."""
    if not time:
        return ""
    between = "T" if "T" in value else " "
    return between + ("%H:%M:%S" if time.count(":") > 1 else "%H:%M") + ("Z" if time.endswith("Z") else "")


def fits(value: str, written: str, length: int, sign: str) -> bool:
    """Whether a value is a year and a month in this order."""
    parts = value.split(sign)
    widths = (4, 2) if written.startswith("%Y") else (2, 4)
    return len(value) == length and tuple(map(len, parts)) == widths and all(part.isdigit() for part in parts)


def is_in(value: str, written: str) -> bool:
    """Whether a value can be read in a format."""
    with suppress(ValueError):
        return bool(datetime.strptime(value, written))
    return False
