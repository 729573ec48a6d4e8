"""A card and a member: linked by a number that is kept nowhere, shown to who may, never of who may not be followed."""

import json
from datetime import date, datetime, timedelta

import pytest

from biebwijzer.access import keeping
from biebwijzer.explore import sql
from biebwijzer.problems import ChangedMeanwhile, NotAllowed
from biebwijzer.relations import changes, consents, linking, merging, people
from biebwijzer.relations.linking import CONSENT
from biebwijzer.relations.merging import MergeDraft
from biebwijzer.relations.people import PersonDraft
from tests.engines import put_rows
from tests.relations.linked_members import (
    AGELESS,
    CHILD,
    ELSEWHERE,
    GROWN,
    PUPIL,
    STUDENT,
    TODAY,
    by_consent,
    draft,
    key,
    shown,
)

pytestmark = pytest.mark.slow

MARTS = ("linked_member", "person_link", "person_membership", "person_use", "delivered_member")


@pytest.fixture
def noor(workspace):
    return workspace("noor", today=TODAY)


@pytest.fixture
def person(noor, delivered_members):
    return people.add(noor, PersonDraft("Voorbeeld", first_name="Fatma")).row_id


def state(workspace, person):
    memberships = workspace.ask("relations/person_memberships", person_id=person).rows.to_dicts()
    links = workspace.ask("relations/person_links", person_id=person).rows.to_dicts()
    return [linking.state(row, memberships) for row in links]


ALL_SHOWN = (["member"], {"reservation": 2, "activity": 1})


def test_a_linked_card_shows_membership_and_use_and_the_number_stands_nowhere(house, noor, person):
    assert shown(noor, person) == ([], {})

    saved = linking.link(noor, draft(person))

    assert shown(noor, person) == ALL_SHOWN and state(noor, person) == ["shown"]
    row = noor.ask("relations/person_memberships", person_id=person).rows.row(0, named=True)
    assert (row["since"], row["branch"], row["subscription"]) == (date(2019, 5, 3), "Oost", "adult")
    use = noor.ask("relations/person_use", person_id=person).rows.row(0, named=True)
    assert {use["proposition"] for use in noor.ask("relations/person_use", person_id=person).rows.to_dicts()} == {
        "bieb_werkt", None,
    } and use["branch"] == "Oost"  # fmt: skip
    with house.stores.records.reading() as reading:
        every = [reading.find(table) for table in ("relations.person_link", "access.audit", "access.audit_row")]
    assert GROWN not in json.dumps(every, default=str) and GROWN not in repr(draft(person))
    told = noor.ask("relations/changes", since=TODAY - timedelta(days=2), person_id=person).rows.to_dicts()
    assert key(house, GROWN) not in json.dumps(told, default=str)
    fields = [one.field for one in changes.acts(told, noor.words, {})[0].fields]
    assert "Grond" in fields and "Bewijs" in fields
    noor.undo(saved.audit_id)
    assert shown(noor, person) == ([], {}) and state(noor, person) == []


def test_a_free_account_is_shown_with_what_it_is_for(noor, person):
    linking.link(noor, draft(person, STUDENT))

    row = noor.ask("relations/person_memberships", person_id=person).rows.row(0, named=True)
    assert (row["person_kind"], row["proposition"], row["since"]) == ("free_account", "bieb_werkt", date(2026, 9, 1))


REFUSED = {
    "999999999": "kennen we bij deze bibliotheek niet", ELSEWHERE: "kennen we bij deze bibliotheek niet",
    CHILD: "jonger zijn dan 16", PUPIL: "abonnement van een school", AGELESS: "hoe oud",
}  # fmt: skip


def test_who_may_not_be_followed_or_is_unknown_here_is_refused_beside_the_number(house, noor, person):
    for number, why in REFUSED.items():
        found = linking.looked_up(noor, draft(person, number))

        assert [problem.field for problem in found] == ["number"] and why in found[0].word
        with pytest.raises(NotAllowed) as refused:
            linking.link(noor, draft(person, number))
        assert number not in str(refused.value) and shown(noor, person) == ([], {})
    with house.stores.records.reading() as reading:
        tried = reading.find("access.audit", {"action": "relations.person_link.refused"})
    assert [row["subject_id"] for row in tried] == [person] * 2 * len(REFUSED)


