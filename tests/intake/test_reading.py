"""Reading: whatever a file does, every record is accepted, refused with a reason, or the whole is refused."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.intake import loader
from tests.examples import tried_on
from tests.intake.test_sifting import COUNTS

pytestmark = [pytest.mark.slow, pytest.mark.alike]

HEAD = "Datum,Reden,Cijfer\n"


def reasons(loaded):
    """Row, column and reason of everything that was refused."""
    return loaded.refused.select("source_row", "column_name", "reason").rows()


def test_a_row_that_breaks_the_contract_waits_with_its_row_its_value_and_its_reason(load):
    loaded = load((HEAD + "2026-03-02,lezen,8\ngisteren,lezen,7\n2026-03-04,lezen,11\n").encode())

    assert loaded.accepted["satisfaction"].to_list() == [8]
    assert loaded.refused.select("source_row", "column_name", "found", "reason").rows() == [
        (3, "Datum", "gisteren", "no_date"),
        (4, "Cijfer", "11", "above"),
    ]


def test_a_header_that_lost_or_gained_a_column_is_refused_with_their_names(load):
    lost = load(b"Datum,Reden\n2026-03-02,lezen\n")
    renamed = load(b"Datum,Reden,Score\n2026-03-02,lezen,8\n")

    assert lost.sentence == "Deze kolommen ontbreken in het bestand: Cijfer."
    assert renamed.sentence == "De kop is veranderd. Deze kolommen ontbreken: Cijfer. Deze zijn nieuw: Score."


def test_columns_in_another_order_land_where_they_belong(load):
    loaded = load(b"Cijfer,Datum,Reden\n8,2026-03-02,lezen\n")

    assert loaded.accepted.select("satisfaction", "answered_on", "visit_reason").rows() == [
        (8, date(2026, 3, 2), "lezen")
    ]


def test_a_heading_that_stands_there_twice_is_refused(load):
    assert "twee keer" in load(b"Datum,Reden,Reden,Cijfer\n2026-03-02,a,b,8\n").sentence


def test_rows_of_another_width_are_refused_by_their_row_and_the_rest_goes_on(load):
    loaded = load(
        (HEAD + "2026-03-02,lezen,8\n2026-03-03,lezen\nTotaal: 1\n2026-03-04,a,b,c,d\n2026-03-05,x,9\n").encode()
    )

    assert reasons(loaded) == [(3, "", "too_few"), (4, "", "too_few"), (5, "", "too_many")]
    assert loaded.accepted.select("source_row", "satisfaction").rows() == [(2, 8), (6, 9)]


def test_empty_lines_are_counted_and_shift_no_row(load):
    loaded = load((HEAD + "\n2026-03-02,lezen,8\n\n\n2026-03-03,lezen\n,,\n2026-03-04,lezen,9\n\n\n").encode())

    assert loaded.accepted["source_row"].to_list() == [3, 8]
    assert reasons(loaded) == [(6, "", "too_few")]
    assert loaded.report["blank"] == 4 and loaded.report["records"] == 7


def test_a_quote_that_never_ends_refuses_the_whole_file_by_its_row(load):
    loaded = load((HEAD + '2026-03-02,lezen,8\n2026-03-03,"lezen,7\n2026-03-04,lezen,9\n').encode())

    assert loaded.sentence.startswith("In rij 3 begint een aanhalingsteken dat nergens eindigt.")


def test_inch_marks_inside_a_cell_are_no_quotes(load):
    loaded = load((HEAD + '2026-03-02,een scherm van 12",8\n2026-03-03,lezen,7\n').encode())

    assert loaded.accepted["visit_reason"].to_list() == ['een scherm van 12"', "lezen"]


def test_quoted_newlines_separators_and_quotes_stay_one_row(load):
    loaded = load((HEAD + '2026-03-02,"eerst lezen,\ndan ""koffie""",8\n2026-03-03,lezen\n2026-03-04,x,9\n').encode())

    assert loaded.accepted.select("source_row", "visit_reason").rows() == [(2, 'eerst lezen,\ndan "koffie"'), (4, "x")]
    assert reasons(loaded) == [(3, "", "too_few")]


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_every_kind_of_line_end_reads_alike(load, ends):
    loaded = load(ends.join(["Datum,Reden,Cijfer", "2026-03-02,lezen,8", "2026-03-03,spelen,7", ""]).encode())

    assert loaded.accepted["visit_reason"].to_list() == ["lezen", "spelen"]


def test_mixed_line_ends_lose_no_row(load):
    loaded = load(b"Datum,Reden,Cijfer\r\n2026-03-02,a,8\n2026-03-03,b,7\r2026-03-04,c,6\r\n")

    assert loaded.accepted["visit_reason"].to_list() == ["a", "b", "c"]


def test_a_byte_order_mark_is_no_part_of_the_first_heading(load):
    assert load(b"\xef\xbb\xbfDatum,Reden,Cijfer\n2026-03-02,lezen,8\n").accepted.height == 1


