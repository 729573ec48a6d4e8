"""Relaties › Noteren: the address that opens the drawer, for a bookmark on a phone."""

import streamlit as st

from biebwijzer import desk
from biebwijzer.settings import ROOT

workspace = desk.open_page("relations.write")
words = workspace.words

desk.head(words("Noteren"), crumb=(words("Relaties"), words("Noteren")))
desk.lead(words("Wie sprak je, en wat spraken jullie af?"))
st.page_link(str(ROOT / "pages" / "start" / "today.py"), label=words("Naar Vandaag"), icon=":material/sunny:")

# Once per visit: who closes the drawer wants it closed.
if not st.session_state.get("noteer_opened"):
    st.session_state["noteer_opened"] = True
    desk.noteer(workspace)
