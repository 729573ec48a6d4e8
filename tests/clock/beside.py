"""Another process on the same home: it takes work as it is told on standard input, until somebody kills it."""

import sys
import uuid

from biebwijzer import clock
from biebwijzer.clock import jobs, outbox, schedules
from biebwijzer.clock.kinds import kinds
from biebwijzer.intake.contract import table_statements
from biebwijzer.settings import read_settings
from biebwijzer.warehouse import Asking, Stores, now
from biebwijzer.words import mark


def register() -> None:
    """The kinds of work that the tests of two processes know."""
    for name, again in (("test.work", True), ("test.once", False)):
        kinds()[name] = clock.Kind(
            name, mark("Klaar"), "intake.deliver", lambda *_: clock.Done(mark("Klaar")), again=again
        )


def claim_all(stores: Stores) -> list[str]:
    """Take work until there is none; the ids."""
    process, found = uuid.uuid4().hex, []
    while job := jobs.claim(stores, process, now()):
        found.append(job["job_id"])
    return found


def begin(stores: Stores, kind: str) -> str:
    """Ask for work and take it; it is never finished here."""
    with stores.records.transaction() as transaction:
        job_id = clock.ask_for(transaction, kind, "a", "inge", "utrecht")
    assert jobs.claim(stores, uuid.uuid4().hex, now())["job_id"] == job_id
    return job_id


def come_round(stores: Stores, given: str) -> str:
    """Make jobs of what is due, as often as asked; how many were made here."""
    asking = Asking(stores)
    return str(sum(len(schedules.come_round(stores, asking, now())) for _ in range(int(given))))


def send(stores: Stores, given: str) -> str:
    """Send what waits, as often as asked; how many left from here."""
    process = uuid.uuid4().hex
    return str(sum(outbox.send_waiting(stores, process) for _ in range(int(given))))


DOES = {"begin": begin, "claim": lambda stores, _: " ".join(claim_all(stores)), "round": come_round, "send": send}

if __name__ == "__main__":
    register()
    stores = Stores(read_settings(), table_statements())
    print("ready", flush=True)
    for line in sys.stdin:
        what, given = line.split()
        print(DOES[what](stores, given), flush=True)