def test_who_tries_number_after_number_is_stopped_for_the_day_and_a_colleague_is_not(noor, workspace, person):
    for number in range(linking.MOST_TRIES):
        assert "kennen we" in linking.looked_up(noor, draft(person, f"9000{number}"))[0].word

    assert [one.word for one in linking.looked_up(noor, draft(person))] == [linking.TOO_OFTEN]
    with pytest.raises(NotAllowed, match="Morgen kun je verder"):
        linking.link(noor, draft(person))
    assert shown(noor, person) == ([], {})
    linking.link(workspace("staff", today=TODAY), draft(person))


def test_before_anything_is_delivered_there_is_nobody_to_link_to_and_no_key_is_made(house, noor):
    made = people.add(noor, PersonDraft("Voorbeeld")).row_id

    assert "nog geen leden" in linking.looked_up(noor, draft(made))[0].word
    assert not house.stores.settings.key_file.exists()


WRONG = (
    ({"number": " "}, "number"), ({"ground": None}, "ground"), ({"proof": "ja"}, "proof"),
    ({"agreed_on": None}, "given_on"),
    ({"agreed_on": TODAY + timedelta(days=1)}, "given_on"), ({"proof": f"lid {GROWN}"}, "proof"),
    ({"ground": CONSENT}, "source"), ({"ground": CONSENT, "source": "paper", "proof": None}, "proof"),
)  # fmt: skip


def test_without_number_ground_day_or_proof_it_is_refused_beside_its_field(noor, person):
    for other, field in WRONG:
        wrong = draft(person, **other)

        assert [problem.field for problem in linking.problems(wrong, TODAY)] == [field], other
        with pytest.raises(NotAllowed):
            linking.link(noor, wrong)
    assert state(noor, person) == []


def test_a_number_leads_to_one_card_and_on_that_card_a_new_ground_takes_its_place(noor, person):
    linking.link(noor, draft(person))
    other = people.add(noor, PersonDraft("Proef", first_name="Sam")).row_id

    found = linking.looked_up(noor, draft(other))
    assert found[0].values == {"name": "Fatma Voorbeeld"}
    with pytest.raises(NotAllowed):
        linking.link(noor, draft(other))
    linking.link(noor, by_consent(person))
    assert state(noor, person) == ["shown", "ended"] and shown(noor, person) == ALL_SHOWN


def test_unlinking_ends_it_at_once_can_be_taken_back_and_never_leads_to_two_cards(noor, person):
    made = linking.link(noor, draft(person)).row_id
    gone = linking.unlink(noor, made)
    assert shown(noor, person) == ([], {}) and linking.unlink(noor, made).audit_id is None
    noor.undo(gone.audit_id)
    assert shown(noor, person) == ALL_SHOWN

    gone = linking.unlink(noor, made)
    other = people.add(noor, PersonDraft("Proef", first_name="Sam")).row_id
    linking.link(noor, draft(other))
    noor.undo(gone.audit_id)
    assert shown(noor, person) == shown(noor, other) == ([], {}), "whose it is nobody knows"
    linking.unlink(noor, made)
    assert shown(noor, other) == ALL_SHOWN


def test_a_consent_that_is_withdrawn_ends_what_it_showed_and_no_later_yes_brings_it_back(house, noor, person):
    linking.link(noor, by_consent(person))
    assert shown(noor, person) == ALL_SHOWN
    gone = consents.withdraw(noor, person, *consents.ON_CARD)
    assert shown(noor, person) == ([], {}) and state(noor, person) == ["ended"]
    noor.undo(gone.audit_id)
    assert shown(noor, person) == ALL_SHOWN

    consents.withdraw(noor, person, *consents.ON_CARD)
    consents.give(noor, by_consent(person).consent)
    assert shown(noor, person) == ([], {})
    assert noor.ask("relations/may_be_asked", purpose="on_card", channel="card").rows.is_empty()


