"""What stands above, below, beside or among the rows of a table is never taken for one of them in silence."""

from time import process_time

import pytest

from biebwijzer.intake.recognising import recognise_bytes
from tests.intake.test_recognising import cells, keys

pytestmark = pytest.mark.alike

TABLE = ["Vestiging;Maand;Bezoeken;Genre"]
TABLE += [f"Filiaal {n};2025-0{n}-01;{n}20;{('roman', 'jeugd')[n % 2]}" for n in range(1, 9)]
NUMBERS = ["bezoeken", *map(str, range(120, 130))]
NAMES = ["naam", "Anna de Vries", "Bé Jansen", "Çelik Bakker", "Daniël Özdemir", "Noor Müller"]
PAIRS = ["Vestiging;Bezoeken", *(f"Filiaal {n};{n}20" for n in range(1, 9))]
WORDS = ["Titel;Auteur;Genre;Taal"]
WORDS += [f"De boot {n};Anna {n};{('roman', 'jeugd')[n % 2]};{('nl', 'fy')[n % 2]}" for n in range(1, 9)]
TALL = [f"{row};;{beside}" for row, beside in zip(TABLE, ["Soort;Aantal", "pas;3", "app;4", *[";"] * 6], strict=True)]


def read(*lines):
    return recognise_bytes("\n".join(lines).encode() + b"\n", "levering.csv", {})


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        ("header", ["Ledenoverzicht 2025", *NAMES]),
        ("header", ["Rapport", "", *NUMBERS]),
        ("header", NAMES[1:]),
        ("header", [";Groep A;;Groep B", *WORDS]),
        ("header", [WORDS[0], "string;string;string;string", *WORDS[1:]]),
        ("notes", [*NAMES, "", "Bron: eigen telling"]),
        ("notes", [*NUMBERS, "Bron: eigen telling"]),
        ("notes", [*PAIRS, ";", "Bron: eigen telling;"]),
        ("notes", [*PAIRS, "Aantal rijen: 8;"]),
        ("quotes", [*NUMBERS[:4], '"130', "131", '132"', *NUMBERS[4:]]),
        ("tables", TALL),
        ("tables", [*TABLE, ";;;", "Soort;Aantal;;", "pas;3;;", "app;4;;"]),
        ("tables", [*WORDS, "", "kol1;kol2;kol3;kol4", *WORDS[1:]]),
        ("tables", [*PAIRS[:4], "", *TABLE]),
    ],
)
def test_what_may_be_a_title_a_note_or_another_table_is_asked_about(asked, lines):
    assert asked in keys(read(*lines))


@pytest.mark.parametrize("lines", [NAMES, NUMBERS, PAIRS, TABLE, WORDS, [*PAIRS[:4], "Oost;", *PAIRS[4:]]])
def test_a_plain_table_is_read_without_a_question(lines):
    found = read(*lines)

    assert found.certain and len(cells(found)) == len(lines) - 1 and not found.table.lone


def test_names_of_groups_stay_in_the_table_and_are_listed_however_few_rows_they_are_about():
    found = read(PAIRS[0], "Regio Oost;", *PAIRS[1:3], "Regio West;", *PAIRS[3:5])

    assert found.certain and found.table.lone == (2, 5) and len(cells(found)) == 6


def test_a_value_below_no_name_stays_in_its_row_and_is_listed():
    found = read(
        TABLE[0] + ";", *(f"{row};" for row in TABLE[1:4]), TABLE[4] + ";nakijken", *(f"{row};" for row in TABLE[5:])
    )

    assert found.certain and found.table.stray == (5,) and cells(found)[3][-1] == "nakijken"


def test_a_last_row_that_was_cut_off_is_refused_and_no_note():
    found = read("code,naam,aantal,soort", *(f"A00{n},Filiaal,{n},boek" for n in range(1, 9)), "A009")

    assert [one.cells for one, _ in found.table.refused] == [["A009"]]


def test_a_table_drawn_in_a_text_is_read_without_its_lines():
    found = read("| naam | aantal |", "|---|---|", "| Noord | 12 |", "| Zuid | 8 |", "| West | 9 |")

    assert found.certain and found.names == ("naam", "aantal") and cells(found)[0] == ["Noord", "12"]


@pytest.mark.parametrize("end", ["\x0b", "\u2028", "\x85"])
def test_lines_that_end_as_hardly_any_do_are_not_taken_for_one_name(end):
    assert recognise_bytes(end.join(NUMBERS).encode(), "levering.csv", {}).questions


def test_a_column_that_turns_is_asked_about_with_a_value_of_either_kind():
    lines = [f"{n};{n + 10}-0{n}-2025;{n},5" for n in range(1, 9)]
    dates = read("nr;dag;bedrag", *lines, "9;04-25-2025;9,5")
    numbers = read("nr;dag;bedrag", *lines, "9;25-04-2025;9.5")

    assert dates.questions[0].values["example"] == "13-03-2025', '04-25-2025"
    assert numbers.questions[0].values["example"] == "1,5', '9.5"


def test_names_of_groups_are_seen_in_a_long_file_too_however_regularly_they_come():
    rows = [line for n in range(1, 4001) for line in (["Regio;"] if n % 5 == 1 else []) + [f"Filiaal {n};{n}"]]
    found = read(PAIRS[0], *rows)

    assert found.certain and len(found.table.lone) == 800


@pytest.mark.parametrize("lines", [[f"Naam: {n}" for n in range(8000)], [f"Naam {n};;" for n in range(8000)]])
def test_a_long_file_of_lines_that_look_like_notes_is_read_in_one_go(lines):
    begun = process_time()
    read("naam;soort;taal" if ";" in lines[0] else "naam", *(line for one in lines for line in (one, "")))

    assert process_time() - begun < 5
