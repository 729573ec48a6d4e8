"""A file nobody described is understood with certainty, or the question is asked; nothing is guessed, cut or filled."""

import contextlib
import csv
import io
import json
import time

import pytest

from biebwijzer.intake.recognising import NotRecognised, recognise, recognise_bytes
from biebwijzer.settings import ROOT

pytestmark = pytest.mark.alike

SPECTRUM = ROOT / "tests" / "files" / "csv_spectrum"
VISITS = "Vestiging;Datum;Bezoeken\nNoord;13-04-2025;120\nZuid;14-04-2025;80\nOost;15-04-2025;95\n"


def understood(text, written="utf-8", **answers):
    return recognise_bytes(text.encode(written) if isinstance(text, str) else text, "levering.csv", answers)


def cells(found):
    return [one.cells for one in found.table.rows]


def keys(found):
    return [question.key for question in found.questions]


@pytest.mark.parametrize("name", sorted(path.stem for path in (SPECTRUM / "csvs").iterdir()))
def test_the_published_spectrum_of_csv_is_read_as_its_authors_say(name):
    # Their copy keeps one line end in every file, also where the outcome tells of another.
    expected = json.loads((SPECTRUM / "json" / f"{name}.json").read_text(encoding="utf-8").replace("\\r\\n", "\\n"))

    found = recognise(SPECTRUM / "csvs" / f"{name}.csv")

    assert found.certain
    read = [dict(zip(found.names, row, strict=True)) for row in cells(found)]
    assert read == expected


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (VISITS, "utf-8", "utf-8"),
        ("\ufeff" + VISITS, "utf-8", "utf-8"),
        (VISITS.replace("Noord", "Fryslân"), "cp1252", "cp1252"),
        (VISITS.replace("Noord", "prijs € 3 – Café"), "cp1252", "cp1252"),
        ("\ufeff" + VISITS, "utf-16-le", "utf-16-le"),
        (VISITS, "utf-16-be", "utf-16-be"),
    ],
)
def test_letters_are_read_in_the_encoding_they_came_in(text, encoding, said):
    found = understood(text, encoding)

    assert (found.encoding, found.certain, found.dialect.separator) == (said, True, ";")
    assert cells(found)[1] == ["Zuid", "14-04-2025", "80"]


def test_an_old_encoding_is_asked_about_with_an_example():
    found = understood(VISITS.replace("Noord", "bedrag £5,98"), "cp850")

    assert keys(found) == ["encoding"]
    assert cells(understood(VISITS.replace("Noord", "bedrag £5,98"), "cp850", encoding="cp850"))[0][0] == "bedrag £5,98"


def test_signs_of_windows_saved_by_number_are_given_back_and_named():
    found = understood(VISITS.replace("Noord", "9\x9617 uur"))

    assert cells(found)[0][0] == "9–17 uur"
    assert found.certain and "–" in found.remarks[0].values["signs"]


def test_letters_that_arrived_broken_are_named_and_left_as_they_are():
    found = understood(VISITS.replace("Noord", "FryslÃ¢n CafÃ©"))

    assert cells(found)[0][0] == "FryslÃ¢n CafÃ©"
    assert any("CafÃ©" in str(remark.values) for remark in found.remarks)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_is_a_line_end(end):
    found = understood(VISITS.replace("\n", end))

    assert (found.line_end, found.certain, len(cells(found))) == (end, True, 3)


@pytest.mark.parametrize(
    ("separator", "shown"),
    [(",", ","), (";", ";"), ("\t", "\t"), ("|", "|"), (", ", ", "), ("||", "||"), ("~", "~"), ("\x1f", "\x1f")],
)
def test_the_separator_is_found(separator, shown):
    found = understood(VISITS.replace(";", separator))

    assert (found.dialect.shown, found.certain) == (shown, True)
    assert cells(found)[0] == ["Noord", "13-04-2025", "120"]


def test_a_file_may_name_its_own_separator():
    found = understood("sep=;\n" + VISITS)

    assert (found.certain, found.table.heading.line, len(cells(found))) == (True, 2, 3)


