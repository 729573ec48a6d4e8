"""Months in headings: which month one names, as a source writes them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

PARTS = {
    "%Y": r"(?P<Y>\d{4})",
    "%m": r"(?P<m>\d{2})",
    "%-m": r"(?P<m>\d{1,2})",
    "%b": r"(?P<b>[a-z]{3})\.?",
    "%B": r"(?P<B>[a-z]{3,9})\.?",
}
# The names of months by their first letters, in Dutch and English, whole or cut short.
BEGINNINGS = dict(
    zip(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], range(1, 13), strict=True
    ),
    mrt=3,
    maa=3,
    mei=5,
    okt=10,
)
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def month_of(heading: str, formats: Sequence[str]) -> date | None:
    """The month a heading names, or None when it names no month."""
    for written in formats:
        pattern = re.sub(r"%-?[a-zA-Z]", lambda part: PARTS[part.group()], re.escape(written).replace(r"%\-", "%-"))
        match = re.fullmatch(pattern, heading.strip(), re.IGNORECASE)
        if match is None:
            continue
        found = match.groupdict()
        month = number_of(found)
        if 1 <= month <= 12:
            return date(int(found["Y"]), month, 1)
    return None


def number_of(found: Mapping[str, str]) -> int:
    """The number of a month by its number or name; none of the twelve when it is no month."""
    if "m" in found:
        return int(found["m"])
    if "B" in found:
        return BEGINNINGS.get(found["B"][:3].lower(), 0)
    name = found["b"].lower()
    return (*MONTHS, name).index(name) + 1
