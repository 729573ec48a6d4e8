"""Slides for a board: a figure with its conclusion, what is said and asked beside it, and where it comes from.

What is laid out here is drawn as it is (`paper`) or written with letters one can change (`powerpoint`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from biebwijzer.exports.typesetting import HOUSE_LOGO, Style, as_svg, stacked
from biebwijzer.exports.workbook import explanation
from biebwijzer.look import Exhibit, SourceNote, Spec, audience_note, dressed, theme
from biebwijzer.problems import BiebwijzerError
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

WIDTH, HEIGHT = 1600, 900
MARGIN = 72
# The figure takes two thirds when something stands beside it.
CHART_WIDTH, WHOLE_WIDTH = 1016, WIDTH - 2 * MARGIN
SIDE_LEFT, SIDE_WIDTH = 1148, 380
TOP, BOTTOM = 56, 796
FOOT_LINE = 820
LOGO = (146, 32)
NUMBER_LEFT = 1210
# A drawing is made as for a screen and enlarged, so that its letters can be read at the back of the room.
ENLARGED = 1.5
# A drawing of a few bars knows its own height: it may become larger, up to letters as large as a title's.
MOST_ENLARGED = 2.2
# The space inside the box with what is asked.
INSIDE = 22
# Below the head to the first line beside the figure, under a rule; and from there to what is asked at the least.
NOTE_TOP, RULE, GAP = 20, 14, 16
BELOW_HEAD = 26

TITLE = Style(46, 54, theme.INK, bold=True)
SUBTITLE = Style(24, 33, theme.AXIS_INK)
# What is said and asked, in the largest letters in which both fit.
BESIDE = tuple(Style(size, round(size * 1.4), theme.INK) for size in (25, 22, 20, 18, 16, 14))
ASKED = Style(20, 30, theme.FOCUS, bold=True)
FOOT = Style(18, 25, theme.AXIS_INK)
LONG, SHORT = Style(27, 37, theme.INK), Style(20, 29, theme.AXIS_INK)
# Between the lines of a list, a part of the size of its letters.
APART = 0.3
# What lists begin with stands in this room before their texts.
BULLET = 36


class Drawn(NamedTuple):
    """A drawing as SVG, and its size."""

    svg: str
    width: float
    height: float


@dataclass(frozen=True, eq=False)
class Slide:
    """One figure for the board. `lines` explain it, as the sheet 'Uitleg' of a workbook does."""

    title: str
    subtitle: str
    alternative: str
    spec: Spec
    note: str
    request: str
    foot: str
    lines: tuple[tuple[str, ...], ...]
    deliveries: tuple[tuple[str, ...], ...]

    @cached_property
    def chart(self) -> Drawn:
        """The drawing, made when somebody looks at this slide: of a pack one sees one at a time."""
        return Drawn(*as_svg(self.spec))

    @property
    def has_side(self) -> bool:
        """Whether something stands beside the figure."""
        return bool(self.note or self.request)


@dataclass(frozen=True)
class Deck:
    """All slides of a pack: whose it is and for when, and what it rests on; or one figure `alone`."""

    title: str
    beside: str
    slides: tuple[Slide, ...]
    words: Words
    made_at: datetime
    logo: bytes | None = None
    alone: bool = False

    @property
    def drawn_logo(self) -> bytes:
        """The library's own logo, or that of the house."""
        return self.logo or HOUSE_LOGO.read_bytes()

    def deliveries(self) -> list[str]:
        """The deliveries behind all figures, each once."""
        found = dict.fromkeys(one for slide in self.slides for one in slide.deliveries)
        return [", ".join(one) for one in found]


def one_figure(exhibit: Exhibit, answer: Answer, words: Words, note: SourceNote) -> Deck:
    """A figure as a deck of one slide, to put in a show of one's own."""
    slide = slide_of(exhibit, answer, words, note)
    return Deck(slide.title, "", (slide,), words, note.made_at, note.logo, alone=True)


class Box(NamedTuple):
    """A part of a slide, in its own sixteen hundred by nine hundred."""

    left: float
    top: float
    width: float
    height: float


class Head(NamedTuple):
    """Where the title of a slide stands, what is said below it, and where that ends."""

    title: Box
    beside: Box
    below: float


class Laid(NamedTuple):
    """Where everything of a figure's slide stands, and in which letters what stands beside it."""

    head: Head
    chart: Box
    note: Box
    request: Box
    beside: Style


class Listing(NamedTuple):
    """A slide with a list, the opening or what all figures rest on; its `texts` are those that fit."""

    title: str
    beside: str
    head: Head
    texts: tuple[str, ...]
    style: Style
    box: Box


