"""Both stores of one home, behind one DuckDB instance of this process."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock

import duckdb

from biebwijzer.problems import ContractBroken
from biebwijzer.settings import Settings
from biebwijzer.warehouse import marts
from biebwijzer.warehouse.engines import engine_of
from biebwijzer.warehouse.records import Transaction
from biebwijzer.warehouse.spelling import OFFLINE, literal, now
from biebwijzer.words import mark


class Stores:
    """The warehouse read-only and the records read-write, wherever the engine keeps them.

    `warehouse_tables` are the `create table if not exists` statements of every contract: an empty home
    gets a first version with those tables and no rows, so that every mart can be made.
    """

    def __init__(self, settings: Settings, warehouse_tables: Sequence[str]) -> None:
        self.settings = settings
        self.home = settings.home
        self.engine = engine_of(settings)
        self.engine.hold()
        config = {**OFFLINE, "memory_limit": settings.memory_limit, "threads": settings.threads}
        self._connection = duckdb.connect(":memory:", config=config)
        self._swapping = Lock()
        self._attached: list[int] = []
        self.version = 0
        try:
            self.records = self.engine.open_records(self._connection)
            self._connection.execute("create schema mart")
            self.show(self._first_version(warehouse_tables))
        except BaseException:
            # A home that can't be opened must not stay locked by whoever tried.
            self.close()
            raise

    def _first_version(self, tables: Sequence[str]) -> int:
        """The version the records name; tables that a newer release asks for are added in a next version."""
        with self.records.reading() as reading:
            rows = reading.find("warehouse.current_version")
        stored = int(rows[0]["warehouse_version"]) if rows else 0
        if stored and not self.engine.has(stored):
            raise ContractBroken(
                mark("Versie {version} van het warehouse ontbreekt. Zet een back-up terug."), version=stored
            )
        if stored and not self.engine.lacks(stored, tables):
            return stored
        fresh = self.engine.number()
        self.engine.make(fresh, tables, stored or None)
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
            cursor = self._connection.cursor()
            if version not in self._attached:
                self.engine.attach(cursor, version)
                self._attached.append(version)
            cursor.execute("begin transaction")
            for statement in marts.views(f"warehouse_{version}"):
                cursor.execute(statement)
            cursor.execute("commit")
            # The one before stays attached: a question that began before the swap may still read it.
            for old in [number for number in self._attached if number not in (version, self.version)]:
                self.engine.detach(cursor, old)
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

    def alone(self) -> AbstractContextManager[None]:
        """Decide about versions one at a time: what is current stays so until this ends."""
        return self.engine.alone()

    def back_up(self, folder: Path) -> int:
        """Copy the records, as of one moment and while everybody works on, and the version they name; its number."""
        folder.mkdir(parents=True, exist_ok=True)
        version = 0
        while version != self.version:
            version = self.version
            self.engine.back_up(self._connection, version, folder)
        return version

    def close(self) -> None:
        """Give the home free."""
        self._connection.close()
        self.engine.close()
