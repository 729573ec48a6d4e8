"""The pages of Relaties: open, empty, without a right, and what one does on them."""

from datetime import timedelta

import pytest

from biebwijzer import start
from biebwijzer.desk.page import today
from biebwijzer.relations import contact_moments, organisations, people, reminding, schools
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft
from biebwijzer.settings import ROOT

pytestmark = pytest.mark.alike

PAGES = ["people", "organisations", "follow_ups", "noteren", "schools", "importing"]
LIST = ROOT / "examples" / "duo" / "basisscholen_utrecht_2026-04.csv"


def said(app) -> str:
    """All the text of the page that is not in a widget."""
    return " ".join(
        [*(block.proto.body for block in app.get("html")), *(link.proto.label for link in app.get("page_link"))]
    )


def walk(app, page, **query):
    """Go to a page of this room, with an id in its address."""
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(f"relations/{page}.py").run()


def pressed(app, label):
    """The button with that label."""
    return next(button for button in app.button if button.label == label)


def here(app):
    assert not app.exception, app.exception
    return app


@pytest.fixture
def noor(workspace):
    return workspace("noor", today=today())


@pytest.fixture
def school(noor):
    """A school with somebody to call and a promise that is too late."""
    made = organisations.add(noor, OrganisationDraft("Proefschool Klim", "primary_school", place="Woerden")).row_id
    person = people.add(
        noor,
        PersonDraft("Testpersoon", first_name="Proef", phone="030 000 00 00", organisation_id=made, role="directeur"),
    ).row_id
    draft = ContactMomentDraft(
        spoken_on=noor.today - timedelta(days=14),
        channel="call",
        summary="Wil twee uur erbij",
        organisation_id=made,
        person_id=person,
        promise="prijs mailen",
        due_on=noor.today - timedelta(days=7),
    )
    contact_moments.record(noor, draft)
    return made


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_opens_on_an_empty_library(open_app, page, language):
    app = here(walk(open_app("noor", language), page))

    assert "<h1>" in said(app)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["karim", "inge", "poi_adviser"])
def test_who_has_no_right_to_relations_sees_no_name_and_why(open_app, school, who, page):
    app = here(walk(open_app(who), page))

    assert "Proef" not in said(app) and "hoort niet bij je rol" in said(app)


@pytest.mark.parametrize("page", ["people", "organisations", "follow_ups"])
def test_a_coordinator_elsewhere_sees_nothing_of_this_library(open_app, school, page):
    app = here(walk(open_app("sven"), page))

    assert "Proef" not in said(app)


def test_a_card_of_another_library_is_not_there(open_app, school):
    app = here(walk(open_app("sven"), "organisations", organisation=school))

    assert "Deze organisatie is er niet" in said(app) and "Proef" not in said(app)


def test_a_card_says_whom_to_call_what_was_promised_and_that_it_was_opened(house, open_app, school):
    app = here(walk(open_app("noor"), "organisations", organisation=school))
    app.run()

    text = said(app)
    assert "Proefschool Klim" in text and "Wil twee uur erbij" in text and "te laat" in text
    assert 'href="tel:0300000000"' in text
    with house.stores.records.reading() as reading:
        lines = reading.find("access.audit", {"action": "relations.organisation.opened"})
    assert [(line["app_user_id"], line["subject_id"]) for line in lines] == [("noor", school)]


def test_what_is_noted_on_a_card_stands_in_the_history_and_can_be_undone(open_app, school, noor):
    app = here(walk(open_app("noor"), "organisations", organisation=school))
    next(area for area in app.text_area if area.label == "Wat bespraken jullie?").set_value("Nieuwe kasten")
    app = here(pressed(app, "Bewaar").click().run())

    assert "Nieuwe kasten" in said(app) and "Bewaard bij <b>Proefschool Klim</b>" in said(app)
    assert next(area for area in app.text_area if area.label == "Wat bespraken jullie?").value == ""
    app = here(pressed(app, "Maak ongedaan").click().run())
    assert "Nieuwe kasten" not in said(app)
    assert noor.ask("relations/timeline", organisation_id=school).rows.height == 1


def test_one_can_be_reminded_by_mail_and_gets_the_address_of_a_calendar_once(open_app, school, noor):
    app = here(walk(open_app("noor"), "follow_ups"))
    app = here(next(one for one in app.toggle if one.key == "remind_mail").set_value(True).run())
    app = here(pressed(app, "Maak een adres voor mijn agenda").click().run())

    assert reminding.reminders_of(noor).by_mail and app.code[0].value.endswith(".ics")
    app = here(app.run())
    assert not app.code and "kan een agenda je afspraken lezen" in said(app)
    app = here(pressed(app, "Stop met de agenda").click().run())
    assert reminding.reminders_of(noor).calendar_since is None


