"""What a card shows of the member it leads to, why it shows nothing, and that the number is nowhere on the screen."""

import pytest

from biebwijzer.relations import consents, linking, merging, people
from biebwijzer.relations.linking import REQUEST
from biebwijzer.relations.merging import MergeDraft
from biebwijzer.relations.people import PersonDraft
from tests.conftest import LIBRARIES
from tests.engines import put_rows
from tests.relations.linked_members import CHILD, GROWN, STUDENT, TODAY, by_consent, members
from tests.relations.test_pages import here, pressed, said, walk

pytestmark = pytest.mark.embedded


@pytest.fixture
def noor(workspace):
    return workspace("noor", today=TODAY)


@pytest.fixture
def person(noor, delivered_members):
    return people.add(noor, PersonDraft("Voorbeeld", first_name="Fatma")).row_id


def drawer(app):
    """The drawer of a card, opened."""
    next(one for one in app.button if one.key == "add_link").click()
    return here(app.run())


def typed(app, number, **fields):
    """The drawer filled in and sent."""
    next(one for one in app.button_group if one.label == "Waarom mag dit?").set_value(REQUEST)
    boxes = {one.label: one for one in app.text_input}
    boxes["Lidnummer"].set_value(number)
    for label, value in fields.items():
        boxes[label].set_value(value)
    next(one for one in app.date_input if one.label == "Afgesproken op").set_value(TODAY)
    [one for one in app.button if one.label == "Koppel"][-1].click()
    return here(app.run())


PROOF = "Wat is afgesproken, en waar staat dat?"


def test_the_card_says_what_it_leads_to_and_the_number_is_gone_from_the_screen(open_app, noor, person):
    app = here(walk(open_app("noor"), "people", person=person))
    assert "Koppel aan een lidnummer" in [one.label for one in app.expander] and "Lid sinds" not in said(app)

    app = drawer(typed(drawer(app), CHILD, **{PROOF: "afspraak in map 3"}))
    assert "jonger zijn dan 16" in said(app)
    boxes = {one.label: one.value for one in app.text_input}
    assert boxes[PROOF] == "afspraak in map 3", "what was typed is still there"
    assert CHILD not in str([value for name, value in held(app) if not name.endswith("member_number")])

    app = typed(app, GROWN)
    text = said(app)
    assert "Lid sinds 3 mei 2019 · vestiging Oost · abonnement volwassenen" in text
    assert "Afspraak op eigen verzoek" in text and "Bewijs: afspraak in map 3" in text
    assert "2 werkplekken gereserveerd, 1 keer ingecheckt, 1 keer meegedaan aan een activiteit" in text
    assert "2 plekken gereserveerd" in text and "Lezen en literatuur" in text and "Lid geworden" in text
    assert GROWN not in text and GROWN not in str(held(app))

    pressed(app, "Ontkoppel").click()
    assert "Lid sinds" not in said(here(app.run())) and pressed(app, "Maak ongedaan")


def held(app):
    """Everything the session of a tab holds."""
    return [(str(name), repr(value)) for name, value in app.session_state._state.filtered_state.items()]


def test_a_card_tells_why_a_link_shows_nothing_and_what_was_not_delivered(house, open_app, noor):
    put_rows(house.stores, [*LIBRARIES, *members(house, numbers=(STUDENT,))])
    made = people.add(noor, PersonDraft("Voorbeeld")).row_id
    linking.link(noor, by_consent(made, STUDENT))

    text = said(here(walk(open_app("noor", "en"), "people", person=made)))
    assert "Free account since 1 Sept 2026 · branch Oost · Bieb Werkt" in text and "does not deliver" in text
    other = people.add(noor, PersonDraft("Voorbeeld")).row_id
    consents.withdraw(noor, other, *consents.ON_CARD)
    merging.merge(noor, MergeDraft("person", made, other, 1, 1))
    text = said(here(walk(open_app("noor"), "people", person=made)))
    assert "maar er is niets te zien. De toestemming is ingetrokken." in text


def test_without_members_delivered_the_card_says_so_and_asks_no_number(open_app, noor):
    made = people.add(noor, PersonDraft("Voorbeeld")).row_id

    app = here(walk(open_app("noor"), "people", person=made))
    assert "nog geen leden aangeleverd" in said(app) and "Koppel" not in [one.label for one in app.button]
