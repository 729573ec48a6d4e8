"""Rows from elsewhere are held beside the cards of one's own library, and never beside those of another."""

import polars as pl
import pytest

from bench.people import made
from biebwijzer.problems import NotAllowed
from biebwijzer.relations import finding, merging, organisations, people
from biebwijzer.relations.duplicates import known, likely_cards, likely_pairs
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft

FATMA = PersonDraft("Voorbeeld", first_name="Fatma", infix="van", phone="06-12345678", email="fatma@post.invalid")
ROWS = pl.DataFrame(
    {
        "first_name": ["F.", "Yasmin", "Karin"],
        "last_name": ["Voorbeeld", "Voorbeeld", "Staal"],
        "phone": ["+31 6 12345678", "0612345678", None],
        "email": ["Fatma@post.invalid", "fatma@post.invalid", None],
    }
)


def test_a_row_about_somebody_with_a_card_names_the_card_and_why_and_her_child_does_not(workspace):
    noor = workspace("noor")
    card = people.add(noor, FATMA).row_id

    found = likely_cards(noor, ROWS)

    assert [(one.row, one.card_id) for one in found] == [(0, card)]
    assert found[0].score > 0.9 and ("zelfde telefoon", 7.0) in found[0].why


def test_a_postcode_says_something_too(workspace):
    noor = workspace("noor")
    people.add(noor, PersonDraft("Voorbeeld", first_name="Fatma", postcode="3431 AB", place="Nieuwegein"))
    rows = pl.DataFrame({"first_name": "F.", "last_name": "Voorbeeld", "postcode": "3431ab", "place": "NIEUWEGEIN"})

    assert ("adres lijkt erop", 4.5) in likely_cards(noor, rows, threshold=0.5)[0].why


def test_the_cards_of_another_library_are_never_held_beside_a_row(workspace):
    people.add(workspace("noor"), FATMA)

    assert likely_cards(workspace("sven"), ROWS) == []
    with pytest.raises(NotAllowed):
        likely_cards(workspace("admin"), ROWS)
    assert likely_cards(workspace("admin"), ROWS, library_id="utrecht")


def test_who_may_not_see_people_gets_no_cards(workspace):
    people.add(workspace("noor"), FATMA)

    assert likely_cards(workspace("karim"), ROWS) == []


def test_an_organisation_is_found_by_its_own_words_place_and_number(workspace):
    noor = workspace("noor")
    card = organisations.add(noor, OrganisationDraft("Stichting De Wegwijzer", place="Houten", phone="030-2345678"))
    rows = pl.DataFrame(
        {"name": ["de wegwijzer", "De Wegwijzer"], "place": ["HOUTEN", "Zeist"], "phone": ["0302345678", ""]}
    )

    assert [(one.row, one.card_id) for one in likely_cards(noor, rows, "organisation")] == [(0, card.row_id)]


@pytest.mark.parametrize("typed", [{"first_name": "Fatma", "last_name": "Voorbeelt"}, {"last_name": "voorbeeld"},
                                   {"first_name": "Fat", "phone": "0612345678"}])  # fmt: skip
def test_while_typing_one_is_told_broadly_who_is_there_already_and_why(workspace, typed):
    noor = workspace("noor")
    card = people.add(noor, FATMA).row_id

    found = finding.alike(noor, typed, "person")

    assert [one.found_id for one in found] == [card] and found[0].name == "Fatma van Voorbeeld" and found[0].why


def test_while_typing_a_child_its_mother_is_not_meant_nor_anybody_of_another_library(workspace):
    people.add(workspace("noor"), FATMA)
    child = {"first_name": "Yasmin", "last_name": "Voorbeeld", "phone": "0612345678", "email": "fatma@post.invalid"}

    assert finding.alike(workspace("noor"), child, "person") == []
    for who in ("sven", "karim"):
        assert finding.alike(workspace(who), {"first_name": "Fatma", "last_name": "Voorbeeld"}, "person") == []


def test_a_name_typed_as_new_finds_people_and_organisations_alike(workspace):
    noor = workspace("noor")
    person = people.add(noor, FATMA).row_id
    school = organisations.add(noor, OrganisationDraft("OBS De Regenboog", place="Zeist")).row_id

    assert [one.found_id for one in finding.known_as(noor, "Fatma Voorbeeld")] == [person]
    assert [one.found_id for one in finding.known_as(noor, "de regenboog")] == [school]
    assert [one.found_id for one in finding.known_as(noor, "regenb")] == [school]


def everyone(chance: int, many: int) -> list[PersonDraft]:
    rows = made(chance, persons=many).rows
    fields = ("first_name", "last_name", "phone", "email")
    return [
        PersonDraft(**{name: row[name] or None for name in fields} | {"infix": row["prefix"] or None}) for row in rows
    ]


def test_the_list_of_doubles_is_the_same_whether_made_in_one_go_or_kept_up_to_date(house, workspace, monkeypatch):
    monkeypatch.setattr(known, "SHORT", 1)
    noor = workspace("noor")
    drafts = everyone(2029, 400)
    with noor.change("relations.person.added") as act:
        ids = [act.add("relations.person", {"library_id": "utrecht", **people.columns(one)}) for one in drafts]
    first = likely_pairs(noor, "person")
    # One merged, one told apart, one changed, one added that is there twice.
    one, other = first[0].one_id, first[0].other_id
    merging.merge(noor, merging.MergeDraft("person", one, other, 1, 1))
    merging.not_same(noor, "person", first[1].one_id, first[1].other_id)
    people.change(noor, first[2].one_id, PersonDraft("Anders", first_name="Iemand"), 1)
    people.add(noor, PersonDraft("Anders", first_name="Iemand", phone="06-00000001"))
    kept = likely_pairs(noor, "person")
    known._held.clear()

    def told(pairs):
        return [({pair.one_id, pair.other_id}, pytest.approx(pair.score, abs=0.02)) for pair in pairs]

    again = likely_pairs(noor, "person")
    gone = [{one, other}, {first[1].one_id, first[1].other_id}]
    assert told(sorted(kept, key=lambda pair: pair.one_id)) == [
        ({pair.one_id, pair.other_id}, pair.score) for pair in sorted(again, key=lambda pair: pair.one_id)
    ]
    assert len(ids) > 400 and not any({pair.one_id, pair.other_id} in gone for pair in kept)
    assert any(first[2].one_id in (pair.one_id, pair.other_id) for pair in kept)


def test_pairs_of_another_library_are_never_in_the_list(workspace):
    noor, sven, admin = workspace("noor"), workspace("sven"), workspace("admin")
    people.add(noor, FATMA)
    people.add(sven, FATMA)
    assert likely_pairs(admin, "person") == []
    people.add(sven, FATMA)

    assert likely_pairs(noor, "person") == [] and likely_pairs(workspace("karim"), "person") == []
    assert len(likely_pairs(sven, "person")) == len(likely_pairs(admin, "person")) == 1
