"""Proposities › Portfolio: what do we promise, to whom, and what comes of it?"""

import streamlit as st

from biebwijzer import desk, propositions
from biebwijzer.look import ready
from biebwijzer.words import mark

workspace = desk.open_page("propositions.read")
words = workspace.words

desk.head(words("Wat beloven we, en wat komt ervan?"), crumb=(words("Proposities"), words("Portfolio")))

answer = workspace.ask("propositions/portfolio")
rows = answer.rows.to_dicts()
made = st.session_state.pop("proposition_made", None)
codes = {row["proposition"] for row in rows if row["proposition_id"]}

if rows:
    begun = len({row["proposition"] for row in rows if row["status"] == "introduced"})
    desk.lead(
        words(
            "{total}, {begun}.",
            total=words.plural(
                mark("**1 propositie**"), mark("**{n} proposities**"), n=len({one["proposition"] for one in rows})
            ),
            begun=words.plural(mark("**1** is ingevoerd"), mark("**{n}** zijn ingevoerd"), n=begun),
        )
    )
else:
    desk.empty(
        "none",
        words("Je bibliotheek heeft nog geen proposities."),
        words("Neem er een over uit het draaiboek, of schrijf er zelf een op."),
    )

if workspace.may("propositions.write") and st.button(
    words("Nieuwe propositie"), icon=":material/add:", key="new_proposition"
):
    desk.proposition_drawer(workspace)

if rows:
    if any(row["persons"] is not None or row.get("persons_missing") for row in rows):
        desk.show(workspace, propositions.PORTFOLIO, answer)
    desk.proposition_table(workspace, rows, ready(propositions.PORTFOLIO, answer, words).rows.to_dicts())

desk.playbook(workspace, codes)
