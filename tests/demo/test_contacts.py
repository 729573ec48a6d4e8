"""The spreadsheet of contact persons: planted doubles, and households that share everything but the person."""

import csv
import tomllib

import pytest

from biebwijzer.relations import duplicates, importing
from biebwijzer.settings import ROOT

pytestmark = pytest.mark.slow

TRUTHS = tomllib.loads((ROOT / "biebwijzer" / "demo" / "truths.toml").read_text(encoding="utf-8"))["contacts"]


@pytest.fixture(scope="module")
def sheet(demo_files):
    """The rows of the spreadsheet with the person each is about."""
    folder = demo_files / TRUTHS["library"]
    with (folder / "contactpersonen.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    with (folder / "contactpersonen-antwoorden.csv").open(encoding="utf-8", newline="") as file:
        answers = [row["persoon"] for row in csv.DictReader(file, delimiter=";")]
    return list(zip(answers, rows, strict=True))


def digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit()).removeprefix("31").removeprefix("0")


def test_as_many_people_stand_in_it_twice_as_planted_and_never_alike(sheet):
    by_person: dict[str, list[dict]] = {}
    for answer, row in sheet:
        by_person.setdefault(answer, []).append(row)
    twice = [rows for rows in by_person.values() if len(rows) > 1]

    assert (len(by_person), len(twice)) == (TRUTHS["persons"], TRUTHS["doubles"])
    assert all(len(rows) == 2 and rows[0] != rows[1] for rows in twice)
    assert all(digits(one["Telefoon"]) == digits(other["Telefoon"]) for one, other in twice)
    assert {one["Telefoon"][:3] for rows in twice for one in rows} == {"06-", "+31"}


def test_households_share_name_number_and_address_and_are_no_doubles(sheet):
    homes: dict[tuple[str, ...], set[str]] = {}
    for answer, row in sheet:
        key = (row["Tussenvoegsel"], row["Achternaam"], digits(row["Telefoon"]), row["Postcode"])
        homes.setdefault(key, set()).add(answer)

    together = [people for people in homes.values() if len(people) > 1]

    assert len(together) == TRUTHS["households"] and all(len(people) == 2 for people in together)


def test_names_have_infixes_and_say_that_nobody_is_meant(sheet):
    assert {row["Tussenvoegsel"] for _, row in sheet} >= {"van der", "van den", "'t", "de"}
    assert all("Demo" in row["Achternaam"] or "demo" in row["Achternaam"].lower() for _, row in sheet)
    assert all(row["E-mailadres"].lower().endswith("@voorbeeld.invalid") for _, row in sheet if row["E-mailadres"])


def test_the_screens_find_every_planted_double_of_the_spreadsheet_and_no_household(workspace, demo_files, sheet):
    noor = workspace("noor")
    content = (demo_files / TRUTHS["library"] / "contactpersonen.csv").read_bytes()
    found = importing.read_list(content, "contactpersonen.csv", {})
    looked = importing.preview(noor, found, importing.first_map(found.heads), "utrecht")
    answers = {number: answer for number, (answer, _) in enumerate(sheet, start=2)}
    second = [number for number in answers if answers[number] in [answers[n] for n in range(2, number)]]

    assert [one.row.line for one in looked.of("double")] == second and len(second) == TRUTHS["doubles"]

    importing.take_over(noor, looked, dict.fromkeys(second, "add"))
    pairs = duplicates.likely_pairs(noor, "person")
    cards = {row["person_id"]: row for row in noor.ask("relations/everybody", library_id="utrecht").rows.to_dicts()}
    phones = [
        (cards[one.one_id]["phone"] == cards[one.other_id]["phone"], "andere voornaam" in dict(one.why))
        for one in pairs
    ]
    assert phones[: TRUTHS["doubles"]] == [(True, False)] * TRUTHS["doubles"]
    # After them come two namesakes at one organisation: a person says that those are two.
    assert phones[TRUTHS["doubles"] :] == [(False, False)]
