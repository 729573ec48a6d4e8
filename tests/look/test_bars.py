"""Bars and columns: the order of the rows, one accent, and a reason where there is no number."""

import re
from io import BytesIO

import polars as pl
import pytest
import vl_convert
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from biebwijzer.look import Estimate, bars, columns, dots, theme

GROUPS = pl.DataFrame(
    {
        "group": ["Trouwe lezer", "Nieuw", "Nog geen groep", "Studie"],
        "share": [0.246, None, None, 0.094],
        "share_missing": [None, "hidden", "suppressed", None],
        "before": [0.269, 0.074, None, 0.061],
    }
)
YEARS = pl.DataFrame(
    {
        "year": [2022, 2023, 2024, 2025],
        "visits": [812, None, 1231, 1431],
        "visits_missing": [None, "unknown", None, None],
    }
)


def test_names_stand_in_the_order_of_the_rows_even_where_a_bar_is_missing(words, picture, texts):
    svg = picture(bars(GROUPS, words, name="group", value="share", kind="percent"))

    assert [text for text in texts(svg) if text in set(GROUPS["group"])] == GROUPS["group"].to_list()


def test_every_bar_has_its_number_or_the_reason_why_not(words, picture, texts):
    svg = picture(bars(GROUPS, words, name="group", value="share", kind="percent", below=10))

    assert {"24,6%", "&lt; 10", "geheim", "9,4%"} <= set(texts(svg))


def test_only_the_named_bar_has_the_accent(words, picture):
    svg = picture(bars(GROUPS, words, name="group", value="share", kind="percent", highlight="Studie"))

    assert re.findall(r'aria-label="([^"]+)"[^>]*fill="#0A5A9C"', svg) == ["Studie: 9,4%"]


def test_last_year_is_a_tick_for_each_row_that_has_one(words, picture):
    svg = picture(bars(GROUPS, words, name="group", value="share", kind="percent", before="before"))

    ticks = re.search(r"<g[^>]*mark-rect role-mark layer_1_marks.*?</g>", svg).group()
    assert ticks.count(f'fill="{theme.INK}"') == 3


def test_a_long_name_wraps_instead_of_taking_the_place_of_the_bars(words, picture, texts):
    rows = pl.DataFrame({"branch": ["Utrechtse Heuvelrug, vestiging Driebergen"], "visits": [12345]})

    svg = picture(bars(rows, words, name="branch", value="visits"), width=theme.PHONE)

    assert {"Utrechtse Heuvelrug,", "vestiging Driebergen", "12.345"} <= set(texts(svg))


def test_a_bar_below_zero_keeps_its_sign_and_gets_a_zero_line(words, picture, texts):
    rows = pl.DataFrame({"branch": ["Woerden", "Zeist"], "change": [-3.4, 2.2]})

    spec = bars(rows, words, name="branch", value="change")

    assert {"−3,4", "2,2"} <= set(texts(picture(spec)))
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["bar", "rule", "text"]


def test_years_are_names_and_stand_in_their_own_order(words, picture, texts):
    said = texts(picture(columns(YEARS, words, year="year", value="visits")))

    assert [text for text in said if text in ("2022", "2023", "2024", "2025")] == ["2022", "2023", "2024", "2025"]
    assert {"812", "1.231", "1.431", "onbekend"} <= set(said)


def test_the_last_year_has_the_accent_unless_another_is_named(words, picture):
    def accents(**given):
        svg = picture(columns(YEARS, words, year="year", value="visits", **given))
        return re.findall(r'aria-label="([^"]+)"[^>]*fill="#0A5A9C"', svg)

    assert accents() == ["2025: 1.431"]
    assert accents(highlight=2022) == ["2022: 812"]


def test_with_many_years_an_axis_takes_the_place_of_all_but_one_number(words, picture, texts):
    rows = pl.DataFrame({"year": list(range(2006, 2026)), "visits": [50_000 + 1_000 * year for year in range(20)]})

    said = texts(picture(columns(rows, words, year="year", value="visits"), width=theme.PHONE))

    assert "69.000" in said and "68.000" not in said
    assert {"0", "50.000", "2025"} <= set(said)


def edge(svg: str, top: bool = False) -> int:
    """The darkest dot at the right edge of a picture, or at its top; white is 255."""
    drawn = Image.open(BytesIO(vl_convert.svg_to_png(svg))).convert("L")
    part = drawn.crop((0, 0, drawn.width, 2) if top else (drawn.width - 4, 0, drawn.width, drawn.height))
    return part.getextrema()[0]


@pytest.mark.parametrize("width", [326, 480, 592, 900])
@given(
    told=st.lists(
        st.tuples(st.integers(0, 2_000_000), st.sampled_from(["", " · 7,2%", " · 92,7% (90,8–94,2%)"])),
        min_size=1,
        max_size=8,
    )
)
@example(told=[(978, ""), (918, ""), (851, " · 92,7% (90,8–94,2%)"), (522, " · 74,8% (71,4–77,9%)")])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_said_beside_a_bar_stays_within_the_drawing(words, picture, width, told):
    rows = pl.DataFrame(
        {
            "branch": [f"Filiaal {number}" for number in range(len(told))],
            "visits": [value for value, _ in told],
            "told": [f"{words.number(value)}{said}" for value, said in told],
        }
    )

    svg = picture(bars(rows, words, name="branch", value="visits", told="told"), width)

    assert edge(svg) > 250, "something runs off at the right"


def test_the_words_of_a_single_estimate_are_seen_whole(words, picture):
    svg = picture(dots([Estimate("Vaartstreek", None, None, None, "te kort gemeten")], [0, 1]))

    assert edge(svg, top=True) > 250, "something runs off at the top"
