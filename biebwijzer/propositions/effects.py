"""What a proposition did where it is, beside where it is not: what is measured, and the judgement."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import exp, isfinite

import numpy as np

from biebwijzer.propositions import impact, margins
from biebwijzer.propositions.impact import Panel
from biebwijzer.propositions.outcomes import Study, matters_of, measure_of, study
from biebwijzer.warehouse import Answer

SEED = 20
# So many months with a number before a start, or there is nothing to hold it against.
LEAST_BEFORE = 3
EARLIER = 6
ALARM = 0.10
# Months before and after the start in the picture, and how often chance is drawn for its band.
REACH = 12
BAND_DRAWS = 300


@dataclass(frozen=True)
class Place:
    """One library: since when, and its own effect with its margin; `why` says why it has none."""

    library: str
    started: date | None
    reason: str | None
    before: int
    after: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    why: str | None = None


@dataclass(frozen=True)
class Effect:
    """The judgement: one of four, with the effect and its margin where there is one."""

    verdict: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    second: tuple[float, float] | None = None
    least_seen: float | None = None
    grew_before: float | None = None
    with_it: int = 0
    without: int = 0
    places: tuple[Place, ...] = ()
    # Months since the start, the effect in it, and how far chance alone goes either way.
    road: tuple[tuple[int, float, float | None, float | None], ...] = ()
    months: tuple[date, ...] = ()


def verdict_of(low: float, high: float, matters: float) -> str:
    """One of the four outcomes, by the margin and by the smallest difference that counts."""
    if not (isfinite(low) and isfinite(high)):
        return "none"
    if -matters < low and high < matters:
        return "no_effect"
    return "clear" if low > 0 or high < 0 else "unclear"


def effect_of(answer: Answer) -> Effect:
    """The judgement over the rows of an answer, in the measure's own unit; made once for the same numbers."""
    asked = study(answer)
    measure = measure_of(answer)
    panel = asked.panel
    matters = matters_of(answer)
    known = (panel.outcome.tobytes(), panel.starts.tobytes(), panel.outcome.shape, panel.runs_in)
    return _judged(*known, asked.names, asked.reasons, asked.started, asked.months, measure.is_relative, matters)


@lru_cache(maxsize=64)
def _judged(
    outcome: bytes,
    starts: bytes,
    shape: tuple[int, int],
    runs_in: int,
    names: tuple[str, ...],
    reasons: tuple[str | None, ...],
    started: tuple[date | None, ...],
    months: tuple[date, ...],
    is_relative: bool,
    matters: float,
) -> Effect:
    panel = Panel(np.frombuffer(outcome).reshape(shape), np.frombuffer(starts), runs_in)
    return judged(Study(panel, names, reasons, started, months), is_relative, matters)


def judged(asked: Study, is_relative: bool, matters: float) -> Effect:
    """The judgement over a panel."""

    def told(value: float) -> float:
        # From logarithms to shares; beyond this it means nothing for a library, and would not fit a number.
        return exp(min(float(value), 20.0)) - 1 if is_relative else float(value)

    panel = asked.panel
    begun = np.isfinite(panel.starts)
    before = (~np.isnan(panel.outcome) & ~panel.begun).sum(axis=1)
    after = (panel.known & panel.begun).sum(axis=1)
    fits = (before >= LEAST_BEFORE) & (~begun | (after > 0))
    places = [
        Place(name, start, reason, int(early), int(late), why=_why(has_begun, int(early), int(late)))
        for name, start, reason, early, late, has_begun in zip(
            asked.names, asked.started, asked.reasons, before, after, begun, strict=True
        )
    ]
    used = panel.of(fits)
    with_it, without = int((begun & fits).sum()), int((~begun & fits).sum())
    nothing = Effect("none", with_it=with_it, without=without, places=tuple(places), months=asked.months)
    if not with_it or impact.arrangements(used.starts) < impact.LEAST_ARRANGEMENTS:
        return nothing
    outcome, effect = impact.as_if(used, impact.drawn(len(used.starts)), SEED)
    low, high = impact.interval(outcome, effect)
    ends = (told(low), told(high))
    own, errors = margins.own_margins(used, SEED)
    reach = margins.student(0.975, max(len(own) - 1, 2)) * errors
    for place, value, stray in zip(np.flatnonzero(fits), own, reach, strict=True):
        if begun[place] and isfinite(value):
            low_end, high_end = told(value - stray), told(value + stray)
            places[place] = replace(places[place], value=told(value), low=low_end, high=high_end)
    verdict = verdict_of(*ends, matters)
    if verdict == "none":
        return replace(nothing, places=tuple(places))
    second = margins.jackknife(used)
    return replace(
        nothing,
        verdict=verdict,
        value=told(outcome[0]),
        low=ends[0],
        high=ends[1],
        second=(told(second[0]), told(second[1])) if isfinite(second[0]) else None,
        least_seen=told(least_seen(used)),
        grew_before=grew_before(used),
        places=tuple(places),
        road=road(used, told),
    )


def quiet(panel: Panel) -> Panel:
    """The same with every library's own effect taken out: what it would look like if nothing had come of it."""
    left = margins.without_effects(panel.outcome, impact.own_estimates(panel), panel.begun)
    return Panel(np.where(panel.known, left, np.nan), panel.starts)


def least_seen(panel: Panel) -> float:
    """The smallest effect these libraries would have shown four times out of five."""
    low, high = impact.interval(*impact.as_if(quiet(panel), impact.drawn(len(panel.starts)), SEED))
    return margins.least_seen((high - low) / 2, len(panel.starts))


def _why(has_begun: bool, before: int, after: int) -> str | None:
    """Why a library has no effect of its own."""
    if not has_begun:
        return "not_begun"
    if before < LEAST_BEFORE:
        return "short_before"
    return None if after else "short_after"


def grew_before(panel: Panel) -> float | None:
    """How likely by chance: the 'effect' of a start half a year too early, seen in the months before the real one."""
    earlier = impact.as_if_earlier(panel, EARLIER)
    begun = np.isfinite(panel.starts)
    enough = (earlier.known & ~earlier.begun).sum(axis=1) >= LEAST_BEFORE
    some = earlier.of(enough)
    if not (begun & enough).any() or impact.arrangements(some.starts) < impact.LEAST_ARRANGEMENTS:
        return None
    outcome, _ = impact.as_if(some, impact.drawn(len(some.starts)), SEED)
    return impact.chance_of(outcome) if len(outcome) > impact.LEAST_ARRANGEMENTS else None


def road(panel: Panel, told: Callable[[float], float]) -> tuple[tuple[int, float, float | None, float | None], ...]:
    """The effect month by month around the start, and how far the same goes by chance where there is no effect."""
    whole = Panel(panel.outcome, panel.starts)
    found = impact.since_start(whole, panel.starts, REACH)
    nothing = quiet(panel)
    shared = impact.shared_out(panel.starts, BAND_DRAWS, SEED)
    drawn = np.array([impact.since_start(nothing, starts, REACH) for starts in shared[1:]])
    rows = []
    for place, value in enumerate(found):
        chance = drawn[:, place][~np.isnan(drawn[:, place])]
        low, high = [told(one) for one in np.quantile(chance, (0.025, 0.975))] if chance.size else (None, None)
        if not np.isnan(value):
            rows.append((place - REACH, told(value), low, high))
    return tuple(rows)
