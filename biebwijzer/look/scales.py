"""Where an axis begins and ends, which ticks it has, and where labels go that would lie on each other."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from biebwijzer.look.values import Kind


@dataclass(frozen=True)
class ValueScale:
    """An axis of values: its ends, its ticks and how d3 writes them."""

    low: float
    high: float
    ticks: tuple[float, ...]
    format: str


def value_scale(values: Iterable[float | None], kind: Kind = "number") -> ValueScale:
    """A scale from zero that holds all values with two to four steps of a round size."""
    known = [value for value in values if value is not None]
    whole = kind != "percent" and all(float(value).is_integer() for value in known)
    high, low = max([*known, 0.0]), min([*known, 0.0])
    step = _step(max(high, -low), whole, kind)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    ticks = tuple(round(step * number, 10) for number in range(first, last + 1))
    return ValueScale(ticks[0], ticks[-1], ticks, _format(step, kind))


def _step(reach: float, whole: bool, kind: Kind) -> float:
    if not reach:
        return 0.01 if kind == "percent" else 1
    ten = 10.0 ** math.floor(math.log10(reach))
    sizes = [ten * size for size in (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5)]
    fitting = [size for size in sizes if not whole or round(size, 10).is_integer()]
    steps = {size: math.ceil(reach / size - 1e-9) for size in fitting}
    good = [size for size, count in steps.items() if 2 <= count <= 4]
    return min(good, key=lambda size: (round(size * steps[size], 10), abs(steps[size] - 3), -size), default=1)


def _format(step: float, kind: Kind) -> str:
    shown = step * 100 if kind == "percent" else step
    decimals = next(places for places in range(10) if abs(round(shown, places) - shown) < 1e-9)
    return f".{decimals}%" if kind == "percent" else f",.{decimals}f"


def month_number(day: date) -> int:
    """Months since the year 0, so that months can be counted."""
    return day.year * 12 + day.month - 1


def month_of(number: int) -> date:
    """The first day of the month with that number."""
    return date(number // 12, number % 12 + 1, 1)


def month_ticks(first: date, last: date) -> list[date]:
    """The first, the middle and the last month: more do not fit on a phone beside the labels of the lines."""
    begin, end = month_number(first), month_number(last)
    return [month_of(number) for number in sorted({begin, (begin + end) // 2, end})]


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions at least `gap` apart, each as near as can be to where it is wanted."""
    groups: list[list[int]] = []
    for index in sorted(range(len(wanted)), key=lambda index: wanted[index]):
        groups.append([index])
        while len(groups) > 1 and _bottom(groups[-1], wanted, gap, low, high) < (
            _bottom(groups[-2], wanted, gap, low, high) + gap * len(groups[-2])
        ):
            above = groups.pop()
            groups[-1] += above
    placed = [0.0] * len(wanted)
    for group in groups:
        bottom = _bottom(group, wanted, gap, low, high)
        for rank, index in enumerate(group):
            placed[index] = bottom + rank * gap
    return placed


def _bottom(group: Sequence[int], wanted: Sequence[float], gap: float, low: float, high: float) -> float:
    tall = gap * (len(group) - 1)
    centre = sum(wanted[index] for index in group) / len(group)
    return max(low, min(centre - tall / 2, high - tall))