def test_all_promises_of_one_colleague_go_to_another_and_come_back(open_app, school, noor):
    app = here(walk(open_app("noor"), "follow_ups", wie="noor"))
    app = here(pressed(app, "Geef alles").click().run())
    assert "Kies eerst een collega" in " ".join(error.value for error in app.error)
    app = here(next(box for box in app.selectbox if box.key == "all_to").set_value("staff").run())
    app = here(pressed(app, "Geef alles").click().run())

    assert noor.ask("relations/follow_ups").rows["owner"].to_list() == ["staff"]
    here(pressed(app, "Maak ongedaan").click().run())
    assert noor.ask("relations/follow_ups").rows["owner"].to_list() == ["noor"]


def test_a_refused_form_says_why_under_its_field_and_loses_nothing_typed(open_app, school, noor):
    app = here(walk(open_app("noor"), "organisations", organisation=school))
    area = next(area for area in app.text_area if area.label == "Wat bespraken jullie?")
    area.set_value("Het bsn is 111222333")
    next(field for field in app.text_input if field.label.startswith("Wat beloofde je")).set_value("bellen")
    app = here(pressed(app, "Bewaar").click().run())

    assert "burgerservicenummer" in said(app) and "Wanneer is het uiterlijk klaar?" in said(app)
    assert "2 velden vragen aandacht" in said(app)
    assert next(area for area in app.text_area if area.label == "Wat bespraken jullie?").value == "Het bsn is 111222333"
    assert noor.ask("relations/timeline", organisation_id=school).rows.height == 1


def test_a_person_has_a_card_with_where_they_work(open_app, school, noor):
    person = noor.ask("relations/people", most=1).rows["person_id"][0]

    app = here(walk(open_app("noor"), "people", person=person))

    assert "Proef Testpersoon" in said(app) and "Klim" in said(app)


def test_follow_ups_are_ticked_at_once_and_the_tick_can_be_undone(open_app, school, noor):
    app = here(walk(open_app("noor"), "follow_ups"))
    tick = next(box for box in app.checkbox if box.label.startswith("Klaar"))
    app = here(tick.check().run())

    assert noor.ask("relations/follow_ups").first("status") == "done"
    assert "Afgerond: <b>Proefschool Klim</b>, prijs mailen" in said(app)
    here(pressed(app, "Maak ongedaan").click().run())
    assert noor.ask("relations/follow_ups").first("status") == "open"


def test_the_school_list_shows_first_what_it_adds_and_is_taken_back_in_one_go(open_app, noor):
    app = here(walk(open_app("noor"), "schools"))
    lines = LIST.read_bytes().splitlines(keepends=True)[:11]
    app.file_uploader[0].set_value(("scholen.csv", b"".join(lines), "text/csv"))
    app = here(app.run())

    assert "10" in said(app) and noor.ask("relations/schools").rows.is_empty()
    app = here(pressed(app, "Zet vast").click().run())
    assert noor.ask("relations/schools").rows.height == 10
    assert "Alles staat er al" in said(app)
    here(pressed(app, "Maak ongedaan").click().run())
    assert noor.ask("relations/schools").rows.is_empty()


def test_another_file_than_the_school_list_is_refused_with_a_sentence(open_app):
    app = here(walk(open_app("noor"), "schools"))
    app.file_uploader[0].set_value(("x.csv", b"naam;plaats\nx;y\n", "text/csv"))

    assert "Dit is niet de lijst met schoolvestigingen" in said(here(app.run()))


def test_a_list_of_schools_can_be_narrowed_to_those_not_spoken_to(open_app, noor, school):
    schools.take_over(noor, schools.compare(noor, schools.read_list(LIST.read_bytes())[:3], None))

    year = max(noor.today - timedelta(days=14), start.school_year(noor.today))
    organisations_spoken = ContactMomentDraft(spoken_on=year, channel="mail", summary="x", organisation_id=school)
    contact_moments.record(noor, organisations_spoken)
    app = here(walk(open_app("noor"), "organisations"))
    everything = said(app)
    quiet = next(box for box in app.checkbox if "niet gesproken" in box.label)
    app = here(quiet.check().run())

    assert "<b>4 organisaties</b>" in everything
    assert "<b>3 organisaties</b> sprak je" in said(app)
