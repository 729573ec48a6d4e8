"""CSV: the stored values, the same for every language and every spreadsheet."""

import csv
from dataclasses import replace
from io import StringIO

import polars as pl

from biebwijzer.exports import FORMATS
from biebwijzer.exports.commas import csv as made
from biebwijzer.words import Words


def test_values_come_back_as_they_were(exhibit, answer, words, note):
    again = pl.read_csv(made(exhibit, answer, words, note), schema_overrides={"month": pl.String})

    assert again["visitors"].to_list() == answer.rows["visitors"].to_list()
    assert again["share"].to_list() == answer.rows["share"].to_list()
    assert again["month"][0] == "2024-03"
    assert again["busiest"][0] == "2025-03-08"


def test_only_the_columns_of_the_table_leave_with_the_reason_beside_a_gap(exhibit, answer, words, note):
    rows = list(csv.DictReader(StringIO(made(exhibit, answer, words, note).decode())))

    assert list(rows[0]) == ["month", "visitors", "visitors_missing", "share", "busiest", "remark"]
    assert [row["visitors_missing"] for row in rows if not row["visitors"]] == [
        "not_delivered",
        "not_delivered",
        "hidden",
    ]


def test_text_is_never_a_formula(exhibit, answer, words, note):
    rows = csv.DictReader(StringIO(made(exhibit, answer, words, note).decode()))

    assert [row["remark"] for row in rows][:4] == ['\'=HYPERLINK("http://x")', "'+1", "'-dicht", "'@noor"]


def test_a_number_below_zero_is_no_formula(exhibit, answer, words, note):
    lower = answer.rows.with_columns(-pl.col("visitors"))

    assert b",-4100," in made(exhibit, replace(answer, rows=lower), words, note)


def test_the_file_is_the_same_in_every_language(exhibit, answer, note):
    assert made(exhibit, answer, Words("nl"), note) == made(exhibit, answer, Words("en"), note)


def test_every_kind_of_file_can_be_made_and_has_a_name_in_the_menu(exhibit, answer, words, note):
    assert list(FORMATS) == ["png", "svg", "pdf", "pptx", "xlsx", "csv"]
    for label, mime, make in FORMATS.values():
        assert words(label) and "/" in mime
        assert make(exhibit, answer, words, note)
