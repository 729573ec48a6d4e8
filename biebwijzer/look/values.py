"""How a value is written, and how the ways of having none stay different."""

from collections.abc import Iterable
from math import isfinite
from typing import Any, Literal

from biebwijzer.words import Words

Kind = Literal["text", "number", "percent", "date", "month", "year"]

NO_VALUE = "–"


def is_value(value: object) -> bool:
    """Whether there is something to show: a division by zero or NaN is no number."""
    return value is not None and (not isinstance(value, float) or isfinite(value))


def written(value: Any, kind: Kind, words: Words, decimals: int = 0) -> str:
    """The value as a person reads it in the language of the screen."""
    if not is_value(value):
        return NO_VALUE
    if kind == "number":
        return words.number(value, decimals=decimals)
    if kind == "percent":
        return words.percent(value)
    if kind == "date":
        return words.date(value)
    if kind == "month":
        return words.month(value)
    # A year is a name: 2025, never 2.025.
    return str(value)


def decimals_of(values: Iterable[object]) -> int:
    """One decimal for a whole column of measures when it says something: not for counts, not above 100."""
    found = [value for value in values if isinstance(value, float) and isfinite(value)]
    broken = any(not value.is_integer() for value in found)
    return 1 if broken and max(abs(value) for value in found) < 100 else 0


def why_missing(reason: str | None, words: Words, below: int = 0) -> str:
    """What stands where a number is missing; `below` is the smallest number this audience may see."""
    if reason == "hidden" and below:
        return f"< {below}"
    said = {
        "hidden": words("verborgen"),
        "empty": words("leeg"),
        "suppressed": words("geheim"),
        "unknown": words("onbekend"),
        "not_delivered": words("niet geleverd"),
        "not_counted": words("nog niet geteld"),
        "too_few": words("n te klein"),
    }
    return said.get(reason or "", NO_VALUE)
