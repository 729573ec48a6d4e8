"""Relaties › Dubbelen: who or what stands here twice, and why do we think so?"""

import streamlit as st

from biebwijzer import desk
from biebwijzer.relations.duplicates import likely_pairs
from biebwijzer.words import mark

workspace = desk.open_page("relations.read")
words = workspace.words
AT_ONCE = 10
KINDS = {"personen": "person", "organisaties": "organisation"}
LEADS = {
    "person": (
        mark("**1 paar** kaarten lijkt over dezelfde persoon te gaan."),
        mark("**{n} paren** kaarten lijken over dezelfde persoon te gaan."),
    ),
    "organisation": (
        mark("**1 paar** kaarten lijkt over dezelfde organisatie te gaan."),
        mark("**{n} paren** kaarten lijken over dezelfde organisatie te gaan."),
    ),
}

desk.head(words("Wie staat er dubbel in?"), crumb=(words("Relaties"), words("Dubbelen")))
lead = st.container()
with st.container(horizontal=True, gap="small", vertical_alignment="center", key="filters"):
    kinds = {"personen": words("Personen"), "organisaties": words("Organisaties")}
    kind = KINDS[desk.choice_filter("soort", words("Soort"), kinds, "personen")]
    shows = {
        "kijken": words("Te bekijken"),
        "samengevoegd": words("Samengevoegd"),
        "apart": words("Niet dezelfde"),
    }
    shown = desk.choice_filter("toon", words("Toon"), shows, "kijken")

if shown == "samengevoegd":
    desk.merges_done(workspace, kind)
    st.stop()
if shown == "apart":
    desk.told_apart(workspace, kind)
    st.stop()

with st.spinner(words("Kaarten vergelijken…")):
    pairs = likely_pairs(workspace, kind)
with lead:
    nothing = words("Er staat niets dubbel in, voor zover we zien.")
    desk.lead(words.plural(*LEADS[kind], n=len(pairs)) if pairs else nothing)
if not pairs:
    desk.empty(
        "none",
        words("Geen kaarten die op elkaar lijken."),
        words("Wie iets toevoegt, ziet onder het typen al wie er op lijkt. Hier hoef je nu niets te doen."),
    )
    st.stop()

desk.html(
    '<p class="sub">{text}</p>',
    text=words("Hoe hoger het getal achter een kenmerk, hoe meer het zegt. Er wordt niets vanzelf samengevoegd."),
)
first = desk.stretch_filter("vanaf", len(pairs), AT_ONCE)
desk.pairs_beside(workspace, kind, pairs[first : first + AT_ONCE])
