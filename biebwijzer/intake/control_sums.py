"""Control sums: what a file says must add up, as its source declares it, held against the file itself.

    [[checks]]
    says = { nl = "Begin + instroom - uitstroom = eind", en = "Start + joined - left = end" }
    plus = ["Begin periode", "Instroom"]
    minus = ["Uitstroom"]
    equals = "Eind periode"

A total: `total = "Totaal"`, `in = "Vestiging"`, `of = "Bezoeken"`, `per = ["Maand"]`. A running sum within a year:
`running = "Bezoeken dit jaar"`, `of = "Bezoeken"`, `along = "Maand"`, `per = ["Vestiging"]`.
Where months are columns, `plus = ["*"]` are all of them.
"""

# Headings are looked up and values quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from biebwijzer.intake.checks import ALL_MONTHS, Check
from biebwijzer.intake.contract import Column
from biebwijzer.intake.shaping import numeric, parsed
from biebwijzer.intake.sources import Source
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted

NUMBER = Column("number", pl.Float64)
# Amounts are written in cents.
CLOSE = 0.005
MOST_SHOWN = 3


def control_sums(
    bench: Workbench, source: Source, texts: str, headings: Sequence[str], months: Mapping[str, date | str]
) -> list[dict[str, Any]]:
    """Every declared check on the texts of a file: how often it could be made, where it fails, what is lacking."""
    return [made(bench, source, texts, check, headings, list(months)) for check in source.checks]


def made(
    bench: Workbench, source: Source, texts: str, check: Check, headings: Sequence[str], months: list[str]
) -> dict[str, Any]:
    """One check."""
    lacking = [name for name in check.headings if name not in headings]
    if lacking:
        return {"says": dict(check.says), "lacking": lacking, "total": 0, "wrong": 0, "examples": []}
    statement = compared(source, texts, check, headings, months)
    wrong = f"abs(found - expected) > {CLOSE}"
    counted = bench.rows(f"select count(*) as total, count(*) filter ({wrong}) as wrong from ({statement})")[0]
    shown = bench.rows(f"select * from ({statement}) where {wrong} order by source_row limit {MOST_SHOWN}")
    examples = [{"row": one["source_row"], "found": one["found"], "expected": one["expected"]} for one in shown]
    return {"says": dict(check.says), "lacking": [], **counted, "examples": examples}


def compared(source: Source, texts: str, check: Check, headings: Sequence[str], months: list[str]) -> str:
    """The SQL of a check: a row per place where it holds or fails, with what stands there and what should."""

    def number(heading: str) -> str:
        return numeric(source, NUMBER, f"f{headings.index(heading)}")

    def text(heading: str) -> str:
        return f"f{headings.index(heading)}"

    if check.equals:
        plus = [one for name in check.plus for one in (months if name == ALL_MONTHS else [name])]
        signed = [*(("+", one) for one in plus), *(("-", one) for one in check.minus)]
        terms = [f"{sign} coalesce({number(one)}, 0)" for sign, one in signed]
        known = " or ".join(f"{number(one)} is not null" for one in plus)
        return (
            f"select source_row, {number(check.equals)} as found, 0 {' '.join(terms)} as expected from {texts} "
            f"where {number(check.equals)} is not null and ({known})"
        )
    per = ", ".join(text(one) for one in check.per) or "true"
    if check.total:
        is_total = f"coalesce(starts_with(lower({text(check.within)}), lower({quoted(check.total)})), false)"
        return (
            f"select min(source_row) filter ({is_total}) as source_row, sum(n) filter ({is_total}) as found, "
            f"sum(n) filter (not {is_total}) as expected from (select *, {number(check.of)} as n from {texts}) "
            f"group by {per} having found is not null and expected is not null"
        )
    day = parsed(text(check.along), dates_of(source, check.along))
    window = f"over (partition by {per}, year(day) order by day)"
    # A file that begins in March can't say what the year brought until then.
    return (
        f"select source_row, found, expected from (select source_row, day, {number(check.running)} as found, "
        f"sum({number(check.of)}) {window} as expected, min(month(day)) {window} as begins "
        f"from (select *, {day} as day from {texts})) "
        "where found is not null and expected is not null and begins = 1"
    )


def dates_of(source: Source, heading: str) -> tuple[str, ...]:
    """How the source writes its days in a column."""
    return next((one.dates for one in source.fields if one.heading == heading), source.fields[0].dates)
