"""Bestuur › Kerncijfers: how do we stand, beside last year?"""

from datetime import timedelta

import streamlit as st

from biebwijzer import activities, board, desk, usage

workspace = desk.open_page("board.read")
words = workspace.words

desk.head(words("Hoe staan we ervoor?"), crumb=(words("Bestuur"), words("Kerncijfers")))

delivered = desk.months_or_empty(workspace)
if delivered is None:
    # Whoever counts no months may still state what a year was.
    desk.yearly_returns(workspace)
    st.stop()

this_year = workspace.ask("board/key_figures", **board.this_year(delivered.last))
figures = board.key_figures(this_year)
desk.lead(board.sentence(figures, words) or words("Er is nog geen jaar om mee te vergelijken."))

branches = dict(workspace.ask("usage/branches").rows.iter_rows())
with st.container(horizontal=True, gap="small", key="filters"):
    period = desk.period_filter(delivered.first, delivered.last)
    branch = desk.branch_filter(workspace, branches)
asked = {"since": period.since, "until": period.until, "branch_id": branch}

desk.key_tiles(workspace, this_year, figures, asked, delivered.last, board.completeness(figures, words))

left, right = desk.pair()
with left:
    desk.show(workspace, usage.VISITS_PER_MONTH, workspace.ask("usage/visits_per_month", **asked))
with right:
    desk.show(workspace, usage.LOANS_PER_MONTH, workspace.ask("usage/loans_per_month", **asked))

left, right = desk.pair()
with left:
    desk.show(workspace, usage.VISITS_PER_BRANCH, workspace.ask("usage/visits_per_branch", **asked))
with right:
    desk.show(workspace, usage.LOANS_PER_BRANCH, workspace.ask("usage/loans_per_branch", **asked))

desk.show(workspace, board.KEY_FIGURES, this_year)

# Activities are held on days; the period is told in months.
held = {**asked, "until": usage.months_earlier(period.until, -1) - timedelta(days=1)}
per_core_function = workspace.ask("activities/per_core_function", **held)
if not per_core_function.is_empty():
    desk.show(workspace, activities.PER_CORE_FUNCTION, per_core_function)
    desk.to_activities(workspace)

years = board.whole_years(workspace.ask("board/visits_beside_loans", base_year=delivered.last.year))
# One year beside itself says nothing.
if len(years) > 1:
    base = desk.number_filter(
        "basisjaar", words("Basisjaar"), years, years[0], lambda year: words("{year} = 100", year=year)
    )
    desk.show(workspace, board.VISITS_BESIDE_LOANS, workspace.ask("board/visits_beside_loans", base_year=base))

# Of whole years and the whole library: no period or branch is chosen in them.
desk.yearly_returns(workspace)
