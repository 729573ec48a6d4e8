"""Drawings of activities and participants."""

import polars as pl

from biebwijzer.activities.names import CORE_FUNCTIONS, PILLARS
from biebwijzer.look import Drawing, bars, line_with_gaps
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

NO_PILLAR = mark("Zonder pijler")


def core_function_names(answer: Answer, words: Words) -> pl.DataFrame:
    """The rows with each core function by its name."""
    names = [words(CORE_FUNCTIONS[code]) for code in answer.rows["core_function"]]
    return answer.rows.with_columns(pl.Series("core_function_name", names, pl.String))


def pillar_names(answer: Answer, words: Words) -> pl.DataFrame:
    """The rows with each pillar by its name."""
    names = [words(PILLARS.get(code, NO_PILLAR)) for code in answer.rows["pillar"]]
    return answer.rows.with_columns(pl.Series("pillar_name", names, pl.String))


def per_core_function(answer: Answer, words: Words) -> Drawing:
    """A bar of participants per core function, with a tick for a year earlier."""
    rows = core_function_names(answer, words)
    before = "before" if rows["before"].null_count() < rows.height else None
    return bars(
        rows,
        words,
        name="core_function_name",
        value="participants",
        before=before,
        highlight=_largest(rows, "core_function_name", "participants"),
    )


def per_month(answer: Answer, words: Words) -> Drawing:
    """The line of activities with a year earlier behind it."""
    return line_with_gaps(
        answer.rows, words, month="month", value="activities", before="before", before_label=words("jaar eerder")
    )


def per_pillar(answer: Answer, words: Words) -> Drawing:
    """A bar of participants per pillar."""
    rows = pillar_names(answer, words)
    known = rows.filter(pl.col("pillar") != "none")
    return bars(
        rows,
        words,
        name="pillar_name",
        value="participants",
        highlight=_largest(known, "pillar_name", "participants"),
    )


def participants_per_activity(answer: Answer, words: Words) -> Drawing:
    """A bar of the average per core function."""
    rows = core_function_names(answer, words)
    return bars(
        rows,
        words,
        name="core_function_name",
        value="per_activity",
        highlight=_largest(rows, "core_function_name", "per_activity"),
    )


def wsob_return(answer: Answer, words: Words) -> Drawing:
    """A bar of activities per core function, in the order of the return."""
    rows = core_function_names(answer, words)
    return bars(
        rows,
        words,
        name="core_function_name",
        value="activities",
        highlight=_largest(rows, "core_function_name", "activities"),
    )


def _largest(rows: pl.DataFrame, name: str, value: str) -> str | None:
    known = rows.drop_nulls(value)
    return None if known.is_empty() else str(known.sort(value, descending=True)[name][0])
