"""The exhibits of places: who did not come, and how full it is."""

from collections.abc import Callable

from biebwijzer.look import Exhibit, Shown
from biebwijzer.propositions import place_charts as charts
from biebwijzer.propositions.place_charts import CHECKED_IN, COUNTED, RESERVED, Filling
from biebwijzer.propositions.telling import SHARE, period, share_told
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark


def no_show_title(answer: Answer, words: Words) -> str:
    """Which branch is worse, when its margin says so."""
    # Two libraries may each have a branch of one name.
    worse = list(dict.fromkeys(one.name for one in charts.branches(answer) if one.is_worse))
    if worse:
        return words("Bij {branches} blijven meer plekken leeg dan elders", branches=words.list(worse))
    if any(one.rate for one in charts.branches(answer)):
        return words("Geen vestiging heeft duidelijk meer lege reserveringen")
    return words("Waar blijven reserveringen leeg?")


def no_show_subtitle(answer: Answer, words: Words) -> str:
    """What is counted, and what the dashed line is."""
    together = charts.library_share(answer)
    said = words(
        "niet ingecheckt binnen 15 minuten, % van wat begon (95%-marge) · {period}", period=period(answer, words)
    )
    if together is None:
        return said
    return words("{said} · streepje = alle samen {share}", said=said, share=words.percent(together.share))


def no_show_alternative(answer: Answer, words: Words) -> str:
    """The branches in words."""
    told = [f"{one.name}: {share_told(one.part, one.whole, words)}" for one in charts.branches(answer)]
    return words("{title}. {branches}.", title=no_show_title(answer, words), branches="; ".join(told))


NO_SHOW = Exhibit(
    name="propositions/no_show",
    question="propositions/no_show",
    draw=charts.no_show,
    title=no_show_title,
    subtitle=no_show_subtitle,
    alternative=no_show_alternative,
    table=(
        Shown("branch", mark("Vestiging"), "text"),
        Shown("no_show", mark("Niet gekomen"), "number"),
        Shown("checked_in", mark("Ingecheckt"), "number"),
        *SHARE,
        Shown("judged", mark("Tegenover alle samen"), "text"),
        Shown("cancelled_by_visitor", mark("Afgezegd door bezoeker"), "number"),
        Shown("cancelled_by_library", mark("Afgezegd door bibliotheek"), "number"),
    ),
    derived=charts.no_show_shares,
)

FULLEST = {
    "checked_in_hours": mark("Op {day} om {hour} uur zijn de plekken het volst: {share} ingecheckt"),
    "reserved_hours": mark("Op {day} om {hour} uur is het meest gereserveerd: {share} van de plekken"),
    "visits_per_day": mark("Op {day} om {hour} uur komen de meeste bezoekers binnen: {n} per dag"),
}

ASKED = {
    "checked_in_hours": mark("Hoe vol zijn de plekken?"),
    "reserved_hours": mark("Hoeveel plekken zijn gereserveerd?"),
    "visits_per_day": mark("Wanneer komen bezoekers binnen?"),
}

UNITS = {
    "checked_in_hours": mark("ingecheckte uren als % van plekken × open uren · {period}"),
    "reserved_hours": mark("gereserveerde uren als % van plekken × open uren · {period}"),
    "visits_per_day": mark("bezoeken bij de deur op een gemiddelde dag, los van reserveringen · {period}"),
}


def map_title(filling: Filling) -> Callable[[Answer, Words], str]:
    """The fullest hour, or the question when there is nothing to fill."""

    def title(answer: Answer, words: Words) -> str:
        cells = charts.filled(answer, filling)
        if not cells:
            return words(ASKED[filling.column])
        top = max(cells, key=lambda cell: cell["value"])
        return words(
            FULLEST[filling.column],
            day=words.weekday(charts.MONDAY.replace(day=top["weekday"]), is_whole=True),
            hour=top["hour"],
            share=words.percent(top["value"], 0),
            n=words.number(top["value"]),
        )

    return title


def map_subtitle(filling: Filling) -> Callable[[Answer, Words], str]:
    """What a cell is."""

    def subtitle(answer: Answer, words: Words) -> str:
        return words(UNITS[filling.column], period=period(answer, words))

    return subtitle


def map_alternative(filling: Filling) -> Callable[[Answer, Words], str]:
    """The map in words."""

    def alternative(answer: Answer, words: Words) -> str:
        n = words.number(len(charts.filled(answer, filling)))
        return words(
            "{title}. De kaart heeft {n} uren; alle staan in de tabel.", title=map_title(filling)(answer, words), n=n
        )

    return alternative


def heat_map(name: str, filling: Filling) -> Exhibit:
    """One heat map over weekday and hour; all of them share their question and their table."""
    return Exhibit(
        name=f"propositions/{name}",
        question="propositions/occupancy",
        draw=charts.filling_map(filling),
        title=map_title(filling),
        subtitle=map_subtitle(filling),
        alternative=map_alternative(filling),
        table=(
            Shown("day", mark("Dag"), "text"),
            Shown("hour", mark("Uur"), "number"),
            Shown("checked_in_share", mark("Ingecheckt"), "percent"),
            Shown("reserved_share", mark("Gereserveerd"), "percent"),
            Shown("visits_per_day", mark("Bezoeken per dag"), "number"),
            Shown("available_hours", mark("Plekuren"), "number"),
        ),
        derived=charts.hours_told,
    )


OCCUPANCY = heat_map("occupancy", CHECKED_IN)

OCCUPANCY_RESERVED = heat_map("occupancy_reserved", RESERVED)

VISITS_PER_HOUR = heat_map("occupancy_counted", COUNTED)
