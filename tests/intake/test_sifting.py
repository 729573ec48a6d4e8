"""The quick way and the careful way: whatever a file holds, both accept and refuse the same rows and say the same."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.intake import admitting, crowding, knowing, loader, taking_in
from tests.examples import tried_on
from tests.intake.counters import COUNTS, know_whatever_comes_twice

pytestmark = [pytest.mark.slow, pytest.mark.alike]

PEOPLE = """
title = { nl = "Leden", en = "Members" }
delivers = "usage.membership"
kind = "history"
refresh = "once"
rules = ["member_since <= member_until"]
[file]
separator = ";"
encoding = "cp1252"
decimal = ","
thousands = "."
dates = ["%d-%m-%Y", "%d-%m-%y"]
missing = { "x" = "suppressed" }
[columns]
member_key = "Lid"
branch_id = { from = "Vestiging", by = "name" }
subscription = "Soort"
member_since = "Sinds"
member_until = "Tot"
birth_year = "Jaar"
postcode_area = "Postcode"
"""
HEAD = "Lid;Vestiging;Soort;Sinds;Tot;Jaar;Postcode"
RETURNS = """
title = { nl = "Opgave", en = "Return" }
delivers = "usage.yearly_return"
kind = "events"
refresh = "yearly"
[file]
separator = ";"
encoding = "cp1252"
decimal = ","
thousands = "."
missing = { "storing" = "unknown", "x" = "suppressed", "." = "unknown" }
[columns]
since = { from = "Jaar", dates = "%Y" }
active_users = { sum = [["Volw", "Jeugd"], ["Totaal"]] }#
book_loans = { sum = [["%Y-%m"], ["Samen"]] }#
ebook_loans = "Samen"
"""
NUMBERS = st.sampled_from(
    ["", "0", "7", "007", "-1", "-0", "+3", "1.830", "1830", "1.83", "1,0", "1,5", "1e3", "99999", "x", ".", "storing",
     " 4 ", "9999999999999999999", "123456782", "1_0", "0x1"]
)  # fmt: skip
DATES = st.sampled_from(
    ["", "01-01-2026", "1-1-2026", "31-02-2026", "01-01-26", "2026-01-01", "x", "01-01-2026 10:00", " 02-01-2026",
     "03-01-2026 25:00", "01-01-0026"]
)  # fmt: skip
TEXTS = st.sampled_from(
    ["", "a", "b", "x", "Oost", "oost", "OOST ", "utr-oost", "Wost", "adult", "youth", "Adult", "3511", "privé",
     "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "een hele lange tekst zonder iets", '"Oost"', "\u00a0a", "12,5"]
)  # fmt: skip


def record(*cells: st.SearchStrategy) -> st.SearchStrategy:
    """A line of cells, sometimes one too few, one too many, or nothing."""
    whole = st.tuples(*cells).map(";".join)
    return st.one_of(*[whole] * 12, whole.map(lambda line: line + ";y"), st.sampled_from(["", ";;;;", "Totaal: 3"]))


RETURN = record(*[NUMBERS] * 6)
MEMBER = record(TEXTS, TEXTS, TEXTS, DATES, DATES, NUMBERS, TEXTS)
COUNT = record(st.sampled_from(["Oost", "oost", "", "Wost"]), st.sampled_from(["A", "B", ""]), DATES, NUMBERS, NUMBERS)
PATIENT = tried_on(5)


def all_ways(load, monkeypatch, content: bytes, source_text: str) -> list:
    """What the loader makes of a file by the quick way, by the careful way, and by what a sample tells.

    When it knows texts that come often, when it sifts at sight as well, and when it goes back on that; with the rows in
    memory and on disk.
    """
    loaded = [load(content, source_text)]
    with monkeypatch.context() as patched:
        patched.setattr(taking_in, "needs_care", lambda *given: True)
        patched.setattr(loader, "LARGE", 0)
        loaded.append(load(content, source_text))
    for unusual, many, large in ((-1, 1, loader.LARGE), (1, 1, 0), (1, 0.05, 0)):
        with monkeypatch.context() as patched:
            know_whatever_comes_twice(patched)
            patched.setattr(loader, "LARGE", large)
            patched.setattr(knowing, "UNUSUAL", unusual)
            patched.setattr(taking_in, "MANY", many)
            loaded.append(load(content, source_text))
    return loaded


def said(loaded) -> object:
    """All that came of a load: counts, accepted rows, refused rows with every word of theirs."""
    if loaded.sentence is not None:
        return loaded.sentence
    report = {name: value for name, value in loaded.report.items() if name != "made"}
    key = ["source_row", "column_name", "reason", "found", "expected"]
    return report, loaded.accepted.sort("source_row").rows(), loaded.refused.sort(key).rows()


@PATIENT
@given(lines=st.lists(COUNT, min_size=4, max_size=40))
def test_counts_are_judged_alike_whether_looked_at_quickly_or_with_care(load, monkeypatch, lines):
    content = "\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines, ""]).encode("cp1252")

    quick, *others = all_ways(load, monkeypatch, content, COUNTS)

    assert [said(one) for one in others] == [said(quick)] * 4


@PATIENT
@given(lines=st.lists(MEMBER, min_size=4, max_size=40))
def test_members_are_judged_alike_whether_looked_at_quickly_or_with_care(load, monkeypatch, lines):
    content = "\r\n".join([HEAD, *lines, ""]).encode("cp1252")

    quick, *others = all_ways(load, monkeypatch, content, PEOPLE)

    assert [said(one) for one in others] == [said(quick)] * 4


@PATIENT
@given(lines=st.lists(RETURN, min_size=4, max_size=30), gaps=st.booleans())
def test_sums_of_parts_are_judged_alike_whether_looked_at_quickly_or_with_care(load, monkeypatch, lines, gaps):
    # A year each, so that no two lines are of one year.
    numbered = [f"{2000 + number};{line}" for number, line in enumerate(lines)]
    content = "\n".join(["Jaar;Volw;Jeugd;Totaal;2026-01;2026-02;Samen", *numbered, ""]).encode("cp1252")
    source = RETURNS.replace("}#", ", gaps = true }") if gaps else RETURNS.replace("}#", "}")

    quick, *others = all_ways(load, monkeypatch, content, source)

    assert [said(one) for one in others] == [said(quick)] * 4


def test_only_rows_that_may_be_wrong_are_looked_at_with_care(load, monkeypatch):
    seen = []
    real = taking_in.make_suspect
    monkeypatch.setattr(
        taking_in,
        "make_suspect",
        lambda bench, *rest: (real(bench, *rest), seen.append(bench.value("select count(*) from suspect"))),
    )
    lines = [f"Oost;A;01-01-2026 {hour:02d}:00;1.830;0" for hour in range(24)]

    loaded = load("\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines, "Wost;A;01-01-2026;1;1"]).encode(), COUNTS)

    assert loaded.accepted.height == 24 and loaded.refused.height == 1 and seen == [1]


def test_rows_of_a_short_file_keep_the_order_of_the_file_beside_a_long_list_of_names(load):
    lines = [f"{'Wost' if n % 3 else 'Oost'};A;{n:02d}-01-2026 10:00;1;{n}" for n in range(1, 29)]

    loaded = load("\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines, ""]).encode(), COUNTS)

    rows = loaded.accepted.select("source_row", "visitors_out").rows()
    assert [row - 1 for row, _ in rows] == [number for _, number in rows] == list(range(3, 29, 3))


def test_a_copy_of_a_good_row_waits_with_the_record_as_the_file_had_it(load):
    lines = ["oost; A;1-1-2026 10:00;1.830;0", "Oost;A;01-01-2026 11:00;5;0", "OOST;A;1-1-2026 11:00; 5;007"]

    rows = ["Vestiging;Deur;Tijdstip;In;Uit", "x", *lines, "y;z", lines[1], "x", ""]
    loaded = load("\n".join(rows).encode(), COUNTS)

    assert loaded.accepted["source_row"].to_list() == [3]
    said = loaded.refused.sort("source_row").select("source_row", "reason", "record").rows()
    assert [(row, reason) for row, reason, _ in said] == [
        (2, "too_few"), (4, "duplicate_differs"), (5, "duplicate_differs"), (6, "too_few"), (7, "duplicate_differs"),
        (8, "too_few"),
    ]  # fmt: skip
    assert '"Tijdstip":"1-1-2026 11:00","In":"5","Uit":"007"' in said[2][2]
    assert '"Tijdstip":"01-01-2026 11:00","In":"5","Uit":"0"' in said[1][2] and said[4][2] == said[1][2]


def test_a_row_of_totals_is_counted_once_beside_a_row_that_stands_there_twice(load):
    lines = ["Oost;A;01-01-2026 11:00;5;0", "Oost;A;01-01-2026 11:00;5;0", " ;;;;", "Totaal;;;10;0"]
    source = COUNTS.replace("[columns]", 'totals = "Totaal"\n[columns]')

    loaded = load("\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines, ""]).encode(), source)

    assert loaded.sentence is None and loaded.accepted.height == 1
    assert loaded.report["blank"] == 2 and loaded.report["refused"] == 1


def test_a_file_with_spaces_around_all_its_cells_says_what_it_says_without(load):
    lines = [f"Oost;A;{n:02d}-01-2026 10:00;{n};{'x' if n % 5 else ''}" for n in range(1, 29)]
    around = [" \u00a0;\t".join(["", *line.split(";"), ""])[3:-2] for line in lines]
    head = "Vestiging;Deur;Tijdstip;In;Uit"

    plain, spaced = (load("\n".join([head, *rows, ""]).encode("cp1252"), COUNTS) for rows in (lines, around))

    assert said(spaced) == said(plain) and plain.accepted.height == 28


def test_few_doubles_kept_apart_and_many_looked_for_among_all_are_refused_alike(load, monkeypatch):
    hours = [f"{n // 24 + 1:02d}-01-2026 {n % 24:02d}:00" for n in range(200)]
    lines = [f"Oost;A;{hour};{n};0" for n, hour in enumerate(hours)]
    # Three times, once more with another number, without a key; and stretches in which every moment comes twice.
    lines += [lines[3], lines[3], lines[7].replace(";7;", ";8;")]
    lines += ["Oost;;01-01-2026 09:00;1;1", "Oost;A;;1;1", ";A;;1;1"]
    lines += [line.replace(";A;", ";B;") for line in lines[:200]] * 2 + ["Oost;C;01-01-2026 00:00;1;1"] * 4
    content = "\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines, ""]).encode()

    kept = load(content, COUNTS)
    monkeypatch.setattr(crowding, "FEW", 0)

    assert said(kept) == said(load(content, COUNTS))
    doubles = kept.refused.filter(pl.col("reason").str.starts_with("duplicate")).sort("source_row")
    told = doubles.select("source_row", "reason", "expected").rows()
    assert told[:4] == [
        (9, "duplicate_differs", "9"), (202, "duplicate_same", "5"), (203, "duplicate_same", "5"),
        (204, "duplicate_differs", "9"),
    ]  # fmt: skip
    assert told[4:204] == [(408 + n, "duplicate_same", str(208 + n)) for n in range(200)]
    assert told[204:] == [(row, "duplicate_same", "608") for row in (609, 610, 611)]


@pytest.mark.parametrize("size", [7, 64, 1 << 19])
def test_a_windows_file_read_where_it_stands_says_what_its_copy_says(load, monkeypatch, size):
    from biebwijzer.intake import transcribing

    lines = [f"Oost;A;{n % 28 + 1:02d}-{n // 28 + 1:02d}-2026;{n};{'x' if n % 5 else ''}" for n in range(200)]
    lines[7], lines[90], lines[199] = "Oost;A", "Wost;A;01-01-2026;1;2;3", "Oost;A;31-02-2026;1;2"
    lines[50:53] = ["Privé €;A;01-01-2026;1;2", lines[51].replace(";A;", ";É;"), lines[52].replace(";A;", ";\u00a0A;")]
    content = "\r\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines]).encode("cp1252")
    monkeypatch.setattr(transcribing, "BLOCK", size)
    stands = load(content, COUNTS)
    monkeypatch.setattr(transcribing, "looked_through", lambda *given: None)

    assert said(stands) == said(load(content, COUNTS))
    assert stands.accepted.height > 150 and stands.refused.height >= 4
    assert "É" in stands.accepted["door"].to_list() and "Privé €" in stands.refused["found"].to_list()


def test_rows_after_records_that_do_not_fit_keep_their_place(load):
    lines = ["Oost;A" if n % 3 == 0 else f"Oost;A;{n % 28 + 1:02d}-01-2026 {n % 24:02d}:00;{n};0" for n in range(200)]

    loaded = load("\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines, ""]).encode(), COUNTS)

    rows = loaded.accepted.sort("source_row").select("source_row", pl.col("visitors_in")).rows()
    assert all(row - 2 == number for row, number in rows) and len(rows) > 50


@pytest.mark.parametrize("ordered", [True, False])
def test_a_large_file_that_goes_through_time_is_not_sorted_and_any_other_is(load, monkeypatch, ordered):
    made = []
    real = admitting.is_in_order
    days = [
        f"{n // 24 % 28 + 1:02d}-{n // 672 % 12 + 1:02d}-{2000 + n // 8064} {n % 24:02d}:00" for n in range(300_000)
    ]
    if not ordered:
        days = days[::2] + days[1::2][::-1]
        days = [days[n * 7919 % len(days)] for n in range(len(days))]
    content = "\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *(f"Oost;A;{day};1;1" for day in days), ""]).encode()
    monkeypatch.setattr(admitting, "is_in_order", lambda *given: made.append(real(*given)) or made[-1])

    loaded = load(content, COUNTS)

    assert made[0] is ordered and loaded.accepted.height == 300_000
    spans = (
        loaded.accepted.with_row_index()
        .group_by(pl.col("index") // 30_000)
        .agg((pl.col("counted_at").max() - pl.col("counted_at").min()).alias("span"))
    )
    whole = loaded.accepted["counted_at"].max() - loaded.accepted["counted_at"].min()
    assert spans["span"].mean() < whole / 2


def test_a_file_of_more_rows_than_fit_in_memory_is_loaded_as_any_other(load, monkeypatch):
    days = [
        f"{day:02d}-{month:02d}-{year}" for year in range(1986, 2026) for month in range(1, 13) for day in range(1, 29)
    ]
    lines = (f"Oost;{door};{day} {hour:02d}:00;{hour};1" for day in days for hour in range(24) for door in "AB")
    content = "\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines, "West;A;gisteren;1;1", ""]).encode()
    on_disk = []

    def taken_with(bench, *given, real=taking_in.take_with):
        taken = real(bench, *given)
        on_disk.append(int(bench.value("select sum(temporary_storage_bytes) from duckdb_memory()")))
        return taken

    monkeypatch.setattr(taking_in, "take_with", taken_with)

    loaded = load(content, COUNTS, memory="60MB")

    assert on_disk[0] > 0
    assert loaded.accepted["source_row"].sort().equals(pl.Series(range(2, len(days) * 48 + 2)), check_dtypes=False)
    assert loaded.accepted["visitors_in"].sum() == len(days) * 2 * sum(range(24))
    assert loaded.refused["source_row"].unique().to_list() == [len(days) * 48 + 2]
