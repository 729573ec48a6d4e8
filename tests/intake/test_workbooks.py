"""Workbooks, archives and JSON are read as the tables they hold; what a sheet leaves open is asked."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from biebwijzer.intake.recognising import NotRecognised, recognise, recognise_bytes
from biebwijzer.settings import ROOT
from tests.intake.test_recognising import VISITS, cells, keys

pytestmark = pytest.mark.alike

# Written with xlwt 1.3 and odfpy 1.4: a table that begins at B3, with B4:B5 and B6:B7 merged.
MERGED = ROOT / "tests" / "files" / "merged"


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ROWS = [["Vestiging", "Datum", "Bezoeken"], ["Noord", date(2025, 4, 13), 120], ["Zuid", date(2025, 4, 14), 80]]


def test_a_workbook_is_read_with_its_dates_as_dates():
    found = recognise_bytes(saved(workbook(Cijfers=ROWS)), "levering.xlsx", {})

    assert found.certain and found.part == "Cijfers"
    assert cells(found) == [["Noord", "2025-04-13", "120"], ["Zuid", "2025-04-14", "80"]]


def test_several_sheets_hidden_ones_and_merged_cells_are_asked_about_or_named():
    book = workbook(Cijfers=ROWS, Oud=ROWS)
    several = recognise_bytes(saved(book), "levering.xlsx", {})
    book["Oud"].sheet_state = "hidden"
    book["Cijfers"].merge_cells("A5:C5")
    hidden = recognise_bytes(saved(book), "levering.xlsx", {})
    answered = recognise_bytes(saved(book), "levering.xlsx", {"hidden": "ja"})

    assert keys(several) == ["sheet"] and keys(hidden) == ["hidden"]
    assert answered.certain and any("A5:C5" in str(remark.values) for remark in answered.remarks)


def test_merged_cells_among_the_rows_are_asked_about_and_numbers_as_text_named():
    book = workbook(Cijfers=[*ROWS, ["Oost", date(2025, 4, 15), "12"], [None, date(2025, 4, 16), 3]])
    book["Cijfers"].merge_cells("A4:A5")
    data = saved(book)

    asked = recognise_bytes(data, "levering.xlsx", {})
    filled = recognise_bytes(data, "levering.xlsx", {"merged": "vul"})

    assert keys(asked) == ["merged"] and any(remark.values.get("number") == "12" for remark in asked.remarks)
    assert filled.certain and [row[0] for row in cells(filled)] == ["Noord", "Zuid", "Oost", "Oost"]


def test_merged_cells_are_filled_where_they_stand_also_below_empty_rows_on_a_sheet_that_was_moved():
    book = openpyxl.Workbook()
    sheet = book.active
    for line, row in enumerate([*ROWS, [None, date(2025, 4, 15), 3]], start=4):
        for column, value in enumerate(row, start=3):
            sheet.cell(line, column, value)
    sheet.merge_cells("C6:C7")
    book.create_sheet("Leeg", 0)

    asked = recognise_bytes(saved(book), "levering.xlsx", {})
    filled = recognise_bytes(saved(book), "levering.xlsx", {"merged": "vul"})

    assert keys(asked) == ["merged"] and asked.questions[0].values["cells"] == "C6:C7"
    assert [(one.line, one.cells[0]) for one in filled.table.rows] == [(5, "Noord"), (6, "Zuid"), (7, "Zuid")]


@pytest.mark.parametrize("name", ["levering.xls", "levering.ods"])
def test_merged_cells_of_other_programs_are_asked_about_too(name):
    asked, filled = recognise(MERGED / name), recognise(MERGED / name, {"merged": "vul"})

    assert keys(asked) == ["merged"] and asked.questions[0].values["cells"] == "B4:B5, B6:B7"
    assert filled.certain and [(one.line, one.cells[0]) for one in filled.table.rows] == [
        (4, "Noord"), (5, "Noord"), (6, "Zuid"), (7, "Zuid"),
    ]  # fmt: skip


def packed(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return out.getvalue()


def test_an_archive_of_one_file_is_read_of_more_one_is_asked():
    one = recognise_bytes(packed(bezoeken__csv=VISITS), "levering.zip", {})
    two = recognise_bytes(packed(bezoeken__csv=VISITS, leden__csv=VISITS), "levering.zip", {})
    chosen = recognise_bytes(packed(bezoeken__csv=VISITS, leden__csv=VISITS), "levering.zip", {"file": "leden.csv"})

    assert one.certain and len(cells(one)) == 3
    assert keys(two) == ["file"] and chosen.certain


def test_an_archive_that_grows_out_of_hand_is_refused():
    with pytest.raises(NotRecognised, match="te groot"):
        recognise_bytes(packed(bom__csv=b"0" * (11 << 20)), "levering.zip", {})


def test_json_with_one_list_of_rows_is_read_and_nested_rows_are_refused():
    found = recognise_bytes(b'{"rijen": [{"naam": "Noord", "n": 1}, {"naam": "Zuid", "open": true}]}', "a.json", {})

    assert found.names == ("naam", "n", "open") and cells(found) == [["Noord", "1", ""], ["Zuid", "", "true"]]
    with pytest.raises(NotRecognised):
        recognise_bytes(b'[{"naam": {"voor": "a"}}]', "a.json", {})
