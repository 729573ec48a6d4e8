"""Hiding what would give a hidden number away: where parts add up to a known total, one hidden part is no secret."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

# The name that a total has among the parts it is the total of.
TOTAL = "all"
HEADER = re.compile(r"^(?P<along>.*?)(?: per (?P<per>.*?))?(?: without (?P<without>.*))?$")
Place = tuple[object, ...]


@dataclass(frozen=True)
class Parts:
    """Along which columns of an answer the parts add up to a total one knows, each time for the same `per`.

    `without` are names that stand among the totals of a table and not in their sum.
    """

    along: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def parts_of(header: object) -> Parts:
    """Read `segment per month` or `from_segment, to_segment without not_yet, gone`."""
    found = HEADER.match(str(header or ""))
    said = found.groupdict() if found else {}
    return Parts(
        **{key: tuple(one.strip() for one in (text or "").split(",") if one.strip()) for key, text in said.items()}
    )


def hidden_with(rows: pl.DataFrame, column: str, small: pl.Series, parts: Parts) -> pl.Series:
    """Which numbers to hide: the small ones, and beside each lone one the smallest of its line that is not zero.

    A line is what adds up to one total. Hiding a number can leave another alone in its other line, so this goes on
    until no line holds a lone hidden number.
    """
    hidden = small.fill_null(value=False).to_list()
    if not parts.along or not any(hidden):
        return pl.Series(hidden, dtype=pl.Boolean)
    lines = lines_of(list(rows.select(*parts.per, *parts.along).iter_rows()), parts)
    persons = rows[column].to_list()
    changed = True
    while changed:
        changed = False
        for line in lines:
            others = [number for number in line if persons[number] and not hidden[number]]
            if others and sum(hidden[number] for number in line) == 1:
                hidden[min(others, key=lambda number: (persons[number], number))] = True
                changed = True
    return pl.Series(hidden, dtype=pl.Boolean)


def lines_of(places: Sequence[Place], parts: Parts) -> list[list[int]]:
    """The row numbers of every line; a total is no part of itself."""
    found: dict[Place, list[int]] = defaultdict(list)
    first = len(parts.per)
    for number, place in enumerate(places):
        for position in range(first, len(place)):
            rest = (*place[:position], *place[position + 1 :])
            left_out = TOTAL in rest and place[position] in parts.without
            if place[position] != TOTAL and not left_out:
                found[(position, *rest)].append(number)
    return list(found.values())
