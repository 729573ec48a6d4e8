"""Relaties › Toestemming: whom may we write or call, and who drops out?"""

import streamlit as st

from biebwijzer import desk, relations
from biebwijzer.words import mark

workspace = desk.open_page("relations.read")
words = workspace.words

desk.head(words("Wie mogen we schrijven?"), crumb=(words("Relaties"), words("Toestemming")))
with st.container(horizontal=True, gap="small", vertical_alignment="center", key="filters"):
    purposes = {code: words(name) for code, name in relations.consents.PURPOSES.items()}
    purpose = desk.option_filter("doel", words("Waarvoor"), purposes, "newsletter", width=240)
    channels = {code: words(name) for code, name in relations.consents.CHANNELS.items()}
    channel = desk.option_filter("weg", words("Langs welke weg"), channels, "mail", width=220)

counts = workspace.ask("relations/consent_counts", purpose=purpose, channel=channel).rows.row(0, named=True)
what = f"{purposes[purpose]} {channels[channel]}"
one, many = mark("**1 persoon** zei ja tegen: {what}."), mark("**{n} personen** zeiden ja tegen: {what}.")
desk.lead(words.plural(one, many, n=counts["yes"], what=what))
desk.consent_tiles(words, counts)
if counts["yes"]:
    desk.may_be_asked(workspace, purpose, channel)
else:
    desk.empty(
        "none",
        words("Niemand zei hier ja tegen."),
        words("Vraag het aan iemand die je spreekt, en leg het antwoord met bewijs vast op de kaart."),
    )
