"""Who comes: the rules hold on every delivered member, and small numbers stay hidden."""

from datetime import date
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer import segments
from biebwijzer.look import ready
from biebwijzer.problems import NotAllowed
from tests import delivered

DATES = segments.RULES.dates(delivered.REFERENCE_DATE)


def status_by_hand(joined: date | None, used: date | None) -> str:
    if joined and date(2016, 1, 6) <= joined <= delivered.REFERENCE_DATE:
        return "new"
    if used is None:
        return "unknown"
    return "active" if used >= date(2015, 4, 6) else "dormant"


def test_every_member_has_the_status_the_rule_gives(workspace):
    expected: dict[str, int] = {}
    for _, joined, used in delivered.members():
        status = status_by_hand(joined, used)
        expected[status] = expected.get(status, 0) + 1

    rows = workspace("noor").ask("segments/members_by_status", **DATES).rows

    assert dict(rows.iter_rows()) == expected


def test_each_year_of_joining_has_those_who_joined_and_those_who_came_back(workspace):
    joined: dict[int, int] = {}
    used: dict[int, int] = {}
    for _, since, last in delivered.members():
        if since:
            joined[since.year] = joined.get(since.year, 0) + 1
            used[since.year] = used.get(since.year, 0) + bool(last and last >= date(2015, 4, 6))

    rows = (
        workspace("noor")
        .ask("segments/cohorts", reference_date=delivered.REFERENCE_DATE, active_since=DATES["active_since"])
        .rows
    )

    assert {year: (a, b) for year, a, b in rows.iter_rows()} == {year: (joined[year], used[year]) for year in joined}


def test_last_use_is_counted_in_whole_months_before_the_reference_date(workspace):
    bounds = [("month", date(2016, 3, 6)), ("quarter", date(2016, 1, 6)), ("half", date(2015, 10, 6))]
    bounds += [("year", date(2015, 4, 6)), ("longer", date.min)]
    expected: dict[str, int] = {}
    for _, _, used in delivered.members():
        name = next((name for name, since in bounds if used and used >= since), "unknown")
        expected[name] = expected.get(name, 0) + 1

    rows = workspace("noor").ask("segments/recency", reference_date=delivered.REFERENCE_DATE).rows

    assert dict(rows.iter_rows()) == expected


def test_shares_have_wilsons_margin_around_them(workspace):
    noor = workspace("noor")
    asked = {"reference_date": delivered.REFERENCE_DATE, "active_since": DATES["active_since"]}

    answer = ready(segments.USE_PER_BRANCH, noor.ask("segments/use_per_branch", **asked), noor.words)

    first = answer.rows.row(0, named=True)
    rate = segments.wilson(first["used"], first["members"])
    assert rate is not None and first["share"] == first["used"] / first["members"]
    assert first["margin"] == f"{noor.words.percent(rate.low)} tot {noor.words.percent(rate.high)}"


def test_wilson_gives_the_published_interval():
    # Wilson (1927) as in Newcombe (1998), table I: 81 of 263, without continuity correction.
    rate = segments.wilson(81, 263)

    assert rate is not None
    assert isclose(rate.low, 0.2553, abs_tol=5e-5) and isclose(rate.high, 0.3662, abs_tol=5e-5)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_margin_holds_its_share_and_stays_between_nothing_and_all(part, whole):
    rate = segments.wilson(min(part, whole), whole)

    assert rate is not None and 0 <= rate.low <= rate.share <= rate.high <= 1


def test_a_manager_sees_no_count_below_five(workspace):
    asked = {"reference_date": delivered.REFERENCE_DATE, "active_since": DATES["active_since"]}
    true = workspace("noor").ask("segments/use_per_branch", **asked).rows

    shown = workspace("karim").ask("segments/use_per_branch", **asked)

    small = true.filter((true["members"] > 0) & (true["members"] < 5))["branch"].to_list()
    assert small
    hidden = shown.rows.filter(shown.rows["branch"].is_in(small))
    assert hidden["members"].null_count() == len(small) and set(hidden["members_missing"]) == {"hidden"}
    assert (shown.rows["members"].drop_nulls() >= 5).all() and shown.hidden >= len(small)
    named = ready(segments.USE_PER_BRANCH, shown, workspace("karim").words).rows
    assert named.filter(named["members"].is_null())["share"].null_count() == len(small)


def test_outside_the_library_counts_are_ten_or_more_and_multiples_of_five(workspace):
    adviser = workspace("poi_adviser")
    asked = {"reference_date": delivered.REFERENCE_DATE, "active_since": DATES["active_since"]}

    rows = adviser.ask("segments/use_per_branch", **asked).rows

    known = rows["members"].drop_nulls()
    assert known.len() and (known >= 10).all() and (known % 5 == 0).all()
    with pytest.raises(NotAllowed):
        adviser.ask("segments/members_by_status", **DATES, branch_id="city")


def test_rows_of_members_are_only_for_who_may_see_rows(workspace):
    for person in ("karim", "poi_adviser"):
        with pytest.raises(NotAllowed):
            workspace(person).ask("segments/status_rows", **DATES)


def test_the_page_says_who_comes(open_app):
    page = open_app("noor").switch_page("segments/overview.py").run()

    shown = " ".join(block.proto.body for block in page.get("html"))
    assert not page.exception
    assert "Wie komt er?" in shown and "80.752" in shown and "2.988" in shown
    assert len(page.get("vega_lite_chart")) == len(segments.EXHIBITS) - len(segments.GROUP_EXHIBITS)


def test_the_page_speaks_english(open_app):
    page = open_app("noor", language="en").switch_page("segments/overview.py").run()

    shown = " ".join(block.proto.body for block in page.get("html"))
    assert not page.exception and "80,752" in shown


def test_an_adviser_gets_the_page_without_a_filter_that_would_tell_too_much(open_app):
    page = open_app("poi_adviser").switch_page("segments/overview.py").run()

    assert not page.exception and not page.selectbox


def test_a_library_without_members_hears_what_to_do(open_app):
    page = open_app("sven").switch_page("segments/overview.py").run()

    shown = " ".join(block.proto.body for block in page.get("html"))
    assert not page.exception and "nog geen leden geladen" in shown
    assert not page.get("vega_lite_chart")


def test_whoever_may_not_read_segments_gets_no_figure(open_app):
    page = open_app("staff").switch_page("segments/overview.py").run()

    shown = " ".join(block.proto.body for block in page.get("html"))
    assert "80.752" not in shown and not page.get("vega_lite_chart")
