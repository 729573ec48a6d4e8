"""Expecting: a series of months beside what it usually is; plain rules over plain numbers.

A finding is never a refusal: a branch may have been busy. It is said before the figures count for everybody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log, sqrt
from statistics import fmean, median

Series = Mapping[date, float | None]
# So many earlier months it takes to say what is usual, and so many of them are looked at.
ENOUGH, LOOKED_BACK = 6, 24
FAR, WIDE = 3.0, 1.5
# From this share on a change that stays is told; before and after it so many months must agree.
JUMP, MONTHS_BEFORE, MONTHS_AFTER = 0.15, 4, 2
# A jump is that many times what the branch usually moves from month to month.
CLEAR, LEAST_STEP = 4.0, 0.01


@dataclass(frozen=True)
class Finding:
    """Something that stands out in one branch: what, since when until when, what was found and what is usual."""

    kind: str
    branch_id: str
    first: date
    last: date
    times: int = 1
    found: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Closed:
    """A closure or other event as a library wrote it down; without a branch it touched all of them."""

    library_id: str
    branch_id: str | None
    since: date
    until: date | None
    reason_nl: str
    reason_en: str

    def touches(self, library_id: str, branch_id: str, first: date, last: date) -> bool:
        """Whether this has to do with a branch in these days."""
        mine = self.library_id == library_id and self.branch_id in (None, branch_id)
        return mine and self.since <= last and (self.until is None or self.until >= first)


def months_later(month: date, by: int) -> date:
    """The first of a month so many months later, or earlier below zero."""
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)


def end_of(month: date) -> date:
    """The last day of a month."""
    return months_later(month, 1) - timedelta(days=1)


def usual(series: Series, month: date) -> tuple[float, float, float] | None:
    """What is low, in the middle and high of the months before this one; None when too few are known."""
    before = sorted(
        value for n in range(1, LOOKED_BACK + 1) if (value := series.get(months_later(month, -n))) is not None and value
    )
    if len(before) < ENOUGH:
        return None
    return before[len(before) // 10], median(before), before[-1 - len(before) // 10]


def odd_months(branch_id: str, series: Series, delivered: Iterable[date], partly: date | None) -> list[Finding]:
    """Delivered months that are zero, or far from what this branch usually has; `partly` is not over yet."""
    found = []
    for month in sorted(delivered):
        value, range_ = series.get(month), usual(series, month)
        if value is None or range_ is None:
            continue
        low, middle, high = range_
        kind = "zero" if value == 0 else "high" if is_high(value, middle, high) else ""
        kind = kind or ("low" if month != partly and is_low(value, middle, low) else "")
        if kind:
            found.append(Finding(kind, branch_id, month, end_of(month), 1, value, low, high))
    return found


def is_high(value: float, middle: float, high: float) -> bool:
    """Whether a month is far above what is usual."""
    return value > FAR * middle or value > WIDE * FAR / 2 * high


def is_low(value: float, middle: float, low: float) -> bool:
    """Whether a month is far below what is usual."""
    return value < middle / FAR or value < low / WIDE / FAR * 2


def holes(branch_id: str, series: Series, within: Sequence[date], others: set[date]) -> Finding | None:
    """Months of a delivery that others have and this branch has not, though it had numbers before."""
    known = [month for month, value in series.items() if value is not None]
    gone = [month for month in sorted(within) if series.get(month) is None and month in others]
    gone = [month for month in gone if known and min(known) < month]
    return Finding("gap", branch_id, gone[0], end_of(gone[-1]), len(gone)) if gone else None


def against_year_before(series: Series, others: Sequence[Series]) -> dict[date, float]:
    """Per month how much a branch grew in a year, beside how much the other branches together grew."""
    grown = {}
    for month, value in series.items():
        before = months_later(month, -12)
        if not value or not series.get(before):
            continue
        both = [(one[month], one[before]) for one in others if one.get(month) and one.get(before)]
        rest = sum(now or 0 for now, _ in both) / sum(then or 0 for _, then in both) if both else 1.0
        grown[month] = value / (series[before] or 1) / rest
    return grown


def jump(branch_id: str, series: Series, others: Sequence[Series], delivered: set[date]) -> Finding | None:
    """The month since which a branch counts otherwise, and keeps doing so, while other branches do not."""
    grown = against_year_before(series, others)
    pairs = [(grown[one], grown[month]) for month in grown if (one := months_later(month, -1)) in grown]
    steps = [abs(log(now / then)) for then, now in pairs]
    usual_step = median(steps) if steps else 0.0
    best: tuple[float, Finding] | None = None
    for month in sorted(delivered & set(grown)):
        before = [grown[one] for n in range(1, 7) if (one := months_later(month, -n)) in grown]
        # A year later the comparison itself has jumped along.
        after = [grown[one] for n in range(6) if (one := months_later(month, n)) in grown]
        if len(before) < MONTHS_BEFORE or len(after) < MONTHS_AFTER or not apart(before, after):
            continue
        share = fmean(after) / fmean(before) - 1
        clear = abs(log(1 + share)) / (usual_step * sqrt(1 / len(before) + 1 / len(after)) + LEAST_STEP)
        if abs(share) >= JUMP and clear >= CLEAR and (best is None or clear > best[0]):
            best = clear, Finding("jump", branch_id, month, end_of(max(delivered)), len(after), share)
    return best[1] if best else None


def apart(before: Sequence[float], after: Sequence[float]) -> bool:
    """Whether all months after lie on one side of all months before."""
    return min(after) > max(before) or max(after) < min(before)


def explained(finding: Finding, library_id: str, events: Sequence[Closed]) -> Closed | None:
    """What the library itself wrote down about it; of a change that stays only what happened around its first day."""
    stays = finding.kind in ("jump", "counter")
    last = finding.first + timedelta(days=31) if stays else finding.last
    first = finding.first - timedelta(days=31) if stays else finding.first
    return next((one for one in events if one.touches(library_id, finding.branch_id, first, last)), None)


def joined(findings: Sequence[Finding]) -> list[Finding]:
    """Months of one branch that follow each other and stand out in the same way, as one finding."""
    found: list[Finding] = []
    for one in sorted(findings, key=lambda finding: (finding.branch_id, finding.kind, finding.first)):
        last = found[-1] if found else None
        same = last is not None and (last.branch_id, last.kind) == (one.branch_id, one.kind)
        if last is not None and same and last.last + timedelta(days=1) == one.first:
            number = (
                min(last.found or 0, one.found or 0) if one.kind != "high" else max(last.found or 0, one.found or 0)
            )
            found[-1] = Finding(
                one.kind, one.branch_id, last.first, one.last, last.times + 1, number, last.low, last.high
            )
        else:
            found.append(one)
    return found
