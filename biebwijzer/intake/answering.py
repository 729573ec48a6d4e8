"""Evidence of several answers in one record: the same few parts come back in a cell, or columns hold only ticks."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from biebwijzer.intake.contract import Column, Contract
from biebwijzer.intake.recognising import Recognised
from biebwijzer.intake.several import MARKED, SEPARATORS, STAR, UNMARKED, answer_in

# A sign that stands in names and sentences too says nothing by itself: then a person says what it is.
TELLING = (";", "|", "\n")
MOST_ANSWERS, LONGEST = 40, 80
# So many of the answers are given more than once, in so many of the cells that hold more than one.
COME_BACK, AMONG = 0.9, 0.05
# What stands between a question and an answer in a heading.
BETWEEN = re.compile(r"\s*(?::|\?|\.\.\.|…|/|\||>| [-–] | \[| \()\s*")
CLOSING = {"[": "]", "(": ")"}
KEYS = ("member_key", "card_key")


@dataclass(frozen=True)
class Signs:
    """What may stand between answers in the cells of a column: which it is, if any, or that a person must say."""

    possible: tuple[str, ...] = ()
    proposed: str = ""
    asks: bool = False


def may_hold_several(contract: Contract, column: Column) -> bool:
    """Whether a table takes several rows of one record, told apart by this column."""
    plain = column.dtype == pl.String and not column.references and not column.one_of and column.name != "library_id"
    return plain and not contract.grain and not any(contract.has(key) for key in KEYS)


def signs_in(cells: Sequence[str]) -> Signs:
    """What may stand between answers; proposed where one sign only, which does not stand in names, makes them."""
    possible = tuple(sign for sign in SEPARATORS if sum(sign in cell for cell in cells) > 1)
    likely = [sign for sign in possible if comes_back(cells, sign)]
    telling = [sign for sign in likely if sign in TELLING]
    proposed = telling[0] if len(telling) == 1 else ""
    return Signs(possible, proposed, bool(likely) and not proposed)


def comes_back(cells: Sequence[str], sign: str) -> bool:
    """Whether the cells of a column are made of the same few parts."""
    found = [parts for cell in cells if (parts := parts_of(cell, sign))]
    several = sum(len(parts) > 1 for parts in found)
    counted = Counter(one.lower() for parts in found for one in parts)
    total, again = counted.total(), sum(n for n in counted.values() if n > 1)
    return (
        several >= max(2, AMONG * len(found))
        and len({*cells} - {""}) > 1
        and len(counted) <= MOST_ANSWERS
        and max(map(len, counted), default=0) <= LONGEST
        and again >= COME_BACK * total
    )


def parts_of(cell: str, sign: str) -> list[str]:
    """The answers in a cell."""
    return [part for one in cell.split(sign) if (part := one.strip())]


def counted_answers(cells: Iterable[str], sign: str) -> Counter[str]:
    """In how many cells each answer stands."""
    return Counter(part for cell in cells for part in dict.fromkeys(parts_of(cell, sign)))


def answer_columns(found: Recognised) -> dict[str, dict[str, int]]:
    """A heading with a star for the answer -> each answer with how often it was ticked, for columns of ticks."""
    rows = found.table.rows if found.table else ()
    ticked: dict[str, dict[str, int]] = {}
    for place, heading in enumerate(found.heads):
        possible = list(patterns(heading))
        cells = Counter(one.cells[place].strip().lower() for one in rows if place < len(one.cells)) if possible else {}
        for each, answer in possible:
            yes = {*MARKED, answer.lower()}
            if {*cells} - {""} <= yes | {*UNMARKED}:
                ticked.setdefault(each, {})[answer] = sum(n for cell, n in cells.items() if cell in yes)
    families = {each: told for each, told in ticked.items() if len(told) > 1 and any(told.values())}
    largest = sorted(families, key=lambda each: (-len(families[each]), -len(each)))
    kept: list[str] = []
    for each in largest:
        # The same columns under a shorter beginning are the same family.
        if not any(each.split(STAR)[0] in other or other.split(STAR)[0] in each for other in kept):
            kept.append(each)
    return {each: families[each] for each in kept}


def answer_headings(found: Recognised, each: str) -> list[str]:
    """The columns of ticks that a heading with a star stands for."""
    answers = answer_columns(found).get(each, {})
    return [name for name in found.heads if answer_in(name, each) in answers]


def passed_over(found: Recognised, each: str) -> list[str]:
    """The columns that are called like those of the answers, but hold something else than ticks."""
    ticks = answer_headings(found, each)
    return [name for name in found.heads if name not in ticks and answer_in(name, each)]


def with_families(found: Recognised, contract: Contract, mapping: dict[str, str]) -> dict[str, str]:
    """The same mapping, with all columns of ticks for a question where one of them would fill a column by itself."""
    several = [one.name for one in contract.columns if one.name in mapping and may_hold_several(contract, one)]
    if not several:
        return mapping
    whole = {name: each for each in answer_columns(found) for name in found.heads if answer_in(name, each)}
    return mapping | {name: whole.get(mapping[name], mapping[name]) for name in several}


def patterns(heading: str) -> Iterable[tuple[str, str]]:
    """Every way in which a heading may be a question and an answer."""
    for between in BETWEEN.finditer(heading):
        before, rest = heading[: between.end()], heading[between.end() :]
        after = CLOSING.get(between.group().strip(), "")
        if after and rest.endswith(after):
            rest = rest[: -len(after)]
        elif after:
            continue
        if before.strip() and rest.strip() and STAR not in heading:
            yield f"{before}{STAR}{after}", rest.strip()
