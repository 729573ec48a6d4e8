"""What was asked before is remembered, and never longer than it is true."""

from biebwijzer.access import new_id


def grants_seen(workspace):
    return workspace.ask("relations/colleagues")


def test_an_answer_over_records_is_remembered_until_anything_is_written_there(workspace, stores):
    noor = workspace("noor")

    first, second = grants_seen(noor), grants_seen(noor)
    with stores.records.transaction() as change:
        change.add("access.setting", {"setting_id": new_id(), "value": "x"})

    assert second is first
    assert grants_seen(noor) is not first


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
