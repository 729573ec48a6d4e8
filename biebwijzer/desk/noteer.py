"""Noteer: the same drawer from every page, and the form in it that cards and Vandaag use too."""

from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace, library_problems
from biebwijzer.desk.forms import DAY, SAVE, Form, plain, problem_count, problem_under, save_shortcut, warning_under
from biebwijzer.desk.library_field import chosen_library, library_field
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.proposition_contacts import proposition_field
from biebwijzer.desk.reasons import why_said
from biebwijzer.desk.undo import done
from biebwijzer.desk.whom import ORGANISATION, PERSON, beside_typed, choices, label, names, who_was_there
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.relations import contact_moments, finding, reading
from biebwijzer.relations.contact_moments import CHANNELS, ContactMomentDraft
from biebwijzer.relations.days import as_typed, day_ahead
from biebwijzer.words import mark

SAVED = "noteer_saved"
NEW_KINDS = {"organisation": mark("Nieuwe organisatie"), "person": mark("Nieuwe persoon")}


def noteer_button(workspace: Workspace) -> None:
    """The button, with N as its shortcut, that opens the drawer."""
    words = workspace.words
    if st.button(words("Noteer"), key="noteer", shortcut="N", width="stretch"):
        noteer(workspace)


def noteer(workspace: Workspace, proposition_id: str | None = None) -> None:
    """Open the drawer, about a proposition when it is opened beside one.

    It closes by its button or Escape, never by a click beside it: nothing typed is lost.
    """
    st.session_state.pop(SAVED, None)
    title = workspace.words("Noteer een gesprek")
    st.dialog(title, position="right", width="small", dismissible=False)(_drawer)(workspace, proposition_id)


def _drawer(workspace: Workspace, proposition_id: str | None) -> None:
    name = f"noteer_{proposition_id}" if proposition_id else "noteer"
    draft = ContactMomentDraft(workspace.today, "call", "", proposition_id=proposition_id)
    contact_form(workspace, name, draft, closes=True)
    if st.session_state.get(SAVED) == name:
        del st.session_state[SAVED]
        # Closes the drawer, and lets the page show what was noted.
        st.rerun()


def contact_form(
    workspace: Workspace,
    name: str,
    start: ContactMomentDraft,
    whom: dict[str, str] | None = None,
    candidates: tuple[finding.Found, ...] = (),
    closes: bool = False,
    alone: bool = True,
) -> None:
    """The form of a contact moment; on a card `whom` are the contact persons one can choose from.

    In the drawer it `closes`; where several stand below each other none of them is `alone`.
    """
    words, form = workspace.words, Form(name)
    if whom is None:
        whom_field(workspace, form, start, candidates)
    who_was_there(workspace, name, start, whom, candidates)
    with st.form(form.key("form"), border=False):
        talk_fields(workspace, form, start)
        promise_fields(workspace, form, start)
        problem_count(form.problems, words)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                words("Bewaar"),
                type="primary",
                shortcut=SAVE if closes else save_shortcut() if alone else None,
                key=form.save_key,
                on_click=form.once(_save, name, start),
            )
            if closes:
                st.form_submit_button(
                    words("Sluit"), shortcut="Escape", key=form.key("close"), on_click=_close, args=(name,)
                )


def talk_fields(workspace: Workspace, form: Form, start: ContactMomentDraft) -> None:
    """How, when, what and where of a talk, and what it was about."""
    words = workspace.words
    with st.container(horizontal=True, gap="medium"):
        with st.container(width="content"):
            st.segmented_control(
                words("Hoe"),
                list(CHANNELS),
                format_func=lambda one: words(CHANNELS[one]),
                default=form.first("channel", start.channel),
                key=form.key("channel"),
                required=True,
            )
            problem_under("channel", form.problems, words)
        with st.container(width=190):
            spoken_on = form.first("spoken_on", start.spoken_on)
            st.date_input(words("Wanneer"), value=spoken_on, format=DAY, key=form.key("spoken_on"))
            problem_under("spoken_on", form.problems, words)
    st.text_area(
        words("Wat bespraken jullie?"),
        placeholder=words("Kort is goed. Geen gezondheid, geen BSN."),
        height=90,
        value=form.first("summary", start.summary) or "",
        key=form.key("summary"),
    )
    problem_under("summary", form.problems, words)
    warning_under("summary", reading.warnings("summary", form.get("summary")), words)
    where, about = st.columns([1, 1.5])
    with where:
        begun = form.first("place", start.place) or ""
        st.text_input(words("Waar (mag leeg)"), value=begun, key=form.key("place"))
        problem_under("place", form.problems, words)
    with about:
        proposition_field(workspace, form, start.proposition_id)


def promise_fields(workspace: Workspace, form: Form, start: ContactMomentDraft) -> None:
    """What was promised in a talk, and by when."""
    words = workspace.words
    what, until = st.columns([1.5, 1])
    with what:
        st.text_input(
            words("Wat beloofde je? (mag leeg)"),
            placeholder=words("Bijvoorbeeld: rooster mailen"),
            value=form.first("promise", start.promise) or "",
            key=form.key("promise"),
        )
        problem_under("promise", form.problems, words)
    with until:
        # A text, as in a notebook: a calendar that lies open keeps Ctrl+Enter to itself.
        st.text_input(
            words("Uiterlijk"),
            placeholder=words("dinsdag of 24-11"),
            value=form.first("due_on", as_typed(start.due_on)) or "",
            key=form.key("due_on"),
        )
        problem_under("due_on", form.problems, words)


def _close(name: str) -> None:
    """Close the drawer; what was typed stands there again when it is opened."""
    Form(name).hold()
    st.session_state[SAVED] = name


