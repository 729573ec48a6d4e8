"""Relaties › Importeren: which list do we take over, and what would that do?"""

import streamlit as st

from biebwijzer import desk
from biebwijzer.settings import ROOT

workspace = desk.open_page("relations.write")
words = workspace.words

desk.head(words("Welke lijst neem je over?"), crumb=(words("Relaties"), words("Importeren")))
desk.lead(
    words(
        "Zet een lijst erin zoals je hem hebt. Je ziet eerst rij voor rij wat er gebeurt."
        " Daarna kun je alles terugdraaien."
    )
)
desk.import_result(workspace)
at = desk.library_choice(workspace)
if at is None:
    st.stop()

with st.container(horizontal=True, gap="small", vertical_alignment="center"):
    st.page_link(
        str(ROOT / "pages" / "relations" / "schools.py"),
        label=words("De scholenlijst van DUO"),
        icon=":material/school:",
    )
    desk.take_everything(at)
if desk.import_steps(at):
    st.stop()
desk.earlier_imports(at)
