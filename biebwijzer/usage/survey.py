"""What visitors say in a survey: why they came."""

import polars as pl

from biebwijzer.look import Drawing, Exhibit, Shown, bars
from biebwijzer.rates import wilson
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

ANSWERS = Shown("answers", mark("Antwoorden"), "number")
MARGIN = Shown("margin", mark("95%-marge"), "text")


def between(low: str, high: str, words: Words) -> str:
    """A margin in words."""
    return words("{low} tot {high}", low=low, high=high)


def reason_shares(answer: Answer, words: Words) -> pl.DataFrame:
    """Every reason with its share of all reasons and the margin of that; none while a number is hidden."""
    rows = answer.rows
    whole = None if rows["answers"].null_count() else int(rows["answers"].sum())
    rates = [wilson(one, whole) for one in rows["answers"]]
    margins = [rate and between(words.percent(rate.low), words.percent(rate.high), words) for rate in rates]
    return rows.with_columns(
        pl.Series("share", [rate.share if rate else None for rate in rates], pl.Float64),
        pl.Series("margin", margins, pl.String),
    )


def draw_reasons(answer: Answer, words: Words) -> Drawing:
    """A bar per reason, the one given most on top."""
    below = answer.thresholds.hidden_below(answer.audience)
    first = answer.rows["visit_reason"][0] if answer.rows.height else None
    return bars(answer.rows, words, name="visit_reason", value="answers", highlight=first, below=below)


def reasons_title(answer: Answer, words: Words) -> str:
    """The reason given most, with its share when that can be said."""
    rows = reason_shares(answer, words)
    if rows.is_empty() or rows["share"][0] is None:
        return words("Waarom komen bezoekers?")
    return words(
        "Meest genoemd: {reason} ({share} van de redenen)",
        share=words.percent(rows["share"][0]),
        reason=rows["visit_reason"][0],
    )


def survey_period(answer: Answer, words: Words) -> str:
    """Over which answers it is."""
    since, until = answer.values.get("since"), answer.values.get("until")
    if since is None or until is None:
        return words("alle antwoorden")
    return words("antwoorden van {first} tot en met {last}", first=words.date(since), last=words.date(until))  # type: ignore[arg-type]


def reasons_subtitle(answer: Answer, words: Words) -> str:
    """The period, and that who gave several reasons counts with each."""
    return f"{survey_period(answer, words)} · {words('wie meer redenen gaf, telt bij elke mee')}"


def reasons_alternative(answer: Answer, words: Words) -> str:
    """The bars in words."""
    named = words.list(list(answer.rows["visit_reason"].head(3)))
    return words("{title}. De eerste drie: {named}.", title=reasons_title(answer, words), named=named)


VISIT_REASONS = Exhibit(
    name="usage/visit_reasons",
    question="usage/visit_reasons",
    draw=draw_reasons,
    title=reasons_title,
    subtitle=reasons_subtitle,
    alternative=reasons_alternative,
    table=(
        Shown("visit_reason", mark("Reden van bezoek"), "text"),
        ANSWERS,
        Shown("share", mark("Aandeel"), "percent"),
        MARGIN,
    ),
    derived=reason_shares,
)


def survey_sentence(reasons: Answer, words: Words) -> str:
    """What one could say aloud about why visitors came."""
    rows = reason_shares(reasons, words)
    if rows.is_empty() or rows["share"][0] is None:
        return words("Een deel van de antwoorden is verborgen; daarom staat hier geen aandeel.")
    return words(
        "De reden die bezoekers het vaakst noemen is **{reason}**: **{share}** van {n} redenen.",
        reason=rows["visit_reason"][0],
        share=words.percent(rows["share"][0]),
        n=words.number(int(rows["answers"].sum())),
    )
