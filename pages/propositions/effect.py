"""Proposities › Effect: did a proposition do something, beside libraries that do not have it?"""

import streamlit as st

from biebwijzer import desk, propositions
from biebwijzer.propositions import effect_telling, effects, outcomes

workspace = desk.open_page("propositions.read")
words = workspace.words

chosen = desk.chosen_proposition(workspace)
if chosen is None:
    st.stop()
code, _, name = chosen

desk.head(words("Deed {name} iets?", name=name), crumb=(words("Proposities"), words("Effect")))
lead = st.container()
with st.container(horizontal=True, gap="small", key="filters"):
    measure = desk.outcome_filter(words)
    # One library is shown without a judgement: then there is nothing that could count.
    counts = desk.difference_filter(words, measure) if len(workspace.libraries) > 1 else measure.usual

answer = workspace.ask(measure.question, proposition=code, matters=counts)
if desk.effect_lacking(answer, name, code, words):
    st.stop()

found, matters = effects.effect_of(answer), outcomes.matters_of(answer)
alone = len(found.places) == 1
with lead:
    if alone:
        desk.lead(effect_telling.alone(name, words))
    else:
        desk.lead(effect_telling.sentence(found, measure, matters, name, words))

if found.value is not None:
    desk.effect_tiles(workspace, answer, found)
    left, right = desk.pair()
    with left:
        desk.show(workspace, propositions.OWN[measure.code], answer)
    with right:
        desk.show(workspace, propositions.ROAD[measure.code], answer)
elif alone:
    desk.show(workspace, propositions.COURSE[measure.code], answer)
else:
    desk.show(workspace, propositions.OWN[measure.code], answer)

desk.effect_grounds(found, measure, words)
desk.proposition_link(code, words("Naar {name}", name=name))
