"""For which library something new is: asked only of who works for several."""

import streamlit as st

from biebwijzer.access import Workspace, library_names
from biebwijzer.desk.forms import Form, problem_under

LAST_CHOSEN = "library_last_chosen"


def library_field(workspace: Workspace, form: Form) -> None:
    """The library, beginning with the one chosen last; nothing at all when there is nothing to choose."""
    if len(workspace.libraries) < 2:
        return
    words, names = workspace.words, library_names(workspace)
    last = st.session_state.get(LAST_CHOSEN)
    st.selectbox(
        words("Voor welke bibliotheek?"),
        workspace.libraries,
        index=form.place("library_id", workspace.libraries, last),
        format_func=lambda one: names.get(one, one),
        placeholder=words("Kies een bibliotheek"),
        key=form.key("library_id"),
    )
    problem_under("library_id", form.problems, words)


def library_choice(workspace: Workspace) -> Workspace | None:
    """The workspace for one library, chosen on the page itself; None as long as nothing is chosen."""
    if len(workspace.libraries) < 2:
        return workspace
    words, names = workspace.words, library_names(workspace)
    picked = st.selectbox(
        words("Voor welke bibliotheek?"),
        workspace.libraries,
        index=None,
        format_func=lambda one: names.get(one, one),
        placeholder=words("Kies een bibliotheek"),
        key="bibliotheek",
        width=260,
    )
    return workspace.narrowed_to((picked,)) if picked else None


def chosen_library(form: Form) -> str | None:
    """What was chosen, kept for the next form."""
    chosen = form.get("library_id")
    if chosen:
        st.session_state[LAST_CHOSEN] = chosen
    return chosen
