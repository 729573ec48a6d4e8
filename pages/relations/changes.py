"""Relaties › Geschiedenis: who changed what, and can it be taken back?"""

from datetime import timedelta

import streamlit as st

from biebwijzer import desk, relations

workspace = desk.open_page("relations.read")
words = workspace.words

EVERYBODY = "iedereen"
SPANS = {"7": 7, "30": 30, "365": 365}

subject = next((one for one in ("organisation", "person") if one in st.query_params), None)
row_id = st.query_params.get(subject) if subject else None
card = workspace.ask(f"relations/{subject}", **{f"{subject}_id": row_id}).rows if subject else None

desk.head(words("Wie veranderde wat?"), crumb=(words("Relaties"), words("Geschiedenis")), note=False)
if card is not None and card.is_empty():
    desk.empty(
        "none",
        words("Deze kaart is er niet."),
        words("Misschien is de kaart verwijderd of van een andere bibliotheek. Kijk in de lijst."),
    )
    st.stop()

colleagues = dict(workspace.ask("relations/colleagues").rows.iter_rows())
with st.container(horizontal=True, gap="small", vertical_alignment="center", key="filters"):
    spans = {
        "7": words("7 dagen"),
        "30": words("30 dagen"),
        "365": words("Een jaar"),
    }
    span = desk.choice_filter("periode", words("Periode"), spans, "365" if subject else "30")
    who = desk.option_filter("wie", words("Wie"), {EVERYBODY: words("Iedereen"), **colleagues}, EVERYBODY, width=220)

asked = {f"{subject}_id": row_id} if subject else {}
answer = workspace.ask(
    "relations/changes",
    since=workspace.today - timedelta(days=SPANS[span]),
    colleague=None if who == EVERYBODY else who,
    **asked,
)
own = relations.own_fields.every(workspace)
found = relations.changes.acts(answer.rows.to_dicts(), words, colleagues, own)
about = card.row(0, named=True)["name"] if card is not None else ""
told = words.plural("**{n} wijziging**", "**{n} wijzigingen**", n=len(found))
desk.lead(words("{told} aan {name}.", told=told, name=about) if about else f"{told}.")
if found:
    desk.change_list(workspace, found)
else:
    desk.empty("none", words("Hier veranderde niets."), words("Kies een langere periode, of een andere collega."))
