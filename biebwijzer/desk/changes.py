"""Relaties › Geschiedenis: acts of colleagues as a list, one's own with the way back."""

from collections.abc import Sequence
from datetime import UTC

import streamlit as st

from biebwijzer import access
from biebwijzer.access import Workspace
from biebwijzer.desk.markup import html, joined, markup
from biebwijzer.desk.merged import LISTS, merges_link
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.promises import card_link
from biebwijzer.desk.undo import done
from biebwijzer.problems import BiebwijzerError
from biebwijzer.relations.changes import Act, FieldChange
from biebwijzer.relations.importing.undoing import IMPORTED
from biebwijzer.settings import ROOT
from biebwijzer.words import Words
from biebwijzer.words.speaking import CLOCK

ACTS_AT_FIRST = 15
# Of what is new one field more or less tells nothing; of what changed every field does.
NEW, CHANGED = 3, 8
# Of an act about many cards, as many as one still reads.
MOST_CARDS = 12
SAID = "change_said"


def change_list(workspace: Workspace, found: Sequence[Act]) -> None:
    """Every act with when, who, what, about whom, and the fields that changed."""
    told = st.session_state.pop(SAID, None)
    if told:
        st.error(told)
    key = "older_changes"
    shown = found if st.session_state.get(key) else found[:ACTS_AT_FIRST]
    with st.container(gap="medium", key="changes"):
        for act in shown:
            _act(workspace, act)
    if len(shown) < len(found):
        rest = workspace.words("Toon nog {n}", n=workspace.words.number(len(found) - len(shown)))
        st.button(rest, key="show_older_changes", on_click=st.session_state.update, args=({key: True},))


def changes_link(workspace: Workspace, subject: str, row_id: str) -> None:
    """The way from a card to what colleagues changed about it."""
    st.page_link(
        str(ROOT / "pages" / "relations" / "changes.py"),
        label=workspace.words("Wie veranderde wat?"),
        icon=":material/history:",
        query_params={subject: row_id},
    )


def _act(workspace: Workspace, act: Act) -> None:
    words = workspace.words
    moment = words.moment(act.happened_at.replace(tzinfo=UTC).astimezone(CLOCK))
    who = act.done_by or (words("opdrachtregel") if act.app_user_id == access.OPERATOR else words("oud-collega"))
    with st.container(gap=None):
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key=f"names_act_{act.audit_id}"):
            for subject, row_id, name in act.cards[:MOST_CARDS]:
                card_link({f"{subject}_id": row_id}, name)
            if len(act.cards) > MOST_CARDS:
                rest = words("en nog {n}", n=words.number(len(act.cards) - MOST_CARDS))
                html('<p class="sub">{rest}</p>', rest=rest)
            undone = f" · {words('daarna ongedaan gemaakt')}" if act.is_undone else ""
            html(
                '<p class="sub">{moment} · {who}: {what}{undone}</p>',
                moment=moment,
                who=who,
                what=access.said(words, act.action),
                undone=undone,
            )
        _fields(words, act.fields)
        if act.is_undone or not workspace.may("relations.write"):
            return
        if act.action == IMPORTED:
            # A whole list is taken back card by card, and says what it had to leave.
            st.page_link(str(ROOT / "pages" / "relations" / "importing.py"), label=words("Importeren"))
        elif act.action in LISTS:
            # Two cards are made of one field by field, also when one of them was changed since.
            merges_link(workspace, act.action)
        elif act.app_user_id == workspace.user_id:
            st.button(
                words("Maak ongedaan"),
                type="tertiary",
                key=f"undo_{act.audit_id}",
                on_click=_undo,
                args=(act.audit_id,),
            )


def _fields(words: Words, fields: Sequence[FieldChange]) -> None:
    """A line per field: what it was, crossed out, and what it became."""
    if not fields:
        return
    most = CHANGED if any(one.before for one in fields) else NEW
    html('<ul class="changes">{lines}</ul>', lines=joined(_line(one) for one in fields[:most]))
    if len(fields) > most:
        html(
            '<p class="sub">{more}</p>',
            more=words.plural("en nog {n} veld", "en nog {n} velden", len(fields) - most),
        )


def _line(one: FieldChange) -> str:
    if one.before and one.after:
        return markup(
            "<li>{field}: <del>{old}</del> → <b>{new}</b></li>", field=one.field, old=one.before, new=one.after
        )
    if one.after:
        return markup("<li>{field}: <b>{new}</b></li>", field=one.field, new=one.after)
    return markup("<li>{field}: <del>{old}</del></li>", field=one.field, old=one.before)


def _undo(audit_id: str) -> None:
    workspace = workspace_now("relations.read")
    words = workspace.words
    try:
        workspace.undo(audit_id)
    except BiebwijzerError as error:
        st.session_state[SAID] = words(error.word, **error.values)
        return
    done(words("Ongedaan gemaakt."))
