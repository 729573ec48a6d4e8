"""What is typed is kept whole, with its line in the audit trail, for one's own library and nobody else's."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.access import new_id
from biebwijzer.problems import ChangedMeanwhile, NotAllowed
from biebwijzer.relations import contact_moments, follow_ups, organisations, people, working
from biebwijzer.relations.cards import opened, spoken_sentence
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.follow_ups import PromiseDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft
from biebwijzer.relations.working import RoleDraft
from tests.examples import tried_on

MONDAY = date(2026, 11, 23)
CALL = ContactMomentDraft(
    spoken_on=MONDAY, channel="call", summary="Wil twee uur erbij", new_organisation="Proefschool"
)
TABLES = ("person", "organisation", "contact_person", "contact_moment", "follow_up")
THERE = ("contact_moment_person", "contact_moment_colleague")


def audit(house):
    with house.stores.records.reading() as reading:
        return reading.find("access.audit", {}, newest="happened_at")


def everything(house):
    with house.stores.records.reading() as reading:
        return {table: sorted(map(str, reading.find(f"relations.{table}"))) for table in (*TABLES, *THERE)}


def test_a_contact_moment_with_somebody_new_adds_both_and_the_promise_in_one_act(house, workspace):
    noor = workspace("noor")

    saved = contact_moments.record(noor, replace(CALL, promise="prijs mailen", due_on=MONDAY + timedelta(days=2)))

    row = noor.ask("relations/follow_ups").rows.row(0, named=True)
    assert (row["with_whom"], row["promise"], row["owner_name"]) == ("Proefschool", "prijs mailen", "Noor Voorbeeld")
    lines = audit(house)
    assert [(line["audit_id"], line["action"], line["app_user_id"], line["library_id"]) for line in lines] == [
        (saved.audit_id, "relations.contact_moment.recorded", "noor", "utrecht")
    ]


def test_saving_the_same_form_twice_keeps_one(house, workspace):
    noor, form = workspace("noor"), new_id()

    contact_moments.record(noor, CALL, form)
    again = contact_moments.record(noor, CALL, form)
    person = new_id()
    people.add(noor, PersonDraft("Proef"), person)
    people.add(noor, PersonDraft("Proef"), person)

    assert again.audit_id is None
    kept = everything(house)
    assert [len(kept[table]) for table in TABLES] == [1, 1, 0, 1, 0]


def test_no_name_stands_in_an_action_or_a_logged_id(house, workspace):
    noor = workspace("noor")

    saved = people.add(noor, PersonDraft("Geheimenaam", first_name="Uniek"))
    opened(noor, "person", saved.row_id)

    lines = audit(house)
    assert [line["action"] for line in lines] == ["relations.person.opened", "relations.person.added"]
    assert "geheim" not in json.dumps(lines, default=str).casefold()


@pytest.mark.parametrize("who", ["sven", "karim", "inge", "poi_adviser", "kb_reader"])
def test_who_works_elsewhere_or_may_not_see_people_finds_nothing(house, workspace, who):
    noor, other = workspace("noor"), workspace(who)
    organisation = organisations.add(noor, OrganisationDraft("Proefschool", note="belt graag"))
    contact_moments.record(noor, replace(CALL, new_organisation=None, organisation_id=organisation.row_id))

    answers = [
        other.ask("relations/people", most=50, asked=None),
        other.ask("relations/organisations", most=50),
        other.ask("relations/organisation", organisation_id=organisation.row_id),
        other.ask("relations/timeline", organisation_id=organisation.row_id),
        other.ask("relations/follow_ups"),
        other.ask("relations/finding", asked="proef"),
        other.ask("relations/to_choose", most=50),
        other.ask("relations/schools"),
    ]

    assert [answer.rows.height for answer in answers] == [0] * len(answers)


def test_a_manager_counts_promises_without_seeing_whose_they_are(workspace):
    contact_moments.record(workspace("noor"), replace(CALL, promise="bellen", due_on=MONDAY))

    counted = workspace("karim").ask("relations/follow_up_counts", on_date=MONDAY + timedelta(days=1)).rows

    assert counted.to_dicts() == [{"library_id": "utrecht", "open_count": 1, "late_count": 1, "done_count": 0}]
    assert workspace("sven").ask("relations/follow_up_counts", on_date=MONDAY).rows.is_empty()


@pytest.mark.parametrize("who", ["karim", "inge", "poi_adviser", "kb_reader"])
def test_who_may_not_write_relations_writes_nothing(house, workspace, who):
    with pytest.raises(NotAllowed):
        contact_moments.record(workspace(who), CALL)

    assert not any(everything(house).values()) and audit(house) == []


def test_nobody_writes_about_a_relation_of_another_library(house, workspace):
    school = organisations.add(workspace("noor"), OrganisationDraft("Proefschool")).row_id
    person = people.add(workspace("noor"), PersonDraft("Proef")).row_id
    follow_up = contact_moments.record(workspace("noor"), replace(CALL, promise="x", due_on=MONDAY))
    promised = workspace("noor").ask("relations/follow_ups").rows["follow_up_id"][0]
    before, sven = everything(house), workspace("sven")

    for act in (
        lambda: contact_moments.record(sven, replace(CALL, new_organisation=None, organisation_id=school)),
        lambda: working.connect(sven, RoleDraft(school, person, "directeur")),
        lambda: people.add(sven, PersonDraft("Ander", organisation_id=school)),
        lambda: people.change(sven, person, PersonDraft("Anders"), 1),
        lambda: organisations.change(sven, school, OrganisationDraft("Anders"), 1),
        lambda: follow_ups.finish(sven, promised),
        lambda: sven.undo(follow_up.audit_id),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert everything(house) == before


def test_the_second_of_two_who_opened_the_same_card_is_told_so(workspace):
    noor, staff = workspace("noor"), workspace("staff")
    person = people.add(noor, PersonDraft("Proef")).row_id
    people.change(noor, person, PersonDraft("Proef", phone="030 - 000 00 00"), seen=1)

    with pytest.raises(ChangedMeanwhile):
        people.change(staff, person, PersonDraft("Proeven"), seen=1)

    assert noor.ask("relations/person", person_id=person).first("phone") == "030 - 000 00 00"


def test_a_promise_is_done_put_off_or_handed_to_a_colleague_of_the_same_library(workspace):
    noor = workspace("noor")
    contact_moments.record(noor, replace(CALL, promise="bellen", due_on=MONDAY))
    promised = noor.ask("relations/follow_ups").rows["follow_up_id"][0]

    follow_ups.put_off(noor, promised, MONDAY + timedelta(days=3))
    follow_ups.hand_over(noor, promised, "staff")
    with pytest.raises(NotAllowed):
        follow_ups.hand_over(noor, promised, "sven")
    done = follow_ups.finish(noor, promised)
    again = follow_ups.finish(noor, promised)

    row = noor.ask("relations/follow_ups").rows.row(0, named=True)
    assert (row["due_on"], row["owner"], row["status"]) == (MONDAY + timedelta(days=3), "staff", "done")
    assert again.audit_id is None
    noor.undo(done.audit_id)
    assert noor.ask("relations/follow_ups").first("status") == "open"


def test_what_something_hangs_on_by_now_is_not_taken_back(workspace, house):
    noor = workspace("noor")
    added = people.add(noor, PersonDraft("Proef"))
    talk = contact_moments.record(noor, replace(CALL, new_organisation=None, person_id=added.row_id))
    before = everything(house)

    with pytest.raises(NotAllowed, match="hoort intussen iets bij"):
        noor.undo(added.audit_id)

    assert everything(house) == before
    noor.undo(talk.audit_id)
    noor.undo(added.audit_id)
    assert noor.ask("relations/people", most=5).is_empty()


ACTS = st.lists(
    st.sampled_from(["record", "person", "rename", "finish", "put_off", "reword", "put_right", "connect", "end"]),
    max_size=8,
)


@tried_on(8)
@given(acts=ACTS)
def test_undoing_every_act_in_turn_leaves_what_was_there(house, workspace, acts):
    noor = workspace("noor")
    before, saved = everything(house), []

    for number, act in enumerate(acts):
        saved.append(_do(noor, act, number))
    for one in reversed([one for one in saved if one and one.audit_id]):
        noor.undo(one.audit_id)

    assert everything(house) == before


def _do(noor, act, number):
    someone = noor.ask("relations/people", most=1).rows
    school = noor.ask("relations/organisations", most=1).rows
    promised = noor.ask("relations/follow_ups", status="open").rows
    if act == "record":
        there = {"new_beside": (f"Proef {number}", "Proef Erbij"), "colleague_ids": ("staff",)}
        return contact_moments.record(noor, replace(CALL, promise="bellen", due_on=MONDAY, **there))
    if act == "person":
        return people.add(noor, PersonDraft(f"Proef{number}"))
    if act == "rename" and someone.height:
        row = noor.ask("relations/person", person_id=someone["person_id"][0]).rows.row(0, named=True)
        return people.change(noor, row["person_id"], PersonDraft(f"Anders{number}"), row["row_version"])
    if act == "connect" and someone.height and school.height:
        return working.connect(noor, RoleDraft(school["organisation_id"][0], someone["person_id"][0], f"rol {number}"))
    if act == "finish" and promised.height:
        return follow_ups.finish(noor, promised["follow_up_id"][0])
    if act == "put_off" and promised.height:
        return follow_ups.put_off(noor, promised["follow_up_id"][0], MONDAY + timedelta(days=number + 1))
    if act == "reword" and promised.height:
        row = promised.row(0, named=True)
        draft = PromiseDraft(f"mailen {number}", MONDAY, "staff")
        return follow_ups.change(noor, row["follow_up_id"], draft, row["row_version"])
    if act == "put_right" and someone.height:
        return _put_right(noor, someone["person_id"][0], number)
    if act == "end" and school.height:
        links = noor.ask("relations/contact_people", organisation_id=school["organisation_id"][0]).rows
        return working.disconnect(noor, links["contact_person_id"][0]) if links.height else None
    return None


def _put_right(noor, person_id, number):
    """Put somebody at a talk, in turn as whom it was with and beside somebody new."""
    with noor.stores.records.reading() as reading:
        talks = reading.find("relations.contact_moment")
    if not talks:
        return None
    talk = talks[number % len(talks)]
    whom = {"person_id": person_id} if number % 2 else {"new_person": f"Nieuw {number}", "beside_ids": (person_id,)}
    draft = ContactMomentDraft(MONDAY, "visit", f"Anders {number}", **whom, promise="prijs mailen", due_on=MONDAY)
    return contact_moments.change(noor, talk["contact_moment_id"], draft, talk["row_version"])


def test_a_card_says_first_when_we_spoke_and_what_is_still_to_be_done(workspace):
    noor = workspace("noor")
    contact_moments.record(noor, replace(CALL, promise="prijs mailen", due_on=date(2026, 11, 25)))
    school = noor.ask("relations/organisations", most=1).rows["organisation_id"][0]

    said = spoken_sentence(noor.words, noor.ask("relations/timeline", organisation_id=school))

    assert said.startswith("Laatst gesproken op **maandag 23 november** door Noor Voorbeeld.")
    assert said.endswith("We beloofden: prijs mailen, uiterlijk **woensdag 25 november**.")
