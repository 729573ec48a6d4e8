"""Proposities › Propositie: does it do what we expected, for whom, and where?"""

import streamlit as st

from biebwijzer import desk, propositions
from biebwijzer.propositions import performance
from biebwijzer.propositions.catalogue import PILLARS

workspace = desk.open_page("propositions.read")
words = workspace.words

chosen = desk.chosen_proposition(workspace)
if chosen is None:
    st.stop()
code, row, name = chosen

desk.head(name, crumb=(words("Proposities"), name))
lead = st.container()
started = workspace.ask("propositions/introductions", proposition=code).rows.to_dicts()
branches = dict(workspace.ask("propositions/branches", proposition=code).rows.iter_rows())
state = desk.status_badge(row, words)
since = performance.introduced_since(started)
desk.badges(
    *([state] if state else []),
    *([words.plural("{n} vestiging", "{n} vestigingen", len(branches))] if branches else []),
    *([words("Sinds {date}", date=words.date(since))] if since else []),
    *([words(PILLARS[row["pillar"]])] if row and row["pillar"] else []),
)

desk.effect_link(code, words)
delivered = performance.delivered(workspace, code)
if delivered is None:
    desk.canvas(workspace, row, branches)
    desk.contacts_card(workspace, row, code)
    desk.empty(
        "not_loaded",
        words("Van deze propositie zijn nog geen reserveringen geladen."),
        words("Een gegevensbeheerder levert ze aan bij Gegevens, Aanleveren."),
    )
    st.stop()

branch = None
with st.container(horizontal=True, gap="small", key="filters"):
    period = desk.period_filter(*delivered, months=12)
    # Outside the library persons are shown one way only, so there is nothing to narrow by.
    if workspace.audience != "buiten":
        branch = desk.branch_filter(workspace, branches)
asked = {"since": period.since, "until": period.until, "proposition": code, "branch_id": branch}
month = {**asked, "since": period.until}

figures = performance.figures(workspace, code, period.since, period.until, branch)
# A target is set for the library as a whole: beside one branch it would say nothing.
aims = {} if branch else performance.targets_in_force(workspace, code)
with lead:
    desk.lead(performance.sentence(figures, aims, name, period.until, words))

in_month, in_period = words.month(period.until), propositions.telling.told_period(period.since, period.until, words)
notes = {"persons": in_month, "repeat_60d": in_period, "new_audience": in_period, "no_show": in_month}
with desk.tiles():
    for measure, figure in figures.items():
        desk.aim_tile(figure, aims.get(measure), notes[measure])

left, right = st.columns([1.6, 1], gap="medium")
with left:
    desk.show(workspace, propositions.ACTUAL, workspace.ask("propositions/actual", **asked))
    desk.contacts_card(workspace, row, code)
with right:
    desk.canvas(workspace, row, branches)

left, right = desk.pair()
with left:
    desk.show(workspace, propositions.FUNNEL, workspace.ask("propositions/funnel", **asked))
    desk.show(workspace, propositions.NO_SHOW, workspace.ask("propositions/no_show", **asked))
    mailings = workspace.ask("propositions/mailings", since=period.since, until=period.until, proposition=code)
    # A mailing is of the whole library: beside one branch it would say nothing.
    if branch is None and not mailings.is_empty():
        desk.show(workspace, propositions.MAILINGS, mailings)
with right:
    shown = desk.filling_choice(words)
    desk.show(workspace, shown, workspace.ask("propositions/occupancy", **month))
    new = workspace.ask("propositions/new_audience", **asked)
    if propositions.telling.enough(new, "persons"):
        desk.show(workspace, propositions.NEW_AUDIENCE, new)
