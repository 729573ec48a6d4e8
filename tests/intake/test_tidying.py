"""Tidying: what was left behind goes, and nothing of whoever delivers meanwhile does."""

import os
import threading

import pytest

from biebwijzer import intake
from biebwijzer.intake import running
from tests.intake.test_runs import FEB, JAN, deliver, figures

pytestmark = pytest.mark.slow


def test_who_delivers_while_another_file_is_taken_in_leaves_that_one_alone(place, visits_file, monkeypatch):
    first, second = visits_file("Oost;01-01-2026;10;geteld", name="een.csv"), visits_file("West;01-02-2026;20;geteld")
    begun, goes_on, came = threading.Event(), threading.Event(), []

    def fill_folder(folder, wanted, rules, path, *more, real=running.fill_folder, **others):
        filled = real(folder, wanted, rules, path, *more, **others)
        if path == first:
            begun.set()
            assert goes_on.wait(60)
        return filled

    monkeypatch.setattr(running, "fill_folder", fill_folder)
    beside = threading.Thread(target=lambda: came.append(deliver(place, first)))
    beside.start()
    assert begun.wait(60)
    try:
        assert deliver(place, second).status == "active"
    finally:
        goes_on.set()
        beside.join()

    assert [one.status for one in came] == ["active"]
    assert figures(place) == {("utr-oost", JAN): 10, ("utr-west", FEB): 20}


def test_nothing_is_tidied_while_somebody_decides_about_versions(place):
    stray = place.home / "jobs" / "unknown"
    stray.mkdir(parents=True)
    os.utime(stray, (0, 0))

    with place.stores.alone():
        assert intake.tidy(place.stores) == [] and stray.is_dir()

    assert stray.name in intake.tidy(place.stores)


def test_what_a_loader_that_was_killed_with_its_parent_worked_with_goes(place, visits_file):
    folder = intake.job_folder(place.stores.settings, deliver(place, visits_file("Oost;01-01-2026;10;geteld")).run_id)
    (folder / "scratch").mkdir()
    (folder / "scratch" / "shelf.duckdb").write_bytes(b"texts")
    (folder / "reading.csv").write_text("texts", encoding="utf-8")

    intake.tidy(place.stores)

    assert not (folder / "scratch").exists() and not (folder / "reading.csv").exists()
    assert (folder / "accepted.parquet").is_file() and (folder / "file.csv").is_file()
