"""Slides for a board: what stands on them, on paper and in PowerPoint, whatever somebody wrote beside a figure."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pypdf import PdfReader

from biebwijzer.board.packs import LONGEST
from biebwijzer.exports import paper, powerpoint
from biebwijzer.exports.slides import (
    BOTTOM,
    BULLET,
    INSIDE,
    MARGIN,
    SIDE_LEFT,
    WIDTH,
    Deck,
    Drawn,
    Slide,
    apart,
    basis,
    laid_out,
    one_figure,
    slide_of,
)
from biebwijzer.exports.typesetting import end_of, stacked
from biebwijzer.problems import BiebwijzerError
from biebwijzer.settings import ROOT
from biebwijzer.words import Words

pytestmark = pytest.mark.slow

LOGO = (ROOT / "assets" / "logo.svg").read_bytes()
CONCLUSION, NOTE, REQUEST = "Vaker open loont & blijft", "Vooral op <zaterdag>", "Stem in met een proef"


def pack(words: Words, *slides: Slide) -> Deck:
    made = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
    return Deck("Bestuur december", "Bibliotheek Utrecht · vergadering van 3 dec 2026", slides, words, made, LOGO)


@pytest.fixture
def deck(exhibit, answer, words, note):
    told = slide_of(exhibit, answer, words, note, CONCLUSION, NOTE, REQUEST)
    return pack(words, slide_of(exhibit, answer, words, note), told)


def pages(deck: Deck) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(paper.pdf(deck))).pages]


def shown(deck: Deck) -> list[str]:
    """The text of every slide in PowerPoint, as one reads it."""
    slides = Presentation(BytesIO(powerpoint.pptx(deck))).slides
    return [
        " ".join(" ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame).split())
        for slide in slides
    ]


@pytest.mark.parametrize("read", [pages, shown], ids=["paper", "powerpoint"])
def test_a_deck_has_an_opening_a_page_for_each_figure_and_what_they_rest_on(read, deck, exhibit, answer, words):
    opening, first, second, last = read(deck)

    own = exhibit.title(answer, words)
    assert all(text in opening for text in ("Bestuur december", "vergadering van 3 dec 2026", own, CONCLUSION))
    assert own in first and exhibit.subtitle(answer, words) in first and "Gevraagd" not in first
    assert all(text in second for text in (CONCLUSION, NOTE, "Gevraagd", REQUEST)) and own not in second
    for page in (first, second):
        assert "Bron: bezoek t/m mrt 2025 · definitie versie 3" in page
        assert "Aantallen onder 10 zijn verborgen" in page
    # A delivery behind both figures stands there once.
    assert last.count("bezoekersteller-2025-03.csv") == last.count("bezoekersteller-2025-02.csv") == 1


def test_on_paper_the_figure_keeps_its_letters(deck):
    _, first, _, _ = pages(deck)

    assert all(text in first for text in ("niet geleverd", "dit jaar 5.400", "vorig jaar 4.700", "mrt 2024"))


def test_in_powerpoint_each_slide_has_a_title_and_its_picture_is_told(deck, exhibit, answer, words, note):
    first, second = list(Presentation(BytesIO(powerpoint.pptx(deck))).slides)[1:3]

    assert [slide.shapes.title.text_frame.text for slide in (first, second)] == [
        exhibit.title(answer, words), CONCLUSION,
    ]  # fmt: skip
    told = [shape._element.nvPicPr.cNvPr.get("descr") for shape in second.shapes if shape.shape_type == 13]
    assert exhibit.alternative(answer, words) in told
    behind = second.notes_slide.notes_text_frame.text
    assert "count(distinct visitor_key)" in behind and "bezoekersteller-2025-02.csv, 11 van 12 dagen" in behind


@pytest.mark.parametrize("read", [pages, shown], ids=["paper", "powerpoint"])
def test_a_figure_taken_along_by_itself_is_one_slide_without_a_number(read, exhibit, answer, words, note):
    (page,) = read(one_figure(exhibit, answer, words, note))

    assert exhibit.title(answer, words) in page and "Bron: bezoek t/m mrt 2025" in page
    assert not page.endswith((" 1", " 2"))


@pytest.mark.parametrize("read", [pages, shown], ids=["paper", "powerpoint"])
def test_a_deck_is_english_for_an_english_reader(read, exhibit, answer, note):
    _, first, last = read(pack(Words("en"), slide_of(exhibit, answer, Words("en"), note, request="Agree")))

    assert "Asked" in first and "definition version 3" in first and "What do these figures rest on?" in last


def test_a_figure_without_numbers_is_refused_with_a_sentence(exhibit, answer, words, note):
    with pytest.raises(BiebwijzerError):
        slide_of(exhibit, replace(answer, rows=answer.rows.clear()), words, note)


def test_the_picture_for_the_screen_is_a_slide(deck):
    assert paper.picture(deck, 1).startswith(b"\x89PNG")


def sentence(field: str):
    """Any text that may be kept there, of words as wide as they come."""
    word = st.text(st.sampled_from("iWm-aé€&<\u200b\x0b"), min_size=1, max_size=22)
    return st.lists(word, max_size=30).map(lambda words: " ".join(words)[: LONGEST[field]])


@settings(max_examples=60, deadline=None)
@given(sentence("conclusion"), sentence("note"), sentence("request"), st.integers(60, 1200))
def test_whatever_is_written_the_parts_of_a_slide_stay_apart(conclusion, note, request, height):
    drawn = Drawn('<svg xmlns="http://www.w3.org/2000/svg"/>', 680, height)
    slide = Slide(conclusion or "Titel", "per maand", "", {}, note, request, "", (), ())
    vars(slide)["chart"] = drawn

    laid = laid_out(slide)

    assert laid.chart.top + laid.chart.height <= BOTTOM + 1 and laid.chart.width >= 200
    assert laid.chart.left + laid.chart.width <= (SIDE_LEFT if slide.has_side else WIDTH - MARGIN)
    written = end_of(stacked([(note, laid.beside)], laid.note.width, laid.note.top))
    assert written <= laid.request.top + 1 and laid.note.top > 100
    inside = stacked([(request, laid.beside)], laid.request.width - 2 * INSIDE, laid.request.top + INSIDE)
    assert end_of(inside) <= BOTTOM


@pytest.mark.parametrize("many", [0, 1, 8, 60])
def test_a_list_ends_above_the_foot_and_says_when_there_is_more(exhibit, answer, words, note, many):
    files = tuple((f"bezoekers-{number}.csv", "1.234 rijen, 5 geweigerd " * (number % 9)) for number in range(many))
    deck = pack(words, slide_of(exhibit, answer, words, replace(note, deliveries=files)))

    last = basis(deck)

    lines = [len(stacked([(text, last.style)], last.box.width - BULLET, 0)) for text in last.texts]
    used = sum(line * last.style.height + apart(last.style) for line in lines)
    assert used <= last.box.height and last.box.top + last.box.height <= BOTTOM
    assert len(last.texts) == many or (many == 60 and last.texts[-1] == "en meer, te zien in Biebwijzer")


def test_signs_no_file_can_hold_are_left_out(exhibit, answer, words, note):
    deck = pack(words, slide_of(exhibit, answer, words, note, "a\x0bb\u200b & <c>", "\ud800 x", "y\x00"))

    assert "<c>" in pages(deck)[1] and "<c>" in shown(deck)[1]
