"""The own fields of a library: the list in the order of the card, and the drawer in which one makes or changes one."""

from collections.abc import Callable, Sequence

import streamlit as st

from biebwijzer.access import Workspace, library_names, library_problems
from biebwijzer.desk.forms import Form, problem_count, problem_under, save_or_close
from biebwijzer.desk.frame import empty, pill
from biebwijzer.desk.library_field import chosen_library, library_field
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.undo import done
from biebwijzer.problems import BiebwijzerError
from biebwijzer.relations import Saved, own_fields
from biebwijzer.relations.own_fields import CHOICE, KINDS, TEXT, OwnField, OwnFieldDraft
from biebwijzer.words import Words

PERMISSION = own_fields.PERMISSION


def own_field_list(workspace: Workspace, fields: Sequence[OwnField]) -> None:
    """The fields that are asked, each with what one can do; below them those that ended."""
    words = workspace.words
    names = library_names(workspace) if len(workspace.libraries) > 1 else {}
    asked = own_fields.current(fields)
    if not asked:
        empty(
            "none",
            words("Er is nog geen eigen veld."),
            words("Maak er een als je iets wilt onthouden waar nog geen plek voor is. Bijvoorbeeld: wil rondleiding."),
        )
    with st.container(gap="small", key="names_own_fields"):
        for number, one in enumerate(asked):
            earlier = number and asked[number - 1].library_id == one.library_id
            _line(one, names.get(one.library_id, ""), bool(earlier), workspace)
    ended = [one for one in fields if one.ended_on]
    if ended:
        with st.expander(words("Beëindigd ({n})", n=words.number(len(ended)))):
            for one in ended:
                _ended(one, words)


def _line(one: OwnField, library: str, can_rise: bool, workspace: Workspace) -> None:
    words = workspace.words
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            html("<p><b>{name}</b> {kind}</p>", name=one.name, kind=pill(words(KINDS[one.kind])))
            html('<p class="sub">{text}</p>', text=" · ".join(filter(None, (library, ", ".join(one.choices)))))
        _acts(one, can_rise, workspace)


def _acts(one: OwnField, can_rise: bool, workspace: Workspace) -> None:
    words = workspace.words
    with st.container(horizontal=True, gap="xsmall", width="content"):
        st.button(
            words("Omhoog"), type="tertiary", icon=":material/arrow_upward:", key=f"rise_{one.own_field_id}",
            disabled=not can_rise, on_click=_act,
            args=(own_fields.move_up, one, words("**{name}** staat nu een plek eerder.", name=one.name)),
        )  # fmt: skip
        if st.button(
            words("Wijzig"), type="tertiary", icon=":material/edit:", key=f"edit_own_field_{one.own_field_id}"
        ):
            own_field_drawer(workspace, one.subject, one)
        st.button(
            words("Beëindig"), type="tertiary", key=f"end_{one.own_field_id}", on_click=_act,
            args=(own_fields.end, one,
                  words("**{name}** vragen we niet meer. Wat er al staat, blijft staan.", name=one.name)),
        )  # fmt: skip


def _ended(one: OwnField, words: Words) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.container(width="stretch"):
            told = words("{kind}, tot {day}", kind=words(KINDS[one.kind]), day=words.date(one.ended_on))
            html('<p><b>{name}</b> <span class="sub">{told}</span></p>', name=one.name, told=told)
        st.button(
            words("Zet weer aan"), type="tertiary", key=f"revive_{one.own_field_id}", on_click=_act,
            args=(own_fields.revive, one, words("**{name}** vragen we weer.", name=one.name)),
        )  # fmt: skip


def _act(act: Callable[[Workspace, str], Saved], one: OwnField, sentence: str) -> None:
    workspace = workspace_now(PERMISSION)
    try:
        saved = act(workspace, one.own_field_id)
    except BiebwijzerError as refused:
        done(workspace.words(refused.word, **refused.values))
    else:
        done(sentence, saved.audit_id)


def own_field_drawer(workspace: Workspace, subject: str, field: OwnField | None = None) -> None:
    """Make a field, or change the one given."""
    title = workspace.words("Wijzig eigen veld") if field else workspace.words("Nieuw eigen veld")
    st.dialog(title, position="right", width="small", dismissible=False)(_form)(workspace, subject, field)


def _opened(subject: str, field: OwnField | None) -> Form:
    form = Form(f"own_field_{field.own_field_id}" if field else f"new_own_field_{subject}")
    form.remember("seen", field.row_version if field else 0)
    return form


def _form(workspace: Workspace, subject: str, field: OwnField | None) -> None:
    words, form = workspace.words, _opened(subject, field)
    if field is None:
        library_field(workspace, form)
        kind = st.selectbox(
            words("Wat komt erin?"), list(KINDS), index=form.place("kind", KINDS, TEXT),
            format_func=lambda one: words(KINDS[one]), key=form.key("kind"),
        )  # fmt: skip
        problem_under("kind", form.problems, words)
    else:
        kind = field.kind
    with st.form(form.key("form"), border=False):
        begun = form.first("name", field.name if field else "") or ""
        st.text_input(words("Hoe heet het veld?"), value=begun, key=form.key("name"))
        problem_under("name", form.problems, words)
        if kind == CHOICE:
            values = form.first("choices", "\n".join(field.choices) if field else "") or ""
            label = words("Waaruit kies je? Elke waarde op een regel")
            st.text_area(label, value=values, height=140, key=form.key("choices"))
            problem_under("choices", form.problems, words)
        html(
            '<p class="sub">{text}</p>',
            text=words("Geen velden over geloof, gezondheid, politiek of afkomst, en geen BSN: die bewaren we niet."),
        )
        problem_count(form.problems, words)
        save_or_close(form, words, (_save, subject, field), (_close, subject, field))
    if form.get("closed"):
        form.keep("closed", False)
        st.rerun()
    if form.get("saved"):
        form.fresh()
        st.rerun()


def _save(subject: str, field: OwnField | None) -> None:
    form, workspace = _opened(subject, field), workspace_now(PERMISSION)
    kind = field.kind if field else form.get("kind", TEXT)
    library = field.library_id if field else chosen_library(form)
    draft = OwnFieldDraft(subject, form.get("name") or "", kind, form.get("choices"), library)
    beside = own_fields.current(own_fields.every(workspace, subject), library or workspace.libraries[0])
    others = [one for one in beside if field is None or one.own_field_id != field.own_field_id]
    found = [*([] if field else library_problems(workspace, library)), *own_fields.problems(draft, others)]

    def save() -> None:
        if field:
            saved = own_fields.change(workspace, field.own_field_id, draft, form.get("seen"))
        else:
            saved = own_fields.add(workspace, draft, form.row_id)
        done(workspace.words("Bewaard: **{name}**.", name=draft.name), saved.audit_id)

    form.keep("saved", form.attempt(found, save))


def _close(subject: str, field: OwnField | None) -> None:
    form = _opened(subject, field)
    form.hold()
    form.keep("closed", True)
