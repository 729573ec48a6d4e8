"""Cells of a sheet that were merged into one, and how programs call them."""

from dataclasses import dataclass


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
