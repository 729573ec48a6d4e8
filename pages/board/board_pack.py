"""Bestuur › Bestuursrapport: what do we tell the board, and what do we ask it?"""

import streamlit as st

from biebwijzer import desk

workspace = desk.open_page("board.read")
words = workspace.words

desk.head(words("Wat vertellen we het bestuur?"), crumb=(words("Bestuur"), words("Bestuursrapport")))

pack = desk.chosen_pack(workspace, desk.board_packs(workspace))
slides = desk.pack_slides(workspace, pack) if pack else []
if pack is None or not slides:
    desk.nothing_in(workspace, pack)
    st.stop()

desk.lead(desk.pack_sentence(pack, slides, words))
desk.one_slide(workspace, pack, slides)
