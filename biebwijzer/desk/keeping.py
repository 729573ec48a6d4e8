"""Bewaren: the rules with what each finds, what was done before, and the decision to let go."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.access.keeping import Kept, Period
from biebwijzer.desk.deliveries import here
from biebwijzer.desk.frame import Head, pill, table
from biebwijzer.desk.markup import html, markup
from biebwijzer.desk.page import workspace_now
from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import Words

TOLD = "keeping_told"


def keeping_table(found: Sequence[Kept], words: Words) -> None:
    """Every rule: what, how long, why, and how much of it has been kept long enough."""
    heads: list[str | Head] = [
        words("Wat"),
        words("Bewaren"),
        Head(words("Waarom"), wide=True),
        Head(words("Gevonden"), number=True),
        Head(words("Oudste"), wide=True),
    ]
    table(heads, [line(one, words) for one in found])


def line(one: Kept, words: Words) -> tuple[object, ...]:
    """One rule; what is found stands out."""
    number = words.number(one.rows)
    return (
        words.either(one.name),
        markup('<span class="nowrap">{period}</span>', period=period_name(one.period, words)),
        words.either(one.why),
        pill(number, "orange") if one.rows else number,
        words.date(one.oldest) if one.oldest and one.rows else "–",
    )


def period_name(period: Period, words: Words) -> str:
    """How long, as one says it."""
    if period.months:
        return words.plural("{n} maand", "{n} maanden", period.months)
    return words.plural("{n} dag", "{n} dagen", period.days)


def keeping_runs(runs: Sequence[Mapping[str, Any]], words: Words) -> None:
    """When something was let go of, by whom and how much: the evidence."""
    heads: list[str | Head] = [words("Wanneer"), Head(words("Wie"), wide=True), words("Wat")]
    table(heads, [(words.moment(here(run["ran_at"])), run["ran_by"], told(run, words)) for run in runs])


def told(run: Mapping[str, Any], words: Words) -> str:
    """What one run let go of."""
    parts = [
        words("{what}: {n}", what=words.either(one["name"]), n=words.number(one["rows"]))
        for one in json.loads(run["report"])
        if one["rows"]
    ]
    return "; ".join(parts) or words("niets")


def keeping_decision(workspace: Workspace, waiting: Sequence[Kept]) -> None:
    """The one decision of the page. It can't be undone: that is said, and asked once more."""
    words = workspace.words
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="keeping_decision"):
        with st.container(width="stretch"):
            sentence = st.session_state.pop(TOLD, "") or words("Opruimen kun je niet ongedaan maken.")
            html('<p role="status">{sentence}</p>', sentence=sentence)
        sure = st.checkbox(words("Ik weet het zeker"), key="keeping_sure", disabled=not waiting)
        if st.button(words("Ruim op"), type="primary", key="keep", disabled=not (waiting and sure)):
            run(words)
            st.rerun()


def run(words: Words) -> None:
    """Let go of it, as whoever is there at this moment."""
    try:
        found = intake.keep(workspace_now("access.keeping"))
    except BiebwijzerError as refused:
        st.session_state[TOLD] = words(refused.word, **refused.values)
        return
    done = sum(1 for one in found if one.rows)
    st.session_state[TOLD] = words.plural("Opgeruimd volgens {n} regel.", "Opgeruimd volgens {n} regels.", done)
