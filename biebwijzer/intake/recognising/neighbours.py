"""What tells that more stands in a file than one table: beside it, above it, or below an empty line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from biebwijzer.intake.recognising.headers import Heading
from biebwijzer.intake.recognising.levels import filled, is_rule, kinds_of_columns
from biebwijzer.intake.recognising.naming import could_be_names, stands_out
from biebwijzer.intake.recognising.records import Record
from biebwijzer.intake.recognising.values import kind_of

FEW = 0.2
# With fewer rows a table above another one is no more than something said about it.
LEAST = 3
MOST_GAPS = 10
# One column beside a table is no table.
BESIDE = 2


def extent(one: Record) -> int:
    """How far a record reaches: its cells up to the last that holds anything."""
    return next((n for n in range(len(one.cells), 0, -1) if one.cells[n - 1].strip()), 0)


def strays(rows: Sequence[Record], heading: Heading, usual: int) -> tuple[int, ...]:
    """The lines of the few rows that reach beyond the last column with a name: what stands there belongs to none."""
    last = max((n for n, name in enumerate(heading.names, start=1) if name), default=0)
    if heading.line is None or len(heading.names) != usual or not last:
        return ()
    found = [one.line for one in rows if extent(one) > last]
    return tuple(found) if len(found) <= max(1, FEW * len(rows)) else ()


def beside(rows: Sequence[Record], names: Sequence[str]) -> int | None:
    """The line from which on one of two tables has ended that stand beside each other, an empty column between them."""
    for gap in gaps_between(rows, names):
        for begin, end in ((0, gap), (gap + 1, len(names))):
            ended = len(rows)
            while ended and not any(cell.strip() for cell in rows[ended - 1].cells[begin:end]):
                ended -= 1
            if ended < len(rows) and end - begin > 1:
                return rows[ended].line
        if set(names[:gap]) & set(names[gap + 1 :]) - {""} and rows:
            return rows[0].line
    return None


def gaps_between(rows: Sequence[Record], names: Sequence[str]) -> Iterator[int]:
    """The empty columns that have two named ones on either side at least."""
    named = [n for n, name in enumerate(names) if name]
    if len(named) < 2 * BESIDE:
        return
    for column in range(named[BESIDE - 1] + 1, named[-BESIDE]):
        if not names[column] and not any(one.cells[column].strip() for one in rows if column < len(one.cells)):
            yield column


def above(found: Sequence[Record]) -> int | None:
    """The line on which another table begins above the header: names over at least two rows of numbers or dates."""
    for width, run in groupby(found, key=extent):
        block = list(run)
        if width < 2 or len(block) < LEAST or any(one.fault for one in block):
            continue
        first, *rows = block
        kinds = kinds_of_columns([Record(one.line, one.cells[:width]) for one in rows], width)
        if kinds and all(kind_of(cell) == "text" for cell in first.cells[:width]):
            return block[0].line
    return None


def below(body: Sequence[Record], usual: int) -> int | None:
    """The line of a block below an empty line that reaches less far than (nearly) all rows above it."""
    reached_above: Counter[int] = Counter()
    for full, run in groupby(body, key=lambda one: filled(one) > 0):
        block = list(run) if full else []
        reached = [extent(one) for one in block if len(one.cells) == usual]
        farthest = max(reached, default=0)
        if reached_above and len(reached) > 1 and 1 < farthest < usual:
            as_narrow = sum(times for width, times in reached_above.items() if width <= farthest)
            if as_narrow <= FEW * reached_above.total():
                return block[0].line
        reached_above.update(extent(one) for one in block)
    return None


def names_below(body: Sequence[Record], usual: int) -> int | None:
    """The line below an empty one that can be the names of a table of words: none of them stands in any other row."""
    places = [n for n in range(1, len(body) - 2) if filled(body[n]) and not filled(body[n - 1])]
    if len(places) > MOST_GAPS:
        # Empty lines everywhere keep nothing apart.
        return None
    for place in places:
        one, names = body[place], [cell.strip() for cell in body[place].cells]
        if len(names) != usual or not could_be_names(names):
            continue
        others = [row.cells for row in (*body[:place], *body[place + 1 :]) if filled(row) and len(row.cells) == usual]
        if stands_out(names, others):
            return one.line
    return None


def unframed(found: Sequence[Record]) -> Sequence[Record]:
    """The records without the lines that were drawn around the cells, as a table in a text has them."""
    if not any(is_rule(one) for one in found[:10]):
        return found
    framed = [one for one in found if filled(one)]
    if not all(one.fault or (len(one.cells) > 2 and not (one.cells[0] + one.cells[-1]).strip()) for one in framed):
        return found
    return [one if one.fault else Record(one.line, [cell.strip() for cell in one.cells[1:-1]]) for one in found]
