"""One source that staff made: its text as it stands, its earlier versions, to take along or out of use."""

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.desk.acts import acted, refusal
from biebwijzer.desk.deliveries import here
from biebwijzer.desk.frame import card, table
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import mark

STANDINGS = {"active": mark("in gebruik"), "replaced": mark("vervangen"), "withdrawn": mark("niet meer in gebruik")}


def own_source(workspace: Workspace, source_id: str) -> None:
    """The text of a source of one's own and its versions; nothing for a source of the house."""
    words = workspace.words
    kept = intake.kept_texts(workspace.stores, source_id=source_id)
    if not kept or not workspace.may("intake.deliver"):
        return
    with card("own_source"):
        html("<h2>{title}</h2>", title=words("Zo wordt dit bestand gelezen"))
        refusal()
        lines = [
            (words.number(row["version"]), words(STANDINGS[row["status"]]), words.moment(here(row["made_at"])))
            for row in kept
        ]
        table([words("Versie"), words("Stand"), words("Gemaakt")], lines)
        with st.expander(words("De bron als tekst")):
            st.code(kept[0]["text"], language="toml")
        with st.container(horizontal=True, key="own_source_acts"):
            st.download_button(
                words("Neem de tekst mee"),
                kept[0]["text"],
                f"{source_id}.toml",
                "text/plain",
                key="take_own_text",
                on_click="ignore",
            )
            if kept[0]["status"] == "active" and st.button(words("Haal de bron uit gebruik"), key="withdraw_source"):
                withdraw(workspace, source_id)


def withdraw(workspace: Workspace, source_id: str) -> None:
    """Take the source out of use; what it delivered stays."""
    words = workspace.words
    try:
        saved = intake.withdraw_source(workspace_now("intake.deliver"), source_id)
    except BiebwijzerError as refused:
        st.session_state["intake_refused"] = words(refused.word, **refused.values)
    else:
        acted(words("De bron is uit gebruik. Wat geleverd is, telt mee."), ("undo", str(saved.audit_id)))
    st.rerun()
