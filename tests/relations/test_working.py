"""Who works where, from when until when; and something new lands in the library one chose for it."""

from datetime import date, timedelta

import pytest

from biebwijzer.access import library_problems
from biebwijzer.desk.page import today
from biebwijzer.problems import NotAllowed
from biebwijzer.relations import contact_moments, follow_ups, organisations, people, schools, working
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft
from biebwijzer.relations.working import RoleDraft
from biebwijzer.settings import ROOT
from tests.relations.test_pages import here, pressed, said, walk

TODAY = today()
YESTERDAY = TODAY - timedelta(days=1)
BOTH = ("amersfoort", "utrecht")


@pytest.fixture
def noor(workspace):
    return workspace("noor", today=TODAY)


@pytest.fixture
def admin(workspace):
    return workspace("admin", today=TODAY)


@pytest.fixture
def pair(noor):
    """A school and somebody who is known, not connected yet."""
    school = organisations.add(noor, OrganisationDraft("Proefschool Klim", "primary_school", place="Woerden")).row_id
    return school, people.add(noor, PersonDraft("Testpersoon", first_name="Proef")).row_id


def roles(workspace, school):
    rows = workspace.ask("relations/contact_people", organisation_id=school).rows.to_dicts()
    return [(one["role"], one["since"], one["until"], one["is_current"]) for one in rows]


def field(widgets, label):
    return next(one for one in widgets if one.label == label)


def rows_in(house, table):
    with house.stores.records.reading() as reading:
        return reading.find(table)


def test_a_role_has_a_period_and_the_last_day_still_counts(noor, pair):
    school, person = pair
    kept = working.connect(noor, RoleDraft(school, person, "directeur", since=date(2024, 8, 1)))

    working.change(noor, kept.row_id, RoleDraft(school, person, "directeur", date(2024, 8, 1), TODAY), 1)
    assert roles(noor, school) == [("directeur", date(2024, 8, 1), TODAY, True)]
    working.change(noor, kept.row_id, RoleDraft(school, person, "directeur", date(2024, 8, 1), YESTERDAY), 2)

    assert roles(noor, school) == [("directeur", date(2024, 8, 1), YESTERDAY, False)]
    assert noor.ask("relations/people", most=5).first("works_at") is None


def test_who_comes_back_has_a_second_role_beside_the_first(noor, pair):
    school, person = pair
    kept = working.connect(noor, RoleDraft(school, person, "leraar"))
    working.change(noor, kept.row_id, RoleDraft(school, person, "leraar", until=YESTERDAY), 1)

    working.connect(noor, RoleDraft(school, person, "directeur", since=TODAY))
    working.connect(noor, RoleDraft(school, person, "bestuurder", since=TODAY))

    assert roles(noor, school) == [("bestuurder", TODAY, None, True), ("leraar", None, YESTERDAY, False)]


def test_a_period_that_ends_before_it_begins_is_refused_beside_its_field():
    found = working.problems(RoleDraft("school", None, since=TODAY, until=YESTERDAY))

    assert [problem.field for problem in found] == ["person_id", "until"]


def test_only_who_is_of_the_same_library_can_be_connected(admin, workspace):
    school = organisations.add(workspace("noor"), OrganisationDraft("Proefschool")).row_id
    elsewhere = people.add(workspace("sven"), PersonDraft("Elders")).row_id

    assert admin.ask("relations/to_connect", organisation_id=school, most=9).is_empty()
    with pytest.raises(NotAllowed):
        working.connect(admin, RoleDraft(school, elsewhere))


def test_somebody_known_is_connected_on_the_card_and_taken_back(open_app, noor, pair):
    school, person = pair
    app = here(walk(open_app("noor"), "organisations", organisation=school))
    app = here(pressed(app, "Kies een bekende").click().run())
    field(app.selectbox, "Wie").set_value(person)
    field(app.text_input, "Functie (mag leeg)").set_value("directeur")
    app = here(next(one for one in app.button if one.key and one.key.startswith("role_")).click().run())

    assert roles(noor, school) == [("directeur", None, None, True)]
    app = here(app.run())
    assert "Proef Testpersoon" in said(app) and "directeur" in said(app)
    here(pressed(app, "Maak ongedaan").click().run())
    assert roles(noor, school) == []


