"""The clock's process is killed amid a delivery: the old figures stand or the new ones; then it is done once."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from biebwijzer.clock.running import Clock
from biebwijzer.intake.care import CareDraft, folder_of, keep_care
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import now
from tests.cast import invite_cast
from tests.intake.conftest import opened
from tests.intake.test_kills import big_file
from tests.intake.test_runs import tables


@pytest.mark.slow
@pytest.mark.embedded
@pytest.mark.parametrize("attempt", range(3))
def test_a_killed_clock_leaves_the_old_state_or_the_new_one(place, attempt):
    invite_cast(place.stores)
    keep_care(place.operator, CareDraft("visits", "utrecht", "admin", "inbox", "at_once"))
    folder = folder_of(place.stores.settings, "visits", "utrecht")
    (folder / "busy").mkdir()
    big_file(folder / "busy" / "groot.csv")
    with place.stores.records.transaction() as transaction:
        transaction.set("clock.schedule", {"kind": "intake.inbox"}, {"next_at": now()})
    before, settings = tables(place), place.stores.settings
    place.stores.close()

    victim = subprocess.Popen(
        [sys.executable, "-m", "biebwijzer.cli", "--home", str(place.home), "clock"],
        cwd=ROOT, env={**os.environ, **settings.environment}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert "klok loopt" in victim.stderr.readline()
    time.sleep(random.Random(attempt).uniform(0.2, 4))
    os.kill(victim.pid, signal.SIGKILL)
    victim.communicate(timeout=30)

    again = opened(place.home)
    place.stores = again.stores
    seen = tables(again)["usage.visit_count"]
    assert len(seen) in (0, 2 * 126 * 12), "half of a delivery is seen"
    if not seen:
        assert tables(again) == before
    # As much later as two processes on one home need to know that somebody is gone.
    Clock(again.stores, again.asking).work_off(now() + timedelta(minutes=3))

    assert len(tables(again)["usage.visit_count"]) == 2 * 126 * 12
    assert [path.name for path in sorted((folder / "done").glob("*"))] == ["groot.csv", "groot.csv.txt"]
    with again.stores.records.reading() as reading:
        mails = reading.find("clock.mail", {"kind": "intake.refreshed"})
        runs = reading.find("intake.run", {"source_id": "visits", "status": "active"})
        jobs = reading.find("clock.job", {"kind": "intake.inbox"})
    assert len(mails) == 1 and len(runs) == 1 and "Rijen geladen: 3.024," in mails[0]["body"]
    assert [job["status"] for job in jobs] == ["done"]
