"""Typesetting: lines of text, logos and drawings set in an SVG that stands alone, for pictures and for slides."""

import base64
import re
from collections.abc import Iterable
from functools import cache
from html import escape
from typing import NamedTuple

import vl_convert

from biebwijzer.look import Spec
from biebwijzer.look.lettering import in_lines
from biebwijzer.settings import ROOT

FONTS = ROOT / "assets" / "fonts"
HOUSE_LOGO = ROOT / "assets" / "logo.svg"
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


def stacked(texts: Iterable[tuple[str, Style]], room: float, top: float) -> list[Line]:
    """The texts in lines under each other; an empty text takes no place."""
    placed, y = [], top
    for text, style in texts:
        for line in in_lines(text, style.size, room * FALLBACK, style.bold):
            placed.append(Line(line, style, y + style.height - style.size * 0.35))
            y += style.height
    return placed


def end_of(lines: list[Line]) -> float:
    """Where the last of these lines ends; 0 when there is none."""
    last = lines[-1] if lines else None
    return last.y + last.style.size * 0.35 if last else 0


def set_line(line: Line, x: float) -> str:
    """A line as SVG; its text stays text."""
    weight = ' font-weight="600"' if line.style.bold else ""
    return (
        f'<text x="{x:g}" y="{line.y:g}" font-size="{line.style.size}px" fill="{line.style.ink}"{weight}>'
        f"{safe(line.text)}</text>"
    )


def safe(text: str) -> str:
    """A text as XML can hold it."""
    return escape(UNWRITABLE.sub("", text))


def set_image(picture: bytes, left: float, top: float, size: tuple[float, float], align: str = "xMaxYMin") -> str:
    """A PNG or SVG in its place; as an image nothing in it is executed or fetched."""
    mime = "image/png" if picture.startswith(b"\x89PNG") else "image/svg+xml"
    width, height = size
    return (
        f'<image x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" '
        f'preserveAspectRatio="{align} meet" href="data:{mime};base64,{base64.b64encode(picture).decode()}"/>'
    )


def as_svg(spec: Spec) -> tuple[str, float, float]:
    """A drawing as SVG, with its width and height."""
    register_fonts()
    # No address is allowed: making a picture never asks anything of the network.
    chart = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    width, height = (float(size) for size in re.findall(r'\b(?:width|height)="([\d.]+)"', chart)[:2])
    return chart, width, height


@cache
def register_fonts() -> None:
    """Let whatever draws know our letters; they are on disk."""
    vl_convert.register_font_directory(str(FONTS))
