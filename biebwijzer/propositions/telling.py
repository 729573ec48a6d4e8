"""How a share is told: with its margin, and never of too few."""

from datetime import date

import polars as pl

from biebwijzer.access import Workspace
from biebwijzer.look import Shown
from biebwijzer.look.values import why_missing
from biebwijzer.rates import LEAST, Rate, wilson
from biebwijzer.warehouse import Answer, Row
from biebwijzer.words import Words, mark

SHARE = (Shown("share", mark("Aandeel"), "percent"), Shown("margin", mark("95%-marge"), "text"))


def below(answer: Answer) -> int:
    """What a hidden number is smaller than for these readers."""
    return answer.thresholds.hidden_below(answer.audience)


def margin_told(rate: Rate, words: Words) -> str:
    """The two ends of a margin in words: 36,4–40,8%."""
    return words("{low}–{high}", low=words.number(rate.low * 100, 1), high=words.percent(rate.high))


def share_told(part: int | None, whole: int | None, words: Words) -> str:
    """A share with its margin, or why there is none."""
    rate = wilson(part, whole)
    if rate is None:
        return words("verborgen") if part is None or whole is None else ""
    if whole is not None and whole < LEAST:
        return words("te weinig gegevens")
    return words("{share} ({margin})", share=words.percent(rate.share), margin=margin_told(rate, words))


def with_shares(rows: pl.DataFrame, part: str, whole: str, words: Words) -> pl.DataFrame:
    """The rows with share and margin; none where a number is hidden or there are too few."""
    pairs = list(rows.select(part, whole).iter_rows())
    rates = [wilson(one, all_of_them) for one, all_of_them in pairs]
    enough = [
        rate if rate and all_of_them >= LEAST else None for rate, (_, all_of_them) in zip(rates, pairs, strict=True)
    ]
    return rows.with_columns(
        pl.Series("share", [rate.share if rate else None for rate in enough], pl.Float64),
        pl.Series("margin", [share_margin(one, all_, words) for one, all_ in pairs], pl.String),
    )


def share_margin(part: int | None, whole: int | None, words: Words) -> str | None:
    """Only the margin of a share, or why there is none."""
    rate = wilson(part, whole)
    if rate is None:
        return None
    return words("te weinig gegevens") if (whole or 0) < LEAST else margin_told(rate, words)


def period(answer: Answer, words: Words) -> str:
    """The months that were asked."""
    since, until = answer.values.get("since"), answer.values.get("until")
    if not isinstance(until, date) or not isinstance(since, date):
        return words("laatste maanden")
    return told_period(since, until, words)


def told_period(since: date, until: date, words: Words) -> str:
    """A month, or from one month to another."""
    if since == until:
        return words.month(until)
    return words("{since} tot en met {until}", since=words.month(since), until=words.month(until))


def enough(answer: Answer, whole: str) -> bool:
    """Whether there is any row of which a share says something."""
    return any(number is not None and number >= LEAST for number in answer.rows[whole])


def hidden_below(workspace: Workspace) -> int:
    """The smallest number of persons this reader sees."""
    return workspace.thresholds.hidden_below(workspace.audience)


def number_told(row: Row, column: str, words: Words, below: int) -> str:
    """A number, or why there is none."""
    if row[column] is None:
        return why_missing(row.get(f"{column}_missing"), words, below)
    return words.number(row[column])
