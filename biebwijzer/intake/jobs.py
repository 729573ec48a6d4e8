"""The job folder: all that a loader gets and all that it gives back, so that it needs nobody while it works."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from biebwijzer.warehouse import Order
from biebwijzer.words import mark

PROGRESS = "progress.json"
# The outcome of a job that needs more memory than its loader may use.
SHORT = "short of memory"


@dataclass(frozen=True)
class Told:
    """How far a loader is: which step, and how many of how many rows where that is known."""

    percent: int
    step: str
    done: int | None = None
    rows: int | None = None


@dataclass(frozen=True)
class Job:
    """One piece of work for a loader: load a file, or build a version from the runs that are in force."""

    folder: Path
    run_id: str
    task: str
    order: Order
    memory_limit: str
    threads: int
    source_id: str = ""
    library: str | None = None
    file: str = ""
    file_name: str = ""
    keyed: bool = False
    in_utf8: bool = False
    adding: bool = False
    preview: bool = False
    source_rows: list[int] | None = None
    source_cells: list[str | None] | None = None
    # The runs that rows put right join.
    beside: list[str] = field(default_factory=list)
    runs: list[dict[str, Any]] = field(default_factory=list)

    @property
    def accepted(self) -> Path:
        """The rows that were accepted, as they landed."""
        return self.folder / "accepted.parquet"

    @property
    def refused(self) -> Path:
        """The rows that were refused, with their reasons."""
        return self.folder / "refused.parquet"

    @property
    def report(self) -> Path:
        """What the loader found."""
        return self.folder / "report.json"

    def write_tables(self, statements: Sequence[str]) -> None:
        """Write down what makes every table: who opened the home knows, and to work it out takes a loader a while."""
        self._tables.parent.mkdir(exist_ok=True)
        write_json(self._tables, {"statements": statements})

    def tables(self) -> list[str] | None:
        """What makes every table, where that was written down."""
        said = read_json(self._tables)
        return said["statements"] if said else None

    @property
    def _tables(self) -> Path:
        return self.folder / "scratch" / "tables.json"

    def write(self) -> None:
        """Write the job down for the loader."""
        said = {key: str(value) if isinstance(value, Path) else value for key, value in asdict(self).items()}
        write_json(self.folder / "job.json", said)

    def progress(self, percent: int, step: str, done: int | None = None, rows: int | None = None) -> None:
        """Say how far the work is; a page may show it."""
        write_json(self.folder / PROGRESS, asdict(Told(percent, step, done, rows)))

    def told(self) -> Told | None:
        """How far the work was when its loader last said so."""
        said = read_json(self.folder / PROGRESS)
        return Told(**said) if said else None


def read_job(folder: Path) -> Job:
    """The job as its folder tells it."""
    said = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    return Job(**{**said, "folder": folder})


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write so that a reader sees the old text or the new one, never half."""
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(value, ensure_ascii=False, default=str), encoding="utf-8")
    os.replace(fresh, path)


def read_json(path: Path) -> dict[str, Any] | None:
    """What stands there, or None when nothing does yet."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


# Per step from where to where it brings the whole, in hundredths, and its name.
STEPS = {
    "reading": (5, 25, mark("Bestand lezen")),
    "judging": (25, 45, mark("Rijen beoordelen")),
    "comparing": (45, 50, mark("Vergelijken met wat er staat")),
    "writing": (50, 65, mark("Bewaren")),
    "landing": (65, 75, mark("Laden")),
    "renewing": (75, 99, mark("Cijfers bijwerken")),
    "done": (100, 100, mark("Klaar")),
}
