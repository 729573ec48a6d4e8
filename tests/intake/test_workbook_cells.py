"""Cells of a workbook are read as the program shows them; where that and what is kept differ, a person is asked."""

import io
import re
import struct
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.intake.recognising import NotRecognised, recognise_bytes
from biebwijzer.intake.recognising.numerals import plain, told
from biebwijzer.intake.recognising.xls import Texts
from biebwijzer.settings import ROOT
from tests.intake.test_recognising import cells, keys
from tests.intake.test_workbooks import ROWS, packed, saved, workbook

pytestmark = [pytest.mark.slow, pytest.mark.alike]

SHEET = "xl/worksheets/sheet1.xml"
NAMES = ["Vestiging", "Waarde"]


def read(*values, code=None):
    book = workbook(Cijfers=[NAMES, *([f"Noord {n}", value] for n, value in enumerate(values))])
    for line in range(2, len(values) + 2):
        if code:
            book["Cijfers"].cell(line, 2).number_format = code
    return recognise_bytes(saved(book), "levering.xlsx", {})


def shown(found):
    return [row[1] for row in cells(found)]


def changed(data, part, change):
    """The same workbook with one of its parts written otherwise."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (123, "00000", "00123"),
        (301234567, "000-0000000", "030-1234567"),
        (0.1 + 0.2, "General", "0.3"),
        (0.125, "0.0%", "0.125"),
        (1234.5, '"€" #,##0.00', "1234.5"),
        (9789021456789, "General", "9789021456789"),
        (time(12, 30), "h:mm", "12:30"),
        (timedelta(hours=36), "[h]:mm", "36:00"),
        (datetime(2025, 4, 13, 12, 30), "dd-mm-yyyy hh:mm", "2025-04-13 12:30:00"),
        (date(2025, 4, 13), "[$-413]d mmmm yyyy;@", "2025-04-13"),
        ("007", "General", "007"),
    ],
)
def test_a_cell_says_what_the_program_shows_without_losing_what_it_holds(value, code, text):
    found = read(value, value, value, code=code)

    assert found.certain and shown(found) == [text] * 3


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.5, "hh:mm"),
        (60, "dd-mm-yyyy"),
        (-3, "dd-mm-yyyy"),
        (3, '"<5"'),
        (3, ";;;"),
        (1.2345678901234568e18, "General"),
    ],
)
def test_what_is_shown_as_something_else_than_is_kept_is_asked_about(value, code):
    assert "shown" in keys(read(value, code=code))


def test_an_error_stays_in_the_table_and_a_formula_without_an_outcome_is_asked_about():
    errors, formulas = read(1, "#N/A", 3), read(1, "=1+1", 3)

    assert errors.certain and shown(errors) == ["1", "#N/A", "3"]
    assert any(remark.values.get("example") == "#N/A" for remark in errors.remarks)
    assert keys(formulas) == ["formulas"] and formulas.questions[0].values["cells"] == "B3"


def test_hidden_rows_and_columns_are_asked_about_and_left_out_when_they_do_not_belong():
    book = workbook(Cijfers=ROWS)
    book["Cijfers"].row_dimensions[3].hidden = True
    book["Cijfers"].column_dimensions["B"].hidden = True

    asked = recognise_bytes(saved(book), "levering.xlsx", {})
    without = recognise_bytes(saved(book), "levering.xlsx", {"hidden_rows": "nee"})

    assert keys(asked) == ["hidden_rows"] and asked.questions[0].values["names"] == "3, B"
    assert without.certain and cells(without) == [["Noord", "120"]]


def test_days_count_from_1904_where_the_workbook_says_so():
    book = workbook(Cijfers=ROWS)
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    assert [row[1] for row in cells(recognise_bytes(saved(book), "levering.xlsx", {}))] == ["2025-04-13", "2025-04-14"]


def test_cells_need_no_place_of_their_own_and_a_size_that_lies_is_not_believed():
    data = saved(workbook(Cijfers=ROWS))
    bare = changed(data, SHEET, lambda xml: re.sub(rb' r="[A-Z]*\d+"', b"", xml))
    lies = changed(data, SHEET, lambda xml: xml.replace(b'ref="A1:C3"', b'ref="A1:A2"'))

    assert cells(recognise_bytes(bare, "a.xlsx", {})) == cells(recognise_bytes(data, "a.xlsx", {}))
    assert cells(recognise_bytes(lies, "a.xlsx", {})) == cells(recognise_bytes(data, "a.xlsx", {}))


@pytest.mark.parametrize("part", ["xl/styles.xml", SHEET])
def test_a_workbook_that_lacks_a_part_its_cells_need_is_refused(part):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(workbook(Cijfers=ROWS)))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))

    with pytest.raises(NotRecognised, match="niet te openen"):
        recognise_bytes(out.getvalue(), "levering.xlsx", {})


def test_locked_and_binary_workbooks_are_refused_with_what_to_do():
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")

    with pytest.raises(NotRecognised, match="wachtwoord"):
        recognise_bytes(locked, "levering.xlsx", {})
    with pytest.raises(NotRecognised, match="xlsx"):
        recognise_bytes(packed(**{"xl/workbook__bin": b"\0"}), "levering.xlsb", {})


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPREADSHEET = f"""<office:document-content xmlns:office="{OFFICE}office:1.0" xmlns:table="{OFFICE}table:1.0"
 xmlns:text="{OFFICE}text:1.0"><office:body><office:spreadsheet><table:table table:name="Blad">%s
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def in_libreoffice(*rows):
    lines = ("".join(f"<table:table-cell {cell}</table:table-cell>" for cell in row) for row in rows)
    content = SPREADSHEET % "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    return recognise_bytes(packed(mimetype="", content__xml=content), "levering.ods", {})


