"""What a sample of a file tells: it makes sifting quicker, and no difference to what is accepted."""

import polars as pl
import pytest

from biebwijzer.intake import knowing, taking_in
from tests.intake.counters import COUNTS, TOTALLED, know_whatever_comes_twice

pytestmark = [pytest.mark.slow, pytest.mark.alike]


@pytest.fixture
def looked(monkeypatch) -> list:
    """What samples told, one after the other."""
    found, real = [], taking_in.knowing
    monkeypatch.setattr(taking_in, "knowing", lambda *given: found.append(real(*given)) or found[-1])
    return found


@pytest.mark.parametrize("known", [["A"], ["A", "B", "C"]])
def test_a_name_that_is_not_known_goes_on_as_any_other(load, monkeypatch, looked, known):
    know_whatever_comes_twice(monkeypatch)
    doors = [*known * 20, "NL91ABNA0417164300", "123456782", "D", *["E "] * 2, *["storing"] * 3]
    lines = [f"Oost;{door};{n % 28 + 1:02d}-{n // 28 + 1:02d}-2026 10:00;{n};0" for n, door in enumerate(doors)]

    loaded = load("\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines, ""]).encode(), COUNTS)

    assert [one.known for one in looked[0].source.fields if one.column == "door"] == [tuple(known)]
    assert sorted(loaded.accepted["door"].to_list()) == sorted([*known * 20, "D", "E", "E"])
    assert sorted(loaded.refused["reason"].to_list()) == ["bank_account", "citizen_number", *["required"] * 3]


@pytest.mark.parametrize("unusual", [-1, 1])
def test_a_listed_name_that_the_sample_did_not_show_is_that_name_all_the_same(load, monkeypatch, looked, unusual):
    know_whatever_comes_twice(monkeypatch)
    monkeypatch.setattr(knowing, "UNUSUAL", unusual)
    branches = [*["Oost", "OOST"] * 30, "oost", "Oostt", "storing"]
    lines = [f"{name};A;{n % 28 + 1:02d}-{n // 28 + 1:02d}-2026 10:00;{n};0" for n, name in enumerate(branches)]

    loaded = load("\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines, ""]).encode(), COUNTS)

    assert [one.known for one in looked[0].source.fields if one.column == "branch_id"] == [("Oost", "OOST")]
    assert [one.at_sight for one in looked] == [unusual > 0]
    told = loaded.accepted["branch_id"].to_list()
    assert len(told) == 61 and len({*told}) == 1
    assert loaded.refused.sort("source_row")["reason"].to_list() == ["unknown_reference", "required"]


@pytest.mark.parametrize("unusual", [-1, 1])
def test_where_the_sample_did_not_show_most_names_the_file_is_read_without_it(load, monkeypatch, unusual):
    know_whatever_comes_twice(monkeypatch)
    monkeypatch.setattr(knowing, "UNUSUAL", unusual)
    sifted = []
    real = taking_in.sift
    monkeypatch.setattr(
        taking_in, "sift", lambda bench, source, *rest: sifted.append(source) or real(bench, source, *rest)
    )
    # Every tenth line is of one door.
    doors = ["A" if n % 10 == 0 else f"B{n}" for n in range(100)]
    lines = [f"Oost;{door};{n % 28 + 1:02d}-{n // 28 + 1:02d}-2026 10:00;{n};0" for n, door in enumerate(doors)]

    loaded = load("\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines, ""]).encode(), COUNTS)

    assert [any(one.known for one in source.fields) for source in sifted] == [True, False]
    assert sorted(loaded.accepted["door"].to_list()) == sorted(doors)


@pytest.mark.parametrize(("unusual", "with_care"), [(0.05, 4), (0.01, 1)])
def test_what_is_written_otherwise_in_a_usual_file_is_left_to_care_and_accepted_all_the_same(
    load, monkeypatch, unusual, with_care
):
    know_whatever_comes_twice(monkeypatch)
    monkeypatch.setattr(knowing, "UNUSUAL", unusual)
    careful, sieves, real, real_sieve = [], [], taking_in.make_suspect, taking_in.knowing
    monkeypatch.setattr(
        taking_in,
        "make_suspect",
        lambda bench, *rest: (real(bench, *rest), careful.append(bench.value("select count(*) from suspect"))),
    )
    monkeypatch.setattr(taking_in, "knowing", lambda *given: sieves.append(real_sieve(*given)) or sieves[-1])
    counts = {7: "1.830", 70: "storing", 71: "007", 90: "gisteren"}
    lines = [f"Oost;A;{n % 28 + 1:02d}-{n // 28 + 1:02d}-2026 10:00;{counts.get(n, n)};0" for n in range(100)]

    loaded = load("\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines, "Totaal;;;9;9", ""]).encode(), TOTALLED)

    assert [one.at_sight for one in sieves] == [with_care > 1] and careful == [with_care]
    assert loaded.accepted.height == 99 and loaded.refused["found"].to_list() == ["gisteren"]
    told = loaded.accepted.filter(pl.col("source_row").is_in([9, 72, 73])).sort("source_row")
    assert told.select("visitors_in", "visitors_in_missing").rows() == [(1830, None), (None, "unknown"), (7, None)]
    assert loaded.report["blank"] == 1


def test_at_sight_a_row_of_totals_is_none_to_count_whatever_a_door_is_called(load, monkeypatch):
    know_whatever_comes_twice(monkeypatch)
    monkeypatch.setattr(knowing, "UNUSUAL", 1)
    # The door stands first: a name that a sample shows to be fine.
    doors = ["Totaalbalie" if n < 9 else "A" for n in range(60)]
    lines = [f"{door};Oost;{n % 28 + 1:02d}-{n // 28 + 1:02d}-2026 10:00;{n};0" for n, door in enumerate(doors)]

    loaded = load("\n".join(["Deur;Vestiging;Tijdstip;In;Uit", *lines, ""]).encode(), TOTALLED)

    assert loaded.accepted.height == 51 and loaded.report["blank"] == 9


SURVEY = """
title = { nl = "Vragen", en = "Questions" }
delivers = "usage.survey_answer"
kind = "events"
identity = "none"
refresh = "once"
[file]
separator = ";"
encoding = "cp1252"
dates = ["%d-%m-%Y"]
missing = { "x" = "suppressed" }
[columns]
branch_id = { from = "V", by = "name" }
answered_on = "D"
satisfaction = { from = "C", values = "words" }
visit_reason = "R"
[values]
words = { "goed" = "9", "slecht" = "2", "x" = "3" }
"""
DAYS = [f"{n % 28 + 1:02d}-{n // 28 % 12 + 1:02d}-{2020 + n // 336} 10:00" for n in range(400)]
COUNTED = [f"Oost;A;{day};{n};0" for n, day in enumerate(DAYS)]
REASONS = SURVEY.replace('visit_reason = "R"', 'visit_reason = { from = "R", values = "reasons" }') + (
    'reasons = { "lenen" = "borrow", "x" = "other", "111222333" = "meet", "-" = "stay" }\n'
)
# Each a file, of which some rows are written in a way that is left to care, and its source.
ODD_FILES = {
    "a small number filled up to nine figures": (
        [line.replace(f";{n};", ";000000012;") if n % 40 == 0 else line for n, line in enumerate(COUNTED)], TOTALLED,
    ),
    "a name that is a word for nothing too": (
        [line.replace("Oost", "OOST").replace(f";{n};", ";1.830;" if n % 40 == 0 else f";{n};")
         for n, line in enumerate(COUNTED)],
        TOTALLED.replace('"storing"', '"OOST"'),
    ),
    "a word for nothing that ends in a space": (
        [line.replace(f";{n};", ";- ;") if n % 40 == 0 else line for n, line in enumerate(COUNTED)],
        TOTALLED.replace('"storing"', '"- "'),
    ),
    "a word for totals that ends in a space": ([*COUNTED, "Totaal ;;;9;9"], TOTALLED.replace("Totaal", "Totaal ")),
    "a mark that is a word for nothing too": (
        [f"Oost;01-01-2026;{'x' if n % 10 == 0 else 'goed'};A" for n in range(200)], SURVEY,
    ),
    "a word of a list that is a word for nothing too": (
        [f"Oost;01-01-2026;goed;{'x' if n == 50 else 'lenen'}" for n in range(200)], REASONS,
    ),
    "a word of a list with the figures of a citizen number": (
        [f"Oost;01-01-2026;goed;{'111222333' if n % 24 == 5 else 'lenen'}" for n in range(200)], REASONS,
    ),
    "a word for nothing that a list has without its space": (
        [f"Oost;01-01-2026;goed;{'- ' if n == 50 else 'lenen'}" for n in range(200)],
        REASONS.replace('"x" = "suppressed"', '"- " = "suppressed"'),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD_FILES)
@pytest.mark.parametrize("unusual", [-1, 1], ids=["with what is known", "at sight"])
def test_an_odd_file_says_what_it_says_when_looked_at_thoroughly(load, monkeypatch, name, unusual):
    lines, source = ODD_FILES[name]
    head = "V;D;C;R" if "survey_answer" in source else "Vestiging;Deur;Tijdstip;In;Uit"
    content = "\n".join([head, *lines, ""]).encode("cp1252")

    thorough = load(content, source)
    know_whatever_comes_twice(monkeypatch)
    monkeypatch.setattr(knowing, "UNUSUAL", unusual)
    quickly = load(content, source)

    assert thorough.sentence is None and quickly.sentence is None
    for one in (thorough, quickly):
        one.report.pop("made")
    assert quickly.report == thorough.report and thorough.accepted.height >= 200
    assert quickly.accepted.sort("source_row").equals(thorough.accepted.sort("source_row"))
