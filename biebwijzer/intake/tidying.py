"""Tidying: files nobody refers to go, old versions go after a number, delivered files go after a time."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from biebwijzer.settings import Settings
from biebwijzer.warehouse import Row, Stores

DAY = 86_400
# What a loader only needs while it works.
SCRATCH = ("scratch", "reading.csv", "sheet.csv")
# The runs this process is delivering: the records do not know them yet, and tidying leaves their folders alone.
UNDER_WAY = set[str]()


def jobs_folder(settings: Settings) -> Path:
    """Where the job folders stand."""
    return settings.home / "jobs"


def job_folder(settings: Settings, run_id: str) -> Path:
    """The folder of one run."""
    return jobs_folder(settings) / run_id


@contextmanager
def being_delivered(run_id: str) -> Iterator[None]:
    """Until this ends nobody who delivers beside it takes the folder of this run for one that was left behind."""
    UNDER_WAY.add(run_id)
    try:
        yield
    finally:
        UNDER_WAY.discard(run_id)


def tidy(stores: Stores) -> list[str]:
    """Remove what is left over, after every delivery; the names of what went. Nothing while somebody is at work."""
    with stores.engine.at_rest() as at_rest:
        if not at_rest:
            return []
        with stores.records.reading() as reading:
            runs = reading.find("intake.run")
        gone = [path for path in deliveries_to_go(stores.settings, runs) if removed(path)]
        return [*stores.engine.forget_all_but(versions_that_stay(stores, runs)), *(path.name for path in gone)]


def removed(path: Path) -> bool:
    """Remove a file or folder; what a loader that lost its parent still writes in stays until next time."""
    try:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def clear_scratch(folder: Path) -> None:
    """Remove what a loader only needed while it worked."""
    for name in SCRATCH:
        removed(folder / name)


def versions_that_stay(stores: Stores, runs: list[Row]) -> set[int]:
    """The current version, previews, the one to point back to and the newest few."""
    keep = {stores.version}
    keep |= {run["version"] for run in runs if run["status"] == "preview"}
    keep |= {run["base_version"] for run in runs if run["status"] == "active" and run["version"] == stores.version}
    used = sorted({run["version"] for run in runs if run["status"] == "active" and run["version"]})
    keep |= set(used[-stores.settings.keep_versions :])
    return {version for version in keep if version}


def deliveries_to_go(settings: Settings, runs: list[Row]) -> list[Path]:
    """Job folders of runs that never got into the records, delivered files that were kept long enough, and scratch.

    Asked when nobody loads: what a loader needed while it worked is there only if it was killed with its parent.
    """
    known = {run["run_id"] for run in runs}
    waiting = {run["run_id"] for run in runs if run["status"] == "preview"}
    found: list[Path] = []
    for folder in sorted(jobs_folder(settings).glob("*")):
        if folder.name in UNDER_WAY:
            continue
        if folder.name not in known:
            # Of another process on the same home it may be the delivery that is going on.
            if not settings.shared or time.time() - os.stat(folder).st_mtime > DAY:
                found.append(folder)
            continue
        found += [folder / name for name in SCRATCH if (folder / name).exists()]
        if folder.name not in waiting:
            found += [path for path in (*folder.glob("file.*"), *folder.glob("kept.csv")) if too_old(path, settings)]
    return found


def too_old(path: Path, settings: Settings) -> bool:
    """Whether a delivered file has been kept as long as it may."""
    return time.time() - os.stat(path).st_mtime > settings.raw_file_days * DAY
