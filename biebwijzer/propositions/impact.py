"""Did it do something? The effect of a start at some libraries, estimated by imputing what would have been without it.

K. Borusyak, X. Jaravel and J. Spiess (2024), Revisiting Event-Study Designs, Review of Economic Studies 91(6): what a
library and what a month usually is, learned only where nobody had started; the effect is what is above it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import factorial, inf, prod

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
NEVER = inf
# Below so many ways to share out the starts, no difference could ever be told from chance at 95%.
LEAST_ARRANGEMENTS = 20
# How many are drawn: fewer where there are many libraries, as a country would take a quarter of a minute.
MOST_DRAWN, LEAST_DRAWN, DRAWN_TOGETHER = 2000, 400, 60_000
AT_ONCE = 100
RISK = 0.05


@dataclass(frozen=True)
class Panel:
    """Libraries by months: the outcome (nan where none), and the place of the month in which each starts.

    `runs_in`: so many months from a start on count for neither side, as the effect is still growing.
    """

    outcome: Numbers
    starts: Numbers
    runs_in: int = 0

    @property
    def since(self) -> Numbers:
        """Months since the start, per library and month."""
        return np.arange(self.outcome.shape[1])[None, :] - self.starts[:, None]

    @property
    def begun(self) -> Flags:
        """Where a library had started."""
        return self.since >= 0

    @property
    def known(self) -> Flags:
        """Where there is a number that counts."""
        return ~np.isnan(self.outcome) & ~(self.begun & (self.since < self.runs_in))

    def of(self, those: Flags | NDArray[np.int64]) -> "Panel":
        """Only these libraries."""
        return replace(self, outcome=self.outcome[those], starts=self.starts[those])


def imputed(values: Numbers, known: Flags, begun: Flags) -> Numbers:
    """Per arrangement, library and month: the values less what would have been without a start; nan where unknown.

    `values` and `begun` are arrangements x libraries x months. Library and month are learned by least squares where
    known and not begun; a library or month without any such number says nothing about itself.
    """
    learned = known & ~begun
    weights = learned.astype(float)
    per_library, per_month = weights.sum(axis=2), weights.sum(axis=1)
    share = weights / np.maximum(per_library, 1)[:, :, None]
    left = np.where(learned, values, 0.0)
    # Months from the normal equations with the libraries taken out; a small ridge picks one of the equal solutions.
    matrix = -np.einsum("pnt,pns->pts", weights, share)
    places = np.arange(matrix.shape[1])
    matrix[:, places, places] += per_month + 1e-9
    right = left.sum(axis=1) - np.einsum("pnt,pn->pt", share, left.sum(axis=2))
    month = np.linalg.solve(matrix, right[:, :, None])[:, :, 0]
    library = (left.sum(axis=2) - np.einsum("pnt,pt->pn", weights, month)) / np.maximum(per_library, 1)
    told = known & (per_library > 0)[:, :, None] & (per_month > 0)[:, None, :]
    return np.where(told, values - library[:, :, None] - month[:, None, :], np.nan)


def above(panel: Panel) -> Numbers:
    """Per library and month how much is above what would have been without a start."""
    return imputed(panel.outcome[None], panel.known[None], panel.begun[None])[0]


def estimate(panel: Panel) -> float:
    """The effect: the average over all months of all libraries after their start; nan when there are none."""
    return mean_of(above(panel), panel.begun)


def own_estimates(panel: Panel) -> Numbers:
    """The effect per library, each over its own months; nan for whoever did not start."""
    found = above(panel)
    return np.array([mean_of(row, begun) for row, begun in zip(found, panel.begun, strict=True)])


def mean_of(found: Numbers, where: Flags) -> float:
    """The average of what is known there."""
    chosen = found[where & ~np.isnan(found)]
    return float(chosen.mean()) if chosen.size else float("nan")


def arrangements(starts: Numbers) -> int:
    """In how many ways these starts could have been shared out over these libraries."""
    _, alike = np.unique(starts, return_counts=True)
    return factorial(len(starts)) // prod(factorial(int(n)) for n in alike)


def drawn(libraries: int) -> int:
    """How many arrangements are enough for so many libraries."""
    return max(LEAST_DRAWN, min(MOST_DRAWN, DRAWN_TOGETHER // libraries))


def shared_out(starts: Numbers, number: int, seed: int) -> Numbers:
    """The starts shared out in other ways, by chance; the first is how it was."""
    rng = np.random.default_rng(seed)
    return np.array([starts, *(rng.permutation(starts) for _ in range(number - 1))])


def as_if(panel: Panel, number: int, seed: int) -> tuple[Numbers, Numbers]:
    """For every other way to share out the starts: the estimate, and how much of a true effect of 1 it would hold."""
    known = panel.known
    both = [np.nan_to_num(panel.outcome), panel.begun.astype(float)]
    estimates: list[list[Numbers]] = [[], []]
    for starts in pieces(shared_out(panel.starts, number, seed)):
        begun = np.arange(panel.outcome.shape[1])[None, None, :] >= starts[:, :, None]
        shown = np.broadcast_to(known, begun.shape)
        for values, kept in zip(both, estimates, strict=True):
            found = imputed(np.broadcast_to(values, begun.shape), shown, begun)
            counted = begun & ~np.isnan(found)
            total = np.where(counted, found, 0.0).sum(axis=(1, 2))
            kept.append(total / np.where(counted.any(axis=(1, 2)), counted.sum(axis=(1, 2)), np.nan))
    outcome, effect = (np.concatenate(kept) for kept in estimates)
    usable = ~np.isnan(outcome) & ~np.isnan(effect)
    return outcome[usable], effect[usable]


def pieces(rows: Numbers) -> Iterator[Numbers]:
    """A few at a time, as all at once would fill the memory."""
    for first in range(0, len(rows), AT_ONCE):
        yield rows[first : first + AT_ONCE]


def interval(outcome: Numbers, effect: Numbers, risk: float = RISK) -> tuple[float, float]:
    """Every effect that chance does not rule out: a permutation test turned inside out.

    With a true effect t the numbers without it give |a - t b| for an arrangement and |a0 - t| for how it was (b0 is
    1). So an arrangement is at least as far out between the two t at which both are equal, which are known exactly.
    """
    first = outcome[0]
    # An arrangement that is as it was is as far out everywhere; so is, to be careful, one that holds more than all.
    all_of_it = np.abs(effect[1:]) > 1 - 1e-9
    held = np.where(all_of_it, 0.0, effect[1:])
    one = np.where(all_of_it, -inf, (outcome[1:] - first) / (held - 1))
    other = np.where(all_of_it, inf, (outcome[1:] + first) / (held + 1))
    # The arrangement as it was is always as far out as itself.
    enough = int(np.floor(risk * len(outcome))) - 1 + 1e-9
    low, high = np.sort(np.minimum(one, other)), np.sort(np.maximum(one, other))
    if enough < 0 or len(low) == 0:
        return -inf, inf
    # How many arrangements cover t, from below and from above: the first and the last t that enough of them cover.
    ends = np.concatenate([low, high])
    steps = np.concatenate([np.ones(len(low)), -np.ones(len(high))])
    order = np.lexsort((-steps, ends))
    covered = np.cumsum(steps[order])
    inside = np.flatnonzero(covered > enough)
    if not inside.size:
        return first, first
    return float(ends[order][inside[0]]), float(ends[order][min(inside[-1] + 1, len(ends) - 1)])


def chance_of(outcome: Numbers) -> float:
    """How often another arrangement is at least as far from zero, when there is no effect at all."""
    return float(np.mean(np.abs(outcome) >= abs(outcome[0]) - 1e-12))


def as_if_earlier(panel: Panel, months: int) -> Panel:
    """Only the months before a start, as if everybody started earlier: there can be no effect yet."""
    return Panel(np.where(panel.begun, np.nan, panel.outcome), panel.starts - months)


def since_start(panel: Panel, starts: Numbers, reach: int) -> Numbers:
    """The effect per month from `-reach` to `reach` around the start: group-time effects, averaged over libraries.

    The base is the last month before the start; held against all that had not started by then.
    """
    months = panel.outcome.shape[1]
    sums, counts = np.zeros(2 * reach + 1), np.zeros(2 * reach + 1)
    for library in np.flatnonzero((starts >= 1) & (starts < months)):
        base = int(starts[library]) - 1
        change = panel.outcome - panel.outcome[:, base : base + 1]
        others = (starts[:, None] > np.maximum(np.arange(months), base)[None, :]) & ~np.isnan(change)
        others[library] = False
        number = others.sum(axis=0)
        beside = np.where(others, change, 0.0).sum(axis=0) / np.where(number > 0, number, np.nan)
        found = change[library] - beside
        places = np.arange(months) - int(starts[library]) + reach
        fits = (places >= 0) & (places <= 2 * reach) & ~np.isnan(found)
        np.add.at(sums, places[fits], found[fits])
        np.add.at(counts, places[fits], 1)
    # The last months of one library alone are its story, and no longer that of all.
    enough = counts >= min(2, int(((starts >= 1) & (starts < months)).sum()))
    return np.where(enough, sums, np.nan) / np.where(counts > 0, counts, np.nan)
