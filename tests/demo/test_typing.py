"""What a coordinator typed in the demo: she has something to do today, and finds people and schools."""

import csv
from datetime import datetime, timedelta

import pytest

from biebwijzer import demo
from biebwijzer.intake.personal import library_key, member_key
from biebwijzer.relations.duplicates import likely_pairs
from tests.conftest import TODAY

pytestmark = pytest.mark.slow


@pytest.fixture
def origin(demo_home):
    """The demo."""
    return demo_home


def test_the_coordinator_has_promises_of_every_kind(workspace):
    rows = workspace("noor").ask("relations/follow_ups").rows

    due = [(row["due_on"], row["status"]) for row in rows.iter_rows(named=True) if row["owner"] == "noor"]
    still = [day for day, status in due if status == "open"]
    assert any(day < TODAY for day in still) and TODAY in still and any(day > TODAY + timedelta(7) for day in still)
    assert sum(status == "done" for _, status in due) == 4


def test_schools_and_people_are_found(workspace):
    noor = workspace("noor")

    names = set(noor.ask("relations/people", asked="demo", most=100).rows["name"])

    assert len(noor.ask("relations/schools").rows) == 476
    assert "Anke van den Demoberg" in names and all("Demo" in name for name in names)


def test_who_was_written_down_twice_is_there_to_look_at(workspace):
    noor = workspace("noor")

    pairs = [(one.one_id, one.other_id) for kind in ("person", "organisation") for one in likely_pairs(noor, kind)]

    assert {frozenset(pair) for pair in pairs} == {
        frozenset({f"demo-{one}", f"demo-{other}"})
        for one, other in (("youssef", "yoesef"), ("wilma", "wilma_desk"), ("welzijn", "baken"))
    }


def test_typing_it_in_once_more_adds_nothing(workspace):
    noor = workspace("noor")
    before = noor.ask("relations/follow_ups").rows.sort("follow_up_id")

    demo.type_in(noor)

    assert noor.ask("relations/follow_ups").rows.sort("follow_up_id").equals(before)


def told(house, folder, source):
    """The rows of a file of the demo, read in plain Python, without those that wait in quarantine."""
    (path,) = folder.glob(f"{source}-*.csv")
    with house.stores.records.reading() as reading:
        runs = reading.find("intake.run", {"source_id": source, "library_id": folder.name})
        waiting = reading.find("intake.refused_row", {"run_id": [run["run_id"] for run in runs]})
    lines = {row["source_row"] for row in waiting}
    with path.open(encoding="cp1252", newline="") as file:
        return [row for line, row in enumerate(csv.DictReader(file, delimiter=";"), 2) if line not in lines]


def day(text):
    return datetime.strptime(text[:10], "%d-%m-%Y").date()


@pytest.mark.parametrize(("name", "card"), [("ton", "member"), ("mila", "visitor")])
def test_what_a_linked_card_shows_is_what_the_files_say_of_that_member(house, demo_home, workspace, name, card):
    folder = demo_home.parent / "files" / "vaartstreek"
    number = demo.cards_to_link(demo_home.parent / "files", "vaartstreek")[card]
    noor = workspace("noor")
    since = TODAY.replace(year=TODAY.year - 2)

    mine = [
        row for row in told(house, folder, "reservations") if row["Pasnummer"] == number and day(row["Begin"]) >= since
    ]
    mine = {row["Reserveringsnummer"]: row for row in mine if "bieb" in row["Propositie"].lower()}.values()
    took = [row for row in told(house, folder, "participations") if number in row.values()]
    began = [day(row["Ingeschreven op"]) for row in told(house, folder, "memberships") if row["Lidnummer"] == number]
    opened = [day(row["Aangemeld op"]) for row in told(house, folder, "registrations") if row["Pasnummer"] == number]

    use = noor.ask("relations/person_use", person_id=f"demo-{name}").rows
    kinds = noor.ask("relations/person_memberships", person_id=f"demo-{name}").rows.to_dicts()
    places = use.filter(used="reservation")
    assert len(mine) > 3 and places["times"].sum() == len(mine)
    assert places["checked_in"].sum() == sum(row["Ingecheckt op"] > "" for row in mine)
    lately = {(row["Activiteitnummer"]) for row in took if day(row["Datum"]) >= since}
    assert use.filter(used="activity")["times"].sum() == len(lately)
    assert sorted(row["since"] for row in kinds if row["person_kind"] == "member") == sorted(set(began))
    assert sorted(row["since"] for row in kinds if row["person_kind"] == "free_account") == sorted(set(opened))
    with house.stores.records.reading() as reading:
        (link,) = reading.find("relations.person_link", {"person_id": f"demo-{name}"})
    assert link["member_key"] == member_key(library_key(house.stores.settings, "vaartstreek"), number)
