"""Gegevens › Aanleveren: what does this file bring, and may it count for everybody?"""

import streamlit as st

from biebwijzer import desk

workspace = desk.open_page("intake.deliver")
words = workspace.words

desk.head(words("Wat brengt dit bestand?"), crumb=(words("Gegevens"), words("Aanleveren")))

if desk.under_way(workspace):
    st.stop()

if st.query_params.get("bron") == desk.NEW:
    desk.lead(
        words(
            "Past er geen bron bij je bestand? Kies het hier. Je zegt één keer wat erin staat; daarna gaat het vanzelf."
        )
    )
    desk.describe_file(workspace)
    desk.acts_bar(workspace)
    st.stop()

runs = {row["run_id"]: row for row in workspace.ask("intake/runs").rows.to_dicts() if row["status"] == "preview"}
asked = st.query_params.get("levering")
if asked is not None and asked not in runs:
    del st.query_params["levering"]
    asked = None

if runs:
    desk.lead(
        words.plural(
            "Er staat **een levering** klaar om na te kijken. Anderen zien er nog niets van.",
            "Er staan **{n} leveringen** klaar om na te kijken. Anderen zien er nog niets van.",
            len(runs),
        )
    )
    picked = asked or next(iter(runs))
    if len(runs) > 1:
        picked = desk.one_of_previews(runs, picked, words)
    desk.preview(workspace, workspace.ask("intake/run", run_id=picked).rows.to_dicts()[0])
    other = st.expander(words("Lever een ander bestand aan"), key="another")
    with other:
        desk.upload(workspace)
        desk.new_source_link(words)
else:
    desk.lead(
        words("Kies een bestand; wij zoeken de bron erbij. Je ziet eerst wat er verandert en zet het daarna vast.")
    )
    desk.upload(workspace)
    desk.new_source_link(words)
    desk.acts_bar(workspace)
