"""Forms and the drawer: nothing typed is lost, one form makes one row, and what is not wanted is said."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.desk.forms import SPECIAL, plain
from biebwijzer.relations import organisations, people
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft
from biebwijzer.settings import ROOT


def said(app) -> str:
    return " ".join(block.proto.body for block in app.get("html"))


def pressed(app, label):
    return next(button for button in app.button if button.label == label)


def field(fields, label):
    return next(one for one in fields if one.label.startswith(label))


@pytest.fixture
def drawer(open_app):
    """The drawer, opened from a page that has the button."""

    def opened(who="noor"):
        app = open_app(who).switch_page("relations/follow_ups.py").run()
        return pressed(app, "Noteer").click().run()

    return opened


@given(st.text())
def test_whatever_is_typed_is_read_as_text_and_not_as_markup(text):
    shown = plain(text)

    assert SPECIAL.sub("", shown).replace("\\", "") == SPECIAL.sub("", text).replace("\\", "")
    assert all(shown[n - 1] == "\\" for n, sign in enumerate(shown) if sign in "*_[]`<:$" and n)


def test_noting_from_any_page_keeps_whom_and_what_and_says_so(drawer, workspace):
    noor = workspace("noor")
    organisations.add(noor, OrganisationDraft("Proefschool"))
    app = drawer()
    whom = field(app.selectbox, "Met wie")
    whom.select(next(one for one in whom.options if one.startswith("Proefschool")))
    field(app.text_area, "Wat bespraken").set_value("Nieuwe kasten")
    app = pressed(app, "Bewaar").click().run()

    assert not app.exception and "Bewaard bij <b>Proefschool</b>" in said(app)
    assert noor.ask("relations/organisations", most=5).rows["last_spoken_on"].null_count() == 0


def test_a_drawer_that_was_refused_says_why_and_keeps_what_was_typed(drawer, house):
    app = drawer()
    field(app.text_area, "Wat bespraken").set_value("Zonder wie")
    app = pressed(app, "Bewaar").click().run()
    app = pressed(app, "Noteer").click().run()

    assert "Met wie sprak je?" in said(app)
    assert field(app.text_area, "Wat bespraken").value == "Zonder wie"
    with house.stores.records.reading() as reading:
        assert reading.find("relations.contact_moment") == []


def test_a_drawer_that_was_closed_opens_again_with_what_was_typed(drawer):
    app = drawer()
    field(app.text_area, "Wat bespraken").set_value("Halverwege")
    field(app.text_input, "Wat beloofde je").set_value("bellen")
    app = pressed(app, "Sluit").click().run()
    app = app.switch_page("relations/people.py").run()
    app = pressed(app, "Noteer").click().run()

    assert not app.exception
    assert field(app.text_area, "Wat bespraken").value == "Halverwege"
    assert field(app.text_input, "Wat beloofde je").value == "bellen"


def test_pressing_save_twice_on_a_card_makes_one(open_app, house, workspace):
    made = organisations.add(workspace("noor"), OrganisationDraft("Proefschool")).row_id
    app = open_app("noor")
    app.query_params["organisation"] = made
    app = app.switch_page("relations/organisations.py").run()
    field(app.text_area, "Wat bespraken").set_value("Een keer")
    app = pressed(app, "Bewaar").click().run()
    app = pressed(app, "Bewaar").click().run()

    with house.stores.records.reading() as reading:
        moments = reading.find("relations.contact_moment")
    assert [(moment["summary"], moment["organisation_id"]) for moment in moments] == [("Een keer", made)]


@pytest.mark.parametrize("who", ["karim", "inge", "poi_adviser"])
def test_who_may_not_note_sees_no_button(open_app, who):
    app = open_app(who).switch_page("start/today.py").run()

    assert [button.label for button in app.button if button.label in ("Noteer", "Verder")] == []


def test_a_new_person_keeps_what_was_typed_when_refused_and_warns_for_a_double(open_app, workspace):
    noor = workspace("noor")
    people.add(noor, PersonDraft("Testpersoon", first_name="Proef"))
    app = open_app("noor").switch_page("relations/people.py").run()
    app = pressed(app, "Nieuwe persoon").click().run()
    field(app.text_input, "Voornaam").set_value("Proef")
    field(app.text_input, "Achternaam").set_value("Testpersoon")
    field(app.text_input, "E-mail").set_value("geen adres")
    app = pressed(app, "Bewaar").click().run()
    app = pressed(app, "Nieuwe persoon").click().run()

    assert not app.exception and "Dit is geen heel e-mailadres" in said(app) and "Staat deze er al in?" in said(app)
    assert field(app.text_input, "E-mail").value == "geen adres"
    assert noor.ask("relations/people", most=5).rows.height == 1
    field(app.text_input, "E-mail").set_value("proef@voorbeeld.example")
    pressed(app, "Bewaar").click().run()
    assert noor.ask("relations/people", most=5).rows.height == 2


def overtaken_card(open_app, workspace):
    """Noor has the card open and typed a place and a site; staff saved a telephone and another place meanwhile."""
    noor, staff = workspace("noor"), workspace("staff")
    made = organisations.add(noor, OrganisationDraft("Proefschool")).row_id
    app = open_app("noor")
    app.query_params["organisation"] = made
    app = app.switch_page("relations/organisations.py").run()
    app = pressed(app, "Wijzig").click().run()
    field(app.text_input, "Plaats").set_value("Woerden")
    field(app.text_input, "Site").set_value("www.proef.example")
    organisations.change(staff, made, OrganisationDraft("Proefschool", phone="030 000 00 00", place="Zeist"), 1)
    app = next(button for button in reversed(app.button) if button.label == "Bewaar").click().run()
    assert not app.exception
    row = noor.ask("relations/organisation", organisation_id=made).rows.row(0, named=True)
    assert (row["phone"], row["place"], row["website"]) == ("030 000 00 00", "Zeist", None)
    app = pressed(app, "Wijzig").click().run()
    assert "Iemand anders heeft dit net gewijzigd" in said(app)
    assert "wijzigde dit net" in said(app) and "Jij typte: Woerden" in said(app)

    def standing():
        row = noor.ask("relations/organisation", organisation_id=made).rows.row(0, named=True)
        return row["phone"], row["place"], row["website"]

    return app, standing


@pytest.mark.parametrize(("takes", "place"), [(False, "Woerden"), (True, "Zeist")])
def test_who_was_overtaken_by_a_colleague_sees_what_changed_and_chooses_per_field(open_app, workspace, takes, place):
    app, standing = overtaken_card(open_app, workspace)
    assert field(app.text_input, "Plaats").value == "Woerden"
    assert field(app.text_input, "Telefoon").value == "030 000 00 00", "what she did not touch is the colleague's"
    if takes:
        app = pressed(app, "Neem 'Zeist' over").click().run()
        app = pressed(app, "Wijzig").click().run()
    next(button for button in reversed(app.button) if button.label == "Bewaar").click().run()

    assert standing() == ("030 000 00 00", place, "www.proef.example")


def calls(path):
    """Every call in a file, with the keywords it gives."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call):
            yield call, {one.arg: one.value for one in call.keywords}


def saves(keywords):
    """Whether a button with these keywords is one that Ctrl+Enter presses."""
    return "shortcut" in keywords and "SAVE" in ast.unparse(keywords["shortcut"])


def buttons_that_save():
    """Every button of the desk that Ctrl+Enter presses in a drawer, with where it stands."""
    desk = ROOT / "biebwijzer" / "desk"
    # The foot that drawers share has its button in one place, and stands wherever it is asked for.
    foot = next(keywords for _, keywords in calls(desk / "forms.py") if saves(keywords))
    for path in sorted(desk.glob("*.py")):
        for call, own in calls(path):
            keywords = foot if ast.unparse(call.func) == "save_or_close" else own
            if saves(keywords):
                yield f"{path.name}:{call.lineno}", keywords


def test_what_ctrl_enter_saves_is_saved_once():
    found = dict(buttons_that_save())
    twice = [
        place for place, given in found.items()
        if ".once(" not in ast.unparse(given["on_click"]) or ".save_key" not in ast.unparse(given["key"])
    ]  # fmt: skip

    assert twice == [] and len(found) > 8
