"""Lines over months: gaps stay gaps, and everything that is written can be read."""

import os
import re
import subprocess
import sys
from datetime import date
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.look import Note, line_with_gaps, theme
from biebwijzer.look.lettering import width_of
from biebwijzer.look.notes import rows_of
from biebwijzer.look.scales import month_number, month_of
from biebwijzer.settings import ROOT

YEAR = [date(2025, month, 1) for month in range(1, 13)]
VISITS = [4100.5, 4300, 4500, None, 4000, 4100, None, None, 4600, None, 5200, 5400]
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 1)


def frame(visits=VISITS, **columns):
    return pl.DataFrame({"month": YEAR, "visits": visits, **columns}, strict=False)


def pieces(svg, color=theme.FOCUS, width="3"):
    """How many separate pieces the line of that colour has."""
    paths = re.findall(r'<path[^>]* d="([^"]+)"[^>]*/>', svg)
    lines = [path for path in re.findall(r"<path[^>]*/>", svg) if color in path and f'stroke-width="{width}"' in path]
    assert lines, f"no line of {color} among {len(paths)} paths"
    return sum(re.search(r' d="([^"]+)"', line).group(1).count("M") for line in lines)


def test_a_month_without_a_number_breaks_the_line(words, picture):
    whole = line_with_gaps(frame(list(range(12))), words, month="month", value="visits")
    broken = line_with_gaps(frame(), words, month="month", value="visits")

    assert pieces(picture(whole)) == 1
    assert pieces(picture(broken)) == 4


def test_a_month_without_a_row_breaks_the_line_too(words, picture):
    rows = frame(list(range(12))).filter(pl.col("month") != date(2025, 6, 1))

    assert pieces(picture(line_with_gaps(rows, words, month="month", value="visits"))) == 2


def test_a_month_alone_between_gaps_is_seen_as_a_dot(words):
    rows = frame([1, None, 3, None, None, 6, 7, 8, 9, 10, 11, 12])

    spec = line_with_gaps(rows, words, month="month", value="visits")

    points = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point")
    seen = [point["month"] for point in points["data"]["values"] if point["seen"]]
    assert seen == ["2025-01-01", "2025-03-01", "2025-12-01"]


def test_months_and_numbers_are_written_in_the_language_of_the_reader(words, english, picture, texts):
    spec = line_with_gaps(frame(), words, month="month", value="visits", label="bezoek")

    dutch, british = texts(picture(spec)), texts(picture(spec, language=english))

    assert {"jan 2025", "dec 2025", "2.000", "bezoek 5.400"} <= set(dutch)
    assert {"Jan 2025", "2,000"} <= set(british)


def test_a_share_has_a_decimal_comma_where_the_line_ends(words, picture, texts):
    rows = frame([0.061 + month / 300 for month in range(12)])

    svg = picture(line_with_gaps(rows, words, month="month", value="visits", kind="percent", label="studie"))

    assert "studie 9,8%" in texts(svg)
    assert "10%" in texts(svg)


def test_a_point_says_its_name_month_and_number_to_whoever_hovers_or_listens(words, picture):
    svg = picture(line_with_gaps(frame(), words, month="month", value="visits", label="bezoek"))

    assert 'aria-label="bezoek, mrt 2025: 4.500"' in svg


def test_a_gap_says_why_it_is_there(words, picture, texts):
    reasons = ["unknown" if visits is None else None for visits in VISITS]
    reasons[3], reasons[9] = "not_delivered", "hidden"
    rows = frame(visits_missing=reasons)

    said = texts(picture(line_with_gaps(rows, words, month="month", value="visits", below=10)))

    assert {"niet geleverd", "onbekend", "&lt; 10"} <= set(said)


def test_a_gap_with_a_note_of_its_own_is_told_once(words, picture, texts):
    rows = frame(visits_missing=["unknown" if visits is None else None for visits in VISITS])
    closed = [Note("Woerden dicht", date(2025, month, 1)) for month in (4, 7, 10)]

    said = texts(picture(line_with_gaps(rows, words, month="month", value="visits", notes=closed)))

    assert said.count("Woerden dicht") == 3
    assert "onbekend" not in said


