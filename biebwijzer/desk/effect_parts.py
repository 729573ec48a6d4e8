"""Parts of the page of an effect: what it is about, what stands in the way of it, and what it rests on."""

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.filters import choice_filter, number_filter
from biebwijzer.desk.forms import plain
from biebwijzer.desk.frame import card, empty
from biebwijzer.desk.markup import bold, html, joined, markup
from biebwijzer.desk.proposition_parts import proposition_link
from biebwijzer.desk.tiles import tile, tiles
from biebwijzer.look import Figure, ready
from biebwijzer.propositions import OWN
from biebwijzer.propositions.effect_telling import compared, difference_told, grounds, margin
from biebwijzer.propositions.effects import Effect
from biebwijzer.propositions.outcomes import MEASURES, Measure, matters_of, measure_of
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words

EFFECT_PAGE = str(ROOT / "pages" / "propositions" / "effect.py")
# How a measure is called in the address.
ADDRESSES = {"werken": "work", "groep": "group", "bezoek": "visits"}


def outcome_filter(words: Words) -> Measure:
    """What the effect is on, `?op=bezoek`."""
    names = {address: words(MEASURES[code].label) for address, code in ADDRESSES.items()}
    return MEASURES[ADDRESSES[choice_filter("op", words("Effect op"), names, "werken")]]


def difference_filter(words: Words, measure: Measure) -> int:
    """The smallest difference that counts for whoever asks, `?verschil=2` or, in percents, `?procent=5`."""

    def told(number: int) -> str:
        if measure.is_relative:
            return words("Vanaf {n}% telt", n=words.number(number))
        return words("Vanaf {n} per 1.000", n=words.number(number))

    name = "procent" if measure.is_relative else "verschil"
    return number_filter(name, words("Kleinste verschil dat telt"), measure.choices, measure.usual, told)


def effect_lacking(answer: Answer, name: str, code: str, words: Words) -> bool:
    """Say what is lacking when nothing can be compared: no figures, or nobody wrote down when it began."""
    if answer.is_empty():
        empty(
            "not_loaded",
            words("Hiervan zijn nog geen maanden geladen."),
            words("Kies iets anders om naar te kijken, of vraag je gegevensbeheerder om aan te leveren."),
        )
    elif answer.rows["started"].is_null().all():
        empty(
            "none",
            words("Nergens staat wanneer {name} begon.", name=name),
            words("Leg bij de propositie vast waar en wanneer jullie begonnen."),
        )
    else:
        return False
    proposition_link(code, words("Naar {name}", name=name))
    return True


def effect_tiles(workspace: Workspace, answer: Answer, found: Effect) -> None:
    """The effect with its margin, who was held against whom, and what one could have seen."""
    words, measure = workspace.words, measure_of(answer)
    shown = ready(OWN[measure.code], answer, words)
    together = {"is_together": True}
    per = words("per 1.000 inwoners") if not measure.is_relative else words("van wat het zonder was")
    with tiles():
        tile(words("Effect"), Figure(shown, "value", together, kind=measure.kind), note=per)
        tile(words("95%-marge"), margin(found.low, found.high, measure, words), note=per)
        tile(
            words("Vergeleken"),
            words("{with_it} met, {without} zonder", with_it=found.with_it, without=found.without),
            note=words("wie later begon, telt eerst als zonder"),
        )
        tile(
            words("Te zien vanaf"),
            Figure(shown, "least_seen", together, kind=measure.kind),
            note=words(
                "voor jou telt een verschil van {matters}", matters=difference_told(matters_of(answer), measure, words)
            ),
        )


def effect_grounds(found: Effect, measure: Measure, words: Words) -> None:
    """What the judgement rests on."""
    told = grounds(found, measure, words)
    if found.value is not None:
        told = [compared(found, words), *told]
    with card("grounds"):
        html(
            '<h2>{title}</h2><ul style="margin:.4rem 0 0;padding-left:1.2rem">{lines}</ul>',
            title=words("Waar dit op rust"),
            lines=joined(markup('<li style="margin:.2rem 0">{line}</li>', line=bold(line)) for line in told),
        )


def effect_link(code: str, words: Words) -> None:
    """From a proposition to what it did."""
    st.page_link(
        EFFECT_PAGE,
        label=plain(words("Deed het iets? Bekijk het effect")),
        icon=":material/query_stats:",
        query_params={"propositie": code},
        width="content",
    )
