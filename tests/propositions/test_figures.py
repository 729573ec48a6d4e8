"""Every figure of a proposition is what one counts by hand from the delivered rows."""

from collections import Counter
from datetime import date, timedelta

import pytest

from biebwijzer.problems import NotAllowed
from tests.propositions import made_up

SINCE, UNTIL = date(2025, 11, 1), date(2026, 10, 1)
PERIOD = {"since": SINCE, "until": UNTIL, "proposition": "bieb_werkt"}
OCTOBER = {**PERIOD, "since": UNTIL}
SIXTY = timedelta(days=60)


def in_period(day: date) -> bool:
    return SINCE <= day <= date(2026, 10, 31)


@pytest.mark.parametrize("branch", [None, "west"])
def test_people_are_counted_once_a_month_however_often_they_come(workspace, world, branch):
    expected = made_up.people_per_month(world, branch)

    rows = workspace("noor").ask("propositions/actual", **PERIOD, branch_id=branch).rows

    assert dict(rows.select("month", "persons").iter_rows()) == {
        month: expected.get(month, 0) for month in rows["month"]
    }
    assert rows["month"].to_list()[0] == SINCE and rows.height == 12
    october = rows.row(-1, named=True)
    assert october["before"] == expected.get(date(2025, 10, 1), 0) and october["persons"] > 0


def test_without_a_period_one_sees_the_last_twelve_months_delivered(workspace):
    rows = workspace("noor").ask("propositions/actual").rows

    assert (rows["month"].min(), rows["month"].max()) == (SINCE, UNTIL)


def test_who_came_back_is_counted_among_those_whose_sixty_days_are_over(workspace, world):
    last = made_up.last_day(world)
    pairs = [pair for pair in made_up.first_and_second(world).values() if in_period(pair[0].day)]
    over = [pair for pair in pairs if pair[0].day + SIXTY <= last]
    back = [pair for pair in over if pair[1] and pair[1].day - pair[0].day <= SIXTY]

    row = workspace("noor").ask("propositions/repeat", **PERIOD).rows.row(0, named=True)

    assert (row["users"], row["returned"], row["waiting"]) == (len(over), len(back), len(pairs) - len(over))
    assert 0 < row["returned"] < row["users"] and row["waiting"] > 0


def test_new_audience_had_no_paid_membership_in_the_24_months_before_the_first_moment(workspace, world):
    firsts = {person: pair[0].day for person, pair in made_up.first_and_second(world).items()}
    expected: dict[date, set[str]] = {}
    for one in made_up.came(world):
        if made_up.is_new(world, one.person, firsts[one.person]):
            expected.setdefault(one.month, set()).add(one.person)

    rows = workspace("noor").ask("propositions/new_audience", **PERIOD).rows

    assert dict(rows.select("month", "new_persons").iter_rows()) == {
        month: len(expected[month]) for month in rows["month"]
    }
    assert (rows["new_persons"] < rows["persons"]).any()


def test_no_shows_are_lapsed_reservations_among_those_that_began(workspace, world):
    mine = [one for one in world.moments if one.library == "utrecht" and in_period(one.day)]
    counts = Counter((one.branch, one.status) for one in mine)

    rows = workspace("noor").ask("propositions/no_show", **PERIOD).rows

    assert {row["branch"] for row in rows.iter_rows(named=True)} == {"Neude", "West"}
    for row in rows.iter_rows(named=True):
        branch = row["branch"].lower()
        for status in ("no_show", "checked_in", "cancelled_by_visitor", "cancelled_by_library"):
            assert row[status] == counts[branch, status], (branch, status)
        assert row["all_no_show"] == counts["neude", "no_show"] + counts["west", "no_show"]


def test_the_funnel_follows_those_who_registered_in_the_period(workspace, world):
    last, firsts = made_up.last_day(world), made_up.first_and_second(world)
    reserved: dict = {}
    for one in sorted(world.moments, key=lambda one: one.reserved_at):
        reserved.setdefault(one.person, one.reserved_at)
    people = {
        person: at
        for (library, person), (_, at) in world.registrations.items()
        if library == "utrecht" and in_period(at.date())
    }
    booked = [person for person in people if person in reserved]
    came = [person for person in booked if person in firsts]
    over = [person for person in came if firsts[person][0].day + SIXTY <= last]
    seconds = {person: firsts[person][1] for person in over if firsts[person][1]}
    back = [person for person, second in seconds.items() if second.day - firsts[person][0].day <= SIXTY]
    at_once = [person for person in booked if reserved[person] - people[person] <= timedelta(minutes=30)]

    rows = workspace("noor").ask("propositions/funnel", **PERIOD).rows

    assert {row["step"]: (row["persons"], row["out_of"]) for row in rows.iter_rows(named=True)} == {
        # The largest mailing of the period: at least so many people, as two mailings may reach the same.
        "reached": (1200 - 20, None),
        "registered": (len(people), None),
        "reserved": (len(booked), len(people)),
        "checked_in": (len(came), len(booked)),
        "returned": (len(back), len(over)),
        "in_one_go": (len(at_once), len(booked)),
    }
    assert 0 < len(at_once) < len(booked) < len(people)


