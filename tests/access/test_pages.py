"""Beheer on the screen: Mensen, Logboek and Instellingen, for administrators only."""

import pytest

from biebwijzer import access
from biebwijzer.access.acts import ACTS, said
from biebwijzer.settings import ROOT
from biebwijzer.starting import free_port
from biebwijzer.words import Words
from tests.desk.test_signing_in import shown

pytestmark = pytest.mark.alike

PAGES = {
    "access/people.py": "Wie mag wat?",
    "access/audit.py": "Wie deed wat?",
    "access/settings.py": "Wat beslissen jullie zelf?",
}


@pytest.mark.parametrize(("page", "title"), PAGES.items())
@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_administrator_opens_it(open_app, page, title, language):
    app = open_app("admin", language).switch_page(page).run()

    assert not app.exception
    if language == "nl":
        assert title in shown(app)


@pytest.mark.parametrize(("page", "title"), PAGES.items())
@pytest.mark.parametrize("person", ["noor", "karim", "poi_adviser"])
def test_nobody_else_sees_any_of_it(open_app, page, title, person):
    app = open_app(person).switch_page(page).run()

    assert not app.exception
    assert title not in shown(app) and "Deze pagina hoort niet bij je rol." in shown(app)


def test_a_new_colleague_gets_a_link_that_is_shown_once(open_app, house):
    app = open_app("admin").switch_page("access/people.py").run()
    app.text_input("add_name").set_value("Lot Voorbeeld")
    app.text_input("add_username").set_value("lot")
    app.text_input("add_email").set_value("lot@example.org")
    app.selectbox("add_role").set_value("coordinator")
    app.selectbox("add_place").set_value(("library", "utrecht"))

    next(button for button in app.button if button.label == "Voeg toe").click().run()

    assert not app.exception and "/auth/invite?t=" in app.code[0].value
    app.run()
    assert not app.code
    assert "Lot Voorbeeld" in shown(app) and "nog geen wachtwoord" in shown(app)


def test_a_form_that_is_not_right_says_so_beside_each_field_and_keeps_what_was_typed(open_app):
    app = open_app("admin").switch_page("access/people.py").run()
    app.text_input("add_username").set_value("noor")
    app.text_input("add_email").set_value("lot@")

    next(button for button in app.button if button.label == "Voeg toe").click().run()

    said = shown(app)
    assert (
        "Vul een naam in." in said and "bestaat al" in said and "heel e-mailadres" in said and "Kies een rol." in said
    )
    assert app.text_input("add_username").value == "noor"


def test_a_name_somebody_was_given_is_shown_as_text_and_never_as_markup(open_app, house):
    with house.stores.records.transaction() as transaction:
        transaction.set("access.app_user", {"app_user_id": "noor"}, {"full_name": "<img src=x onerror=alert(1)>"})

    app = open_app("admin").switch_page("access/people.py").run()

    assert "<img src=x" not in shown(app) and "&lt;img src=x" in shown(app)


def test_the_trail_tells_who_did_what_and_a_library_administrator_sees_her_own_library_only(open_app, house, workspace):
    access.new_link(workspace("admin"), "noor")
    with house.stores.records.transaction() as transaction:
        for person in ("karim", "sven"):
            transaction.set("access.role_grant", {"app_user_id": person}, {"role": "admin"})
    access.new_link(workspace("sven"), "sven")
    access.new_link(workspace("karim"), "noor")

    everything = shown(open_app("admin").switch_page("access/audit.py").run())
    utrecht = shown(open_app("karim").switch_page("access/audit.py").run())

    assert "een nieuwe link gemaakt" in everything
    assert all(f"{name} Voorbeeld" in everything for name in ("Ada", "Sven", "Karim"))
    assert "Karim Voorbeeld" in utrecht and "Sven Voorbeeld" not in utrecht


@pytest.mark.parametrize("person", ["noor", "inge", "poi_adviser", "kb_reader"])
def test_the_trail_is_empty_for_whoever_asks_it_without_being_an_administrator(workspace, person):
    access.new_link(workspace("admin"), "noor")

    assert workspace(person).ask("access/audit_choices").is_empty()


