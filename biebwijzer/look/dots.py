"""Estimates with their margins: a dot on a thick line per row, and the numbers in words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from biebwijzer.look import theme
from biebwijzer.look.theme import Spec

STEP = 68
DOT = 90
TICK = 10
# The axis takes this of the height: without it the words of a single row would stand above the drawing.
AXIS = 36


@dataclass(frozen=True)
class Estimate:
    """One row: its name, the number with its two ends (all None when it may not be said), and how it reads."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    said: str


def dots(
    rows: Sequence[Estimate], marks: Sequence[float], line: float | None = None, number_format: str | None = None
) -> Spec:
    """Every estimate on one scale, from the first to the last of its marks; who has none says why in its place.

    `line` is what they are held against, such as zero.
    """
    low = marks[0]
    data = [
        {"name": row.name, "value": row.value, "low": row.low, "high": row.high, "said": row.said, "at": low}
        for row in rows
    ]
    known = [row for row in data if row["value"] is not None]
    return {
        "height": STEP * max(len(data), 1) + AXIS,
        "layer": [
            *_line(known, line),
            _margins(known),
            _dot_layer(known),
            _texts(data, "name", -30, theme.NAME_SIZE, theme.INK),
            _texts(data, "said", -13, theme.NOTE_SIZE, theme.AXIS_INK),
        ],
        "encoding": {"y": _names(data), "x": _scale(marks, number_format)},
    }


def _line(known: list[Spec], line: float | None) -> list[Spec]:
    """A tick in every row rather than a line through all of them: it would run through the words."""
    if line is None:
        return []
    mark = {"type": "tick", "orient": "vertical", "size": TICK, "thickness": 1.5, "color": theme.INK, "aria": False}
    return [{"data": {"values": [{"name": row["name"], "value": line} for row in known]}, "mark": mark}]


def _margins(known: list[Spec]) -> Spec:
    return {
        "data": {"values": known},
        "mark": {"type": "rule", "strokeWidth": 3, "color": theme.CONTEXT_BAR, "aria": False},
        "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}},
    }


def _dot_layer(known: list[Spec]) -> Spec:
    return {
        "data": {"values": [{**row, "told": f"{row['name']}: {row['said']}"} for row in known]},
        "mark": {"type": "point", "filled": True, "size": DOT, "opacity": 1, "color": theme.FOCUS},
        "encoding": {
            "tooltip": {"field": "told", "type": "nominal"},
            "description": {"field": "told", "type": "nominal"},
        },
    }


def _texts(data: list[Spec], field: str, up: int, size: int, ink: str) -> Spec:
    """In words above the line, over the whole width, so that they fit on a phone."""
    return {
        "data": {"values": data},
        "mark": {"type": "text", "align": "left", "dy": up, "fontSize": size, "color": ink, "aria": False},
        "encoding": {
            "x": {"field": "at", "type": "quantitative"},
            "text": {"field": field, "type": "nominal"},
        },
    }


def _names(data: list[Spec]) -> Spec:
    # The dot stands low in its band: both lines of text are above it.
    return {
        "field": "name",
        "type": "nominal",
        "title": None,
        "scale": {"domain": [row["name"] for row in data], "paddingOuter": 0.2},
        "axis": None,
    }


def _scale(marks: Sequence[float], number_format: str | None) -> Spec:
    written = {"format": number_format} if number_format else {}
    return {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [marks[0], marks[-1]], "nice": False, "zero": False},
        "axis": {"values": list(marks), "labelFlush": True, **written},
    }
