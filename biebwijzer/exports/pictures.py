"""An exhibit as a picture that can stand alone: title, source and audience are part of the drawing."""

import base64
import re
from collections.abc import Iterable
from functools import cache
from html import escape
from typing import NamedTuple

import vl_convert

from biebwijzer.look import Exhibit, SourceNote, audience_note, drawn, theme
from biebwijzer.look.lettering import in_lines
from biebwijzer.problems import BiebwijzerError
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

FONTS = ROOT / "assets" / "fonts"
WIDTH = 640
MARGIN = 24
LOGO = (120, 28)
SHARPNESS = 2
# A reader without our font gets Arial, which runs wider.
FALLBACK = 0.92
# What XML can't hold, not even escaped.
UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Style(NamedTuple):
    """How a kind of line is written: its size, the height it takes, its ink and its weight."""

    size: int
    height: int
    ink: str
    bold: bool = False


class Line(NamedTuple):
    """One line of text and where it stands."""

    text: str
    style: Style
    y: float


TITLE = Style(20, 26, theme.INK, bold=True)
SUBTITLE = Style(14, 20, theme.AXIS_INK)
FOOT = Style(12, 17, theme.AXIS_INK)


def svg(exhibit: Exhibit, answer: Answer, words: Words, note: SourceNote, logo: bytes | None = None) -> bytes:
    """The exhibit as SVG in which text stays text; `logo` is a PNG or SVG."""
    return _composed(exhibit, answer, words, note, logo).encode()


def png(exhibit: Exhibit, answer: Answer, words: Words, note: SourceNote, logo: bytes | None = None) -> bytes:
    """The exhibit as PNG, sharp enough for a slide."""
    return vl_convert.svg_to_png(_composed(exhibit, answer, words, note, logo), scale=SHARPNESS)


def _composed(exhibit: Exhibit, answer: Answer, words: Words, note: SourceNote, logo: bytes | None) -> str:
    if answer.is_empty():
        raise BiebwijzerError(mark("Dit figuur heeft geen gegevens. Kies een andere periode of haal een filter weg."))
    chart, width, height = _chart(exhibit, answer, words)
    room = width - 2 * MARGIN
    title, subtitle = exhibit.title(answer, words), exhibit.subtitle(answer, words)
    head = _stacked([(title, TITLE), (subtitle, SUBTITLE)], room, MARGIN - 6)
    chart_top = _end(head) + 12
    foot_top = chart_top + height + 12
    sources = [note.text if exhibit.sources else "", audience_note(answer, words)]
    foot = _stacked([(text, FOOT) for text in sources], room - (LOGO[0] + 16 if logo else 0), foot_top)
    bottom = max(_end(foot), foot_top + (LOGO[1] if logo else 0)) + MARGIN - 8
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{words.language}" width="{width:g}"'
            f' height="{bottom:g}" viewBox="0 0 {width:g} {bottom:g}" font-family="{escape(theme.FONT)}">',
            f"<title>{_safe(title)}</title>",
            f"<desc>{_safe(exhibit.alternative(answer, words))}</desc>",
            f'<rect width="{width:g}" height="{bottom:g}" fill="{theme.PAPER}"/>',
            *(_text(line) for line in [*head, *foot]),
            chart.replace("<svg ", f'<svg x="{MARGIN}" y="{chart_top:g}" ', 1),
            _image(logo, width - MARGIN, foot_top) if logo else "",
            "</svg>\n",
        ]
    )


def _chart(exhibit: Exhibit, answer: Answer, words: Words) -> tuple[str, float, float]:
    """The drawing alone, with the width and height of the picture part it takes."""
    _register_fonts()
    spec = drawn(exhibit, answer, words, width=WIDTH - 2 * MARGIN)
    # No address is allowed: making a picture never asks anything of the network.
    chart = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    width, height = (float(size) for size in re.findall(r'\b(?:width|height)="([\d.]+)"', chart)[:2])
    return chart, max(width + 2 * MARGIN, WIDTH), height


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))


def _stacked(texts: Iterable[tuple[str, Style]], room: float, top: float) -> list[Line]:
    """The texts in lines under each other; an empty text takes no place."""
    placed, y = [], top
    for text, style in texts:
        for line in in_lines(text, style.size, room * FALLBACK, style.bold):
            placed.append(Line(line, style, y + style.height - style.size * 0.35))
            y += style.height
    return placed


def _end(lines: list[Line]) -> float:
    last = lines[-1] if lines else None
    return last.y + last.style.size * 0.35 if last else 0


def _text(line: Line) -> str:
    weight = ' font-weight="600"' if line.style.bold else ""
    return (
        f'<text x="{MARGIN}" y="{line.y:g}" font-size="{line.style.size}px" fill="{line.style.ink}"{weight}>'
        f"{_safe(line.text)}</text>"
    )


def _safe(text: str) -> str:
    return escape(UNWRITABLE.sub("", text))


def _image(logo: bytes, right: float, top: float) -> str:
    """The library's logo at the right of the foot; as an image nothing in it is executed or fetched."""
    mime = "image/png" if logo.startswith(b"\x89PNG") else "image/svg+xml"
    width, height = LOGO
    return (
        f'<image x="{right - width:g}" y="{top:g}" width="{width}" height="{height}" '
        f'preserveAspectRatio="xMaxYMin meet" href="data:{mime};base64,{base64.b64encode(logo).decode()}"/>'
    )
