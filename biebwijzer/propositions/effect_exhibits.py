"""The exhibits of an effect, three for every measure: per library, month by month, and one library's own course."""

from collections.abc import Callable

from biebwijzer.look import Exhibit, Shown
from biebwijzer.propositions import effect_charts as charts
from biebwijzer.propositions.effects import REACH
from biebwijzer.propositions.outcomes import MEASURES, Measure, measure_of
from biebwijzer.warehouse import Answer, Row
from biebwijzer.words import Words, mark

Said = Callable[[Answer, Words], str]
COURSE_SIDE = 6


def places(answer: Answer) -> list[Row]:
    """The libraries with an effect of their own."""
    return [row for row in answer.rows.to_dicts() if not row["is_together"] and row["value"] is not None]


def own_title(answer: Answer, words: Words) -> str:
    """At how many of the libraries it clearly did something, and at how many nothing that counts."""
    found = places(answer)
    clear = sum(row["verdict"] == "clear" for row in found)
    nothing = sum(row["verdict"] == "no_effect" for row in found)
    if not found:
        return words("Bij welke bibliotheek deed het iets?")
    if clear and nothing:
        return words(
            "Bij {clear} van de {n} bibliotheken deed het duidelijk iets, bij {nothing} niets van betekenis",
            clear=words.number(clear),
            n=words.number(len(found)),
            nothing=words.number(nothing),
        )
    if clear:
        return words("Bij {clear} van de {n} bibliotheken deed het duidelijk iets", clear=clear, n=len(found))
    if nothing == len(found):
        return words("Bij geen enkele bibliotheek deed het iets van betekenis")
    return words("Bij geen enkele bibliotheek is een duidelijk effect te zien")


def own_subtitle(answer: Answer, words: Words) -> str:
    """What an effect is in, and what a line is."""
    return words("{what} · streep = 95%-marge · 0 = zoals zonder", what=unit(measure_of(answer), words))


def unit(measure: Measure, words: Words) -> str:
    """What an effect is counted in."""
    counted = words(measure.counted)
    return words("verschil in {counted}, in %", counted=counted) if measure.is_relative else counted


def own_alternative(answer: Answer, words: Words) -> str:
    """The dots in words."""
    told = [f"{row['library']}: {row['said']}" for row in answer.rows.iter_rows(named=True)]
    return words("{title}. {libraries}.", title=own_title(answer, words), libraries="; ".join(told))


def own_remark(answer: Answer, words: Words) -> str:
    """Where the margins come from."""
    return words(
        "De marge van één bibliotheek zegt hoe ver maanden uit zichzelf op en neer gaan. Die van alle samen zegt ook "
        "hoe bibliotheken onderling verschillen, en is daarom vaak ruimer."
    )


def beyond(answer: Answer) -> tuple[int, int]:
    """Months before and after the start that lie outside what chance does."""
    known = [row for row in answer.rows.iter_rows(named=True) if row["low"] is not None and row["since_start"] != -1]
    out = [row["since_start"] for row in known if not row["low"] <= row["value"] <= row["high"]]
    return sum(since < 0 for since in out), sum(since >= 0 for since in out)


def road_title(answer: Answer, words: Words) -> str:
    """Whether it moved after the start, and not before it."""
    before, after = beyond(answer)
    later = sum(row["since_start"] >= 0 for row in answer.rows.iter_rows(named=True))
    if not later:
        return words("Wat gebeurde er na de start?")
    if after * 2 > later and not before:
        return words("Na de start gaat het verder dan toeval, ervoor niet")
    if after * 2 > later:
        return words("Na de start gaat het verder dan toeval, maar ervoor soms ook")
    return words("Na de start blijft het binnen wat toeval doet")


def road_subtitle(answer: Answer, words: Words) -> str:
    """What is counted, and what the band is."""
    what = unit(measure_of(answer), words)
    return words("{what} · maanden sinds de start · band = zo ver gaat toeval", what=what)


def road_alternative(answer: Answer, words: Words) -> str:
    """The road in words."""
    before, after = beyond(answer)
    return words(
        "{title}. Van de maanden vóór de start liggen er {before} buiten de band, van die erna {after}.",
        title=road_title(answer, words),
        before=words.number(before),
        after=words.number(after),
    )


