"""Doubles are found in lists of which the answer is published, with reasons; a household is never one person."""

import csv
import io
import json

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.people import HEADS, made
from biebwijzer.cli import run
from biebwijzer.commands import Exit, Terminal
from biebwijzer.relations.duplicates import doubles, spelling
from biebwijzer.relations.duplicates.cards import compared
from biebwijzer.relations.duplicates.headings import telling
from biebwijzer.settings import read_settings
from tests.examples import tried_on
from tests.relations import linked

pytestmark = pytest.mark.alike

MOTHER = {"first_name": "Fatma", "prefix": "van", "last_name": "Voorbeeld", "birth_date": "1984-03-02",
          "street": "Dorpsstraat", "house_number": "12", "postcode": "3431 AB", "place": "Nieuwegein",
          "phone": "06-12345678", "email": "voorbeeld@post.invalid"}  # fmt: skip


def found(*rows: dict[str, str], threshold: float = 0.9):
    return doubles(pl.DataFrame([{**dict.fromkeys(HEADS, ""), **row} for row in rows]), threshold)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_published_lists_are_linked_with_hardly_a_wrong_pair_and_hardly_one_missed(number):
    table, person = linked.febrl(number)

    fit = linked.fit(doubles(table), person)

    assert fit.precision >= 0.99 and fit.recall >= 0.95, fit


@pytest.mark.slow
def test_a_dutch_list_with_households_is_linked_as_well_with_another_seed():
    people = made(2027, persons=20_000)

    fit = linked.fit(doubles(pl.DataFrame(people.rows)), people.person)

    assert fit.precision >= 0.99 and fit.recall >= 0.95, fit


def test_the_same_person_written_otherwise_is_a_pair_that_says_why():
    otherwise = {"first_name": "F.", "prefix": "", "last_name": "VOORBEELD, van", "phone": "+31612345678"}
    pairs = found(MOTHER, MOTHER | otherwise | {"birth_date": "2-3-1984", "postcode": "3431ab"}).pairs

    assert [(pair.a, pair.b) for pair in pairs] == [(0, 1)]
    assert ("zelfde telefoon", 7.0) in pairs[0].why and ("zelfde geboortedatum", 9.5) in pairs[0].why


@pytest.mark.parametrize("day", ["2014-07-21", ""])
def test_a_child_with_the_phone_mail_and_address_of_its_mother_is_never_the_same_person(day):
    child = MOTHER | {"first_name": "Yasmin", "birth_date": day}

    assert not found(MOTHER, child, threshold=0.0001).pairs


def test_twins_are_not_proposed():
    assert not found(MOTHER, MOTHER | {"first_name": "Karin"}).pairs


def test_a_cluster_never_holds_two_who_can_not_be_one():
    nameless = MOTHER | {"first_name": "", "birth_date": ""}
    child = MOTHER | {"first_name": "Yasmin", "birth_date": "2014-07-21"}

    clusters = found(MOTHER, nameless, child, threshold=0.5).clusters

    assert not any({0, 2} <= set(cluster) for cluster in clusters)


@tried_on(30)
@given(st.lists(st.fixed_dictionaries({head: st.text(max_size=8) for head in HEADS}), max_size=6))
def test_whatever_is_in_a_list_it_is_answered_with_rows_of_that_list(rows):
    table = pl.DataFrame(rows, schema=dict.fromkeys(HEADS, pl.String))

    answer = doubles(table, 0.01)

    assert all(0 <= pair.a < pair.b < len(rows) and 0 < pair.score <= 1 for pair in answer.pairs)


@pytest.mark.parametrize("name", ["van den Berg", "Berg, v.d.", "vd Berg", "BERG", "Berg, van den", "v/d Berg"])
def test_a_last_name_is_the_same_with_any_spelling_of_its_prefix(name):
    assert "berg" in spelling.last_names(name)


@pytest.mark.parametrize(
    ("text", "day"),
    [("1984-03-02", "19840302"), ("2-3-1984", "19840302"), ("02/03/1984", "19840302"), ("19840302", "19840302"),
     ("1984-03-02 00:00:00", "19840302"), ("maart", ""), ("02-03-84", "")],
)  # fmt: skip
def test_a_day_of_birth_is_read_when_it_is_whole(text, day):
    assert spelling.day_of_birth(text) == day


def test_of_an_organisation_what_all_bear_says_nothing():
    assert telling("Stichting Basisschool De Regenboog") == telling("OBS Regenboog") == "regenboog"