def test_quotes_and_their_escapes_are_undone():
    doubled = understood('a,b,n\n"zei ""ja"", en","x\ny",1\nc,d,2\n')
    slashed = understood('a,b,n\n"10\\" hoog, breed",x,1\n"c","d",2\n')
    single = understood("a,b,n\n'een, twee',x,1\n'drie, vier',y,2\n")

    assert cells(doubled)[0] == ['zei "ja", en', "x\ny", "1"]
    assert cells(slashed)[0] == ['10" hoog, breed', "x", "1"]
    assert cells(single)[0] == ["een, twee", "x", "1"]


def test_titles_above_and_notes_below_the_table_are_named():
    found = understood("Bezoekcijfers 2025;;\n;;\n" + VISITS + "\nBron: tellers\n")

    assert found.certain
    assert found.table.named == ((1, "title"), (2, "blank"), (3, "header"), (7, "blank"), (8, "note"))
    assert len(cells(found)) == 3


def test_a_total_is_a_row_and_is_named():
    found = understood(VISITS + "Totaal;;295\n")

    assert (found.table.totals, len(cells(found))) == ((5,), 4)


def test_names_over_two_rows_become_one():
    found = understood("Vestiging,Volwassen,,Jeugd,\n,in,uit,in,uit\nNoord,1,2,3,4\nZuid,5,6,7,8\n")

    assert found.names == ("Vestiging", "Volwassen in", "Volwassen uit", "Jeugd in", "Jeugd uit")
    assert found.certain and len(cells(found)) == 2


def test_a_header_on_every_page_is_named_once_more_it_is_asked_about():
    header, *rows = VISITS.splitlines(keepends=True)

    pages = understood(header + rows[0] + header + rows[1] + header + rows[2])
    twice = understood(header + rows[0] + rows[1] + header + rows[2])

    assert pages.certain and [kind for _, kind in pages.table.named].count("header_again") == 2
    assert keys(twice) == ["tables"]


def test_another_table_below_the_first_is_asked_about():
    found = understood(VISITS + ";;\nGiften;;\nWie;Wanneer;Wat\nGemeente;16-04-2025;1\n")

    assert "tables" in keys(found)


def test_rows_of_another_width_are_refused_and_listed():
    found = understood(VISITS + "West;16-04-2025\nHaven;17-04-2025;1;2\n" + VISITS.partition("\n")[2] * 3)

    assert [(one.line, why) for one, why in found.table.refused] == [(5, "too_few"), (6, "too_many")]
    assert found.certain and len(cells(found)) == 12


def test_too_many_rows_of_another_width_are_asked_about():
    assert "widths" in keys(understood("a,b,c\n1,2,3\n4,5,6\n7,8\n9,10\n11,12,13\n"))


@pytest.mark.parametrize(
    "broken",
    ['West;"16-04-2025;4', 'West;16-04-2025;"4', '"West;16-04-2025;4', 'We"st;16-04-20"25;4;'],
)
def test_a_row_with_broken_quotes_takes_no_other_row_with_it(broken):
    text = VISITS.replace("Zuid", '"Zuid; of west"') + broken + "\n" + VISITS.partition("\n")[2] * 3

    found = understood(text)

    assert [one.line for one, _ in found.table.refused] == [5]
    assert len(cells(found)) == 12


def test_a_lone_quote_where_nothing_stands_in_quotes_refuses_its_row():
    found = understood(VISITS + 'West;16-04-2025;4"\n' + VISITS.partition("\n")[2] * 3)

    assert [(one.line, why) for one, why in found.table.refused] == [(5, "unreadable")]


def test_a_space_behind_separators_is_seen_past_decimal_commas():
    found = understood('"Naam", "Deel"\n"Noord", "1,5"\n"Zuid", "2,25"\n"Oost", "0,75"\n')

    assert found.certain and found.dialect.shown == ", " and cells(found)[0] == ["Noord", "1,5"]


def test_a_last_row_cut_by_another_separator_is_no_note():
    found = understood(VISITS + VISITS.partition("\n")[2] * 3 + "West,16-04-2025,4\n")

    assert [(one.line, why) for one, why in found.table.refused] == [(14, "too_few")]


@pytest.mark.parametrize("below", ["\nWie;Wat\nGift;1\nGift;2\n", "\nWie;Wanneer;Wat\na;b;c\n", "A;1\nB;2\nC;3\n"])
def test_rows_of_another_table_are_asked_about_whatever_their_width(below):
    assert "tables" in keys(understood(VISITS + VISITS.partition("\n")[2] * 6 + below))


