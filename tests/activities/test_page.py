"""The page as each role sees it: what one registers stands there at once, and who may not see it is told so."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from biebwijzer.activities import recording
from biebwijzer.desk.page import today
from tests.activities.conftest import TALK

PAGE = "activities/record.py"


def said(app) -> str:
    """All the text of the page that is not in a widget."""
    return " ".join(block.proto.body for block in app.get("html"))


def here(app):
    assert not app.exception, app.exception
    return app


def opened(open_app, who="noor", language="nl"):
    return here(open_app(who, language).switch_page(PAGE).run())


def field(kind, label):
    return next(one for one in kind if one.label == label)


def pressed(app, label):
    return here(next(button for button in app.button if button.label == label).click().run())


@pytest.fixture
def noor(workspace):
    return workspace("noor", today=today())


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("who", ["noor", "staff", "karim", "inge", "admin"])
def test_every_role_of_the_library_opens_it_and_only_who_may_write_has_the_form(open_app, who, language):
    app = opened(open_app, who, language)

    assert "<h1>" in said(app)
    title = {"nl": "Titel", "en": "Title"}[language]
    assert any(one.label == title for one in app.text_input) == (who in ("noor", "staff", "admin"))


@pytest.mark.parametrize("who", ["poi_adviser", "kb_reader"])
def test_who_has_no_right_sees_that_and_nothing_else(open_app, noor, who):
    recording.record(noor, replace(TALK, held_on=noor.today))

    app = opened(open_app, who)

    assert "hoort niet bij je rol" in said(app) and "Lezing" not in said(app)


def test_somebody_of_another_library_sees_nothing_of_it(open_app, noor):
    recording.record(noor, replace(TALK, held_on=noor.today))

    assert "Lezing" not in said(opened(open_app, "sven"))


def test_an_activity_is_registered_stands_in_the_list_and_can_be_undone(open_app, noor):
    app = opened(open_app)
    field(app.text_input, "Titel").set_value("Lezing over bijen")
    field(app.selectbox, "Vestiging").set_value("utr-oost")
    field(app.selectbox, "Kernfunctie").set_value("debate")
    field(app.number_input, "Deelnemers (mag later)").set_value(24)
    app = pressed(app, "Bewaar")
    app = here(app.run())

    assert "Bewaard: <b>Lezing over bijen</b>, 24 deelnemers." in said(app)
    assert "1 activiteit</b> met <b>24 deelnemers" in said(app) and "Ontmoeting en debat" in said(app)
    assert field(app.text_input, "Titel").value == ""
    # The next one begins where this one was.
    assert field(app.selectbox, "Vestiging").value == "utr-oost"
    assert field(app.selectbox, "Kernfunctie").value == "debate"
    app = pressed(app, "Maak ongedaan")
    assert "Lezing over bijen" not in said(here(app.run()))


def test_a_known_title_brings_what_it_was_registered_with(open_app, noor):
    earlier = replace(
        TALK, held_on=noor.today - timedelta(days=9), form="online", pillar="learning", target_group="ouders"
    )
    recording.record(noor, earlier)
    recording.record(noor, replace(TALK, held_on=noor.today, title="Filmavond", core_function="culture"))
    app = opened(open_app)

    field(app.text_input, "Titel").set_value("bijen")
    app = here(app.run())
    app = pressed(app, "Lezing over bijen")

    assert field(app.text_input, "Titel").value == "Lezing over bijen"
    assert field(app.selectbox, "Kernfunctie").value == "debate"
    assert field(app.selectbox, "Pijler").value == "learning"
    assert field(app.text_input, "Doelgroep").value == "ouders"


def test_a_refused_form_says_why_under_its_fields_and_loses_nothing_typed(open_app, noor):
    app = opened(open_app)
    field(app.number_input, "Deelnemers (mag later)").set_value(24)
    field(app.date_input, "Dag").set_value(noor.today + timedelta(days=3))
    app = pressed(app, "Bewaar")

    told = said(app)
    assert all(text in told for text in ("Hoe heet de activiteit?", "Waar was het?", "Bij welke kernfunctie"))
    assert "Deze dag moet nog komen." in told and "4 velden vragen aandacht" in told
    assert field(app.number_input, "Deelnemers (mag later)").value == 24
    assert noor.ask("activities/recorded", on_date=date(2020, 1, 1), planned="planned", most=9).is_empty()


def test_a_series_says_how_often_and_what_it_skips(open_app, noor):
    year = noor.today.year + 1
    app = opened(open_app)
    field(app.text_input, "Titel").set_value("Taalcafé")
    field(app.selectbox, "Vestiging").set_value("utr-west")
    field(app.selectbox, "Kernfunctie").set_value("education")
    field(app.date_input, "Dag").set_value(date(year, 12, 18))
    field(app.selectbox, "Hoe vaak").set_value("week")
    app = pressed(app, "Bewaar")
    assert "Tot wanneer gaat het door?" in said(app)
    field(app.date_input, "Tot en met").set_value(date(year, 12, 31))
    app = pressed(app, "Bewaar")

    planned = noor.ask("activities/recorded", on_date=noor.today, planned="planned", most=9).rows
    assert planned["held_on"].to_list() == [date(year, 12, 18)]
    assert "1 keer" in said(app) and "25 dec (Eerste Kerstdag)" in said(app)


def test_counts_are_filled_in_from_the_list_and_what_has_none_waits(open_app, noor):
    for title in ("a", "b"):
        recording.record(noor, replace(TALK, title=title, participants=None, held_on=noor.today))
    app = opened(open_app)
    assert "Nog te tellen · 2" in said(app) and "2 activiteiten</b> hebben nog geen telling" in said(app)

    next(one for one in app.number_input if one.key == "count_0").set_value(0)
    app = here(pressed(app, "Bewaar tellingen").run())

    assert "Nog te tellen · 1" in said(app) and "Geteld: <b>a</b>, 0." in said(app)
    waiting = noor.ask("activities/to_count", until=noor.today).rows
    assert waiting["title"].to_list() == ["b"]


def test_an_activity_is_changed_and_removed_in_its_drawer(open_app, noor):
    recording.record(noor, replace(TALK, held_on=noor.today))
    app = opened(open_app)
    app = pressed(app, "Wijzig")
    fields = [one for one in app.number_input if one.label.startswith("Deelnemers (mag")]
    fields[-1].set_value(30)
    app = here(next(button for button in reversed(app.button) if button.label == "Bewaar").click().run())
    assert noor.ask("activities/recorded", on_date=noor.today, most=9).first("participants") == 30

    app = pressed(here(app.run()), "Wijzig")
    app = pressed(app, "Verwijder")
    assert noor.ask("activities/recorded", on_date=noor.today, most=9).is_empty()
    app = pressed(here(app.run()), "Maak ongedaan")
    assert noor.ask("activities/recorded", on_date=noor.today, most=9).first("participants") == 30


@pytest.mark.parametrize("places", ["delivered"], indirect=True)
def test_what_stands_in_a_delivery_too_is_said_and_counts_once(open_app, noor):
    recording.record(noor, replace(TALK, held_on=noor.today))

    app = opened(open_app)

    assert "1 activiteit staat ook in een aanlevering: de aangeleverde telt" in said(app)
    assert "ook aangeleverd, telt één keer" in said(app)
    assert "1 activiteit</b> met <b>25 deelnemers" in said(app)


@pytest.mark.parametrize("places", ["none"], indirect=True)
@pytest.mark.parametrize("who", ["noor", "karim"])
def test_without_branches_the_page_says_what_must_be_done_first(open_app, who):
    app = opened(open_app, who)

    assert "Er zijn nog geen vestigingen" in said(app) and not app.text_input
