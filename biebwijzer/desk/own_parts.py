"""Own fields where one meets them: on a card, last in a form, and as a filter of a list."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace, library_names
from biebwijzer.desk.filters import option_filter
from biebwijzer.desk.forms import DAY, Form, plain, problem_under
from biebwijzer.relations import own_fields, own_values
from biebwijzer.relations.own_fields import CHOICE, DATE, NUMBER, TEXT, YES_NO, OwnField
from biebwijzer.relations.own_values import ANSWERS, PREFIX, canonical
from biebwijzer.warehouse import Row
from biebwijzer.words import Words

ALL, EMPTY = "alle", "leeg"
WIDTH = 180


def own_facts(workspace: Workspace, row: Row, subject: str) -> list[tuple[str, str]]:
    """What stands in the own fields of a card, by their names."""
    if not row["own"]:
        return []
    return own_values.facts(own_fields.every(workspace, subject), row["own"], workspace.words)


def with_own(workspace: Workspace, row: Row, subject: str) -> Row:
    """A card with a key per own field, holding what the field of a form begins with."""
    values = own_values.loads(row["own"])
    fields = own_fields.current(own_fields.every(workspace, subject), row["library_id"])
    begun = ((one, values.get(one.own_field_id)) for one in fields)
    return {**row, **{PREFIX + one.own_field_id: own_values.typed_again(one, value) for one, value in begun}}


def asked_fields(workspace: Workspace, subject: str, library: str | None) -> list[OwnField]:
    """The own fields a form asks; of nobody's library none."""
    if library is None and len(workspace.libraries) == 1:
        library = workspace.libraries[0]
    return own_fields.current(own_fields.every(workspace, subject), library) if library else []


def own_form(form: Form, fields: Sequence[OwnField], row: Row | None, words: Words) -> None:
    """The own fields as the last part of a form, folded away as long as nothing in them asks attention."""
    form.keep("own_asked", [one.own_field_id for one in fields])
    if not fields:
        return
    wrong = any(problem.field.startswith(PREFIX) for problem in form.problems)
    title = words("Eigen velden ({n})", n=words.number(len(fields)))
    with st.expander(title, expanded=wrong or bool(row and row["own"])):
        for one in fields:
            _field(form, one, row, words)
            problem_under(PREFIX + one.own_field_id, form.problems, words)


def _field(form: Form, field: OwnField, row: Row | None, words: Words) -> None:
    name = PREFIX + field.own_field_id
    begun = form.first(name, row.get(name) if row else None)
    own_input(form, name, field, words("{name} (mag leeg)", name=field.name), begun, words)


def own_input(form: Form, name: str, field: OwnField, label: str, begun: Any, words: Words) -> None:
    """What one types or chooses in an own field, by its kind."""
    label, key = plain(label), form.key(name)
    if field.kind == DATE:
        st.date_input(label, value=begun, format=DAY, key=key, min_value="1900-01-01", max_value="2100-12-31")
    elif field.kind in (CHOICE, YES_NO):
        options = list(ANSWERS) if field.kind == YES_NO else list(field.choices)
        # A value that is no longer in the list stays on the card that has it.
        options += [begun] if begun and begun not in options else []
        st.selectbox(
            label, options, index=options.index(begun) if begun else None, key=key, placeholder=words("Niet ingevuld"),
            format_func=lambda one: words(ANSWERS[one]) if field.kind == YES_NO else one,
        )  # fmt: skip
    else:
        st.text_input(label, value=begun or "", key=key)


def typed_own(form: Form) -> dict[str, Any] | None:
    """What was typed in the own fields, by their ids; None when the form asked none."""
    asked = form.get("own_asked") or []
    return {field_id: form.get(PREFIX + field_id) for field_id in asked} or None


def own_filter(workspace: Workspace, subject: str) -> dict[str, str]:
    """What a list is asked of one own field, `?veld=...&waarde=...`; nothing when the library made none."""
    words, fields = workspace.words, own_fields.current(own_fields.every(workspace, subject))
    known = {one.own_field_id: one for one in fields}
    if not known:
        return {}
    several = len({one.library_id for one in fields}) > 1
    names = library_names(workspace) if several else {}
    titles = {one.own_field_id: " · ".join(filter(None, (one.name, names.get(one.library_id)))) for one in fields}
    picked = option_filter("veld", words("Eigen veld"), {ALL: words("Eigen velden"), **titles}, ALL, WIDTH)
    if picked == ALL:
        for name in ("waarde", "bevat", "van", "tot"):
            st.query_params.pop(name, None)
        return {}
    return {"own_field": picked, **_asked_of(known[picked], words)}


def _asked_of(field: OwnField, words: Words) -> dict[str, str]:
    if field.kind in (CHOICE, YES_NO):
        choices = {one: one for one in field.choices} if field.kind == CHOICE else _answers(words)
        every = {ALL: words("Alle waarden"), EMPTY: words("Niet ingevuld"), **choices}
        value = option_filter("waarde", field.name, every, ALL, WIDTH)
        return {} if value == ALL else {"own_is": "" if value == EMPTY else value}
    if field.kind == TEXT:
        text = _typed("bevat", words("{name} bevat", name=field.name), words)
        return {"own_holds": text} if text else {}
    hint = words("12 of 12,5") if field.kind == NUMBER else words("31-12-2026")
    ends = {"own_from": _typed("van", words("vanaf"), words, hint), "own_to": _typed("tot", words("t/m"), words, hint)}
    return {name: end for name, text in ends.items() if (end := _end(field, text, words, hint))}


def _end(field: OwnField, text: str, words: Words, hint: str) -> str | None:
    try:
        return canonical(field, text)
    except own_values.Unreadable:
        st.caption(words("'{value}' lezen we niet. Typ het zoals {hint}.", value=plain(text), hint=hint))
        return None


def _answers(words: Words) -> Mapping[str, str]:
    return {code: words(name) for code, name in ANSWERS.items()}


def _typed(name: str, label: str, words: Words, hint: str = "") -> str:
    text = st.text_input(
        plain(label), key=name, bind="query-params", label_visibility="collapsed", width=130 if hint else WIDTH,
        placeholder=f"{label} {hint}".strip(),
    )  # fmt: skip
    return (text or "").strip()