def test_a_header_of_another_width_than_all_rows_is_asked_about_unless_it_shows_why():
    shifted = understood("a,b,c\nx,1,2,3\nx,4,5,6\ny,7,8,9\n")
    trailing = understood("a,b,c\n1,2,3,\n4,5,6,\n7,8,9,\n")

    assert keys(shifted) == ["widths"]
    assert trailing.certain and trailing.table.other_width and cells(trailing)[0] == ["1", "2", "3", ""]


def test_a_file_without_names_is_asked_for_them_or_numbered_where_no_doubt_is():
    few = understood("Noord,12\nZuid,13\nOost,14\n")
    many = understood("".join(f"2025-03-{day:02},{day}.5,{day}\n" for day in range(1, 20)))

    assert keys(few) == ["header"]
    assert many.certain and many.names == ("col_0", "col_1", "col_2") and len(cells(many)) == 19


def test_what_may_be_thousands_or_decimals_is_asked_unless_another_value_tells():
    unclear = understood("Naam;Bedrag\nNoord;1.830\nZuid;2.415\n")
    told = understood("Naam;Bedrag\nNoord;1.830\nZuid;2.415,50\n")
    elsewhere = understood("Naam;Bedrag;Deel\nNoord;1.830;0,5\nZuid;2.415;0,7\n")

    assert keys(unclear) == ["decimal"] and unclear.questions[0].values["example"] == "1.830"
    assert (told.certain, told.decimal) == (True, ",")
    assert (elsewhere.certain, elsewhere.columns[1].type) == (True, "integer")


def test_the_order_of_day_and_month_is_asked_unless_another_date_tells():
    unclear = understood("Naam;Datum\nNoord;03-04-2025\nZuid;05-06-2025\n")
    told = understood("Naam;Datum\nNoord;03-04-2025\nZuid;25-06-2025\n")
    elsewhere = understood("Naam;Van;Tot\nNoord;03-04-2025;30-04-2025\nZuid;05-06-2025;07-06-2025\n")
    mixed = understood("Naam;Datum\nNoord;25-04-2025\nZuid;06-25-2025\n")

    assert keys(unclear) == ["dates"] and keys(mixed) == ["dates"]
    assert told.certain and told.dates == "day"
    assert elsewhere.certain and elsewhere.dates == "day"


def test_numbers_with_leading_zeros_stay_text():
    found = understood("Gemeente;Aantal\n0344;12\n0307;13\n1904;4\n")

    assert [column.type for column in found.columns] == ["text", "integer"]


def test_a_word_for_missing_among_numbers_is_asked_about_and_known_signs_are_not():
    assert keys(understood("Naam;Aantal\n" + "Noord;12\n" * 20 + "Zuid;geheim\n")) == ["missing:geheim"]
    assert understood("Naam;Aantal\n" + "Noord;12\n" * 20 + "Zuid;<5\nOost;x\nWest;.\n").certain


def test_a_very_long_cell_is_read_and_named():
    found = understood("Naam,Vorm,N\nNoord," + '"' + "1 2, " * 900 + '",1\nZuid,x,2\n')

    assert len(cells(found)[0][1]) == 4500
    assert found.certain and any(remark.values.get("n") == 4500 for remark in found.remarks)


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"a,b\n1,\x002\n", b"\x7fELF\x02\x01\x01\x03\x04" * 40, b"PK\x03\x04rest"]
)
def test_what_is_no_table_is_refused_with_a_sentence(data):
    with pytest.raises(NotRecognised):
        understood(data)


def test_every_record_is_somewhere():
    found = understood("Titel;;\n" + VISITS + ";;\nWest;1\n" + VISITS.partition("\n")[2] * 4)

    assert found.records == len(list(csv.reader(io.StringIO("Titel;;\n" + VISITS + ";;\nWest;1\n")))) + 12
    assert found.records == len(found.table.rows) + len(found.table.refused) + len(found.table.named)


def test_a_long_run_of_spaces_is_walked_once():
    began = time.monotonic()
    with contextlib.suppress(NotRecognised):
        understood("a b\n" + "x" + " " * 100_000 + "y\n")

    # Walked again from each of its signs it took minutes.
    assert time.monotonic() - began < 20
