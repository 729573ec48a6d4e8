"""Names over more than one record: which records belong to a header, and one name per column from all of them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from biebwijzer.intake.recognising.records import Record
from biebwijzer.intake.recognising.values import kind_of

LEVELS = 4
TYPED_FROM = 0.8
LOOKED_AT, STRIDE = 400, 100_003
TYPED = {"number", "date", "time"}
RULE = re.compile(r":?[-=_]{3,}:?")


def filled(one: Record) -> int:
    """How many cells of a record hold something."""
    return sum(bool(cell.strip()) for cell in one.cells)


def is_rule(one: Record) -> bool:
    """Whether a record is only drawn, as between names and rows."""
    cells = [cell.strip() for cell in one.cells if cell.strip()]
    return bool(cells) and all(RULE.fullmatch(cell) for cell in cells)


def kinds_of_columns(found: Sequence[Record], usual: int) -> dict[int, str]:
    """The columns that hold numbers, dates or times, by most of their values."""
    rows = [one.cells for one in found if len(one.cells) == usual and not one.fault]
    if len(rows) > LOOKED_AT:
        # Not every so-many-th row: what comes back as often would be all one sees.
        rows = [rows[n * STRIDE % len(rows)] for n in range(LOOKED_AT)]
    kinds = {}
    for column in range(usual):
        seen = Counter(kind_of(row[column]) for row in rows)
        del seen["nothing"]
        if seen and (best := seen.most_common(1)[0])[0] in TYPED and best[1] >= TYPED_FROM * seen.total():
            kinds[column] = best[0]
    return kinds


def upper_levels(found: Sequence[Record], first: int) -> int:
    """Where a header begins that has more levels than its fullest: names that span several columns above it."""
    begins = first
    while begins and first - begins < LEVELS - 1:
        above = found[begins - 1]
        if above.fault or len(above.cells) != len(found[first].cells) or not spans(above, found[begins : first + 1]):
            break
        begins -= 1
    return begins


def spans(one: Record, below: Sequence[Record]) -> bool:
    """Whether a record names several columns, and so is more than a title."""
    places = [n for n, cell in enumerate(one.cells) if cell.strip()]
    return len(places) > 1 or (len(places) == 1 and places[0] > 0 and has_twins(below))


def lower_levels(found: Sequence[Record], first: int, usual: int, kinds: Mapping[int, str]) -> int:
    """Where a header ends whose first level left columns without a name of their own."""
    ends = first + 1
    while ends < len(found) - 1 and ends - first < LEVELS:
        below = found[ends]
        if below.fault or len(below.cells) != usual or not filled(below):
            break
        if not needs_more(found[first:ends]) or not completes(found[first:ends], below, kinds):
            break
        ends += 1
    return ends


def has_twins(levels: Sequence[Record]) -> bool:
    """Whether two columns have the same name."""
    names = [name.lower() for name in joined_names(levels) if name]
    return len(set(names)) < len(names)


def needs_more(levels: Sequence[Record]) -> bool:
    """Whether columns still lack a name of their own."""
    return has_twins(levels) or has_gaps(levels)


def has_gaps(levels: Sequence[Record]) -> bool:
    """Whether the last level left a column empty between named ones."""
    return any(not cell.strip() for cell in levels[-1].cells)


def completes(levels: Sequence[Record], below: Record, kinds: Mapping[int, str]) -> bool:
    """Whether a record goes on naming columns: words where numbers follow, or names only where there were none."""
    seen = [kind_of(below.cells[n]) for n in kinds if below.cells[n].strip()]
    if any(kind in TYPED for kind in seen):
        return False
    if seen and all(kind == "text" for kind in seen):
        return True
    fills = [n for n, cell in enumerate(below.cells) if cell.strip()]
    gaps = {n for n, cell in enumerate(levels[-1].cells) if not cell.strip()}
    spanned = gaps | {n - 1 for n in gaps}
    return bool(gaps) and set(fills) <= spanned and any(n in gaps for n in fills)


def joined_names(levels: Sequence[Record]) -> tuple[str, ...]:
    """One name per column from all levels; a name above several columns counts for each that has one below it."""
    if len(levels) == 1:
        return tuple(cell.strip() for cell in levels[0].cells)
    width = max(len(one.cells) for one in levels)
    grid = [[*(cell.strip() for cell in one.cells), *[""] * (width - len(one.cells))] for one in levels]
    written = [list(level) for level in grid]
    for depth, level in enumerate(grid[:-1]):
        carried = ""
        for column in range(width):
            above = any(written[upper][column] for upper in range(depth))
            if level[column] or above:
                carried = level[column]
            elif any(lower[column] for lower in grid[depth + 1 :]):
                level[column] = carried
    return tuple(" ".join(level[n] for level in grid if level[n]) for n in range(width))
