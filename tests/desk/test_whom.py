"""Who else was there: closed until one asks for it, and nothing chosen in it is lost."""

import pytest

from biebwijzer.desk.page import today
from biebwijzer.relations import contact_moments, organisations, people
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft

PEOPLE, COLLEAGUES = {"nl": "Wie waren er nog bij", "en": "Who else was there"}, "Welke collega's"


def said(app) -> str:
    assert not app.exception, app.exception
    return " ".join(block.proto.body for block in app.get("html"))


def field(fields, label):
    return next(one for one in fields if one.label.startswith(label))


def pressed(app, label):
    return next(button for button in app.button if button.label == label)


def opened(app, name):
    """The form of that name with its closed part opened; the drawer has to be drawn anew."""
    app.session_state[f"{name}_{app.session_state[f'form_{name}']}_beside_part"] = True
    return pressed(app, "Noteer").click().run() if name == "noteer" else app.run()


@pytest.fixture
def noor(workspace):
    return workspace("noor", today=today())


@pytest.fixture
def cast(noor):
    """A school where Ans works, and Ben, who works nowhere."""
    school = organisations.add(noor, OrganisationDraft("Proefschool", "primary_school")).row_id
    ans = people.add(noor, PersonDraft("Proef", first_name="Ans", organisation_id=school)).row_id
    return school, ans, people.add(noor, PersonDraft("Proef", first_name="Ben")).row_id


def card_of(app, ans):
    app.query_params["person"] = ans
    return app.switch_page("relations/people.py").run()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_card_asks_who_else_was_there_only_when_one_opens_that_part(open_app, cast, language):
    app = card_of(open_app("noor", language), cast[1])
    assert [*app.multiselect] == [] and not app.exception

    app = opened(app, f"card_{cast[1]}")

    assert field(app.multiselect, PEOPLE[language]).value == []


def test_a_talk_with_several_is_saved_from_a_card_and_names_everybody(open_app, noor, cast):
    _, ans, ben = cast
    app = opened(card_of(open_app("noor"), ans), f"card_{ans}")
    field(app.multiselect, PEOPLE["nl"]).set_value([f"person:{ben}", "Dina Nieuw"])
    app = app.run()
    assert "Dina Nieuw is nieuw en komt bij Personen." in said(app)
    field(app.multiselect, COLLEAGUES).set_value(["staff"])
    field(app.text_area, "Wat bespraken").set_value("Met zijn vieren")
    app = pressed(app, "Bewaar").click().run()

    assert "met Ans Proef, Ben Proef en Dina Nieuw (Proefschool)" in said(app)
    assert "Noor Voorbeeld · ook erbij: Bo Voorbeeld" in said(app)
    assert "Bewaard bij <b>Proefschool, Ans Proef, Ben Proef en Dina Nieuw</b>" in said(app)
    assert [*app.multiselect] == [], "a fresh form begins closed"
    assert noor.ask("relations/timeline", person_id=ben).rows.height == 1


def test_a_new_name_that_resembles_a_known_one_can_still_be_that_one(open_app, noor, cast):
    _, ans, ben = cast
    app = opened(card_of(open_app("noor"), ans), f"card_{ans}")
    field(app.multiselect, PEOPLE["nl"]).set_value(["Ben Proeff", f"person:{ben}"])
    app = app.run()
    assert "Ben Proeff is nieuw. Of bedoel je deze?" in said(app)
    app = pressed(app, "Ben Proef").click().run()

    assert field(app.multiselect, PEOPLE["nl"]).value == [f"person:{ben}"]


def test_what_was_chosen_stays_when_the_form_is_refused_or_the_drawer_is_closed(open_app, cast):
    ben = cast[2]
    app = open_app("noor").switch_page("relations/follow_ups.py").run()
    app = opened(pressed(app, "Noteer").click().run(), "noteer")
    field(app.multiselect, PEOPLE["nl"]).set_value([f"person:{ben}"])
    field(app.multiselect, COLLEAGUES).set_value(["staff"])
    app = pressed(app, "Bewaar").click().run()
    app = pressed(app, "Noteer").click().run()
    assert "Er staat nog niets" in said(app)
    assert field(app.multiselect, PEOPLE["nl"]).value == [f"person:{ben}"]

    app = pressed(app, "Sluit").click().run()
    app = app.switch_page("relations/people.py").run()
    app = pressed(app, "Noteer").click().run()
    assert field(app.multiselect, PEOPLE["nl"]).value == [f"person:{ben}"]
    assert field(app.multiselect, COLLEAGUES).value == ["staff"]


def test_a_line_that_names_two_opens_that_part_with_the_second_in_it(open_app, noor, cast):
    app = open_app("noor").switch_page("start/today.py").run()
    field(app.text_area, "Wie sprak je").set_value("Ans en Ben gebeld over de leeskring")
    app = pressed(app, "Verder").click().run()
    assert field(app.selectbox, "Met wie").value == f"person:{cast[1]}"
    assert field(app.multiselect, PEOPLE["nl"]).value == [f"person:{cast[2]}"]

    app = pressed(app, "Bewaar").click().run()

    assert not app.exception
    assert noor.ask("relations/timeline", person_id=cast[2]).first("summary") == "over de leeskring"


def test_people_who_have_the_same_name_are_two_to_choose_from(open_app, noor, cast):
    one, two = (
        people.add(noor, PersonDraft("Proef", first_name="Ben", phone=phone)).row_id for phone in ("030 1", None)
    )
    contact_moments.record(noor, ContactMomentDraft(noor.today, "call", "x", person_id=two))

    app = opened(card_of(open_app("noor"), cast[1]), f"card_{cast[1]}")
    options = field(app.multiselect, PEOPLE["nl"]).options

    assert one != two and len(set(options)) == len(options) == 4 and "Ben Proef · 030 1" in options
