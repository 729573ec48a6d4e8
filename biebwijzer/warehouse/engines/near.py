"""Near at hand: each process keeps the small tables of the lake in memory, so that a page is as quick as ever."""

import duckdb

from biebwijzer.warehouse import rollups
from biebwijzer.warehouse.engines.lake import LakeTable, columns_of
from biebwijzer.warehouse.spelling import at_once

# Rollups are always near; of the other tables those that are no trouble to bring along.
SMALL = 250_000


class Near:
    """Tables by the mark of the files they were read from: a version that did not change a table reads it once."""

    def __init__(self) -> None:
        self._held: dict[str, set[int]] = {}
        self._shown: set[str] = set()
        self._ready = False

    def lay_out(self, cursor: duckdb.DuckDBPyConnection, version: int, tables: dict[str, LakeTable]) -> None:
        """Let database `warehouse` be a version: small tables from memory, large ones straight from the lake."""
        if not self._ready:
            cursor.execute("attach ':memory:' as near (compress)")
            cursor.execute("attach ':memory:' as warehouse")
            self._ready = True
        sources = {name: f"lake_{version}.{name}" for name in tables}
        # Together, and each database by itself: a statement that is a transaction of its own costs twice as much.
        with at_once(cursor):
            near = self._fetched_all(cursor, version, tables, sources)
        for name in near.values():
            self._held.setdefault(name, set()).add(version)
        sources |= near
        with at_once(cursor):
            for schema in sorted({table.schema for table in tables.values()}):
                cursor.execute(f"create schema if not exists warehouse.{schema}")
            for name, source in sources.items():
                cursor.execute(f"create or replace view warehouse.{name} as from {source}")
            for name in self._shown - set(sources):
                cursor.execute(f"drop view warehouse.{name}")
        self._shown = set(sources)

    def _fetched_all(
        self, cursor: duckdb.DuckDBPyConnection, version: int, tables: dict[str, LakeTable], sources: dict[str, str]
    ) -> dict[str, str]:
        """Where the tables that are brought along stand."""
        summed = {one.table for one in rollups.rollups()}
        columns = columns_of(cursor, f"lake_{version}")
        return {
            name: self._fetched(cursor, table, sources[name], columns[name])
            for name, table in tables.items()
            if table.rows <= SMALL or name in summed
        }

    def _fetched(self, cursor: duckdb.DuckDBPyConnection, table: LakeTable, source: str, columns: str) -> str:
        name = f"near.main.{table.schema}__{table.name}__{table.mark[:12]}"
        if name not in self._held:
            # An empty table is not asked for: every question to the lake costs more than making one here.
            cursor.execute(
                f"create table {name} as from {source}" if table.rows else f"create table {name} ({columns})"
            )
        return name

    def clear_away(self, cursor: duckdb.DuckDBPyConnection, version: int) -> None:
        """Let go of the tables that no other version reads."""
        for name, versions in list(self._held.items()):
            versions.discard(version)
            if not versions:
                cursor.execute(f"drop table {name}")
                del self._held[name]
