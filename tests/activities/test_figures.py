"""Every figure of activities computed a second time from the delivered file, with as many rows behind it as it says."""

import csv
from calendar import monthrange
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from statistics import mean, median

import pytest

from biebwijzer import activities
from biebwijzer.activities import recording
from biebwijzer.desk.explain import readable
from biebwijzer.look import ready, table_rows
from biebwijzer.problems import NotAllowed
from tests.activities.conftest import CORE_FUNCTIONS, TALK

CODES = dict(zip(CORE_FUNCTIONS, activities.CORE_FUNCTIONS, strict=True))
PILLARS = {
    "bevorderen van lezen": "reading",
    "participatie in de informatiesamenleving": "participation",
    "leven lang ontwikkelen": "learning",
    "": "none",
}
THIS_YEAR = {"since": date(2026, 1, 1), "until": date(2026, 10, 31)}
# A school programme is of a school year: tests/activities/test_schools.py.
EXHIBITS = [exhibit.name for exhibit in activities.EXHIBITS if exhibit is not activities.SCHOOL_PROGRAMMES]


@pytest.fixture
def origin(delivered_home) -> Path:
    """The home with the delivered file."""
    return delivered_home


@pytest.fixture
def told(activities_file):
    """The file read in plain Python: day, branch, title, core function, pillar, form and participants or None."""
    with activities_file.open(encoding="cp1252", newline="") as file:
        return [
            {
                "day": datetime.strptime(row["Datum"], "%d-%m-%Y").date(),
                "branch": row["Vestiging"],
                "title": row["Titel"],
                "core_function": CODES[row["Kernfunctie"]],
                "pillar": PILLARS[row["Pijler"]],
                "form": {"fysiek": "physical", "hybride": "hybrid", "": "physical"}.get(row["Vorm"], row["Vorm"]),
                "people": int(row["Deelnemers"]) if row["Deelnemers"].isdigit() else None,
            }
            for row in csv.DictReader(file, delimiter=";")
        ]


def within(told, since=THIS_YEAR["since"], until=THIS_YEAR["until"], branch=None):
    return [one for one in told if since <= one["day"] <= until and branch in (None, one["branch"])]


def people(rows) -> int | None:
    """The sum of what was counted; None when there are activities and none was counted, 0 when there are none."""
    counted = [one["people"] for one in rows if one["people"] is not None]
    return sum(counted) if counted or not rows else None


def by(rows, key):
    found = defaultdict(list)
    for one in rows:
        found[one[key]].append(one)
    return found


@pytest.mark.parametrize("branch", [None, "utr-oost"])
def test_each_core_function_is_counted_beside_the_same_days_a_year_earlier(workspace, told, branch):
    name = {None: None, "utr-oost": "Oost"}[branch]
    now = by(within(told, branch=name), "core_function")
    before = by(within(told, date(2025, 1, 1), date(2025, 10, 31), name), "core_function")

    rows = workspace("noor").ask("activities/per_core_function", **THIS_YEAR, branch_id=branch).rows

    assert rows["core_function"].to_list() == list(activities.CORE_FUNCTIONS)
    for row in rows.iter_rows(named=True):
        mine, earlier = now[row["core_function"]], before[row["core_function"]]
        assert row["activities"] == len(mine) and row["activities_before"] == len(earlier)
        assert row["participants"] == people(mine) and row["before"] == people(earlier)
        assert row["uncounted"] == sum(one["people"] is None for one in mine)
        assert row["uncounted_before"] == sum(one["people"] is None for one in earlier)


@pytest.mark.parametrize("until", [date(2026, 10, 31), date(2026, 10, 12)])
def test_months_are_those_of_the_file_and_an_unfinished_one_is_beside_as_many_days(workspace, told, until):
    then = until.replace(year=2025)
    now = Counter(one["day"].replace(day=1) for one in within(told, until=until))
    before = Counter(one["day"].replace(day=1) for one in told if one["day"] <= then)

    rows = workspace("noor").ask("activities/per_month", since=THIS_YEAR["since"], until=until).rows

    assert {row["month"]: row["activities"] for row in rows.iter_rows(named=True)} == {
        date(2026, month, 1): now[date(2026, month, 1)] for month in range(1, 11)
    }
    for row in rows.iter_rows(named=True):
        assert row["before"] == before[row["month"].replace(year=2025)]