def test_windows_text_is_read_as_such_when_the_source_says_so(load):
    loaded = load((HEAD + "2026-03-02,privé € “ja”,8\n").encode("cp1252"), file='encoding = "cp1252"')

    assert loaded.accepted["visit_reason"].to_list() == ["privé € “ja”"]


def test_text_in_another_encoding_than_the_source_says_is_refused_by_its_row(load):
    loaded = load((HEAD + "2026-03-02,lezen,8\n2026-03-03,privé,8\n").encode("cp1252"))

    assert loaded.sentence.startswith("Rij 3 is niet te lezen als utf-8.")


def test_a_line_that_names_the_separator_is_read_past(load):
    loaded = load(b"sep=;\nDatum;Reden;Cijfer\n2026-03-02;lezen;8\n", file='separator = ";"')

    assert loaded.accepted["source_row"].to_list() == [3]


def test_an_empty_file_and_a_file_of_zeros_are_refused_with_a_sentence(load):
    assert load(b"").sentence == "Het bestand is leeg: er is geen rij met kolomnamen."
    assert "nul-teken" in load(HEAD.encode() + b"\x00\x00\n").sentence


def test_the_four_kinds_of_missing_stay_four_things(load):
    content = HEAD + "2026-03-02,a,\n2026-03-03,b,x\n2026-03-04,c,.\n2026-03-05,d,1\n"
    loaded = load(content.encode(), file='missing = { "x" = "suppressed", "." = "unknown" }')

    assert loaded.accepted.select("satisfaction", "satisfaction_missing").rows() == [
        (None, "empty"), (None, "suppressed"), (None, "unknown"), (1, None)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "said", "read"),
    [
        ("1.830", 'thousands = "."\ndecimal = ","', 1830),
        ("12.345.678", 'thousands = "."\ndecimal = ","', 12345678),
        ("1.830", 'decimal = ","', None),
        ("1.83", 'thousands = "."\ndecimal = ","', None),
        ("1,0", 'decimal = ","', 1),
        ("1e3", "", None),
        ("-4", "", -4),
        (" 7 ", "", 7),
    ],
)
def test_a_number_is_read_as_the_source_says_and_never_guessed(load, written, said, read):
    source = MONTHS.replace("[file]", f"[file]\nseparator = ';'\n{said}")
    loaded = load(f"Gemeente;Dag;Leeftijd;Inwoners\nGM1;2026-01-01;alle;{written}\n".encode(), source)

    found = loaded.refused["reason"].to_list()
    if read is None:
        assert "no_whole_number" in found
    else:
        assert "no_whole_number" not in found
        assert ("below" in found) == (read < 0)


MONTHS = """
title = { nl = "Inwoners", en = "Residents" }
delivers = "usage.population"
kind = "snapshot"
refresh = "once"
[file]
[columns]
municipality_id = "Gemeente"
counted_on = "Dag"
age_class = "Leeftijd"
residents = "Inwoners"
"""


def test_a_date_in_two_notations_is_read_as_the_source_says(load):
    loaded = load(
        (HEAD + "04/09/15,a,8\n24/08/2015,b,8\n31/04/2015,c,8\n4/9/2015,d,8\n").encode(),
        file='dates = ["%d/%m/%Y", "%d/%m/%y"]',
    )

    found = loaded.accepted.sort("source_row")["answered_on"].to_list()
    assert found == [date(2015, 9, 4), date(2015, 8, 24), date(2015, 9, 4)]
    assert loaded.refused.select("found", "expected").rows() == [("31/04/2015", "dd/mm/jjjj / dd/mm/jj")]


def test_a_year_of_two_digits_is_no_year_of_four(load):
    loaded = load((HEAD + "04-09-15,a,8\n").encode(), file='dates = "%d-%m-%Y"')

    assert reasons(loaded) == [(2, "Datum", "no_date")]


def test_a_column_of_citizen_service_numbers_refuses_the_delivery(load):
    numbers = ["111222333", "123456782"] * 12
    rows = "".join(f"2026-03-02,{number},8\n" for number in numbers)
    others = [200000000 + n for n in range(40)]
    by_chance = "".join(f"2026-03-02,{number},8\n" for number in others)
    passing = sum(
        (sum(int(digit) * weight for digit, weight in zip(str(one), (9, 8, 7, 6, 5, 4, 3, 2), strict=False)) - one % 10)
        % 11
        == 0
        for one in others
    )

    refused, kept = load((HEAD + rows).encode()), load((HEAD + by_chance).encode())

    assert refused.sentence.startswith("Kolom 'Reden' bevat burgerservicenummers.")
    assert kept.accepted.height == 40 - passing, "a number in a text that passes waits by itself"
    assert kept.refused["reason"].to_list() == ["citizen_number"] * passing and 0 < passing < 10


def test_a_bank_account_is_left_out_and_its_row_goes_on(load):
    loaded = load((HEAD + "2026-03-02,NL91 ABNA 0417 1643 00,8\n2026-03-02,lezen,7\n").encode())

    assert loaded.refused.is_empty() and loaded.report["left_out"] == 1
    assert loaded.accepted.select("visit_reason", "satisfaction").sort("satisfaction").rows() == [
        ("lezen", 7),
        (None, 8),
    ]


