"""Gegevens › Definities: what does this number mean, where does it come from and where is it used?"""

import streamlit as st

from biebwijzer import desk, explore

workspace = desk.open_page("explore.read")
words = workspace.words

asked, column = st.query_params.get("begrip"), st.query_params.get("kolom")
query = explore.defined(asked)

if query is not None:
    desk.one_definition(workspace, query)
    st.stop()
if column is not None:
    desk.one_column(workspace, column)
    st.stop()

desk.head(words("Wat betekent dit getal?"), crumb=(words("Gegevens"), words("Definities")))
if asked is not None:
    st.caption(words("Dat begrip is er niet. Je ziet nu alle begrippen."))

everything = explore.definitions()
owners = {query.owner for query in everything}
desk.lead(
    words(
        "**{n} begrippen** van **{owners} eigenaren**, elk met formule, valkuilen en herkomst.",
        n=words.number(len(everything)),
        owners=words.number(len(owners)),
    )
)
text = st.text_input(
    words("Zoek een begrip"),
    type="search",
    placeholder=words("Bijvoorbeeld: leden, no-show, NPS"),
    key="zoek",
    bind="query-params",
    icon=":material/search:",
    width=420,
)
found = explore.holding(text or "", words)
if not found:
    desk.empty("none", words("Geen begrip met die woorden."), words("Probeer een deel van het woord."))
    st.stop()
if text:
    desk.html(
        '<p class="sub">{told}</p>', told=words.plural("{n} begrip gevonden", "{n} begrippen gevonden", len(found))
    )
desk.definition_list(workspace, found)