def test_place_hours_are_those_of_the_minutes_and_the_doors_stand_beside_them(workspace, world):
    october = [one for one in world.moments if one.library == "utrecht" and one.month == UNTIL]
    reserved = made_up.place_hours([one for one in october if not one.status.startswith("cancelled")])
    used = made_up.place_hours([one for one in october if one.status == "checked_in"])

    rows = workspace("noor").ask("propositions/occupancy", **OCTOBER).rows

    cells = {(row["weekday"], row["hour"]): row for row in rows.iter_rows(named=True)}
    for key, row in cells.items():
        assert row["reserved_hours"] == pytest.approx(reserved.get(key, 0))
        assert row["checked_in_hours"] == pytest.approx(used.get(key, 0))
    assert sum(reserved.values()) == pytest.approx(rows["reserved_hours"].sum())
    assert cells[2, 13]["visits_per_day"] == 66 and cells[2, 10]["visits_per_day"] == 40
    assert cells[3, 13]["visits_per_day"] is None


def test_available_place_hours_are_places_times_open_hours_without_closed_days(workspace):
    days = [date(2026, 10, 1) + timedelta(days=n) for n in range(31)]
    tuesdays = [day for day in days if day.isoweekday() == 2]
    open_at_west = [day for day in tuesdays if not made_up.CLOSED[0] <= day <= made_up.CLOSED[1]]
    places = 20 * len(tuesdays) + 6 * len(open_at_west)

    rows = workspace("noor").ask("propositions/occupancy", **OCTOBER).rows

    cells = {(row["weekday"], row["hour"]): row["available_hours"] for row in rows.iter_rows(named=True)}
    assert cells[2, 10] == places and cells[2, 9] == places / 2
    assert all(hours is None for (weekday, _), hours in cells.items() if weekday == 7)
    assert len(open_at_west) == len(tuesdays) - 1


def test_the_portfolio_has_a_row_per_library_with_the_month_beside_last_year(workspace, world):
    people = made_up.people_per_month(world)

    row = workspace("noor").ask("propositions/portfolio").rows.row(0, named=True)

    assert (row["proposition"], row["month"]) == ("bieb_werkt", UNTIL)
    assert (row["persons"], row["before"]) == (people[UNTIL], people[date(2025, 10, 1)])
    assert workspace("sven").ask("propositions/portfolio").rows["library"].to_list() == ["Bibliotheek Amersfoort"]


ROWS = {
    "propositions/actual": ("persons", lambda rows: rows.height),
    "propositions/new_audience": ("new_persons", lambda rows: rows["is_new_audience"].sum()),
    "propositions/repeat": ("returned", lambda rows: rows["is_back"].sum()),
    "propositions/no_show": ("no_show", lambda rows: rows.filter(rows["status"] == "no_show").height),
    "propositions/occupancy": ("reserved_hours", lambda rows: rows["reserved_hours"].sum()),
    "propositions/portfolio": ("persons", lambda rows: rows.height),
}


@pytest.mark.parametrize("branch", [None, "neude"])
@pytest.mark.parametrize("name", ROWS)
def test_the_rows_behind_a_figure_are_the_figure(workspace, name, branch):
    noor, (column, counted) = workspace("noor"), ROWS[name]
    asked = {"until": UNTIL} if name == "propositions/portfolio" else {**PERIOD, "branch_id": branch}

    answer = noor.ask(name, **asked)
    behind = noor.rows_behind(answer)

    assert answer.rows[column].sum() > 0
    assert counted(behind.rows) == pytest.approx(answer.rows[column].sum())


def test_the_rows_behind_every_step_of_the_funnel_are_that_step(workspace):
    noor = workspace("noor")
    answer = noor.ask("propositions/funnel", **PERIOD)
    steps = dict(answer.rows.select("step", "persons").iter_rows())

    rows = noor.rows_behind(answer).rows

    reserved = rows.drop_nulls("first_reserved_at")
    used = reserved.drop_nulls("first_used_on")
    back = used.filter((used["second_used_on"] - used["first_used_on"]).dt.total_days() <= 60, used["is_over"])
    assert [rows.height, reserved.height, used.height, back.height] == [
        steps[step] for step in ("registered", "reserved", "checked_in", "returned")
    ]


def test_small_numbers_are_hidden_by_who_looks(workspace):
    at_west = {**PERIOD, "branch_id": "west"}
    true = dict(workspace("noor").ask("propositions/actual", **at_west).rows.select("month", "persons").iter_rows())
    small = [month for month, persons in true.items() if 0 < persons < 5]
    assert small

    shown = dict(workspace("karim").ask("propositions/actual", **at_west).rows.select("month", "persons").iter_rows())
    outside = workspace("poi_adviser").ask("propositions/actual", **PERIOD).rows["persons"]

    assert {month: persons for month, persons in true.items() if month not in small} == {
        month: persons for month, persons in shown.items() if persons is not None
    }
    assert outside.drop_nulls().len() and (outside.drop_nulls() % 5 == 0).all()


def test_an_adviser_sees_libraries_side_by_side_and_never_narrowed_to_a_branch(workspace):
    adviser = workspace("poi_adviser")

    rows = adviser.ask("propositions/portfolio").rows

    assert rows["library"].to_list() == ["Bibliotheek Amersfoort", "Bibliotheek Utrecht"]
    with pytest.raises(NotAllowed):
        adviser.ask("propositions/actual", **PERIOD, branch_id="west")


@pytest.mark.parametrize("name", ["actual", "repeat", "no_show", "funnel", "portfolio", "occupancy"])
def test_rows_of_persons_are_refused_to_who_sees_only_counts(workspace, name):
    for person in ("karim", "poi_adviser"):
        with pytest.raises(NotAllowed):
            workspace(person).ask(f"propositions/{name}_rows")
