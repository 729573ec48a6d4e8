"""A talk that was noted wrong is put right: with the old text in the trail, by who may, and nobody overwritten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from biebwijzer.problems import ChangedMeanwhile, NotAllowed
from biebwijzer.relations import contact_moments, organisations, people
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft

MONDAY = date(2026, 11, 23)
FRIDAY = MONDAY - timedelta(days=3)
TABLES = ("contact_moment", "contact_moment_person", "contact_moment_colleague", "follow_up")


def everything(house):
    with house.stores.records.reading() as reading:
        return {table: reading.find(f"relations.{table}") for table in TABLES}


def unversioned(rows):
    return {table: [{**row, "row_version": None} for row in found] for table, found in rows.items()}


@pytest.fixture
def noor(workspace):
    return workspace("noor")


@pytest.fixture
def talk(noor):
    """A talk with two people of a school, and a promise."""
    school = organisations.add(noor, OrganisationDraft("Proefschool")).row_id
    one, two = (people.add(noor, PersonDraft("Proef", first_name=name)).row_id for name in ("Ans", "Ben"))
    draft = ContactMomentDraft(
        MONDAY, "call", "Wil tien uur erbij", person_id=one, organisation_id=school, beside_ids=(two,),
        promise="rooster mailen", due_on=MONDAY + timedelta(days=2),
    )  # fmt: skip
    return contact_moments.record(noor, draft).row_id, draft


def test_what_was_noted_wrong_is_put_right_for_all_who_were_there_and_taken_back(house, noor, talk):
    talk_id, draft = talk
    before = everything(house)

    saved = contact_moments.change(
        noor, talk_id, replace(draft, spoken_on=FRIDAY, channel="visit", summary=" Wil twee uur erbij ", place="hal"), 1
    )

    row = noor.ask("relations/timeline", person_id=draft.beside_ids[0]).rows.row(0, named=True)
    assert [row[name] for name in ("spoken_on", "channel", "summary", "place", "promise")] == [
        FRIDAY, "visit", "Wil twee uur erbij", "hal", "rooster mailen",
    ]  # fmt: skip
    last = noor.ask("relations/people_beside", ids=[draft.person_id, draft.beside_ids[0]]).rows
    assert set(last["last_spoken_on"]) == {FRIDAY}
    changed = noor.ask("relations/changes", since=FRIDAY, organisation_id=draft.organisation_id).rows
    told = changed.filter(changed["action"] == "relations.contact_moment.changed")
    assert "Wil tien uur erbij" in told["before_row"][0] and "Wil twee uur erbij" in told["after_row"][0]
    noor.undo(saved.audit_id)
    assert unversioned(everything(house)) == unversioned(before)


def test_a_colleague_who_was_first_is_not_overwritten(house, noor, workspace, talk):
    talk_id, draft = talk
    contact_moments.change(workspace("staff"), talk_id, replace(draft, summary="Wil drie uur erbij"), 1)

    with pytest.raises(ChangedMeanwhile):
        contact_moments.change(noor, talk_id, replace(draft, summary="Wil twee uur erbij"), 1)

    assert [row["summary"] for row in everything(house)["contact_moment"]] == ["Wil drie uur erbij"]


@pytest.mark.parametrize("who", ["sven", "karim", "inge", "poi_adviser"])
def test_who_works_elsewhere_or_may_not_write_changes_nothing(house, workspace, talk, who):
    talk_id, draft = talk
    before = everything(house)

    with pytest.raises(NotAllowed):
        contact_moments.change(workspace(who), talk_id, replace(draft, summary="Anders"), 1)

    assert everything(house) == before


def test_a_talk_can_not_be_put_under_a_proposition_of_another_library(house, noor, talk):
    talk_id, draft = talk
    before = everything(house)

    with pytest.raises(NotAllowed):
        contact_moments.change(noor, talk_id, replace(draft, proposition_id="van-elders"), 1)

    assert everything(house) == before


def said(app) -> str:
    return " ".join(block.proto.body for block in app.get("html"))


def pressed(app, label):
    """The last button with that label: that of the drawer."""
    return next(button for button in reversed(app.button) if button.label == label)


def summary(app):
    """The field of the drawer, not that of the form on the card."""
    return [one for one in app.text_area if one.label.startswith("Wat bespraken")][-1]


@pytest.fixture
def drawer(open_app, talk):
    """The drawer of a card, open."""
    app = open_app("noor")
    app.query_params["person"] = talk[1].person_id
    app = app.switch_page("relations/people.py").run()
    return pressed(app, "Wijzig een gesprek").click().run()


def test_from_the_card_a_talk_is_changed_and_a_wrong_text_keeps_what_was_typed(drawer, house):
    summary(drawer).set_value("Mijn BSN is 111222333")
    app = pressed(drawer, "Bewaar").click().run()
    app = pressed(app, "Wijzig een gesprek").click().run()
    assert 'role="alert"' in said(app) and summary(app).value == "Mijn BSN is 111222333"
    assert [row["summary"] for row in everything(house)["contact_moment"]] == ["Wil tien uur erbij"]
    summary(app).set_value("Wil twee uur erbij")
    app = pressed(app, "Bewaar").click().run()

    assert not app.exception and "Het gesprek is gewijzigd." in said(app)
    assert [row["summary"] for row in everything(house)["contact_moment"]] == ["Wil twee uur erbij"]


def test_who_was_overtaken_keeps_what_was_typed_and_reads_what_a_colleague_made_of_it(drawer, house, workspace, talk):
    talk_id, draft = talk
    summary(drawer).set_value("Wil twee uur erbij")
    contact_moments.change(workspace("staff"), talk_id, replace(draft, summary="Wil drie uur", place="hal"), 1)
    app = pressed(drawer, "Bewaar").click().run()
    app = pressed(app, "Wijzig een gesprek").click().run()
    assert "Jij typte: Wil twee uur erbij" in said(app) and summary(app).value == "Wil twee uur erbij"
    app = pressed(app, "Bewaar").click().run()

    rows = everything(house)["contact_moment"]
    assert not app.exception and [(row["summary"], row["place"]) for row in rows] == [("Wil twee uur erbij", "hal")]
