"""Gegevens › Bronnen: is the data up to date, what was delivered, and how complete is it?"""

import streamlit as st

from biebwijzer import desk

workspace = desk.open_page("intake.read")
words = workspace.words

asked = st.query_params.get("bron")
board = workspace.ask("intake/sources_board", on_date=workspace.today).rows
found = {row["source_id"]: row for row in board.to_dicts()}

if asked in found:
    desk.one_source(workspace, found[asked])
    desk.acts_bar(workspace)
    st.stop()

loaded = [row for row in found.values() if row["last_delivered_at"] is not None]
lacking = desk.not_delivered(workspace, {row["source_id"] for row in loaded})
planned = next((one for one in lacking if one.source_id == asked), None)

if planned is not None and workspace.may("intake.deliver"):
    desk.new_source(workspace, planned)
    desk.acts_bar(workspace)
    st.stop()

desk.head(words("Zijn de gegevens bij?"), crumb=(words("Gegevens"), words("Bronnen")))
if asked is not None:
    st.caption(words("Die bron is er niet, of hoort niet bij jouw bibliotheek."))

if not loaded:
    desk.empty(
        "not_loaded",
        words("Er is nog geen bron geladen."),
        words("Lever een bestand aan, dan zie je hier tot wanneer de gegevens bij zijn.")
        if workspace.may("intake.deliver")
        else words("Een gegevensbeheerder levert bestanden aan bij Gegevens, Aanleveren."),
    )
else:
    desk.lead(desk.board_sentences(list(found.values()), words))
    if workspace.may("intake.deliver") and board["previews"].sum():
        desk.deliver_link(words("Kijk de levering na"))
    desk.source_board(workspace, loaded)

if lacking:
    desk.lacking_sources(workspace, lacking)
desk.acts_bar(workspace)
