"""A conversation about a proposition: kept with it, found from either side, and named only to who may see people."""

from datetime import timedelta

import pytest

from biebwijzer.desk.page import today
from biebwijzer.problems import NotAllowed
from biebwijzer.propositions import playbook
from biebwijzer.relations import contact_moments, organisations
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.organisations import OrganisationDraft


def said(app) -> str:
    """All the text of the page that is not in a widget."""
    assert not app.exception, app.exception
    return " ".join(block.proto.body for block in app.get("html"))


@pytest.fixture
def noor(workspace):
    return workspace("noor", today=today())


@pytest.fixture
def bieb_werkt(noor):
    return playbook.take_over(noor, "bieb_werkt").row_id


@pytest.fixture
def school(noor):
    return organisations.add(noor, OrganisationDraft("Proefschool Klim", "primary_school")).row_id


@pytest.fixture
def noted(noor, bieb_werkt, school):
    """One conversation about it with a school, and one about nothing in particular."""
    draft = ContactMomentDraft(
        noor.today - timedelta(days=3), "call", "Vraagt om stilteplekken", organisation_id=school,
        proposition_id=bieb_werkt,
    )  # fmt: skip
    saved = contact_moments.record(noor, draft)
    contact_moments.record(noor, ContactMomentDraft(noor.today, "mail", "Iets anders", organisation_id=school))
    return saved


def test_a_conversation_is_kept_with_its_proposition_and_undone_with_it(house, noor, noted, bieb_werkt, school):
    with house.stores.records.reading() as reading:
        kept = reading.find("relations.contact_moment", {"proposition_id": bieb_werkt})
    about = noor.ask("relations/about_proposition", proposition="bieb_werkt").rows
    history = noor.ask("relations/timeline", organisation_id=school).rows

    assert [row["summary"] for row in kept] == about["summary"].to_list() == ["Vraagt om stilteplekken"]
    assert dict(history.select("summary", "proposition").iter_rows()) == {
        "Vraagt om stilteplekken": "bieb_werkt",
        "Iets anders": None,
    }
    noor.undo(noted.audit_id)
    assert noor.ask("relations/about_proposition", proposition="bieb_werkt").rows.is_empty()


def test_the_proposition_of_another_library_is_refused_and_nothing_is_kept(house, workspace, bieb_werkt):
    sven = workspace("sven")
    draft = ContactMomentDraft(sven.today, "call", "Gesproken", new_organisation="Ergens", proposition_id=bieb_werkt)

    for wrong in (draft.proposition_id, "does-not-exist"):
        with pytest.raises(NotAllowed):
            contact_moments.record(sven, ContactMomentDraft(**{**vars(draft), "proposition_id": wrong}))

    with house.stores.records.reading() as reading:
        assert reading.find("relations.contact_moment") == [] == reading.find("relations.organisation")


@pytest.mark.parametrize("person", ["karim", "inge", "poi_adviser"])
def test_who_may_not_see_people_gets_the_number_and_no_name(workspace, noted, person):
    reader = workspace(person)

    assert reader.ask("relations/about_proposition", proposition="bieb_werkt").rows.is_empty()
    counted = reader.ask("relations/about_proposition_counts", proposition="bieb_werkt").rows
    assert counted.select("moments", "organisations").row(0) == (1, 1)


def test_another_library_counts_nothing_of_it(workspace, noted):
    counted = workspace("sven").ask("relations/about_proposition_counts", proposition="bieb_werkt").rows

    assert counted.row(0) == (0, 0, None)


def test_a_stopped_proposition_is_not_offered(noor, bieb_werkt, house):
    assert noor.ask("relations/propositions").rows["proposition_id"].to_list() == [bieb_werkt]

    with house.stores.records.transaction() as transaction:
        transaction.set("propositions.proposition", {"proposition_id": bieb_werkt}, {"status": "stopped"})

    assert noor.ask("relations/propositions").rows.is_empty()


def test_from_the_proposition_to_the_card_and_back(open_app, noted, school):
    page = said(open_app("noor").switch_page("propositions/proposition.py").run())
    app = open_app("noor")
    app.query_params["organisation"] = school
    card = said(app.switch_page("relations/organisations.py").run())

    assert f'href="organisaties?organisation={school}"' in page and "Vraagt om stilteplekken" in page
    assert 'href="propositie?propositie=bieb_werkt"' in card


def test_a_colleague_without_propositions_reads_its_name_without_a_link(open_app, noted, school):
    app = open_app("staff")
    app.query_params["organisation"] = school
    card = said(app.switch_page("relations/organisations.py").run())

    assert "Over Bieb Werkt" in card and "propositie?propositie" not in card


def test_a_manager_reads_how_often_on_the_page_and_nobody_s_name(open_app, noted):
    page = said(open_app("karim").switch_page("propositions/proposition.py").run())

    assert "1 gesprek met 1 organisatie" in page and "Klim" not in page and "stilteplekken" not in page


@pytest.mark.parametrize(("language", "text"), [("nl", "nog geen gesprek"), ("en", "No conversation")])
def test_a_proposition_nobody_spoke_about_says_so(open_app, bieb_werkt, language, text):
    assert text in said(open_app("noor", language).switch_page("propositions/proposition.py").run())


def test_noting_on_a_card_what_it_was_about(open_app, noor, school, bieb_werkt):
    app = open_app("noor")
    app.query_params["organisation"] = school
    app = app.switch_page("relations/organisations.py").run()
    next(area for area in app.text_area if area.label == "Wat bespraken jullie?").set_value("Wil meedoen")
    next(one for one in app.selectbox if one.label.startswith("Over een propositie")).select(bieb_werkt)
    app = next(button for button in app.button if button.label == "Bewaar").click().run()

    assert not app.exception
    assert noor.ask("relations/about_proposition", proposition="bieb_werkt").rows["summary"].to_list() == [
        "Wil meedoen"
    ]


def test_noting_beside_a_proposition_starts_with_it(open_app, noor, bieb_werkt):
    app = open_app("noor").switch_page("propositions/proposition.py").run()
    app = next(button for button in app.button if button.label == "Noteer een gesprek hierover").click().run()

    assert not app.exception
    field = next(one for one in app.selectbox if one.label.startswith("Over een propositie"))
    assert field.value == bieb_werkt
    fields = [*app.selectbox, *app.text_input, *app.text_area, *app.date_input, *app.button_group]
    # The page beside the form has fields of its own.
    assert 6 <= sum(bool(one.proto.form_id) for one in fields) <= 8
