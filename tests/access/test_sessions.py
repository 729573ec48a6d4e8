"""Sessions and tickets: who is in stays in as long as agreed, and not a moment after that was taken back."""

from datetime import date, datetime, timedelta

import pytest

from biebwijzer.access import end_session, find_session, give_ticket, open_session, redeem
from biebwijzer.access.sessions import LIFETIMES
from tests.conftest import TODAY

NOON = datetime(2026, 11, 23, 12, 0)


def seen(stores, token, after):
    return find_session(stores, token, TODAY, NOON + after) is not None


def test_a_session_ends_after_eight_idle_hours(stores):
    token = open_session(stores, "noor", "here", moment=NOON)

    assert not seen(stores, token, timedelta(hours=8, minutes=1))


def test_use_keeps_a_session_open_but_never_longer_than_twelve_hours(stores):
    token = open_session(stores, "noor", "here", moment=NOON)

    assert all(seen(stores, token, timedelta(hours=hours)) for hours in (4, 8, 12))
    assert not seen(stores, token, timedelta(hours=12, minutes=1))


@pytest.mark.parametrize("token", [None, "", "guess"])
def test_without_a_token_of_ours_nobody_is_there(stores, token):
    assert find_session(stores, token, TODAY) is None


def test_the_token_itself_is_kept_nowhere(stores):
    token = open_session(stores, "noor", "here")

    with stores.records.reading() as reading:
        assert token not in str(reading.find("access.app_session"))


def test_an_ended_session_stays_ended(stores):
    token = open_session(stores, "noor", "here", moment=NOON)
    end_session(stores, find_session(stores, token, TODAY, NOON).session_id)

    assert not seen(stores, token, timedelta())


def test_a_blocked_account_is_out_wherever_it_was_in(stores):
    token = open_session(stores, "noor", "here", moment=NOON)
    with stores.records.transaction() as transaction:
        transaction.set("access.app_user", {"app_user_id": "noor"}, {"is_active": False})

    assert not seen(stores, token, timedelta())


def test_only_the_roles_that_hold_today_are_hers(stores):
    with stores.records.transaction() as transaction:
        transaction.set("access.role_grant", {"app_user_id": "noor"}, {"until": TODAY})
        row = {"app_user_id": "noor", "role": "manager", "scope_type": "library", "scope_id": "utrecht", "until": None}
        transaction.add("access.role_grant", {**row, "role_grant_id": "now", "since": TODAY})
        transaction.add("access.role_grant", {**row, "role_grant_id": "later", "since": date(2027, 1, 1)})
    token = open_session(stores, "noor", "here", moment=NOON)

    assert [grant["role_grant_id"] for grant in find_session(stores, token, TODAY, NOON).grants] == ["now"]


def test_a_ticket_works_once_in_time_and_for_its_own_door(stores):
    with stores.records.transaction() as transaction:
        ticket = give_ticket(transaction, "sign_in", "noor", NOON)
        late = give_ticket(transaction, "invite", "noor", NOON)

        assert redeem(transaction, "first", ticket, NOON) is None
        assert redeem(transaction, "sign_in", ticket, NOON)["app_user_id"] == "noor"
        assert redeem(transaction, "sign_in", ticket, NOON) is None
        assert redeem(transaction, "invite", late, NOON + LIFETIMES["invite"] + timedelta(seconds=1)) is None


def test_a_page_opened_before_her_role_ended_answers_and_writes_no_more(house):
    from dataclasses import replace

    from biebwijzer.access import open_workspace
    from biebwijzer.problems import NotAllowed

    token = open_session(house.stores, "noor", "here")
    presence = find_session(house.stores, token, TODAY)
    workspace = replace(
        open_workspace(house.stores, house.asking, presence.user, presence.grants[0], TODAY),
        still_here=lambda: bool((there := find_session(house.stores, token, TODAY)) and there.grants),
    )
    assert workspace.ask("access/libraries").rows.height == 2

    with house.stores.records.transaction() as transaction:
        transaction.set("access.role_grant", {"app_user_id": "noor"}, {"until": TODAY})

    with pytest.raises(NotAllowed):
        workspace.ask("access/libraries")
    with pytest.raises(NotAllowed), workspace.change("relations.person.added"):
        pass
