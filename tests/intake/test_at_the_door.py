"""What a file goes through before it is read: only keys of members pass, and its text becomes plain records."""

import csv
import hashlib
import hmac
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.intake.decoding import blocks, keeps_ascii
from biebwijzer.intake.door import Door, pseudonymise
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.sources import read_source
from biebwijzer.intake.transcribing import transcribe
from tests.examples import tried_on

pytestmark = [pytest.mark.slow, pytest.mark.alike]

CELLS = st.text(st.sampled_from('ab1 "\r\n;é.'), max_size=6)
KEYED = """
title = { nl = "Leden", en = "Members" }
delivers = "usage.loan"
kind = "events"
identity = "none"
refresh = "once"
[file]
separator = ";"
ignore = "*"
[columns]
branch_id = { constant = "utr-oost" }
member_key = { from = "Lid", key = true }
loaned_on = "Dag"
material = "Soort"
"""


@tried_on(8)
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=12), wide=st.booleans())
def test_whatever_stands_in_a_file_with_members_only_keys_go_on(tmp_path, rows, wide):
    """Against a plain reading by Python of the same file."""
    file, kept = tmp_path / "f.csv", tmp_path / "kept.csv"
    text = io.StringIO()
    writer = csv.writer(
        text, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL if wide else csv.QUOTE_MINIMAL
    )
    writer.writerows([["Lid", "Naam", "Dag", "Soort"], *rows])
    file.write_bytes(text.getvalue().encode())

    pseudonymise(read_source("loose", KEYED), file, kept, b"key")

    def key(cell: str) -> str:
        return hmac.new(b"key", cell.strip().encode(), hashlib.sha256).hexdigest()[:32] if cell.strip() else ""

    plain = [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows]
    expected = [[key(row[0]), "", *row[2:]] if len(row) == 4 else [""] * len(row) for row in plain]
    found = list(csv.reader(io.StringIO(kept.read_text(encoding="utf-8"), newline=""), delimiter=";"))
    assert found == [["Lid", "Naam", "Dag", "Soort"], *expected]


CELL = st.text(st.sampled_from("ab1. ;\u00a0é#'"), max_size=4) | st.sampled_from(["123456782", "1.2.3.456782"])


@tried_on(300)
@given(lines=st.lists(st.lists(CELL, min_size=4, max_size=4).map(";".join), min_size=1, max_size=6))
def test_a_block_let_through_at_once_is_the_block_let_through_line_by_line(lines):
    heads, text = ["Lid", "Naam", "Dag", "Soort"], "\n".join(lines) + "\n"
    quick, plain = (Door(read_source("loose", KEYED), heads, b"key") for _ in range(2))

    kept = quick._at_once(text.encode())

    assert (kept is None) is any(line.count(";") != 3 for line in lines)
    assert kept is None or kept.decode() == plain._line_by_line(text)
    assert kept is None or [(one.nine, one.passing) for one in quick._columns] == [
        (one.nine, one.passing) for one in plain._columns
    ]


def test_a_plain_file_is_read_where_it_stands_and_any_other_is_copied(tmp_path):
    source = read_source("loose", KEYED)
    where = {}
    for name, content in {
        "plain": "Lid;Dag;Soort\né;b;c\n", "open": "Lid;Dag;Soort\na;b;c", "windows": "Lid;Dag;Soort\r\na;b;c\r\n",
        "marked": "\ufeffLid;Dag;Soort\na;b;c\n", "quoted": 'Lid;Dag;Soort\n"a";b;c\n',
        "gap": "Lid;Dag;Soort\n\na;b;c\n", "trailing": "Lid;Dag;Soort\na;b;c\n\n\n",
        "mixed": "Lid;Dag;Soort\r\na;b;c\nd;e;f\r\n", "old": "Lid;Dag;Soort\ra;b;c\r",
        "windows gap": "Lid;Dag;Soort\r\na;b;c\r\n\r\nd;e;f\r\n", "windows open": "Lid;Dag;Soort\r\na;b;c",
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(content.encode())
        transcript = transcribe(source, tmp_path / name, tmp_path / "copy")
        where[name] = transcript.path.name
        assert transcript.records == {"gap": 2, "mixed": 2, "windows gap": 3}.get(name, 1)
        assert transcript.first_row == 2 and transcript.returns is (name in ("windows", "windows open"))

    stand = ("plain", "open", "windows", "windows open", "marked")
    assert where == {**dict.fromkeys(where, "copy"), **{name: name for name in stand}}


LETTERS = st.text(st.sampled_from("ab1 \u00a0é€ÿ"), min_size=1, max_size=5) | st.just("a" * 60)


@tried_on(150)
@given(
    lines=st.lists(LETTERS, min_size=1, max_size=9),
    head=st.sampled_from(["Lid;Dag;Soort", "Privé;Dag;Soort"]),
    windows=st.booleans(),
    block=st.integers(3, 90),
)
def test_a_file_in_an_old_encoding_becomes_its_own_text_wherever_its_first_letter_stands(
    lines, head, windows, block, tmp_path, monkeypatch
):
    from biebwijzer.intake import transcribing

    monkeypatch.setattr(transcribing, "BLOCK", block)
    monkeypatch.setattr(transcribing, "CHUNK", block)
    text = "".join(line + ("\r\n" if windows else "\n") for line in [head, *lines])
    source = read_source("loose", KEYED.replace("[file]", '[file]\nencoding = "cp1252"'))
    (tmp_path / "f.csv").write_bytes(text.encode("cp1252"))

    transcript = transcribe(source, tmp_path / "f.csv", tmp_path / "copy.csv")

    assert transcript.path.read_bytes().decode() == text
    assert (transcript.path.name == "f.csv") is text.isascii()
    assert transcript.records == len(lines) and transcript.returns is windows
    assert set(transcript.spaces) == {one for one in (" ", "\u00a0") if one in "".join(lines)}


def test_a_sign_that_is_no_letter_of_its_encoding_is_named_with_its_row(tmp_path):
    source = read_source("loose", KEYED.replace("[file]", '[file]\nencoding = "cp1252"'))
    (tmp_path / "f.csv").write_bytes(b"Lid;Dag;Soort\n" + b"a;b;c\n" * 50 + b"a;\x81;c\n")

    with pytest.raises(DeliveryRefused) as refused:
        transcribe(source, tmp_path / "f.csv", tmp_path / "copy.csv")

    assert refused.value.values["row"] == 52


def test_text_in_any_encoding_and_with_any_line_end_is_the_same_text(tmp_path, monkeypatch):
    from biebwijzer.intake import decoding

    monkeypatch.setattr(decoding, "CHUNK", 5)
    text = "Lid;Dag\rprivé;2\r\n\r\n€;4\nlange regel zonder einde"
    for encoding in ("utf-8", "cp1252", "iso8859-15", "utf-16", "cp1252"):
        (tmp_path / "f").write_bytes(text.encode(encoding))
        source = read_source("loose", KEYED.replace("[file]", f'[file]\nencoding = "{encoding}"'))
        assert b"".join(blocks(source, tmp_path / "f")).decode() == text.replace("\r\n", "\n").replace("\r", "\n")
    assert keeps_ascii("cp1252") and not keeps_ascii("utf-16") and not keeps_ascii("shift_jis")
