"""Gegevens › Quarantaine: which rows wait, why, and what do we do with them?"""

import streamlit as st

from biebwijzer import desk

workspace = desk.open_page("intake.read")
words = workspace.words
steward = workspace.may("intake.deliver")

desk.head(words("Wat werd geweigerd, en waarom?"), crumb=(words("Gegevens"), words("Quarantaine")))

waiting = [
    row
    for row in workspace.ask("intake/refused_rows", status="waiting").rows.to_dicts()
    if row["run_status"] == "active"
]
if not waiting:
    desk.empty(
        "none",
        words("Er wachten geen rijen."),
        words("Alles wat is aangeleverd, telt mee of is weggelaten met een reden."),
    )
    desk.refusal()
    desk.rules_list(workspace)
    desk.acts_bar(workspace)
    st.stop()

desk.lead(desk.waiting_sentence(waiting, words))
shown = desk.refusal_filters(waiting, words)
if steward:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="whole"):
        desk.take_refused(workspace, shown, "quarantine")
        desk.deliver_link(words("Lever een verbeterd bestand aan"))
    desk.whole_deliveries(desk.beyond_records(waiting), words)
    desk.faults(workspace, shown)
    desk.repair_bench(workspace, shown)
    desk.rules_list(workspace)
else:
    desk.refusals_counted(workspace, shown)
desk.acts_bar(workspace)