def test_pillars_and_averages_are_those_of_the_file(workspace, told):
    noor, mine = workspace("noor"), within(told)

    pillars = noor.ask("activities/per_pillar", **THIS_YEAR).rows
    averages = noor.ask("activities/participants_per_activity", **THIS_YEAR).rows

    assert {row["pillar"]: (row["activities"], row["participants"]) for row in pillars.iter_rows(named=True)} == {
        pillar: (len(rows), people(rows)) for pillar, rows in by(mine, "pillar").items()
    }
    for row in averages.iter_rows(named=True):
        counted = [
            one["people"] for one in mine if one["core_function"] == row["core_function"] and one["people"] is not None
        ]
        assert row["counted_activities"] == len(counted)
        assert row["per_activity"] == pytest.approx(mean(counted))
        assert row["median_participants"] == pytest.approx(median(counted))


def test_the_yearly_return_has_the_five_core_functions_in_order_with_participants_per_form(workspace, told):
    mine = by(within(told), "core_function")

    rows = workspace("noor").ask("activities/wsob_return", **THIS_YEAR).rows

    assert rows["core_function"].to_list() == ["knowledge", "education", "reading", "debate", "culture"]
    for row in rows.iter_rows(named=True):
        forms = by(mine[row["core_function"]], "form")
        for form in ("physical", "online", "hybrid"):
            assert row[f"activities_{form}"] == len(forms[form])
            assert row[f"participants_{form}"] == people(forms[form])
        assert row["participants"] == sum(row[f"participants_{form}"] or 0 for form in forms)


@pytest.mark.parametrize("name", EXHIBITS)
def test_as_many_rows_stand_behind_a_figure_as_it_says(workspace, name):
    noor = workspace("noor")

    for branch in (None, "utr-west"):
        answer = noor.ask(name, **THIS_YEAR, branch_id=branch)
        behind = noor.rows_behind(answer).rows

        said = "counted_activities" if name.endswith("per_activity") else "activities"
        lacking = answer.rows["uncounted"].sum()
        assert behind.height == answer.rows[said].sum() + (lacking if said != "activities" else 0)
        assert behind["participants"].sum() == answer.rows["participants"].sum()
        assert behind["participants"].null_count() == lacking


def test_what_is_typed_counts_beside_what_was_delivered(workspace):
    noor = workspace("noor")
    before = noor.ask("activities/per_core_function", **THIS_YEAR).rows

    recording.record(noor, replace(TALK, held_on=date(2026, 10, 30), participants=24))

    after = noor.ask("activities/per_core_function", **THIS_YEAR).rows
    assert after["activities"].sum() == before["activities"].sum() + 1
    assert after["participants"].sum() == before["participants"].sum() + 24
    rows = noor.ask("activities/activity_rows", **THIS_YEAR).rows
    assert rows.filter(rows["origin"] == "typed")["title"].to_list() == ["Lezing over bijen"]


def test_what_was_delivered_and_typed_counts_once_and_the_delivered_one_does(workspace, told):
    noor, one = workspace("noor"), within(told, branch="Oost")[0]
    before = noor.ask("activities/per_core_function", **THIS_YEAR).rows
    same = replace(TALK, held_on=one["day"], title=one["title"].upper(), core_function=one["core_function"])

    recording.record(noor, replace(same, participants=900))
    elsewhere = recording.record(noor, replace(same, branch_id="utr-west", participants=1))

    after = noor.ask("activities/per_core_function", **THIS_YEAR).rows
    west = any(other == {**one, "branch": "West"} for other in told)
    assert not west and after["activities"].sum() == before["activities"].sum() + 1
    assert after["participants"].sum() == before["participants"].sum() + 1
    assert noor.ask("activities/doubles").first("doubles") == 1
    assert elsewhere.row_id in noor.ask("activities/recorded", on_date=date(2026, 11, 23), most=9).rows["activity_id"]


def test_an_activity_without_a_count_is_said_and_never_a_zero(workspace):
    noor, day = workspace("noor"), date(2026, 11, 20)
    only = {"since": day, "until": day}
    recording.record(noor, replace(TALK, held_on=day, participants=None))

    row = noor.ask("activities/per_core_function", **only).rows.row(3, named=True)
    shown = table_rows(activities.WSOB_RETURN, ready_return(noor, only), noor.words)[1]

    assert (row["activities"], row["uncounted"], row["participants"]) == (1, 1, None)
    assert shown[3][:4] == ["Ontmoeting en debat", "1", "nog niet geteld", "1"]
    assert shown[0][:4] == ["Kennis en informatie", "0", "0", "0"]


