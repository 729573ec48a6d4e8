"""Vandaag: whom do I call, what did we promise; a notebook line becomes a contact moment."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.desk.page import today
from biebwijzer.relations import contact_moments, follow_ups, organisations
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.start import figures, follow_up_sentence, school_year
from biebwijzer.words import Words
from tests.conftest import LIBRARIES
from tests.engines import put_rows

MONDAY = date(2026, 11, 23)


def said(app) -> str:
    blocks = [block.proto.body for block in app.get("html")]
    return " ".join([*blocks, *(link.proto.label for link in app.get("page_link"))])


def opened(app):
    app = app.switch_page("start/today.py").run()
    assert not app.exception, app.exception
    return app


def pressed(app, label):
    return next(button for button in app.button if button.label == label)


@pytest.fixture
def noor(workspace):
    return workspace("noor", today=today())


@pytest.mark.parametrize("who", ["noor", "staff", "karim", "inge", "poi_adviser", "kb_reader", "admin"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_day_begins_for_everybody_also_when_there_is_nothing(open_app, who, language):
    assert "<h1>" in said(opened(open_app(who, language)))


@pytest.mark.parametrize("who", ["karim", "poi_adviser", "kb_reader"])
def test_who_comes_for_figures_begins_with_them_as_kerncijfers_has_them(open_app, house, who):
    day = today().replace(day=1) - timedelta(days=40)
    branch = {"library_id": "utrecht", "branch_id": "utrecht_oost"}
    counted = {**branch, "month": day.replace(day=1), "visits": 1_234, "count_method": "counted"}
    put_rows(house.stores, [*LIBRARIES, ("usage.branch", {**branch, "name": "Oost", "kind": "branch"}),
                            ("usage.visit_count", counted)])  # fmt: skip

    text = said(opened(open_app(who)))

    tiles = re.findall(r'<p class="label">(.+?)</p><p class="value">(.+?)</p>', text)
    app = open_app(who).switch_page("board/key_figures.py").run()
    assert "Hoe staan we ervoor?" in text and "Naar Kerncijfers" in text
    assert tiles and tiles == re.findall(r'<p class="label">(.+?)</p><p class="value">(.+?)</p>', said(app))


@pytest.mark.parametrize(("who", "waits"), [("inge", True), ("karim", False), ("noor", False), ("staff", False)])
def test_a_data_steward_begins_with_what_waits_and_nobody_else(open_app, who, waits):
    text = said(opened(open_app(who)))

    assert ("Wat wacht er in de gegevens?" in text) == waits == ("is weggelaten met een reden" in text)


@pytest.mark.parametrize("who", ["karim", "inge", "poi_adviser", "sven"])
def test_who_may_not_see_people_or_works_elsewhere_reads_no_name(open_app, noor, who):
    promise(noor, "Proefschool", noor.today)

    app = opened(open_app(who))

    assert "Proefschool" not in said(app)


def promise(noor, name, due_on):
    draft = ContactMomentDraft(
        spoken_on=noor.today - timedelta(days=30),
        channel="call",
        summary="Besproken",
        new_organisation=name,
        promise="terugbellen",
        due_on=due_on,
    )
    return contact_moments.record(noor, draft)


def test_promises_stand_under_when_they_are_due_the_late_ones_first(open_app, noor):
    promise(noor, "Laatschool", noor.today - timedelta(days=2))
    promise(noor, "Vandaagschool", noor.today)
    promise(noor, "Ooitschool", noor.today + timedelta(days=20))

    text = said(opened(open_app("noor")))

    assert "<b>3 afspraken</b> om op te volgen, <b>1 is te laat</b>" in text
    assert [title for title in ("Te laat · 1", "Vandaag · 1", "Deze week", "Later · 1") if title in text] == [
        "Te laat · 1",
        "Vandaag · 1",
        "Later · 1",
    ]


def test_a_colleagues_promises_are_the_teams_and_not_mine(open_app, workspace):
    promise(workspace("staff", today=today()), "Teamschool", today())

    app = opened(open_app("noor"))
    mine = said(app)
    team = said(app.segmented_control(key="van").set_value("team").run())

    assert "Teamschool" not in mine and "Teamschool" in team


def test_a_promise_can_be_put_off_from_its_menu_and_back(open_app, noor):
    promise(noor, "Proefschool", noor.today - timedelta(days=2))
    app = opened(open_app("noor"))

    row = noor.ask("relations/follow_ups").rows.row(0, named=True)
    saved = follow_ups.put_off(noor, row["follow_up_id"], follow_ups.next_week(noor.today))
    text = said(app.run())
    noor.undo(saved.audit_id)

    assert "Te laat · 1" not in text and "Later · 1" in text
    assert "Te laat · 1" in said(app.run())


def test_a_line_from_a_notebook_is_proposed_first_and_kept_after_that(open_app, noor):
    school = organisations.add(noor, OrganisationDraft("Taalhuis Vaart")).row_id
    app = opened(open_app("noor"))
    app.text_area(key="note").set_value("gisteren Taalhuis gebeld, wil folders, terugbellen morgen")
    app = pressed(app, "Verder").click().run()

    assert not app.exception and "Klopt dit?" in said(app)
    assert noor.ask("relations/follow_ups").rows.is_empty()
    app = pressed(app, "Bewaar").click().run()

    assert not app.exception and "Bewaard bij <b>Taalhuis Vaart</b>" in said(app)
    moment = noor.ask("relations/timeline", organisation_id=school).rows.row(0, named=True)
    assert (moment["summary"], moment["promise"]) == ("wil folders", "terugbellen")
    assert moment["spoken_on"] == noor.today - timedelta(days=1)
    assert app.text_area(key="note").value == ""


def test_the_text_comes_back_as_it_was_typed(open_app):
    typed = "iemand gebeld, iets\nmorgen nog iets"
    app = opened(open_app("noor"))
    app.text_area(key="note").set_value(typed)
    app = pressed(app, "Verder").click().run()
    app = pressed(app, "Terug naar mijn tekst").click().run()

    assert app.text_area(key="note").value == typed


def test_searching_finds_names_and_figures(open_app, noor):
    organisations.add(noor, OrganisationDraft("Bezoekschool"))
    app = opened(open_app("noor"))

    app = app.text_input(key="search").set_value("bezoek").run()

    text = said(app)
    assert not app.exception and "Bezoekschool" in text and "Bezoeken per jaar" in text


@pytest.mark.parametrize("person", ["staff", "karim"])
def test_searching_finds_the_figures_of_activities(open_app, person):
    app = opened(open_app(person))

    app = app.text_input(key="search").set_value("activiteiten").run()

    assert not app.exception and "Activiteiten per maand" in said(app)


def test_who_may_not_read_relations_finds_figures_and_no_names(open_app, noor):
    organisations.add(noor, OrganisationDraft("Bezoekschool"))
    app = opened(open_app("karim"))

    text = said(app.text_input(key="search").set_value("bezoek").run())

    assert "Bezoekschool" not in text and "Bezoeken per jaar" in text


@given(st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31))))
def test_the_first_sentence_counts_what_is_due_and_late(due):
    sentence = follow_up_sentence(Words("nl"), due, MONDAY)

    late = sum(day < MONDAY for day in due)
    assert (str(len(due)) in sentence) == bool(due)
    assert (f"**{late} " in sentence) == bool(late)


@pytest.mark.parametrize(("day", "since"), [(MONDAY, date(2026, 8, 1)), (date(2026, 7, 31), date(2025, 8, 1))])
def test_a_school_year_begins_in_august(day, since):
    assert school_year(day) == since


def test_a_figure_is_found_in_both_languages_and_only_where_one_may_read(workspace):
    assert figures(workspace("noor"), "visits per year", ["usage/visits_per_year"])
    assert figures(workspace("staff"), "visits per year", ["usage/visits_per_year"]) == []
    assert figures(workspace("noor"), "  ", ["usage/visits_per_year"]) == []
