"""The page of the board pack, on the invented province: its slides, what is written beside them, and who sees it."""

from io import BytesIO

import pytest
from pptx import Presentation

from biebwijzer import explore
from biebwijzer.board import packs
from biebwijzer.board.packs import Figure, PackDraft, SlideDraft
from biebwijzer.desk import slides
from biebwijzer.explore.measures import Choice, values_of
from biebwijzer.exports import powerpoint

PAGE = "board/board_pack.py"


@pytest.fixture
def origin(demo_home):
    return demo_home


def told(page) -> str:
    return " ".join(block.proto.body for block in page.get("html"))


def button(page, label: str):
    return [one for one in page.button if one.label == label][-1]


def first_pack(asker) -> dict:
    return asker.ask("board/board_packs").rows.row(0, named=True)


def all_shown(asker, pack) -> list:
    rows = asker.ask("board/slides", board_pack=pack["board_pack_id"]).rows.to_dicts()
    return [slides.shown(asker, pack, row) for row in rows]


def test_the_pack_of_the_demo_shows_each_of_its_slides(open_app):
    page = open_app("karim").switch_page(PAGE).run()

    for number in "1234":
        page.query_params["dia"] = number
        page.run()
        assert not page.exception and "data:image/png" in told(page) and "Waar rust dit rapport op?" in told(page)
    assert "<b>4 dia&#x27;s</b>" in told(page) and "Te zien bij" in told(page)


def test_a_conclusion_is_kept_on_its_slide_and_what_does_not_fit_is_not_lost(open_app, workspace):
    page = open_app("karim").switch_page(PAGE).run()

    page.text_area[0].set_value("Meer bezoek dan vorig jaar")
    button(page, "Bewaar").click().run()

    assert not page.exception and "Bewaard op deze dia." in told(page)
    pack = first_pack(workspace("noor"))
    kept = workspace("noor").ask("board/slides", board_pack=pack["board_pack_id"]).rows.row(0, named=True)
    assert kept["conclusion"] == "Meer bezoek dan vorig jaar"
    assert all_shown(workspace("karim"), pack)[0].slide.title == "Meer bezoek dan vorig jaar"


def test_a_slide_goes_back_out_and_in_again(open_app, workspace):
    page = open_app("karim").switch_page(PAGE).run()

    button(page, "Haal uit rapport").click().run()
    assert not page.exception and "<b>3 dia&#x27;s</b>" in told(page)
    button(page, "Maak ongedaan").click().run()

    assert not page.exception and "<b>4 dia&#x27;s</b>" in told(page)


def test_who_has_no_pack_begins_with_the_key_figures(open_app, workspace):
    page = open_app("sven").switch_page(PAGE).run()
    assert "Er is nog geen bestuursrapport." in told(page)

    button(page, "Begin met de kerncijfers").click().run()

    assert not page.exception and "<b>4 dia&#x27;s</b>" in told(page) and "data:image/png" in told(page)
    assert len(workspace("sven").ask("board/board_packs").rows) == 1
    assert workspace("karim").ask("board/board_packs").rows["name"].to_list() == ["Bestuur december"]


def test_the_figures_go_along_to_the_next_meeting(open_app, workspace):
    page = open_app("karim").switch_page(PAGE).run()
    page.text_area[0].set_value("Van deze keer")
    button(page, "Bewaar").click().run()

    button(page, "Neem over").click().run()

    packs_there = workspace("karim").ask("board/board_packs").rows["name"].to_list()
    assert not page.exception and len(packs_there) == 2
    assert "<b>4 dia&#x27;s</b>" in told(page) and page.text_area[0].value == ""


@pytest.mark.parametrize("person", ["noor", "karim", "poi_adviser"])
def test_every_measure_one_explores_can_be_a_slide(workspace, person):
    asker = workspace(person)
    moments = explore.moments(asker)
    choices = {
        code: Choice(measure, moments[code][-1], moments[code][-1], measure.offers[0], beside_a_year_ago=True)
        for code, measure in explore.measures().items()
        if code in moments
    }
    names = [choice.measure.query.name for choice in choices.values()]
    figures = [Figure(name, name, values_of(one)) for name, one in zip(names, choices.values(), strict=True)]
    _, pack_id = packs.put_in(asker, figures, PackDraft("Verkend"))
    pack = next(one for one in asker.ask("board/board_packs").rows.to_dicts() if one["board_pack_id"] == pack_id)

    for one, (code, choice) in zip(all_shown(asker, pack), choices.items(), strict=True):
        asked = packs.eyes(asker, "bibliotheek").ask(choice.measure.query.name, **values_of(choice))
        assert one.refused is None and one.answer.audience == asked.audience, code
        assert one.answer.rows[choice.measure.value].sum() == asked.rows[choice.measure.value].sum(), code
    assert len(choices) > 5


def test_what_a_slide_shows_is_what_the_figure_shows_to_its_readers(workspace):
    noor = workspace("noor")
    pack = first_pack(noor)

    for one in all_shown(noor, pack):
        again = noor.for_audience("bibliotheek").ask(one.exhibit.question, **packs.asked(one.row))
        assert again.rows.equals(one.answer.rows.select(again.rows.columns)) or one.exhibit.derived
        assert one.slide.title == one.exhibit.title(one.answer, noor.words)


def test_a_slide_without_a_figure_says_why_and_is_not_in_the_file(workspace):
    noor = workspace("noor")
    long_ago = Figure(
        "usage/visits_per_month", "usage/visits_per_month", {"since": "1990-01-01", "until": "1990-12-01"}
    )
    fine = Figure("propositions/portfolio", "propositions/portfolio", {})
    _, pack_id = packs.put_in(noor, [long_ago, fine], PackDraft("Leeg"))
    pack = next(one for one in noor.ask("board/board_packs").rows.to_dicts() if one["board_pack_id"] == pack_id)

    empty, full = all_shown(noor, pack)

    assert empty.slide is None and empty.refused is not None and full.slide is not None
    deck = slides.deck(noor, pack, [empty, full])
    assert len(Presentation(BytesIO(powerpoint.pptx(deck))).slides) == 3


def test_staff_have_no_board_pack(open_app):
    page = open_app("staff").switch_page(PAGE).run()

    assert not page.exception and not page.text_area and "data:image" not in told(page)


def test_what_is_written_on_lines_reads_as_drawn_in_powerpoint_and_no_sign_ends_the_file(workspace):
    noor = workspace("noor")
    figure = Figure("propositions/portfolio", "propositions/portfolio", {})
    saved, pack_id = packs.put_in(noor, [figure], PackDraft("=1+1 <b>Bestuur</b>\x01"))
    packs.say(noor, saved.row_id, SlideDraft("Wij\ngroeien", "Eerst\ndit,\tdan\u00a0dat\x02", "Akkoord\r\n& <i>"), 1)
    pack = next(one for one in noor.ask("board/board_packs").rows.to_dicts() if one["board_pack_id"] == pack_id)

    show = Presentation(BytesIO(powerpoint.pptx(slides.deck(noor, pack, all_shown(noor, pack)))))

    texts = [shape.text_frame.text for shape in show.slides[1].shapes if shape.has_text_frame]
    assert {"Wij groeien", "Eerst dit, dan dat", "Gevraagd\nAkkoord & <i>"} <= set(texts)
    assert show.core_properties.title == "=1+1 <b>Bestuur</b>"
    assert not {"noor", "Voorbeeld"} & {show.core_properties.last_modified_by, show.core_properties.author}
