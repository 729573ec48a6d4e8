"""How much memory a delivery may take, and what happens when that is too little."""

from dataclasses import replace

import pytest

from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.intake import loader, taking_in
from biebwijzer.intake.jobs import read_job
from biebwijzer.intake.tidying import job_folder
from tests.intake.counters import COUNTS

# The engine can't even open a file with this.
TOO_LITTLE = "1MB"


def delivered(place, monkeypatch, file, **settings: str) -> tuple[intake.Outcome, str]:
    """What came of a delivery with these settings, and how much memory the last loader of it could use."""
    monkeypatch.setattr(place.stores, "settings", replace(place.stores.settings, **settings))
    came = intake.deliver(refreshed(place.operator), "visits", file, library="utrecht")
    return came, read_job(job_folder(place.stores.settings, came.run_id)).memory_limit


@pytest.mark.process
def test_a_delivery_gets_the_memory_of_a_loader_and_not_that_of_the_app(place, visits_file, monkeypatch):
    file = visits_file("Oost;01-01-2026;10;geteld")

    came, memory = delivered(place, monkeypatch, file, loader_memory="300MB", memory_limit="3GB")

    assert (came.status, memory) == ("active", "300MB")


@pytest.mark.process
def test_a_loader_with_too_little_memory_begins_again_with_what_the_app_may_use(place, visits_file, monkeypatch):
    file = visits_file("Oost;01-01-2026;10;geteld", "Oost;01-02-2026;veel;geteld")

    came, memory = delivered(place, monkeypatch, file, loader_memory=TOO_LITTLE, memory_limit="3GB")

    assert (came.status, memory) == ("active", "3GB")
    assert (came.report["accepted"], came.report["refused"]) == (1, 1)


@pytest.mark.process
def test_a_delivery_that_needs_more_than_there_is_says_so_and_changes_nothing(place, visits_file, monkeypatch):
    before = place.stores.version
    file = visits_file("Oost;01-01-2026;10;geteld")

    came, _ = delivered(place, monkeypatch, file, loader_memory=TOO_LITTLE, memory_limit=TOO_LITTLE)

    assert came.status == "failed"
    assert came.sentence.startswith("Er is meer geheugen nodig dan {memory}.") and came.values == {"memory": TOO_LITTLE}
    assert place.stores.version == before
    assert not (job_folder(place.stores.settings, came.run_id) / "scratch").exists()


def test_the_rows_of_a_large_file_stand_on_disk_while_it_is_loaded(load, monkeypatch):
    lines = [f"Oost;A;{day:02d}-01-2026 {hour:02d}:00;{hour};1" for day in range(1, 29) for hour in range(24)]
    content = "\n".join(["Vestiging;Deur;Tijdstip;In;Uit", *lines, lines[0], "Oost;A;gisteren;1;1", ""]).encode()
    stand = []

    def taken_with(bench, *given, real=taking_in.take_with):
        taken = real(bench, *given)
        stand.append(bench.value("select database_name from duckdb_tables() where table_name = 'sifted'"))
        return taken

    monkeypatch.setattr(taking_in, "take_with", taken_with)

    in_memory = load(content, COUNTS)
    monkeypatch.setattr(loader, "LARGE", len(content))
    on_disk = load(content, COUNTS)

    assert stand == ["memory", "shelf"]
    assert on_disk.accepted.equals(in_memory.accepted) and on_disk.refused.equals(in_memory.refused)
    assert len(on_disk.accepted) == len(lines) and len(on_disk.refused) == 2
