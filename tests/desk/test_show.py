"""The exhibit frame: its table, what is behind it, and what leaves the screen."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from biebwijzer import board
from biebwijzer.desk.explain import facts, rows_told, small_numbers
from biebwijzer.desk.markup import bold, markup
from biebwijzer.desk.show import maker
from biebwijzer.exports import FORMATS
from biebwijzer.exports.sourcing import deliveries, fresh_until, source_note
from biebwijzer.look import ready
from biebwijzer.problems import NotAllowed
from biebwijzer.segments import RULES
from tests.delivered import REFERENCE_DATE

BEGINS = {"png": b"\x89PNG", "svg": b"<svg", "xlsx": b"PK", "csv": b"status_name,members"}


@pytest.fixture
def origin(newcastle_home) -> Path:
    return newcastle_home


def figure(workspace, name="segments/members_by_status"):
    exhibit = board.exhibit_named(name)
    answer = workspace.ask(exhibit.question, **RULES.dates(REFERENCE_DATE))
    return exhibit, ready(exhibit, answer, workspace.words)


def shown(page: AppTest) -> str:
    return " ".join(block.proto.body for block in page.get("html"))


def test_what_somebody_typed_never_becomes_markup():
    assert markup("<b>{name}</b>", name="<script>") == "<b>&lt;script&gt;</b>"
    assert bold("**<i>12</i>** leden") == "<b>&lt;i&gt;12&lt;/i&gt;</b> leden"


def test_a_figure_turns_into_its_table_and_back(open_app):
    page = open_app("noor").switch_page("segments/overview.py").run()
    charts = len(page.get("vega_lite_chart"))

    page.button(key="swap_segments_members_by_status").click().run()

    assert len(page.get("vega_lite_chart")) == charts - 1
    assert "<table>" in shown(page) and '<td class="n">77.094</td>' in shown(page)
    page.button(key="swap_segments_members_by_status").click().run()
    assert len(page.get("vega_lite_chart")) == charts


def test_every_chart_says_in_words_what_it_shows(open_app):
    page = open_app("noor").switch_page("segments/overview.py").run()

    assert all(len(chart.proto.alt) > 20 for chart in page.get("vega_lite_chart"))


def test_the_drawer_tells_what_a_figure_is_made_of(workspace):
    noor = workspace("noor")
    _, answer = figure(noor)

    told = dict(facts(noor, answer, deliveries(noor, answer)))

    assert told["Stand"] == "6 apr 2016" and told["Vestiging"] == "alle vestigingen"
    assert "80.752 rijen" in str(told["Leveringen"]) and "0 geweigerd" in str(told["Leveringen"])
    assert str(told["Definitie"]).startswith(f"versie 1, van de {answer.query.owner}")
    assert 'href="definities?begrip=segments%2Fmembers_by_status"' in str(told["Definitie"])
    behind = noor.rows_behind(answer)
    assert behind is not None and rows_told(answer, behind.rows, noor.words) == "80.752 rijen, een per persoon."


def test_the_drawer_opens_with_the_definition(open_app):
    page = open_app("noor").switch_page("segments/overview.py").run()

    page.button(key="explain_segments_members_by_status").click().run()

    assert not page.exception
    assert "Leden naar laatste gebruik op een peildatum" in shown(page)


def test_the_drawer_says_how_small_numbers_were_treated(workspace):
    karim = workspace("karim")
    _, answer = figure(karim)

    assert small_numbers(answer, karim.words).startswith("Aantallen onder 5 zijn verborgen; 0 cellen")
    assert karim.rows_behind(answer) is None


def test_the_source_is_as_fresh_as_its_slowest_table(workspace):
    noor = workspace("noor")
    answer = noor.ask("board/visits_beside_loans", base_year=2010)

    note = source_note(noor, answer)

    assert fresh_until(deliveries(noor, answer)).isoformat() == "2024-08-31"
    assert note.text == "Bron: bezoekerstellingen en uitleningen, bij t/m aug 2024"


@pytest.mark.parametrize("ending", FORMATS)
def test_taking_a_figure_along_makes_a_file_and_a_line_in_the_trail(workspace, house, ending):
    karim = workspace("karim")
    exhibit, answer = figure(karim)

    made = maker(karim, exhibit, answer, ending, source_note(karim, answer))()

    assert made.lstrip().startswith(BEGINS[ending])
    with house.stores.records.reading() as reading:
        lines = reading.find("access.audit", {"action": "board.exhibit.exported"})
    assert [(line["app_user_id"], line["subject_id"]) for line in lines] == [
        ("karim", f"segments/members_by_status.{ending} bibliotheek")
    ]


def test_a_file_is_refused_when_the_session_has_ended(workspace, house):
    noor = workspace("noor")
    exhibit, answer = figure(noor)
    note = source_note(noor, answer)
    gone = replace(noor, still_here=lambda: False)

    with pytest.raises(NotAllowed):
        maker(gone, exhibit, answer, "csv", note)()

    with house.stores.records.reading() as reading:
        assert not reading.find("access.audit", {"action": "board.exhibit.exported"})


def test_a_figure_for_outside_is_redrawn_before_it_leaves(open_app):
    page = open_app("noor").switch_page("segments/overview.py").run()
    assert "2.988" in shown(page)

    page.session_state["readers_segments_members_by_status"] = "buiten"
    page.button(key="swap_segments_members_by_status").click().run()

    assert '<td class="n">2.990</td>' in shown(page)
    assert "de rest is afgerond op 5" in shown(page)
