"""Signing in: whoever is known walks in, whoever is not sees a form and nothing else."""

import pytest

from biebwijzer import access
from tests.cast import PASSWORD
from tests.conftest import TODAY


def shown(app) -> str:
    """All own HTML on the screen, sidebar included."""
    return "\n".join(block.proto.body for block in [*app.get("html"), *app.sidebar.get("html")])


def send(app, username, password):
    app.text_input("login_username").set_value(username)
    app.text_input("login_password").set_value(password)
    return app.button[0].click().run()


def tickets(house):
    with house.stores.records.reading() as reading:
        return reading.find("access.ticket", {"kind": "sign_in"})


def test_a_known_person_walks_in_and_reads_her_name_and_place(open_app):
    app = open_app("noor")

    assert not app.exception
    assert "Noor Voorbeeld" in shown(app) and "coördinator, Bibliotheek Utrecht" in shown(app)


def test_whoever_is_not_signed_in_sees_the_form_and_no_menu(open_app):
    app = open_app(None)

    assert not app.exception and len(app.text_input) == 2
    assert not app.sidebar.children


def test_the_right_name_and_password_get_a_ticket_for_her_alone(open_app, house):
    app = send(open_app(None), "noor", PASSWORD)

    assert not app.exception and not app.error
    assert [ticket["app_user_id"] for ticket in tickets(house)] == ["noor"]


@pytest.mark.parametrize(("username", "password"), [("noor", "mis"), ("nobody", "mis"), ("", ""), ("noor", "")])
def test_whatever_is_wrong_the_same_sentence_is_said_and_the_name_stays(open_app, house, username, password):
    app = send(open_app(None), username, password)

    assert len(app.error) == 1 and app.error[0].value.startswith("**Dat lukt niet.**")
    assert app.text_input("login_username").value == username
    assert tickets(house) == []


def test_while_locked_the_right_password_gets_no_ticket_and_no_other_answer(open_app, house):
    app = open_app(None)
    for _ in range(5):
        send(app, "noor", "mis")
    wrong = app.error[0].value

    send(app, "noor", PASSWORD)

    assert app.error[0].value == wrong and tickets(house) == []


def test_a_session_that_was_ended_shows_the_form_at_the_next_step_and_leaves_nothing_behind(open_app, house):
    app = open_app("noor")
    app.session_state["left_by_noor"] = "x"
    presence = access.find_session(house.stores, app.session_state["session_token"], TODAY)
    access.end_session(house.stores, presence.session_id)

    app.run()

    assert app.text_input("login_username") and "Noor Voorbeeld" not in shown(app)
    assert "left_by_noor" not in app.session_state


def test_a_role_that_was_taken_away_closes_its_pages_at_the_next_step(open_app, house):
    app = open_app("admin").switch_page("access/people.py").run()
    assert "Wie mag wat?" in shown(app)
    with house.stores.records.transaction() as transaction:
        transaction.set("access.role_grant", {"app_user_id": "admin"}, {"role": "kb_reader"})

    app.run()

    assert "Wie mag wat?" not in shown(app) and "hoort niet bij je rol" in shown(app)


def test_whoever_has_no_role_is_told_so_and_gets_no_menu(open_app):
    app = open_app("stranger")

    assert not app.exception and "Je hebt nog geen rol." in shown(app)
    assert not app.sidebar.get("page_link")


def test_somebody_with_two_roles_chooses_and_sees_what_belongs_to_the_one(open_app, house):
    with house.stores.records.transaction() as transaction:
        row = {"app_user_id": "noor", "role": "admin", "scope_type": "library", "scope_id": "utrecht", "since": TODAY}
        transaction.add("access.role_grant", {**row, "role_grant_id": "second", "until": None})
    app = open_app("noor")
    rooms = {link.proto.label for link in app.sidebar.get("page_link")}

    app.sidebar.selectbox("role_grant_id").set_value("second").run()

    assert "beheerder, Bibliotheek Utrecht" in shown(app)
    assert {link.proto.label for link in app.sidebar.get("page_link")} - rooms == {"Beheer"}


def test_her_language_is_kept_for_the_next_time(open_app, house):
    app = open_app("noor")

    app.sidebar.get("button_group")[0].set_value("en").run()

    assert not app.exception and "coordinator, Bibliotheek Utrecht" in shown(app)
    with house.stores.records.reading() as reading:
        assert reading.one("access.app_user", "noor")["language"] == "en"
