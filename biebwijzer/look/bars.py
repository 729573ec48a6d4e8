"""Horizontal bars: from zero, with the number beside them, and one at most in the accent."""

import polars as pl

from biebwijzer.look import theme
from biebwijzer.look.lettering import in_lines, width_of
from biebwijzer.look.measures import measures
from biebwijzer.look.theme import Spec
from biebwijzer.look.values import Kind
from biebwijzer.words import Words

STEP = 32
THICK = 16
TICK = 22
LINE = 16
# A name wider than this wraps: on a phone the bars keep half of the width.
NAME_ROOM = 150
# Between a bar and its text; how much wider than counted a text may be drawn; and the least a longest bar may be.
BESIDE, MEASURED, SHORTEST = 7, 1.06, 40


def bars(
    rows: pl.DataFrame,
    words: Words,
    *,
    name: str,
    value: str,
    kind: Kind = "number",
    before: str | None = None,
    highlight: str | None = None,
    below: int = 0,
    told: str | None = None,
) -> Spec:
    """Horizontal bars in the order of the rows; `before` is a tick for last year, `highlight` the name in focus.

    The drawing knows its own height. A missing number is written where its bar would begin, with its reason. `told`
    is a column with more to say beside a bar than its number.
    """
    data = [_bar(row, highlight) for row in measures(rows, words, name, value, before, kind, below, told)]
    lines = max((row["name"].count("\n") + 1 for row in data), default=1)
    return {
        "height": max(STEP, LINE * lines + 10) * max(len(data), 1) + 12,
        "layer": [
            bar_layer(data, THICK),
            *_zero_layer(data),
            *([_tick_layer(data)] if before else []),
            _label_layer(data),
        ],
        "encoding": {"y": _name_axis(data), "x": _bar_length(data)},
    }


def _bar(measure: Spec, highlight: str | None) -> Spec:
    name, value = measure["name"], measure["value"]
    return {
        **measure,
        "name": "\n".join(in_lines(name, theme.NAME_SIZE, NAME_ROOM)),
        "said": f"{name}: {measure['text']}",
        "beside": max(value or 0, measure["before"] or 0, 0),
        "ink": theme.FOCUS if name == highlight else theme.CONTEXT_BAR,
        "text_ink": theme.AXIS_INK if value is None else theme.INK,
    }


def _name_axis(data: list[Spec]) -> Spec:
    lines = [line for row in data for line in row["name"].split("\n")]
    # Names are measured before the font is there, and then cut off on the left: so we say how wide they are.
    widest = max((width_of(line, theme.NAME_SIZE) for line in lines), default=0) * 1.05 + 10
    # More lines hang below the first one, so the first goes up half a line for each.
    raised = [
        {"test": f"length(split(datum.value, '\\n')) === {count}", "value": LINE * (1 - count) / 2}
        for count in (2, 3, 4)
    ]
    return {
        "field": "name",
        "type": "nominal",
        "title": None,
        # Named one by one: layers leave out rows, and the order would follow the first layer.
        "scale": {"domain": [row["name"] for row in data]},
        "axis": {
            "labelExpr": "split(datum.value, '\\n')",
            "labelLineHeight": LINE,
            "labelOffset": {"condition": raised, "value": 0},
            "minExtent": round(widest),
            "domain": False,
            "ticks": False,
        },
    }


def _bar_length(data: list[Spec]) -> Spec:
    values = [row[part] for row in data for part in ("value", "before") if row[part] is not None]
    low, high = min([*values, 0]), max([*values, 0])
    scale: Spec = {"domain": [low, high if high > low else low + 1], "nice": False}
    if low == 0:
        scale["range"] = [0, {"expr": _longest(data, scale["domain"][1])}]
    return {"field": "value", "type": "quantitative", "title": None, "axis": None, "scale": scale}


def _longest(data: list[Spec], high: float) -> str:
    """How long the longest bar may be, so that every bar has room for its text beside it.

    Left to itself the drawing makes bars shorter by what sticks out, and a text beside a shorter bar still does.
    """
    rooms = {
        f"(width - {round(BESIDE + width_of(row['text'], theme.NAME_SIZE) * MEASURED)}) / {row['beside'] / high:.4f}"
        for row in data
        if row["beside"] > 0
    }
    return f"max({SHORTEST}, min(width, {', '.join(sorted(rooms))}))" if rooms else "width"


def bar_layer(data: list[Spec], size: int | Spec) -> Spec:
    """The bars or columns themselves, each in its own ink and with its own words."""
    return {
        "data": {"values": [row for row in data if row["value"] is not None]},
        "mark": {"type": "bar", "size": size},
        "encoding": {
            "color": {"field": "ink", "type": "nominal", "scale": None},
            "tooltip": {"field": "said", "type": "nominal"},
            "description": {"field": "said", "type": "nominal"},
        },
    }


def _zero_layer(data: list[Spec]) -> list[Spec]:
    if all((row["value"] or 0) >= 0 for row in data):
        return []
    mark = {"type": "rule", "color": theme.AXIS_LINE, "aria": False}
    return [
        {"data": {"values": [{"value": 0}]}, "mark": mark, "encoding": {"y": {"value": 0}, "y2": {"value": "height"}}}
    ]


def _tick_layer(data: list[Spec]) -> Spec:
    return {
        "data": {"values": [row for row in data if row["before"] is not None]},
        "mark": {"type": "tick", "color": theme.INK, "opacity": 1, "thickness": 2.5, "size": TICK, "aria": False},
        "encoding": {"x": {"field": "before", "type": "quantitative", "title": None}},
    }


def _label_layer(data: list[Spec]) -> Spec:
    return {
        "data": {"values": data},
        "mark": {"type": "text", "align": "left", "dx": BESIDE, "fontSize": theme.NAME_SIZE, "aria": False},
        "encoding": {
            "x": {"field": "beside", "type": "quantitative", "title": None},
            "text": {"field": "text", "type": "nominal"},
            "color": {"field": "text_ink", "type": "nominal", "scale": None},
        },
    }
