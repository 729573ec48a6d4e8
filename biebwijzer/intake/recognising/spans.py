"""Cells of a sheet that were merged into one, and how programs call them."""

from collections.abc import Sequence
from dataclasses import dataclass

from biebwijzer.intake.recognising.records import Record

# Names of columns stand among the first rows.
SEARCHED = 10


@dataclass(frozen=True, order=True)
class Span:
    """Cells that were merged; rows count from 1, as programs show them, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"


def letters(column: int) -> str:
    """A column as programs call it: 0 is A, 26 is AA."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def levels_by_merging(spans: Sequence[Span], found: Sequence[Record]) -> dict[str, str]:
    """The lines of a header over more rows, by how it is merged: some names over columns, others down to the last."""
    first = [one.line for one in found[:SEARCHED]]
    across = {one.top for one in spans if one.top == one.bottom and one.right > one.left}
    lowest = max((one.top for one in spans), default=0)
    for down in spans:
        if down.bottom == down.top or down.left != down.right or down.top not in first:
            continue
        if down.top in across and lowest <= down.bottom:
            return {"header": f"{down.top}-{down.bottom}"}
    return {}
