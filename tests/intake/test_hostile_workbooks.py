"""Workbooks that were made to do harm: each is read or refused with a sentence, before it fills memory or disk."""

import io
import json
import struct
import zipfile

import pytest

from biebwijzer.intake.recognising import NotRecognised, books, recognise_bytes
from biebwijzer.intake.recognising.compound import joined
from biebwijzer.intake.recognising.letters import whole
from biebwijzer.intake.recognising.numerals import told
from tests.intake.test_old_workbooks import ROWS, begin, on_disk, record, stream
from tests.intake.test_recognising import cells

pytestmark = [pytest.mark.slow, pytest.mark.alike]

NAMES = '<row r="1"><c r="A1" t="str"><v>Vestiging</v></c><c r="B1" t="str"><v>Bezoeken</v></c></row>'
ROW = '<row r="2"><c r="A2" t="str"><v>Noord</v></c><c r="B2"><v>5</v></c></row>'


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx(rows="", around=("", ""), sheets="<sheet name='Cijfers'/>", **parts):
    """A workbook of one sheet: what stands below its names, and around all its rows."""
    content = f"<worksheet>{around[0]}<sheetData>{NAMES}{ROW}{rows}</sheetData>{around[1]}</worksheet>"
    more = {name.replace("__", "/") + ".xml": part for name, part in parts.items()}
    book = f"<workbook><sheets>{sheets}</sheets></workbook>"
    return packed({"xl/workbook.xml": book, "xl/worksheets/sheet1.xml": content, **more})


def ods(more, before=""):
    name = "urn:oasis:names:tc:opendocument:xmlns"
    spaces = " ".join(f'xmlns:{one}="{name}:{one}:1.0"' for one in ("office", "table", "text"))
    rows = "".join(ods_row(ods_cell(one), ods_cell(other)) for one, other in (("Vestiging", "Bezoeken"), ("Noord", 5)))
    content = f'<office:body {spaces}><table:table table:name="s">{before}{rows}{more}</table:table></office:body>'
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def ods_cell(text, said=""):
    return f"<table:table-cell {said}><text:p>{text}</text:p></table:table-cell>"


def ods_row(*found, said=""):
    return f"<table:table-row {said}>{''.join(found)}</table:table-row>"


def times(what, number):
    return f'table:number-{what}-repeated="{number}"'


def shared(text):
    return f"<sst><si><t>{text}</t></si></sst>"


MANY = "".join(f'<row r="{line}"><c r="A{line}" t="s"><v>0</v></c></row>' for line in range(3, 10_000))
REFUSED = {
    "a line beyond all lines": lambda: xlsx(f'<row r="{10**25}"><c><v>1</v></c></row>'),
    "a line before the first": lambda: xlsx('<row r="-5"><c><v>1</v></c></row>'),
    "a line far below": lambda: xlsx(f'<row r="{10**9}"><c><v>1</v></c></row>'),
    "a column beyond all columns": lambda: xlsx('<row r="3"><c r="ZZZZZZZ3"><v>1</v></c></row>'),
    "a text before the first": lambda: xlsx('<row r="3"><c t="s"><v>-1</v></c></row>', xl__sharedStrings=shared("x")),
    "a text that is not there": lambda: xlsx('<row r="3"><c t="s"><v>9</v></c></row>', xl__sharedStrings=shared("x")),
    "one text in many cells": lambda: xlsx(MANY, xl__sharedStrings=shared("9" * 32_000)),
    "rows that each name columns of their own": lambda: json.dumps(
        [{f"{row} {column}": 1 for column in range(5)} for row in range(5000)]
    ).encode(),
    "a list of parts that grows": lambda: packed({"[Content_Types].xml": " " * (30 << 20), "a.csv": "a;b"}),
    "columns beyond all columns": lambda: ods(ods_row(ods_cell("x", times("columns", 10**9)))),
    "a cell behind all columns": lambda: ods(ods_row(ods_cell("", times("columns", 99_999_999)), ods_cell("x"))),
    "one row of many wide cells": lambda: ods(ods_row(*[ods_cell("x", times("columns", 16_384))] * 1000)),
    "rows without end": lambda: ods(ods_row(ods_cell("x"), said=times("rows", 10**9))),
    "a long text that comes back": lambda: ods(
        ods_row(ods_cell("9" * 30_000, times("columns", 1000)), said=times("rows", 1000))
    ),
}  # fmt: skip


