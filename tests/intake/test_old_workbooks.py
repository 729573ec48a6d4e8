"""Workbooks of Excel 5 and 95, and workbooks whose parts stand elsewhere: read as any other, or refused."""

import io
import struct
import zipfile

import pytest
from openpyxl import Workbook

from biebwijzer.intake.recognising import NotRecognised, recognise_bytes
from biebwijzer.intake.recognising.xls import Texts

ROWS = [["Vestiging", "Bezoeken", "Op"], ["Café Oost", 1250, 45000], ["Súdwest", 31.5, 45001], ["West", 7, 45002]]


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def begin(what: int) -> bytes:
    return record(0x809, struct.pack("<HHHH", 0x500, what, 0, 0))


def stream(rows, code_page: int, encoding: str) -> bytes:
    """A workbook of 1995 with one sheet: texts with a byte for each letter, numbers, and days by their format."""
    sheet = begin(0x10)
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", line, column, 1 if column == 2 and line else 0)
            if isinstance(value, str):
                letters = value.encode(encoding)
                sheet += record(0x204, place + struct.pack("<H", len(letters)) + letters)
            else:
                sheet += record(0x203, place + struct.pack("<d", value))
    sheet += record(0x0A, b"")
    styles = b"".join(record(0xE0, struct.pack("<HH", 0, number) + bytes(12)) for number in (0, 14))
    front = begin(0x05) + record(0x42, struct.pack("<H", code_page)) + styles
    name = "Bezoek".encode(encoding)
    length = len(front) + 4 + 7 + len(name) + 4
    listed = record(0x85, struct.pack("<IBBB", length, 0, 0, len(name)) + name)
    return front + listed + record(0x0A, b"") + sheet


def on_disk(content: bytes, name: str = "Book") -> bytes:
    """The disk within a file in which an old workbook is kept: header, sectors, which follows which, and a folder."""
    content = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
    count = len(content) // 512
    follows = [*range(1, count), 0xFFFFFFFE, 0xFFFFFFFE, 0xFFFFFFFD]
    table = struct.pack("<128I", *follows, *[0xFFFFFFFF] * (128 - len(follows)))

    def entry(called: str, kind: int, start: int, size: int, child: int) -> bytes:
        letters = (called + "\0").encode("utf-16-le")
        links = struct.pack("<HBBIII", len(letters), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return letters.ljust(64, b"\0") + links + bytes(36) + struct.pack("<III", start, size, 0)

    folder = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + entry(name, 2, 0, len(content), 0xFFFFFFFF) + bytes(256)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, count, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return head + struct.pack("<109I", count + 1, *[0xFFFFFFFF] * 108) + content + folder + table


def cells(found) -> list[list[str]]:
    return [list(found.table.heading.names), *(list(one.cells) for one in found.table.rows)]


@pytest.mark.parametrize(
    ("page", "encoding"), [(1252, "cp1252"), (10000, "mac_roman"), (850, "cp850"), (9999, "cp1252")]
)
def test_a_workbook_of_1995_is_read_with_its_letters_numbers_and_days(page, encoding):
    found = recognise_bytes(on_disk(stream(ROWS, page, encoding)), "oud.xls", {})

    assert found.certain and cells(found) == [
        ["Vestiging", "Bezoeken", "Op"],
        ["Café Oost", "1250", "2023-03-15"],
        ["Súdwest", "31.5", "2023-03-16"],
        ["West", "7", "2023-03-17"],
    ]


def test_the_workbook_is_found_whatever_capitals_its_part_is_called_by():
    data = on_disk(stream(ROWS, 1252, "cp1252"), "BOOK")

    assert cells(recognise_bytes(data, "oud.xls", {}))[1][0] == "Café Oost"


def test_a_workbook_older_still_is_refused_with_what_to_do():
    older = stream(ROWS, 1252, "cp1252").replace(struct.pack("<HH", 0x500, 5), struct.pack("<HH", 0x400, 5), 1)

    with pytest.raises(NotRecognised, match="xlsx"):
        recognise_bytes(on_disk(older), "oud.xls", {})


def test_more_texts_may_be_counted_than_there_are():
    said = struct.pack("<HB", 4, 0) + b"Oost" + struct.pack("<HB", 4, 0) + b"West"

    assert list(Texts([struct.pack("<II", 9, 9) + said])) == ["Oost", "West"]


def saved() -> dict[str, bytes]:
    """The parts of a workbook as it is saved."""
    book, out = Workbook(), io.BytesIO()
    for row in ROWS:
        book.active.append(row)
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def moved(parts: dict[str, bytes], folder: str) -> dict[str, bytes]:
    """The same parts with the workbook in a folder of another name, as some programs write it."""
    return {
        name.replace("xl/", folder): content.replace(b'="xl/', f'="{folder}'.encode()).replace(
            b'="/xl/', f'="/{folder}'.encode()
        )
        for name, content in parts.items()
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: moved(parts, "werk/"),
        lambda parts: moved(parts, ""),
        lambda parts: {name.replace("/", "\\") if name.startswith("xl") else name: one for name, one in parts.items()},
        lambda parts: {
            **parts,
            "xl/worksheets/sheet1.xml": parts["xl/worksheets/sheet1.xml"].replace(b"<c ", b'<c s="" '),
        },
    ],
    ids=["another folder", "no folder", "paths of Windows", "no style"],
)
def test_a_workbook_is_read_wherever_its_parts_stand(change):
    found = recognise_bytes(packed(change(saved())), "levering.xlsx", {})

    assert cells(found)[:2] == [["Vestiging", "Bezoeken", "Op"], ["Café Oost", "1250", "45000"]]


def test_a_text_that_stands_in_its_cell_is_not_said_twice():
    parts = saved()
    sheet = parts["xl/worksheets/sheet1.xml"]
    twice = sheet.replace(b"<t>West</t></is>", b"<t>West</t></is><v>West</v>")
    assert twice != sheet

    found = recognise_bytes(packed({**parts, "xl/worksheets/sheet1.xml": twice}), "levering.xlsx", {})

    assert cells(found)[-1][0] == "West"