def words(text):
    return f'office:value-type="string"><text:p>{text}</text:p>'


def test_cells_of_libreoffice_say_what_it_shows_and_notes_beside_them_are_left_out():
    found = in_libreoffice(
        [words("Wat"), words("Waarde")],
        [words("code"), 'office:value-type="float" office:value="123"><text:p>00123</text:p>'],
        [words("uren"), 'office:value-type="time" office:time-value="PT36H00M00S"><text:p>36:00</text:p>'],
        [words("dag"), 'office:value-type="date" office:date-value="2025-04-13"><text:p>13-04-25</text:p>'],
        [words("fout"), 'office:value-type="string" table:formula="of:=NA()"><text:p>#N/B</text:p>'],
        [
            words("noot"),
            'office:value-type="string"><office:annotation><text:p>let op</text:p></office:annotation>'
            "<text:p>a<text:s/>b</text:p>",
        ],
    )

    assert found.certain and shown(found) == ["00123", "36:00", "2025-04-13", "#N/B", "a b"]


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6))
def test_a_number_keeps_every_digit_it_was_typed_with(digits, decimals):
    typed = f"{digits / 10**decimals:.{decimals}f}"

    assert float(plain(repr(float(typed)))) == float(typed)
    assert told(str(digits), "", from_1904=False) == (str(digits), False)


OLD = ROOT / "tests" / "files" / "merged" / "levering.xls"


def test_an_old_workbook_that_is_damaged_is_refused_or_read_and_ends_nothing():
    data = OLD.read_bytes()
    for place in range(0, len(data), 97):
        broken = bytearray(data)
        broken[place] ^= 0xFF
        try:
            recognise_bytes(bytes(broken), "levering.xls", {"merged": "leeg"})
        except NotRecognised:
            continue


@pytest.mark.parametrize("end", [8, 600, 3000])
def test_an_old_workbook_that_was_cut_off_is_refused(end):
    with pytest.raises(NotRecognised, match="niet te openen"):
        recognise_bytes(OLD.read_bytes()[:end], "levering.xls", {})


def test_texts_of_an_old_workbook_go_on_where_a_record_is_full():
    first = struct.pack("<II", 2, 2) + struct.pack("<HB", 5, 0) + b"No"
    after = b"\x01" + "ord".encode("utf-16-le") + struct.pack("<HBH", 4, 8, 1) + b"Zuid" + bytes(4)

    assert list(Texts([first, after])) == ["Noord", "Zuid"]


def test_lines_within_a_cell_of_a_workbook_are_no_lost_quote():
    found = read("een\ntwee", "1;2\n3;4", "a,b,c\nd,e,f")

    assert found.certain and shown(found)[0] == "een\ntwee"


def test_a_sheet_of_text_only_is_passed_over_and_named():
    book = workbook(Voorblad=[["Jaarverslag 2025"], [], ["Bibliotheek Oost"]], Cijfers=ROWS)
    found = recognise_bytes(saved(book), "levering.xlsx", {})

    assert found.certain and found.part == "Cijfers"
    assert any(remark.values.get("names") == "Voorblad" for remark in found.remarks)


def test_names_that_are_merged_over_columns_and_over_rows_are_one_header():
    names = [["Titel", "2024", None, "2025"], [None, "Genre", "Taal", "Genre"]]
    book = workbook(Blad=[*names, *([f"De boot {n}", "roman", "nl", "jeugd"] for n in range(6))])
    book["Blad"].merge_cells("A1:A2")
    book["Blad"].merge_cells("B1:C1")
    found = recognise_bytes(saved(book), "levering.xlsx", {})

    assert found.certain and found.names == ("Titel", "2024 Genre", "2024 Taal", "2025 Genre")


def test_a_text_of_thousands_or_decimals_among_numbers_is_asked_about_and_written_as_they_are():
    book = workbook(Cijfers=[NAMES, *([f"Noord {n}", n + 0.5] for n in range(5)), ["Zuid", "1.830"]])
    asked = recognise_bytes(saved(book), "levering.xlsx", {})
    thousands = recognise_bytes(saved(book), "levering.xlsx", {"grouped": "duizendtallen"})
    decimals = recognise_bytes(saved(book), "levering.xlsx", {"grouped": "decimalen"})

    assert keys(asked) == ["grouped"] and asked.questions[0].values["cells"] == "B7"
    assert thousands.certain and shown(thousands)[-1] == "1830"
    assert decimals.certain and shown(decimals)[-1] == "1.830"
