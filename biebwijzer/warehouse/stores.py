"""Both stores of one home folder, opened once by the one process that owns it."""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import IO

import duckdb

from biebwijzer.problems import ContractBroken, InUse
from biebwijzer.settings import Settings
from biebwijzer.warehouse import marts, migrating, rollups
from biebwijzer.warehouse.records import Records, Transaction
from biebwijzer.words import mark

OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def now() -> datetime:
    """This moment in UTC without a zone, as the stores write it."""
    return datetime.now(UTC).replace(tzinfo=None)


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def literal(value: object) -> str:
    """A connection variable as SQL: a list of ids, yes or no, or a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(quoted(str(item)) for item in value) + "]::varchar[]"
    return "null" if value is None else quoted(str(value))


def version_file(folder: Path, version: int) -> Path:
    """The file of one version of the warehouse."""
    return folder / f"warehouse_{version:06d}.duckdb"


def make_version(path: Path, tables: Sequence[str], copy_of: Path | None = None) -> None:
    """Make a version's file: a copy of an older one, with every contract's table in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if copy_of is not None:
        shutil.copyfile(copy_of, path)
    connection = duckdb.connect(":memory:", config=OFFLINE)
    try:
        connection.execute(f"attach {quoted(str(path))} as warehouse")
        connection.execute("begin transaction")
        for statement in tables:
            connection.execute(statement)
        if tables:
            rollups.renew(connection, tables, {})
        connection.execute("commit")
    finally:
        connection.close()


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


class Stores:
    """The warehouse read-only and the records read-write behind one DuckDB instance.

    `warehouse_tables` are the `create table if not exists` statements of every contract: an empty home
    gets a first version with those tables and no rows, so that every mart can be made.
    """

    def __init__(self, settings: Settings, warehouse_tables: Sequence[str]) -> None:
        self.settings = settings
        self.home = settings.home
        self._lock = take_home(settings.home)
        config = {**OFFLINE, "memory_limit": settings.memory_limit, "threads": settings.threads}
        self._connection = duckdb.connect(":memory:", config=config)
        self._connection.execute(f"attach {quoted(str(settings.records_file))} as records")
        self._connection.execute("create schema mart")
        self.records = Records(self._connection)
        self._swapping = Lock()
        self._attached: list[int] = []
        self.version = 0
        try:
            migrating.migrate_records(self.records)
            self.show(self._first_version(warehouse_tables))
        except BaseException:
            # A home that can't be opened must not stay locked by whoever tried.
            self.close()
            raise

    def _first_version(self, tables: Sequence[str]) -> int:
        """The version the records name; tables that a newer release asks for are added in a next version."""
        folder = self.settings.warehouse_folder
        with self.records.reading() as reading:
            rows = reading.find("warehouse.current_version")
        stored = int(rows[0]["warehouse_version"]) if rows else 0
        if stored and not version_file(folder, stored).is_file():
            raise ContractBroken(
                mark("Versie {version} van het warehouse ontbreekt. Zet een back-up terug."), version=stored
            )
        if stored and not lacks_tables(version_file(folder, stored), tables):
            return stored
        fresh = next_version(folder)
        make_version(version_file(folder, fresh), tables, version_file(folder, stored) if stored else None)
        with self.records.transaction() as transaction:
            self.point_to(transaction, fresh)
        return fresh

    def point_to(self, transaction: Transaction, version: int) -> None:
        """Write, within a transaction, which version everybody sees: this row is the truth."""
        transaction.remove("warehouse.current_version", {})
        transaction.add("warehouse.current_version", {"only_row": 1, "warehouse_version": version, "set_at": now()})

    def show(self, version: int) -> None:
        """Let all readers see this version from now on: every mart changes in one swap."""
        with self._swapping:
            if version == self.version:
                return
            path = version_file(self.settings.warehouse_folder, version)
            cursor = self._connection.cursor()
            if version not in self._attached:
                cursor.execute(f"attach {quoted(str(path))} as warehouse_{version} (read_only)")
                self._attached.append(version)
            cursor.execute("begin transaction")
            for statement in marts.views(f"warehouse_{version}"):
                cursor.execute(statement)
            cursor.execute("commit")
            # The one before stays attached: a question that began before the swap may still read it.
            for old in [number for number in self._attached if number not in (version, self.version)]:
                cursor.execute(f"detach warehouse_{old}")
                self._attached.remove(old)
            cursor.close()
            self.version = version

    @contextmanager
    def cursor(self, variables: Mapping[str, object]) -> Iterator[duckdb.DuckDBPyConnection]:
        """A fresh cursor for one question, with the variables the marts filter on."""
        cursor = self._connection.cursor()
        try:
            settings = "; ".join(f"set variable {name} = {literal(value)}" for name, value in variables.items())
            if settings:
                cursor.execute(settings)
            yield cursor
        finally:
            cursor.close()

    def back_up(self, folder: Path) -> None:
        """Copy the records, as of one moment and while everybody works on, to a new file."""
        target = folder / "records.duckdb"
        cursor = self._connection.cursor()
        cursor.execute(f"attach {quoted(str(target))} as backup_copy")
        try:
            cursor.execute("copy from database records to backup_copy")
        finally:
            cursor.execute("detach backup_copy")
            cursor.close()

    def close(self) -> None:
        """Give the home folder free."""
        self._connection.close()
        self._lock.close()


def next_version(folder: Path) -> int:
    """A number no file of this folder has yet."""
    taken = [int(path.stem.split("_")[1]) for path in folder.glob("warehouse_*.duckdb")]
    return max(taken, default=0) + 1


def lacks_tables(path: Path, tables: Sequence[str]) -> bool:
    """Whether a version lacks a table or a column that the contracts ask for, or a rollup is of an older text."""
    connection = duckdb.connect(":memory:", config=OFFLINE)
    try:
        connection.execute(f"attach {quoted(str(path))} as found (read_only)")
        connection.execute("attach ':memory:' as warehouse")
        for statement in tables:
            connection.execute(statement)
        lacking = connection.execute(
            "select schema_name, table_name, column_name from duckdb_columns() where database_name = 'warehouse' "
            "except select schema_name, table_name, column_name from duckdb_columns() where database_name = 'found'"
        ).fetchall()
        return bool(lacking) or not rollups.are_of_today(connection, "found")
    finally:
        connection.close()