def road_remark(answer: Answer, words: Words) -> str:
    """What is held against what."""
    return words(
        "Elke maand tegenover de laatste maand vóór de start, naast wie toen nog niet begonnen was. Na {n} maanden "
        "gaat het over steeds minder bibliotheken.",
        n=words.number(REACH // 2),
    )


def around_start(answer: Answer) -> tuple[float, float] | None:
    """The last half year before the start and the last half year there is, when both are there."""
    rows = answer.rows.drop_nulls("rate")
    if rows.is_empty() or rows["started"][0] is None:
        return None
    before = rows.filter(rows["month"] < rows["started"])["rate"].tail(COURSE_SIDE)
    after = rows.filter(rows["month"] >= rows["started"])["rate"].tail(COURSE_SIDE)
    if before.is_empty() or after.is_empty():
        return None
    return float(before.to_numpy().mean()), float(after.to_numpy().mean())


def course_title(answer: Answer, words: Words) -> str:
    """From how many to how many; whether that is the proposition's doing is another question."""
    ends = around_start(answer)
    if ends is None:
        return words("Hoe liep het vóór en na de start?")
    return words(
        "Van {before} per 1.000 inwoners in het half jaar vóór de start naar {after} in het laatste half jaar",
        before=words.number(ends[0], 1),
        after=words.number(ends[1], 1),
    )


def course_subtitle(answer: Answer, words: Words) -> str:
    """What is counted."""
    return words("{counted} · eigen bibliotheek, zonder vergelijking", counted=words(measure_of(answer).counted))


def course_alternative(answer: Answer, words: Words) -> str:
    """The line in words."""
    return words("{title}. Alle maanden staan in de tabel.", title=course_title(answer, words))


def own(measure: Measure) -> Exhibit:
    """The effect per library."""
    return Exhibit(
        name=f"propositions/effect_own_{measure.code}",
        question=measure.question,
        draw=charts.own,
        title=own_title,
        subtitle=own_subtitle,
        alternative=own_alternative,
        table=(
            Shown("library", mark("Bibliotheek"), "text"),
            Shown("value", mark("Effect"), measure.kind),
            Shown("margin", mark("95%-marge"), "text"),
            Shown("judged", mark("Oordeel"), "text"),
            Shown("started", mark("Eerste hele maand"), "month"),
            Shown("before", mark("Maanden ervoor"), "number"),
            Shown("after", mark("Maanden erna"), "number"),
        ),
        derived=charts.own_rows,
        remark=own_remark,
    )


def road(measure: Measure) -> Exhibit:
    """The effect month by month."""
    return Exhibit(
        name=f"propositions/effect_road_{measure.code}",
        question=measure.question,
        draw=charts.road,
        title=road_title,
        subtitle=road_subtitle,
        alternative=road_alternative,
        table=(
            Shown("since_start", mark("Maanden sinds de start"), "number"),
            Shown("value", mark("Effect"), measure.kind),
            Shown("low", mark("Toeval van"), measure.kind),
            Shown("high", mark("Toeval tot"), measure.kind),
        ),
        derived=charts.road_rows,
        remark=road_remark,
        height=360,
    )


def course(measure: Measure) -> Exhibit:
    """One library's own months."""
    return Exhibit(
        name=f"propositions/effect_course_{measure.code}",
        question=measure.question,
        draw=charts.course,
        title=course_title,
        subtitle=course_subtitle,
        alternative=course_alternative,
        table=(
            Shown("month", mark("Maand"), "month"),
            Shown("number", mark("Aantal"), "number"),
            Shown("residents", mark("Inwoners"), "number"),
            Shown("rate", mark("Per 1.000 inwoners"), "number"),
        ),
        derived=charts.course_rows,
    )


OWN = {code: own(measure) for code, measure in MEASURES.items()}
ROAD = {code: road(measure) for code, measure in MEASURES.items()}
COURSE = {code: course(measure) for code, measure in MEASURES.items()}
EFFECT_EXHIBITS = (*OWN.values(), *ROAD.values(), *COURSE.values())
