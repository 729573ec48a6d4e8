"""The embedded engine: DuckDB files in the home folder, owned by one process; a file per version."""

import fcntl
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import duckdb

from biebwijzer.problems import InUse
from biebwijzer.settings import Settings
from biebwijzer.warehouse import migrating
from biebwijzer.warehouse.engines import PLAINLY, Ground, Order, parts
from biebwijzer.warehouse.engines.files import RECORDS, Files, lacks_tables, make_version, version_file
from biebwijzer.warehouse.records import Records
from biebwijzer.warehouse.spelling import now, quoted
from biebwijzer.words import mark


def take_home(home: Path) -> IO[str]:
    """Hold the home folder for this process; refused with the owner's number when somebody else does."""
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    lock = (home / "in_use").open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        owner = lock.read().strip() or "?"
        lock.close()
        raise InUse(mark("De map {home} is in gebruik door proces {owner}."), home=home, owner=owner) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


class Embedded:
    """One home, one process; all it needs is a folder."""

    shared = False
    opens_with = PLAINLY

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._folder = settings.warehouse_folder
        self._deciding = threading.Lock()
        self._lock: IO[str] | None = None
        self._records: Records | None = None

    def hold(self, beside_others: bool = True) -> None:
        """Take the home for this process."""
        self._lock = take_home(self.settings.home)

    def open_records(self, connection: duckdb.DuckDBPyConnection) -> Records:
        """The records in their file, brought up to date."""
        connection.execute(f"attach {quoted(str(self.settings.records_file))} as records")
        self._records = Records(connection)
        migrating.migrate_records(self._records)
        return self._records

    def number(self) -> int:
        """A number that no version has, or ever had: what was remembered of a version must never fit another."""
        assert self._records is not None
        taken = [int(path.stem.split("_")[1]) for path in self._folder.glob("warehouse_*.duckdb")]
        with self._records.reading() as reading:
            taken += [row["version_id"] for row in reading.find("warehouse.version")]
        return max(taken, default=0) + 1

    def has(self, version: int) -> bool:
        """Whether its file is there."""
        return version_file(self._folder, version).is_file()

    def lacks(self, version: int, tables: Sequence[str]) -> bool:
        """Whether its file lacks a table or a column that the contracts ask for."""
        connection = duckdb.connect(":memory:", config=parts.at_home(self.settings.home))
        try:
            connection.execute(f"attach {quoted(str(version_file(self._folder, version)))} as found (read_only)")
            return lacks_tables(connection, "found", tables)
        finally:
            connection.close()

    def make(self, version: int, tables: Sequence[str], copy_of: int | None = None) -> None:
        """Make a version's file."""
        older = version_file(self._folder, copy_of) if copy_of else None
        make_version(version_file(self._folder, version), tables, older, self.settings.home)
        self._remember(version)

    def _remember(self, version: int) -> None:
        assert self._records is not None
        with self._records.transaction() as transaction:
            transaction.add("warehouse.version", {"version_id": version, "snapshot_id": None, "made_at": now()})

    def show(self, cursor: duckdb.DuckDBPyConnection, version: int) -> None:
        """Let `warehouse` be its file; a question that began before reads the one before to its end."""
        path = quoted(str(version_file(self._folder, version)))
        cursor.execute(f"attach {path} as arriving (read_only)")
        try:
            parts.refuse_missing(cursor, "arriving", self.settings.home)
        finally:
            cursor.execute("detach arriving")
        cursor.execute(f"attach or replace {path} as warehouse (read_only)")

    def order(self, version: int, base: int, run_id: str) -> Order:
        """The file that is current now, and the part file the next one is made in."""
        return {
            "engine": "embedded",
            "current": str(version_file(self._folder, base)),
            "part": str(self._folder / f"{version:06d}.{run_id}.part"),
            "lock": str(self.settings.home / "loading"),
            "home": str(self.settings.home),
            "parts_from": str(self.settings.parts_from),
        }

    def ground(self, order: Order) -> Ground:
        """The part file and what it is a copy of."""
        return Files(order)

    def adopt(self, version: int, order: Order, made: Order) -> None:
        """The part file becomes the version's file."""
        os.replace(order["part"], version_file(self._folder, version))
        self._remember(version)

    def drop(self, order: Order) -> None:
        """Remove the part file."""
        Path(order["part"]).unlink(missing_ok=True)

    def forget(self, version: int) -> None:
        """Remove its file."""
        version_file(self._folder, version).unlink(missing_ok=True)

    def forget_all_but(self, kept: set[int]) -> list[str]:
        """Remove the files of other versions, and part files no loader is working on any more."""
        stays = {version_file(self._folder, version) for version in kept}
        gone = [path for path in self._folder.glob("warehouse_*.duckdb*") if path.with_suffix(".duckdb") not in stays]
        gone += self._folder.glob("*.part*")
        for path in gone:
            path.unlink(missing_ok=True)
        return sorted(path.name for path in gone)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Decide about versions one at a time; other threads wait."""
        with self._deciding:
            yield

    @contextmanager
    def at_rest(self) -> Iterator[bool]:
        """Whether nobody loads or decides about versions, in whatever process; while this lasts nobody begins."""
        if not self._deciding.acquire(blocking=False):
            yield False
            return
        try:
            with (self.settings.home / "loading").open("a") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    yield False
                else:
                    yield True
        finally:
            self._deciding.release()

    def back_up(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> int:
        """Copy the records while everybody works on, and the file of the version they name."""
        cursor = connection.cursor()
        cursor.execute(f"attach {quoted(str(folder / RECORDS))} as backup_copy")
        try:
            cursor.execute("copy from database records to backup_copy")
            row = cursor.execute("select warehouse_version from backup_copy.warehouse.current_version").fetchone()
        finally:
            cursor.execute("detach backup_copy")
            cursor.close()
        version = int(row[0]) if row else 0
        target = version_file(folder / "warehouse", version)
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(version_file(self._folder, version), target)
        return version

    def is_empty(self) -> bool:
        """Whether there are no records yet."""
        return not self.settings.records_file.exists()

    def take_in(self, folder: Path) -> None:
        """Copy the version's file, then the records."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for path in (folder / "warehouse").glob("*.duckdb"):
            shutil.copyfile(path, self._folder / path.name)
            (self._folder / path.name).chmod(0o600)
        shutil.copyfile(folder / RECORDS, self.settings.records_file)
        self.settings.records_file.chmod(0o600)

    def close(self) -> None:
        """Give the home free."""
        if self._lock is not None:
            self._lock.close()