def whom_field(
    workspace: Workspace, form: Form, start: ContactMomentDraft, candidates: tuple[finding.Found, ...] = ()
) -> None:
    """Choose somebody known, or type a new name; a new name that resembles a known one is asked about."""
    words = workspace.words
    known = choices(workspace)
    for found in candidates:
        known.setdefault(f"{found.kind}:{found.found_id}", label(found.name, found.works_at or found.place))
    for key, said in names(form).items():
        if key.startswith((PERSON, ORGANISATION)):
            known.setdefault(key, said)
    first = start.organisation_id and f"{ORGANISATION}{start.organisation_id}"
    first = first or (start.person_id and f"{PERSON}{start.person_id}") or start.new_organisation
    begun = form.first("whom", first)
    # A name that is new is a choice of its own as long as the form begins with it.
    options = [*known, *([begun] if begun and begun not in known else [])]
    chosen = st.selectbox(
        words("Met wie"),
        options,
        index=form.place("whom", options, first),
        format_func=lambda one: known.get(one, one),
        placeholder=words("Typ een naam of organisatie"),
        accept_new_options=True,
        key=form.key("whom"),
    )
    problem_under("with_whom", form.problems, words)
    form.keep("known", chosen is None or chosen in known)
    if chosen is not None and chosen not in known:
        _new_name(workspace, form, chosen, candidates)


def _new_name(workspace: Workspace, form: Form, typed: str, candidates: tuple[finding.Found, ...]) -> None:
    words = workspace.words
    alike = list(candidates)[:3] or finding.known_as(workspace, typed)
    if alike:
        html('<p class="sub">{text}</p>', text=words("Staat deze er al in?"))
        with st.container(gap="xsmall"):
            for found in alike:
                st.button(
                    plain(label(found.name, found.works_at or found.place)),
                    key=form.key(f"meant_{found.found_id}"),
                    on_click=form.keep,
                    args=("whom", f"{found.kind}:{found.found_id}"),
                )
                if found.why:
                    html('<p class="sub">{why}</p>', why=why_said(words, found.why))
    st.segmented_control(
        words("Nee, dit is nieuw"),
        list(NEW_KINDS),
        default=form.first("new_kind", "organisation"),
        format_func=lambda one: words(NEW_KINDS[one]),
        key=form.key("new_kind"),
        required=True,
    )
    library_field(workspace, form)


def talk_typed(form: Form, start: ContactMomentDraft) -> ContactMomentDraft:
    """A talk and whom it was with as they stand in the form; what was promised is not looked at."""
    draft = replace(
        start,
        spoken_on=form.get("spoken_on"),
        channel=form.get("channel") or "",
        summary=form.get("summary") or "",
        place=form.get("place") or None,
        proposition_id=form.get("proposition", start.proposition_id),
        **beside_typed(form, start),
    )
    if form.key("contact") in st.session_state:
        return replace(draft, person_id=form.get("contact"))
    if form.key("whom") not in st.session_state:
        return draft
    whom = _whom(form.get("whom"), bool(form.get("known")), form.get("new_kind"))
    return replace(draft, **whom, library_id=chosen_library(form))


def with_promise(form: Form, draft: ContactMomentDraft, today: date) -> ContactMomentDraft:
    """The same talk with the promise as it stands in the form."""
    return replace(draft, promise=form.get("promise") or None, due_on=day_ahead(form.get("due_on"), today))


def typed_problems(workspace: Workspace, form: Form, draft: ContactMomentDraft) -> list[Problem]:
    """What stands in the way of saving the talk that was typed, and what of it was not understood."""
    found = contact_moments.problems(draft, workspace.today)
    if draft.new_person or draft.new_organisation:
        found = [*library_problems(workspace, draft.library_id), *found]
    if form.get("due_on") and draft.due_on is None:
        unread = mark("**Deze dag begrijpen we niet.** Schrijf bijvoorbeeld dinsdag, 24-11 of volgende week.")
        found = [*(one for one in found if one.field != "due_on"), Problem("due_on", unread)]
    return found


def _whom(chosen: str | None, known: bool, new_kind: str | None) -> dict[str, Any]:
    nobody: dict[str, Any] = dict.fromkeys(("person_id", "organisation_id", "new_person", "new_organisation"))
    if not chosen:
        return nobody
    # Who types a name and saves at once is faster than the page that looks whether it is known.
    if known and chosen.startswith((PERSON, ORGANISATION)):
        kind, found_id = chosen.split(":", 1)
        return {**nobody, f"{kind}_id": found_id}
    return {**nobody, f"new_{new_kind or 'organisation'}": chosen}


def _save(name: str, start: ContactMomentDraft) -> None:
    """Save what stands in the form; on disk before the screen says so."""
    form = Form(name)
    try:
        workspace = workspace_now("relations.write")
    except NotAllowed:
        return
    draft = with_promise(form, talk_typed(form, start), workspace.today)

    def save() -> None:
        saved = contact_moments.record(workspace, draft, form.row_id)
        done(_said(workspace, saved.row_id), saved.audit_id)

    if form.attempt(typed_problems(workspace, form, draft), save):
        form.fresh()
        st.session_state[SAVED] = name


def _said(workspace: Workspace, contact_moment_id: str) -> str:
    words = workspace.words
    row = workspace.ask("relations/contact_moment", contact_moment_id=contact_moment_id).rows.row(0, named=True)
    whom = words.list(one for one in (row["with_whom"], row["with_person"], *(row["people_beside"] or [])) if one)
    if row["due_on"]:
        # The day was typed in words: say which one we made of it.
        day = words.day(row["due_on"])
        return words("Bewaard bij **{whom}**. Je beloofde iets voor **{day}**.", whom=whom, day=day)
    return words("Bewaard bij **{whom}**. Je collega's van deze bibliotheek kunnen het lezen.", whom=whom)
