"""The page Importeren: a list step by step, what one chooses, and the way back."""

import pytest

from biebwijzer.relations import people
from biebwijzer.relations.people import PersonDraft
from tests.relations.messy import messy_sheet
from tests.relations.test_pages import here, pressed, said, walk

pytestmark = pytest.mark.alike

SHORT = (
    b"Voornaam;Achternaam;E-mail;Telefoon\nProef;Testpersoon;;06-10000001\nToets;Ander;t@x.example;\nKapot;Adres;x;\n"
)


def everybody(noor):
    return noor.ask("relations/everybody", library_id="utrecht").rows


def handed_in(app, content, name="lijst.csv"):
    """The page after somebody chose a file."""
    app.file_uploader[0].set_value((name, content, "text/csv"))
    return here(app.run())


def chosen(app, label):
    """The choice with that label."""
    return next(box for box in app.selectbox if label in box.label)


def test_a_messy_spreadsheet_goes_step_by_step_and_is_taken_back(open_app, workspace):
    noor = workspace("noor")
    app = handed_in(here(walk(open_app("noor"), "importing")), messy_sheet(), "contacten.xlsx")
    assert chosen(app, "Tel.nr").value == "phone" and chosen(app, "School").value == "organisation"
    assert "geen toestemming" in said(app) and "bewaren we nooit" in said(app) and "111222333" not in said(app)

    app = here(pressed(app, "Kijk na").click().run())
    assert everybody(noor).is_empty() and "Er komen ook 2 organisaties bij" in said(app)
    app = here(pressed(app, "Zet vast").click().run())

    assert everybody(noor).height == 4
    assert "contacten.xlsx is overgenomen" in said(app) and "4 erbij, 0 bijgewerkt" in said(app)
    app = here(pressed(app, "Draai deze import terug").click().run())
    assert everybody(noor).is_empty()
    assert "De import is teruggedraaid" in said(app) and "6 hersteld, 0 behouden, 0 kon niet" in said(app)


def test_the_next_list_with_the_same_headings_goes_through_without_mapping(open_app, workspace):
    app = handed_in(here(walk(open_app("noor"), "importing")), SHORT)
    app = here(pressed(app, "Kijk na").click().run())
    app = here(pressed(app, "Zet vast").click().run())

    app = handed_in(app, SHORT.replace(b"Toets", b"Later").replace(b"t@x", b"l@x"), "volgende.csv")

    assert "Deze kolommen kennen we" in said(app)
    app = here(pressed(app, "Zet vast").click().run())
    assert sorted(filter(None, everybody(workspace("noor"))["first_name"])) == ["Later", "Proef", "Toets"]


def test_a_double_waits_for_a_choice_and_a_refused_row_says_why(open_app, workspace):
    noor = workspace("noor")
    people.add(noor, PersonDraft("Testpersoon", first_name="Proefje", phone="06 10000001"))
    app = handed_in(here(walk(open_app("noor"), "importing")), SHORT)
    app = here(pressed(app, "Kijk na").click().run())
    assert "1 rij klaar" in said(app)

    tab = next(group for group in app.button_group if any("Dubbel" in option for option in group.options))
    app = here(tab.set_value("double").run())
    app = here(chosen(app, "Wat doen we met Proef Testpersoon").set_value("update").run())

    assert "2 rijen klaar" in said(app)
    app = here(pressed(app, "Zet vast").click().run())
    assert sorted(everybody(noor)["first_name"]) == ["Proef", "Toets"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 iets"])
def test_a_wrong_file_gets_a_sentence(open_app, content):
    app = handed_in(here(walk(open_app("noor"), "importing")), content)

    assert 'role="alert"' in said(app) or "Welke kolom is de naam?" in said(app)
