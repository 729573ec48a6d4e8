"""Two cards become one to look at and can become two again: nothing is lost, nothing crosses a library."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.problems import ChangedMeanwhile, NotAllowed
from biebwijzer.relations import contact_moments, follow_ups, merging, organisations, people, working
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.merging import FIELDS, MergeDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft
from biebwijzer.relations.working import RoleDraft
from tests.examples import tried_on

pytestmark = pytest.mark.slow

MONDAY = date(2026, 11, 23)
TABLES = ("person", "organisation", "contact_person", "contact_moment", "follow_up", "not_same")
FULL = PersonDraft("Voorbeeld", first_name="Fatma", infix="van", phone="06-12345678", note="belt na 15.30 uur")
SHORT = PersonDraft("Voorbeeld", first_name="F.", email="fatma@post.invalid", phone="0612345678", note="leest voor")


def card(workspace, row_id, kind="person"):
    return workspace.ask(f"relations/{kind}", **{f"{kind}_id": row_id}).rows.row(0, named=True)


def draft(workspace, kept, merged, kind="person", **choices):
    seen = [card(workspace, one, kind)["row_version"] for one in (kept, merged)]
    return MergeDraft(kind, kept, merged, *seen, choices)


def note(workspace, summary="Besproken", **whom):
    moment = ContactMomentDraft(MONDAY, "call", summary, promise="terugbellen", due_on=MONDAY, **whom)
    return contact_moments.record(workspace, moment).row_id


def told(workspace, **whom):
    return sorted(workspace.ask("relations/timeline", **whom).rows["summary"])


def content(house, version=False):
    """What people typed, whatever version of its row it is."""
    with house.stores.records.reading() as reading:
        rows = {table: reading.find(f"relations.{table}") for table in TABLES}
    left = () if version else ("row_version",)
    return {
        table: sorted(str({k: v for k, v in row.items() if k not in left}) for row in rows[table]) for table in rows
    }


@pytest.fixture
def noor(workspace):
    return workspace("noor")


@pytest.fixture
def pair(noor):
    """Two cards of one person, each with a talk and a promise, and one school where both work."""
    school = organisations.add(noor, OrganisationDraft("Proefschool", "primary_school")).row_id
    one, other = (people.add(noor, replace(made, organisation_id=school)).row_id for made in (FULL, SHORT))
    note(noor, "eerste", person_id=one)
    note(noor, "tweede", person_id=other, organisation_id=school)
    return one, other, school


def test_a_merged_card_shows_both_histories_and_what_was_chosen(noor, pair):
    one, other, school = pair

    merging.merge(noor, draft(noor, one, other, email="merged", note="both"))

    kept = card(noor, one)
    assert (kept["name"], kept["email"], kept["phone"]) == ("Fatma van Voorbeeld", "fatma@post.invalid", "06-12345678")
    assert kept["note"] == "belt na 15.30 uur\nleest voor"
    assert told(noor, person_id=one) == ["eerste", "tweede"]
    assert noor.ask("relations/contact_people", organisation_id=school).rows["person_id"].to_list() == [one]
    assert {row["person_id"] for row in noor.ask("relations/follow_ups").rows.to_dicts()} == {one}
    assert noor.ask("relations/person", person_id=other).is_empty()
    assert noor.ask("relations/people", most=9).rows["person_id"].to_list() == [one]


@pytest.mark.parametrize("by_the_bar", [True, False])
def test_taking_a_merge_back_gives_both_cards_as_they_were(house, noor, pair, by_the_bar):
    one, other, _ = pair
    before = content(house, version=by_the_bar)

    saved = merging.merge(noor, draft(noor, one, other, email="merged", note="both", last_name="merged"))
    assert content(house) != before
    if by_the_bar:
        noor.undo(saved.audit_id)
    else:
        merging.unmerge(noor, saved.row_id)

    assert content(house, version=by_the_bar) == before
    assert (told(noor, person_id=one), told(noor, person_id=other)) == (["eerste"], ["tweede"])


def test_what_was_changed_or_noted_later_stays_with_the_kept_card_and_is_said(noor, pair):
    one, other, _ = pair
    saved = merging.merge(noor, draft(noor, one, other, email="merged", phone="merged"))
    changed = replace(FULL, email="nieuw@post.invalid", phone="0612345678")
    people.change(noor, one, changed, card(noor, one)["row_version"])
    # A colleague had the other card open all the while.
    note(noor, "derde", person_id=other)

    undone = merging.unmerge(noor, saved.row_id)

    assert (undone.stayed, undone.later) == (("email",), 1)
    assert (card(noor, one)["email"], card(noor, one)["phone"]) == ("nieuw@post.invalid", "06-12345678")
    assert card(noor, other)["email"] == "fatma@post.invalid"
    assert (told(noor, person_id=one), told(noor, person_id=other)) == (["derde", "eerste"], ["tweede"])


def test_a_card_that_a_colleague_changed_is_not_merged_and_none_twice(noor, pair):
    one, other, _ = pair
    seen = draft(noor, one, other)
    people.change(noor, other, replace(SHORT, phone="06-87654321"), card(noor, other)["row_version"])

    with pytest.raises(ChangedMeanwhile):
        merging.merge(noor, seen)
    assert told(noor, person_id=other) == ["tweede"]
    again = draft(noor, one, other)
    merging.merge(noor, again)
    with pytest.raises(ChangedMeanwhile):
        merging.merge(noor, again)


def test_cards_of_two_libraries_are_never_merged_nor_by_who_works_elsewhere(workspace, pair):
    noor, sven, admin = workspace("noor"), workspace("sven"), workspace("admin")
    here, there = pair[0], people.add(sven, FULL).row_id

    with pytest.raises(NotAllowed):
        merging.merge(admin, draft(admin, here, there))
    with pytest.raises(NotAllowed):
        merging.merge(sven, MergeDraft("person", pair[0], pair[1], 1, 1))
    with pytest.raises(NotAllowed):
        merging.not_same(admin, "person", here, there)
    saved = merging.merge(noor, draft(noor, here, pair[1]))
    with pytest.raises(NotAllowed):
        merging.unmerge(sven, saved.row_id)
    assert (
        sven.ask("relations/merges", kind="person", most=9).is_empty()
        and noor.ask("relations/merges", kind="person", most=9).rows.height == 1
    )


def test_who_may_not_write_merges_nothing(workspace, pair):
    noor = workspace("noor")

    with pytest.raises(NotAllowed):
        merging.merge(workspace("karim"), draft(noor, *pair[:2]))


def test_not_the_same_is_remembered_refuses_a_merge_and_can_be_taken_back(noor, pair):
    one, other, _ = pair
    said = merging.not_same(noor, "person", other, one)
    assert merging.not_same(noor, "person", one, other).row_id == said.row_id

    with pytest.raises(NotAllowed):
        merging.merge(noor, draft(noor, one, other))
    merging.same_after_all(noor, said.row_id)
    assert merging.merge(noor, draft(noor, one, other)).row_id


def test_a_promise_made_to_a_merged_card_can_still_be_ticked(noor, pair):
    merging.merge(noor, draft(noor, *pair[:2]))

    for row in noor.ask("relations/follow_ups").rows.to_dicts():
        follow_ups.finish(noor, row["follow_up_id"], row["row_version"])

    assert set(noor.ask("relations/follow_ups").rows["status"]) == {"done"}


def test_organisations_are_merged_with_their_people_and_talks(noor, pair):
    _, _, school = pair
    double = organisations.add(noor, OrganisationDraft("OBS Proefschool", "primary_school", place="Zeist")).row_id
    note(noor, "vierde", organisation_id=double)

    merging.merge(noor, draft(noor, double, school, "organisation", name="merged"))

    assert card(noor, double, "organisation")["name"] == "Proefschool"
    assert told(noor, organisation_id=double) == ["tweede", "vierde"]
    assert noor.ask("relations/contact_people", organisation_id=double).rows.height == 2


CARDS = 4
MERGES = st.lists(
    st.tuples(
        st.integers(0, CARDS - 1),
        st.integers(0, CARDS - 1),
        st.dictionaries(st.sampled_from(sorted(FIELDS["person"])), st.sampled_from(["kept", "merged", "both"])),
    ),
    max_size=4,
)
TYPED = st.builds(
    PersonDraft,
    last_name=st.sampled_from(["Voorbeeld", "Proef"]),
    first_name=st.sampled_from([None, "F.", "Fatma"]),
    infix=st.sampled_from([None, "van"]),
    email=st.sampled_from([None, "a@post.invalid", "b@post.invalid"]),
    phone=st.sampled_from([None, "06-12345678"]),
    note=st.sampled_from([None, "belt", "mailt"]),
)


@tried_on(10)
@given(st.lists(TYPED, min_size=CARDS, max_size=CARDS), MERGES, st.randoms(use_true_random=False))
def test_whatever_was_merged_taking_all_back_in_any_order_gives_the_same_content(
    house, workspace, typed, merges, chance
):
    noor = workspace("noor")
    school = organisations.add(noor, OrganisationDraft("Proefschool")).row_id
    cards = [people.add(noor, one).row_id for one in typed]
    for row_id in cards:
        working.connect(noor, RoleDraft(school, row_id))
        note(noor, f"gesprek {row_id}", person_id=row_id)
    before = content(house)
    done = []
    for kept, merged, choices in merges:
        there = [noor.ask("relations/person", person_id=cards[one]).rows.height for one in {kept, merged}]
        if there == [1, 1]:
            done.append(merging.merge(noor, draft(noor, cards[kept], cards[merged], **choices)).row_id)
    standing = [one for one in cards if noor.ask("relations/person", person_id=one).rows.height]
    assert len(standing) == CARDS - len(done)
    assert sorted(text for one in standing for text in told(noor, person_id=one)) == sorted(
        f"gesprek {one}" for one in cards
    )
    assert noor.ask("relations/contact_people", organisation_id=school).rows.height == len(standing)

    for row_id in chance.sample(done, len(done)):
        assert merging.unmerge(noor, row_id).later == 0

    assert content(house) == before
    assert all(told(noor, person_id=one) == [f"gesprek {one}"] for one in cards)
