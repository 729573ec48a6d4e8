"""What a file holds is told and written without a home: certain, refused in part, or asked."""

import csv
import io
import json

import pytest

from biebwijzer.commands import Terminal
from tests.engines import settings_of

pytestmark = pytest.mark.alike


@pytest.fixture
def settings(tmp_path):
    """Of a home that is not there."""
    return settings_of(tmp_path / "home")


VISITS = "Vestiging;Datum;Bezoeken\r\nNoord;13-04-2025;120\r\nZuid;14-04-2025;80\r\nOost;15-04-2025;95\r\n"


def lines(path):
    return list(csv.reader(path.open(encoding="utf-8", newline="")))


def test_sniff_says_how_a_file_is_written(typed, tmp_path, settings):
    (tmp_path / "bezoek.csv").write_bytes(VISITS.replace("Noord", "Fryslân").encode("cp1252"))

    told = typed("sniff", "bezoek.csv", "--json")

    said = json.loads(told.out)
    assert told.code == 0 and not settings.home.exists()
    assert (said["encoding"], said["separator"], said["quote"], said["line_end"]) == ("cp1252", ";", None, "\r\n")
    assert (said["header_row"], said["certain"], said["questions"]) == (1, True, [])
    assert [(one["name"], one["type"]) for one in said["columns"]] == [
        ("Vestiging", "text"), ("Datum", "date"), ("Bezoeken", "integer"),
    ]  # fmt: skip


def test_sniff_asks_what_only_a_person_knows(typed, tmp_path):
    (tmp_path / "bedrag.csv").write_text("Naam;Bedrag\nNoord;1.830\nZuid;2.415\n", encoding="utf-8")

    said = json.loads(typed("sniff", "bedrag.csv", "--json").out)

    assert said["certain"] is False and "1.830" in said["questions"][0] and said["answers"] == {"decimal": [",", "."]}


def test_read_writes_the_table_and_the_refused_rows_apart(typed, tmp_path):
    (tmp_path / "bezoek.csv").write_text("Bezoek 2025\n" + VISITS + "West;16-04-2025\n" + VISITS.partition("\n")[2] * 3)

    told = typed("read", "bezoek.csv", "--to", "uit.csv", "--json")

    said = json.loads(told.out)
    assert told.code == 4
    assert lines(tmp_path / "uit.csv")[:2] == [["Vestiging", "Datum", "Bezoeken"], ["Noord", "13-04-2025", "120"]]
    assert len(lines(tmp_path / "uit.csv")) == 13
    assert said["refused_file"] == str(tmp_path / "uit.refused.csv")
    assert lines(tmp_path / "uit.refused.csv")[1][0::3] == ["6", "West;16-04-2025"]


def test_read_asks_on_the_error_channel_and_writes_nothing_until_it_is_answered(typed, tmp_path):
    (tmp_path / "dag.csv").write_text("Naam;Datum\nNoord;03-04-2025\nZuid;05-06-2025\n", encoding="utf-8")

    asked = typed("read", "dag.csv", "--to", "uit.csv")
    written = (tmp_path / "uit.csv").exists()
    answered = typed("read", "dag.csv", "--to", "uit.csv", "--answer", "dates=day")

    assert (asked.code, written, asked.out) == (3, False, "") and "03-04-2025" in asked.err
    assert answered.code == 0 and len(lines(tmp_path / "uit.csv")) == 3


def test_read_lists_every_row_when_all_have_another_width_than_the_header(typed, tmp_path):
    (tmp_path / "r.csv").write_text('"a";"b"\n"Noord";1;2\n"Zuid";3;4\n"Oost";5;6\n', encoding="utf-8")

    told = typed("read", "r.csv", "--to", "uit.csv")

    assert told.code == 4
    assert [len(row) for row in lines(tmp_path / "uit.csv")] == [2, 3, 3, 3]
    assert [row[0] for row in lines(tmp_path / "uit.refused.csv")] == ["row", "2", "3", "4"]


def test_what_can_not_be_read_is_refused_with_a_sentence(typed, tmp_path):
    (tmp_path / "leeg.csv").write_bytes(b"")

    told = typed("read", "leeg.csv", "--to", "uit.csv")
    sniffed = typed("sniff", "leeg.csv", "--json")
    absent = typed("read", "weg.csv", "--to", "uit.csv")

    assert told.code == sniffed.code == absent.code == 3
    assert "leeg" in told.err and json.loads(sniffed.out)["certain"] is False


def test_read_lists_a_row_that_is_only_a_text_in_front_and_leaves_it_where_it_stood(typed, tmp_path):
    (tmp_path / "bezoek.csv").write_text(VISITS + "# nagekeken;;\r\n" + VISITS.partition("\n")[2] * 3, newline="")

    told = typed("read", "bezoek.csv", "--to", "uit.csv", "--json")

    assert told.code == 4 and json.loads(told.out)["lone"] == [5]
    assert lines(tmp_path / "uit.csv")[4] == ["# nagekeken", "", ""]
    assert lines(tmp_path / "uit.refused.csv")[1][0::3] == ["5", "# nagekeken"]


def test_what_a_terminal_would_obey_is_shown_as_a_sign_and_kept_in_json(typed, tmp_path):
    odd = "weg\x1b[2J\x9b31m\x7f.csv"
    out = io.StringIO()
    Terminal(out, io.StringIO(), tmp_path).json([odd])

    said = typed("sniff", odd)

    assert said.code and "weg" in said.err and not {"\x1b", "\x9b", "\x7f"} & {*said.out, *said.err, *out.getvalue()}
    assert json.loads(out.getvalue()) == [odd]
