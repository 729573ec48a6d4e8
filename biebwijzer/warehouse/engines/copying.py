"""Between the engines: a lake and a server's records to files as the embedded engine has them, and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from biebwijzer.warehouse import migrating
from biebwijzer.warehouse.engines import parts
from biebwijzer.warehouse.engines.extensions import TRUSTING, load_extensions
from biebwijzer.warehouse.engines.files import STORED
from biebwijzer.warehouse.engines.lake import attach_lake, columns_of
from biebwijzer.warehouse.engines.records_on_server import ServerRecords
from biebwijzer.warehouse.engines.server import Server
from biebwijzer.warehouse.records import Records
from biebwijzer.warehouse.spelling import OFFLINE, quoted

TABLES = "select schema_name || '.' || table_name from duckdb_tables() where database_name = "


@contextmanager
def bench(home: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that can reach files, those of a version's home, a server and a lake at once."""
    connection = duckdb.connect(":memory:", config={**parts.at_home(home), **TRUSTING})
    try:
        load_extensions(connection)
        yield connection
    finally:
        connection.close()


def tables_of(connection: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    """The tables of an attached database, by schema and name."""
    return [row[0] for row in connection.execute(TABLES + quoted(database) + " order by 1").fetchall()]


def schemas() -> list[str]:
    """The schemas of the records: every room that has migrations."""
    return sorted({room for room, _ in migrating.files()})


def records_to_file(server: Server, target: Path) -> int:
    """The records of a server as of one moment, in a file with the same tables and keys; the version they name."""
    with bench() as connection:
        connection.execute(f"attach {quoted(str(target))} as records")
        migrating.migrate_records(Records(connection))
        connection.execute(f"attach {quoted(server.address)} as shared (type postgres, read_only)")
        # One transaction on both: the server shows all tables as of its beginning.
        connection.execute("begin transaction")
        for table in tables_of(connection, "records"):
            connection.execute(f"delete from records.{table}")
            connection.execute(f"insert into records.{table} by name select * from shared.{table}")
        # A snapshot means something in its own lake only; the numbers stay, for none is given twice.
        connection.execute("update records.warehouse.version set snapshot_id = null")
        row = connection.execute("select warehouse_version from records.warehouse.current_version").fetchone()
        connection.execute("commit")
        connection.execute("detach records")
    return int(row[0]) if row else 0


def snapshot_to_file(server: Server, folder: Path, snapshot: int, target: Path) -> None:
    """A snapshot of the lake as a version's file."""
    with bench() as connection:
        attach_lake(connection, server, folder, "lake_copied", snapshot)
        connection.execute(f"attach {quoted(str(target))} as made ({STORED})")
        copy_tables(connection, "lake_copied", "made")
        connection.execute("detach made")


def file_to_lake(server: Server, folder: Path, file: Path) -> int:
    """A version's file as the newest snapshot of the lake; its number there."""
    # The version stands in the folder of a home, or in a backup of one.
    with bench(file.resolve().parent.parent) as connection:
        connection.execute(f"attach {quoted(str(file))} as found (read_only)")
        attach_lake(connection, server, folder, "lake_made")
        copy_tables(connection, "found", "lake_made")
        row = connection.execute("select id from ducklake_last_committed_snapshot('lake_made')").fetchone()
    assert row is not None
    return int(row[0])


def copy_tables(connection: duckdb.DuckDBPyConnection, source: str, target: str) -> None:
    """Every table with all its rows, in one transaction."""
    connection.execute("begin transaction")
    found = columns_of(connection, source)
    for name in (name for name in found if not parts.is_inside(name)):
        # A table with parts is a view there: what must be filled is known of its own rows.
        columns = found.get(f"{name}{parts.OWN}", found[name])
        connection.execute(f"create schema if not exists {target}.{name.split('.')[0]}")
        connection.execute(f"create table {target}.{name} ({columns})")
        connection.execute(f"insert into {target}.{name} by name select * from {source}.{name}")
    connection.execute("commit")


def version_in(file: Path) -> int:
    """The version of the warehouse that a file of records names."""
    connection = duckdb.connect(":memory:", config=OFFLINE)
    try:
        connection.execute(f"attach {quoted(str(file))} as found (read_only)")
        row = connection.execute("select warehouse_version from found.warehouse.current_version").fetchone()
        return int(row[0]) if row else 0
    finally:
        connection.close()


def file_to_records(records: ServerRecords, file: Path, version: int, snapshot: int) -> None:
    """Put the records of a file on an empty server: the tables as the file has them, then all rows at once."""
    with bench() as connection:
        connection.execute(f"attach {quoted(str(file))} as found (read_only)")
        done = connection.execute("select room, name from found.main.migration").fetchall()
        # Of an older release the tables are those of then: opening it brings them up to date as it would have there.
        records.migrate(only=set(done))
        connection.execute(f"attach {quoted(records.server.address)} as shared (type postgres)")
        connection.execute("begin transaction")
        for table in tables_of(connection, "found"):
            connection.execute(f"delete from shared.{table}")
            connection.execute(f"insert into shared.{table} by name select * from found.{table}")
        connection.execute("commit")
    # An older release had no list of versions yet.
    records.migrate()
    records.name_snapshot(version, snapshot)
