"""Rows from elsewhere are held beside the cards of one's own library, and never beside those of another."""

import polars as pl
import pytest

from biebwijzer.problems import NotAllowed
from biebwijzer.relations import organisations, people
from biebwijzer.relations.duplicates import likely_cards
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
