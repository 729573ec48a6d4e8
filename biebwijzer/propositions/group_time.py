"""Group-time effects of a staggered start: the picture of an effect over time, and a check on its size.

B. Callaway and P. Sant'Anna (2021), Difference-in-Differences with multiple time periods, Journal of Econometrics
225(2), without covariates: plain differences of means, with standard errors from influence functions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import erfc, exp, pi, sqrt

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
# A unit that never starts does so after every period.
NEVER = np.inf


@dataclass(frozen=True)
class GroupTime:
    """The effect on every group of equal start in every period, with what each unit adds to its error."""

    group: Numbers
    time: Numbers
    effect: Numbers
    influence: Numbers
    starts: Numbers

    @property
    def errors(self) -> Numbers:
        """The standard error of every effect."""
        return error_of(self.influence)

    def part(self, group: float) -> float:
        """The part of all units that is in a group."""
        return float(np.mean(self.starts == group))


@dataclass(frozen=True)
class Summary:
    """Effects summed up along one road: what for, each with its error, and all of them together."""

    along: Numbers
    effect: Numbers
    errors: Numbers
    overall: float
    overall_error: float


def error_of(influence: Numbers) -> Numbers:
    """The standard error that belongs to an influence per unit."""
    return np.sqrt((influence**2).mean(axis=0) / len(influence))


def group_time(outcome: Numbers, starts: Numbers, periods: Sequence[float], not_yet: bool = False) -> GroupTime:
    """Every group in every period, held against units that never start, or also those that did not yet.

    Before the start the base is the period before; from the start on it is the last one before it.
    """
    times = list(periods)
    found = []
    for group in sorted({start for start in starts if start <= times[-1]}):
        for place in range(1, len(times)):
            base = place - 1 if times[place] < group else max(n for n, time in enumerate(times) if time < group)
            late = max(times[place], times[base])
            others = (starts > late) & (starts != group) if not_yet else starts == NEVER
            effect, influence = difference(outcome[:, place] - outcome[:, base], starts == group, others)
            found.append((group, times[place], effect, influence))
    return GroupTime(
        group=np.array([one[0] for one in found]),
        time=np.array([one[1] for one in found]),
        effect=np.array([one[2] for one in found]),
        influence=np.array([one[3] for one in found]).T,
        starts=starts,
    )


def difference(change: Numbers, these: NDArray[np.bool_], others: NDArray[np.bool_]) -> tuple[float, Numbers]:
    """How much more these changed than the others, and what each unit adds to its error."""
    influence = np.zeros(len(change))
    means = []
    for some, sign in ((these, 1.0), (others, -1.0)):
        mean = change[some].mean()
        influence[some] += sign * len(change) / some.sum() * (change[some] - mean)
        means.append(mean)
    return float(means[0] - means[1]), influence


def weighted(found: GroupTime, those: NDArray[np.bool_]) -> tuple[float, Numbers]:
    """Some effects by the size of their groups; that these sizes were drawn too is part of the error."""
    shares = np.array([found.part(group) for group in found.group[those]])
    weights = shares / shares.sum()
    drawn = (found.starts[:, None] == found.group[those]) - shares
    of_weights = drawn / shares.sum() - drawn.sum(axis=1, keepdims=True) * shares / shares.sum() ** 2
    effect = found.effect[those]
    return float(weights @ effect), found.influence[:, those] @ weights + of_weights @ effect


def simple(found: GroupTime) -> tuple[float, float]:
    """One number: every group from its start on, with its standard error."""
    effect, influence = weighted(found, found.time >= found.group)
    return effect, float(error_of(influence))


def summed(found: GroupTime, along: Numbers, one: Callable[[NDArray[np.bool_]], tuple[float, Numbers]],
           among: NDArray[np.bool_], counts: Callable[[float], bool]) -> Summary:  # fmt: skip
    """Effects along one road, and the plain average of those that count."""
    names = sorted(set(along[among]))
    told = [one(among & (along == name)) for name in names]
    effects, influence = np.array([effect for effect, _ in told]), np.array([each for _, each in told]).T
    chosen = np.array([counts(name) for name in names])
    return Summary(
        along=np.array(names),
        effect=effects,
        errors=error_of(influence),
        overall=float(effects[chosen].mean()),
        overall_error=float(error_of(influence[:, chosen].mean(axis=1))),
    )


def dynamic(found: GroupTime) -> Summary:
    """By time since the start; together, the average from the start on."""
    since = found.time - found.group
    everything = np.ones(len(since), dtype=bool)
    return summed(found, since, lambda those: weighted(found, those), everything, lambda name: name >= 0)


def calendar(found: GroupTime) -> Summary:
    """By period, over the groups that had started; together, the average."""
    begun = found.time >= found.group
    return summed(found, found.time, lambda those: weighted(found, those), begun, lambda name: True)


def by_group(found: GroupTime) -> Summary:
    """By group, the average from its start on; together, by the size of the groups."""
    begun = found.time >= found.group

    def mean(those: NDArray[np.bool_]) -> tuple[float, Numbers]:
        return float(found.effect[those].mean()), found.influence[:, those].mean(axis=1)

    each = summed(found, found.group, mean, begun, lambda name: True)
    influence = np.array([mean(begun & (found.group == group))[1] for group in each.along]).T
    as_groups = GroupTime(each.along, each.along, each.effect, influence, found.starts)
    overall, error = simple(as_groups)
    return Summary(each.along, each.effect, each.errors, overall, error)


def moved_alike_before(found: GroupTime) -> tuple[float, float]:
    """The Wald test that groups moved alike before they started: W and its p-value."""
    before = found.time < found.group
    effect, influence = found.effect[before], found.influence[:, before]
    n = len(influence)
    statistic = float(n * effect @ np.linalg.solve(influence.T @ influence / n, effect))
    return statistic, beyond_chi2(statistic, len(effect))


def beyond_chi2(value: float, degrees: int) -> float:
    """The chance that a chi-squared number of so many degrees of freedom is larger."""
    half = value / 2
    if degrees % 2:
        term, total, first = sqrt(half / pi) * 2 * exp(-half), erfc(sqrt(half)), 1.5
    else:
        term, total, first = exp(-half), 0.0, 1.0
    for step in range(degrees // 2):
        total += term
        term *= half / (first + step)
    return total
