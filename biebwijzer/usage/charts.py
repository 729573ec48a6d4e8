"""Drawings of visits, loans and members."""

import polars as pl

from biebwijzer.look import Drawing, Note, bars, columns, line_with_gaps
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words


def visits_per_month(answer: Answer, words: Words) -> Drawing:
    """The line of visits with last year behind it and closures as notes."""
    return _per_month(answer, words, "visits")


def loans_per_month(answer: Answer, words: Words) -> Drawing:
    """The line of loans with last year behind it and closures as notes."""
    return _per_month(answer, words, "loans")


def _per_month(answer: Answer, words: Words, value: str) -> Drawing:
    return line_with_gaps(
        answer.rows,
        words,
        month="month",
        value=value,
        before="before",
        before_label=words("jaar eerder"),
        notes=events(answer, words),
    )


def events(answer: Answer, words: Words) -> list[Note]:
    """What closed or changed, at the month it began."""
    kept = answer.rows.drop_nulls("event_nl")
    texts = kept.select("month", "event_nl", "event_en", "event_until").iter_rows()
    return [Note(words.either({"nl": nl, "en": en}), month, until) for month, nl, en, until in texts]


def visits_per_branch(answer: Answer, words: Words) -> Drawing:
    """A bar per branch with a tick for the year before."""
    return _per_branch(answer, words, "visits")


def loans_per_branch(answer: Answer, words: Words) -> Drawing:
    """A bar per branch with a tick for the year before."""
    return _per_branch(answer, words, "loans")


def _per_branch(answer: Answer, words: Words, value: str) -> Drawing:
    rows = answer.rows
    return bars(rows, words, name="branch", value=value, before="before", highlight=rows["branch"][0])


def visits_per_year(answer: Answer, words: Words) -> Drawing:
    """A column per year."""
    return columns(answer.rows, words, year="year", value="visits")


def loans_per_year(answer: Answer, words: Words) -> Drawing:
    """A column per year."""
    return columns(answer.rows, words, year="year", value="loans")


def members_per_branch(answer: Answer, words: Words) -> Drawing:
    """A bar per branch; those below the threshold say so."""
    shown = answer.rows.head(MOST_BRANCHES)
    below = answer.thresholds.hidden_below(answer.audience)
    first = None if shown[0, "members"] is None else shown[0, "branch"]
    return bars(shown, words, name="branch", value="members", highlight=first, below=below)


# More bars than this is a table: a reader finds nothing in them.
MOST_BRANCHES = 15


def known_total(rows: pl.DataFrame, value: str) -> int:
    """The sum of what is shown; hidden numbers are not in it."""
    return int(rows[value].sum() or 0)
