"""Opvolging › Geef alles aan een collega: for whoever leaves or is away for long."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.undo import done
from biebwijzer.problems import BiebwijzerError
from biebwijzer.relations import follow_ups
from biebwijzer.words import mark

TO, SAID = "all_to", "all_handed_over_said"


def hand_over_all(workspace: Workspace, owner: str, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Everything one colleague still has to do, given to another in one go and taken back in one go."""
    if not rows or not workspace.may("relations.write"):
        return
    words = workspace.words
    colleagues = _colleagues(workspace, owner, rows)
    with st.expander(words("Geef alles aan een collega"), icon=":material/forward:", key="all_over"):
        if not colleagues:
            st.markdown(words("Er is geen collega die bij deze bibliotheek met relaties werkt."))
            return
        text = words.plural(
            mark("**1 afspraak** van {name}."), mark("**{n} afspraken** van {name}."), len(rows), name=name
        )
        st.markdown(text)
        st.selectbox(words("Aan wie"), list(colleagues), format_func=lambda one: colleagues[one], index=None, key=TO)
        st.button(words("Geef alles"), key="all_over_go", on_click=_give, args=(owner, colleagues))
        told = st.session_state.pop(SAID, None)
        if told:
            st.error(told)


def _colleagues(workspace: Workspace, owner: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Who works at every library these promises are of."""
    found: dict[str, str] | None = None
    for library in {row["library_id"] for row in rows}:
        there = workspace.ask("relations/colleagues", library_id=library).rows
        named = dict(zip(there["app_user_id"], there["full_name"], strict=True))
        found = named if found is None else {one: name for one, name in found.items() if one in named}
    return {one: name for one, name in (found or {}).items() if one != owner}


def _give(owner: str, colleagues: Mapping[str, str]) -> None:
    workspace, to = workspace_now("relations.write"), st.session_state.get(TO)
    words = workspace.words
    if to is None:
        st.session_state[SAID] = words("Kies eerst een collega.")
        return
    try:
        saved, number = follow_ups.hand_over_all(workspace, owner, to)
    except BiebwijzerError as error:
        st.session_state[SAID] = words(error.word, **error.values)
        return
    text = words.plural(
        mark("**1 afspraak** is nu van {name}."),
        mark("**{n} afspraken** zijn nu van {name}."),
        number,
        name=colleagues[to],
    )
    done(text, saved.audit_id)
