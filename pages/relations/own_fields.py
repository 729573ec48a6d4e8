"""Relaties › Eigen velden: what does this library want to know beside what the house asks?"""

import streamlit as st

from biebwijzer import desk
from biebwijzer.relations import own_fields
from biebwijzer.words import mark

workspace = desk.open_page("relations.arrange")
words = workspace.words
SUBJECTS = {"personen": "person", "organisaties": "organisation"}

desk.head(words("Wat wil je zelf bijhouden?"), crumb=(words("Relaties"), words("Eigen velden")))
lead = st.container()
with st.container(horizontal=True, gap="small", vertical_alignment="center", key="filters"):
    kinds = {"personen": words("Personen"), "organisaties": words("Organisaties")}
    subject = SUBJECTS[desk.choice_filter("over", words("Waarvan"), kinds, "personen")]
    if st.button(words("Nieuw veld"), icon=":material/add:", key="new_own_field"):
        desk.own_field_drawer(workspace, subject)

fields = own_fields.every(workspace, subject)
with lead:
    asked = len(own_fields.current(fields))
    told = words.plural(mark("**1 eigen veld**."), mark("**{n} eigen velden**."), n=asked)
    desk.lead(words("{told} Ze staan op de kaart, in formulieren, in lijsten, bij importeren en meenemen.", told=told))
desk.own_field_list(workspace, fields)
