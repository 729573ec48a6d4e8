"""The drawer in which one keeps that somebody agreed to something, or does not want it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.forms import DAY, Form, problem_count, problem_under, save_or_close
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.undo import done
from biebwijzer.relations import Saved, consents
from biebwijzer.relations.consents import ConsentDraft
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark

YES, NO = "yes", "no"
ANSWERS = {YES: mark("Ja, met bewijs"), NO: mark("Nee, wil dit niet")}


def consent_drawer(workspace: Workspace, person: Row, rows: Sequence[Row]) -> None:
    """Keep what somebody said yes or no to; `rows` is what the card knows already."""
    title = workspace.words("Toestemming vastleggen")
    st.dialog(title, position="right", width="small", dismissible=False)(_form)(workspace, person, list(rows))


def _opened(person: Row) -> Form:
    return Form(f"consent_{person['person_id']}")


def _form(workspace: Workspace, person: Row, rows: list[Row]) -> None:
    words, form = workspace.words, _opened(person)
    html("<p><b>{name}</b></p>", name=person["name"])
    form.remember("answer", YES)
    answer = st.segmented_control(
        words("Wat zei iemand?"), list(ANSWERS), required=True, key=form.key("answer"),
        format_func=lambda one: words(ANSWERS[one]),
    )  # fmt: skip
    purpose = _choice(form, "purpose", words("Waarvoor"), consents.PURPOSES, words)
    channel = _choice(form, "channel", words("Langs welke weg"), consents.CHANNELS, words)
    if answer == YES and purpose and channel:
        _wording(workspace, form, person["library_id"], purpose, channel)
    with st.form(form.key("form"), border=False):
        if answer == YES:
            _proof(form, words)
        else:
            html('<p class="sub">{text}</p>', text=words("Dit geldt vanaf vandaag. Een nee hoeft geen bewijs."))
        problem_count(form.problems, words)
        save_or_close(form, words, (_save, person, rows), (_close, person))
    if form.get("closed"):
        form.keep("closed", False)
        st.rerun()
    if form.get("saved"):
        form.fresh()
        st.rerun()


def _choice(form: Form, field: str, label: str, named: Mapping[str, str], words: Words) -> str | None:
    chosen = st.selectbox(
        label, list(named), index=form.place(field, named), format_func=lambda one: words(named[one]),
        placeholder=words("Kies"), key=form.key(field),
    )  # fmt: skip
    problem_under(field, form.problems, words)
    return chosen


def _wording(workspace: Workspace, form: Form, library: str, purpose: str, channel: str) -> None:
    """The words somebody agreed to; the latest version first."""
    words = workspace.words
    known = {one.version: one for one in consents.wordings(workspace, library, purpose, channel)}
    field = f"version_{purpose}_{channel}"
    version = st.selectbox(
        words("Met welke tekst"), list(known), index=form.place(field, known, next(iter(known))),
        format_func=lambda one: words("Versie {n}", n=one) if one else words("Standaardtekst"), key=form.key(field),
    )  # fmt: skip
    html('<p class="sub">„{text}”</p>', text=known[version].content if version in known else "")


def _proof(form: Form, words: Words) -> None:
    st.text_area(
        words("Andere tekst (mag leeg, wordt een nieuwe versie)"), height=80,
        value=form.first("own_wording") or "", key=form.key("own_wording"),
    )  # fmt: skip
    problem_under("own_wording", form.problems, words)
    st.selectbox(
        words("Hoe"), list(consents.SOURCES), index=form.place("source", consents.SOURCES),
        format_func=lambda one: words(consents.SOURCES[one]), placeholder=words("Kies"), key=form.key("source"),
    )  # fmt: skip
    problem_under("source", form.problems, words)
    form.remember("given_on", None)
    st.date_input(words("Ja gezegd op"), value=None, format=DAY, key=form.key("given_on"))
    problem_under("given_on", form.problems, words)
    st.text_input(
        words("Waar ligt het bewijs?"), value=form.first("proof") or "", key=form.key("proof"),
        placeholder=words("Bijvoorbeeld: map 2026, formulier 14"),
    )  # fmt: skip
    problem_under("proof", form.problems, words)


def _save(person: Row, rows: list[Row]) -> None:
    form, workspace = _opened(person), workspace_now("relations.write")
    words, purpose, channel = workspace.words, form.get("purpose"), form.get("channel")
    draft = ConsentDraft(
        person["person_id"], purpose, channel, form.get("given_on"), form.get("source"), form.get("proof"),
        form.get(f"version_{purpose}_{channel}", consents.DEFAULT), form.get("own_wording"),
    )  # fmt: skip
    is_yes = form.get("answer") == YES
    withdrawn = consents.last_withdrawn(rows, purpose, channel)
    found = consents.problems(draft, workspace.today, withdrawn) if is_yes else consents.what_problems(purpose, channel)

    def save() -> None:
        saved: Saved
        if is_yes:
            saved = consents.give(workspace, draft, form.row_id)
            told = mark("Bewaard: **ja**, {what}, {name}.")
        else:
            saved = consents.withdraw(workspace, person["person_id"], purpose, channel)
            told = mark("Bewaard: **nee**, {what}, {name}.")
        what = f"{words(consents.PURPOSES[purpose])} {words(consents.CHANNELS[channel])}"
        done(words(told, what=what, name=person["name"]), saved.audit_id)

    form.keep("saved", form.attempt(found, save))


def _close(person: Row) -> None:
    _opened(person).hold()
    _opened(person).keep("closed", True)
