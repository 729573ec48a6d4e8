"""Gegevens › Verkennen: what do I want to know, split as I like and beside a year ago?"""

import streamlit as st

from biebwijzer import desk, explore
from biebwijzer.problems import NotAllowed

workspace = desk.open_page("explore.read")
words = workspace.words

desk.head(words("Wat wil je weten?"), crumb=(words("Gegevens"), words("Verkennen")))

moments = explore.moments(workspace)
if not moments:
    desk.empty(
        "not_loaded",
        words("Er is nog niets om te verkennen."),
        words("Een gegevensbeheerder levert bestanden aan bij Gegevens, Aanleveren."),
    )
    st.stop()

choice = desk.explore_filters(workspace, moments)
try:
    answer = explore.explored(workspace, choice)
except NotAllowed as refused:
    desk.empty("hidden", words(refused.word, **refused.values), words("Kies één splitsing, zonder filter."))
    desk.saved_views(workspace, explore.VIEWS)
    st.stop()

exhibit = desk.exhibit_of(choice, answer)
if not answer.is_empty():
    desk.lead(desk.explored_finding(choice, exhibit, answer, words))
desk.show(workspace, exhibit, answer)
with st.container(horizontal=True, vertical_alignment="center"):
    if workspace.may("explore.write"):
        desk.save_view(workspace, explore.VIEWS)
    desk.html(
        '<p><a href="{address}" target="_self">{label}</a></p>',
        address=desk.definition_address(choice.measure.query.name),
        label=words("Lees de definitie"),
    )
desk.saved_views(workspace, explore.VIEWS)
