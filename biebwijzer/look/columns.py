"""Columns: one per year, from zero, the last one in the accent."""

import math

import polars as pl

from biebwijzer.look import theme
from biebwijzer.look.bars import bar_layer
from biebwijzer.look.lettering import width_of
from biebwijzer.look.measures import measures
from biebwijzer.look.scales import value_scale
from biebwijzer.look.theme import Spec
from biebwijzer.look.values import Kind
from biebwijzer.words import Words

# Two years on a wide screen would otherwise be two walls.
COLUMN_WIDTH = "min(bandwidth('x'), 72)"


def columns(
    rows: pl.DataFrame,
    words: Words,
    *,
    year: str,
    value: str,
    kind: Kind = "number",
    highlight: int | str | None = None,
    below: int = 0,
) -> Spec:
    """A column per year, the last one in focus unless another is named.

    While all numbers fit on a phone they replace the axis; with more years only the one in focus has its number.
    """
    found = measures(rows, words, year, value, None, kind, below)
    years = [row["name"] for row in found]
    focus = years[-1] if highlight is None else str(highlight)
    widest = max(width_of(row["text"], theme.NAME_SIZE) for row in found) + 8
    roomy = widest * len(found) <= theme.PHONE - 16
    data = [_column(row, row["name"] == focus) for row in found]
    known, missing = [row for row in data if row["known"]], [row for row in data if not row["known"]]
    return {
        "layer": [
            bar_layer(data, {"expr": COLUMN_WIDTH}),
            *_number_layers(
                [row for row in known if roomy or row["name"] == focus], aside=not roomy and focus == years[-1]
            ),
            _missing_layer(missing, upright=not roomy),
        ],
        "encoding": {"x": _year_axis(years), "y": _value_axis(found, kind, numbered=not roomy)},
    }


def _column(measure: Spec, in_focus: bool) -> Spec:
    return {
        **measure,
        "known": measure["value"] is not None,
        "said": f"{measure['name']}: {measure['text']}",
        "top": max(measure["value"] or 0, 0),
        "ink": theme.FOCUS if in_focus else theme.CONTEXT_BAR,
    }


def _year_axis(years: list[str]) -> Spec:
    """Every year, or every so many counted back from the last one."""
    every = math.ceil(len(years) * (width_of("2025", theme.AXIS_SIZE) + 8) / (theme.PHONE - 70))
    return {
        "field": "name",
        "type": "ordinal",
        "title": None,
        # Named one by one: layers leave out years, and the order would follow the first layer.
        "scale": {"domain": years, "paddingInner": 0.35, "paddingOuter": 0.2},
        "axis": {"values": years[::-1][::every], "labelAngle": 0, "ticks": False},
    }


def _value_axis(found: list[Spec], kind: Kind, numbered: bool) -> Spec:
    scale = value_scale([row["value"] for row in found], kind)
    return {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "axis": {"values": list(scale.ticks), "format": scale.format} if numbered else None,
        "scale": {"domain": [scale.low, scale.high], "nice": False},
    }


def _number_layers(data: list[Spec], aside: bool) -> list[Spec]:
    """The numbers above their columns, on a white edge where a grid line runs behind them.

    `aside` begins the number of the last column at its left side, so that it keeps off a taller one before it.
    """
    beside = {"align": "left", "dx": {"expr": f"-{COLUMN_WIDTH} / 2"}} if aside else {}
    mark = {"type": "text", "baseline": "bottom", "dy": -4, "fontSize": theme.NAME_SIZE, "aria": False, **beside}
    edge = {"color": theme.PAPER, "stroke": theme.PAPER, "strokeWidth": 5}
    encoding = {
        "y": {"field": "top", "type": "quantitative", "title": None},
        "text": {"field": "text", "type": "nominal"},
    }
    return [{"data": {"values": data}, "mark": {**mark, **ink}, "encoding": encoding} for ink in (edge, {})]


def _missing_layer(data: list[Spec], upright: bool) -> Spec:
    """Why there is no column; upwards where the columns are too narrow for words."""
    turned = {"angle": 270, "align": "left", "baseline": "middle", "dx": 6}
    mark = {"type": "text", "baseline": "bottom", "dy": -6, "color": theme.AXIS_INK}
    return {
        "data": {"values": data},
        "mark": {**mark, **turned, "dy": 0} if upright else mark,
        "encoding": {
            "y": {"field": "top", "type": "quantitative", "title": None},
            "text": {"field": "text", "type": "nominal"},
            "description": {"field": "said", "type": "nominal"},
        },
    }