def test_of_an_organisation_the_order_of_the_words_says_nothing():
    kept = {"place": "Houten", "phone": "030-2345678", "brin": ""}
    table = compared(pl.DataFrame([kept | {"name": "Welzijn Oost"}, kept | {"name": "Oost Welzijn"}]), "organisation")

    assert [pair.why[0][0] for pair in doubles(table, 0.5, "organisation").pairs] == ["zelfde naam"]


@pytest.fixture
def command(tmp_path):
    """Run `biebwijzer duplicates` without any home: exit code, what it said, what it noted."""

    def carry_out(*argv: str):
        out, err = io.StringIO(), io.StringIO()
        code = run(["duplicates", *argv], Terminal(out, err, tmp_path), read_settings({}, home=tmp_path / "home"))
        assert not (tmp_path / "home").exists()
        return code, out.getvalue(), err.getvalue()

    return carry_out


def write(path, heads, rows):
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows([heads, *rows])
    return path


def test_the_command_counts_rows_from_the_header_and_gives_pairs_and_clusters(tmp_path, command):
    heads = ["Voornaam", "Tussenvoegsel", "Achternaam", "Geboortedatum", "Telefoon", "Plaats"]
    rows = [["Fatma", "van", "Voorbeeld", "02-03-1984", "06-12345678", "Zeist"],
            ["Karin", "de", "Staal", "21-07-1990", "030-2345678", "Houten"],
            ["F.", "", "Voorbeeld", "02-03-1984", "+31 6 12345678", "Zeist"]]  # fmt: skip

    code, out, err = command(str(write(tmp_path / "lijst.csv", heads, rows)), "--json")

    answer = json.loads(out)
    assert (code, err) == (Exit.OK, "")
    assert [(pair["a"], pair["b"]) for pair in answer["pairs"]] == [(1, 3)] and answer["clusters"] == [[1, 3]]
    assert "zelfde telefoon +7,0" in answer["pairs"][0]["why"]


def test_a_map_says_what_the_headings_do_not_and_a_wrong_one_is_refused(tmp_path, command):
    file = write(tmp_path / "lijst.csv", ["a", "b"], [["Voorbeeld", "06-12345678"], ["Voorbeeld", "0612345678"]])
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text('[columns]\nlast_name = "a"\nphone = "b"\n', encoding="utf-8")
    bad.write_text('last_name = "c"\n', encoding="utf-8")

    assert command(str(file), "--json")[0] == Exit.REFUSED
    assert command(str(file), "--map", str(bad))[0] == Exit.REFUSED
    code, out, _ = command(str(file), "--map", str(good), "--threshold", "0.5", "--json")

    assert (code, [(pair["a"], pair["b"]) for pair in json.loads(out)["pairs"]]) == (Exit.OK, [(1, 2)])


def test_an_organisation_is_found_twice_by_its_own_words_and_place(tmp_path, command):
    heads = ["Naam", "Postcode", "Huisnummer", "Plaats", "Telefoon"]
    rows = [["Basisschool De Regenboog", "3431 AB", "1", "Nieuwegein", "030-2345678"],
            ["OBS Regenboog", "3431AB", "1", "NIEUWEGEIN", "0302345678"],
            ["De Wegwijzer", "3431 AC", "9", "Nieuwegein", ""]]  # fmt: skip

    code, out, _ = command(str(write(tmp_path / "scholen.csv", heads, rows)), "--kind", "organisation", "--json")

    assert (code, json.loads(out)["clusters"]) == (Exit.OK, [[1, 2]])


def test_a_list_with_names_and_numbers_only_does_not_take_namesakes_for_one():
    people = made(2028, persons=20_000)
    table = pl.DataFrame(people.rows).select("first_name", "prefix", "last_name", "phone", "email")

    fit = linked.fit(doubles(table, 0.9), people.person)

    assert fit.precision >= 0.85 and fit.recall >= 0.5, fit


@pytest.mark.parametrize(
    ("change", "many"),
    [
        ({}, 1),
        ({"place": "Houten", "phone": ""}, 0),
        ({"brin": "09AB"}, 0),
        ({"place": "Houten"}, 1),
        ({"place": "Houten", "brin": ""}, 0),
    ],
)
def test_organisations_of_one_name_are_told_apart_by_place_and_brin(change, many):
    school = {"name": "De Regenboog", "place": "Zeist", "phone": "030-2345678", "brin": "08US"}
    table = compared(pl.DataFrame([school, school | {"name": "OBS De Regenboog"} | change]), "organisation")

    pairs = doubles(table, 0.5, "organisation").pairs

    assert len(pairs) == many
    assert not pairs or ("zelfde naam", 9.0) in pairs[0].why
