"""What a series of months says: the rule by which a title claims that something rises or falls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

# A change smaller than this is said to be about the same: door counters are not more precise.
ABOUT_THE_SAME = 0.02
MONTHS = 12


@dataclass(frozen=True)
class Trend:
    """The last months that have a number in both years, beside the same months a year earlier."""

    now: int
    before: int
    months: int
    last: date

    @property
    def change(self) -> float:
        """The difference as a part of what it was."""
        return (self.now - self.before) / self.before

    @property
    def direction(self) -> str:
        """rises, falls or same."""
        if abs(self.change) < ABOUT_THE_SAME:
            return "same"
        return "rises" if self.change > 0 else "falls"


def trend(rows: pl.DataFrame, value: str) -> Trend | None:
    """The trend of at most the last twelve months; None when no month can be compared."""
    both = rows.drop_nulls([value, "before"]).sort("month").tail(MONTHS)
    if both.is_empty() or not both["before"].sum():
        return None
    return Trend(int(both[value].sum()), int(both["before"].sum()), both.height, both["month"][-1])


def biggest(rows: pl.DataFrame, name: str, value: str) -> tuple[str, float] | None:
    """The name with the largest value and its share of all; None when every value is hidden or missing."""
    known = rows.drop_nulls(value)
    total = known[value].sum()
    if known.is_empty() or not total:
        return None
    top = known.sort(value, descending=True).row(0, named=True)
    return str(top[name]), top[value] / total


def gaps(rows: pl.DataFrame, value: str) -> Sequence[date]:
    """The months without a number."""
    return rows.filter(pl.col(value).is_null())["month"].to_list()
