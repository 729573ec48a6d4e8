"""A figure: one number out of an answer, with all that is needed to explain it and to show the rows behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from biebwijzer.look.values import Kind, decimals_of, is_value, why_missing, written
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words


@dataclass(frozen=True)
class Figure:
    """What a tile stands on: `Figure(status, "members", {"status": "dormant"})`."""

    answer: Answer
    column: str
    # Which row of the answer; nothing when there is but one.
    of: Mapping[str, object] = field(default_factory=dict)
    # The column it is a share of; the figure is then a percentage.
    whole: str | None = None
    # The column that holds the same a year earlier.
    earlier: str | None = None
    # Which of the rows behind the answer are this figure's, when they are not named as in `of`.
    behind: Mapping[str, object] | None = None
    kind: Kind = "number"
    # Without this a count has none, and an average below 100 one.
    decimals: int | None = None

    def row(self) -> dict[str, Any] | None:
        """The row it stands in; None when the answer has no such row."""
        return self.answer.once(("row", *self.of.items()), self._row)

    def _row(self) -> dict[str, Any] | None:
        found = _those(self.answer.rows, self.of)
        if found.height > 1:
            raise LookupError(f"{self.answer.query.name}: {dict(self.of)} names {found.height} rows; a figure has one")
        return found.row(0, named=True) if found.height else None

    @property
    def part(self) -> float | None:
        """The number in its column: what is counted, or the part of the whole."""
        row = self.row()
        if row is None:
            # Nobody in a group is a row that a count of persons leaves out.
            return 0 if self.column in self.answer.query.counts else None
        return row[self.column] if is_value(row[self.column]) else None

    @property
    def value(self) -> float | None:
        """What the figure says; None when it is hidden, was not delivered or would be a share of nothing."""
        part = self.part
        if self.whole is None or part is None:
            return part
        whole = (self.row() or {}).get(self.whole)
        return part / whole if whole else None

    @property
    def before(self) -> float | None:
        """The same a year earlier, when the answer knows it."""
        return (self.row() or {}).get(self.earlier) if self.earlier else None

    @property
    def share(self) -> bool:
        """Whether it is told in percents, so that a change of it is told in points."""
        return self.whole is not None or self.kind == "percent"

    def said(self, words: Words) -> str:
        """The figure as a person reads it, or why there is none."""
        if self.value is not None:
            return self.written(self.value, words)
        row = self.row() or {}
        hidden_below = self.answer.thresholds.hidden_below(self.answer.audience)
        reasons = [row.get(f"{name}_missing") for name in (self.column, self.whole) if name]
        return why_missing(next((why for why in reasons if why), None), words, hidden_below)

    def written(self, value: float, words: Words) -> str:
        """A value of this kind, such as last year's or the target."""
        places = decimals_of([value]) if self.decimals is None else self.decimals
        return written(value, "percent" if self.share else self.kind, words, places)

    def among(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Its own rows among all those behind the answer."""
        return _those(rows, self.of if self.behind is None else self.behind)

    def added_up(self, rows: pl.DataFrame) -> int | float:
        """What its own rows come to: the sum of what was counted, their average, or as many as there are persons."""
        if self.column in self.answer.query.averages:
            return rows.select(pl.col(self.column).mean()).item()
        measure = next((one for one in (self.column, self.answer.query.measure) if one in rows.columns), None)
        return rows.height if measure is None else rows.select(pl.col(measure).sum()).item()


def _those(rows: pl.DataFrame, names: Mapping[str, object]) -> pl.DataFrame:
    """The rows in which every named column has that value."""
    return rows.filter(*(pl.col(name).eq_missing(value) for name, value in names.items())) if names else rows
