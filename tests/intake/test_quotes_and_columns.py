"""Quotes that were put in the wrong place, and columns that only seem to be one, are listed or asked about."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.intake.recognising import recognise_bytes
from tests.examples import tried_on
from tests.intake.test_recognising import VISITS, cells, keys, understood

pytestmark = pytest.mark.alike

WORDS = st.lists(st.sampled_from(["Oost", "De Bilt", "zei ja, en nee", 'de "stal"', "1,5"]), min_size=4, max_size=9)
MORE = VISITS.partition("\n")[2] * 3


def written(rows, **more):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n", **more).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("separator", [",", ";"])
@tried_on(60)
@given(words=WORDS)
def test_a_file_whose_every_line_was_put_between_quotes_is_read_within_them(words, separator):
    rows = [["naam", "datum", "aantal"], *([word, f"{n + 13}-04-2025", str(n)] for n, word in enumerate(words))]
    lines = written(rows, delimiter=separator).splitlines()
    text = written([[line] for line in lines], delimiter=separator, quoting=csv.QUOTE_ALL)

    found = recognise_bytes(text.encode(), "a.csv", {})

    assert not found.certain or [list(found.names), *cells(found)] == rows
    assert keys(found) in ([], ["decimal"]) and found.table.rows[0].line == 2


def test_a_column_of_names_with_a_comma_stays_one_column():
    assert cells(understood('"naam"\n"Jansen, Piet"\n"Vries, Anna de"\n')) == [["Jansen, Piet"], ["Vries, Anna de"]]


def test_columns_lined_up_by_spaces_are_asked_about():
    rows = [("Vestiging", "Bezoeken"), ("Noord", "120"), ("De Bilt", "80"), ("Oost", "95")]
    left = understood("".join(f"{one:<20}{other}\n" for one, other in rows))
    right = understood("".join(f"{one:>20}{other:>20}\n" for one, other in rows))

    assert "separator" in keys(left) and "separator" in keys(right)


@pytest.mark.parametrize("sign", ["^", "~", "#", "*", "§", "\x1f"])
def test_a_separator_that_decimal_commas_hide_is_asked_about_or_found(sign):
    rows = [["naam", "deel", "soort"], *([f"N{n}", f"{n},5", "b"] for n in range(6))]

    found = understood("\n".join(sign.join(f'"{cell}"' for cell in row) for row in rows))

    assert not found.certain or [list(found.names), *cells(found)] == rows


def test_a_separator_named_on_the_first_line_that_is_nowhere_is_asked_about():
    assert keys(understood("sep=,\n" + VISITS)) == ["separator"]


def test_single_quotes_with_a_backslash_in_most_rows_are_seen_as_quotes():
    found = understood("'naam';'n'\n" + "".join(f"'van \\'t Hof {n}';'{n}'\n" for n in range(5)))

    assert found.certain and found.names == ("naam", "n") and cells(found)[0] == ["van 't Hof 0", "0"]


@pytest.mark.parametrize("broken", [' "West"', '"zei "ja" toch"', '""ja" zei ze"', '"West"en', '"'])
@pytest.mark.parametrize("quoted", [False, True])
def test_a_value_whose_quotes_are_unclear_is_listed_and_not_read_with_them(broken, quoted):
    text = (VISITS + MORE).replace("Oost", '"Oost"') if quoted else VISITS + MORE

    found = understood(text + f"{broken};16-04-2025;4\n")

    assert found.certain and [one.line for one, _ in found.table.refused] == [14]


@pytest.mark.parametrize("text", ['"' + VISITS, '"naam\nOost\nWest\nZuid\n', VISITS.replace(";Datum", ';"Datum')])
def test_a_lone_quote_among_the_names_is_asked_about(text):
    assert "header" in keys(understood(text))


def test_names_the_rows_have_no_cells_for_are_asked_about_not_cut_off():
    assert "widths" in keys(understood("Naam;Plaats\nOost\nWest\nZuid\n"))
    assert "widths" in keys(understood("Overzicht leden, bezoek, enz.\nnaam\nAnna\nPim\nNoor\n"))


def test_an_empty_line_in_a_file_of_one_column_is_listed_also_with_spaces_in_it():
    found = understood("Naam\nOost\n   \nWest\n\nZuid\n")

    assert cells(found) == [["Oost"], ["West"], ["Zuid"]] and [one.line for one, _ in found.table.refused] == [3, 5]


def test_the_names_once_more_in_capitals_or_in_one_column_are_asked_about():
    assert "tables" in keys(understood(VISITS + "VESTIGING;DATUM;BEZOEKEN\n" + MORE))
    assert "tables" in keys(understood("Naam\nOost\nWest\nNaam\nZuid\n"))


def test_quotes_that_come_late_in_a_large_file_are_quotes():
    rows = [f"N{n};{n};plaats {n}\n" for n in range(20_000)]
    rows[18_000:18_010] = [f'"N{n};x";{n};"plaats {n}"\n' for n in range(18_000, 18_010)]

    found = understood("naam;aantal;plaats\n" + "".join(rows))

    assert found.certain and not found.table.refused
    assert cells(found)[18_000] == ["N18000;x", "18000", "plaats 18000"]


@pytest.mark.parametrize("between", ["", "\n"])
def test_a_wider_table_above_the_one_that_is_read_is_asked_about(between):
    above = "pas;naam;postcode;geboren;soort;bedrag\n012;Bé;1234 AB;13-04-1980;plus;12,5\n"
    more = "013;Pim;1235 AB;14-04-1981;jeugd;7,25\n"
    below = "Vestiging;Bezoeken\nOost;8351\nWest;250\nZeist;4\nDe Bilt;97\nNoord;8\n"

    assert "tables" in keys(understood(above + more + between + below))
