"""Doelgroepen › Waarom: why do visitors come, and what do they think of us?"""

from datetime import timedelta

import streamlit as st

from biebwijzer import desk, usage

workspace = desk.open_page("segments.read")
words = workspace.words

desk.head(words("Waarom komen ze?"), crumb=(words("Doelgroepen"), words("Waarom")))

span = workspace.ask("usage/survey_span")
last = span.first("last_answered_on")
if last is None:
    desk.empty(
        "not_loaded",
        words("Er is nog geen publieksonderzoek geladen."),
        words("Een gegevensbeheerder levert de antwoorden aan bij Gegevens, Aanleveren."),
    )
    st.stop()

# A survey is held over some weeks, once a year: the year that ends with its last answer holds the latest one.
asked = {"since": last - timedelta(days=364), "until": last}
reasons = workspace.ask("usage/visit_reasons", **asked)
satisfaction = workspace.ask("usage/visitor_satisfaction", **asked)
recommendation = workspace.ask("usage/recommendation", **asked)

desk.lead(usage.survey_sentence(reasons, words))
desk.badges(words("Laatste antwoord {date}", date=words.date(last)))

with desk.tiles():
    for label, answer, column, who, decimals in (
        (words("Rapportcijfer leden"), satisfaction, "satisfaction", "member", 1),
        (words("Rapportcijfer bezoekers"), satisfaction, "satisfaction", "visitor", 1),
        (words("NPS leden"), recommendation, "nps", "member", 0),
        (words("NPS bezoekers"), recommendation, "nps", "visitor", 0),
    ):
        if who in answer.rows["who"]:
            figure = desk.Figure(answer, column, {"who": who}, decimals=decimals)
            desk.tile(label, figure, note=usage.margin_told(answer, who, words))

desk.show(workspace, usage.VISIT_REASONS, reasons)
desk.resting_on(workspace, "reason")
left, right = desk.pair()
with left:
    desk.show(workspace, usage.SATISFACTION, satisfaction)
with right:
    desk.show(workspace, usage.RECOMMENDATION, recommendation)
