"""How an effect is told: one of four sentences, and what it rests on."""

from collections import Counter
from collections.abc import Mapping

from biebwijzer.propositions.effects import ALARM, EARLIER, LEAST_BEFORE, Effect, Place, verdict_of
from biebwijzer.propositions.introductions import REASONS
from biebwijzer.propositions.outcomes import Measure
from biebwijzer.words import Words, mark

JUDGED: Mapping[str, str] = {
    "clear": mark("duidelijk effect"),
    "unclear": mark("nog onduidelijk"),
    "no_effect": mark("geen effect van betekenis"),
    "none": mark("geen uitspraak"),
}
WHY: Mapping[str, str] = {
    "not_begun": mark("nog niet begonnen: telt mee als vergelijking"),
    "short_before": mark("te kort gemeten vóór de start"),
    "short_after": mark("te kort begonnen"),
}


def amount(value: float, measure: Measure, words: Words) -> str:
    """A difference: 12,3 or 20%."""
    return words.percent(value, 0) if measure.is_relative else words.number(value, 1)


def margin(low: float | None, high: float | None, measure: Measure, words: Words) -> str:
    """The two ends of a margin: 3,3 tot 25,6."""
    if low is None or high is None:
        return ""
    return words("{low} tot {high}", low=amount(low, measure, words), high=amount(high, measure, words))


def difference_told(matters: float, measure: Measure, words: Words) -> str:
    """The smallest difference that counts, as it was chosen: 2 or 5%."""
    return words.percent(matters, 0) if measure.is_relative else words.number(matters)


def with_unit(value: float, measure: Measure, words: Words) -> str:
    """A difference in full: 12,3 werk- en studiebezoekers per 1.000 inwoners meer, or 20% meer bezoek."""
    told, what = amount(abs(value), measure, words), words(measure.many)
    if measure.is_relative:
        more, fewer = mark("{told} meer {what}"), mark("{told} minder {what}")
    else:
        more, fewer = mark("{told} {what} per 1.000 inwoners meer"), mark("{told} {what} per 1.000 inwoners minder")
    return words(more if value > 0 else fewer, told=told, what=what)


def sentence(found: Effect, measure: Measure, matters: float, name: str, words: Words) -> str:
    """The judgement as a manager could say it aloud."""
    if found.value is None or found.low is None or found.high is None:
        return no_judgement(found, words)
    ends = {"low": amount(found.low, measure, words), "high": amount(found.high, measure, words)}
    if found.verdict == "clear":
        return words(
            "**Duidelijk effect:** {name} leverde ongeveer **{told}** op dan zonder. Waarschijnlijk ligt het echte "
            "effect tussen {low} en {high}.",
            name=name,
            told=with_unit(found.value, measure, words),
            **ends,
        )
    if found.verdict == "no_effect":
        return words(
            "**Geen effect van betekenis:** het verschil ligt waarschijnlijk tussen {low} en {high}, dus kleiner dan "
            "de {matters} die voor jou telt.",
            **ends,
            matters=difference_told(matters, measure, words),
        )
    seen = words(
        "Met deze bibliotheken zien we pas een effect vanaf ongeveer {least}.",
        least=amount(found.least_seen or 0.0, measure, words),
    )
    return words(
        "**Nog onduidelijk:** we meten {value}, maar het echte effect kan tussen {low} en {high} liggen. {seen} Dat is "
        "niet hetzelfde als ‘geen effect’.",
        value=amount(found.value, measure, words),
        **ends,
        seen=seen,
    )


def no_judgement(found: Effect, words: Words) -> str:
    """Why nothing can be said."""
    return words(
        "**Geen uitspraak: te weinig bibliotheken.** Met {with_it} tegen {without} valt toeval niet uit te sluiten, "
        "hoe groot het verschil ook is.",
        with_it=words.number(found.with_it),
        without=words.number(found.without),
    )


def alone(name: str, words: Words) -> str:
    """One library: how it went, and why that is no judgement."""
    return words(
        "**Geen uitspraak over één bibliotheek.** Je ziet hoe het liep vóór en na de start. Of dat door {name} komt, "
        "blijkt pas naast bibliotheken die het niet hebben: je POI-adviseur ziet die vergelijking.",
        name=name,
    )


