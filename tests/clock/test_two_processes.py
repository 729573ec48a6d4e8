"""Two processes on one grown home: whatever both look at, each piece of work and each message is done once."""

import pytest

from biebwijzer import clock
from biebwijzer.clock import schedules
from biebwijzer.intake.contract import table_statements
from biebwijzer.warehouse import Stores, now
from tests.cast import invite_cast
from tests.clock import beside
from tests.clock.conftest import every
from tests.clock.other import Other
from tests.engines import settings_of

pytestmark = [pytest.mark.slow, pytest.mark.alike]


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """A home on the grown engine with everybody's accounts, and another process at work on it."""
    stores = Stores(settings_of(tmp_path_factory.mktemp("both") / "home", "grown"), table_statements())
    invite_cast(stores)
    beside.register()
    other = Other(stores.settings)
    yield stores, other
    other.kill()
    stores.close()


def test_two_processes_never_claim_the_same(both):
    stores, other = both
    with stores.records.transaction() as transaction:
        asked = {clock.ask_for(transaction, "test.work", f"t{n}", "admin") for n in range(60)}

    other.tell("claim all")
    mine = beside.claim_all(stores)
    theirs = other.answer().split()

    assert sorted([*mine, *theirs]) == sorted(asked)
    assert mine and theirs


def test_what_comes_round_is_one_job_however_many_processes_look(both):
    stores, other = both
    row = schedules.standing("test.work", "every 5 minutes", now()) | {"next_at": now(), "owner": "admin"}
    with stores.records.transaction() as transaction:
        ids = [f"s{n}" for n in range(30)]
        transaction.add_many("clock.schedule", [{**row, "schedule_id": one, "target": one} for one in ids])

    other.tell("round 5")
    mine = beside.come_round(stores, "5")

    assert int(mine) + int(other.answer()) == 30
    assert {job["schedule_id"] for job in every(stores, "clock.job", schedule_id=ids)} == set(ids)


def test_two_processes_send_each_message_once(both, mailbox):
    stores, other = both
    values = {"mail_host": "127.0.0.1", "mail_port": str(mailbox.port), "mail_security": "none",
              "mail_from": "bieb@example.org"}  # fmt: skip
    with stores.records.transaction() as transaction:
        transaction.add_many("access.setting", [{"setting_id": name, "value": said} for name, said in values.items()])
        for number in range(30):
            clock.write(transaction, "test", "noor", f"nummer {number}.", "tekst")

    other.tell("send 3")
    mine = beside.send(stores, "3")

    assert int(mine) + int(other.answer()) == 30
    subjects = sorted(line for text in mailbox.messages for line in text.splitlines() if line.startswith("Subject:"))
    assert subjects == sorted(f"Subject: nummer {number}." for number in range(30))
