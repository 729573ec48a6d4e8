"""What a coordinator typed in the demo: she has something to do today, and finds people and schools."""

from datetime import timedelta

import pytest

from biebwijzer import demo
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


def test_typing_it_in_once_more_adds_nothing(workspace):
    noor = workspace("noor")
    before = noor.ask("relations/follow_ups").rows.sort("follow_up_id")

    demo.type_in(noor)

    assert noor.ask("relations/follow_ups").rows.sort("follow_up_id").equals(before)
