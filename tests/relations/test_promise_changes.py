"""A promise that was noted wrong is put right where it stands: by who may, and with the way back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from biebwijzer.problems import ChangedMeanwhile, NotAllowed
from biebwijzer.relations import changes, contact_moments, follow_ups, people
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.follow_ups import PromiseDraft
from biebwijzer.relations.people import PersonDraft

MONDAY = date(2026, 11, 23)
FRIDAY = MONDAY - timedelta(days=3)
WEDNESDAY = MONDAY + timedelta(days=2)


def kept(house):
    with house.stores.records.reading() as reading:
        return reading.find("relations.follow_up")


@pytest.fixture
def noor(workspace):
    return workspace("noor")


@pytest.fixture
def promised(noor):
    """A promise to a person, made in a talk."""
    person = people.add(noor, PersonDraft("Proef", first_name="Ans")).row_id
    draft = ContactMomentDraft(
        MONDAY, "call", "Wil tien uur erbij", person_id=person, promise="rooster mailen", due_on=WEDNESDAY
    )
    contact_moments.record(noor, draft)
    return noor.ask("relations/follow_ups").rows.row(0, named=True)


def test_a_promise_noted_wrong_is_put_right_and_taken_back(house, noor, promised):
    before = kept(house)
    right = PromiseDraft(" prijs mailen ", WEDNESDAY + timedelta(days=1), "staff")

    saved = follow_ups.change(noor, promised["follow_up_id"], right, 1)

    row = noor.ask("relations/follow_ups", follow_up_id=promised["follow_up_id"]).rows.row(0, named=True)
    assert [row[name] for name in ("promise", "due_on", "owner", "status")] == [
        "prijs mailen", WEDNESDAY + timedelta(days=1), "staff", "open",
    ]  # fmt: skip
    told = noor.ask("relations/changes", since=FRIDAY, person_id=promised["person_id"]).rows.to_dicts()
    act = next(one for one in changes.acts(told, noor.words, {}) if one.action == "relations.follow_up.changed")
    assert [one.field for one in act.fields] == ["Beloofd", "Uiterlijk", "Collega"]
    noor.undo(saved.audit_id)
    assert kept(house) == before


def test_what_need_not_be_done_any_more_makes_room_for_another_promise(house, noor, promised):
    talk = promised["contact_moment_id"]

    def told():
        history = noor.ask("relations/timeline", person_id=promised["person_id"]).rows.to_dicts()
        to_change = noor.ask("relations/contact_moment_to_change", contact_moment_id=talk).rows.to_dicts()
        assert len(history) == len(to_change) == 1
        assert history[0]["follow_up_id"] == to_change[0]["follow_up_id"]
        return history[0]["promise"], history[0]["status"]

    def promise(text, seen):
        draft = ContactMomentDraft(
            MONDAY, "call", "Wil tien uur erbij", person_id=promised["person_id"], promise=text, due_on=WEDNESDAY
        )
        return contact_moments.change(noor, talk, draft, seen)

    promise("prijs mailen", 1)
    assert told() == ("rooster mailen", "open") and len(kept(house)) == 1

    follow_ups.drop(noor, promised["follow_up_id"])
    assert told() == ("rooster mailen", "dropped")

    saved = promise("prijs mailen", 2)
    assert told() == ("prijs mailen", "open") and len(kept(house)) == 2
    waiting = noor.ask("relations/follow_ups", status="open").rows
    assert waiting["promise"].to_list() == ["prijs mailen"]

    noor.undo(saved.audit_id)
    assert told() == ("rooster mailen", "dropped")


def test_a_promise_is_not_overwritten_given_elsewhere_or_changed_by_who_may_not(house, noor, workspace, promised):
    promise_id, right = promised["follow_up_id"], PromiseDraft("prijs mailen", WEDNESDAY, "noor")
    follow_ups.change(workspace("staff"), promise_id, replace(right, promise="prijs bellen"), 1)
    before = kept(house)

    for refused, who, draft, seen in (
        (ChangedMeanwhile, "noor", right, 1),
        (NotAllowed, "noor", replace(right, owner="sven"), 2),
        (NotAllowed, "noor", replace(right, owner="karim"), 2),
        (NotAllowed, "sven", right, 2),
        (NotAllowed, "karim", right, 2),
        (NotAllowed, "inge", right, 2),
    ):
        with pytest.raises(refused):
            follow_ups.change(workspace(who), promise_id, draft, seen)

    assert kept(house) == before


@pytest.mark.alike
@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (PromiseDraft("prijs mailen", MONDAY, "noor"), []),
        (PromiseDraft(" ", WEDNESDAY, "noor"), ["promise"]),
        (PromiseDraft("bel 111222333", WEDNESDAY, "noor"), ["promise"]),
        (PromiseDraft("x" * 2001, WEDNESDAY, "noor"), ["promise"]),
        (PromiseDraft("prijs mailen", None, "noor"), ["due_on"]),
        (PromiseDraft("prijs mailen", FRIDAY, "noor"), ["due_on"]),
    ],
)
def test_what_stands_in_the_way_of_changing_a_promise_is_said_of_its_field(draft, fields):
    assert [one.field for one in follow_ups.problems(draft, MONDAY)] == fields
