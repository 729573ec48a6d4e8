"""The undo bar: one line on what was just done, and the way back."""

import streamlit as st

from biebwijzer.access import Workspace, own_act
from biebwijzer.desk.markup import bold, html
from biebwijzer.desk.merged import LISTS, merges_link
from biebwijzer.desk.page import workspace_now
from biebwijzer.problems import BiebwijzerError

LAST_ACT = "last_act"
# The page that is open, so that a sentence about an act does not follow one through the whole house.
PAGE = "page_open"
# An act that this bar could not take back and that can be taken back elsewhere.
ELSEWHERE = "undo_elsewhere"


def done(sentence: str, audit_id: str | None = None) -> None:
    """Remember what was just done, said in the language of the screen; it stands there until the next act."""
    st.session_state[LAST_ACT] = (sentence, audit_id, st.session_state.get(PAGE))
    st.session_state.pop(ELSEWHERE, None)


def undo_bar(workspace: Workspace, page: str | None = None) -> None:
    """What was last done on this page, at its bottom, with `Maak ongedaan` as long as that can be done.

    Put down by the front door, which names the page: one can note something from any of them.
    """
    if page is None:
        return
    st.session_state[PAGE] = page
    sentence, audit_id, where = st.session_state.get(LAST_ACT, ("", None, page))
    if where != page:
        del st.session_state[LAST_ACT]
    if where != page or not sentence:
        return
    words = workspace.words
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="undo_bar"):
        with st.container(width="stretch"):
            html('<p role="status">{sentence}</p>', sentence=bold(sentence))
        if ELSEWHERE in st.session_state:
            merges_link(workspace, st.session_state[ELSEWHERE])
        if audit_id:
            st.button(
                words("Maak ongedaan"),
                type="tertiary",
                icon=":material/undo:",
                shortcut="Ctrl+Z",
                key="undo_last",
                on_click=_take_back,
                args=(audit_id,),
            )


def _take_back(audit_id: str) -> None:
    workspace = workspace_now("start.read")
    try:
        workspace.undo(audit_id)
    except BiebwijzerError as refused:
        done(workspace.words(refused.word, **refused.values))
        action = own_act(workspace, audit_id)
        if action in LISTS:
            st.session_state[ELSEWHERE] = action
    else:
        done(workspace.words("Ongedaan gemaakt. Alles staat weer zoals het was."))
