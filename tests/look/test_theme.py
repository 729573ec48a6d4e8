"""The look: one set of colours for screen and charts, contrast that can be read, charts that Vega-Lite accepts."""

import re
import tomllib

import altair as alt
import polars as pl
import pytest
from streamlit import config

from biebwijzer.look import bars, columns, dressed, line_with_gaps, theme
from biebwijzer.settings import ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def contrast(one, other):
    """The WCAG contrast of two colours."""

    def light(color):
        parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def flat(settings, path=""):
    for key, value in settings.items():
        if isinstance(value, dict):
            yield from flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}"


def test_streamlit_knows_every_setting_in_its_file():
    assert set(flat(CONFIG)) - set(config.get_config_options()) == set()


def test_charts_and_screen_have_the_same_colours():
    assert CONFIG["theme"]["primaryColor"] == theme.FOCUS
    assert CONFIG["theme"]["textColor"] == theme.INK
    assert CONFIG["theme"]["backgroundColor"] == theme.PAPER
    assert CONFIG["theme"]["chartCategoricalColors"] == list(theme.CATEGORIES)
    assert set(theme.SEQUENTIAL) <= set(CONFIG["theme"]["chartSequentialColors"])


@pytest.mark.parametrize("ink", [theme.INK, theme.AXIS_INK, theme.FOCUS, *theme.CATEGORIES])
def test_text_can_be_read_on_white_and_in_a_shade(ink):
    assert contrast(ink, theme.PAPER) >= 4.5
    assert contrast(ink, theme.SHADE) >= 4.5 or ink not in (theme.INK, theme.AXIS_INK, theme.FOCUS)


@pytest.mark.parametrize("mark", [theme.CONTEXT_LINE, theme.CONTEXT_BAR, theme.AXIS_LINE, theme.BAND_EDGE])
def test_lines_and_bars_can_be_seen_on_white(mark):
    assert contrast(mark, theme.PAPER) >= 3


ROWS = pl.DataFrame({"month": [pl.date(2025, 1, 1)], "name": ["a"], "value": [1], "value_missing": [None]})


@pytest.mark.parametrize(
    "draw",
    [
        lambda rows, words: line_with_gaps(rows, words, month="month", value="value", before="value"),
        lambda rows, words: line_with_gaps(rows, words, month="month", value="value", series="name", focus="a"),
        lambda rows, words: bars(rows, words, name="name", value="value", before="value"),
        lambda rows, words: columns(rows, words, year="name", value="value"),
    ],
)
def test_every_drawing_is_vega_lite_to_the_letter(draw, words):
    rows = pl.select(month=pl.date(2025, 1, 1), name=pl.lit("a"), value=-1, value_missing=pl.lit("unknown"))

    spec = dressed(draw(rows, words), words)

    alt.LayerChart.from_dict(spec, validate=True)


def test_an_altair_chart_gets_the_same_dress(words):
    rows = pl.DataFrame({"branch": ["Zeist"], "visits": [12]})
    chart = alt.Chart(rows).mark_bar().encode(x=alt.X("visits", type="quantitative"))

    spec = dressed(chart, words, height=230)

    assert spec["config"]["locale"]["number"]["decimal"] == ","
    assert spec["config"]["view"] == {"stroke": None}
    assert (spec["width"], spec["height"]) == ("container", 230)
    assert spec["autosize"] == {"type": "fit", "contains": "padding"}


def test_a_drawing_that_knows_its_height_keeps_it(words):
    rows = pl.DataFrame({"branch": ["Zeist", "Lopik"], "visits": [12, 3]})

    assert dressed(bars(rows, words, name="branch", value="visits"), words, height=300)["height"] == 76


def test_the_font_on_disk_has_a_name_that_exports_can_measure():
    families = re.findall(r'"([^"]+)"', theme.FONT)

    assert not any(family[-1].isdigit() for family in families)