def slide_of(
    exhibit: Exhibit,
    answer: Answer,
    words: Words,
    note: SourceNote,
    conclusion: str = "",
    beside: str = "",
    request: str = "",
) -> Slide:
    """A figure as a slide; its own finding is the title where nobody wrote a conclusion."""
    if answer.is_empty():
        raise BiebwijzerError(mark("Dit figuur heeft geen gegevens. Kies een andere periode of haal een filter weg."))
    title, subtitle = conclusion or exhibit.title(answer, words), exhibit.subtitle(answer, words)
    width = CHART_WIDTH if beside or request else WHOLE_WIDTH
    height = BOTTOM - head_of(title, subtitle).below - BELOW_HEAD
    drawing = exhibit.draw(answer, words)
    own = drawing.get("height") if isinstance(drawing, dict) else None
    larger = min(max(height / own, ENLARGED), MOST_ENLARGED) if isinstance(own, int) else ENLARGED
    spec = dressed(drawing, words, int(height / larger), int(width / larger))
    definition = words("definitie versie {version}", version=answer.query.version)
    told = [note.text if exhibit.sources else "", definition, audience_note(answer, words)]
    return Slide(
        title=title,
        subtitle=subtitle,
        alternative=exhibit.alternative(answer, words),
        spec=spec,
        note=beside,
        request=request,
        foot=" · ".join(one for one in told if one),
        lines=tuple(explanation(exhibit, answer, words, note)),
        deliveries=note.deliveries if exhibit.sources else (),
    )


def head_of(title: str, beside: str, top: float = TOP) -> Head:
    """Where a title of one line or more stands, with what is said below it."""
    place = Box(MARGIN, top, WHOLE_WIDTH, tall(title, TITLE, WHOLE_WIDTH))
    second = Box(MARGIN, top + place.height + 4, WHOLE_WIDTH, tall(beside, SUBTITLE, WHOLE_WIDTH))
    return Head(place, second, second.top + second.height)


def laid_out(slide: Slide) -> Laid:
    """Where the parts of a slide stand, by how long its title is."""
    head = head_of(slide.title, slide.subtitle)
    top = head.below + BELOW_HEAD
    room = Box(MARGIN, top, CHART_WIDTH if slide.has_side else WHOLE_WIDTH, BOTTOM - top)
    for style in BESIDE:
        note, request = tall(slide.note, style, SIDE_WIDTH), tall(slide.request, style, SIDE_WIDTH - 2 * INSIDE)
        request += 2 * INSIDE + ASKED.height if slide.request else 0
        if NOTE_TOP + note + GAP + request <= BOTTOM - top:
            break
    return Laid(
        head=head,
        chart=fitting(slide.chart, room),
        note=Box(SIDE_LEFT, top + NOTE_TOP, SIDE_WIDTH, note),
        request=Box(SIDE_LEFT, BOTTOM - request, SIDE_WIDTH, request),
        beside=style,
    )


def tall(text: str, style: Style, room: float) -> float:
    """How tall a text is in a room so wide."""
    return len(stacked([(text, style)], room, 0)) * style.height


def fitting(drawing: Drawn, room: Box) -> Box:
    """A drawing as large as the room lets it be, at its upper left."""
    scale = min(room.width / drawing.width, room.height / drawing.height)
    return Box(room.left, room.top, drawing.width * scale, drawing.height * scale)


def in_short(deck: Deck) -> list[str]:
    """Every conclusion, for the opening."""
    return [slide.title for slide in deck.slides]


def opening(deck: Deck) -> Listing:
    """The first slide: what it is, and every conclusion in short."""
    head = head_of(deck.title, deck.beside, TOP + 40)
    return listing(deck.title, deck.beside, head, in_short(deck), LONG, deck.words("en meer"))


def basis(deck: Deck) -> Listing:
    """The last slide: the deliveries that all figures rest on."""
    words = deck.words
    title = words("Waar rusten deze cijfers op?")
    told = words("Gemaakt op {moment}. Elke levering staat er een keer.", moment=words.moment(deck.made_at))
    more = words("en meer, te zien in Biebwijzer")
    return listing(title, told, head_of(title, told), deck.deliveries(), SHORT, more)


def listing(title: str, beside: str, head: Head, texts: Sequence[str], style: Style, more: str) -> Listing:
    """A list below a head, as far as its lines fit; `more` where some don't."""
    top = head.below + BELOW_HEAD
    box = Box(MARGIN, top, WHOLE_WIDTH, BOTTOM - top)
    heights = [tall(text, style, box.width - BULLET) + apart(style) for text in (*texts, more)]
    fit = [number for number in range(len(texts) + 1) if sum(heights[:number]) <= box.height]
    if len(texts) not in fit:
        fit = [number for number in fit if sum(heights[:number]) + heights[-1] <= box.height]
        texts = [*texts[: fit[-1]], more]
    return Listing(title, beside, head, tuple(texts), style, box)


def apart(style: Style) -> int:
    """The space between two texts of a list."""
    return round(style.size * APART)
