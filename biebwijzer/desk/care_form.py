"""Bronnen: the form in which one says who looks after a source, from where it comes, and whether it counts at once."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from biebwijzer import clock, intake
from biebwijzer.access import Workspace, library_names
from biebwijzer.desk.acts import acted
from biebwijzer.desk.signing_in import say_problems
from biebwijzer.words import Words, mark

WAYS = {
    "hand": mark("iemand levert een bestand aan"),
    "inbox": mark("bestanden uit een map"),
    "fetch": mark("open data van het CBS"),
}
MANNERS = {
    "wait": mark("wacht op een mens"),
    "at_once": mark("meteen zichtbaar, bij twijfel wacht het"),
}
RHYTHMS = ("daily 06:00", "weekly mon 06:00", "monthly 1 06:00", "monthly 15 06:00")
Row = Mapping[str, Any]


def care_form(workspace: Workspace, source: intake.Source, rows: Sequence[Row]) -> None:
    """Ask it, say what is wrong under its field, and keep what is right."""
    words = workspace.words
    if intake.asks_library(workspace, source) and not library_names(workspace):
        return
    library = which_library(workspace, source)
    now = next((row for row in rows if library in (None, row["library_id"])), {})
    under: dict[str, Any] = {}
    with st.form(f"care_{library or ''}", border=False):
        owner = which_owner(workspace, source, library, now)
        under["owner"] = st.empty()
        ways = [way for way in WAYS if way != "fetch" or source.odata is not None]
        way = choice(words("Hoe komt zij binnen?"), ways, WAYS, now.get("way"), "care_way", words)
        under["way"] = st.empty()
        rhythm = which_rhythm(source, now, words)
        under["rhythm"] = st.empty()
        label = words("Wat gebeurt er met een levering?")
        manner = choice(label, list(MANNERS), MANNERS, now.get("manner"), "care_manner", words)
        under["manner"] = st.empty()
        sent = st.form_submit_button(words("Bewaar hoe zij binnenkomt"), type="primary")
    if not sent:
        return
    draft = intake.CareDraft(source.source_id, library, owner or "", way, manner, rhythm)
    found = intake.care_problems(workspace, draft)
    say_problems(words, {"library": st.empty(), **under}, found)
    if not found:
        saved = intake.keep_care(workspace, draft)
        acted(words("Bewaard: **{source}**.", source=words.either(source.title)), ("undo", str(saved.audit_id)))
        st.rerun()


def which_library(workspace: Workspace, source: intake.Source) -> str | None:
    """For which library, asked only where the file does not say and one works for several."""
    if not intake.asks_library(workspace, source):
        return None
    names = library_names(workspace)
    mine = [one for one in workspace.libraries if one in names]
    label = workspace.words("Voor welke bibliotheek?")
    return st.selectbox(label, mine, format_func=names.__getitem__, key="care_library")


def which_owner(workspace: Workspace, source: intake.Source, library: str | None, now: Row) -> str | None:
    """Who looks after it: a colleague who may deliver it, to begin with oneself."""
    words = workspace.words
    only = workspace.libraries[0] if len(workspace.libraries) == 1 and source.has_library else None
    people = intake.owners(workspace, library or only)
    return st.selectbox(
        words("Wie zorgt voor deze bron en krijgt bericht?"),
        list(people),
        place(list(people), now.get("owner_id", workspace.user_id)),
        format_func=people.__getitem__,
        placeholder=words("Kies een collega"),
        key="care_owner",
    )


def which_rhythm(source: intake.Source, now: Row, words: Words) -> str:
    """How often it is fetched; of a source that is not fetched what was kept, and nothing is asked."""
    kept = now.get("rhythm") or RHYTHMS[1]
    if source.odata is None:
        return kept
    known = list(dict.fromkeys((*RHYTHMS, kept)))
    label = words("Hoe vaak ophalen?")
    said = {one: clock.rhythm(one).said(words) for one in known}
    return st.selectbox(label, known, known.index(kept), format_func=said.__getitem__, key="care_rhythm")


def choice(
    label: str, options: Sequence[str], names: Mapping[str, str], now: str | None, key: str, words: Words
) -> str:
    """One of a few, all of them in sight."""
    picked = st.radio(label, options, place(options, now) or 0, lambda one: words(names[one]), key=key)
    return picked or options[0]


def place(known: Sequence[str], wanted: str | None) -> int | None:
    """Where something stands among what can be chosen."""
    return known.index(wanted) if wanted in known else None
