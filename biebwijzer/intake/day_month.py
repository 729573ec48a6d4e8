"""Day and month: is 03-04-2026 the third of April or the fourth of March? Decided by all dates together, or asked.

A source says how it writes its days. Whether a file keeps to that shows in what it never holds: a day above twelve.
"""

# Names come from contracts: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from biebwijzer.intake.contract import Column
from biebwijzer.intake.shaping import field_for
from biebwijzer.intake.sources import Source
from biebwijzer.intake.summing import CAME
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted

# With fewer dates than this, none above twelve says nothing.
ENOUGH = 8
BOTH = ("%d", "%m")
SWAPPED = r"^\s*(\d{1,2})\D(\d{1,2})\D\d{2,4}"


def day_month(bench: Workbench, source: Source) -> list[dict[str, Any]]:
    """Per column of dates in which day and month may be swapped: what says so, and one date read both ways."""
    seen = {column.name: looked_at(bench, source, column.name) for column in dated(source)}
    proven = any(one["days_above"] for one in seen.values())
    found = []
    for column in dated(source):
        one = seen[column.name] | {"refused": refused_if_swapped(bench, column.name)}
        kind = verdict(column.name, one, proven)
        if kind:
            example: date | None = one["example"]
            found.append(
                {
                    "kind": kind,
                    "column": field_for(source, column).heading,
                    "times": one["refused"] or one["dates"],
                    "read": example,
                    "other": date(example.year, example.day, example.month) if example else None,
                }
            )
    return found


def dated(source: Source) -> list[Column]:
    """The columns whose days are written with a number for the month."""
    columns = [source.contract.column(one.column) for one in source.fields if one.heading and not one.year_of]
    return [
        column
        for column in columns
        if column.dtype in (pl.Date, pl.Datetime("us"))
        and all(sign in field_for(source, column).dates[0] for sign in BOTH)
        and not field_for(source, column).dates[0].startswith("%Y")
    ]


def looked_at(bench: Workbench, source: Source, name: str) -> dict[str, Any]:
    """What the accepted dates of a column have in common; those of the period were summed up per day already."""
    summed = f"(select day as {name}, row_count from {CAME})"
    rows = summed if name == source.period else f"(select {name}, 1 as row_count from accepted)"
    return bench.rows(
        f"select coalesce(sum(row_count) filter ({name} is not null), 0) as dates, "
        f"coalesce(sum(row_count) filter (day({name}) > 12), 0) as days_above, "
        f"count(distinct day({name})) as days, max(day({name})) as highest, "
        f"count(distinct date_trunc('month', {name})) as months, "
        f"max({name}) filter (day({name}) <> month({name}) and day({name}) <= 12)::date as example from {rows}"
    )[0]


def refused_if_swapped(bench: Workbench, name: str) -> int:
    """How many texts were refused as a date that would be one with day and month the other way round."""
    first, second = (f"try_cast(regexp_extract(found, {quoted(SWAPPED)}, {n}) as integer)" for n in (1, 2))
    return int(
        bench.value(
            f"select count(*) from problem where column_name = {quoted(name)} and reason = 'no_date' "
            f"and {first} between 1 and 12 and {second} between 13 and 31"
        )
    )


def verdict(name: str, one: Mapping[str, Any], proven: bool) -> str:
    """What the dates say: swapped for certain, two notations in one column, or a question; nothing when all is well."""
    if one["refused"]:
        return "mixed" if one["days_above"] else "swapped"
    if one["days_above"] or proven or not one["dates"]:
        return ""
    if name == "month":
        # A month is written by its first day; the first month of other days is a month read as a day.
        return "swapped" if one["highest"] > 1 else ""
    if one["dates"] < ENOUGH or one["months"] == 1:
        return ""
    if one["days"] == 1:
        return "" if one["highest"] == 1 else "swapped"
    return "ask"
