"""The year one looks at: this one until today, an earlier one as a whole."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from biebwijzer.access import Workspace


@dataclass(frozen=True)
class Span:
    """The first and the last day one looks at."""

    since: date
    until: date


def years(workspace: Workspace) -> list[int]:
    """The years with an activity that has been held, the latest first."""
    return workspace.ask("activities/years", until=workspace.today).rows["year"].to_list()


def known_until(workspace: Workspace) -> date:
    """The end of the last month there is an activity of, today at the latest: as far as the key figures go.

    An export of October says nothing about November: without this every comparison falls until the next delivery.
    """
    last = workspace.ask("activities/known_until", until=workspace.today).first("held_on")
    return min(this_year_until(last).until, workspace.today) if isinstance(last, date) else workspace.today


def this_year_until(month: date) -> Span:
    """From January until the end of a month."""
    return Span(month.replace(month=1, day=1), month.replace(day=monthrange(month.year, month.month)[1]))


def this_or_that_year(year: int, last: date) -> Span:
    """A year from January until the last day one knows of, or until its end when it is over."""
    return Span(date(year, 1, 1), min(date(year, 12, 31), last))
