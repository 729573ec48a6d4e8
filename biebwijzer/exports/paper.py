"""A deck on paper: every slide drawn as it is, together a PDF of which the text can be searched."""

from collections.abc import Iterable
from html import escape
from io import BytesIO

import vl_convert
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from biebwijzer.exports.slides import (
    ASKED,
    BOTTOM,
    BULLET,
    FOOT,
    FOOT_LINE,
    HEIGHT,
    INSIDE,
    LOGO,
    MARGIN,
    NUMBER_LEFT,
    RULE,
    SMALL,
    SUBTITLE,
    TITLE,
    TOP,
    WHOLE_WIDTH,
    WIDTH,
    Box,
    Deck,
    Laid,
    Slide,
    in_short,
    laid_out,
    one_figure,
    that_fit,
)
from biebwijzer.exports.typesetting import (
    Line,
    Style,
    end_of,
    register_fonts,
    safe,
    set_image,
    set_line,
    stacked,
)
from biebwijzer.look import Exhibit, SourceNote, theme
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words

# Points to one of our pixels: a page is as large as a slide, 13,33 by 7,5 inch.
POINTS = 0.6
PALE = theme.SEQUENTIAL[0]


def pdf(deck: Deck) -> bytes:
    """The deck as PDF, a page for each slide."""
    register_fonts()
    book = PdfWriter()
    figures = [figure(deck, number) for number in range(len(deck.slides))]
    for page in figures if deck.alone else [opening(deck), *figures, basis(deck)]:
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


def opening(deck: Deck) -> str:
    """The first slide: what it is, and every conclusion in short."""
    words = deck.words
    title = stacked([(deck.title, TITLE)], WHOLE_WIDTH, TOP + 40)
    beside = stacked([(deck.beside, SUBTITLE)], WHOLE_WIDTH, end_of(title) + 8)
    return _page(
        deck,
        deck.title,
        [*_lines(title), *_lines(beside), *_bullets(in_short(deck), BULLET, end_of(beside) + 44, words("en meer"))],
    )


def basis(deck: Deck) -> str:
    """The last slide: the deliveries that all figures rest on."""
    words = deck.words
    head = words("Waar rusten deze cijfers op?")
    title = stacked([(head, TITLE)], WHOLE_WIDTH, TOP)
    told = words("Gemaakt op {moment}. Elke levering staat er een keer.", moment=words.moment(deck.made_at))
    beside = stacked([(told, SUBTITLE)], WHOLE_WIDTH, end_of(title) + 4)
    listed = _bullets(deck.deliveries(), SMALL, end_of(beside) + 30, words("en meer, te zien in Biebwijzer"))
    return _page(deck, head, [*_lines(title), *_lines(beside), *listed])


def figure(deck: Deck, number: int) -> str:
    """The slide of one figure."""
    slide = deck.slides[number]
    laid = laid_out(slide)
    title = stacked([(slide.title, TITLE)], WHOLE_WIDTH, TOP)
    subtitle = stacked([(slide.subtitle, SUBTITLE)], WHOLE_WIDTH, end_of(title) + 4)
    parts = [*_lines(title), *_lines(subtitle), _chart(slide, laid.chart)]
    if slide.note:
        parts.append(_rule(laid.note.left, laid.note.top - RULE, laid.note.width, theme.INK, 2))
        parts += _lines(stacked([(slide.note, laid.beside)], laid.note.width, laid.note.top), laid.note.left)
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
    inside = box.left + INSIDE
    asks = stacked([(deck.words("Gevraagd"), ASKED)], box.width - 2 * INSIDE, box.top + INSIDE - 4)
    asked = stacked([(request, laid.beside)], box.width - 2 * INSIDE, box.top + INSIDE + ASKED.height - 4)
    fill = f'<rect x="{box.left:g}" y="{box.top:g}" width="{box.width:g}" height="{box.height:g}" fill="{PALE}"/>'
    return [fill, *_lines(asks, inside), *_lines(asked, inside)]


def _bullets(texts: list[str], style: Style, top: float, more: str) -> list[str]:
    room = WHOLE_WIDTH - 36
    most = int((BOTTOM - top) / style.height)
    parts: list[str] = []
    for text in that_fit(texts, style, room, most, more):
        lines = stacked([(text, style)], room, top)
        parts.append(f'<circle cx="{MARGIN + 9}" cy="{lines[0].y - style.size * 0.32:g}" r="5" fill="{theme.FOCUS}"/>')
        parts += _lines(lines, MARGIN + 36)
        top = end_of(lines) + style.size * 0.3
    return parts


def _lines(lines: Iterable[Line], left: float = MARGIN) -> list[str]:
    return [set_line(line, left) for line in lines]


def _rule(left: float, top: float, width: float, ink: str, thick: float) -> str:
    return f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{thick:g}" fill="{ink}"/>'


def _page(deck: Deck, told: str, parts: Iterable[str], foot: str = "", number: int | None = None) -> str:
    """A page with its foot: source, number and logo."""
    beside = stacked([(foot, FOOT)], NUMBER_LEFT - MARGIN - 40, FOOT_LINE + 12)
    numbered = [Line(str(number), FOOT, beside[0].y if beside else FOOT_LINE + 31)] if number else []
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{deck.words.language}" width="{WIDTH}" '
            f'height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{escape(theme.FONT)}">',
            f"<title>{safe(told)}</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{theme.PAPER}"/>',
            *parts,
            _rule(MARGIN, FOOT_LINE, WHOLE_WIDTH, theme.GRID, 1.5),
            *_lines(beside),
            *_lines(numbered, NUMBER_LEFT),
            set_image(deck.drawn_logo, WIDTH - MARGIN - LOGO[0], FOOT_LINE + 14, LOGO),
            "</svg>\n",
        ]
    )
