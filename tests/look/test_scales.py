"""Axes and places: everything fits, and nothing lies on each other."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from biebwijzer.exports.typesetting import FONTS
from biebwijzer.look.lettering import in_lines, width_of
from biebwijzer.look.scales import month_ticks, spread, value_scale

AMOUNTS = st.floats(0, 1e9, allow_nan=False).map(lambda value: round(value, 2))


def test_a_scale_ends_just_above_the_largest_value():
    assert value_scale([4_118, None, 12]).ticks == (0, 2_500, 5_000)
    assert value_scale([1_370]).ticks == (0, 500, 1_000, 1_500)
    assert value_scale([0.269], "percent").ticks == (0, 0.1, 0.2, 0.3)


def test_persons_are_never_counted_in_halves():
    assert value_scale([1]).ticks == (0, 1)
    assert value_scale([5]).ticks == (0, 2, 4, 6)
    assert value_scale([]).ticks == (0, 1)


def test_ticks_are_written_with_just_enough_decimals():
    assert value_scale([0.06], "percent").format == ".0%"
    assert value_scale([0.009], "percent").format == ".1%"
    assert value_scale([5.5]).format == ",.0f"
    assert value_scale([0.7]).format == ",.2f"


@given(st.lists(AMOUNTS, min_size=1, max_size=20))
def test_every_scale_begins_at_zero_holds_all_values_and_has_few_ticks(values):
    scale = value_scale(values)

    assert scale.low == 0
    assert scale.high >= max(values) * (1 - 1e-9)
    assert 2 <= len(scale.ticks) <= 5


def test_below_zero_the_scale_goes_on_downwards():
    scale = value_scale([-3.4, 2.2])

    assert scale.low <= -3.4 and scale.high >= 2.2 and 0 in scale.ticks


def test_months_have_ticks_at_both_ends_and_in_the_middle():
    assert month_ticks(date(2024, 10, 1), date(2026, 10, 1)) == [
        date(2024, 10, 1),
        date(2025, 10, 1),
        date(2026, 10, 1),
    ]
    assert month_ticks(date(2025, 3, 1), date(2025, 3, 1)) == [date(2025, 3, 1)]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_labels_are_pushed_apart_inside_the_plot_and_keep_their_order(wanted):
    placed = spread(wanted, 16, 0, 100)

    ranked = sorted(placed)
    assert all(upper - lower >= 16 - 1e-6 for lower, upper in pairwise(ranked))
    assert ranked[0] >= 0 and ranked[-1] <= 100
    assert sorted(range(len(wanted)), key=lambda index: placed[index]) == sorted(
        range(len(wanted)), key=lambda index: wanted[index]
    )


def test_a_label_with_room_stays_where_its_line_ends():
    assert spread([10, 50, 90], 16, 0, 100) == [10, 50, 90]


def test_texts_are_as_wide_as_the_font_says():
    font = ImageFont.truetype(str(FONTS / "SourceSansPro-Regular.ttf"), 100)

    for text in ("Studie-/werkbezoeker", "vorig jaar 4.118", "Cultuur en activiteiten", "Abcoude, Mijdrecht & Wilnis"):
        assert abs(width_of(text, 100) / font.getlength(text) - 1) < 0.05


def test_a_text_wraps_between_words_and_loses_none():
    lines = in_lines("Ruim de helft van de bezoekers zat een jaar geleden niet in deze groep", 20, 300)

    assert " ".join(lines) == "Ruim de helft van de bezoekers zat een jaar geleden niet in deze groep"
    assert all(width_of(line, 20) <= 300 for line in lines)
