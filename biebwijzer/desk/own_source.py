"""One source that staff made: its text as it stands, its earlier versions, to take along or out of use."""

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.desk.acts import acted, refusal
from biebwijzer.desk.deliveries import here
from biebwijzer.desk.frame import card, table
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.source_text import text_to_change, text_to_read
from biebwijzer.problems import BiebwijzerError
from biebwijzer.warehouse import Row
from biebwijzer.words import mark

STANDINGS = {"active": mark("in gebruik"), "replaced": mark("vervangen"), "withdrawn": mark("niet meer in gebruik")}


def own_source(workspace: Workspace, source_id: str) -> None:
    """The text of a source, and of one's own its versions; for who may deliver."""
    words = workspace.words
    kept = intake.kept_texts(workspace.stores, source_id=source_id)
    if not workspace.may("intake.deliver"):
        return
    if not kept:
        if house := next((one for one in intake.deliverable(workspace) if one.source_id == source_id), None):
            text_to_read(workspace, source_id, house.text)
        return
    with card("own_source"):
        html("<h2>{title}</h2>", title=words("Zo wordt dit bestand gelezen"))
        refusal()
        lines = [
            (words.number(row["version"]), words(STANDINGS[row["status"]]), words.moment(here(row["made_at"])))
            for row in kept
        ]
        table([words("Versie"), words("Stand"), words("Gemaakt")], lines)
        text_to_read(workspace, source_id, kept[0]["text"])
        if kept[0]["status"] == "active" and is_mine(workspace, kept[0]):
            text_to_change(workspace, kept[0])
            if st.button(words("Haal de bron uit gebruik"), key="withdraw_source"):
                withdraw(workspace, source_id)


def is_mine(workspace: Workspace, kept: Row) -> bool:
    """Whether one may change this source: that of all libraries for who works for them all, else that of one's own."""
    if workspace.scope_type == "land":
        return kept["library_id"] is None
    return kept["library_id"] in workspace.libraries


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
