"""What stands in the address of a filter is a code: no word that another language says otherwise, and no name."""

from datetime import timedelta

import pytest

from biebwijzer.desk.page import today
from biebwijzer.relations import contact_moments, organisations
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.organisations import OrganisationDraft

pytestmark = pytest.mark.alike


def field(app, label):
    return next(one for one in app.selectbox if one.label == label)


@pytest.fixture
def noor(workspace):
    """Noor with a school, a nursing home, and a promise of hers and one of a colleague."""
    noor = workspace("noor", today=today())
    school = organisations.add(noor, OrganisationDraft("Proefschool", "primary_school")).row_id
    organisations.add(noor, OrganisationDraft("Zorghuis", "care"))
    draft = ContactMomentDraft(
        noor.today, "call", "x", organisation_id=school, promise="bellen", due_on=noor.today + timedelta(days=9)
    )
    contact_moments.record(noor, draft)
    contact_moments.record(workspace("staff", today=today()), draft)
    return noor


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_kind_of_an_organisation_stands_in_the_address_as_its_code(open_app, noor, language):
    app = open_app("noor", language)
    app.query_params["soort"] = "care"
    app = app.switch_page("relations/organisations.py").run()
    links = [link.proto.label for link in app.get("page_link")]

    assert not app.exception and app.selectbox(key="soort").value == "care"
    assert "**Zorghuis**" in links and "**Proefschool**" not in links
    assert app.query_params["soort"] == "care"


def test_whose_and_which_promises_stand_in_the_address_without_a_name(open_app, noor):
    app = open_app("noor").switch_page("relations/follow_ups.py").run()
    app = field(app, "Van wie").select("staff").run()

    assert not app.exception
    assert (app.query_params["wie"], app.query_params["stand"]) == ("staff", "open")


def test_a_choice_that_is_not_there_is_dropped_and_said(open_app, noor):
    app = open_app("noor")
    app.query_params["wie"] = "niemand"
    app = app.switch_page("relations/follow_ups.py").run()

    assert not app.exception and "wie" not in app.query_params
    assert "Die keuze is er niet. Je ziet nu: Van iedereen." in [caption.value for caption in app.caption]