def compared(found: Effect, words: Words) -> str:
    """Who was held against whom."""
    return words(
        "Vergeleken: {with_it} met en {without} zonder. Wie later begon, telt tot de start mee als zonder.",
        with_it=words.plural(mark("{n} bibliotheek"), mark("{n} bibliotheken"), n=found.with_it),
        without=words.number(found.without),
    )


def place_verdict(one: Place, matters: float) -> str:
    """The judgement about one library."""
    if one.low is None or one.high is None:
        return "none"
    return verdict_of(one.low, one.high, matters)


def place_told(one: Place, measure: Measure, matters: float, words: Words) -> str:
    """One library in words: its effect, its margin and what that means; else why it has none."""
    if one.value is None:
        return words(WHY[one.why]) if one.why else words(JUDGED["none"])
    return words(
        "{value} ({margin}) · {judged}",
        value=amount(one.value, measure, words),
        margin=margin(one.low, one.high, measure, words),
        judged=words(JUDGED[place_verdict(one, matters)]),
    )


def grounds(found: Effect, measure: Measure, words: Words) -> list[str]:
    """What the judgement rests on, each in a sentence."""
    return [line for line in (*_assumed(found, words), *_checked(found, measure, words)) if line]


def _assumed(found: Effect, words: Words) -> list[str]:
    indicative = words(
        "**Lees dit als een aanwijzing.** Wie begint omdat het bezoek daalde, ziet het ook vanzelf herstellen."
    )
    return [
        words("Dit klopt alleen als de start niet is gekozen omdat het bezoek al steeg of daalde."),
        _reasons(found, words),
        indicative if any(one.reason == "fewer_visits" for one in found.places) else "",
    ]


def _reasons(found: Effect, words: Words) -> str:
    """Why they began when they did."""
    begun = [one for one in found.places if one.started is not None and one.reason in REASONS]
    if len(found.places) == 1 and begun:
        began, why = words.month(begun[0].started), words(REASONS[str(begun[0].reason)])
        return words("Begonnen in {month}, omdat: {reason}.", month=began, reason=why)
    told = [
        words("{reason} ({n})", reason=words(REASONS[reason]), n=words.number(n))
        for reason, n in Counter(str(one.reason) for one in begun).items()
    ]
    return words("Waarom bibliotheken toen begonnen: {reasons}.", reasons=words.list(told)) if told else ""


def _checked(found: Effect, measure: Measure, words: Words) -> list[str]:
    lines = [_before(found, words)] if found.value is not None else []
    if found.second is not None:
        told = margin(*found.second, measure, words)
        lines.append(words("Tweede berekening, steeds zonder één bibliotheek: {margin}.", margin=told))
    if found.least_seen is not None:
        least = amount(found.least_seen, measure, words)
        lines.append(
            words("Een effect dat overal even groot is, hadden we gezien vanaf ongeveer {least}.", least=least)
        )
    if found.value is not None:
        lines.append(
            words.plural(
                mark("De eerste {n} maand na de start telt niet mee: dan loopt het nog op."),
                mark("De eerste {n} maanden na de start tellen niet mee: dan loopt het nog op."),
                n=measure.runs_in,
            )
        )
    short = [one.library for one in found.places if one.why == "short_before"]
    if short:
        lines.append(
            words(
                "Niet mee in de berekening: {libraries}. Daar zijn minder dan {n} maanden gemeten vóór de start.",
                libraries=words.list(short),
                n=words.number(LEAST_BEFORE),
            )
        )
    return lines


def _before(found: Effect, words: Words) -> str:
    if found.grew_before is None:
        return words("Er is te weinig gemeten vóór de start om te zien of deelnemers toen al anders groeiden.")
    if found.grew_before < ALARM:
        return words(
            "**Let op:** deelnemers groeiden vóór de start al anders dan de rest. Bij 1 op de 10 vergelijkingen is dat "
            "toeval."
        )
    return words(
        "Vóór de start groeiden deelnemers niet anders dan de rest: een denkbeeldige start {n} maanden eerder doet "
        "niets. Dat is geen bewijs, want een klein verschil in groei zie je zo niet.",
        n=words.number(EARLIER),
    )