def ready_return(noor, asked):
    return ready(activities.WSOB_RETURN, noor.ask("activities/wsob_return", **asked), noor.words)


def test_nothing_of_another_library_is_seen(workspace):
    sven = workspace("sven")

    assert all(sven.ask(name, **THIS_YEAR).is_empty() for name in EXHIBITS)
    assert sven.ask("activities/activity_rows", **THIS_YEAR).is_empty()
    assert sven.ask("activities/titles", most=9).is_empty() and activities.years(sven) == []


@pytest.mark.parametrize("who", ["staff", "karim", "inge"])
def test_who_works_in_the_library_sees_the_activities_behind_a_figure_by_name(workspace, who):
    colleague = workspace(who)

    behind = colleague.rows_behind(colleague.ask("activities/per_core_function", **THIS_YEAR))

    shown = readable(behind.rows, colleague.words)
    assert shown.columns[:4] == ["Vestiging", "Dag", "Titel", "Kernfunctie"]
    assert set(shown["Kernfunctie"]) <= {colleague.words(name) for name in activities.CORE_FUNCTIONS.values()}
    assert set(shown["Herkomst"]) == {"aangeleverd"}


def test_single_activities_are_not_for_who_looks_from_outside(workspace):
    adviser = workspace("poi_adviser")

    answer = adviser.ask("activities/per_core_function", **THIS_YEAR)

    assert answer.rows["activities"].sum() > 0
    with pytest.raises(NotAllowed):
        adviser.rows_behind(answer)


@pytest.mark.parametrize("until", [date(2026, 2, 28), date(2026, 6, 30), date(2026, 10, 31)])
def test_a_title_claims_what_was_compared_and_the_table_says_what_was_not_counted(workspace, told, until):
    noor, exhibit = workspace("noor"), activities.PER_CORE_FUNCTION
    mine = within(told, until=until)
    now, before = len(mine), len(within(told, date(2025, 1, 1), until.replace(year=2025)))
    change = (now - before) / before
    asked = {"since": THIS_YEAR["since"], "until": until}

    answer = ready(exhibit, noor.ask(exhibit.question, **asked), noor.words)
    months = noor.ask("activities/per_month", **asked)

    # A fifth has no count: participants of two years can't be compared, activities can.
    people_in = {code: people(rows) for code, rows in by(mine, "core_function").items()}
    first = noor.words(activities.CORE_FUNCTIONS[max(people_in, key=people_in.get)])
    assert exhibit.title(answer, noor.words) == f"{first} trok de meeste deelnemers"
    said = f"{noor.words.percent(abs(change))} {'meer' if change > 0 else 'minder'} activiteiten dan"
    same = "ongeveer evenveel activiteiten als"
    title = f"Er waren {same if abs(change) < 0.02 else said} een jaar eerder"
    assert activities.PER_MONTH.title(months, noor.words) == title
    lacking = sum(one["people"] is None for one in mine)
    assert f"{lacking} activiteiten hebben nog geen telling" in exhibit.subtitle(answer, noor.words)
    heads, rows = table_rows(exhibit, answer, noor.words)
    assert heads[:3] == ["Kernfunctie", "Deelnemers", "Activiteiten"] and len(rows) == 5


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("exhibit", activities.EXHIBITS[:-1], ids=lambda one: one.name)
def test_every_exhibit_is_drawn_and_told_in_both_languages(workspace, exhibit, language):
    noor = workspace("noor", language=language)

    answer = ready(exhibit, noor.ask(exhibit.question, **THIS_YEAR), noor.words)

    assert exhibit.draw(answer, noor.words)
    assert exhibit.title(answer, noor.words) in exhibit.alternative(answer, noor.words)
    assert "None" not in exhibit.alternative(answer, noor.words) + exhibit.subtitle(answer, noor.words)


def test_a_year_is_compared_until_the_end_of_the_last_month_one_knows_an_activity_of(workspace, told):
    noor = workspace("noor", today=date(2027, 6, 15))
    seen = max(one["day"] for one in told if one["day"] <= noor.today)
    last = seen.replace(day=monthrange(seen.year, seen.month)[1])

    assert activities.known_until(noor) == last < noor.today
    assert activities.known_until(workspace("noor", today=seen)) == seen
    assert activities.this_or_that_year(last.year, last) == activities.Span(last.replace(month=1, day=1), last)
    assert activities.known_until(workspace("noor", today=date(2000, 1, 1))) == date(2000, 1, 1)
