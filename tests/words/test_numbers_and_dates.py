"""What Words promises about numbers and dates: one way of writing, on screen and in charts."""

from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

import altair as alt
import pytest
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.words import Words

NL, EN = Words("nl"), Words("en")
AFTERNOON = datetime(2026, 11, 23, 15, 30)
AMOUNTS = st.integers(-(10**15), 10**15) | st.floats(-1e12, 1e12) | st.decimals(-(10**9), 10**9, places=5)


def read_dutch(text):
    return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))


@given(AMOUNTS, st.integers(0, 4))
def test_a_written_number_reads_back_as_the_number_rounded_half_up(x, decimals):
    rounded = Decimal(str(x)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)

    assert read_dutch(NL.number(x, decimals)) == rounded


@given(AMOUNTS, st.integers(0, 4))
def test_english_writes_the_same_number_with_its_own_signs(x, decimals):
    assert EN.number(x, decimals) == NL.number(x, decimals).translate(str.maketrans(",.", ".,"))


@given(st.integers() | st.floats(), st.integers(0, 12))
def test_any_number_can_be_written(x, decimals):
    assert NL.number(x, decimals)
    assert NL.change(x, decimals)


@pytest.mark.parametrize(
    ("x", "decimals", "written"),
    [
        (1431013, 0, "1.431.013"),
        (2598, 0, "2.598"),
        (-1.8, 1, "−1,8"),
        (2.5, 0, "3"),
        (1, 2, "1,00"),
        (-0.4, 0, "0"),
        (Decimal("0.125"), 2, "0,13"),
        (None, 0, "–"),
        (float("nan"), 0, "–"),
        (float("inf"), 0, "–"),
    ],
)
def test_a_number_is_written_as_one_does_here(x, decimals, written):
    assert NL.number(x, decimals) == written


def test_a_fraction_is_written_as_a_percentage():
    assert [NL.percent(0.214), NL.percent(0.2, 0), NL.percent(None)] == ["21,4%", "20%", "–"]
    assert EN.percent(0.214) == "21.4%"


def test_a_change_shows_its_direction_unless_it_rounds_to_nothing():
    changes = [0.029, -0.018, 0.0004, -0.0004, 0, None]

    assert [NL.change(change) for change in changes] == ["+2,9%", "−1,8%", "0,0%", "0,0%", "0,0%", "–"]


def test_dates_are_written_as_one_does_here():
    day = date(2026, 10, 5)

    assert [NL.date(day), NL.day(day), NL.short_date(day), NL.month(day)] == [
        "5 okt 2026",
        "maandag 5 oktober",
        "5 okt",
        "okt 2026",
    ]
    assert [EN.date(day), EN.day(day), EN.short_date(day), EN.month(day)] == [
        "5 Oct 2026",
        "Monday 5 October",
        "5 Oct",
        "Oct 2026",
    ]


def test_times_are_written_as_one_does_here():
    assert [NL.time(AFTERNOON), NL.moment(AFTERNOON)] == ["15.30 uur", "23 nov 2026, 15.30 uur"]
    assert [EN.time(AFTERNOON), EN.moment(AFTERNOON)] == ["15:30", "23 Nov 2026, 15:30"]
    assert [NL.time(time(9, 5)), EN.time(time(9, 5))] == ["9.05 uur", "09:05"]


def test_a_moment_with_a_time_zone_is_told_by_the_clock_in_the_library():
    new_years_eve = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    assert NL.moment(new_years_eve) == "1 jan 2027, 0.30 uur"
    assert NL.moment(new_years_eve) == f"{NL.date(new_years_eve)}, {NL.time(new_years_eve)}"


@pytest.mark.parametrize("name", ["date", "day", "short_date", "month", "time", "moment"])
def test_a_date_that_is_not_there_is_a_dash(name):
    assert getattr(NL, name)(None) == "–"


@given(st.dates(date(1000, 1, 1)), st.sampled_from([NL, EN]))
def test_a_written_date_reads_back_as_that_date(day, words):
    months = words.d3_locale()["time"]["shortMonths"]

    number, month, year = words.date(day).split(" ")

    assert date(int(year), months.index(month) + 1, int(number)) == day


@pytest.mark.parametrize(
    ("parts", "dutch", "english"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a en b", "a and b"),
        (["a", "b", "c"], "a, b en c", "a, b and c"),
    ],
)
def test_a_list_is_read_aloud(parts, dutch, english):
    assert (NL.list(parts), EN.list(iter(parts))) == (dutch, english)


def test_a_week_in_a_chart_starts_where_d3_starts_it():
    spoken = NL.d3_locale()["time"]

    assert (spoken["days"][0], spoken["shortDays"][1]) == ("zondag", "ma")
    assert " ".join(spoken["shortMonths"]) == "jan feb mrt apr mei jun jul aug sep okt nov dec"


def test_a_chart_writes_what_the_text_around_it_writes():
    rows = alt.Data(values=[{"visits": 1431013.5, "day": "2026-03-05T12:00:00"}])
    number = alt.Chart(rows).mark_text().encode(text=alt.Text("visits:Q", format=",.1f"))
    day = alt.Chart(rows).mark_text().encode(text=alt.Text("day:T", format="%-d %b %Y"))

    drawn = vl_convert.vegalite_to_svg((number & day).configure(locale=NL.d3_locale()).to_dict())

    assert NL.number(1431013.5, 1) in drawn
    assert NL.date(date(2026, 3, 5)) in drawn


def test_a_chart_that_changes_its_locale_changes_no_other():
    NL.d3_locale()["number"]["decimal"] = "!"

    assert NL.d3_locale()["number"]["decimal"] == ","
