"""What was asked before is remembered, and never longer than it is true."""

from datetime import timedelta

import pytest

from biebwijzer.access import end_session, find_session, new_id, open_session
from biebwijzer.access.sessions import RESTS_ON, SEEN_EVERY
from biebwijzer.warehouse import now
from tests.conftest import TODAY


def grants_seen(workspace):
    return workspace.ask("relations/colleagues")


def test_an_answer_over_records_is_remembered_until_something_is_written_in_them(workspace, stores):
    noor = workspace("noor")

    # On a server, what is written for another test at the same moment moves this one's answers too.
    pairs = ((grants_seen(noor), grants_seen(noor)) for _ in range(20))
    first = next((first for first, second in pairs if second is first), None)
    with stores.records.transaction() as change:
        change.set("access.app_user", {"app_user_id": "sven"}, {"full_name": "Sven Anders"})

    assert first is not None
    assert grants_seen(noor) is not first


@pytest.mark.embedded
def test_what_is_written_elsewhere_leaves_an_answer_over_records_remembered(workspace, stores):
    noor = workspace("noor")
    first = grants_seen(noor)

    with stores.records.transaction() as change:
        change.add("access.setting", {"setting_id": new_id(), "value": "x"})

    assert grants_seen(noor) is first


@pytest.mark.embedded
@pytest.mark.parametrize(
    "statement",
    [
        "update records.access.setting set value = 'x'",
        "delete from records.access.setting where value = 'x'",
        "insert into records.access.setting (setting_id, value) values ('x', 'x')",
        "-- a word ahead\nupdate records.access.setting set value = 'x'",
        "with found as (select 'x' as v) update records.access.setting set value = (select v from found)",
        "select 1; update records.access.setting set value = 'x'",
    ],
)
def test_no_way_of_writing_goes_unnoticed(stores, statement):
    before = stores.records.moved(["access.setting"])

    with stores.records.transaction() as change:
        change.run(statement)

    assert stores.records.moved(["access.setting"]) != before


@pytest.mark.embedded
def test_being_seen_costs_nobody_else_what_is_remembered_and_lasts(stores):
    token, later = open_session(stores, "noor", "here"), now() + 2 * SEEN_EVERY
    find_session(stores, token, TODAY)
    before = stores.records.moved(RESTS_ON)

    find_session(stores, token, TODAY, later)

    assert stores.records.moved(RESTS_ON) == before
    with stores.records.reading() as reading:
        assert max(one["seen_at"] for one in reading.find("access.app_session")) == later
    assert find_session(stores, token, TODAY, later + timedelta(hours=7, minutes=59)) is not None
    end_session(stores, find_session(stores, token, TODAY, later).session_id)
    assert find_session(stores, token, TODAY, later) is None


def test_a_colleague_who_comes_in_is_there_at_the_next_question(workspace, stores):
    noor = workspace("noor")
    before = grants_seen(noor).rows.height

    with stores.records.transaction() as change:
        change.set("access.role_grant", {"app_user_id": "sven"}, {"scope_id": "utrecht"})

    assert grants_seen(noor).rows.height == before + 1


def test_a_write_that_is_taken_back_halfway_is_never_seen(workspace, stores):
    noor = workspace("noor")
    before = grants_seen(noor).rows.height

    class Interrupted(Exception):
        pass

    try:
        with stores.records.transaction() as change:
            change.set("access.role_grant", {"app_user_id": "sven"}, {"scope_id": "utrecht"})
            during = grants_seen(noor).rows.height
            raise Interrupted
    except Interrupted:
        pass

    assert before == during == grants_seen(noor).rows.height
