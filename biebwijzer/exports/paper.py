"""A deck on paper: every slide drawn as it is, together a PDF of which the text can be searched."""

from collections.abc import Iterable
from html import escape
from io import BytesIO

import vl_convert
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from biebwijzer.exports.slides import (
    ASKED,
    BULLET,
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
    Laid,
    Listing,
    Slide,
    apart,
    basis,
    in_short,
    laid_out,
    one_figure,
    opening,
)
from biebwijzer.exports.typesetting import Style, end_of, register_fonts, safe, set_image, set_line, stacked
from biebwijzer.look import Exhibit, SourceNote, theme
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words

# Points to one of our pixels: a page is as large as a slide, 13,33 by 7,5 inch.
POINTS = 0.6


def pdf(deck: Deck) -> bytes:
    """The deck as PDF, a page for each slide."""
    register_fonts()
    book = PdfWriter()
    figures = [figure(deck, number) for number in range(len(deck.slides))]
    for page in figures if deck.alone else [listed(deck, opening(deck)), *figures, listed(deck, basis(deck))]:
        book.add_page(PdfReader(BytesIO(vl_convert.svg_to_pdf(page))).pages[0]).scale_by(POINTS)
    book.add_metadata({"/Title": deck.title, "/Creator": "Biebwijzer"})
    book.root_object[NameObject("/Lang")] = TextStringObject(deck.words.language)
    for number, title in enumerate(in_short(deck) if deck.alone else [deck.title, *in_short(deck)]):
        book.add_outline_item(title=title, page_number=number)
    out = BytesIO()
    book.write(out)
    return out.getvalue()


def one(exhibit: Exhibit, answer: Answer, words: Words, note: SourceNote) -> bytes:
    """An exhibit as a page of its own."""
    return pdf(one_figure(exhibit, answer, words, note))


def picture(deck: Deck, number: int) -> bytes:
    """One figure's slide as PNG, for the screen."""
    register_fonts()
    return vl_convert.svg_to_png(figure(deck, number), scale=1)


def listed(deck: Deck, page: Listing) -> str:
    """The slide of a list."""
    parts = [*_text(page.title, TITLE, page.head.title), *_text(page.beside, SUBTITLE, page.head.beside)]
    box = page.box._replace(left=MARGIN + BULLET, width=WHOLE_WIDTH - BULLET)
    for text in page.texts:
        lines = stacked([(text, page.style)], box.width, box.top)
        middle = lines[0].y - page.style.size * 0.32
        parts.append(f'<circle cx="{MARGIN + 9}" cy="{middle:g}" r="5" fill="{theme.FOCUS}"/>')
        parts += _text(text, page.style, box)
        box = box._replace(top=end_of(lines) + apart(page.style))
    return _page(deck, page.title, parts)


def figure(deck: Deck, number: int) -> str:
    """The slide of one figure."""
    slide = deck.slides[number]
    laid = laid_out(slide)
    parts = [*_text(slide.title, TITLE, laid.head.title), *_text(slide.subtitle, SUBTITLE, laid.head.beside)]
    parts.append(_chart(slide, laid.chart))
    if slide.note:
        parts.append(_filled(laid.note._replace(top=laid.note.top - RULE, height=2), theme.INK))
        parts += _text(slide.note, laid.beside, laid.note)
    if slide.request:
        parts += _request(deck, slide.request, laid)
    return _page(deck, slide.alternative, parts, slide.foot, None if deck.alone else number + 2)


def _chart(slide: Slide, box: Box) -> str:
    drawing = slide.chart
    placed = (
        f'<svg x="{box.left:g}" y="{box.top:g}" width="{box.width:g}" height="{box.height:g}" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}">'
    )
    return f"{placed}{drawing.svg}</svg>"


def _request(deck: Deck, request: str, laid: Laid) -> list[str]:
    box = laid.request
    inside = Box(box.left + INSIDE, box.top + INSIDE - 4, box.width - 2 * INSIDE, ASKED.height)
    below = inside._replace(top=inside.top + ASKED.height)
    asks = _text(deck.words("Gevraagd"), ASKED, inside)
    return [_filled(box, theme.SEQUENTIAL[0]), *asks, *_text(request, laid.beside, below)]


def _text(text: str, style: Style, box: Box) -> list[str]:
    return [set_line(line, box.left) for line in stacked([(text, style)], box.width, box.top)]


def _filled(box: Box, ink: str) -> str:
    left, top, width, height = box
    return f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" fill="{ink}"/>'


def _page(deck: Deck, told: str, parts: Iterable[str], foot: str = "", number: int | None = None) -> str:
    """A page with its foot: source, number and logo."""
    beside = Box(MARGIN, FOOT_LINE + 12, NUMBER_LEFT - MARGIN - 40, FOOT.height)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{deck.words.language}" width="{WIDTH}" '
            f'height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{escape(theme.FONT)}">',
            f"<title>{safe(told)}</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{theme.PAPER}"/>',
            *parts,
            _filled(Box(MARGIN, FOOT_LINE, WHOLE_WIDTH, 1.5), theme.GRID),
            *_text(foot, FOOT, beside),
            *_text(str(number or ""), FOOT, beside._replace(left=NUMBER_LEFT)),
            set_image(deck.drawn_logo, WIDTH - MARGIN - LOGO[0], FOOT_LINE + 14, LOGO),
            "</svg>\n",
        ]
    )
