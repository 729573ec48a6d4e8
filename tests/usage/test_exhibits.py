"""Visits and loans: every number as in the delivered files, and a gap stays a gap."""

from datetime import date

import pytest

from biebwijzer import usage
from biebwijzer.look import ready
from tests import delivered

SINCE, UNTIL = date(2019, 1, 1), date(2022, 12, 1)
MEASURES = {"visits": delivered.visits, "loans": delivered.loans}


def a_year_before(month: date) -> date:
    return month.replace(year=month.year - 1)


@pytest.mark.parametrize("measure", MEASURES)
def test_every_month_is_the_sum_of_its_cells_beside_the_year_before(workspace, measure):
    by_month = delivered.by_month(MEASURES[measure]())

    rows = workspace("noor").ask(f"usage/{measure}_per_month", since=SINCE, until=UNTIL).rows

    shown = {row["month"]: (row[measure], row["before"]) for row in rows.iter_rows(named=True)}
    assert len(shown) == 48
    assert shown == {month: (by_month.get(month), by_month.get(a_year_before(month))) for month in shown}


def test_ten_months_that_were_never_delivered_are_gaps_and_not_zeros(workspace):
    answer = workspace("noor").ask("usage/visits_per_month", since=SINCE, until=UNTIL)

    absent = answer.rows.filter(answer.rows["visits"].is_null())
    reasons = dict(absent.select("month", "visits_missing").iter_rows())
    without_a_column = [date(2020, month, 1) for month in range(6, 13)] + [date(2021, month, 1) for month in (1, 2, 3)]
    assert [month for month, why in reasons.items() if why == "not_delivered"] == without_a_column
    assert [month for month, why in reasons.items() if why == "empty"] == [date(2020, 4, 1), date(2020, 5, 1)]
    said = usage.VISITS_PER_MONTH.alternative(answer, workspace("noor").words)
    assert "12 maanden hebben geen getal" in said


def test_one_branch_shows_that_branch_alone_and_its_own_closure(workspace):
    noor = workspace("noor")
    fenham = dict(noor.ask("usage/branches").rows.select("name", "branch_id").iter_rows())["Fenham"]

    rows = noor.ask("usage/visits_per_month", since=date(2018, 7, 1), until=date(2018, 12, 1), branch_id=fenham).rows

    cells = delivered.visits()
    assert rows["visits"].to_list() == [cells["Fenham", month] for month in rows["month"]]
    assert rows.drop_nulls("event_nl")["month"].to_list() == [date(2018, 8, 1)]


@pytest.mark.parametrize("measure", MEASURES)
def test_each_branch_is_its_own_cells_and_last_year_only_with_as_many_months(workspace, measure):
    cells = MEASURES[measure]()
    since, until = date(2019, 1, 1), date(2019, 12, 1)

    rows = workspace("noor").ask(f"usage/{measure}_per_branch", since=since, until=until).rows

    for row in rows.iter_rows(named=True):
        own = {month: number for (branch, month), number in cells.items() if branch == row["branch"]}
        now = [own[month] for month in own if since <= month <= until and own[month] is not None]
        before = [own[month] for month in own if month.year == 2018 and own[month] is not None]
        assert row[measure] == sum(now)
        assert row["before"] == (sum(before) if len(before) == len(now) else None)
    assert rows[measure].sum() == sum(n for (_, month), n in cells.items() if n is not None and month.year == 2019)


@pytest.mark.parametrize(
    ("measure", "total", "in_2019", "in_2024"),
    [("visits", 21_063_804, 811_896, 389_013), ("loans", 10_489_731, 344_576, 189_609)],
)
def test_the_years_are_the_published_ones(workspace, measure, total, in_2019, in_2024):
    rows = workspace("noor").ask(f"usage/{measure}_per_year").rows

    assert rows.columns == ["year", measure]
    years = dict(rows.iter_rows())
    assert (sum(years.values()), years[2019], years[2024]) == (total, in_2019, in_2024)


def test_a_title_claims_only_what_the_compared_months_say(workspace):
    noor = workspace("noor")
    by_month = delivered.by_month(delivered.visits())
    last = [month for month in sorted(by_month) if a_year_before(month) in by_month][-12:]
    now, before = (sum(by_month[month] for month in months) for months in (last, map(a_year_before, last)))

    answer = noor.ask("usage/visits_per_month", since=date(2022, 1, 1), until=date(2024, 8, 1))

    title = usage.VISITS_PER_MONTH.title(ready(usage.VISITS_PER_MONTH, answer, noor.words), noor.words)
    assert title == f"Er zijn {noor.words.percent((now - before) / before)} meer bezoeken dan een jaar eerder"


def test_without_a_year_before_the_title_asks(workspace):
    noor = workspace("noor")

    answer = noor.ask("usage/visits_per_month", since=date(2008, 4, 1), until=date(2009, 3, 1))

    assert usage.VISITS_PER_MONTH.title(answer, noor.words) == "Hoeveel bezoeken zijn er per maand?"


def test_members_per_branch_are_counted_once_each(workspace):
    rows = workspace("noor").ask("usage/members_per_branch", reference_date=delivered.REFERENCE_DATE).rows

    at_city = [one for one in delivered.members() if one[0] == "CITY"]
    assert rows["members"].sum() == len(delivered.members()) == 80_752
    assert rows["members"].max() == len(at_city)


def test_another_library_sees_none_of_it(workspace):
    sven = workspace("sven")

    asked = {"since": SINCE, "until": UNTIL}
    assert sven.ask("usage/visits_per_month", **asked).is_empty()
    assert sven.ask("usage/loans_per_branch", **asked).is_empty()
    assert sven.ask("usage/visit_rows").is_empty()
    assert sven.ask("usage/member_rows", reference_date=delivered.REFERENCE_DATE).is_empty()
    assert usage.delivered_months(sven) is None and usage.latest_reference_date(sven) is None
