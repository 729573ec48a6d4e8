"""Shares with their margins: a dot, the rule of the margin around it, and a line for what they are held against."""

from collections.abc import Sequence

from biebwijzer.look import theme
from biebwijzer.look.lettering import width_of
from biebwijzer.look.theme import Spec

STEP = 48
# The words stand above their rule, so that both have the whole width on a phone.
RAISED, LOWERED = -9, 9


def intervals(rows: Sequence[Spec], line: float | None = None) -> Spec:
    """Rows with `name`, `share`, `low`, `high`, `text`, `said` and `is_marked`; a row without a share says so."""
    names = [row["name"] for row in rows]
    data = [{**row, "ink": theme.FOCUS if row["is_marked"] else theme.CONTEXT_LINE} for row in rows]
    known = [row for row in data if row["share"] is not None]
    top = max([row["high"] for row in known] + [line or 0, 0.01])
    widest = max((width_of(name, theme.NAME_SIZE) for name in names), default=0) * 1.05 + 10
    return {
        "height": STEP * max(len(rows), 1) + 40,
        "layer": [*_line(line), _rules(known), _dots(known), _texts(data)],
        "encoding": {
            "y": {
                "field": "name",
                "type": "nominal",
                "title": None,
                "scale": {"domain": names},
                "axis": {"minExtent": round(widest), "domain": False, "ticks": False},
            },
            "x": {
                "field": "share",
                "type": "quantitative",
                "title": None,
                "scale": {"domain": [0, top * 1.05], "nice": False},
                "axis": {"values": _ticks(top), "format": ".0%", "grid": False},
            },
        },
    }


def _ticks(top: float) -> list[float]:
    step = 0.05 if top < 0.15 else 0.1 if top < 0.4 else 0.25
    return [round(step * n, 2) for n in range(int(top / step) + 1)]


def _line(line: float | None) -> list[Spec]:
    if line is None:
        return []
    mark = {"type": "rule", "color": theme.INK, "strokeDash": list(theme.DASH), "aria": False}
    return [{"data": {"values": [{"share": line}]}, "mark": mark, "encoding": {"y": None}}]


def _rules(known: Sequence[Spec]) -> Spec:
    return {
        "data": {"values": list(known)},
        "mark": {"type": "rule", "strokeWidth": 3, "yOffset": LOWERED, "aria": False},
        "encoding": {
            "x": {"field": "low", "type": "quantitative", "title": None},
            "x2": {"field": "high"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }


def _dots(known: Sequence[Spec]) -> Spec:
    return {
        "data": {"values": list(known)},
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1, "yOffset": LOWERED},
        "encoding": {
            "color": {"field": "ink", "type": "nominal", "scale": None},
            "tooltip": {"field": "said", "type": "nominal"},
            "description": {"field": "said", "type": "nominal"},
        },
    }


def _texts(data: Sequence[Spec]) -> Spec:
    mark = {"type": "text", "align": "left", "dx": 2, "dy": RAISED, "fontSize": theme.NOTE_SIZE, "aria": False}
    return {
        "data": {"values": list(data)},
        "mark": mark,
        "encoding": {"x": {"datum": 0}, "text": {"field": "text", "type": "nominal"}},
    }
