"""Drawings of who comes: members by status, by last use, by year of joining and per branch."""

import polars as pl

from biebwijzer.look import Drawing, bars, columns
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


def named(answer: Answer, column: str, names: dict[str, str], words: Words) -> pl.DataFrame:
    """The rows with a code as the word one reads."""
    told = {code: words(name) for code, name in names.items()}
    return answer.rows.with_columns(pl.col(column).replace(told))


def by_status(answer: Answer, words: Words) -> Drawing:
    """A bar per status; who sleeps is what a library can do something about."""
    rows = answer.rows.with_columns(
        pl.Series("status", [status_name(status, words) for status in answer.rows["status"]], pl.String)
    )
    return bars(
        rows, words, name="status", value="members", highlight=status_name("dormant", words), below=below(answer)
    )


def recency(answer: Answer, words: Words) -> Drawing:
    """A bar per class of last use, the most recent on top."""
    rows = named(answer, "class", CLASSES, words)
    return bars(rows, words, name="class", value="members", highlight=words(CLASSES["month"]), below=below(answer))


def cohorts(answer: Answer, words: Words) -> Drawing:
    """A column per year of joining."""
    return columns(answer.rows, words, year="year", value="joined", below=below(answer))


def per_branch(answer: Answer, words: Words) -> Drawing:
    """A bar per branch where members registered."""
    shown = answer.rows.head(MOST_BRANCHES)
    first = None if shown[0, "members"] is None else shown[0, "branch"]
    return bars(shown, words, name="branch", value="members", highlight=first, below=below(answer))
