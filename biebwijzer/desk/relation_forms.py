"""The forms of a person and an organisation: the same drawer for new and changed, with 'Staat deze er al in?'."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace, library_problems
from biebwijzer.desk.forms import Form, problem_count, problem_under, save_or_close, warning_under
from biebwijzer.desk.library_field import chosen_library, library_field
from biebwijzer.desk.markup import html
from biebwijzer.desk.overtaken import note_overtaken, overtaken
from biebwijzer.desk.own_parts import asked_fields, own_form, typed_own, with_own
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.promises import card_link
from biebwijzer.desk.reasons import why_said
from biebwijzer.desk.undo import done
from biebwijzer.problems import Problem
from biebwijzer.relations import Saved, finding, organisations, own_values, people, reading
from biebwijzer.relations.changes import FIELDS
from biebwijzer.relations.naming import full_name
from biebwijzer.relations.organisations import KINDS, OrganisationDraft
from biebwijzer.relations.people import PersonDraft
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark

# Field -> its label; what may stay empty says so.
ORGANISATION = {
    "postcode": mark("Postcode (mag leeg)"),
    "place": mark("Plaats (mag leeg)"),
    "phone": mark("Telefoon (mag leeg)"),
    "website": mark("Site (mag leeg)"),
    "brin": mark("BRIN (alleen scholen)"),
}
PERSON = {
    "email": mark("E-mail (mag leeg)"),
    "phone": mark("Telefoon (mag leeg)"),
    "role": mark("Functie (mag leeg)"),
    "postcode": mark("Postcode (mag leeg)"),
    "place": mark("Plaats (mag leeg)"),
}
# Where somebody lives is not asked of a contact person.
AT_HOME = ("postcode", "place")
# What says who it is while one types; inside a form a field is only sent when that is saved.
REACHED = {name: label for name, label in PERSON.items() if name in ("email", "phone")}
COMPARED = {*ORGANISATION, *REACHED}
JUST_MADE = "just_made"


def organisation_drawer(workspace: Workspace, row: Row | None = None) -> None:
    """Add an organisation, or change the one given."""
    title = workspace.words("Wijzig organisatie") if row else workspace.words("Nieuwe organisatie")
    row = with_own(workspace, row, "organisation") if row else None
    st.dialog(title, position="right", width="small", dismissible=False)(_organisation_form)(workspace, row)


def person_drawer(workspace: Workspace, row: Row | None = None, organisation_id: str | None = None) -> None:
    """Add a person, perhaps as contact person of an organisation, or change the one given."""
    title = workspace.words("Wijzig persoon") if row else workspace.words("Nieuwe persoon")
    row = with_own(workspace, row, "person") if row else None
    st.dialog(title, position="right", width="small", dismissible=False)(_person_form)(workspace, row, organisation_id)


def _organisation_form(workspace: Workspace, row: Row | None) -> None:
    words, form = workspace.words, _opened("organisation", row)
    if row is None:
        library_field(workspace, form)
    overtaken(form, words)
    begun = form.first("name", _of(row, "name")) or ""
    st.text_input(words("Naam"), value=begun, key=form.key("name"), live=row is None)
    problem_under("name", form.problems, words)
    if row is None:
        _fields(form, ORGANISATION, row, words)
        already_there(workspace, form, "organisation", ("name", *ORGANISATION))
    with st.form(form.key("form"), border=False):
        st.selectbox(
            words("Soort"),
            list(KINDS),
            index=form.place("kind", KINDS, _of(row, "kind") or "primary_school"),
            format_func=lambda one: words(KINDS[one]),
            key=form.key("kind"),
        )
        problem_under("kind", form.problems, words)
        if row is not None:
            _fields(form, ORGANISATION, row, words)
        _note(form, row, words)
        own_form(form, asked_fields(workspace, "organisation", _library(form, row)), row, words)
        _save_buttons(form, row, words, _save_organisation)
    _close_when_saved(form, "organisation", row)


def _person_form(workspace: Workspace, row: Row | None, organisation_id: str | None) -> None:
    words, form = workspace.words, _opened("person", row)
    if row is None and organisation_id is None:
        library_field(workspace, form)
    overtaken(form, words)
    for field, label in (
        ("first_name", words("Voornaam (mag leeg)")),
        ("infix", words("Tussenvoegsel (mag leeg)")),
        ("last_name", words("Achternaam")),
    ):
        begun = form.first(field, _of(row, field)) or ""
        st.text_input(label, value=begun, key=form.key(field), live=row is None)
        problem_under(field, form.problems, words)
    form.keep("organisation_id", organisation_id)
    if row is None:
        _fields(form, REACHED, row, words)
        already_there(workspace, form, "person", ("first_name", "infix", "last_name", *REACHED))
    with st.form(form.key("form"), border=False):
        hidden = AT_HOME if organisation_id else ("role",)
        fields = {name: label for name, label in PERSON.items() if name not in hidden}
        _fields(form, {name: label for name, label in fields.items() if row or name not in REACHED}, row, words)
        _note(form, row, words)
        own_form(form, asked_fields(workspace, "person", _library(form, row)), row, words)
        _save_buttons(form, row, words, _save_person)
    _close_when_saved(form, "person", row)


def already_there(workspace: Workspace, form: Form, kind: str, fields: tuple[str, ...]) -> None:
    """Warn before somebody is added twice, and say what makes one think so."""
    typed = {field: form.get(field) for field in fields}
    library = chosen_library(form)
    found = finding.alike(workspace, typed, kind, library if library in workspace.libraries else None)
    if not found:
        return
    html('<p><span class="pill orange">{text}</span></p>', text=workspace.words("Staat deze er al in?"))
    with st.container(gap="xsmall", key="names_alike"):
        for one in found:
            with st.container(gap=None):
                with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                    card_link({f"{one.kind}_id": one.found_id}, one.name)
                    html('<p class="sub">{beside}</p>', beside=one.works_at or one.place or "")
                html('<p class="sub">{why}</p>', why=why_said(workspace.words, one.why))


def _opened(kind: str, row: Row | None) -> Form:
    form = Form(f"{kind}_{row[f'{kind}_id']}" if row else f"new_{kind}")
    form.remember("seen", row["row_version"] if row else 0)
    return form


def _of(row: Row | None, field: str) -> Any:
    return row.get(field) if row else None


def _fields(form: Form, labels: dict[str, str], row: Row | None, words: Words) -> None:
    for field, label in labels.items():
        begun = form.first(field, _of(row, field)) or ""
        st.text_input(words(label), value=begun, key=form.key(field), live=row is None and field in COMPARED)
        problem_under(field, form.problems, words)


def _library(form: Form, row: Row | None) -> str | None:
    return row["library_id"] if row else chosen_library(form)


def _note(form: Form, row: Row | None, words: Words) -> None:
    st.text_area(
        words("Notitie (mag leeg)"),
        height=80,
        placeholder=words("Bijvoorbeeld: belt liefst na 15.30 uur"),
        value=form.first("note", _of(row, "note")) or "",
        key=form.key("note"),
    )
    problem_under("note", form.problems, words)
    warning_under("note", reading.warnings("note", form.get("note")), words)


def _save_buttons(form: Form, row: Row | None, words: Words, save: Callable[..., None]) -> None:
    problem_count(form.problems, words)
    save_or_close(form, words, (save, row), (_close, form.name, row))


def _close(name: str, row: Row | None) -> None:
    """Close the drawer; what was typed and not saved stands there again when it is opened."""
    form = Form(name)
    form.hold()
    held = form.get("held", {})
    if row and all((held[field] or None) == row[field] for field in held if field in row):
        form.fresh()
    Form(name).keep("closed", True)


def _save_organisation(row: Row | None) -> None:
    form = _opened("organisation", row)
    typed = {field: form.get(field) for field in ("kind", *ORGANISATION, "note")}
    draft = OrganisationDraft(
        name=form.get("name") or "",
        **typed,
        municipality_id=_of(row, "municipality_id"),
        library_id=chosen_library(form),
        own=typed_own(form),
    )
    _save(
        form,
        row,
        "organisation",
        draft.name,
        [*organisations.problems(draft), *_own_problems(form, row, "organisation")],
        lambda at_work: organisations.add(at_work, draft, form.row_id),
        lambda at_work, row_id: organisations.change(at_work, row_id, draft, form.get("seen")),
    )


def _save_person(row: Row | None) -> None:
    form = _opened("person", row)
    fields = ("first_name", "infix", "last_name", *PERSON, "note", "organisation_id")
    typed = {field: form.get(field) for field in fields}
    library = chosen_library(form)
    draft = PersonDraft(**{**typed, "last_name": typed["last_name"] or ""}, library_id=library, own=typed_own(form))
    _save(
        form,
        row,
        "person",
        full_name(draft.first_name, draft.infix, draft.last_name),
        [*people.problems(draft), *_own_problems(form, row, "person")],
        lambda at_work: people.add(at_work, draft, form.row_id),
        lambda at_work, row_id: people.change(at_work, row_id, draft, form.get("seen")),
    )


def _own_problems(form: Form, row: Row | None, subject: str) -> list[Problem]:
    fields = asked_fields(workspace_now("relations.write"), subject, _library(form, row))
    return own_values.problems(fields, typed_own(form) or {}, _of(row, "own"))


def _save(
    form: Form,
    row: Row | None,
    kind: str,
    name: str,
    problems: list[Problem],
    add: Callable[[Workspace], Saved],
    change: Callable[[Workspace, str], Saved],
) -> None:
    """Add or change; who was overtaken by a colleague keeps what was typed, and chooses per field."""
    workspace = workspace_now("relations.write")
    if row is None and not form.get("organisation_id"):
        problems = [*library_problems(workspace, form.get("library_id")), *problems]

    def save() -> None:
        saved = change(workspace, row[f"{kind}_id"]) if row else add(workspace)
        done(workspace.words("Bewaard: **{name}**.", name=name), saved.audit_id)
        form.keep("saved", saved.row_id)

    if not form.attempt(problems, save) and row:
        _compare(form, workspace, kind, row)


def _compare(form: Form, workspace: Workspace, kind: str, row: Row) -> None:
    """When the card is no longer what it was when the form was opened: what a colleague made of it."""
    rows = workspace.ask(f"relations/{kind}", **{f"{kind}_id": row[f"{kind}_id"]}).rows
    if rows.is_empty() or rows["row_version"][0] == form.get("seen"):
        return
    now = with_own(workspace, rows.row(0, named=True), kind)
    form.keep("seen", now["row_version"])
    labels = {name: workspace.words(label) for name, label in FIELDS.items() if name in now}
    own = asked_fields(workspace, kind, row["library_id"])
    labels |= {own_values.PREFIX + one.own_field_id: one.name for one in own}
    note_overtaken(form, workspace, row, now, labels)


def _close_when_saved(form: Form, kind: str, row: Row | None) -> None:
    if Form(form.name).get("closed"):
        Form(form.name).keep("closed", False)
        st.rerun()
    saved = form.get("saved")
    if saved:
        form.fresh()
        if row is None:
            st.session_state[JUST_MADE] = (kind, saved)
        st.rerun()
