"""Colours, sizes and the one dress every chart wears; the colours are those of `.streamlit/config.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from biebwijzer.words import Words

if TYPE_CHECKING:
    import altair as alt

# A Vega-Lite spec as plain data. The recurring drawings are written this way because building and checking
# the same five layers as Altair objects costs 40 ms against 1 ms, at every rerun of every visitor.
Spec: TypeAlias = dict[str, Any]
Drawing: TypeAlias = "alt.TopLevelMixin | Spec"

INK = "#0B1118"
AXIS_INK = "#4A5563"
AXIS_LINE = "#8793A1"
GRID = "#E3E8EE"
PAPER = "#FFFFFF"
SHADE = "#EEF1F5"

FOCUS = "#0A5A9C"
CONTEXT_LINE = "#858F9C"
CONTEXT_BAR = "#6795C1"
BAND = "#D6E5F3"
BAND_EDGE = "#6795C1"
EXPECTED = "#E6EAF0"
EXPECTED_EDGE = "#858F9C"

CATEGORIES = ("#0A5A9C", "#B4500F", "#1B7F5C", "#8A3FA0", "#8C6A00", "#B3264A", "#4A4F57", "#007A8A")
SEQUENTIAL = ("#E6EFF8", "#BFD6EB", "#8DB6DA", "#2F74B0", "#0A4476")
HEAT = ("#F1F6FB", "#BFD6EB", "#6E9FCB", "#2F74B0", "#0A4476")
DIVERGING = ("#8F3B00", "#C98A4B", "#E3B98A", "#F4F6F9", "#A9C6E0", "#6795C1", "#0A4476")

# The screen has Source Sans, `assets/fonts` the same letters as Source Sans Pro, a receiver perhaps only Arial.
# Not Source Sans 3: vl-convert measures a family whose name ends in a digit as if it were another font.
FONT = '"Source Sans", "Source Sans Pro", Arial, sans-serif'
AXIS_SIZE = 13
NAME_SIZE = 14
NOTE_SIZE = 13
MAP_SIZE = 12

LINE_WIDTH = 3
CONTEXT_WIDTH = 1.5
DASH = (4, 3)
HEIGHT = 300
SMALL = 230
MAP = 350
FLOW = 400
# The width of a chart on a phone of 390 pixels.
PHONE = 326

CONFIG: Spec = {
    "font": FONT,
    "background": PAPER,
    "view": {"stroke": None},
    "axis": {
        "labelColor": AXIS_INK,
        "labelFontSize": AXIS_SIZE,
        "titleColor": AXIS_INK,
        "titleFontSize": AXIS_SIZE,
        "titleFontWeight": "normal",
        "gridColor": GRID,
        "domainColor": AXIS_LINE,
        "tickColor": AXIS_LINE,
        "labelPadding": 6,
    },
    "axisX": {"grid": False},
    "axisY": {"domain": False, "ticks": False, "tickCount": 4},
    "axisYBand": {"grid": False, "labelColor": INK, "labelFontSize": NAME_SIZE, "labelLimit": 0},
    "legend": {
        "labelColor": AXIS_INK,
        "labelFontSize": AXIS_SIZE,
        "titleColor": AXIS_INK,
        "titleFontSize": AXIS_SIZE,
        "titleFontWeight": "normal",
        "orient": "top",
    },
    "text": {"color": INK, "fontSize": NOTE_SIZE},
    "line": {"strokeJoin": "round", "strokeCap": "round"},
    "range": {
        "category": list(CATEGORIES),
        "ordinal": list(SEQUENTIAL),
        "ramp": list(SEQUENTIAL),
        "heatmap": list(HEAT),
        "diverging": list(DIVERGING),
    },
}

# `fit` already counts text outside the plot; more padding than this eats the drawing.
PADDING = {"left": 4, "top": 6, "right": 8, "bottom": 4}


def dressed(drawing: Drawing, words: Words, height: int = HEIGHT, width: int | str = "container") -> Spec:
    """The drawing as the Vega-Lite that is shown: our look, the reader's language, and a size."""
    spec = dict(drawing) if isinstance(drawing, dict) else drawing.to_dict()
    given = spec.get("config", {})
    return {
        **spec,
        # A drawing that knows how many rows it has sets its own height.
        "height": spec.get("height", height),
        "width": width,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": PADDING,
        "config": {**CONFIG, **_kept(given), "locale": words.d3_locale()},
    }


def _kept(config: Spec) -> Spec:
    """What a drawing configured itself, without the default sizes Altair puts in every chart."""
    return {key: value for key, value in config.items() if key != "view"}
