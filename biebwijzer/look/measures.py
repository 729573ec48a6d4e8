"""Rows made ready for bars and columns: the name, the number and the text that stands for it."""

import polars as pl

from biebwijzer.look.theme import Spec
from biebwijzer.look.values import Kind, decimals_of, is_value, why_missing, written
from biebwijzer.words import Words


def measures(
    rows: pl.DataFrame,
    words: Words,
    name: str,
    value: str,
    before: str | None,
    kind: Kind,
    below: int,
    told: str | None = None,
) -> list[Spec]:
    """Each row as its name, its value, last year's, and in words the value or why there is none."""
    twin = f"{value}_missing"
    numbers = [number if is_value(number) else None for number in rows[value]]
    decimals = decimals_of(numbers)
    reasons = rows[twin] if twin in rows.columns else [None] * rows.height
    earlier = rows[before] if before else [None] * rows.height
    said = rows[told] if told else [None] * rows.height
    return [
        {
            "name": str(label),
            "value": number,
            "before": was,
            "text": why_missing(why, words, below)
            if number is None
            else more or written(number, kind, words, decimals),
        }
        for label, number, was, why, more in zip(rows[name], numbers, earlier, reasons, said, strict=True)
    ]
