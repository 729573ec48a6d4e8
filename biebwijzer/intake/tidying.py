"""Tidying: files nobody refers to go, old versions go after a number, delivered files go after a time."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from biebwijzer.settings import Settings
from biebwijzer.warehouse import Row, Stores, version_file

DAY = 86_400


def jobs_folder(settings: Settings) -> Path:
    """Where the job folders stand."""
    return settings.home / "jobs"


def job_folder(settings: Settings, run_id: str) -> Path:
    """The folder of one run."""
    return jobs_folder(settings) / run_id


@contextmanager
def while_no_loader_works(settings: Settings) -> Iterator[bool]:
    """Whether nobody is loading; while this lasts nobody begins."""
    with (settings.home / "loading").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def tidy(stores: Stores) -> list[Path]:
    """Remove what is left over, at start and after every delivery; the files that went."""
    settings = stores.settings
    with while_no_loader_works(settings) as alone:
        if not alone:
            return []
        with stores.records.reading() as reading:
            runs = reading.find("intake.run")
        gone = [*unfinished(settings), *versions_to_go(stores, runs), *deliveries_to_go(settings, runs)]
        for path in gone:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return gone


def unfinished(settings: Settings) -> list[Path]:
    """Parts of versions that no loader is working on any more."""
    return sorted(settings.warehouse_folder.glob("*.part*"))


def versions_to_go(stores: Stores, runs: list[Row]) -> list[Path]:
    """Versions beyond those kept: the current one, previews, the one to point back to and the newest few stay."""
    folder = stores.settings.warehouse_folder
    keep = {stores.version}
    keep |= {run["version"] for run in runs if run["status"] == "preview"}
    keep |= {run["base_version"] for run in runs if run["status"] == "active" and run["version"] == stores.version}
    used = sorted({run["version"] for run in runs if run["status"] == "active" and run["version"]})
    keep |= set(used[-stores.settings.keep_versions :])
    kept = {version_file(folder, version) for version in keep if version}
    return [path for path in sorted(folder.glob("warehouse_*.duckdb*")) if path.with_suffix(".duckdb") not in kept]


def deliveries_to_go(settings: Settings, runs: list[Row]) -> list[Path]:
    """Job folders of runs that never got into the records, and delivered files that were kept long enough."""
    known = {run["run_id"] for run in runs}
    waiting = {run["run_id"] for run in runs if run["status"] == "preview"}
    found: list[Path] = []
    for folder in sorted(jobs_folder(settings).glob("*")):
        if folder.name not in known:
            found.append(folder)
        elif folder.name not in waiting:
            found += [path for path in (*folder.glob("file.*"), *folder.glob("kept.csv")) if too_old(path, settings)]
    return found


def too_old(path: Path, settings: Settings) -> bool:
    """Whether a delivered file has been kept as long as it may."""
    return time.time() - os.stat(path).st_mtime > settings.raw_file_days * DAY
