"""Signals: what stands out in a delivery, told before it counts for everybody, with one series to see it by."""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from statistics import median
from typing import Any

from biebwijzer.intake.door_days import door_days
from biebwijzer.intake.expecting import (
    Closed,
    Finding,
    against_year_before,
    end_of,
    explained,
    holes,
    joined,
    jump,
    months_later,
    odd_months,
    usual,
)
from biebwijzer.intake.sources import Source
from biebwijzer.warehouse.loading import Workbench

# Table -> the measure of `mart.usage_month` it is part of.
MEASURES = {
    "usage.visit_count": "visits", "usage.door_count": "visits", "usage.loan_count": "loans", "usage.loan": "loans",
}  # fmt: skip
ORDER = ("counter", "jump", "zero", "low", "high", "gap", "nobody", "hours", "busy", "in_out")
# What shows in a series of months.
DRAWN = ORDER[:6]
MOST_OF_EACH = 3
MONTHS_DRAWN = 25
Months = dict[date, float | None]


@dataclass(frozen=True)
class Branch:
    """The months of one branch, and whose it is."""

    library_id: str
    months: Months


def signals(bench: Workbench, source: Source) -> dict[str, Any] | None:
    """What stands out in the version that was made, the gravest first; None for what is no series of branches."""
    measure = MEASURES.get(source.delivers)
    if measure is None or source.period is None:
        return None
    delivered = months_of(bench, source)
    if not delivered:
        return None
    series = series_of(bench, measure, min(min(months) for months in delivered.values()))
    found = in_months(series, delivered, unfinished(bench, source))
    if source.delivers == "usage.door_count":
        found += [with_step(one, series) for one in door_days(bench)]
    found.sort(key=lambda one: (ORDER.index(one.kind), -one.times, -(one.high or 0), one.branch_id))
    events = closures(bench) if found else []
    told = [as_told(one, series, events) for one in most_of_each(found)]
    drawn = next((one for one in found if one.kind in DRAWN), None)
    return {
        "measure": measure,
        "kinds": dict(Counter(one.kind for one in found)),
        "told": told,
        "picture": picture(series[drawn.branch_id].months, drawn) if drawn else None,
    }


def with_step(finding: Finding, series: Mapping[str, Branch]) -> Finding:
    """A change of counter with how much more is counted since, beside a year before and the other branches."""
    if finding.kind != "counter":
        return finding
    grown = against_year_before(series[finding.branch_id].months, others_than(finding.branch_id, series))
    month = finding.first.replace(day=1)
    before = [grown[one] for n in range(1, 7) if (one := months_later(month, -n)) in grown]
    after = [grown[one] for n in range(1, 7) if (one := months_later(month, n)) in grown]
    share = median(after) / median(before) - 1 if before and after else None
    return replace(finding, found=share)


def others_than(branch_id: str, series: Mapping[str, Branch]) -> list[Months]:
    """The months of the other branches of the same library."""
    library = series[branch_id].library_id
    return [one.months for name, one in series.items() if name != branch_id and one.library_id == library]


def months_of(bench: Workbench, source: Source) -> dict[str, set[date]]:
    """The months that were accepted, by branch."""
    month = f"date_trunc('month', {source.period})::date"
    found: dict[str, set[date]] = {}
    for row in bench.rows(f"select branch_id, {month} as month from accepted group by all"):
        found.setdefault(row["branch_id"], set()).add(row["month"])
    return found


def series_of(bench: Workbench, measure: str, first: date) -> dict[str, Branch]:
    """Every branch's months from long enough before the delivery, as all figures read them."""
    since = months_later(first, -37)
    found: dict[str, Branch] = {}
    for row in bench.rows(
        f"select library_id, branch_id, month, sum(number) as number from mart.usage_month "
        f"where measure = '{measure}' and month >= date '{since}' group by all"
    ):
        months = found.setdefault(row["branch_id"], Branch(row["library_id"], {})).months
        months[row["month"]] = None if row["number"] is None else float(row["number"])
    return found


def unfinished(bench: Workbench, source: Source) -> date | None:
    """The month that is not over in this delivery; figures per month have none."""
    if source.period == "month":
        return None
    last: date = bench.value(f"select max({source.period})::date from accepted")
    return last.replace(day=1) if last != end_of(last.replace(day=1)) else None


def in_months(series: Mapping[str, Branch], delivered: Mapping[str, set[date]], partly: date | None) -> list[Finding]:
    """What stands out in the months of each branch."""
    every = sorted(set().union(*delivered.values()))
    found: list[Finding] = []
    for branch_id, branch in series.items():
        mine, others = branch.months, others_than(branch_id, series)
        elsewhere = {month for one in others for month, value in one.items() if value is not None}
        hole = holes(branch_id, mine, every, elsewhere)
        new = delivered.get(branch_id, set())
        step = jump(branch_id, mine, others, new - ({partly} if partly else set()))
        odd = joined(odd_months(branch_id, mine, new, partly))
        found += [*odd, *(one for one in (hole, step) if one is not None)]
    return found


def closures(bench: Workbench) -> list[Closed]:
    """What libraries wrote down about their branches."""
    rows = bench.rows(
        "select library_id, branch_id, since, until, reason_nl, reason_en from warehouse.usage.closure "
        "where library_id in (select distinct library_id from accepted)"
    )
    return [Closed(**row) for row in rows]


def most_of_each(found: Sequence[Finding]) -> list[Finding]:
    """The first few of every kind; how many there are is told beside them."""
    return [one for kind in ORDER for one in [one for one in found if one.kind == kind][:MOST_OF_EACH]]


def as_told(finding: Finding, series: Mapping[str, Branch], events: Sequence[Closed]) -> dict[str, Any]:
    """A finding for the report, with what the library itself wrote down about it where that tells of all of it."""
    branch = series.get(finding.branch_id)
    told = branch is not None and finding.kind in DRAWN
    reason = explained(finding, branch.library_id, events) if branch and told else None
    return {
        **asdict(finding),
        "reason_nl": reason.reason_nl if reason else None,
        "reason_en": reason.reason_en if reason else None,
    }


def picture(series: Months, drawn: Finding) -> dict[str, Any]:
    """The months around a finding, each with what was usual until then."""
    last = max(month for month, value in series.items() if value is not None)
    points = []
    for n in range(1 - MONTHS_DRAWN, 1):
        month = months_later(last, n)
        range_ = usual(series, month)
        points.append(
            {
                "month": month,
                "number": series.get(month),
                "low": range_[0] if range_ else None,
                "high": range_[2] if range_ else None,
                "odd": drawn.first <= month <= drawn.last,
            }
        )
    return {"branch_id": drawn.branch_id, "kind": drawn.kind, "points": points}