def test_a_row_waits_when_an_account_stands_where_something_must_and_does_not_show_it(load):
    loaded = load(b"Vestiging;Deur;Tijdstip;In;Uit\nOost;NL91 ABNA 0417 1643 00;01-01-2026 10:00;1;1\n", COUNTS)

    assert loaded.accepted.is_empty() and loaded.report["left_out"] == 0
    assert loaded.refused.select("reason", "found").rows() == [("bank_account", "…")]


def test_a_workbook_is_judged_like_any_file(load):
    book = openpyxl.Workbook()
    for row in (["Datum", "Reden", "Cijfer"], [date(2026, 3, 2), "0123", 8], ["gisteren", "lezen", 7.0], [None] * 3):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)

    loaded = load(file.getvalue(), file='dates = "%d-%m-%Y"\ndecimal = ","', name="f.xlsx")

    assert loaded.accepted.select("source_row", "answered_on", "visit_reason", "satisfaction").rows() == [
        (2, date(2026, 3, 2), "0123", 8)
    ]
    assert reasons(loaded) == [(3, "Datum", "no_date")]


@pytest.mark.parametrize(("above", "more"), [(0, ""), (3, ""), (30, ""), (30, "kept in part")])
def test_rows_of_a_workbook_are_called_as_the_program_shows_them(load, above, more):
    book = openpyxl.Workbook()
    for place, row in enumerate((["Datum", "Reden", "Cijfer"], ["gisteren", "lezen", 7], ["2026-03-02", "lenen", 8])):
        for column, cell in enumerate(row, start=2):
            book.active.cell(above + 1 + place, column, cell)
    file = io.BytesIO()
    book.save(file)

    loaded = load(file.getvalue(), file='ignore = "*"' if more else "", name="f.xlsx")

    assert reasons(loaded) == [(above + 2, "Datum", "no_date")]
    assert loaded.accepted["source_row"].to_list() == [above + 3]


def test_a_workbook_with_formulas_that_were_never_worked_out_is_refused(load):
    book = openpyxl.Workbook()
    for row in (["Datum", "Reden", "Cijfer"], ["2026-03-02", "lezen", "=4+4"]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)

    assert load(file.getvalue(), name="f.xlsx").sentence.startswith("De formules in C2 hebben geen uitkomst.")


def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(load):
    assert load(b"geen werkblad", name="f.xlsx").sentence.startswith("Dit werkblad is niet te openen.")


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=12)


@tried_on(8)
@given(st.lists(st.tuples(CELLS, st.integers(1, 10)), min_size=1, max_size=8))
def test_what_a_writer_of_csv_writes_is_read_back_as_it_was(load, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([["Datum", "Reden", "Cijfer"], *(["2026-03-02", reason, mark] for reason, mark in rows)])

    loaded = load(text.getvalue().encode())

    expected = [(n, reason.strip(" \t\xa0") or None, mark) for n, (reason, mark) in enumerate(rows, start=2)]
    assert loaded.accepted.sort("source_row").select("source_row", "visit_reason", "satisfaction").rows() == expected


@tried_on(8)
@given(st.text(st.sampled_from('ab,;"\n\r 12-'), max_size=80))
def test_no_text_makes_the_loader_lose_a_record_or_stop_without_a_sentence(load, text):
    loaded = load((HEAD + text).encode())

    if loaded.sentence is None:
        report = loaded.report
        judged = report["accepted"] + report["refused"] + report["blank"]
        assert judged == report["records"]
        assert set(loaded.accepted["source_row"]) & set(loaded.refused["source_row"]) == set()
    else:
        assert loaded.sentence


def test_a_title_above_the_header_and_a_row_of_totals_are_read_past(load):
    lines = [
        "Onderzoek Bibliotheek Oost",
        "Periode 2026;",
        "",
        "Datum;Reden;Cijfer",
        "2026-03-02;studeren;8",
        "Totaal;;8",
    ]
    content = "\r\n".join(lines).encode()

    found = load(content, file='separator = ";"\ntotals = "Totaal"')

    assert (found.report["records"], found.report["blank"]) == (2, 1)
    assert found.accepted.select("source_row", "visit_reason", "satisfaction").rows() == [(5, "studeren", 8)]
    assert found.refused.is_empty()


def test_without_the_word_in_its_source_a_row_of_totals_waits_like_any_other(load):
    found = load(b"Datum,Reden,Cijfer\n2026-03-02,studeren,8\nTotaal,,8\n")

    assert (len(found.accepted), found.refused["reason"].to_list()) == (1, ["no_date"])


def test_of_a_delivery_that_does_not_add_up_no_accepted_row_is_kept(load, monkeypatch):
    real = loader.refuse_gap
    monkeypatch.setattr(loader, "refuse_gap", lambda counts, alone: real({**counts, "records": 3}, alone))

    loaded = load((HEAD + "2026-03-02,lezen,7\n2026-03-03,lezen,8\n").encode())

    assert loaded.sentence is not None and loaded.sentence.startswith("De telling klopt niet: 3 rijen")
    assert not (loaded.folder / "accepted.parquet").exists()
