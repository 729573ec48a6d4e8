"""The exhibit's table: values as one reads them, and four ways of having none."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from biebwijzer.look import Exhibit, Shown, audience_note, table_rows
from biebwijzer.warehouse import Answer
from biebwijzer.warehouse.queries import parse

QUERY = parse(
    "usage/visits",
    """\
-- purpose: { nl = "Bezoek", en = "Visits" }
-- grain: one row per month
-- counts: visitors
-- unit: persons
-- owner: coördinator
-- version: 1
select 1
""",
)
REASONS = ["hidden", "empty", "suppressed", "unknown", "not_delivered", None]
ROWS = pl.DataFrame(
    {
        "month": [date(2025, month, 1) for month in range(1, 8)],
        "year": [2025] * 7,
        "visitors": [1431013, *[None] * 6],
        "visitors_missing": [None, *REASONS],
        "share": [0.214, 0.5, float("nan"), None, 0.0, 1.0, 0.1],
        "score": [7.25, 8.0, 7.5, 7.0, 6.9, 8.1, 9.0],
        "day": [date(2026, 11, 23)] * 7,
        "branch": ["Zeist"] * 7,
    }
)
TABLE = (
    Shown("month", "Maand", "month"),
    Shown("year", "Jaar", "year"),
    Shown("visitors", "Bezoekers", "number"),
    Shown("share", "Aandeel", "percent"),
    Shown("score", "Cijfer", "number"),
    Shown("day", "Dag", "date"),
    Shown("branch", "Vestiging", "text"),
)


def said(answer, words):
    return "Bezoek"


EXHIBIT = Exhibit("usage/visits", "usage/visits", lambda answer, words: {}, said, said, said, TABLE)


@pytest.fixture
def answer():
    return Answer(QUERY, ROWS, {}, "buiten", ("library:utrecht",), 1)


def test_values_are_written_as_one_reads_them(answer, words):
    heads, rows = table_rows(EXHIBIT, answer, words)

    assert heads == ["Maand", "Jaar", "Bezoekers", "Aandeel", "Cijfer", "Dag", "Vestiging"]
    assert rows[0] == ["jan 2025", "2025", "1.431.013", "21,4%", "7,3", "23 nov 2026", "Zeist"]


def test_the_ways_of_having_no_number_stay_apart(answer, words):
    rows = table_rows(EXHIBIT, answer, words)[1]

    assert [row[2] for row in rows[1:]] == ["< 10", "leeg", "geheim", "onbekend", "niet geleverd", "–"]


def test_zero_is_a_number_and_not_a_number_is_none(answer, words):
    rows = table_rows(EXHIBIT, answer, words)[1]

    assert [row[3] for row in rows[2:5]] == ["–", "–", "0,0%"]


def test_a_hidden_cell_tells_the_threshold_of_its_audience(answer, words):
    def hidden(audience):
        return table_rows(EXHIBIT, replace(answer, audience=audience), words)[1][1][2]

    assert [hidden(audience) for audience in ("eigen", "bibliotheek", "buiten")] == ["verborgen", "< 5", "< 10"]


def test_the_audience_is_said_where_persons_are_counted(answer, words):
    without_persons = replace(answer, query=replace(QUERY, counts=()))

    assert audience_note(answer, words) == "Aantallen onder 10 zijn verborgen, de rest is afgerond op 5"
    assert audience_note(replace(answer, audience="bibliotheek"), words) == "Aantallen onder 5 zijn verborgen"
    assert audience_note(replace(answer, audience="eigen"), words).startswith("Voor eigen gebruik")
    assert audience_note(without_persons, words) == ""
