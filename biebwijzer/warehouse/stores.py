"""Both stores of one home, behind one DuckDB instance of this process."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic

import duckdb

from biebwijzer.problems import ContractBroken
from biebwijzer.settings import Settings
from biebwijzer.warehouse import marts
from biebwijzer.warehouse.breaking import noticed
from biebwijzer.warehouse.engines import engine_of, parts
from biebwijzer.warehouse.records import Transaction
from biebwijzer.warehouse.spelling import at_once, literal, now
from biebwijzer.words import mark

# How long a process may show figures that another process has replaced, in seconds.
LOOKS_EVERY = 1.0


class Stores:
    """The warehouse read-only and the records read-write, wherever the engine keeps them.

    `warehouse_tables` are the `create table if not exists` statements of every contract: an empty home
    gets a first version with those tables and no rows, so that every mart can be made.
    """

    def __init__(self, settings: Settings, warehouse_tables: Sequence[str], beside_others: bool = True) -> None:
        self.settings = settings
        self.home = settings.home
        self.engine = engine_of(settings)
        self.engine.hold(beside_others)
        config = {
            **parts.at_home(settings.home),
            **self.engine.opens_with,
            "memory_limit": settings.memory_limit,
            "threads": settings.threads,
        }
        self._connection = duckdb.connect(":memory:", config=config)
        # How a part is laid out is read once, not at every question; a file that was written anew is looked at again.
        self._connection.execute("set global parquet_metadata_cache = true")
        self._swapping = Lock()
        self._looked = 0.0
        self.version = 0
        try:
            self.records = self.engine.open_records(self._connection)
            self.show(self._first_version(warehouse_tables))
        except BaseException:
            # A home that can't be opened must not stay locked by whoever tried.
            self.close()
            raise

    def _first_version(self, tables: Sequence[str]) -> int:
        """The version the records name; tables that a newer release asks for are added in a next version."""
        stored = self._fitting(tables)
        if stored:
            return stored
        with self.engine.alone():
            # Another process that started at the same time may have made it while we waited.
            stored = self._fitting(tables)
            if stored:
                return stored
            fresh = self.engine.number()
            self.engine.make(fresh, tables, self.pointed() or None)
            with self.records.transaction() as transaction:
                self.point_to(transaction, fresh)
        return fresh

    def _fitting(self, tables: Sequence[str]) -> int | None:
        """The version the records name, if it has all that this release asks for."""
        stored = self.pointed()
        if stored and not self.engine.has(stored):
            raise ContractBroken(
                mark("Versie {version} van het warehouse ontbreekt. Zet een back-up terug."), version=stored
            )
        return stored if stored and not self.engine.lacks(stored, tables) else None

    def point_to(self, transaction: Transaction, version: int) -> None:
        """Write, within a transaction, which version everybody sees: this row is the truth."""
        transaction.remove("warehouse.current_version", {})
        transaction.add("warehouse.current_version", {"only_row": 1, "warehouse_version": version, "set_at": now()})

    def pointed(self) -> int:
        """The version the records name."""
        with self.records.reading() as reading:
            rows = reading.find("warehouse.current_version")
        return int(rows[0]["warehouse_version"]) if rows else 0

    def look(self, every: float = LOOKS_EVERY) -> None:
        """Where several processes share a home: show what another one made current, looked at now and then."""
        if self.engine.shared and monotonic() - self._looked > every:
            self._looked = monotonic()
            self.show(self.pointed())

    def show(self, version: int) -> None:
        """Let all readers see this version from now on: everything changes in one swap."""
        with self._swapping:
            if self.engine.shared:
                # Another process may have been later than whoever asks: what the records say now is the truth.
                version = self.pointed()
            if version == self.version:
                return
            cursor = self._connection.cursor()
            try:
                self.engine.show(cursor, version)
                if not self.version:
                    self._make_marts(cursor)
            finally:
                cursor.close()
            self.version = version

    @staticmethod
    def _make_marts(cursor: duckdb.DuckDBPyConnection) -> None:
        """Make every mart, once: they read whichever version `warehouse` is."""
        with at_once(cursor):
            cursor.execute("create schema mart")
            for statement in marts.views():
                cursor.execute(statement)

    @contextmanager
    def cursor(self, variables: Mapping[str, object]) -> Iterator[duckdb.DuckDBPyConnection]:
        """A fresh cursor for one question, with the variables the marts filter on."""
        cursor = self._connection.cursor()
        try:
            settings = "; ".join(f"set variable {name} = {literal(value)}" for name, value in variables.items())
            with noticed():
                if settings:
                    cursor.execute(settings)
                yield cursor
        finally:
            cursor.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Decide about versions one at a time: what is current stays so until this ends."""
        with self.engine.alone():
            self.look(every=0)
            yield

    def back_up(self, folder: Path) -> int:
        """Copy the records, as of one moment and while everybody works on, and the version they name; its number."""
        folder.mkdir(parents=True, exist_ok=True)
        return self.engine.back_up(self._connection, folder)

    def close(self) -> None:
        """Give the home free."""
        self._connection.close()
        self.engine.close()
