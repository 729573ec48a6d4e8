"""Whom one can choose in the form of a contact moment: whom it was with, who else was there, and which colleagues."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace, library_names
from biebwijzer.desk.forms import Form, plain, problem_under
from biebwijzer.desk.markup import html
from biebwijzer.relations import finding
from biebwijzer.relations.contact_moments import ContactMomentDraft

MOST_CHOICES = 2000
PERSON, ORGANISATION = "person:", "organisation:"


def label(name: str, beside: str | None) -> str:
    """A name and what tells it from others of that name."""
    return f"{name} · {beside}" if beside else name


def choices(workspace: Workspace, kind: str | None = None) -> dict[str, str]:
    """Whom one may choose, the last spoken first, each with a text of its own: a field only knows the text."""
    rows = workspace.ask("relations/to_choose", most=MOST_CHOICES, kind=kind).rows.to_dicts()
    # The same school may be known at two libraries: who works for several sees which one it is.
    names = library_names(workspace) if len(workspace.libraries) > 1 else {}
    told = [label(label(row["name"], row["beside"]), names.get(row["library_id"])) for row in rows]
    times = Counter(told)
    told = [label(one, row["also"]) if times[one] > 1 else one for one, row in zip(told, rows, strict=True)]
    found: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for one, row in zip(told, rows, strict=True):
        seen[one] += 1
        found[f"{row['kind']}:{row['found_id']}"] = label(one, str(seen[one])) if seen[one] > 1 else one
    return found


def names(form: Form) -> dict[str, str]:
    """What one calls those a form names itself: they may not be among the choices, which are not endless."""
    found: dict[str, str] = form.get("named", {})
    return found


@st.fragment
def who_was_there(
    workspace: Workspace,
    name: str,
    start: ContactMomentDraft,
    whom: dict[str, str] | None,
    candidates: tuple[finding.Found, ...],
    noted_by: str | None = None,
) -> None:
    """The contact person of a card, and closed below it who else was there; only this is drawn again by choosing.

    It stands before the form: in there nothing is known of what one chose before it is saved. `noted_by` is the
    colleague who noted a talk that is changed.
    """
    words, form = workspace.words, Form(name)
    if whom:
        st.selectbox(
            words("Met wie (mag leeg)"),
            list(whom),
            index=form.place("contact", whom, start.person_id),
            format_func=lambda one: whom.get(one, one),
            placeholder="–",
            key=form.key("contact"),
        )
    told = form.first("beside", _begun(start)) or form.first("colleagues", [*start.colleague_ids])
    wrong = any(problem.field in ("beside", "colleagues") for problem in form.problems)
    title = words("Nog meer mensen of collega's erbij?")
    part = st.expander(title, expanded=bool(told or wrong), key=form.key("beside_part"), on_change="rerun")
    # A field that is not drawn forgets what was chosen: once opened it stays there, and before that it costs nothing.
    if part.open or form.get("beside_seen"):
        form.keep("beside_seen", True)
        with part:
            _people(workspace, form, start, candidates)
            _colleagues(workspace, form, start, noted_by or workspace.user_id)


def _begun(start: ContactMomentDraft) -> list[str]:
    return [*(f"{PERSON}{one}" for one in start.beside_ids), *start.new_beside]


def _people(workspace: Workspace, form: Form, start: ContactMomentDraft, candidates: tuple[finding.Found, ...]) -> None:
    words = workspace.words
    known = choices(workspace, "person")
    for found in candidates:
        if found.kind == "person":
            known.setdefault(f"{PERSON}{found.found_id}", label(found.name, found.works_at or found.place))
    for key, said in names(form).items():
        if key.startswith(PERSON):
            known.setdefault(key, said)
    begun = form.first("beside", _begun(start))
    chosen = st.multiselect(
        words("Wie waren er nog bij? (mag leeg)"),
        [*known, *(one for one in begun if one not in known)],
        default=begun,
        format_func=lambda one: known.get(one, one),
        placeholder=words("Typ een naam en druk op Enter"),
        accept_new_options=True,
        # Enter takes the first: that is never everybody at once, nor a name that is only like what one typed.
        filter_mode="contains",
        select_all=False,
        key=form.key("beside"),
    )
    problem_under("beside", form.problems, words)
    _new_names(workspace, form, [one for one in chosen if one not in known])


def _new_names(workspace: Workspace, form: Form, typed: list[str]) -> None:
    """Every name that is new and resembles a known one is asked about."""
    words = workspace.words
    for number, name in enumerate(typed):
        alike = [found for found in finding.known_as(workspace, name) if found.kind == "person"]
        if not alike:
            html('<p class="sub">{text}</p>', text=words("{name} is nieuw en komt bij Personen.", name=name))
            continue
        html('<p class="sub">{text}</p>', text=words("{name} is nieuw. Of bedoel je deze?", name=name))
        with st.container(gap="xsmall"):
            for found in alike:
                said = label(found.name, found.works_at or found.place)
                key = form.key(f"beside_{number}_{found.found_id}")
                st.button(plain(said), key=key, on_click=_meant, args=(form, name, found.found_id, said))


def _meant(form: Form, typed: str, person_id: str, said: str) -> None:
    """Let a known person stand in the place of a name that was typed."""
    key = f"{PERSON}{person_id}"
    form.keep("named", {**names(form), key: said})
    chosen = [key if one == typed else one for one in form.get("beside") or []]
    form.keep("beside", list(dict.fromkeys(chosen)))


def _colleagues(workspace: Workspace, form: Form, start: ContactMomentDraft, noted_by: str) -> None:
    words = workspace.words
    library = workspace.libraries[0] if len(workspace.libraries) == 1 else None
    rows = workspace.ask("relations/colleagues", library_id=library).rows
    named = {one: name for one, name in rows.iter_rows() if one != noted_by}
    begun = form.first("colleagues", [*start.colleague_ids])
    # Who was there and works here no more can still be seen, and taken out.
    named |= {one: name for one, name in names(form).items() if one in begun}
    if not named:
        return
    st.multiselect(
        words("Welke collega's? (mag leeg)"),
        list(named),
        default=[one for one in begun if one in named],
        format_func=lambda one: named.get(one, one),
        placeholder=words("Kies een collega"),
        select_all=False,
        key=form.key("colleagues"),
    )
    problem_under("colleagues", form.problems, words)


def beside_typed(form: Form, start: ContactMomentDraft) -> dict[str, Any]:
    """Who else was there as it stands in the form; as it began where nobody opened that part."""
    people: Iterable[str] = form.get("beside", _begun(start)) or ()
    colleagues: Iterable[str] = form.get("colleagues", start.colleague_ids) or ()
    return {
        "beside_ids": tuple(one.removeprefix(PERSON) for one in people if one.startswith(PERSON)),
        "new_beside": tuple(one for one in people if not one.startswith(PERSON)),
        "colleague_ids": tuple(colleagues),
    }
