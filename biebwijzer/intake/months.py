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
# The names of months in Dutch and English; they may be cut short, to three letters at the least.
NAMES = (
    ("januari", "january"), ("februari", "february"), ("maart", "march", "mrt"), ("april",), ("mei", "may"),
    ("juni", "june"), ("juli", "july"), ("augustus", "august"), ("september",), ("oktober", "october"),
    ("november",), ("december",),
)  # fmt: skip
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
        if 1 <= month <= 12 and int(found["Y"]):
            return date(int(found["Y"]), month, 1)
    return None


def number_of(found: Mapping[str, str]) -> int:
    """The number of a month by its number or name; none of the twelve when it is no month.

    A word that begins as a month does is none: there are juniors and novels beside June and November.
    """
    if "m" in found:
        return int(found["m"])
    if "B" in found:
        said = found["B"].lower()
        return next((n for n, names in enumerate(NAMES, start=1) if any(one.startswith(said) for one in names)), 0)
    name = found["b"].lower()
    return (*MONTHS, name).index(name) + 1
