"""The lake: a version of the warehouse is a snapshot, its rows Parquet in the home, its catalog in PostgreSQL."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from biebwijzer.warehouse.engines import Kept, Order
from biebwijzer.warehouse.engines.extensions import TRUSTING, load_extensions
from biebwijzer.warehouse.engines.server import LOADING, Server
from biebwijzer.warehouse.spelling import quoted

CATALOG = "lake"

# Which files a table is made of at a snapshot: two snapshots with the same mark hold the same rows of it.
TABLES_AT = """
select
    s.schema_name,
    t.table_name,
    coalesce(f.rows, 0)::bigint as row_count,
    md5(concat_ws('/', t.table_id, f.files, d.files)) as mark
from lake.ducklake_table as t
inner join lake.ducklake_schema as s on t.schema_id = s.schema_id
left join (
    select
        table_id,
        sum(record_count) as rows,
        string_agg(data_file_id::text, ',' order by data_file_id) as files
    from lake.ducklake_data_file
    where begin_snapshot <= %(at)s and (end_snapshot is null or end_snapshot > %(at)s)
    group by table_id
) as f on t.table_id = f.table_id
left join (
    select
        table_id,
        string_agg(delete_file_id::text, ',' order by delete_file_id) as files
    from lake.ducklake_delete_file
    where begin_snapshot <= %(at)s and (end_snapshot is null or end_snapshot > %(at)s)
    group by table_id
) as d on t.table_id = d.table_id
where t.begin_snapshot <= %(at)s and (t.end_snapshot is null or t.end_snapshot > %(at)s)
order by s.schema_name, t.table_name
"""
HEAD = "select max(snapshot_id) from lake.ducklake_snapshot"


@dataclass(frozen=True)
class LakeTable:
    """A table of the lake at a snapshot."""

    schema: str
    name: str
    rows: int
    mark: str

    @property
    def full_name(self) -> str:
        """As questions write it, after the name of the database."""
        return f"{self.schema}.{self.name}"


def tables_at(server: Server, snapshot: int) -> dict[str, LakeTable]:
    """Every table at a snapshot."""
    with server.connection() as connection:
        rows = connection.execute(TABLES_AT.encode(), {"at": snapshot}).fetchall()
    return {f"{row[0]}.{row[1]}": LakeTable(*row) for row in rows}


def attach_lake(
    connection: duckdb.DuckDBPyConnection, server: Server, folder: Path, name: str, snapshot: int | None = None
) -> None:
    """Attach the lake to write at its head, or read-only as it was at a snapshot."""
    # Rows never go into the catalog: all of the warehouse is in the folder, however few there are.
    options = f"data_path {quoted(f'{folder}/')}, override_data_path true, metadata_schema '{CATALOG}'"
    options += ", data_inlining_row_limit 0" if snapshot is None else f", snapshot_version {int(snapshot)}, read_only"
    connection.execute(f"attach {quoted(f'ducklake:postgres:{server.address}')} as {name} ({options})")


class Lake:
    """The loader's side: one transaction on the head of the lake makes the next snapshot."""

    opens_with = TRUSTING

    def __init__(self, order: Order, server: Server) -> None:
        self._server = server
        self._folder = Path(order["folder"])
        self._base = int(order["base"]) if order.get("base") else None
        self.made: dict[str, str] = {}

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One loader at a time, of whichever process on whichever machine; the next one waits."""
        with self._server.locked(LOADING):
            yield

    def look_at(self, connection: duckdb.DuckDBPyConnection, tables: Sequence[str]) -> None:
        """Attach what everybody sees now, to judge against."""
        load_extensions(connection)
        attach_lake(connection, self._server, self._folder, "warehouse", self._base)

    def put(self, connection: duckdb.DuckDBPyConnection, table: str, rows: str, kept: Kept | None) -> None:
        """Put rows in a table; the lake keeps them in files of its own."""
        connection.execute(f"insert into warehouse.{table} by name select * from {rows}")

    def take_out(
        self, connection: duckdb.DuckDBPyConnection, table: str, where: str, gone: Mapping[str, int] | None
    ) -> None:
        """Take rows out of a table."""
        connection.execute(f"delete from warehouse.{table} as w where {where}")

    def settle(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Nothing to do: rows of a lake stand in files of their own, and a version is one transaction."""

    @contextmanager
    def next_version(
        self, connection: duckdb.DuckDBPyConnection, tables: Sequence[str], afresh: bool
    ) -> Iterator[None]:
        """Make the next snapshot in one transaction: all of it is there, or nothing changed."""
        load_extensions(connection)
        attach_lake(connection, self._server, self._folder, "warehouse")
        head = int(str(self._server.value(HEAD)))
        base = None if afresh else self._base
        stands = tables_at(self._server, head)
        wanted = tables_at(self._server, base) if base is not None else {}
        moved_on = base is not None and wanted != stands
        if moved_on:
            attach_lake(connection, self._server, self._folder, "lake_base", base)
        connection.execute("begin transaction")
        try:
            self._bring_back(connection, stands, wanted)
            for statement in tables:
                connection.execute(statement)
            yield
        except BaseException:
            with suppress(duckdb.Error):
                connection.execute("rollback")
            raise
        connection.execute("commit")
        made = connection.execute("select id from ducklake_last_committed_snapshot('warehouse')").fetchone()
        self.made = {"snapshot": str(made[0] if made and made[0] is not None else head)}
        connection.execute("detach warehouse")
        if moved_on:
            connection.execute("detach lake_base")

    def _bring_back(
        self, connection: duckdb.DuckDBPyConnection, stands: Mapping[str, LakeTable], wanted: Mapping[str, LakeTable]
    ) -> None:
        """Make the head what the base was: after a roll-back or a preview thrown away it holds other rows.

        From a second attachment: asked of the same one, `at (version => …)` sees what this transaction took out.
        """
        if wanted == stands:
            # As after every delivery that counts at once. What a lake has of columns takes long to tell.
            return
        columns = columns_of(connection, "lake_base") if wanted else {}
        for name, table in stands.items():
            if name not in wanted or wanted[name].mark != table.mark:
                connection.execute(f"drop table warehouse.{name}")
        for name, table in wanted.items():
            if name not in stands or stands[name].mark != table.mark:
                connection.execute(f"create schema if not exists warehouse.{table.schema}")
                connection.execute(f"create table warehouse.{name} ({columns[name]})")
                connection.execute(f"insert into warehouse.{name} by name select * from lake_base.{name}")

    def drop(self) -> None:
        """Nothing: a transaction that was not committed left nothing, and a snapshot nobody names is not seen."""


def columns_of(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, str]:
    """The columns of every table of a lake as they are written to make it: name, type, whether it must be filled."""
    rows = connection.execute(
        "select schema_name || '.' || table_name, column_name, data_type, is_nullable from duckdb_columns() "
        f"where database_name = {quoted(database)} order by schema_name, table_name, column_index"
    ).fetchall()
    found: dict[str, list[str]] = {}
    for table, name, kind, nullable in rows:
        found.setdefault(table, []).append(f"{name} {kind}{'' if nullable else ' not null'}")
    return {table: ", ".join(columns) for table, columns in found.items()}