def test_every_act_of_the_house_has_its_words():
    import re

    written = set()
    for path in (ROOT / "biebwijzer").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        written |= set(re.findall(r'\.(?:change|log)\(\s*"([a-z_.]+)"', text))
        written |= set(re.findall(r'audit_line\([^)]*"([a-z_.]+)"\)', text))

    assert written - set(ACTS) == set()
    assert not [action for action in written if said(Words("nl"), action) == action]


def test_an_act_taken_back_and_one_of_the_command_line_are_said_too():
    assert said(Words("nl"), "relations.person.added.undone") == "ongedaan gemaakt: een persoon toegevoegd"
    assert said(Words("nl"), "operator.backup") == "opdrachtregel: backup"


def test_settings_are_kept_and_an_empty_name_is_refused_beside_its_field(open_app, house):
    app = open_app("admin").switch_page("access/settings.py").run()
    save = next(button for button in app.button if button.label == "Bewaar")
    save.click().run()
    assert "Vul in hoe jullie heten." in shown(app)

    app.text_input("installation_name").set_value("Bieb aan Zee")
    app.number_input("threshold_outside").set_value(15)
    next(button for button in app.button if button.label == "Bewaar").click().run()

    assert not app.exception
    assert access.thresholds(house.stores).outside == 15
    assert access.setting(house.stores, "installation_name", "") == "Bieb aan Zee"


@pytest.mark.slow
def test_on_the_first_day_a_library_and_its_branch_are_typed_in_and_stand_there(open_app, house):
    app = open_app("admin").switch_page("access/settings.py").run()
    app.text_input("library_name_0").set_value("Bieb Oud-Zuilen")
    next(button for button in app.button if button.label == "Voeg de bibliotheek toe").click().run(timeout=60)
    assert "bieb_oud_zuilen" in shown(app) and "Bibliotheek Utrecht" in shown(app)

    app.text_input("branch_name_1").set_value("Centrum")
    app.selectbox("branch_of").set_value("bieb_oud_zuilen")
    next(button for button in app.button if button.label == "Voeg de vestiging toe").click().run(timeout=60)

    assert not app.exception and not app.error
    asked = access.refreshed(workspace_of(app)).ask("access/places", on_date=workspace_of(app).today).rows
    assert dict(asked.select("library_id", "branches").iter_rows())["bieb_oud_zuilen"] == 1


def workspace_of(app):
    return app.session_state["at_work"]


def test_a_name_that_is_there_already_is_refused_beside_its_field(open_app):
    app = open_app("admin").switch_page("access/settings.py").run()
    app.text_input("library_name_0").set_value("Utrecht")

    next(button for button in app.button if button.label == "Voeg de bibliotheek toe").click().run()

    assert "Die is er al." in shown(app)
    assert app.text_input("library_name_0").value == "Utrecht"


def test_mail_is_set_up_and_what_is_wrong_is_told_under_its_field(open_app, house):
    app = open_app("admin").switch_page("access/settings.py").run()
    assert "Er is nog geen mailserver ingesteld." in shown(app)
    assert "try_mail" not in [button.key for button in app.button]

    app.text_input("mail_host").set_value("smtp example")
    app.text_input("mail_from").set_value("bieb")
    send(app, "Bewaar de mail")
    assert "zoals smtp.example.nl" in shown(app) and "geen heel e-mailadres" in shown(app)

    app.text_input("mail_host").set_value("127.0.0.1")
    app.text_input("mail_from").set_value("bieb@example.org")
    app.number_input("mail_port").set_value(free_port())
    send(app, "Bewaar de mail")
    assert "Bewaard." in [one.value for one in app.success]
    app.button("try_mail").click().run()

    assert not app.exception
    assert "niet te bereiken" in app.error[0].value and "1 bericht wacht." in shown(app)
    with house.stores.records.transaction() as transaction:
        transaction.set("clock.mail", {"status": "waiting"}, {"status": "failed"})
    app.run()
    assert "Proefbericht van Biebwijzer" in shown(app)
    next(button for button in app.button if button.label == "Stuur opnieuw").click().run()
    assert not app.exception and "1 bericht wacht." in shown(app)


def send(app, label):
    """Send the form that has this button."""
    next(button for button in app.button if button.label == label).click().run()
