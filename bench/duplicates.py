"""How well doubles are found: the public FEBRL lists, and made Dutch lists of three levels of noise, with the curve."""

import time
from collections.abc import Callable, Iterator

import polars as pl

from bench.measuring import Measured
from bench.people import LEVELS, made
from biebwijzer.relations.duplicates import THRESHOLD, doubles
from tests.relations.linked import febrl, fit

CURVE = (0.5, 0.8, THRESHOLD, 0.95, 0.99)
# No seed that the weights were set with.
SEED, PERSONS = 20261124, 85_000


def duplicates(note: Callable[[str], None]) -> Iterator[Measured]:
    """Precision and recall of every list at every threshold are noted; the time of each is a line of the report."""
    for number in (1, 2, 3):
        yield one(f"FEBRL {number}", *febrl(number), note)
    for level in LEVELS:
        people = made(SEED, PERSONS, level=level)
        yield one(f"Dutch, {level} noise", pl.DataFrame(people.rows), people.person, note)


def one(what: str, table: pl.DataFrame, person: list, note: Callable[[str], None]) -> Measured:
    """One list."""
    began = time.perf_counter()
    found = doubles(table, min(CURVE))
    took = (time.perf_counter() - began) * 1000
    for threshold in CURVE:
        at = fit(found, person, threshold)
        note(f"{what}, from {threshold}: precision {at.precision:.4f}, recall {at.recall:.4f}")
    return Measured(f"doubles among {table.height:,} rows: {what}", took, took)
