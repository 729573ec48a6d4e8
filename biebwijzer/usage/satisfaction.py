"""What visitors think of the library in a survey: how satisfied they are, and whether they recommend it."""

from collections.abc import Callable

import polars as pl

from biebwijzer.look import Estimate, Exhibit, Shown, dots
from biebwijzer.look.values import why_missing
from biebwijzer.rates import Mean, mean_margin, nps_margin
from biebwijzer.usage.survey import ANSWERS, MARGIN, between, survey_period
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

WHO = {
    "member": mark("Leden"),
    "visitor": mark("Bezoekers zonder lidmaatschap"),
    "unknown": mark("Niet ingevuld"),
}

Margin = Callable[[float | None, float | None, int | None], Mean | None]
SATISFACTION_SCALE, NPS_SCALE = (1, 5, 10), (-100, 0, 100)


def _margins(answer: Answer, column: str, margin: Margin) -> list[Mean | None]:
    return [margin(*row) for row in answer.rows.select(column, "spread", "answers").iter_rows()]


def with_margins(column: str, margin: Margin, decimals: int) -> Callable[[Answer, Words], pl.DataFrame]:
    """What makes the table's columns of an average: who, and its margin in words."""

    def derived(answer: Answer, words: Words) -> pl.DataFrame:
        means = _margins(answer, column, margin)
        told = [
            mean and between(words.number(mean.low, decimals), words.number(mean.high, decimals), words)
            for mean in means
        ]
        return answer.rows.with_columns(
            pl.Series("who_name", [words(WHO[one]) for one in answer.rows["who"]], pl.String),
            pl.Series("margin", told, pl.String),
        )

    return derived


def estimates(answer: Answer, words: Words, column: str, margin: Margin, decimals: int) -> list[Estimate]:
    """A row per kind of visitor, with its number, its margin and how many answered, in words."""
    found = []
    for row, mean in zip(answer.rows.iter_rows(named=True), _margins(answer, column, margin), strict=True):
        name = words(WHO[row["who"]])
        if mean is None:
            why = why_missing(row[f"{column}_missing"] or "too_few", words)
            found.append(Estimate(name, None, None, None, why))
            continue
        said = words(
            "{value} (95%-marge {low} tot {high}, {n} antwoorden)",
            value=words.number(mean.value, decimals),
            low=words.number(mean.low, decimals),
            high=words.number(mean.high, decimals),
            n=words.number(row["answers"]),
        )
        found.append(Estimate(name, mean.value, mean.low, mean.high, said))
    return found


def satisfaction_rows(answer: Answer, words: Words) -> list[Estimate]:
    """The average mark of each kind of visitor."""
    return estimates(answer, words, "satisfaction", mean_margin, 1)


def nps_rows(answer: Answer, words: Words) -> list[Estimate]:
    """The Net Promoter Score of each kind of visitor."""
    return estimates(answer, words, "nps", nps_margin, 0)


def difference_title(rows: list[Estimate], asks: str, more: str, fewer: str, words: Words) -> str:
    """What sets members and visitors apart; while the margins overlap, or one is lacking, the title asks."""
    by_name = {row.name: row for row in rows}
    member, visitor = by_name.get(words(WHO["member"])), by_name.get(words(WHO["visitor"]))
    if member is None or visitor is None or member.low is None or visitor.low is None:
        return words(asks)
    if member.low > (visitor.high or 0):
        return words(more)
    return words(fewer) if visitor.low > (member.high or 0) else words(asks)


def margin_told(answer: Answer, who: str, words: Words) -> str:
    """The margin of one kind of visitor and how many answered, below its number."""
    nps = "nps" in answer.rows.columns
    column, margin, decimals = ("nps", nps_margin, 0) if nps else ("satisfaction", mean_margin, 1)
    means = dict(zip(answer.rows["who"], _margins(answer, column, margin), strict=True))
    mean = means.get(who)
    if mean is None:
        return words("minder dan {n} antwoorden", n=words.number(answer.thresholds.satisfaction))
    low, high = words.number(mean.low, decimals), words.number(mean.high, decimals)
    return words("95%-marge {low} tot {high}", low=low, high=high)


def satisfaction_title(answer: Answer, words: Words) -> str:
    """Whether members or visitors are the more satisfied."""
    return difference_title(
        satisfaction_rows(answer, words),
        mark("Hoe tevreden zijn leden en bezoekers?"),
        mark("Leden zijn tevredener dan bezoekers zonder lidmaatschap"),
        mark("Bezoekers zonder lidmaatschap zijn tevredener dan leden"),
        words,
    )


def nps_title(answer: Answer, words: Words) -> str:
    """Whether members or visitors recommend the library more."""
    return difference_title(
        nps_rows(answer, words),
        mark("Bevelen leden en bezoekers de bibliotheek aan?"),
        mark("Leden bevelen de bibliotheek vaker aan dan bezoekers zonder lidmaatschap"),
        mark("Bezoekers zonder lidmaatschap bevelen de bibliotheek vaker aan dan leden"),
        words,
    )


def satisfaction_subtitle(answer: Answer, words: Words) -> str:
    """The scale and the period."""
    return f"{words('rapportcijfer, 1 tot 10')} · {survey_period(answer, words)}"


def nps_subtitle(answer: Answer, words: Words) -> str:
    """What an NPS is, and the period."""
    return f"{words('NPS: deel 9 en 10 min deel 0 tot en met 6')} · {survey_period(answer, words)}"


def told(rows: list[Estimate], title: str, words: Words) -> str:
    """The dots in words."""
    return words("{title}. {parts}.", title=title, parts="; ".join(f"{row.name}: {row.said}" for row in rows))


SATISFACTION = Exhibit(
    name="usage/visitor_satisfaction",
    question="usage/visitor_satisfaction",
    draw=lambda answer, words: dots(satisfaction_rows(answer, words), SATISFACTION_SCALE),
    title=satisfaction_title,
    subtitle=satisfaction_subtitle,
    alternative=lambda answer, words: told(satisfaction_rows(answer, words), satisfaction_title(answer, words), words),
    table=(
        Shown("who_name", mark("Wie"), "text"),
        Shown("satisfaction", mark("Rapportcijfer"), "number"),
        MARGIN,
        ANSWERS,
    ),
    derived=with_margins("satisfaction", mean_margin, 1),
)
RECOMMENDATION = Exhibit(
    name="usage/recommendation",
    question="usage/recommendation",
    draw=lambda answer, words: dots(nps_rows(answer, words), NPS_SCALE),
    title=nps_title,
    subtitle=nps_subtitle,
    alternative=lambda answer, words: told(nps_rows(answer, words), nps_title(answer, words), words),
    table=(Shown("who_name", mark("Wie"), "text"), Shown("nps", mark("NPS"), "number"), MARGIN, ANSWERS),
    derived=with_margins("nps", nps_margin, 0),
)
