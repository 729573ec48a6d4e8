"""Kills: fifty loaders and fifty savers ended without a warning, and what was lost or left in halves."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from bench.deliveries import write_doors
from bench.homes import LIBRARY, large, opened, operator
from bench.measuring import Measured
from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.commands import Exit
from biebwijzer.settings import ROOT
from biebwijzer.warehouse.engines import parts
from biebwijzer.warehouse.engines.files import version_file
from tests.cast import invite_cast
from tests.conftest import LIBRARIES
from tests.engines import put_rows
from tests.processes import loaders_of
from tests.relations.test_kills import killed_while_writing, missing_or_halved

KILLS = int(os.environ.get("BENCH_KILLS", "50"))
ROWS = 50_000


def kills(folder: Path) -> Iterator[Measured]:
    """Both kinds of kills, counted."""
    yield from while_loading(folder)
    yield from while_saving(folder)


def while_loading(folder: Path) -> Iterator[Measured]:
    """Deliveries that replace each other, killed at a random moment: all of one stands there, never some of two."""
    house = large(folder / "killed", folder)
    file, chance = folder / "doors.csv", random.Random(1)
    write_doors(file, ROWS, seed=0)
    assert intake.deliver(refreshed(operator(house)), "door_counts", file, LIBRARY).status == "active"
    home = house.stores.home
    house.stores.close()
    # As long as a whole command lasts and a little more: some are killed before the load begins, some after it stands.
    write_doors(file, ROWS, seed=KILLS + 1)
    began = time.perf_counter()
    whole = subprocess.run(delivering(home, file), cwd=ROOT, stdout=subprocess.DEVNULL)
    # Some rows are refused, which a command says with its exit code.
    assert whole.returncode == Exit.PARTLY, whole
    lasts = 1.2 * (time.perf_counter() - began)
    halved = lost = made = 0
    for seed in range(1, KILLS + 1):
        before = standing(home)
        write_doors(file, ROWS, seed=seed)
        # Of half of them the rows stay in their file.
        env = {**os.environ, "BIEBWIJZER_PARTS_FROM": str(1 if seed % 4 < 2 else ROWS * 2)}
        killed = subprocess.Popen(
            delivering(home, file), cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0, lasts))
        end_one(killed, loader_too=bool(seed % 2))
        after = standing(home)
        made += after != before
        halved += after != before and after.landed != after.accepted
        lost += not after.rows
    said = f"{KILLS} kills; 0 in halves, 0 lost; {made} were ready first"
    yield Measured("kills while loading: halves, lost", halved, lost, None, said, "")


def delivering(home: Path, file: Path) -> list[str]:
    """The command that delivers a file there."""
    known = ["--home", str(home), "deliver", "door_counts", str(file), "--library", LIBRARY]
    return [sys.executable, "-m", "biebwijzer.cli", *known]


def end_one(killed: subprocess.Popen[bytes], loader_too: bool) -> None:
    """End the command, and in half of the cases its loader before it."""
    for loader in loaders_of(killed.pid) if loader_too else ():
        with suppress(ProcessLookupError):
            os.kill(loader, signal.SIGKILL)
    with suppress(ProcessLookupError):
        killed.kill()
    killed.wait()


@dataclass(frozen=True)
class Standing:
    """What a reopened home shows: its rows, and of the last delivery in force how many were accepted and landed."""

    rows: int
    total: int
    accepted: int
    landed: int


def standing(home: Path) -> Standing:
    """What stands there after opening the home again and tidying up."""
    house = opened(home)
    try:
        intake.tidy(house.stores)
        version = house.stores.version
        with house.stores.records.reading() as reading:
            last = reading.find("intake.run", {"source_id": "door_counts", "status": "active"}, "activated_at", 1)[0]
    finally:
        house.stores.close()
    config = parts.at_home(home)
    connection = duckdb.connect(str(version_file(home / "warehouse", version)), read_only=True, config=config)
    try:
        found = connection.execute(
            "select count(*), sum(visitors_in)::bigint, count(*) filter (load_run_id = ?) from usage.door_count",
            [last["run_id"]],
        ).fetchall()
    finally:
        connection.close()
    rows, total, landed = found[0]
    return Standing(rows, total, last["accepted"], landed)


def while_saving(folder: Path) -> Iterator[Measured]:
    """Contacts saved one after the other, killed at a random moment: what was confirmed is there, and whole."""
    lost = halved = confirmed = 0
    for seed in range(KILLS):
        home = folder / f"saving_{seed}"
        house = opened(home)
        invite_cast(house.stores)
        put_rows(house.stores, LIBRARIES)
        house.stores.close()
        told = killed_while_writing(home, random.Random(seed).randint(3, 40))
        left = missing_or_halved(home, told)
        lost, halved, confirmed = lost + len(left["lost"]), halved + len(left["halved"]), confirmed + len(told)
    yield Measured(
        "kills while saving: halves, lost", halved, lost, None, f"{KILLS} kills; 0 in halves, 0 of {confirmed} lost", ""
    )
