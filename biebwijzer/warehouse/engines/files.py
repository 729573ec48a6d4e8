"""Versions as files: how one is named, made, held against the contracts, and made by a loader."""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

import duckdb

from biebwijzer.warehouse import renewing, rollups
from biebwijzer.warehouse.engines import PLAINLY, Kept, Order, parts
from biebwijzer.warehouse.spelling import OFFLINE, quoted

# The form of 1.5 holds columns of few different texts, such as run and source, in half the time and room.
STORED = "storage_version 'v1.5.0'"
RECORDS = "records.duckdb"
THERE = (
    "select schema_name, table_name from duckdb_tables() where database_name = 'warehouse' "
    "union all select schema_name, view_name from duckdb_views() where database_name = 'warehouse' and not internal"
)
COLUMNS = "select schema_name, table_name, column_name from duckdb_columns() where database_name = "


def version_file(folder: Path, version: int) -> Path:
    """The file of one version of the warehouse."""
    return folder / f"warehouse_{version:06d}.duckdb"


def make_version(path: Path, tables: Sequence[str], copy_of: Path | None = None, home: Path | None = None) -> None:
    """Make a version's file: a copy of an older one, with every contract's table in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if copy_of is not None:
        shutil.copyfile(copy_of, path)
    connection = duckdb.connect(":memory:", config=parts.at_home(home))
    try:
        connection.execute(f"attach {quoted(str(path))} as warehouse ({STORED})")
        connection.execute("begin transaction")
        make_tables(connection, tables)
        if tables:
            renewing.renew(connection, tables, {})
        connection.execute("commit")
    finally:
        connection.close()


def make_tables(connection: duckdb.DuckDBPyConnection, tables: Sequence[str]) -> None:
    """Make every table that is not there yet; one with parts is there as a view."""
    rows = connection.execute(THERE).fetchall()
    there = tuple(f"create table if not exists warehouse.{schema}.{name} (" for schema, name in rows)
    schemas = {f"create schema if not exists warehouse.{schema}" for schema, _ in rows}
    for statement in tables:
        if statement not in schemas and not statement.startswith(there):
            connection.execute(statement)


def lacks_tables(connection: duckdb.DuckDBPyConnection, found: str, tables: Sequence[str]) -> bool:
    """Whether an attached version lacks a table or column the contracts ask for, or a rollup is of an older text."""
    listed = connection.execute(COLUMNS + quoted(found)).fetchall()
    lacking = asked_for(tuple(tables)) - set(listed)
    return bool(lacking) or not rollups.are_of_today(connection, found)


@lru_cache(maxsize=4)
def asked_for(tables: tuple[str, ...]) -> frozenset[tuple[str, str, str]]:
    """Schema, table and name of every column that statements make."""
    connection = duckdb.connect(":memory:", config=OFFLINE)
    try:
        connection.execute("attach ':memory:' as warehouse")
        for statement in tables:
            connection.execute(statement)
        return frozenset(connection.execute(COLUMNS + quoted("warehouse")).fetchall())
    finally:
        connection.close()


class Files:
    """The loader's side: a copy of the current file becomes the next one, under a name of its own until it is done."""

    opens_with = PLAINLY

    def __init__(self, order: Order) -> None:
        self._current = Path(order["current"]) if order.get("current") else None
        self._part = Path(order["part"])
        self._lock = Path(order["lock"])
        self._home = Path(order["home"]) if order.get("home") else None
        self._parts_from = int(order.get("parts_from") or 0)
        self.made: dict[str, str] = {}

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One loader at a time, whoever started it; the next one waits."""
        with self._lock.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def look_at(self, connection: duckdb.DuckDBPyConnection, tables: Sequence[str]) -> None:
        """Attach the current version to judge against, or an empty one when there is none."""
        self._find_parts(connection)
        if self._current is not None:
            connection.execute(f"attach {quoted(str(self._current))} as warehouse (read_only)")
            return
        connection.execute("attach ':memory:' as warehouse")
        for statement in tables:
            connection.execute(statement)

    @contextmanager
    def next_version(
        self, connection: duckdb.DuckDBPyConnection, tables: Sequence[str], afresh: bool
    ) -> Iterator[None]:
        """Make the next version in a part file within one transaction; on disk before this returns."""
        self._part.parent.mkdir(parents=True, exist_ok=True)
        self._find_parts(connection)
        if self._current is not None and not afresh:
            shutil.copyfile(self._current, self._part)
        connection.execute(f"attach {quoted(str(self._part))} as warehouse ({STORED})")
        connection.execute("begin transaction")
        try:
            make_tables(connection, tables)
            yield
        except BaseException:
            with suppress(duckdb.Error):
                connection.execute("rollback")
            raise
        connection.execute("commit")
        connection.execute("checkpoint warehouse")
        connection.execute("detach warehouse")
        on_disk(self._part)

    def _find_parts(self, connection: duckdb.DuckDBPyConnection) -> None:
        for name, value in parts.at_home(self._home).items():
            if name not in OFFLINE:
                connection.execute(f"set global {name} = {quoted(str(value))}")

    def put(self, connection: duckdb.DuckDBPyConnection, table: str, rows: str, kept: Kept | None) -> None:
        """Put rows in a table; many that are kept in a file stay there, and the version names the file."""
        if kept and self._home and kept.rows >= self._parts_from and parts.refer(connection, self._home, table, kept):
            return
        parts.put(connection, table, rows)

    def take_out(
        self, connection: duckdb.DuckDBPyConnection, table: str, where: str, gone: Mapping[str, int] | None
    ) -> None:
        """Take rows out of a table."""
        parts.take_out(connection, table, where, gone)

    def settle(self, connection: duckdb.DuckDBPyConnection) -> None:
        """End the transaction of the landed rows: uncommitted ones are read by one thread only.

        Nobody else has the part file, and one that is refused after all is removed whole.
        """
        connection.execute("commit")
        connection.execute("begin transaction")

    def drop(self) -> None:
        """Remove the part file."""
        self._part.unlink(missing_ok=True)


def on_disk(path: Path) -> None:
    """Wait until a file and its place in the folder are on disk."""
    for one in (path, path.parent):
        descriptor = os.open(one, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