def test_a_merged_card_leads_on_from_the_card_that_stands_and_a_no_there_wins(noor, person):
    other = people.add(noor, PersonDraft("Voorbeeld", first_name="F.")).row_id
    linking.link(noor, by_consent(person))
    merged = merging.merge(noor, MergeDraft("person", other, person, 1, 1))
    assert shown(noor, other) == ALL_SHOWN and shown(noor, person) == ([], {})
    assert linking.looked_up(noor, draft(other)) == [], "it is on this very card"
    merging.unmerge(noor, merged.row_id)
    assert shown(noor, person) == ALL_SHOWN and shown(noor, other) == ([], {})

    consents.withdraw(noor, other, *consents.ON_CARD)
    merged = merging.merge(noor, MergeDraft("person", other, person, None, None))
    assert shown(noor, other) == ([], {}) and state(noor, other) == ["withdrawn"]
    merging.unmerge(noor, merged.row_id)
    assert shown(noor, person) == ALL_SHOWN


def test_a_card_that_leads_to_a_member_is_not_taken_back_and_leaves_no_number_behind(noor, person):
    made = people.add(noor, PersonDraft("Proef", first_name="Sam"))
    linked = linking.link(noor, draft(made.row_id))
    with pytest.raises(NotAllowed):
        noor.undo(made.audit_id)
    noor.undo(linked.audit_id)
    noor.undo(made.audit_id)

    linking.link(noor, draft(person))

    assert shown(noor, person) == ALL_SHOWN


def test_nobody_else_links_unlinks_or_sees_anything_of_it(workspace, noor, person):
    made = linking.link(noor, draft(person)).row_id

    for who in ("sven", "karim", "inge", "poi_adviser", "kb_reader"):
        other = workspace(who, today=TODAY)
        assert shown(other, person) == ([], {}) and state(other, person) == [], who
        asked = {"library_id": "utrecht", "member_key": key(noor, GROWN)}
        assert other.ask("relations/member_to_link", **asked).rows.is_empty(), who
        for act in (
            lambda at: linking.link(at, draft(person)),
            lambda at: linking.looked_up(at, draft(person)),
            lambda at: linking.unlink(at, made),
        ):
            with pytest.raises(NotAllowed):
                act(other)
    assert shown(noor, person) == ALL_SHOWN


def test_who_works_with_persons_sees_it_and_for_no_other_audience_anything_is_left(workspace, noor, person):
    linking.link(noor, draft(person))

    assert shown(workspace("staff", today=TODAY), person) == ALL_SHOWN
    for audience in ("bibliotheek", "buiten"):
        assert shown(noor.for_audience(audience), person) == ([], {})


def test_sql_by_hand_is_offered_neither_side_of_the_bridge(workspace):
    for who in ("noor", "inge", "admin"):
        assert not set(MARTS) & set(sql.offered(workspace(who, today=TODAY))), who


def test_with_whom_is_let_go_of_the_link_goes_too(house, workspace, noor, person):
    linking.link(noor, draft(person))
    with house.stores.records.transaction() as transaction:
        keeping.lead_nowhere(transaction, "amersfoort", [key(house, GROWN)])
    assert shown(noor, person) == ALL_SHOWN

    with house.stores.records.transaction() as transaction:
        keeping.lead_nowhere(transaction, "utrecht", [key(house, GROWN)])
    # The number is given out again and delivered again: nobody's card knows it.
    assert shown(noor, person) == ([], {}) and state(noor, person) == []

    linking.link(noor, draft(person))
    later = workspace("admin", today=TODAY + timedelta(days=800))
    with house.stores.records.transaction() as transaction:
        keeping.let_go(later, transaction)
        left = transaction.find("relations.person_link")
    assert left == [], "a card without a name leads nowhere"


def test_a_member_that_turns_out_to_be_a_child_is_shown_no_longer(house, noor, person):
    linking.link(noor, draft(person))
    child = {"library_id": "utrecht", "branch_id": "utrecht_oost", "member_key": key(house, GROWN)}
    young = {"proposition": "bieb_werkt", "registered_at": datetime(2026, 9, 1, 10), "birth_year": TODAY.year - 14}
    put_rows(house.stores, [("usage.registration", {**child, **young})])

    assert shown(noor, person) == ([], {}) and state(noor, person) == ["nobody"]


def test_a_changed_link_is_not_taken_back(noor, person):
    saved = linking.link(noor, draft(person))
    linking.unlink(noor, saved.row_id)

    with pytest.raises(ChangedMeanwhile):
        noor.undo(saved.audit_id)
