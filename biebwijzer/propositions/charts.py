"""Drawings of a proposition: expected against actual, new audience, the steps, and all propositions together."""

import polars as pl

from biebwijzer.look import Drawing, bars, line_with_gaps
from biebwijzer.look.values import why_missing
from biebwijzer.propositions.catalogue import STATUSES
from biebwijzer.propositions.playbook import name_of
from biebwijzer.propositions.telling import below, share_told, with_shares
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

STEPS = {
    "reached": mark("Bereikt"),
    "registered": mark("Aangemeld"),
    "reserved": mark("Gereserveerd"),
    "checked_in": mark("Ingecheckt"),
    "returned": mark("Teruggekomen"),
}

IN_ONE_GO = mark("In één keer geregeld")


def actual(answer: Answer, words: Words) -> Drawing:
    """People per month as a line, with what was expected as a dashed line in its band."""
    rows = answer.rows
    has_expectation = rows["expected"].drop_nulls().len() > 0
    return line_with_gaps(
        rows,
        words,
        month="month",
        value="persons",
        label=words("werkelijk"),
        before="expected" if has_expectation else "before",
        before_label=words("verwacht") if has_expectation else words("vorig jaar"),
        band=("expected_low", "expected_high") if has_expectation else None,
        below=below(answer),
    )


def new_shares(answer: Answer, words: Words) -> pl.DataFrame:
    """New audience per month with its share and margin."""
    return with_shares(answer.rows, "new_persons", "persons", words)


def new_audience(answer: Answer, words: Words) -> Drawing:
    """The share of new audience per month; a month with too few is a gap."""
    return line_with_gaps(
        answer.rows, words, month="month", value="share", kind="percent", label=words("nieuw publiek")
    )


def step_name(step: str, words: Words) -> str:
    """What a step is called on the screen."""
    return words(STEPS.get(step, IN_ONE_GO))


def steps(answer: Answer, words: Words) -> pl.DataFrame:
    """The steps by name, each with its share of the step before it in words."""
    rows = with_shares(answer.rows, "persons", "out_of", words)
    return rows.with_columns(
        pl.Series("step_name", [step_name(step, words) for step in rows["step"]], pl.String),
        pl.Series(
            "told",
            [
                why_missing(why, words, below(answer))
                if persons is None
                else beside(words.number(persons), share_told(persons, out_of, words) if out_of is not None else "")
                for persons, why, out_of in rows.select("persons", "persons_missing", "out_of").iter_rows()
            ],
            pl.String,
        ),
    )


def beside(number: str, more: str) -> str:
    """A number and what belongs to it."""
    return f"{number} · {more}" if more else number


def funnel(answer: Answer, words: Words) -> Drawing:
    """A bar per step; what is beside the steps is in the table."""
    rows = answer.rows.filter(pl.col("step").is_in(list(STEPS)))
    return bars(rows, words, name="step_name", value="persons", told="told", below=below(answer))


def listed(answer: Answer, words: Words) -> pl.DataFrame:
    """The portfolio with names for codes, and shares with their margins."""
    rows = answer.rows
    over = with_shares(rows, "returned", "users", words).rename({"share": "back_share", "margin": "back_margin"})
    whole = (rows["no_show"] + rows["checked_in"]).alias("moments")
    shares = with_shares(over.with_columns(whole), "no_show", "moments", words)
    names = [name_of(row["proposition"], words, row["name"]) for row in rows.iter_rows(named=True)]
    several = rows["library_id"].n_unique() > 1
    told = [
        words("{name}, {library}", name=name, library=library) if several else name
        for name, library in zip(names, rows["library"], strict=True)
    ]
    states = [words(STATUSES[state]) if state else words("niet beschreven") for state in rows["status"]]
    return shares.with_columns(
        pl.Series("known_as", told, pl.String),
        pl.Series("status_name", states, pl.String),
    )


def portfolio(answer: Answer, words: Words) -> Drawing:
    """A bar per proposition (and library) with a tick for the same month last year."""
    return bars(answer.rows, words, name="known_as", value="persons", before="before", below=below(answer))
