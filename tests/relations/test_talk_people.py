"""With whom a talk was is put right: for the card it leaves and the card it comes to, whole, and taken back whole."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.problems import ChangedMeanwhile, NotAllowed
from biebwijzer.relations import changes, contact_moments, merging, organisations, people
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.merging import MergeDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft
from tests.examples import tried_on

pytestmark = pytest.mark.slow

MONDAY = date(2026, 11, 23)
FRIDAY = MONDAY - timedelta(days=3)
WEDNESDAY = MONDAY + timedelta(days=2)
TABLES = ("person", "organisation", "contact_moment", "contact_moment_person", "contact_moment_colleague", "follow_up")


def everything(house):
    with house.stores.records.reading() as reading:
        return {table: sorted(map(str, reading.find(f"relations.{table}"))) for table in TABLES}


def kept(house, table):
    with house.stores.records.reading() as reading:
        return reading.find(f"relations.{table}")


def timeline(workspace, **whom):
    return workspace.ask("relations/timeline", **whom).rows.to_dicts()


def version(workspace, talk_id):
    return workspace.ask("relations/contact_moment_to_change", contact_moment_id=talk_id).first("row_version")


def merged(workspace, kept_id, other):
    seen = [workspace.ask("relations/person", person_id=one).first("row_version") for one in (kept_id, other)]
    return merging.merge(workspace, MergeDraft("person", kept_id, other, *seen))


@pytest.fixture
def noor(workspace):
    return workspace("noor")


@pytest.fixture
def cast(noor):
    """A school and three people."""
    school = organisations.add(noor, OrganisationDraft("Proefschool")).row_id
    return school, *(people.add(noor, PersonDraft("Proef", first_name=name)).row_id for name in ("Ans", "Ben", "Cor"))


@pytest.fixture
def talk(noor, cast):
    """A talk with Ans, noted under her by mistake, with Ben and a colleague beside her; something was promised."""
    _, ans, ben, _ = cast
    draft = ContactMomentDraft(
        MONDAY, "call", "Wil tien uur erbij", person_id=ans, beside_ids=(ben,), colleague_ids=("staff",),
        promise="rooster mailen", due_on=WEDNESDAY,
    )  # fmt: skip
    return contact_moments.record(noor, draft).row_id, draft


def test_a_talk_leaves_the_card_of_who_was_not_there_and_stands_with_who_was(house, noor, cast, talk):
    school, ans, ben, cor = cast
    talk_id, draft = talk
    before = everything(house)

    right = replace(draft, person_id=None, organisation_id=school, beside_ids=(cor,), colleague_ids=())
    saved = contact_moments.change(noor, talk_id, right, 1)

    assert timeline(noor, person_id=ans) == [] == timeline(noor, person_id=ben)
    (row,) = timeline(noor, person_id=cor)
    assert (row["organisation_name"], row["person_name"], row["people_beside"]) == ("Proefschool", "Cor Proef", None)
    assert (row["colleagues"], row["promise"]) == (None, "rooster mailen")
    listed = {row["person_id"]: row for row in noor.ask("relations/people", most=9).rows.to_dicts()}
    assert {one: listed[one]["last_spoken_on"] for one in (ans, ben, cor)} == {ans: None, ben: None, cor: MONDAY}
    assert [listed[one]["open_count"] for one in (ans, ben, cor)] == [0, 0, 1]
    promised = noor.ask("relations/follow_ups").rows.row(0, named=True)
    assert (promised["with_whom"], promised["with_person"]) == ("Proefschool", "Cor Proef")
    assert noor.ask("relations/last_spoke", person_id=ans, library_id="utrecht").is_empty()
    assert noor.ask("relations/last_spoke", organisation_id=school, library_id="utrecht").first("recorded_by") == "noor"
    noor.undo(saved.audit_id)
    assert everything(house) == before
    assert len(timeline(noor, person_id=ans)) == len(timeline(noor, person_id=ben)) == 1
    assert timeline(noor, person_id=cor) == []


def test_somebody_new_is_added_in_the_same_act_and_goes_with_it(house, noor, talk):
    talk_id, draft = talk
    before = everything(house)

    right = replace(draft, person_id=None, new_person="Dina de Nieuwe", new_beside=("Evi Nieuw",), beside_ids=())
    saved = contact_moments.change(noor, talk_id, right, 1)

    (row,) = timeline(noor, person_id=noor.ask("relations/people", most=9, asked="dina").first("person_id"))
    assert (row["person_name"], row["people_beside"]) == ("Dina de Nieuwe", ["Evi Nieuw"])
    noor.undo(saved.audit_id)
    assert everything(house) == before


def test_the_history_of_both_cards_tells_who_put_it_right(noor, cast, talk):
    _, ans, ben, cor = cast
    talk_id, draft = talk
    contact_moments.change(noor, talk_id, replace(draft, person_id=cor, beside_ids=(), colleague_ids=()), 1)

    for card in (ans, cor, ben):
        rows = noor.ask("relations/changes", since=FRIDAY, person_id=card).rows.to_dicts()
        act = next(one for one in changes.acts(rows, noor.words, {"staff": "Bo Voorbeeld"})
                   if one.action == "relations.contact_moment.changed")  # fmt: skip
        assert {one[1] for one in act.cards} == {ans, ben, cor}
        assert [(one.field, one.before, one.after) for one in act.fields] == [
            ("Met wie", "Ans Proef", "Cor Proef"),
            ("Ook erbij", "Ben Proef", ""),
            ("Collega erbij", "Bo Voorbeeld", ""),
        ]  # fmt: skip


def test_who_changes_only_who_else_was_there_is_seen_by_who_has_it_open(house, noor, workspace, cast, talk):
    talk_id, draft = talk
    contact_moments.change(workspace("staff"), talk_id, replace(draft, beside_ids=(cast[3],)), 1)
    before = everything(house)

    for mine in (replace(draft, person_id=cast[2]), replace(draft, colleague_ids=())):
        with pytest.raises(ChangedMeanwhile):
            contact_moments.change(noor, talk_id, mine, 1)

    assert everything(house) == before


def test_taking_it_back_is_refused_once_a_colleague_changed_it_again(house, noor, workspace, cast, talk):
    talk_id, draft = talk
    saved = contact_moments.change(noor, talk_id, replace(draft, person_id=cast[3]), 1)
    contact_moments.change(workspace("staff"), talk_id, replace(draft, person_id=cast[3], beside_ids=()), 2)
    before = everything(house)

    with pytest.raises(ChangedMeanwhile):
        noor.undo(saved.audit_id)

    assert everything(house) == before


def test_nobody_of_another_library_can_be_put_at_a_talk(house, noor, workspace, cast, talk):
    talk_id, draft = talk
    sven, admin = workspace("sven"), workspace("admin")
    elsewhere = people.add(sven, PersonDraft("Elders")).row_id
    school = organisations.add(sven, OrganisationDraft("School Elders")).row_id
    before = everything(house)

    for who, wrong in (
        (noor, replace(draft, person_id=elsewhere)),
        (noor, replace(draft, beside_ids=(elsewhere,))),
        (noor, replace(draft, person_id=None, organisation_id=school)),
        (noor, replace(draft, person_id="bestaat niet")),
        (noor, replace(draft, colleague_ids=("sven",))),
        (noor, replace(draft, colleague_ids=("karim",))),
        (admin, replace(draft, person_id=elsewhere, beside_ids=())),
        (admin, replace(draft, beside_ids=(elsewhere,))),
        (admin, replace(draft, colleague_ids=("sven",))),
        (sven, replace(draft, person_id=elsewhere, beside_ids=(), colleague_ids=())),
    ):
        with pytest.raises(NotAllowed):
            contact_moments.change(who, talk_id, wrong, 1)

    assert everything(house) == before


def test_a_new_name_at_a_talk_comes_to_the_library_of_the_talk(house, workspace, talk):
    talk_id, draft = talk
    nobody_known = replace(draft, person_id=None, new_person="Dina Nieuw", beside_ids=(), library_id="amersfoort")

    contact_moments.change(workspace("admin"), talk_id, nobody_known, 1)

    assert {row["library_id"] for row in kept(house, "person")} == {"utrecht"}


def test_the_colleague_who_noted_it_stays_that_and_who_left_can_stay_there(house, noor, workspace, talk):
    talk_id, draft = talk
    with house.stores.records.transaction() as transaction:
        transaction.set("access.role_grant", {"app_user_id": "staff"}, {"until": MONDAY})
    assert "staff" not in noor.ask("relations/colleagues").rows["app_user_id"]

    contact_moments.change(noor, talk_id, replace(draft, colleague_ids=("staff", "noor", "staff")), 1)

    assert [row["app_user_id"] for row in kept(house, "contact_moment_colleague")] == ["staff"]
    contact_moments.change(noor, talk_id, replace(draft, colleague_ids=()), 2)
    with pytest.raises(NotAllowed):
        contact_moments.change(noor, talk_id, replace(draft, colleague_ids=("staff",)), 3)


def test_who_changes_what_another_noted_can_be_the_colleague_who_was_there(house, noor, workspace, talk):
    talk_id, draft = talk

    contact_moments.change(workspace("staff"), talk_id, draft, 1)

    assert [row["app_user_id"] for row in kept(house, "contact_moment_colleague")] == ["staff"]


def test_who_was_merged_since_stays_under_the_own_card_and_gets_the_talk_back(house, noor, cast, talk):
    _, ans, ben, cor = cast
    talk_id, draft = talk
    merge = merged(noor, cor, ans)
    noted = [row["person_id"] for row in kept(house, "contact_moment")]

    row = noor.ask("relations/contact_moment_to_change", contact_moment_id=talk_id).rows.row(0, named=True)
    assert (row["person_id"], row["person_name"], row["beside_ids"]) == (cor, "Cor Proef", [ben])
    contact_moments.change(noor, talk_id, replace(draft, person_id=cor, summary="Wil twee uur erbij"), 1)
    assert [row["person_id"] for row in kept(house, "contact_moment")] == noted == [ans]
    contact_moments.change(noor, talk_id, replace(draft, person_id=ben, beside_ids=(cor,)), 2)
    assert [row["person_id"] for row in kept(house, "contact_moment_person")] == [ans]

    merging.unmerge(noor, merge.row_id)
    assert timeline(noor, person_id=cor) == []
    assert [row["people_beside"] for row in timeline(noor, person_id=ans)] == [["Ans Proef"]]


def test_a_form_that_lay_open_while_cards_were_merged_means_the_card_that_stands(house, noor, cast, talk):
    _, ans, ben, cor = cast
    talk_id, draft = talk
    merged(noor, ben, cor)

    contact_moments.change(noor, talk_id, replace(draft, person_id=cor, beside_ids=()), 1)

    (row,) = timeline(noor, person_id=ben)
    assert (row["person_id"], row["people_beside"]) == (ben, None) and timeline(noor, person_id=ans) == []


def test_two_of_one_talk_who_were_merged_both_stay_and_both_go(house, noor, cast, talk):
    _, ans, ben, cor = cast
    talk_id, draft = talk
    merged(noor, ans, ben)

    contact_moments.change(noor, talk_id, replace(draft, beside_ids=()), 1)
    assert [row["person_id"] for row in kept(house, "contact_moment_person")] == [ben]
    contact_moments.change(noor, talk_id, replace(draft, person_id=cor, beside_ids=()), 2)

    assert timeline(noor, person_id=ans) == [] and kept(house, "contact_moment_person") == []


def test_a_talk_without_a_promise_gets_one_and_never_a_second(house, noor, cast):
    plain = ContactMomentDraft(MONDAY, "call", "Wil tien uur erbij", person_id=cast[1])
    talk_id = contact_moments.record(noor, plain).row_id
    before = everything(house)
    promised = replace(plain, promise="rooster mailen", due_on=WEDNESDAY)

    saved = contact_moments.change(noor, talk_id, promised, 1)
    contact_moments.change(noor, talk_id, replace(promised, promise="prijs mailen"), 2)

    (row,) = noor.ask("relations/follow_ups").rows.to_dicts()
    assert (row["promise"], row["due_on"], row["owner"], row["with_whom"]) == (
        "rooster mailen", WEDNESDAY, "noor", "Ans Proef",
    )  # fmt: skip
    with house.stores.records.reading() as reading:
        last = reading.find("access.audit", {}, newest="happened_at", most=1)[0]["audit_id"]
    noor.undo(last)
    noor.undo(saved.audit_id)
    assert everything(house) == before


WHOM = st.fixed_dictionaries({
    "organisation": st.booleans(),
    "first": st.integers(0, 3),
    "beside": st.lists(st.integers(1, 3), max_size=3),
    "colleagues": st.sampled_from([(), ("staff",)]),
    "new": st.sampled_from([(), ("Evi Nieuw",)]),
    "day": st.sampled_from([MONDAY, FRIDAY]),
    "merge": st.booleans(),
})  # fmt: skip


@tried_on(8)
@given(changed=st.lists(WHOM, min_size=1, max_size=4))
def test_whatever_was_put_right_stands_as_asked_and_is_taken_back_step_by_step(house, workspace, changed):
    noor = workspace("noor")
    school = organisations.add(noor, OrganisationDraft("Proefschool")).row_id
    known = [people.add(noor, PersonDraft("Proef", first_name=name)).row_id for name in ("Ans", "Ben", "Cor")]
    begun = ContactMomentDraft(MONDAY, "call", "Wil tien uur erbij", person_id=known[0], beside_ids=(known[1],))
    talk_id = contact_moments.record(noor, begun).row_id
    stood, saved, stands_for = [], [], {one: one for one in known}

    for step in changed:
        first = known[step["first"] - 1] if step["first"] else None
        draft = replace(
            begun, spoken_on=step["day"], person_id=first, organisation_id=school if step["organisation"] else None,
            beside_ids=tuple(known[one - 1] for one in step["beside"]), new_beside=step["new"],
            colleague_ids=step["colleagues"],
        )  # fmt: skip
        if not draft.with_somebody:
            continue
        stood.append(everything(house))
        saved.append(contact_moments.change(noor, talk_id, draft, version(noor, talk_id)))
        wanted = {stands_for[one] for one in (first, *draft.beside_ids) if one}
        there = noor.ask("relations/contact_moment_to_change", contact_moment_id=talk_id).rows.row(0, named=True)
        new = {row["person_id"] for row in kept(house, "person")} - set(known)
        found = {one for one in (there["person_id"], *(there["beside_ids"] or [])) if one}
        assert found - new == wanted and len(found & new) == len(step["new"])
        rows = [one for one in kept(house, "contact_moment_person") if one["contact_moment_id"] == talk_id]
        assert {one["spoken_on"] for one in rows} <= {step["day"]}
        assert {one for one in set(stands_for.values()) if timeline(noor, person_id=one)} == wanted
        if step["merge"] and len(set(stands_for.values())) == len(known):
            stood.append(everything(house))
            saved.append(merged(noor, known[2], known[0]))
            stands_for[known[0]] = known[2]
    for before, one in zip(reversed(stood), reversed(saved), strict=True):
        noor.undo(one.audit_id)
        assert everything(house) == before
