"""Another process on the same home: it takes work as it is told on standard input, until somebody kills it."""

import sys
import uuid

from biebwijzer import clock
from biebwijzer.clock import jobs
from biebwijzer.clock.kinds import kinds
from biebwijzer.intake.contract import table_statements
from biebwijzer.settings import read_settings
from biebwijzer.warehouse import Stores, now
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


if __name__ == "__main__":
    register()
    stores = Stores(read_settings(), table_statements())
    print("ready", flush=True)
    for line in sys.stdin:
        what, given = line.split()
        print(begin(stores, given) if what == "begin" else " ".join(claim_all(stores)), flush=True)
