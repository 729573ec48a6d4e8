"""The judgement: one of four outcomes by the margin and by what counts, and the sentences that say it."""

from datetime import date

import numpy as np
import pytest

from biebwijzer.propositions import effects
from biebwijzer.propositions.effect_telling import grounds, sentence
from biebwijzer.propositions.impact import NEVER, Panel
from biebwijzer.propositions.outcomes import MEASURES, Study, outcome_of, span
from biebwijzer.words import Words

pytestmark = pytest.mark.slow

NL, EN = Words("nl"), Words("en")
MONTHS = span(date(2024, 11, 1), date(2026, 10, 1))


def studied(effect=0.0, noise=0.3, number=10, begun=4, reason="asked", seed=3, before=0.0) -> Study:
    """Libraries with about 10 per 1,000, of which some begin; `before` is how much they grew a month already."""
    rng = np.random.default_rng(seed)
    starts = np.full(number, NEVER)
    starts[:begun] = np.resize([12, 14, 16], begun)
    since = np.arange(24)[None, :] - starts[:, None]
    outcome = (
        10 + rng.normal(0, 2, number)[:, None] + rng.normal(0, 1, 24)[None, :] + rng.normal(0, noise, (number, 24))
    )
    outcome += np.where(since >= 0, effect, 0.0) + np.where(starts < 99, before, 0.0)[:, None] * np.arange(24)
    started = tuple(MONTHS[int(one)] if one < 99 else None for one in starts)
    names = tuple(f"Bibliotheek {number}" for number in range(number))
    return Study(Panel(outcome, starts, 3), names, (reason,) * number, started, MONTHS)


def told(found: effects.Effect, words: Words = NL, matters: float = 2.0, code: str = "work") -> str:
    return sentence(found, MEASURES[code], matters, "Bieb Werkt", words)


@pytest.mark.parametrize(
    ("low", "high", "matters", "verdict"),
    [
        (1.0, 5.0, 2.0, "clear"),
        (-5.0, -1.0, 2.0, "clear"),
        (-1.0, 1.5, 2.0, "no_effect"),
        (0.2, 1.5, 2.0, "no_effect"),
        (-1.0, 2.5, 2.0, "unclear"),
        (-np.inf, np.inf, 2.0, "none"),
    ],
)
def test_the_margin_and_what_counts_decide(low, high, matters, verdict):
    assert effects.verdict_of(low, high, matters) == verdict


def test_a_clear_effect_is_said_with_its_margin_and_who_was_compared():
    found = effects.judged(studied(effect=5.0), False, 2.0)

    assert found.verdict == "clear" and found.low <= 5.0 <= found.high
    assert told(found).startswith("**Duidelijk effect:** Bieb Werkt leverde ongeveer **")
    assert "werk- en studiebezoekers per 1.000 inwoners meer" in told(found)
    assert told(found, EN).startswith("**Clear effect:** Bieb Werkt brought about **")
    assert (found.with_it, found.without) == (4, 6)


def test_a_small_margin_around_nothing_is_no_effect_and_a_wide_one_is_not_clear():
    nothing, wide = (effects.judged(studied(noise=noise), False, 2.0) for noise in (0.3, 6.0))

    assert nothing.verdict == "no_effect"
    assert "dus kleiner dan de 2 die voor jou telt" in told(nothing)
    assert wide.verdict == "unclear"
    assert "Dat is niet hetzelfde als ‘geen effect’" in told(wide)
    assert wide.least_seen > 2 > nothing.least_seen


def test_what_counts_can_change_the_judgement_and_never_the_numbers():
    asked = studied(noise=0.9)
    strict, lenient = (effects.judged(asked, False, matters) for matters in (0.05, 5.0))

    assert (strict.verdict, lenient.verdict) == ("unclear", "no_effect")
    assert (strict.value, strict.low, strict.high) == (lenient.value, lenient.low, lenient.high)


def test_too_few_libraries_get_no_judgement_however_large_the_difference():
    found = effects.judged(studied(effect=50.0, number=9, begun=1), False, 2.0)

    assert found.verdict == "none" and found.value is None
    assert told(found).startswith("**Geen uitspraak: te weinig bibliotheken.** Met 1 tegen 8")


def test_whoever_began_because_visits_fell_makes_it_an_indication():
    lines = " ".join(grounds(effects.judged(studied(5.0, reason="fewer_visits"), False, 2.0), MEASURES["work"], NL))
    without = " ".join(grounds(effects.judged(studied(5.0), False, 2.0), MEASURES["work"], NL))

    assert "Lees dit als een aanwijzing" in lines and "het bezoek daalde (" in lines
    assert "Lees dit als een aanwijzing" not in without
    assert "Dit klopt alleen als de start niet is gekozen" in without


def test_growing_differently_before_the_start_is_said():
    quiet, loud = (effects.judged(studied(5.0, before=slope), False, 2.0) for slope in (0.0, 0.5))

    assert loud.grew_before < effects.ALARM <= quiet.grew_before
    assert "**Let op:** deelnemers groeiden vóór de start al anders" in " ".join(grounds(loud, MEASURES["work"], NL))
    assert "Dat is geen bewijs" in " ".join(grounds(quiet, MEASURES["work"], NL))


def test_visits_are_judged_in_percents_of_what_they_would_have_been():
    asked = studied(noise=0.0)
    visits = np.log(100 + asked.panel.outcome) + np.where(asked.panel.begun, np.log(1.2), 0.0)
    found = effects.judged(
        Study(Panel(visits, asked.panel.starts, 3), asked.names, asked.reasons, asked.started, MONTHS), True, 0.05
    )

    assert found.value == pytest.approx(0.2, abs=0.01)
    assert "20% meer bezoek" in told(found, matters=0.05, code="visits")


def test_a_hidden_number_is_a_month_without_one_and_nobody_is_nobody():
    work, visits = MEASURES["work"], MEASURES["visits"]

    assert np.isnan(outcome_of({"number": None, "residents": 5000}, work))
    assert np.isnan(outcome_of({"number": 20, "residents": None}, work))
    assert outcome_of({"number": 0, "residents": 5000}, work) == 0
    assert outcome_of({"number": 20, "residents": 5000}, work) == 4
    assert np.isnan(outcome_of({"number": 0, "residents": 5000}, visits))
