"""JSON is read as it is written, whatever its file is called; what is no table is refused with what to do."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.intake.recognising import NotRecognised, recognise_bytes
from tests.examples import tried_on
from tests.intake.test_recognising import VISITS, cells
from tests.intake.test_workbooks import packed

pytestmark = pytest.mark.alike

ROWS = [{"naam": "Noord", "n": 1, "deel": 1.5}, {"naam": "Zoë", "n": 2, "deel": 2.25}]
LINES = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS)


@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.ndjson"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("text", [json.dumps(ROWS, ensure_ascii=False), LINES, json.dumps({"rijen": ROWS})])
def test_a_list_of_objects_is_read_in_any_spelling_and_under_any_name(text, encoding, name):
    found = recognise_bytes(text.encode(encoding), name, {})

    assert found.certain and found.names == ("naam", "n", "deel")
    assert cells(found) == [["Noord", "1", "1.5"], ["Zoë", "2", "2.25"]]


def test_numbers_of_json_stay_as_they_are_written():
    found = recognise_bytes(
        b'[{"a": 1.10, "b": 1e3, "c": 12345678901234567890}, {"a": 2, "b": 3, "c": 4}]', "a.json", {}
    )

    assert cells(found)[0] == ["1.10", "1e3", "12345678901234567890"]


def test_a_name_some_rows_leave_out_and_what_stands_beside_the_rows_are_named():
    found = recognise_bytes(b'{"bron": "x", "rijen": [{"a": "p", "b": 1}, {"a": "q"}]}', "a.json", {})

    assert cells(found) == [["p", "1"], ["q", ""]]
    assert [remark.values["names"] for remark in found.remarks[:2]] == ["bron", "b"]


@pytest.mark.parametrize(
    "text",
    [
        '[{"a": 1, "a": 2}]',
        '[{"a": 1, "b": 2},\n {"a": 3, "b"',
        '{"a": 1}\n{"a": 2',
        '{"a": [{"b": 1}], "c": [{"b": 2}]}',
    ],
)
@pytest.mark.parametrize("name", ["a.json", "a.csv"])
def test_json_that_is_broken_or_says_two_things_is_refused_under_any_name(text, name):
    with pytest.raises(NotRecognised):
        recognise_bytes(text.encode(), name, {})


@pytest.mark.parametrize(
    "text",
    [
        "<html><table><tr><td>a;b</td></tr></table></html>",
        "\r\n<!DOCTYPE html>\n<p>Niet gevonden; helaas</p>\n",
        '<?xml version="1.0"?>\n<rows>\n<row>1;2</row>\n</rows>\n',
        "{\\rtf1\\ansi a;b\\par 1;2\\par}",
        "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n",
        "ID;PWXL;N;E\nC;Y1;X1;K1\n",
        "%PDF-1.4\n1 0 obj\nendobj\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_another_program_made_is_no_table_line_by_line(text, encoding):
    with pytest.raises(NotRecognised):
        recognise_bytes(text.encode(encoding), "cijfers.xls", {})


def test_a_value_in_pointed_brackets_is_no_web_page():
    assert recognise_bytes(VISITS.replace("Vestiging", "<Vestiging>").encode(), "a.csv", {}).certain


@tried_on(120)
@given(place=st.integers(0, 400), value=st.integers(0, 255))
def test_a_damaged_archive_is_refused_or_read_never_a_fault(place, value):
    data = bytearray(packed(bezoeken__csv=VISITS * 3))
    data[place % len(data)] = value

    try:
        found = recognise_bytes(bytes(data), "levering.zip", {})
    except NotRecognised:
        return

    assert found.questions or found.table is not None
