"""A contact that was confirmed is never lost, however the process ends."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from biebwijzer.intake.contract import table_statements
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Stores
from tests.conftest import settings_of
from tests.relations.importing_on import ROWS


def killed_while_writing(home: Path, confirmations: int) -> list[str]:
    """Let a process note contacts on this home and kill it; the ids it had confirmed by then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.relations.writing_on", str(home)],
        cwd=ROOT,
        env={**os.environ, **settings_of(home).environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    confirmed = [process.stdout.readline().strip() for _ in range(confirmations)]
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().split("\n")
    process.wait()
    # A last line without its end was not told in full; the ones before it were.
    return [one for one in [*confirmed, *rest[:-1]] if one]


def missing_or_halved(home: Path, confirmed: list[str]) -> dict[str, object]:
    """What of the confirmed contacts is not there, and what is there only in part."""
    stores = Stores(settings_of(home), table_statements())
    try:
        with stores.records.reading() as reading:
            moments = {row["contact_moment_id"]: row for row in reading.find("relations.contact_moment")}
            promises = {row["contact_moment_id"] for row in reading.find("relations.follow_up")}
            known = {row["organisation_id"] for row in reading.find("relations.organisation")}
            audited = {row["subject_id"] for row in reading.find("access.audit_row")}
    finally:
        stores.close()
    whole = {
        row_id for row_id, row in moments.items() if row["organisation_id"] in known and {row_id} <= promises & audited
    }
    return {"lost": set(confirmed) - set(moments), "halved": set(moments) - whole, "kept": len(moments)}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_what_was_confirmed_is_there_whole_after_the_process_was_killed(home, seed):
    confirmed = killed_while_writing(home, random.Random(seed).randint(3, 40))

    left = missing_or_halved(home, confirmed)

    assert (left["lost"], left["halved"]) == (set(), set())
    assert left["kept"] >= len(confirmed) >= 3


def killed_while_importing(home: Path, steps: int) -> int:
    """Let a process import list after list and kill it after so many of its steps; how many it had confirmed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.relations.importing_on", str(home)],
        cwd=ROOT,
        env={**os.environ, **settings_of(home).environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    told = [process.stdout.readline().strip() for _ in range(steps)]
    process.send_signal(signal.SIGKILL)
    told += process.stdout.read().split("\n")
    process.wait()
    return told.count("done")


@pytest.mark.slow
@pytest.mark.parametrize("steps", [2, 6])
def test_an_import_is_there_whole_or_not_at_all_after_the_process_was_killed(home, steps):
    confirmed = killed_while_importing(home, steps)

    stores = Stores(settings_of(home), table_statements())
    try:
        with stores.records.reading() as reading:
            runs = reading.find("relations.import_run")
            rows = {
                table: len(reading.find(f"relations.{table}")) for table in ("person", "contact_person", "import_row")
            }
            audited = {row["audit_id"] for row in reading.find("access.audit")}
    finally:
        stores.close()
    assert len(runs) >= confirmed
    assert rows == dict.fromkeys(rows, len(runs) * ROWS)
    assert {row["audit_id"] for row in runs} <= audited
