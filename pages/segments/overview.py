"""Doelgroepen › Overzicht: who comes, and who no longer does?"""

import streamlit as st

from biebwijzer import desk, segments, usage

workspace = desk.open_page("segments.read")
words = workspace.words

desk.head(words("Wie komt er?"), crumb=(words("Doelgroepen"), words("Overzicht")))

# Where memberships and use are delivered as events there are groups; else there is a list of members to show.
known = segments.known_months(workspace)
if known.months:
    desk.groups_screen(workspace, known)
    st.stop()

reference_date = usage.latest_reference_date(workspace)
if reference_date is None:
    desk.empty(
        "not_loaded",
        words("Er zijn nog geen leden geladen."),
        words("Een gegevensbeheerder levert ze aan bij Gegevens, Aanleveren."),
    )
    st.stop()

dates = segments.RULES.dates(reference_date)
everybody = {"reference_date": reference_date}
recency = workspace.ask("segments/recency", **everybody, branch_id=None)
desk.lead(segments.sentence(recency, words))
desk.badges(words("Stand {date}", date=words.date(reference_date)))

# Outside the library persons are shown one way only, so there is nothing to narrow by.
branch = None
if workspace.audience != "buiten":
    places = workspace.ask("usage/member_branches", **everybody).rows
    with st.container(horizontal=True, gap="small", key="filters"):
        branch = desk.branch_filter(workspace, dict(places.iter_rows()))

status = workspace.ask("segments/members_by_status", **dates, branch_id=branch)
with desk.tiles():
    for code, rule in segments.explained(words).items():
        figure = desk.Figure(status, "members", {"status": code})
        desk.tile(segments.status_name(code, words), figure, note=rule)

left, right = desk.pair()
with left:
    narrowed = workspace.ask("segments/recency", **everybody, branch_id=branch)
    desk.show(workspace, segments.RECENCY, narrowed)
with right:
    desk.show(workspace, segments.MEMBERS_BY_STATUS, status)

cohorts = workspace.ask("segments/cohorts", **everybody, active_since=dates["active_since"], branch_id=branch)
desk.show(workspace, segments.COHORTS, cohorts)

use = workspace.ask("segments/use_per_branch", **everybody, active_since=dates["active_since"])
desk.show(workspace, segments.USE_PER_BRANCH, use)
