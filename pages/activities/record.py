"""Vandaag › Activiteiten: what did we organise, for how many, and is it all counted?"""

import streamlit as st

from biebwijzer import activities, desk
from biebwijzer.words import mark

workspace = desk.open_page("activities.read")
words = workspace.words
may_write = workspace.may("activities.write")

branches = dict(
    workspace.ask("activities/branches", on_date=workspace.today).rows.select("branch_id", "name").iter_rows()
)
waiting = workspace.ask("activities/to_count", until=workspace.today).rows.to_dicts()
years = activities.years(workspace)

desk.head(words("Wat organiseerden we?"), crumb=(words("Vandaag"), words("Activiteiten")))
if not branches and not years:
    desk.empty(
        "not_loaded",
        words("Er zijn nog geen vestigingen, dus een activiteit kan nergens bij horen."),
        words("Een beheerder voegt ze toe bij Beheer, Instellingen."),
    )
    st.stop()

held = activities.this_or_that_year(workspace.today.year, workspace.today)
this_year = workspace.ask("activities/per_core_function", since=held.since, until=held.until)
desk.lead(activities.sentence(words, this_year, len(waiting)))
doubles = workspace.ask("activities/doubles").first("doubles")
if doubles:
    told = words.plural(
        mark("1 activiteit staat ook in een aanlevering: de aangeleverde telt"),
        mark("{n} activiteiten staan ook in een aanlevering: de aangeleverde tellen"),
        n=doubles,
    )
    desk.badges(told)

left, right = st.columns([1.75, 1], gap="large")
with left:
    if may_write:
        desk.activity_form(workspace, branches)
with right:
    if may_write and waiting:
        desk.to_count(workspace, waiting)
# Beside the form while nothing waits for a count, else below it.
with left if waiting or not may_write else right:
    desk.recorded(workspace, branches)

if years:
    with st.container(horizontal=True, gap="small", key="filters"):
        year = desk.number_filter("jaar", words("Jaar"), years, years[0], str)
        branch = desk.branch_filter(workspace, branches)
    span = activities.this_or_that_year(year, activities.known_until(workspace))
    asked = {"since": span.since, "until": span.until, "branch_id": branch}
    # The return is copied number by number: a table, until somebody asks for the drawing.
    st.session_state.setdefault("as_table_activities_wsob_return", True)
    first, second = desk.pair()
    with first:
        desk.show(workspace, activities.PER_CORE_FUNCTION, workspace.ask("activities/per_core_function", **asked))
    with second:
        desk.show(workspace, activities.PER_MONTH, workspace.ask("activities/per_month", **asked))
    desk.show(workspace, activities.WSOB_RETURN, workspace.ask("activities/wsob_return", **asked))

reading = workspace.ask("activities/school_programmes")
if not reading.is_empty():
    desk.show(workspace, activities.SCHOOL_PROGRAMMES, reading)
    desk.to_schools(workspace)
