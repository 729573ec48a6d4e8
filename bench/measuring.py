"""Measuring: the same thing many times, told as the middle and the slow end."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter


@dataclass(frozen=True)
class Measured:
    """One line of the report: what, how long, against what, and the budget it has."""

    what: str
    middle: float
    slow: float
    against: float | None = None
    budget: str = ""
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        """How many times what it is measured against."""
        return self.middle / self.against if self.against else None

    def cells(self) -> list[object]:
        """The line as the report shows it."""
        ratio = f"{self.ratio:.2f}x" if self.ratio is not None else ""
        against = f"{self.against:.1f}" if self.against is not None else ""
        return [self.what, f"{self.middle:.1f}", f"{self.slow:.1f}", self.unit, against, ratio, self.budget]


HEADS = ("what", "p50", "p95", "unit", "against", "ratio", "budget")


def timed(act: Callable[[], object]) -> float:
    """How many milliseconds it takes."""
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def spread(times: list[float]) -> tuple[float, float]:
    """The middle and the slow end of many times."""
    return median(times), quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def many(act: Callable[[], object], times: int = 30, warm: int = 3) -> tuple[float, float]:
    """The middle and the slow end of doing it many times, after warming up."""
    for _ in range(warm):
        act()
    return spread([timed(act) for _ in range(times)])


def in_turns(
    first: Callable[[], object], second: Callable[[], object], times: int = 30
) -> tuple[list[float], list[float]]:
    """Two things in turns, so that a busy moment hits both."""
    for _ in range(3):
        first()
        second()
    pairs = [(timed(first), timed(second)) for _ in range(times)]
    return [one for one, _ in pairs], [other for _, other in pairs]