def test_who_left_stands_below_who_is_there_and_is_nobody_to_call(open_app, noor, pair):
    school, person = pair
    kept = working.connect(noor, RoleDraft(school, person, "directeur"))
    working.change(noor, kept.row_id, RoleDraft(school, person, "directeur", until=YESTERDAY), 1)

    card = said(here(walk(open_app("noor"), "organisations", organisation=school)))
    other = said(here(walk(open_app("noor"), "people", person=person)))

    assert "Eerder" in card and f"tot en met {noor.words.date(YESTERDAY)}" in card
    assert "Er staat nog niemand bij." in card
    assert "Eerder" in other and "Proefschool Klim" in other


def test_who_works_for_one_library_is_not_asked_for_which(open_app, noor):
    app = here(walk(open_app("noor"), "organisations"))
    app = here(pressed(app, "Nieuwe organisatie").click().run())

    assert not [one for one in app.selectbox if one.label == "Voor welke bibliotheek?"]
    assert library_problems(noor, None) == []


def test_an_administrator_says_for_which_library_an_organisation_is(open_app, house, admin):
    assert admin.libraries == BOTH
    app = here(walk(open_app("admin"), "organisations"))
    app = here(pressed(app, "Nieuwe organisatie").click().run())
    field(app.text_input, "Naam").set_value("Proefschool")
    field(app.selectbox, "Voor welke bibliotheek?").set_value("amersfoort")
    here(pressed(app, "Bewaar").click().run())

    assert [(one["name"], one["library_id"]) for one in rows_in(house, "relations.organisation")] == [
        ("Proefschool", "amersfoort")
    ]


def test_without_a_library_chosen_nothing_is_saved(open_app, house):
    app = here(walk(open_app("admin"), "people"))
    app = here(pressed(app, "Nieuwe persoon").click().run())
    field(app.text_input, "Achternaam").set_value("Testpersoon")
    here(pressed(app, "Bewaar").click().run())

    assert rows_in(house, "relations.person") == []


def test_an_administrator_notes_a_talk_with_somebody_new_for_the_library_chosen(house, admin):
    draft = ContactMomentDraft(TODAY, "call", "Wil twee uur erbij", new_organisation="Proefschool")

    with pytest.raises(NotAllowed):
        contact_moments.record(admin, draft)
    contact_moments.record(admin, ContactMomentDraft(**{**vars(draft), "library_id": "amersfoort"}))

    assert [one["library_id"] for one in rows_in(house, "relations.contact_moment")] == ["amersfoort"]
    assert admin.ask("relations/to_choose", most=9).first("library_id") == "amersfoort"


def test_a_person_added_at_an_organisation_is_of_its_library(house, admin, workspace):
    school = organisations.add(workspace("sven"), OrganisationDraft("Proefschool")).row_id

    people.add(admin, PersonDraft("Proef", organisation_id=school))

    assert [one["library_id"] for one in rows_in(house, "relations.person")] == ["amersfoort"]


def test_a_school_list_is_taken_over_for_one_library(house, admin):
    listed = schools.read_list((ROOT / "examples" / "duo" / "basisscholen_utrecht_2026-04.csv").read_bytes())[:3]
    utrecht = admin.narrowed_to(("utrecht",))

    schools.take_over(utrecht, schools.compare(utrecht, listed, None))

    assert {one["library_id"] for one in rows_in(house, "relations.organisation")} == {"utrecht"}


def test_work_is_handed_only_to_a_colleague_of_the_library_it_belongs_to(admin, workspace):
    promised = ContactMomentDraft(
        TODAY, "call", "x", new_organisation="Proefschool", promise="bellen", due_on=TODAY, library_id="utrecht"
    )
    contact_moments.record(admin, promised)
    row = admin.ask("relations/follow_ups").rows.row(0, named=True)

    with pytest.raises(NotAllowed):
        follow_ups.hand_over(admin, row["follow_up_id"], "sven")
    follow_ups.hand_over(admin, row["follow_up_id"], "noor")

    assert workspace("noor").ask("relations/follow_ups").first("owner") == "noor"


def test_before_there_is_a_library_the_form_says_what_comes_first(admin):
    nowhere = admin.narrowed_to(())

    assert [problem.word for problem in library_problems(nowhere, None)] == [
        "Er is nog geen bibliotheek. Een beheerder voegt er een toe bij Instellingen."
    ]
