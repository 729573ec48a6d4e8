"""Chance, always from the one generator that is handed in: the same seed gives the same world."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]


def whole(rng: np.random.Generator, expected: Numbers | float) -> Places:
    """Whole numbers that are on average what was expected, and never a whole one off."""
    given = np.atleast_1d(np.asarray(expected, dtype=np.float64))
    low = np.floor(given)
    return (low + (rng.random(given.shape) < given - low)).astype(np.int64)


def spread(rng: np.random.Generator, weights: Numbers, since: Places, until: Places, counts: Places) -> Places:
    """For each of us `counts` days within [since, until), spread by weight: a day per equal part, in order.

    The days come one after the other: first those of the first of us, then those of the second.
    """
    total = np.concatenate([[0.0], np.cumsum(weights)])
    first, last = total[since], total[np.maximum(until, since)]
    owner = np.repeat(np.arange(len(counts)), counts)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    part = (place + rng.random(len(owner))) / np.maximum(counts[owner], 1)
    wanted = first[owner] + part * (last[owner] - first[owner])
    found: Places = np.clip(np.searchsorted(total, wanted, side="right") - 1, 0, len(weights) - 1)
    return found


def pick(rng: np.random.Generator, parts: Numbers, rows: Places | int) -> Places:
    """One choice per row: from one list of parts, or from the row of a table of parts that each of them names."""
    edges = np.cumsum(parts, axis=-1)
    edges = edges / edges[..., -1:]
    if isinstance(rows, int):
        return np.searchsorted(edges, rng.random(rows), side="right").astype(np.int64)
    found: Places = (rng.random(len(rows))[:, None] >= edges[rows]).sum(axis=1).astype(np.int64)
    return found
