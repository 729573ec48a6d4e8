"""The workbook: numbers one can calculate with, and a sheet that says what they are."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from biebwijzer.exports.workbook import xlsx
from biebwijzer.words import Words


@pytest.fixture
def book(exhibit, answer, words, note):
    return load_workbook(BytesIO(xlsx(exhibit, answer, words, note)))


def column(sheet, letter):
    return [cell.value for cell in sheet[letter][1:]]


def test_numbers_and_dates_are_numbers_and_dates(book, answer):
    sheet = book["Cijfers"]

    given = answer.rows["visitors"].to_list()
    found = column(sheet, "B")
    assert [value for value in found if isinstance(value, int)] == [value for value in given if value is not None]
    assert [moment.date() for moment in column(sheet, "A")] == answer.rows["month"].to_list()
    assert column(sheet, "C")[0] == pytest.approx(0.2134)
    assert sheet["C2"].number_format == "0.0%"
    assert sheet["D2"].value == datetime(2025, 3, 8)


def test_a_missing_number_says_why_and_adds_up_as_nothing(book):
    found = column(book["Cijfers"], "B")

    assert [value for value in found if isinstance(value, str)] == ["niet geleverd", "niet geleverd", "< 10"]


def test_months_have_the_names_of_the_screen(book, exhibit, answer, note):
    english = load_workbook(BytesIO(xlsx(exhibit, answer, Words("en"), note)))

    assert book["Cijfers"]["A2"].number_format == "[$-413]mmm yyyy"
    assert english.worksheets[0]["A2"].number_format == "[$-809]mmm yyyy"


def test_the_heads_stay_in_sight_and_every_column_is_wide_enough(book):
    sheet = book["Cijfers"]

    assert [cell.value for cell in sheet[1]] == ["Maand", "Bezoekers", "Aandeel", "Drukste dag", "Opmerking"]
    assert sheet.freeze_panes == "A2"
    assert all(sheet.column_dimensions[letter].width > len(sheet[f"{letter}1"].value) for letter in "ABCDE")


def test_text_is_never_a_formula(book):
    cells = book["Cijfers"]["E"][1:5]

    assert [cell.value for cell in cells] == ['=HYPERLINK("http://x")', "+1", "-dicht", "@noor"]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)


def test_the_sheet_uitleg_says_all_that_is_behind_the_figure(book, answer):
    said = [[cell for cell in row if cell is not None] for row in book["Uitleg"].iter_rows(values_only=True)]

    assert ["Wat is dit?", "Unieke bezoekers per maand"] in said
    assert ["Berekening", "count(distinct visitor_key)"] in said
    assert ["Definitie", "usage/visitors, versie 3, van coördinator doelgroepen"] in said
    assert ["Vestigingen", "alle 6"] in said
    assert ["Levering", "bezoekersteller-2025-02.csv", "11 van 12 dagen"] in said
    assert ["Voor wie", "Aantallen onder 10 zijn verborgen, de rest is afgerond op 5"] in said
    assert ["Verborgen cellen", "1"] in said
    assert ["Gemaakt", "23 nov 2026, 15.30 uur"] in said


def test_a_figure_without_rows_is_a_workbook_with_heads(exhibit, answer, words, note):
    empty = replace(answer, rows=answer.rows.clear())

    sheet = load_workbook(BytesIO(xlsx(exhibit, empty, words, note)))["Cijfers"]

    assert sheet.max_row == 1


def test_the_same_figure_is_the_same_file(exhibit, answer, words, note):
    assert xlsx(exhibit, answer, words, note) == xlsx(exhibit, answer, words, note)
