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
from biebwijzer.exports.sourcing import deliveries, fresh_until, source_note, source_told
from biebwijzer.look import pictured, ready, table_rows
from biebwijzer.problems import NotAllowed
from biebwijzer.segments import RULES
from biebwijzer.warehouse import query
from tests.conftest import at_work
from tests.delivered import REFERENCE_DATE

BEGINS = {
    "png": b"\x89PNG",
    "svg": b"<svg",
    "pdf": b"%PDF",
    "pptx": b"PK",
    "xlsx": b"PK",
    "csv": b"status_name,members",
}


@pytest.fixture
def origin(newcastle_home) -> Path:
    return newcastle_home


def figure(workspace, name="segments/members_by_status"):
    exhibit = board.exhibit_named(name)
    wanted = {param.name for param in query(exhibit.question).params}
    values = {name: value for name, value in RULES.dates(REFERENCE_DATE).items() if name in wanted}
    answer = workspace.ask(exhibit.question, **values)
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


EVERYBODY = ("noor", "karim", "poi_adviser", "kb_reader", "sven", "admin")


def everything_on_it(reader, name: str) -> list[object]:
    """All that a frame, its source line and its table hold for one reader."""
    try:
        exhibit, answer = figure(reader, name)
    except NotAllowed as refused:
        return [refused.word]
    if answer.is_empty():
        return []
    picture = pictured(exhibit, answer, reader.words)
    return [picture, source_told(reader, answer), table_rows(exhibit, answer, reader.words)]


@pytest.mark.parametrize("name", ["segments/members_by_status", "segments/use_per_branch"])
def test_what_was_made_for_one_reader_reaches_nobody_with_other_eyes(house, name):
    readers = [(who, language) for who in EVERYBODY for language in ("nl", "en")]

    alone = {one: everything_on_it(at_work(house.stores, one[0], language=one[1]), name) for one in readers}

    for order in (readers, readers[::-1]):
        for who, language in order:
            reader = at_work(house.stores, who, house.asking, language=language)
            assert everything_on_it(reader, name) == alone[who, language]
    assert len({str(made) for made in alone.values()}) > 4


def test_a_figure_that_was_made_already_is_refused_to_whoever_was_sent_out(workspace):
    noor = workspace("noor")
    everything_on_it(noor, "segments/members_by_status")

    with pytest.raises(NotAllowed):
        figure(replace(noor, still_here=lambda: False))


def test_a_threshold_that_was_raised_counts_at_once_in_what_was_made_before(workspace):
    told = everything_on_it(workspace("karim"), "segments/use_per_branch")

    with workspace("admin").change("access.setting.changed", "access.settings") as change:
        change.add("access.setting", {"value": "4000"}, "threshold_library")

    after = everything_on_it(workspace("karim"), "segments/use_per_branch")
    assert after != told and "< 4000" in str(after[2])


def test_meenemen_sends_nothing_until_it_is_opened(open_app):
    page = open_app("noor").switch_page("segments/overview.py").run()
    assert not page.get("download_button")

    page.session_state["take_segments_members_by_status"] = True
    page.run()

    assert not page.exception
    assert [button.proto.label for button in page.get("download_button")] == [one.label for one in FORMATS.values()]


def test_for_whom_a_figure_is_stays_when_meenemen_closes_and_ends_with_the_page(open_app):
    page = open_app("noor").switch_page("segments/overview.py").run()
    page.session_state["take_segments_members_by_status"] = True
    page.run()

    page.segmented_control(key="for_segments_members_by_status").set_value("buiten").run()
    page.session_state["take_segments_members_by_status"] = False
    page.run()

    assert "de rest is afgerond op 5" in shown(page)
    page.switch_page("board/key_figures.py").run()
    page.switch_page("segments/overview.py").run()
    assert "de rest is afgerond op 5" not in shown(page)
