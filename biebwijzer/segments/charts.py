"""Drawings of who comes: members by status, by last use, by year of joining and per branch."""

import polars as pl

from biebwijzer.look import Drawing, bars, columns
from biebwijzer.rates import wilson
from biebwijzer.segments.rules import status_name
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

CLASSES = {
    "month": mark("laatste maand"),
    "quarter": mark("1 tot 3 maanden"),
    "half": mark("3 tot 6 maanden"),
    "year": mark("6 tot 12 maanden"),
    "longer": mark("12 maanden of langer"),
    "unknown": mark("onbekend"),
}
# More bars than this is a table: a reader finds nothing in them.
MOST_BRANCHES = 12


def below(answer: Answer) -> int:
    """What a hidden number is smaller than for these readers."""
    return answer.thresholds.hidden_below(answer.audience)


def status_names(answer: Answer, words: Words) -> pl.DataFrame:
    """The rows with each status by the name it has on the screen."""
    names = [status_name(status, words) for status in answer.rows["status"]]
    return answer.rows.with_columns(pl.Series("status_name", names, pl.String))


def class_names(answer: Answer, words: Words) -> pl.DataFrame:
    """The rows with each class of last use by the name it has on the screen."""
    names = [words(CLASSES[one]) for one in answer.rows["class"]]
    return answer.rows.with_columns(pl.Series("class_name", names, pl.String))


def shares(answer: Answer, words: Words) -> pl.DataFrame:
    """The rows with the share that used the card and its 95% margin in words; none where a number is hidden."""
    rows = answer.rows
    whole = "joined" if "joined" in rows.columns else "members"
    rates = [wilson(used, all_of_them) for used, all_of_them in rows.select("used", whole).iter_rows()]
    margins = [
        None if rate is None else words("{low} tot {high}", low=words.percent(rate.low), high=words.percent(rate.high))
        for rate in rates
    ]
    return rows.with_columns(
        pl.Series("share", [rate.share if rate else None for rate in rates], pl.Float64),
        pl.Series("margin", margins, pl.String),
    )


def by_status(answer: Answer, words: Words) -> Drawing:
    """A bar per status; who sleeps is what a library can do something about."""
    rows = status_names(answer, words)
    dormant = status_name("dormant", words)
    return bars(rows, words, name="status_name", value="members", highlight=dormant, below=below(answer))


def recency(answer: Answer, words: Words) -> Drawing:
    """A bar per class of last use, the most recent on top."""
    rows = class_names(answer, words)
    first = words(CLASSES["month"])
    return bars(rows, words, name="class_name", value="members", highlight=first, below=below(answer))


def cohorts(answer: Answer, words: Words) -> Drawing:
    """A column per year of joining."""
    return columns(answer.rows, words, year="year", value="joined", below=below(answer))


def per_branch(answer: Answer, words: Words) -> Drawing:
    """A bar per branch where members registered."""
    shown = answer.rows.head(MOST_BRANCHES)
    first = None if shown[0, "members"] is None else shown[0, "branch"]
    return bars(shown, words, name="branch", value="members", highlight=first, below=below(answer))
