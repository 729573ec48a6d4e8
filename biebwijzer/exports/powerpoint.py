"""A deck as PowerPoint: titles and texts are letters one can change, figures are pictures with their words beside."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import vl_convert
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from biebwijzer.exports.slides import (
    ASKED,
    FOOT,
    FOOT_LINE,
    HEIGHT,
    INSIDE,
    LOGO,
    MARGIN,
    NUMBER_LEFT,
    RULE,
    SUBTITLE,
    TITLE,
    WHOLE_WIDTH,
    WIDTH,
    Box,
    Deck,
    Head,
    Listing,
    Slide,
    apart,
    basis,
    laid_out,
    one_figure,
    opening,
)
from biebwijzer.exports.typesetting import Style, register_fonts
from biebwijzer.look import Exhibit, SourceNote, theme
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words

# English Metric Units and points to one of our pixels: sixteen hundred of them are 13,33 inch.
EMU, POINTS = 7620, 0.6
# On every machine, and as wide as the lines were counted: PowerPoint knows no second choice for letters it lacks.
LETTERS = "Arial"
TITLE_ONLY = 5
SHARPNESS = 2.5
# More letters a file can't have in its title.
LONGEST_TITLE = 255
LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


def pptx(deck: Deck) -> bytes:
    """The deck as PPTX: a title in every slide's own place for it, so that it is read aloud and listed."""
    register_fonts()
    show = Presentation()
    show.slide_width, show.slide_height = Emu(WIDTH * EMU), Emu(HEIGHT * EMU)
    show.core_properties.title, show.core_properties.author = plain(deck.title)[:LONGEST_TITLE], "Biebwijzer"
    show.core_properties.language = LANGUAGES[deck.words.language]
    show.core_properties.created = show.core_properties.modified = deck.made_at.replace(tzinfo=None)
    logo = _logo(deck.drawn_logo)
    if not deck.alone:
        _listed(show, deck, opening(deck), logo)
    for number, slide in enumerate(deck.slides, start=2):
        _figure(show, deck, slide, None if deck.alone else number, logo)
    if not deck.alone:
        _listed(show, deck, basis(deck), logo)
    out = BytesIO()
    show.save(out)
    return out.getvalue()


def one(exhibit: Exhibit, answer: Answer, words: Words, note: SourceNote) -> bytes:
    """An exhibit as a slide of its own."""
    return pptx(one_figure(exhibit, answer, words, note))


def _listed(show: Any, deck: Deck, page: Listing, logo: bytes) -> None:
    made = _page(show, deck, page.title, page.beside, page.head, logo)
    if page.texts:
        texts = [(f"•  {text}", page.style) for text in page.texts]
        _fill(made.shapes.add_textbox(*_emu(page.box)).text_frame, texts, deck, after=apart(page.style))


def _figure(show: Any, deck: Deck, slide: Slide, number: int | None, logo: bytes) -> None:
    laid = laid_out(slide)
    page = _page(show, deck, slide.title, slide.subtitle, laid.head, logo)
    _foot(page, deck, slide.foot, number)
    drawing = vl_convert.svg_to_png(slide.chart.svg, scale=SHARPNESS)
    picture = page.shapes.add_picture(BytesIO(drawing), *_emu(laid.chart))
    picture._element.nvPicPr.cNvPr.set("descr", plain(slide.alternative))
    if slide.note:
        _filled(page, laid.note._replace(top=laid.note.top - RULE, height=2), theme.INK)
        _write(page, laid.note, slide.note, laid.beside, deck)
    if slide.request:
        box = _filled(page, laid.request, theme.SEQUENTIAL[0])
        _fill(box.text_frame, [(deck.words("Gevraagd"), ASKED), (slide.request, laid.beside)], deck, INSIDE)
    page.notes_slide.notes_text_frame.text = _explained(slide)


def _explained(slide: Slide) -> str:
    """What stands behind the figure, for the speaker: its words, its definition and its deliveries."""
    lines = [": ".join(part for part in (head, ", ".join(texts)) if part) for head, *texts in slide.lines]
    return "\n".join([slide.alternative, "", *lines])


def _page(show: Any, deck: Deck, title: str, beside: str, head: Head, logo: bytes) -> Any:
    """A slide with its title in the place for it, what is said below that, and the logo."""
    page = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    place = page.shapes.title
    place.left, place.top, place.width, place.height = _emu(head.title)
    _fill(place.text_frame, [(title, TITLE)], deck)
    if beside:
        _write(page, head.beside, beside, SUBTITLE, deck)
    _filled(page, Box(MARGIN, FOOT_LINE, WHOLE_WIDTH, 1.5), theme.GRID)
    picture = page.shapes.add_picture(BytesIO(logo), 0, 0, height=Emu(int(LOGO[1] * EMU)))
    picture.left = Emu(int((WIDTH - MARGIN) * EMU) - picture.width)
    picture.top = Emu(int((FOOT_LINE + 14) * EMU))
    # An ornament: nothing to read aloud.
    picture._element.nvPicPr.cNvPr.set("descr", "")
    return page


def _foot(page: Any, deck: Deck, foot: str, number: int | None) -> None:
    box = Box(MARGIN, FOOT_LINE + 12, NUMBER_LEFT - MARGIN - 40, 2 * FOOT.height)
    _write(page, box, foot, FOOT, deck)
    if number:
        _write(page, box._replace(left=NUMBER_LEFT, width=60), str(number), FOOT, deck)


def _write(page: Any, box: Box, text: str, style: Style, deck: Deck) -> None:
    _fill(page.shapes.add_textbox(*_emu(box)).text_frame, [(text, style)], deck)


def _fill(frame: Any, texts: Sequence[tuple[str, Style]], deck: Deck, inside: float = 0, after: float = 0) -> None:
    """Write texts into a frame, a paragraph each, from its upper left."""
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Emu(int(inside * EMU))
    for number, (text, style) in enumerate(texts):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment, paragraph.line_spacing = PP_ALIGN.LEFT, Pt(style.height * POINTS)
        paragraph.space_after = Pt(after * POINTS)
        run = paragraph.add_run()
        run.text = plain(text)
        run.font.size, run.font.bold, run.font.name = Pt(round(style.size * POINTS, 1)), style.bold, LETTERS
        run.font.color.rgb = _ink(style.ink)
        run._r.get_or_add_rPr().set("lang", LANGUAGES[deck.words.language])


def plain(text: str) -> str:
    """A text on one line, as drawn: another line and a space that holds are a space, what no XML holds is left out."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _filled(page: Any, box: Box, ink: str) -> Any:
    """A plane of one colour, without the edge and the shadow that the theme gives to shapes."""
    plane = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_emu(box))
    plane._element.remove(plane._element.find(qn("p:style")))
    plane.fill.solid()
    plane.fill.fore_color.rgb = _ink(ink)
    return plane


def _emu(box: Box) -> tuple[Emu, Emu, Emu, Emu]:
    left, top, width, height = (Emu(int(side * EMU)) for side in box)
    return left, top, width, height


def _ink(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))


def _logo(picture: bytes) -> bytes:
    """The logo as PNG: PowerPoint draws no SVG that stands alone."""
    return picture if picture.startswith(b"\x89PNG") else vl_convert.svg_to_png(picture.decode(), scale=3)
