"""Lists of which one knows who is who, and how well pairs found in them fit."""

import csv
from collections import Counter
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from biebwijzer.relations.duplicates import Doubles
from biebwijzer.settings import ROOT

FEBRL = ROOT / "tests" / "files" / "febrl"
FEBRL_COLUMNS = {
    "given_name": "first_name", "surname": "last_name", "street_number": "house_number", "address_1": "street",
    "suburb": "place", "postcode": "postcode", "date_of_birth": "birth_date",
}  # fmt: skip


@dataclass(frozen=True)
class Fit:
    """Of the pairs found the part that is right, and of the pairs there are the part that was found."""

    precision: float
    recall: float


def febrl(number: int) -> tuple[pl.DataFrame, list[str]]:
    """One of the FEBRL lists, and the person of every row."""
    with (FEBRL / f"dataset{number}.csv").open(encoding="utf-8", newline="") as lines:
        rows = [{head.strip(): cell.strip() for head, cell in row.items()} for row in csv.DictReader(lines)]
    table = pl.DataFrame(rows).rename(FEBRL_COLUMNS).select(FEBRL_COLUMNS.values())
    return table, [row["rec_id"].split("-")[1] for row in rows]


def fit(found: Doubles, person: list, threshold: float = 0.0) -> Fit:
    """How well the pairs from a threshold on fit."""
    pairs = [pair for pair in found.pairs if pair.score >= threshold]
    right = sum(person[pair.a] == person[pair.b] for pair in pairs)
    there = sum(many * (many - 1) // 2 for many in Counter(person).values())
    return Fit(right / max(len(pairs), 1), right / there)


def wrong_in_clusters(found: Doubles, person: list) -> int:
    """Pairs within clusters that are two people."""
    return sum(person[a] != person[b] for cluster in found.clusters for a, b in combinations(cluster, 2))
