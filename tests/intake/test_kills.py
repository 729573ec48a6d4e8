"""A loader that is killed leaves the old figures standing, and the next delivery works."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.intake.running import job_folder, make_job, new_run
from biebwijzer.intake.sources import source
from biebwijzer.intake.waiting import wait_for
from biebwijzer.settings import ROOT
from tests.intake.conftest import opened
from tests.intake.test_runs import tables
from tests.processes import loaders_of


def loader_of(process: subprocess.Popen, within: float) -> int | None:
    """The loader at work for a process, as soon as it is there."""
    until = time.monotonic() + within
    while time.monotonic() < until and process.poll() is None:
        if loaders := loaders_of(process.pid):
            return loaders[0]
        time.sleep(0.01)
    return None


def big_file(path: Path) -> Path:
    """Enough rows that the loader is at work for a while."""
    months = [f"01-{month:02d}-{year}" for year in range(1900, 2026) for month in range(1, 13)]
    rows = [f"{branch};{month};{n};geteld" for n, month in enumerate(months) for branch in ("Oost", "West")]
    path.write_text("\n".join(["Vestiging;Maand;Bezoeken;Telwijze", *rows]) + "\n", encoding="cp1252")
    return path


@pytest.mark.slow
@pytest.mark.parametrize("attempt", range(5))
def test_a_killed_loader_leaves_the_old_figures_and_the_next_delivery_works(place, tmp_path, visits_file, attempt):
    small = visits_file("Oost;01-01-2026;10;geteld")
    intake.deliver(refreshed(place.operator), "visits", small, library="utrecht")
    before, version = tables(place), place.stores.version
    big = big_file(tmp_path / "groot.csv")
    place.stores.close()

    # Of some the rows stay in their file, as those of a large delivery do.
    parts_from = {"BIEBWIJZER_PARTS_FROM": "1"} if attempt < 3 else {}
    killed = subprocess.Popen(
        [sys.executable, "-m", "biebwijzer.cli", "--home", str(place.home), "deliver", "visits", str(big),
         "--library", "utrecht"],
        cwd=ROOT, env={**os.environ, **place.stores.settings.environment, **parts_from},
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    loader = loader_of(killed, within=60)
    assert loader is not None
    time.sleep(random.Random(attempt).uniform(0, 2.5))
    victim = killed.pid if attempt % 2 else loader
    try:
        kill(victim)
    finally:
        killed.communicate(timeout=60)

    again = opened(place.home)
    place.stores = again.stores
    intake.tidy(again.stores)
    if again.stores.version == version:
        assert tables(again) == before
    outcome = intake.deliver(refreshed(again.operator), "visits", big, library="utrecht")
    assert outcome.status in ("active", "unchanged")
    assert len(tables(again)["usage.visit_count"]) == 2 * 126 * 12 + 1
    assert [*again.home.glob("warehouse/*.part")] == []


def kill(pid: int) -> None:
    """End one process at once, if it is still there."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@pytest.mark.process
def test_a_loader_that_stops_halfway_is_a_failed_run_with_a_sentence(place, visits_file):
    before = tables(place)
    file = visits_file("Oost;01-01-2026;10;geteld")
    wanted = source("visits")
    run = new_run(place.operator, wanted, file, "utrecht", None)
    folder = job_folder(place.stores.settings, run["run_id"])
    folder.mkdir(parents=True)
    details = {"file": str(folder / "file.csv")}

    job = make_job(place.stores, run, "load", place.stores.engine.number(), details)
    report = wait_for(place.stores, job, b"", None)

    assert report["outcome"] == "refused" and "gestopt" in report["sentence"]
    assert not list(place.home.glob("warehouse/*.part")) and tables(place) == before


def test_a_folder_a_stray_loader_still_writes_in_is_left_until_the_next_time(place, monkeypatch):
    stray = job_folder(place.stores.settings, "0" * 32)
    stray.mkdir(parents=True)
    # Where several processes share a home, a young folder may be the delivery that is going on.
    os.utime(stray, (0, 0))

    def busy(path):
        raise OSError(39, "Directory not empty", str(path))

    with monkeypatch.context() as patched:
        patched.setattr("shutil.rmtree", busy)
        assert stray.name not in intake.tidy(place.stores) and stray.is_dir()

    assert stray.name in intake.tidy(place.stores) and not stray.exists()
