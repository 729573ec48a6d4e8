"""Drawings of places: who did not come, and how full it is per weekday and hour."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from biebwijzer.look import Drawing, Spec
from biebwijzer.look.heat import heat
from biebwijzer.look.intervals import intervals
from biebwijzer.propositions.telling import share_told, with_shares
from biebwijzer.rates import LEAST, Rate, wilson
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words

MONDAY = date(2024, 1, 1)


@dataclass(frozen=True)
class Branch:
    """One branch's no-shows: the share with its margin, and whether that margin lies wholly above the library's."""

    name: str
    part: int | None
    whole: int | None
    rate: Rate | None
    is_worse: bool


def library_share(answer: Answer) -> Rate | None:
    """The no-show share of all branches together."""
    if answer.rows.is_empty():
        return None
    first = answer.rows.row(0, named=True)
    part, rest = first["all_no_show"], first["all_checked_in"]
    return wilson(part, None if part is None or rest is None else part + rest)


def branches(answer: Answer) -> list[Branch]:
    """Every branch with its share; flagged only when even the low end of the margin is above that of all together."""
    together = library_share(answer)
    found = []
    for row in answer.rows.iter_rows(named=True):
        part, rest = row["no_show"], row["checked_in"]
        whole = None if part is None or rest is None else part + rest
        rate = wilson(part, whole) if (whole or 0) >= LEAST else None
        worse = rate is not None and together is not None and answer.rows.height > 1 and rate.low > together.share
        found.append(Branch(row["branch"], part, whole, rate, worse))
    return found


def no_show(answer: Answer, words: Words) -> Drawing:
    """A dot with its margin per branch, held against all branches together."""
    together = library_share(answer)
    return intervals([_dot(one, words) for one in branches(answer)], together.share if together else None)


def _dot(one: Branch, words: Words) -> Spec:
    text = share_told(one.part, one.whole, words) or words("geen reserveringen")
    if one.is_worse:
        text = words("{text} · hoger", text=text)
    return {
        "name": one.name,
        "share": one.rate.share if one.rate else None,
        "low": one.rate.low if one.rate else None,
        "high": one.rate.high if one.rate else None,
        "text": text,
        "said": f"{one.name}: {text}",
        "is_marked": one.is_worse,
    }


def no_show_shares(answer: Answer, words: Words) -> pl.DataFrame:
    """The branches with share, margin and in words whether that differs from all together."""
    whole = answer.rows["no_show"] + answer.rows["checked_in"]
    rows = with_shares(answer.rows.with_columns(whole.alias("moments")), "no_show", "moments", words)
    judged = [
        words("hoger dan alle samen") if one.is_worse else words("geen duidelijk verschil") for one in branches(answer)
    ]
    return rows.with_columns(pl.Series("judged", judged, pl.String))


@dataclass(frozen=True)
class Filling:
    """What a heat map shows: the column, and over which column it is a share (none: a number by itself)."""

    column: str
    over: str | None


CHECKED_IN = Filling("checked_in_hours", "available_hours")

RESERVED = Filling("reserved_hours", "available_hours")

COUNTED = Filling("visits_per_day", None)


def filled(answer: Answer, filling: Filling) -> list[dict[str, Any]]:
    """Every cell that has a value: a share of the place hours, or the visits on an average day."""
    found = []
    for row in answer.rows.iter_rows(named=True):
        over = row[filling.over] if filling.over else 1
        if row[filling.column] is not None and over:
            found.append({**row, "value": row[filling.column] / over})
    return found


def weekday(number: int, words: Words) -> str:
    """Monday is 1: 'ma', 'Mon'."""
    return words.weekday(MONDAY + timedelta(days=number - 1))


def filling_map(filling: Filling) -> Any:
    """What draws that filling."""

    def draw(answer: Answer, words: Words) -> Drawing:
        cells = filled(answer, filling)
        hours = sorted({cell["hour"] for cell in cells})
        across = [str(hour) for hour in range(min(hours, default=9), max(hours, default=17) + 1)]
        days = [weekday(number, words) for number in sorted({cell["weekday"] for cell in cells})]
        top = max((cell["value"] for cell in cells), default=1.0)
        return heat([_cell(cell, filling, words) for cell in cells], across, days, top, words("uur"))

    return draw


def _cell(cell: dict[str, Any], filling: Filling, words: Words) -> Spec:
    value = cell["value"]
    text = words.number(value * 100 if filling.over else value)
    day = weekday(cell["weekday"], words)
    if filling.over:
        said = words(
            "{day} {hour} uur: {share} ({hours} van {places} plekuren)",
            day=day,
            hour=cell["hour"],
            share=words.percent(value, 0),
            hours=words.number(cell[filling.column]),
            places=words.number(cell[filling.over]),
        )
    else:
        said = words("{day} {hour} uur: {n} bezoeken", day=day, hour=cell["hour"], n=words.number(value))
    return {"x": str(cell["hour"]), "y": day, "value": value, "text": text, "said": said}


def hours_told(answer: Answer, words: Words) -> pl.DataFrame:
    """The cells with the day by name and both shares of the place hours."""
    rows = answer.rows
    over = pl.when(pl.col("available_hours") > 0).then(pl.col("available_hours"))
    return rows.with_columns(
        pl.Series("day", [weekday(number, words) for number in rows["weekday"]], pl.String),
        (pl.col("reserved_hours") / over).alias("reserved_share"),
        (pl.col("checked_in_hours") / over).alias("checked_in_share"),
    )
