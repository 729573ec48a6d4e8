"""Meter readings: a gate that only counts up becomes what passed between one reading and the next.

The rules are those of the gateCounts package of the University of Toronto's libraries: subtract the reading before, go
on from nought after the highest one, let a day without a reading fall to the next, and halve a gate that counts both
ways. Halves are carried on, so that the parts add up to half of the whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from biebwijzer.words import mark

# What stands in a cell of which nobody can tell how many passed; each is a kind of missing.
FIRST, RESET = "eerste stand", "teller teruggezet"
UNTOLD: Mapping[str, str] = {FIRST: "unknown", RESET: "unknown"}
# From so much of its range on a meter may roll over, to no more than so much.
NEARLY_FULL, NEARLY_EMPTY = 0.9, 0.1
ENOUGH, RISING = 20, 0.95
WAYS = {"one way": 1, "both ways": 2}
WAYS_SAID = {"one way": mark("wie binnenkomt"), "both ways": mark("in en uit samen")}


@dataclass(frozen=True)
class Meter:
    """How a gate counts: `one way` or `both ways`, and the highest reading after which it begins at nought."""

    ways: str
    highest: int | None = None


def passed(readings: Sequence[int | None], meter: Meter) -> list[int | str | None]:
    """What passed up to each reading since the one before, in order of time.

    None where there is no reading; FIRST and RESET where a reading has none before it to be compared with. A reading
    that is lower than both the one before and the one after is a slip: it has no count, the next one is compared with
    the one before it.
    """
    found: list[int | str | None] = []
    before: int | None = None
    whole = given = 0
    for place, reading in enumerate(readings):
        if reading is None:
            found.append(None)
            continue
        came = None if before is None else since(before, reading, meter.highest)
        if came is not None:
            # Of two passages one is a visit; what is left over waits for the next reading.
            whole += came
            found.append(whole // WAYS[meter.ways] - given)
            given = whole // WAYS[meter.ways]
        elif before is None:
            found.append(FIRST)
        else:
            found.append(RESET)
            later = next((one for one in readings[place + 1 :] if one is not None), None)
            if later is not None and later >= before:
                continue
        before = reading
    return found


def since(before: int, reading: int, highest: int | None) -> int | None:
    """How much was counted between two readings; None when the meter went back and did not roll over."""
    if reading >= before:
        return reading - before
    if highest and before >= NEARLY_FULL * highest and reading <= NEARLY_EMPTY * highest:
        return highest - before + reading + 1
    return None


def looks_like_one(cells: Iterable[str]) -> bool:
    """Whether numbers go up all the time as they stand in a file, or down all the time: no count does."""
    numbers = [one for one in map(whole_number, cells) if one is not None]
    steps = [other - one for one, other in pairwise(numbers)]
    if len(steps) < ENOUGH or len(set(numbers)) < len(numbers) / 2:
        return False
    rising = sum(step >= 0 for step in steps) / len(steps)
    return rising >= RISING or 1 - sum(step > 0 for step in steps) / len(steps) >= RISING


def highest_of(cells: Iterable[str]) -> int:
    """The highest reading a meter with so many digits has: all nines, of four at the least."""
    most = max((one for one in map(whole_number, cells) if one is not None), default=0)
    return int("9" * max(4, len(str(most))))


def whole_number(cell: str) -> int | None:
    """A cell as a whole number from nought, if it is one; a mark between thousands may stand in it."""
    bare = cell.strip().replace(".", "").replace(",", "").replace(" ", "")
    return int(bare) if bare.isascii() and bare.isdigit() else None


def in_order(
    rows: Sequence[Sequence[str]], moment: int, dates: Sequence[str], beside: Sequence[int]
) -> Iterator[list[int]]:
    """The rows of each gate in order of time, by their places; a row of which the moment can't be read has no turn."""
    gates: dict[tuple[str, ...], list[tuple[datetime, int]]] = {}
    for place, cells in enumerate(rows):
        when = moment_of(cells[moment], dates) if moment < len(cells) else None
        if when is not None:
            gate = tuple(cells[one].strip() for one in beside if one < len(cells))
            gates.setdefault(gate, []).append((when, place))
    for found in gates.values():
        yield [place for _, place in sorted(found)]


def moment_of(cell: str, dates: Sequence[str]) -> datetime | None:
    """The moment a cell says, in the first of these formats it is written in."""
    for one in dates:
        with suppress(ValueError):
            return datetime.strptime(cell.strip(), one)
    return None


def counted(
    rows: list[list[str]], column: int, meter: Meter, moment: int, dates: Sequence[str], beside: Sequence[int]
) -> None:
    """Put in this column of rows what passed, where the readings stood; cells that are no reading stay as they are."""
    for places in in_order(rows, moment, dates, beside):
        here = [place for place in places if column < len(rows[place])]
        told = passed([whole_number(rows[place][column]) for place in here], meter)
        for place, came in zip(here, told, strict=True):
            if came is not None:
                rows[place][column] = str(came)
