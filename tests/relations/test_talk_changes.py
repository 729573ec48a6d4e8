"""A talk that was noted wrong is put right: with the old text in the trail, by who may, and nobody overwritten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from biebwijzer.problems import ChangedMeanwhile, NotAllowed
from biebwijzer.relations import contact_moments, follow_ups, organisations, people
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


def whom(app):
    return next(one for one in app.selectbox if one.label in ("Met wie", "With whom"))


def several(app, label):
    """The field of the drawer in which several can be chosen."""
    return [one for one in app.multiselect if one.label.startswith(label)][-1]


def kept(house, table="contact_moment"):
    return everything(house)[table]


@pytest.mark.parametrize(
    ("language", "button", "beside", "told"),
    [
        ("nl", "Wijzig een gesprek", "Wie waren er nog bij", "Beloofd: rooster mailen"),
        ("en", "Change a talk", "Who else was there", "Promised: rooster mailen"),
    ],
)
def test_the_drawer_begins_with_whom_it_was_as_it_stands(open_app, talk, language, button, beside, told):
    draft = talk[1]
    app = open_app("noor", language)
    app.query_params["person"] = draft.person_id
    app = pressed(app.switch_page("relations/people.py").run(), button).click().run()

    assert not app.exception and whom(app).value == f"organisation:{draft.organisation_id}"
    assert several(app, beside).value == [f"person:{one}" for one in (draft.person_id, *draft.beside_ids)]
    assert told in said(app) and not [one for one in app.text_input if one.label.startswith("Wat beloofde")][1:]


def test_a_talk_with_the_wrong_person_is_put_right_from_the_card_and_taken_back(drawer, house, noor, talk):
    draft = talk[1]
    cor = people.add(noor, PersonDraft("Proef", first_name="Cor")).row_id
    before = everything(house)
    app = pressed(drawer, "Sluit").click().run()
    app = pressed(app, "Wijzig een gesprek").click().run()

    whom(app).set_value(f"person:{cor}")
    several(app, "Wie waren er nog bij").set_value([])
    several(app, "Welke collega").set_value(["staff"])
    app = pressed(app, "Bewaar").click().run()

    assert not app.exception and "Het gesprek staat nu bij <b>Cor Proef</b>." in said(app)
    assert "Wil tien uur erbij" not in said(app)
    assert noor.ask("relations/timeline", person_id=draft.person_id).is_empty()
    (row,) = noor.ask("relations/timeline", person_id=cor).rows.to_dicts()
    assert (row["organisation_id"], row["people_beside"], row["colleagues"]) == (None, None, ["Bo Voorbeeld"])
    app = pressed(app, "Maak ongedaan").click().run()
    assert everything(house) == before and "Wil tien uur erbij" in said(app)


def test_whom_one_chose_stays_when_the_drawer_is_closed_and_opened(drawer, house, noor, talk):
    draft = talk[1]
    whom(drawer).set_value(f"person:{draft.beside_ids[0]}")
    several(drawer, "Wie waren er nog bij").set_value([])
    app = pressed(drawer, "Sluit").click().run()
    app = pressed(app, "Wijzig een gesprek").click().run()

    assert whom(app).value == f"person:{draft.beside_ids[0]}"
    assert several(app, "Wie waren er nog bij").value == []
    assert [row["organisation_id"] for row in kept(house)] == [draft.organisation_id]
    whom(app).set_value(f"organisation:{draft.organisation_id}")
    several(app, "Wie waren er nog bij").set_value([f"person:{one}" for one in (draft.person_id, *draft.beside_ids)])
    app = pressed(app, "Sluit").click().run()
    app = pressed(app, "Wijzig een gesprek").click().run()
    assert whom(app).value == f"organisation:{draft.organisation_id}", "what was put back is as it stood"


def test_a_name_that_may_not_be_kept_is_refused_beside_the_field_and_a_new_one_is_added(drawer, house, noor, talk):
    several(drawer, "Wie waren er nog bij").set_value(["Dina 111222333"])
    app = pressed(drawer, "Bewaar").click().run()
    app = pressed(app, "Wijzig een gesprek").click().run()
    assert "<b>Hier staat een burgerservicenummer.</b>" in said(app)
    assert several(app, "Wie waren er nog bij").value == ["Dina 111222333"]
    several(app, "Wie waren er nog bij").set_value(["Dina Nieuw"])
    app = pressed(app, "Bewaar").click().run()

    assert "Het gesprek is gewijzigd." in said(app)
    (row,) = noor.ask("relations/timeline", organisation_id=talk[1].organisation_id).rows.to_dicts()
    assert row["person_name"] == "Dina Nieuw"


def test_who_put_it_with_somebody_else_than_a_colleague_did_reads_both_and_chooses(
    drawer, house, noor, workspace, talk
):
    talk_id, draft = talk
    cor, dirk = (people.add(noor, PersonDraft("Proef", first_name=name)).row_id for name in ("Cor", "Dirk"))
    app = pressed(drawer, "Sluit").click().run()
    app = pressed(app, "Wijzig een gesprek").click().run()
    whom(app).set_value(f"person:{dirk}")
    theirs = replace(draft, organisation_id=None, person_id=cor, beside_ids=(draft.person_id,))
    contact_moments.change(workspace("staff"), talk_id, theirs, 1)
    app = pressed(app, "Bewaar").click().run()
    app = pressed(app, "Wijzig een gesprek").click().run()

    assert "<b>Met wie</b> is nu: Cor Proef. Jij typte: Dirk Proef." in said(app)
    assert "<b>Ook erbij</b> is nu: Ans Proef. Dat staat hieronder." in said(app)
    assert whom(app).value == f"person:{dirk}"
    assert several(app, "Wie waren er nog bij").value == [f"person:{draft.person_id}"]
    assert [row["person_id"] for row in kept(house)] == [cor]


def test_a_promise_is_changed_where_it_stands_and_the_drawer_leads_there(drawer, house, noor, talk):
    summary(drawer).set_value("Wil twee uur erbij")
    app = pressed(drawer, "Wijzig de afspraak").click().run()
    promise = next(one for one in app.text_area if one.label == "Wat beloofden we?")
    assert not app.exception and promise.value == "rooster mailen"
    promise.set_value(" ")
    app = pressed(app, "Bewaar").click().run()
    assert [row["promise"] for row in kept(house, "follow_up")] == ["rooster mailen"]
    app = pressed(app, "Wijzig een gesprek").click().run()
    assert summary(app).value == "Wil twee uur erbij", "what was typed of the talk stays"
    app = pressed(app, "Wijzig de afspraak").click().run()
    assert "Schrijf op wat er moet gebeuren" in said(app)
    next(one for one in app.text_area if one.label == "Wat beloofden we?").set_value("prijs mailen")
    next(one for one in app.selectbox if one.label == "Wie doet het?").set_value("staff")
    app = pressed(app, "Bewaar").click().run()

    assert not app.exception and "De afspraak is gewijzigd." in said(app)
    assert [(row["promise"], row["owner"]) for row in kept(house, "follow_up")] == [("prijs mailen", "staff")]
    assert [row["summary"] for row in kept(house)] == ["Wil tien uur erbij"]


def test_a_promise_a_colleague_changed_meanwhile_is_not_overwritten(drawer, house, noor, workspace):
    app = pressed(drawer, "Wijzig de afspraak").click().run()
    next(one for one in app.text_area if one.label == "Wat beloofden we?").set_value("prijs mailen")
    row = noor.ask("relations/follow_ups").rows.row(0, named=True)
    follow_ups.put_off(workspace("staff"), row["follow_up_id"], MONDAY + timedelta(days=9))
    app = pressed(app, "Bewaar").click().run()
    app = pressed(app, "Wijzig een gesprek").click().run()
    app = pressed(app, "Wijzig de afspraak").click().run()
    assert "<b>Uiterlijk</b> is nu: 2 dec 2026. Dat staat hieronder." in said(app)
    app = pressed(app, "Bewaar").click().run()

    found = [(row["promise"], row["due_on"]) for row in kept(house, "follow_up")]
    assert not app.exception and found == [("prijs mailen", MONDAY + timedelta(days=9))]


def test_a_talk_without_a_promise_gets_one_from_the_drawer(open_app, house, noor):
    person = people.add(noor, PersonDraft("Proef", first_name="Dirk")).row_id
    contact_moments.record(noor, ContactMomentDraft(MONDAY, "call", "Over de leeskring", person_id=person))
    app = open_app("noor")
    app.query_params["person"] = person
    app = pressed(app.switch_page("relations/people.py").run(), "Wijzig een gesprek").click().run()

    def promise(label):
        return [one for one in app.text_input if one.label.startswith(label)][-1]

    promise("Wat beloofde je").set_value("lijst mailen")
    promise("Uiterlijk").set_value("ooit eens")
    app = pressed(app, "Bewaar").click().run()
    app = pressed(app, "Wijzig een gesprek").click().run()
    assert "Deze dag begrijpen we niet." in said(app) and promise("Wat beloofde je").value == "lijst mailen"
    promise("Uiterlijk").set_value("morgen")
    app = pressed(app, "Bewaar").click().run()

    assert not app.exception and "lijst mailen" in said(app)
    assert [row["promise"] for row in kept(house, "follow_up")] == ["lijst mailen"]


def test_a_promise_that_was_dropped_is_told_and_another_can_be_made(drawer, house, noor):
    follow_ups.drop(noor, noor.ask("relations/follow_ups").rows.row(0, named=True)["follow_up_id"])
    before = len(kept(house, "follow_up"))
    app = pressed(drawer.run(), "Wijzig een gesprek").click().run()
    assert "Wijzig de afspraak" in [one.label for one in app.button]

    [one for one in app.text_input if one.label.startswith("Wat beloofde je")][-1].set_value("lijst mailen")
    [one for one in app.text_input if one.label.startswith("Uiterlijk")][-1].set_value("morgen")
    app = pressed(app, "Bewaar").click().run()

    assert not app.exception and "lijst mailen" in said(app)
    assert sorted(row["status"] for row in kept(house, "follow_up"))[-before - 1 :] == ["dropped", "open"]
