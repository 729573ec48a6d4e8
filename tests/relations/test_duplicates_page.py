"""Relaties › Dubbelen: what looks alike stands beside each other with why, and a person decides."""

import pytest

from biebwijzer.desk.page import today
from biebwijzer.relations import consents, merging, organisations, people
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft
from tests.relations.test_pages import here, pressed, said, walk

FULL = PersonDraft("Voorbeeld", first_name="Fatma", infix="van", phone="06-12345678")
SHORT = PersonDraft("Voorbeeld", first_name="F.", phone="+31 6 12345678", email="fatma@post.invalid")
CHILD = PersonDraft("Voorbeeld", first_name="Yasmin", infix="van", phone="06-12345678", email="fatma@post.invalid")


@pytest.fixture
def noor(workspace):
    return workspace("noor", today=today())


@pytest.fixture
def pair(noor):
    return [people.add(noor, one).row_id for one in (FULL, SHORT, CHILD)][:2]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_without_doubles_the_page_says_so(open_app, noor, language):
    people.add(noor, FULL)
    people.add(noor, CHILD)

    app = here(walk(open_app("noor", language), "duplicates"))

    assert {"nl": "Geen kaarten die op elkaar lijken", "en": "No cards that look alike"}[language] in said(app)


@pytest.mark.parametrize("who", ["karim", "inge", "poi_adviser"])
def test_who_has_no_right_sees_no_name_and_why(open_app, pair, who):
    app = here(walk(open_app(who), "duplicates"))

    assert "Fatma" not in said(app) and "hoort niet bij je rol" in said(app)


def test_a_coordinator_elsewhere_sees_no_pair_of_this_library(open_app, pair):
    app = here(walk(open_app("sven"), "duplicates"))

    assert "Fatma" not in said(app) and "Geen kaarten die op elkaar lijken" in said(app)


def test_a_pair_says_why_is_logged_as_opened_and_becomes_one_card_that_can_be_two_again(house, open_app, noor, pair):
    app = here(walk(open_app("noor"), "duplicates"))
    text = said(app)
    assert "<b>1 paar</b>" in text and "zelfde telefoon +7,0" in text and "Yasmin" not in text
    with house.stores.records.reading() as reading:
        lines = reading.find("access.audit", {"action": "relations.person.opened"})
    assert sorted(line["subject_id"] for line in lines) == sorted(pair)

    next(radio for radio in app.radio if radio.label == "Voornaam").set_value("merged")
    app = here(pressed(app, "Voeg samen").click().run())
    names = {row["name"] for row in noor.ask("relations/people", most=9).rows.to_dicts()}
    assert len(names) == 2 and "Samengevoegd" in said(app) and "Geen kaarten die op elkaar lijken" in said(app)

    app = here(pressed(app, "Maak ongedaan").click().run())
    assert noor.ask("relations/people", most=9).rows.height == 3 and "<b>1 paar</b>" in said(app)


def test_two_cards_that_answered_otherwise_say_so_before_they_are_one(open_app, noor, pair):
    for one in pair:
        yes = consents.ConsentDraft(one, "newsletter", "mail", noor.today, "paper", "map 2026, formulier 14")
        consents.give(noor, yes)
    assert "zei nee" not in said(here(walk(open_app("noor"), "duplicates")))
    consents.withdraw(noor, pair[1], "newsletter", "mail")

    text = said(here(walk(open_app("noor"), "duplicates")))

    assert "Een van de twee zei nee" in text and text.count("Nieuws per e-mail") == 2


def test_not_the_same_stays_away_until_it_is_taken_back(open_app, pair):
    app = here(walk(open_app("noor"), "duplicates"))
    app = here(pressed(app, "Niet dezelfde").click().run())
    assert "Onthouden" in said(app) and "Geen kaarten die op elkaar lijken" in said(app)

    app = here(walk(open_app("noor"), "duplicates", toon="apart"))
    assert "is niet dezelfde als" in said(app)
    app = here(pressed(app, "Maak ongedaan").click().run())
    assert "Van niemand is gezegd" in said(app)
    assert "<b>1 paar</b>" in said(here(walk(open_app("noor"), "duplicates", toon="kijken")))


def test_a_merge_of_long_ago_is_undone_from_the_list_and_says_what_stays(open_app, noor, pair):
    one, other = pair
    merging.merge(noor, merging.MergeDraft("person", one, other, 1, 1, {"email": "merged"}))
    people.change(noor, one, FULL, 2)

    app = here(walk(open_app("noor"), "duplicates", toon="samengevoegd"))
    assert "hoort nu bij" in said(app)
    app = here(pressed(app, "Maak ongedaan").click().run())

    assert "zijn weer twee kaarten" in said(app) and "e-mail" in said(app)
    assert noor.ask("relations/people", most=9).rows.height == 3


def test_the_address_of_a_merged_card_leads_to_the_one_that_stands_today(open_app, noor, pair):
    one, other = pair
    merging.merge(noor, merging.MergeDraft("person", one, other, 1, 1))

    app = here(walk(open_app("noor"), "people", person=other))

    assert "Fatma van Voorbeeld" in said(app) and app.query_params["person"] in (one, [one])


def test_organisations_have_a_list_of_their_own(open_app, noor):
    for name in ("Stichting De Wegwijzer", "de wegwijzer"):
        organisations.add(noor, OrganisationDraft(name, "welfare", place="Houten", phone="030-2345678"))

    app = here(walk(open_app("noor"), "duplicates", soort="organisaties"))

    assert "zelfde plaats" in said(app) and "<b>1 paar</b>" in said(app)


def test_the_card_names_what_was_merged_into_it_with_the_way_to_make_them_two_again(open_app, noor, pair):
    one, other = pair
    merging.merge(noor, merging.MergeDraft("person", one, other, 1, 1))

    app = here(walk(open_app("noor"), "people", person=one))

    link = next(one for one in app.get("page_link") if "Dubbelen" in one.proto.label and "ongedaan" in one.proto.label)
    assert "Hierin samengevoegd" in said(app) and "F. Voorbeeld" in said(app)
    assert dict(part.split("=") for part in link.proto.query_string.split("&")) == {
        "soort": "personen", "toon": "samengevoegd",
    }  # fmt: skip
    other_card = here(walk(open_app("sven"), "people", person=one))
    assert "F. Voorbeeld" not in said(other_card)


def test_a_merge_that_the_bar_cannot_take_back_is_taken_back_from_the_list(open_app, noor, pair):
    app = here(walk(open_app("noor"), "duplicates"))
    app = here(pressed(app, "Voeg samen").click().run())
    kept = next(
        row for row in noor.ask("relations/people", most=9).rows.to_dicts() if row["name"] != "Yasmin van Voorbeeld"
    )
    card = noor.ask("relations/person", person_id=kept["person_id"]).rows.row(0, named=True)
    people.change(noor, card["person_id"], PersonDraft("Voorbeeld", first_name="Fatima"), card["row_version"])

    app = here(pressed(app, "Maak ongedaan").click().run())

    assert "kan niet meer ongedaan worden gemaakt" in said(app) and "Maak ongedaan bij Dubbelen" in said(app)
    history = here(walk(open_app("noor"), "changes"))
    assert "Maak ongedaan bij Dubbelen" in said(history)
