"""Verkennen: the filters that read as a sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from biebwijzer import explore
from biebwijzer.access import Workspace
from biebwijzer.desk.explored import parts_of
from biebwijzer.desk.filters import WIDTH, choice_filter, dropped, option_filter, period_filter
from biebwijzer.explore import DIMENSIONS, Choice, Measure
from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import Words

NONE, EVERYTHING = "geen", "alles"
WIDE = 230
# That an address named something that is not there.
LOST = "explore_lost"


def _option(name: str, label: str, choices: Mapping[str, str], default: str, width: int = WIDTH) -> str:
    """One of a list; what an address names and is not there is dropped, and said once below the whole row."""
    if st.query_params.get(name, default) not in choices:
        del st.query_params[name]
        st.session_state[LOST] = True
    return option_filter(name, label, choices, default, width)


def explore_filters(workspace: Workspace, moments: Mapping[str, list[date]]) -> Choice:
    """What is chosen, read from the address and from the fields."""
    words = workspace.words
    choice = _chosen(workspace, moments)
    if st.session_state.pop(LOST, False):
        dropped(words("Niet alles uit het adres is er. Je ziet nu wat hierboven staat."))
    return choice


def _chosen(workspace: Workspace, moments: Mapping[str, list[date]]) -> Choice:
    words, known = workspace.words, explore.measures()
    with st.container(horizontal=True):
        names = {code: words(one.name) for code, one in known.items() if code in moments}
        measure = known[_option("maat", words("Wat"), names, next(iter(names)), WIDE)]
        offered = _offered(workspace, measure)
        none = {NONE: words("Niet gesplitst")}
        split = _split("splits", words("Naar"), {**offered, **none}, next(iter(offered), NONE))
        others = {code: name for code, name in offered.items() if code != split}
        second = _split("en", words("En naar"), {NONE: words("En naar…"), **others}, NONE) if split else None
        since, until = _period(measure, moments[measure.code], words)
        choice = Choice(measure, since, until, split, second)
        if not measure.is_protected:
            choice = replace(choice, branch=_branch(workspace))
        elif second is not None:
            choice = replace(choice, kept=_kept(workspace, choice, second))
        beside = {"niets": words("Alleen nu"), "jaar": words("Naast een jaar eerder")}
        return replace(choice, beside_a_year_ago=choice_filter("naast", words("Naast"), beside, "niets") == "jaar")


def _offered(workspace: Workspace, measure: Measure) -> dict[str, str]:
    """By what it can be split here: with one library there is nothing to split by library."""
    words = workspace.words
    alone = len(workspace.libraries) < 2
    return {
        code: words("Per {what}", what=words(DIMENSIONS[code]).lower())
        for code in measure.offers
        if not (code == "library" and alone)
    }


def _split(name: str, label: str, choices: Mapping[str, str], default: str) -> str | None:
    picked = _option(name, label, choices, default, WIDE)
    return None if picked == NONE else picked


def _period(measure: Measure, found: Sequence[date], words: Words) -> tuple[date, date]:
    """The period: any months, or for a measure that counts persons one year, month or reference date."""
    if measure.period == "months":
        period = period_filter(found[0], found[-1], months=12)
        return period.since, period.until
    said = {"year": lambda one: str(one.year), "month": words.month}.get(measure.period, words.date)
    choices = {one.isoformat(): said(one) for one in reversed(found)}
    picked = date.fromisoformat(_option("wanneer", words("Wanneer"), choices, next(iter(choices))))
    return picked, picked


def _branch(workspace: Workspace) -> str | None:
    words = workspace.words
    rows = workspace.ask("usage/branches").rows
    names = {EVERYTHING: words("Alle vestigingen"), **dict(rows.select("branch_id", "name").iter_rows())}
    picked = _option("vestiging", words("Vestiging"), names, EVERYTHING)
    return None if picked == EVERYTHING else picked


def _kept(workspace: Workspace, choice: Choice, second: str) -> str | None:
    """One part of the second split, out of those there are."""
    words = workspace.words
    try:
        found = parts_of(explore.explored(workspace, replace(choice, split=None)), "series", second, words)
    except BiebwijzerError:
        return None
    picked = _option("alleen", words("Alleen"), {EVERYTHING: words("Allemaal"), **found}, EVERYTHING, WIDE)
    return None if picked == EVERYTHING else picked
