"""What stands in the way of saving is said under its field; what may not be written down is refused."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.relations import contact_moments, organisations, people, reading
from biebwijzer.relations.contact_moments import ContactMomentDraft, person_named
from biebwijzer.relations.naming import full_name, place_name, searchable
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft

pytestmark = pytest.mark.alike

MONDAY = date(2026, 11, 23)
GOOD = ContactMomentDraft(spoken_on=MONDAY, channel="call", summary="Besproken", new_person="Proef")


def fields(problems):
    return [problem.field for problem in problems]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"new_person": None}, "with_whom"),
        ({"spoken_on": None}, "spoken_on"),
        ({"spoken_on": date(2026, 11, 24)}, "spoken_on"),
        ({"spoken_on": date(1026, 11, 24)}, "spoken_on"),
        ({"channel": "pigeon"}, "channel"),
        ({"summary": "  "}, "summary"),
        ({"summary": "x" * 2001}, "summary"),
        ({"summary": "zijn bsn is 111222333"}, "summary"),
        ({"summary": "over NL91 ABNA 0417 1643 00 graag"}, "summary"),
        ({"promise": "bellen"}, "due_on"),
        ({"due_on": MONDAY}, "promise"),
        ({"promise": "bellen", "due_on": date(2026, 11, 1)}, "due_on"),
    ],
)
def test_a_contact_moment_says_under_which_field_something_is_wrong(change, field):
    assert contact_moments.problems(GOOD, MONDAY) == []
    assert fields(contact_moments.problems(replace(GOOD, **change), MONDAY)) == [field]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PersonDraft(""), "last_name"),
        (PersonDraft("Proef", email="s.proef@klimboom"), "email"),
        (PersonDraft("Proef", phone="bel maar"), "phone"),
        (PersonDraft("Proef", note="bsn 111.222.333"), "note"),
    ],
)
def test_a_person_says_under_which_field_something_is_wrong(draft, field):
    assert fields(people.problems(draft)) == [field]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (OrganisationDraft(" "), "name"),
        (OrganisationDraft("Proef", kind="x"), "kind"),
        (OrganisationDraft("Proef", brin="1234"), "brin"),
        (OrganisationDraft("Proef", website="geen site"), "website"),
    ],
)
def test_an_organisation_says_under_which_field_something_is_wrong(draft, field):
    assert organisations.problems(OrganisationDraft("Proef", website="www.proef.example/x", brin="08US00")) == []
    assert fields(organisations.problems(draft)) == [field]


@pytest.mark.parametrize(
    "text", ["bel 0348 - 123 456", "0612345678", "+31 6 1234 5678", "op 12-11-2026 om 15.30", "000000000", "08US00"]
)
def test_a_telephone_number_or_a_date_is_no_citizen_service_number(text):
    assert reading.read(text) == reading.Sensitive()


@pytest.mark.parametrize("text", ["111222333", "bsn:111222333.", "111 222 333", "111.222.333", "(111222333)"])
def test_a_citizen_service_number_is_seen_however_it_is_written(text):
    assert reading.read(text).bsn


@pytest.mark.parametrize(
    "text", ["NL91ABNA0417164300", "nl91 abna 0417 1643 00 van haar", "DE89 3704 0044 0532 0130 00"]
)
def test_a_bank_account_is_seen_however_it_is_written(text):
    assert reading.read(text).iban


def test_a_word_about_health_is_warned_for_and_not_refused():
    text = "Ze heeft net een diagnose gekregen"

    assert [found.field for found in reading.warnings("summary", text)] == ["summary"]
    assert reading.refused("summary", text) == []
    assert reading.warnings("summary", "Wil folders over lezen") == []


@given(st.text())
def test_reading_any_text_never_fails_and_never_repeats_it(text):
    for problem in [*reading.refused("x", text), *reading.warnings("x", text)]:
        assert problem.values == {}


@pytest.mark.parametrize(
    ("capitals", "written"),
    [
        ("'S-GRAVENHAGE", "'s-Gravenhage"),
        ("'T GOY", "'t Goy"),
        ("WIJK BIJ DUURSTEDE", "Wijk bij Duurstede"),
        ("IJSSELSTEIN", "IJsselstein"),
        ("ELST UT", "Elst UT"),
        ("TULL EN 'T WAAL", "Tull en 't Waal"),
        ("HEI- EN BOEICOP", "Hei- en Boeicop"),
        ("DE BILT", "De Bilt"),
        ("BEUNINGEN GLD", "Beuningen Gld"),
        ("ALTEVEER GEM DE WOLDEN", "Alteveer gem de Wolden"),
        ("", ""),
    ],
)
def test_a_place_in_capitals_is_written_as_one_does(capitals, written):
    assert place_name(capitals) == written


def test_names_are_searched_without_accents_capitals_or_marks():
    assert searchable("  Zoë  D'Hóndt-", "ĲMUIDEN ") == "zoe d hondt ijmuiden"


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Proef", (None, None, "Proef")),
        ("Anna van der Proef", ("Anna", "van der", "Proef")),
        ("Anna Proef Test", ("Anna", None, "Proef Test")),
        ("Anna van", ("Anna", None, "van")),
    ],
)
def test_a_name_in_one_field_becomes_first_name_infix_and_last_name(typed, parts):
    draft = person_named(typed)

    assert (draft.first_name, draft.infix, draft.last_name) == parts
    assert full_name(*parts) == typed


@given(st.text(min_size=1).filter(lambda text: text.split()))
def test_no_part_of_a_name_is_lost(text):
    draft = person_named(text)

    assert full_name(draft.first_name, draft.infix, draft.last_name).split() == text.split()
