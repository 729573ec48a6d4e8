"""Two app processes on one grown home, as a reverse proxy would have them: it does not matter which one answers."""

import time

import pytest

from biebwijzer import intake
from biebwijzer.access import open_session, operator_workspace
from biebwijzer.intake.contract import table_statements
from biebwijzer.warehouse import Asking, Stores
from tests.cast import invite_cast
from tests.conftest import LIBRARIES, TODAY
from tests.engines import put_rows, settings_of
from tests.wire import Server, Tab

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two servers on one home, what a third process may do there, and who is signed in."""
    home = tmp_path_factory.mktemp("two") / "home"
    stores = Stores(settings_of(home, "grown"), table_statements())
    invite_cast(stores)
    put_rows(stores, LIBRARIES)
    servers = [Server(home, "grown"), Server(home, "grown")]
    try:
        yield [server.wait() for server in servers], stores
    finally:
        for server in servers:
            server.stop()
        stores.close()


def test_who_signed_in_at_one_is_signed_in_at_the_other_and_signs_out_of_both(two):
    (first, second), stores = two
    token = open_session(stores, "noor", "test")

    for server in (first, second):
        assert server.get("/_stcore/metrics", token)[0] == 404
        with Tab(server, token) as tab:
            assert "Noor Voorbeeld" in tab.ask()
    with Tab(first, token) as tab:
        tab.ask()
        tab.press("Log uit")

    for server in (first, second):
        with Tab(server, token) as thief:
            assert "Noor Voorbeeld" not in thief.ask()


def test_a_delivery_by_a_third_process_is_shown_by_both_within_two_seconds_without_starting_again(two, tmp_path):
    servers, stores = two
    before = {server.get("/healthz")[2] for server in servers}
    operator = operator_workspace(stores, Asking(stores), TODAY, "nl")
    branches = [{"branch_id": "utr-oost", "name": "Oost", "kind": "branch"}]

    outcome = intake.deliver_rows(operator, "branches", branches, library="utrecht")
    time.sleep(1.1)

    assert outcome.status == "active"
    assert {server.get("/healthz")[2] for server in servers} == {f"version {outcome.version}".encode()}
    assert before != {f"version {outcome.version}".encode()}


def test_who_is_closed_out_on_one_is_out_on_the_other_at_the_next_click(two):
    (first, second), stores = two
    token = open_session(stores, "karim", "test")
    with Tab(second, token) as tab:
        assert "Karim Voorbeeld" in tab.ask()
        with stores.records.transaction() as transaction:
            transaction.set("access.app_user", {"app_user_id": "karim"}, {"is_active": False})

        assert "Karim Voorbeeld" not in tab.ask()
    with Tab(first, token) as tab:
        assert "Karim Voorbeeld" not in tab.ask()
