"""Two processes on one grown home: what one does the other sees, and neither undoes the other without knowing."""

import json
import os
import subprocess
import sys
import time

import pytest

from biebwijzer import intake
from biebwijzer.access import operator_workspace, refreshed
from biebwijzer.intake.contract import table_statements
from biebwijzer.problems import ChangedMeanwhile
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Asking, Stores
from biebwijzer.warehouse.engines.server import NoServer, Server
from tests.conftest import TODAY
from tests.engines import settings_of

pytestmark = pytest.mark.slow


class Other:
    """The other process, as we see it."""

    def __init__(self, settings) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.warehouse.beside"], cwd=ROOT, env={**os.environ, **settings.environment},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.answer() == "ready"

    def tell(self, what: str, *given) -> None:
        self.process.stdin.write(json.dumps([what, *map(str_or_plain, given)]) + "\n")
        self.process.stdin.flush()

    def answer(self):
        return json.loads(self.process.stdout.readline())

    def __call__(self, what: str, *given):
        self.tell(what, *given)
        return self.answer()

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


def str_or_plain(value):
    return value if isinstance(value, str | int | dict | type(None)) else str(value)


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    """The operator of this process, on a home with a library and its branches."""
    home = tmp_path_factory.mktemp("two") / "home"
    stores = Stores(settings_of(home, "grown"), table_statements())
    operator = operator_workspace(stores, Asking(stores), TODAY, "nl")
    intake.deliver_rows(operator, "libraries", [{"library_id": "utrecht", "name": "Utrecht"}])
    branches = [{"branch_id": "utr-oost", "name": "Oost", "kind": "branch"}]
    intake.deliver_rows(refreshed(operator), "branches", branches, library="utrecht")
    yield refreshed(operator)
    stores.close()


@pytest.fixture(scope="module")
def other(one):
    """Somebody else on the same home."""
    beside = Other(one.stores.settings)
    yield beside
    beside.stop()


@pytest.fixture
def setting(one):
    """A record both know."""
    made = f"s{time.monotonic_ns()}"
    with one.stores.records.transaction() as transaction:
        transaction.add("access.setting", {"setting_id": made, "value": "0"})
    return made


def visits_file(folder, *rows):
    path = folder / f"{time.monotonic_ns()}.csv"
    path.write_text("\n".join(["Vestiging;Maand;Bezoeken;Telwijze", *rows]) + "\n", encoding="cp1252")
    return path


def visits(workspace) -> list:
    return workspace.ask("usage/visits_per_year").rows["visits"].to_list()


def within(seconds: float, holds) -> bool:
    """Whether something becomes true in time, asked again and again as somebody at work would."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return bool(holds())


def test_what_one_delivers_or_takes_back_the_other_sees_within_two_seconds(one, other, tmp_path):
    before = visits(one)
    assert other("ask", "usage/visits_per_year", "visits") == before

    status, run_id = other("deliver", "visits", visits_file(tmp_path, "Oost;01-01-2026;10;"), "utrecht")
    assert status == "active"
    assert within(2, lambda: visits(one) == [10])
    assert one.stores.version == other("version")

    # The other way round: this process takes out what the other one brought.
    intake.roll_back(one, run_id)
    assert visits(one) == before
    assert within(2, lambda: other("ask", "usage/visits_per_year", "visits") == before)


def test_two_who_deliver_at_the_same_time_wait_for_each_other_and_both_count(one, other, tmp_path):
    other.tell("deliver", "visits", visits_file(tmp_path, "Oost;01-02-2026;3;"), "utrecht")
    mine = intake.deliver(one, "visits", visits_file(tmp_path, "Oost;01-03-2026;4;"), "utrecht")
    theirs, _ = other.answer()

    assert (mine.status, theirs) == ("active", "active")
    assert within(2, lambda: visits(one) == [7] and other("ask", "usage/visits_per_year", "visits") == [7])


def test_of_two_who_opened_the_same_record_the_second_is_told(one, other, setting):
    assert other("edit", "access.setting", setting, {"value": "theirs"}, 1) == "saved"

    with pytest.raises(ChangedMeanwhile), one.stores.records.transaction() as transaction:
        transaction.bring_up_to_date("access.setting", setting, {"value": "mine"}, seen=1)

    with one.stores.records.reading() as reading:
        assert reading.one("access.setting", setting)["value"] == "theirs"


def test_while_both_write_the_same_record_no_change_is_lost(one, other, setting):
    other.tell("count_up", setting, 60)
    for _ in range(60):
        with one.stores.records.transaction() as transaction:
            row = transaction.one("access.setting", setting)
            transaction.bring_up_to_date(
                "access.setting", setting, {"value": str(int(row["value"]) + 1)}, row["row_version"]
            )
    other.answer()

    with one.stores.records.reading() as reading:
        row = reading.one("access.setting", setting)
    assert (row["value"], row["row_version"]) == ("120", 121)


def test_a_remembered_answer_over_records_notices_what_the_other_wrote(one, other, setting):
    seen = one.stores.records.moved(["access.setting"])
    assert one.stores.records.moved(["access.setting"]) == seen

    other("edit", "access.setting", setting, {"value": "theirs"}, 1)

    assert one.stores.records.moved(["access.setting"]) != seen


def test_a_password_is_in_no_error_and_no_address(monkeypatch):
    monkeypatch.delenv("PGPASSWORD", raising=False)

    server = Server("postgresql://bieb:geheim@127.0.0.1:1/records?connect_timeout=2")
    with pytest.raises(NoServer) as refused:
        server.value("select 1")
    with pytest.raises(NoServer) as misspelled:
        Server("postgresql//bieb:geheim@records")

    told = f"{server.address} {server.shown} {refused.value} {refused.value.values} {misspelled.value}"
    assert "127.0.0.1" in told and "geheim" not in told
    monkeypatch.delenv("PGPASSWORD")


def test_no_secret_of_the_database_is_shown_or_repeated(one):
    settings = one.stores.settings

    told = repr(settings)
    with one.stores.cursor({}) as cursor:
        listed = str(cursor.execute("select * from duckdb_databases()").fetchall())

    assert settings.postgres and settings.postgres not in told
    assert "password" not in listed and "lake_" in listed
