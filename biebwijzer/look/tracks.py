"""From rows to lines over months: a month without a value or without a row is None, and the rows say why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Literal

import polars as pl

from biebwijzer.look.notes import Note
from biebwijzer.look.scales import month_number, month_of
from biebwijzer.look.values import is_value, why_missing
from biebwijzer.words import Words

Part = Literal["focus", "context", "before"]


@dataclass(frozen=True)
class Track:
    """One line: its name, the part it plays and its value in every month."""

    name: str
    part: Part
    values: Mapping[date, float | None]

    def last(self) -> tuple[date, float] | None:
        """The last month with a value, and that value."""
        known = [(day, value) for day, value in self.values.items() if value is not None]
        return known[-1] if known else None


def months_of(column: pl.Series) -> list[date]:
    """Every month from the first to the last, those without a row included."""
    numbers = [month_number(day) for day in column.drop_nulls().unique()]
    return [month_of(number) for number in range(min(numbers), max(numbers) + 1)]


def one_track(rows: pl.DataFrame, month: str, value: str, months: Sequence[date], name: str, part: Part) -> Track:
    """The line of one column."""
    return Track(name, part, _filled(rows.select(month, value).iter_rows(), months))


def several_tracks(
    rows: pl.DataFrame, month: str, value: str, series: str, focus: str | None, months: Sequence[date]
) -> list[Track]:
    """A line for each name in `series`; the one in focus comes last, so that it is drawn on top."""
    found: dict[str, list[tuple[date, float | None]]] = {}
    for name, day, number in rows.select(series, month, value).iter_rows():
        found.setdefault(name, []).append((day, number))
    tracks = [
        Track(name, "focus" if name == focus else "context", _filled(pairs, months)) for name, pairs in found.items()
    ]
    return sorted(tracks, key=lambda track: track.part == "focus")


def _filled(pairs: Iterable[tuple[Any, ...]], months: Sequence[date]) -> dict[date, float | None]:
    given = {_first(day): number for day, number in pairs if is_value(number)}
    return {day: given.get(day) for day in months}


def _first(day: date) -> date:
    return date(day.year, day.month, 1)


def gap_notes(
    rows: pl.DataFrame, words: Words, month: str, value: str, track: Track, given: Sequence[Note], below: int
) -> list[Note]:
    """A note for each gap that says why, from `<value>_missing`, unless somebody already wrote one there."""
    twin = f"{value}_missing"
    if twin not in rows.columns:
        return []
    reasons = {_first(day): why for day, why in rows.select(month, twin).iter_rows() if why}
    found = []
    for why, days in groupby(track.values, lambda day: reasons.get(day) if track.values[day] is None else None):
        gap = list(days)
        said = any(note.since <= gap[-1] and (note.until or note.since) >= gap[0] for note in given)
        if why and not said:
            begin, end = month_number(gap[0]) - 1, month_number(gap[-1]) + 1
            found.append(Note(why_missing(why, words, below), month_of(begin), month_of(end)))
    return found
