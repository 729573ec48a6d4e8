"""While a delivery loads one sees how far it is, reads on, and can stop it: then it never happened."""

import os
import time
from contextlib import suppress
from pathlib import Path

import pytest

from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.desk.acts import how_far
from biebwijzer.words import Words
from tests.intake.test_runs import deliver, tables

pytestmark = pytest.mark.slow


def children() -> set[int]:
    """The processes this one has started, of all its threads."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        # A thread may end while one looks.
        with suppress(FileNotFoundError):
            found |= set(map(int, (task / "children").read_text().split()))
    return {pid for pid in found if Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"}


def large_file(path: Path, branches: int = 2_000) -> Path:
    """Enough rows to be at work for a while, none of them known: they all wait to be judged."""
    months = [f"01-{month:02d}-{year}" for year in range(2000, 2026) for month in range(1, 13)]
    lines = [f"Vestiging {n};{month};{n};geteld" for month in months for n in range(branches)]
    path.write_text("\n".join(["Vestiging;Maand;Bezoeken;Telwijze", *lines]) + "\n", encoding="cp1252")
    return path


def begun(place, file: Path) -> intake.UnderWay:
    """A delivery under way."""
    at_work = refreshed(place.operator)
    return intake.UnderWay(
        file.name, lambda progress: intake.deliver(at_work, "visits", file, "utrecht", progress=progress), lambda: None
    )


def wait_until(true, seconds: float = 60) -> None:
    """Wait until something holds."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.02)


@pytest.mark.parametrize("when", ["at once", "while reading", "while judging"])
def test_stopping_ends_the_loader_and_leaves_nothing_behind(place, tmp_path, visits_file, when):
    deliver(place, visits_file("Oost;01-01-2026;10;"))
    before, version, files = tables(place), place.stores.version, sorted(place.home.rglob("*"))
    others = children()

    delivery = begun(place, large_file(tmp_path / "groot.csv"))
    if when != "at once":
        wait_until(lambda: delivery.told is not None)
    if when == "while judging":
        wait_until(lambda: delivery.told.rows is not None)
    loaders = children() - others
    delivery.stop()

    assert delivery.finished and not children() & loaders
    with pytest.raises(intake.Stopped, match="gestopt"):
        delivery.outcome()
    assert tables(place) == before and place.stores.version == version
    assert sorted(place.home.rglob("*")) == files
    assert deliver(place, visits_file("West;01-01-2026;11;", name="west.csv")).accepted == 1


def test_while_a_delivery_loads_one_reads_on_and_sees_how_many_rows_it_has_had(place, tmp_path, visits_file):
    deliver(place, visits_file("Oost;01-01-2026;10;"))
    said, took = [], []

    delivery = begun(place, large_file(tmp_path / "groot.csv", branches=1_000))
    while not delivery.finished:
        began = time.monotonic()
        rows = refreshed(place.operator).ask("usage/visit_rows", since=None, branch_id=os.urandom(2).hex()).rows
        took.append(time.monotonic() - began)
        assert rows.is_empty()
        if delivery.told and delivery.told not in said:
            said.append(delivery.told)
        time.sleep(0.02)

    outcome = delivery.outcome()
    assert outcome.status == "active" and outcome.refused == 1_000 * 312
    assert [told.percent for told in said] == sorted(told.percent for told in said)
    counted = [told for told in said if told.rows]
    assert {told.rows for told in counted if told.step == "Rijen beoordelen"} == {312_000}
    assert all(told.done <= told.rows for told in counted)
    assert len(took) > 5


def test_how_far_it_is_reads_as_a_sentence():
    words = Words("nl")

    assert how_far(intake.Told(60, "Laden", 4_998, 8_064), words) == "Laden: 4.998 van 8.064 rijen"
    assert how_far(intake.Told(5, "Bestand lezen"), words) == "Bestand lezen: 5%"