def test_last_year_is_dashed_and_named(words, picture, texts):
    svg = picture(line_with_gaps(frame(before=VISITS), words, month="month", value="visits", before="before"))

    assert 'stroke-dasharray="4,3"' in svg
    assert "vorig jaar 5.400" in texts(svg)


def test_a_line_that_stopped_earlier_says_in_which_month(words, picture, texts):
    visits = [*VISITS[:9], None, None, None]

    said = texts(picture(line_with_gaps(frame(visits), words, month="month", value="visits", label="bezoek")))

    assert "bezoek 4.600 (sep 2025)" in said


def test_of_several_lines_one_has_the_accent_and_no_two_names_touch(words, picture):
    rows = pl.concat(
        pl.DataFrame({"month": YEAR, "group": name, "share": [share] * 12})
        for name, share in (("Nieuw", 0.080), ("Studie", 0.081), ("Digitaal", 0.082), ("Slapend", 0.2))
    )

    svg = picture(
        line_with_gaps(
            rows, words, month="month", value="share", series="group", focus="Studie", kind="percent", height=300
        ),
        width=theme.PHONE,
    )

    assert pieces(svg) == 1
    assert pieces(svg, theme.CONTEXT_LINE, "1.5") == 3
    heights = sorted(
        float(y)
        for y, name in re.findall(r"<text[^>]*translate\([\d.]+,([\d.]+)\)[^>]*>([^<]+)</text>", svg)
        if name.split()[0] in ("Nieuw", "Studie", "Digitaal", "Slapend")
    )
    assert len(heights) == 4
    assert all(lower - upper >= theme.NOTE_SIZE for upper, lower in pairwise(heights))


@given(
    st.lists(
        st.tuples(st.integers(month_number(FIRST), month_number(LAST)), st.text("aeiou ", min_size=1, max_size=24)),
        max_size=8,
    )
)
def test_no_rule_of_a_note_runs_through_the_label_of_another(drawn):
    notes = sorted((Note(label, month_of(number)) for number, label in drawn), key=lambda note: note.since)
    width = 160

    rows = rows_of(notes, FIRST, LAST, width)

    for place, (note, row) in enumerate(zip(notes, rows, strict=True)):
        for later, lower in zip(notes[place + 1 :], rows[place + 1 :], strict=True):
            months = month_number(later.since) - month_number(note.since)
            beside = months * width / 35 >= width_of(note.label, theme.NOTE_SIZE)
            assert beside or lower > row


def test_one_month_and_only_gaps_can_be_drawn(words, picture, texts):
    single = pl.DataFrame({"month": [date(2025, 3, 1)], "visits": [12]})
    nothing = frame([None] * 12).with_columns(pl.col("visits").cast(pl.Int64))

    assert "mrt 2025" in texts(picture(line_with_gaps(single, words, month="month", value="visits")))
    assert "dec 2025" in texts(picture(line_with_gaps(nothing, words, month="month", value="visits")))


@pytest.mark.slow
def test_months_are_the_same_on_bonaire_and_in_utrecht():
    program = """
from datetime import date
import polars as pl, vl_convert
from biebwijzer.look import dressed, line_with_gaps
from biebwijzer.words import Words
rows = pl.DataFrame({"month": [date(2025, 1, 1), date(2025, 2, 1)], "visits": [1, 2]})
words = Words("nl")
spec = dressed(line_with_gaps(rows, words, month="month", value="visits"), words, width=400)
print(vl_convert.vegalite_to_svg(spec))
"""

    def drawn_in(zone):
        environment = {**os.environ, "TZ": zone}
        return subprocess.run(
            [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout

    bonaire = drawn_in("America/Kralendijk")

    assert "jan 2025" in bonaire
    assert bonaire == drawn_in("Europe/Amsterdam")