@pytest.mark.parametrize("harm", REFUSED)
def test_a_workbook_that_would_fill_the_memory_or_the_disk_is_refused_with_a_sentence(harm):
    with pytest.raises(NotRecognised):
        recognise_bytes(REFUSED[harm](), "levering.xlsx", {})


READ = {
    "columns hidden without end": lambda: xlsx(around=('<cols><col min="1" max="1000000000" hidden="1"/></cols>', "")),
    "merged without end": lambda: xlsx(around=("", '<mergeCell ref="A5:B999999999"/>' * 20_000)),
    "spaces without end": lambda: ods(ods_row(ods_cell(f'<text:s text:c="{10**20}"/>Zuid'), ods_cell(3))),
    "lines hidden without end": lambda: ods(
        f'<table:table-row table:visibility="collapse" {times("rows", 99_999_999)}/>' * 500
    ),
    "columns hidden in another program": lambda: ods(
        "", f'<table:table-column table:visibility="collapse" {times("columns", 99_999_999)}/>'
    ),
}


@pytest.mark.parametrize("harm", READ)
def test_what_is_said_of_cells_that_are_not_there_costs_nothing(harm):
    found = recognise_bytes(READ[harm](), "levering.xlsx", {"hidden_rows": "ja"})

    assert cells(found)[0] == ["Noord", "5"]


def test_merged_cells_over_one_another_are_refused_before_they_are_all_filled():
    rows = "".join(f'<row r="{line}"><c><v>{line}</v></c><c><v>1</v></c></row>' for line in range(3, 3000))
    data = xlsx(rows, ("", '<mergeCell ref="A2:XFD1048576"/>' * 20_000))

    with pytest.raises(NotRecognised):
        recognise_bytes(data, "levering.xlsx", {"merged": "vul"})


def test_two_sheets_are_never_one_part():
    target = '<Relationship Id="x" Type="t/worksheet" Target="worksheets/sheet1.xml"/>'
    sheets = "".join(f'<sheet name="s{n}" xmlns:r="r" r:id="x"/>' for n in range(2))
    parts = {"xl/_rels/workbook.xml.rels": f"<Relationships>{target}</Relationships>"}
    content = f"<worksheet><sheetData>{NAMES}{ROW}</sheetData></worksheet>"
    book = f"<workbook><sheets>{sheets}</sheets></workbook>"

    with pytest.raises(NotRecognised):
        books.opened(packed({"xl/workbook.xml": book, "xl/worksheets/sheet1.xml": content, **parts}))


def test_parts_that_each_would_do_are_refused_when_they_are_too_much_together(monkeypatch):
    monkeypatch.setattr(books, "MOST_BYTES", 5000)
    sheet = f"<worksheet><sheetData>{NAMES}{ROW}</sheetData></worksheet>"
    data = xlsx(**{f"xl__worksheets__sheet{n}": sheet for n in range(2, 40)})

    with pytest.raises(NotRecognised, match="MB"):
        books.opened(data)


def test_sheets_of_an_old_workbook_that_begin_at_one_place_are_refused():
    name = b"Bezoek"
    listed = [record(0x85, struct.pack("<IBBB", 99, 0, 0, 7) + name + one) for one in (b"1", b"2")]

    with pytest.raises(NotRecognised):
        books.opened(on_disk(begin(0x05) + b"".join(listed) + record(0x0A, b"") + stream(ROWS, 1252, "cp1252")))


def test_sectors_that_follow_themselves_end():
    assert len(joined(bytes(512 * 9), 0, (0,) * 100_000, 512, 0)) <= 512 * 11


@pytest.mark.parametrize(("raw", "code"), [("1e999999999", "General"), ("inf", "[h]:mm"), ("1e300", "[h]:mm")])
def test_a_number_no_program_holds_ends_nothing(raw, code):
    assert told(raw, code, False)[0]


def test_half_a_sign_becomes_a_mark_and_two_halves_one_sign():
    data = xlsx('<row r="3"><c t="str"><v>a_xD800_</v></c><c t="str"><v>_xD83D__xDE00_</v></c></row>')
    written = json.dumps([{"Naam": "a\ud800", "Aantal": 1, "\ud800": 2}, {"Naam": "b", "Aantal": 2, "\ud800": 3}])

    assert cells(recognise_bytes(data, "f.xlsx", {}))[1] == ["a\ufffd", "😀"]
    assert recognise_bytes(written.encode(), "f.json", {}).names == ("Naam", "Aantal", "\ufffd")
    assert whole("heel") == "heel"
