"""The records on PostgreSQL: the same statements, one writer at a time over all processes, many readers."""

import re
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.rows import dict_row

from biebwijzer.problems import BiebwijzerError
from biebwijzer.warehouse import migrating
from biebwijzer.warehouse.engines.server import MIGRATING, WRITING, Server
from biebwijzer.warehouse.records import Records, Row, Transaction
from biebwijzer.warehouse.spelling import now
from biebwijzer.words import mark

ALIAS = re.compile(r"\brecords\.(?=\w)")


def spelled(statement: str) -> bytes:
    """A statement as PostgreSQL wants it: `%s` for values, and no name of the database before that of a table."""
    return ALIAS.sub("", statement).replace("%", "%%").replace("?", "%s").encode()


def plain(value: Any) -> Any:
    """A value PostgreSQL takes: no text of its holds the sign with number zero."""
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else value


class ServerTransaction(Transaction):
    """One transaction, in PostgreSQL's spelling."""

    alias = ""
    catalog = "current_database()"

    def run(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one statement with `?` values; the rows it returns, as dicts."""
        self._cursor.execute(spelled(statement), [plain(value) for value in values])
        return self._cursor.fetchall() if self._cursor.description else []

    def run_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for every row of `?` values, sent together."""
        self._cursor.executemany(spelled(statement), [[plain(value) for value in row] for row in rows])

    def set(self, table: str, where: Mapping[str, Any], values: Mapping[str, Any]) -> int:
        """Change the rows that meet the conditions; how many there were, as the server counted them."""
        clause, conditions = self._where(where)
        columns = self._columns(values)
        self.run(f"update {self._table(table)} set {columns}{clause}", [*values.values(), *conditions])
        return int(self._cursor.rowcount)


class ServerRecords(Records):
    """The records of a home that several processes share."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._one_writer = threading.RLock()
        self._remembered = OrderedDict()
        self._depth = threading.local()

    def migrate(self, only: set[tuple[str, str]] | None = None) -> list[str]:
        """Bring the records up to date, one process at a time; the names of what was done."""
        with self.server.locked(MIGRATING):
            with self.transaction() as transaction:
                transaction.run("create schema if not exists main")
            return migrating.migrate_records(self, only)

    def name_snapshot(self, version: int, snapshot: int) -> None:
        """Write down which snapshot of the lake a version of the warehouse is."""
        row = {"version_id": version, "snapshot_id": snapshot, "made_at": now(), "forgotten_at": None}
        with self.transaction() as transaction:
            transaction.remove("warehouse.version", {"version_id": version})
            transaction.add("warehouse.version", row)

    def moved(self, tables: Collection[str]) -> int | str:
        """Moves at every write of whichever process: what the server would show a reader now."""
        return str(self.server.value("select pg_current_snapshot()::text"))

    @contextmanager
    def transaction(self, still: bool = False) -> Iterator[Transaction]:
        """All or nothing: any exception rolls everything back and goes on to the caller.

        Writers of all processes wait for each other, as they do within one: a look and a write belong together.
        """
        depth = getattr(self._depth, "now", 0)
        with self._one_writer, self.server.connection() as connection:
            self._depth.now = depth + 1
            try:
                with connection.transaction(), connection.cursor(row_factory=dict_row) as cursor:
                    if not depth:
                        cursor.execute("select pg_advisory_xact_lock(%s)", [WRITING])
                    yield ServerTransaction(cursor)
            except psycopg.errors.LockNotAvailable:
                raise BiebwijzerError(
                    mark("Iemand anders is lang aan het schrijven. Er is niets bewaard. Probeer het zo nog eens.")
                ) from None
            finally:
                self._depth.now = depth

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """The records as they are now, for code below the marts such as signing in."""
        with self.server.connection() as connection, connection.cursor(row_factory=dict_row) as cursor:
            yield ServerTransaction(cursor)
