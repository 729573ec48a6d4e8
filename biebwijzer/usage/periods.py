"""Periods as delivered: which months have numbers, and which reference dates have members."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from biebwijzer.access import Workspace


@dataclass(frozen=True)
class Span:
    """The first and the last month with a number."""

    first: date
    last: date


def delivered_months(workspace: Workspace) -> Span | None:
    """From the first to the last month in which visits or loans were delivered; None when there are none."""
    rows = workspace.ask("usage/months_delivered").rows
    if rows.is_empty():
        return None
    return Span(min(rows["first_month"]), max(rows["last_month"]))


def latest_reference_date(workspace: Workspace) -> date | None:
    """The last date for which members were delivered."""
    found = workspace.ask("usage/reference_dates").first("reference_date")
    return found if isinstance(found, date) else None


def months_earlier(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month when it has no such day."""
    number = day.year * 12 + day.month - 1 - months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
