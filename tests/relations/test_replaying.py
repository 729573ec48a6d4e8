"""What the audit trail holds is enough: played from the beginning it gives every record as it stands today."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.relations import changing_many, consents, merging, people
from biebwijzer.relations.changing_many import CHANGES, ManyDraft
from biebwijzer.relations.merging import MergeDraft
from biebwijzer.relations.people import PersonDraft
from biebwijzer.warehouse.records import as_json
from tests.examples import tried_on
from tests.relations.test_consents import yes
from tests.relations.test_recording import THERE, _do

pytestmark = pytest.mark.slow

TABLES = ("person", "organisation", "contact_person", "contact_moment", "follow_up", "card_merge", "consent", *THERE)
OF_CARDS = ("record", "person", "rename", "finish", "put_off", "reword", "put_right", "connect")
ACTS = st.lists(
    st.sampled_from([*OF_CARDS, "merge", "many", "consent", "undo"]),
    max_size=10,
)


def stands(house):
    """Every row of these tables as the trail writes it, by its table and id."""
    with house.stores.records.reading() as reading:
        return {
            (f"relations.{table}", row[f"{table}_id"]): json.loads(as_json(row))
            for table in TABLES
            for row in reading.find(f"relations.{table}")
        }


def replayed(house):
    """What the trail says stands there; each of its lines begins where the one before it ended."""
    with house.stores.records.reading() as reading:
        order = {row["audit_id"]: row["happened_at"] for row in reading.find("access.audit")}
        lines = reading.find("access.audit_row")
    found = {}
    for line in sorted(lines, key=lambda one: (order[one["audit_id"]], one["position"])):
        key = line["subject_table"], line["subject_id"]
        before, after = (json.loads(line[side]) if line[side] else None for side in ("before_row", "after_row"))
        assert found.get(key) == before
        found[key] = after
    return {key: row for key, row in found.items() if row is not None}


@tried_on(8)
@given(acts=ACTS, seed=st.integers(0, 999))
def test_the_trail_played_from_the_beginning_gives_every_record_as_it_stands(house, workspace, acts, seed):
    noor, undoable, chance = workspace("noor"), [], random.Random(seed)

    for number, act in enumerate(acts):
        saved = done(noor, act, number, undoable, chance)
        if saved and saved.audit_id:
            undoable.append(saved.audit_id)

    assert replayed(house) == stands(house)


def done(noor, act, number, undoable, chance):
    """One act, when there is something to do it to."""
    known = noor.ask("relations/people", most=9).rows["person_id"].to_list()
    if act == "undo" and undoable:
        noor.undo(undoable.pop())
        return None
    if act == "merge" and len(known) > 1:
        one, other = chance.sample(sorted(known), 2)
        seen = [noor.ask("relations/person", person_id=row_id).first("row_version") for row_id in (one, other)]
        return merging.merge(noor, MergeDraft("person", one, other, *seen))
    if act == "many" and known:
        looked = changing_many.preview(noor, ManyDraft("person", tuple(known), "place", f"Plaats {number}"))
        return changing_many.carry_out(noor, looked) if looked.of(CHANGES) else None
    if act == "consent" and known:
        return consents.give(noor, yes(known[0], given_on=noor.today))
    if act == "person":
        return people.add(noor, PersonDraft(f"Proef{number}", phone="06-12345678"))
    return _do(noor, act, number) if act in OF_CARDS else None
