"""The mailings about a proposition: how many mails came through, were opened and were clicked, each with its margin."""

from typing import Any

import polars as pl

from biebwijzer.look import Drawing, Exhibit, Shown
from biebwijzer.look.intervals import intervals
from biebwijzer.look.values import why_missing
from biebwijzer.propositions.telling import SHARE, below, period, share_told, with_shares
from biebwijzer.rates import LEAST, wilson
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

OUTCOMES = {
    "delivered": mark("Bezorgd"),
    "opened": mark("Geopend"),
    "clicked": mark("Geklikt"),
    "bounced": mark("Onbestelbaar"),
    "unsubscribed": mark("Afgemeld"),
}


def outcomes(answer: Answer, words: Words) -> pl.DataFrame:
    """The outcomes by name, each with its share and margin."""
    rows = with_shares(answer.rows, "mails", "out_of", words)
    return rows.with_columns(pl.Series("outcome_name", [words(OUTCOMES[one]) for one in rows["outcome"]], pl.String))


def told(row: dict[str, Any], answer: Answer, words: Words) -> str:
    """The number and its share, or why there is none."""
    if row["mails"] is None:
        return why_missing(row["mails_missing"], words, below(answer))
    share = share_told(row["mails"], row["out_of"], words)
    return " · ".join(part for part in (words.number(row["mails"]), share) if part)


def drawing(answer: Answer, words: Words) -> Drawing:
    """A dot with its margin per outcome, the mails that were clicked in the accent."""
    return intervals([_dot(row, answer, words) for row in answer.rows.iter_rows(named=True)])


def _dot(row: dict[str, Any], answer: Answer, words: Words) -> dict[str, Any]:
    rate = wilson(row["mails"], row["out_of"]) if (row["out_of"] or 0) >= LEAST else None
    name, text = words(OUTCOMES[row["outcome"]]), told(row, answer, words)
    return {
        "name": name,
        "share": rate.share if rate else None,
        "low": rate.low if rate else None,
        "high": rate.high if rate else None,
        "text": text,
        "said": f"{name}: {text}",
        "is_marked": row["outcome"] == "clicked",
    }


def title(answer: Answer, words: Words) -> str:
    """How many of the delivered mails were clicked; a question while that is not known."""
    for row in answer.rows.filter(answer.rows["outcome"] == "clicked").iter_rows(named=True):
        rate = wilson(row["mails"], row["out_of"])
        if rate and row["out_of"] >= LEAST:
            return words("{share} van de bezorgde mails werd aangeklikt", share=words.percent(rate.share))
    return words("Wat kwam er van onze mailings?")


def subtitle(answer: Answer, words: Words) -> str:
    """What a share is of, and the period."""
    return words(
        "bezorgd en onbestelbaar van wat verzonden is, de rest van wat bezorgd is (95%-marge) · {period}",
        period=period(answer, words),
    )


def remark(answer: Answer, words: Words) -> str:
    """What an open says, and that mails are not persons."""
    return words(
        "Mails, geen mensen: wie twee mails kreeg, telt twee keer. Sommige mailprogramma's openen een mail vanzelf, "
        "dus klikken zegt meer dan openen."
    )


def alternative(answer: Answer, words: Words) -> str:
    """The dots in words."""
    parts = [
        f"{words(OUTCOMES[row['outcome']])}: {told(row, answer, words)}" for row in answer.rows.iter_rows(named=True)
    ]
    return words("{title}. {parts}.", title=title(answer, words), parts="; ".join(parts))


MAILINGS = Exhibit(
    name="propositions/mailings",
    question="propositions/mailings",
    draw=drawing,
    title=title,
    subtitle=subtitle,
    alternative=alternative,
    remark=remark,
    table=(
        Shown("outcome_name", mark("Wat"), "text"),
        Shown("mails", mark("Mails"), "number"),
        Shown("out_of", mark("Van"), "number"),
        *SHARE,
    ),
    derived=outcomes,
)
