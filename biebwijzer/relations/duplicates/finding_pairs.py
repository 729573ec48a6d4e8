"""Rows that are probably about one person: pairs with their score and why, and the clusters they make."""

from dataclasses import dataclass, replace

import polars as pl

from biebwijzer.relations.duplicates.pairing import candidates
from biebwijzer.relations.duplicates.spelling import spelled
from biebwijzer.relations.duplicates.weighing import Weighed, reasons, weighed

THRESHOLD = 0.9


@dataclass(frozen=True)
class Pair:
    """Two rows, numbered from 0, with the chance that they are one and what says so, as (what, weight)."""

    a: int
    b: int
    score: float
    why: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Doubles:
    """Likely pairs, the likeliest first, and the clusters they make; nobody in a cluster is known to be another."""

    pairs: list[Pair]
    clusters: list[list[int]]


def doubles(table: pl.DataFrame, threshold: float = THRESHOLD, kind: str = "person") -> Doubles:
    """The likely doubles among the rows of a table with columns of `spelling.COLUMNS`; nothing is ever merged here.

    `threshold` is a chance between 0 and 1: pairs below it are left out.
    """
    forms = spelled(table)
    pairs = candidates(forms)
    found = weighed(forms, pairs, kind)
    scored = _scored(pairs, found)
    likely = _likely(scored, threshold)
    apart = {(row[0], row[1]) for row in scored.filter(pl.col("never")).select("a", "b").iter_rows()}
    return Doubles(_told(likely, found, kind), _clusters(likely, apart))


def across(table: pl.DataFrame, beside: pl.DataFrame, threshold: float = THRESHOLD, kind: str = "person") -> list[Pair]:
    """The likely doubles between two tables, `a` a row of the first and `b` one of the other, the likeliest first."""
    forms = spelled(pl.concat([table, beside], how="diagonal_relaxed"))
    pairs = candidates(forms).filter((pl.col("a") < table.height) & (pl.col("b") >= table.height))
    return [replace(pair, b=pair.b - table.height) for pair in judged(forms, pairs, threshold, kind)]


def judged(forms: pl.DataFrame, pairs: pl.DataFrame, threshold: float, kind: str = "person") -> list[Pair]:
    """Of pairs of rows those that are likely doubles, the likeliest first, with what says so."""
    found = weighed(forms, pairs, kind)
    return _told(_likely(_scored(pairs, found), threshold), found, kind)


def _scored(pairs: pl.DataFrame, found: Weighed) -> pl.DataFrame:
    return pairs.with_columns(score=pl.Series(found.score), never=pl.Series(found.never)).with_row_index("at")


def _likely(scored: pl.DataFrame, threshold: float) -> pl.DataFrame:
    return scored.filter(pl.col("score") >= threshold).sort(["score", "a", "b"], descending=[True, False, False])


def _told(likely: pl.DataFrame, found: Weighed, kind: str) -> list[Pair]:
    return [
        Pair(row["a"], row["b"], row["score"], tuple(reasons(found, row["at"], kind)))
        for row in likely.iter_rows(named=True)
    ]


def _clusters(likely: pl.DataFrame, apart: set[tuple[int, int]]) -> list[list[int]]:
    """Pairs joined, the likeliest first; two groups stay two when somebody of one can't be somebody of the other."""
    group: dict[int, list[int]] = {}
    for a, b in likely.select("a", "b").iter_rows():
        one, other = group.setdefault(a, [a]), group.setdefault(b, [b])
        if one is other or any((min(x, y), max(x, y)) in apart for x in one for y in other):
            continue
        one += other
        group.update(dict.fromkeys(other, one))
    return sorted({id(members): sorted(members) for members in group.values() if len(members) > 1}.values())
