"""The grown engine: records on PostgreSQL, the warehouse a lake beside it, and as many processes as one wants."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import duckdb
import psycopg

from biebwijzer.problems import ContractBroken, InUse
from biebwijzer.settings import Settings
from biebwijzer.warehouse import renewing
from biebwijzer.warehouse.engines import Ground, Order, copying
from biebwijzer.warehouse.engines.extensions import TRUSTING, load_extensions
from biebwijzer.warehouse.engines.files import RECORDS, lacks_tables, version_file
from biebwijzer.warehouse.engines.lake import CATALOG, Lake, attach_lake, tables_at
from biebwijzer.warehouse.engines.near import Near
from biebwijzer.warehouse.engines.records_on_server import ServerRecords
from biebwijzer.warehouse.engines.server import DECIDING, LOADING, Server
from biebwijzer.warehouse.records import Records, Row
from biebwijzer.warehouse.spelling import OFFLINE, now, quoted
from biebwijzer.words import mark

# A question of another process may still read a version that was let go; after this long none does.
READ_NO_LONGER = timedelta(hours=1)
# What loaders left that stopped before anybody took their snapshot over is among these; the head always stays.
UNNAMED = """
select string_agg(snapshot_id::text, ', ')
from lake.ducklake_snapshot
where
    snapshot_id not in (select snapshot_id from warehouse.version where snapshot_id is not null)
    and snapshot_id < (select max(snapshot_id) from lake.ducklake_snapshot)
    and snapshot_time < %s::timestamp at time zone 'utc'
"""


class Grown:
    """One home for several processes: what they share stands in a database and a folder they all reach."""

    shared = True
    opens_with = TRUSTING

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.server = Server(settings.postgres)
        self._deciding = threading.Lock()
        self._near = Near()
        self._attached: set[int] = set()
        # The last two versions that were shown.
        self._shown: list[int] = []
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._present: psycopg.Connection | None = None
        self._records: ServerRecords = ServerRecords(self.server)

    def hold(self, beside_others: bool = True) -> None:
        """Be there beside others; refused while the home is being moved or put back."""
        self.settings.home.mkdir(parents=True, exist_ok=True)
        self.settings.home.chmod(0o700)
        self.settings.lake_folder.mkdir(exist_ok=True)
        self._present = self.server.stay(shared=beside_others)
        if self._present is None:
            raise InUse(mark("De database {place} is in gebruik."), place=self.server.shown)

    def open_records(self, connection: duckdb.DuckDBPyConnection) -> Records:
        """The records, brought up to date by one process at a time; attached for marts to read."""
        self._records.migrate()
        self._connection = connection
        load_extensions(connection)
        connection.execute(f"attach {quoted(self.server.address)} as records (type postgres, read_only)")
        return self._records

    def _row(self, version: int) -> Row | None:
        with self._records.reading() as reading:
            row = reading.one("warehouse.version", str(version)) if version else None
        return row if row and row["snapshot_id"] is not None and row["forgotten_at"] is None else None

    def _snapshot(self, version: int) -> int:
        row = self._row(version)
        if row is None:
            raise ContractBroken(
                mark("Versie {version} van het warehouse ontbreekt. Zet een back-up terug."), version=version
            )
        return int(row["snapshot_id"])

    def number(self) -> int:
        """A number that no version has, or ever had."""
        return int(str(self.server.value("select coalesce(max(version_id), 0) + 1 from warehouse.version")))

    def has(self, version: int) -> bool:
        """Whether its snapshot is there, and was not let go."""
        return self._row(version) is not None

    def lacks(self, version: int, tables: Sequence[str]) -> bool:
        """Whether its snapshot lacks what the contracts and rollups of today ask for."""
        assert self._connection is not None
        cursor = self._connection.cursor()
        try:
            return lacks_tables(cursor, self._lake(cursor, version), tables)
        finally:
            cursor.close()

    def _lake(self, cursor: duckdb.DuckDBPyConnection, version: int) -> str:
        """The name under which the snapshot of a version is attached."""
        if version not in self._attached:
            folder, snapshot = self.settings.lake_folder, self._snapshot(version)
            attach_lake(cursor, self.server, folder, f"lake_{version}", snapshot)
            self._attached.add(version)
        return f"lake_{version}"

    @contextmanager
    def _workbench(self) -> Iterator[duckdb.DuckDBPyConnection]:
        connection = duckdb.connect(":memory:", config={**OFFLINE, **TRUSTING})
        try:
            load_extensions(connection)
            yield connection
        finally:
            connection.close()

    def make(self, version: int, tables: Sequence[str], copy_of: int | None = None) -> None:
        """Make a snapshot, from an older one or from nothing."""
        order = self.order(version, copy_of or 0, "")
        ground = self.ground(order)
        with self._workbench() as connection, ground.alone():
            with ground.next_version(connection, tables, afresh=not copy_of):
                if tables:
                    renewing.renew(connection, tables, {})
            self.adopt(version, order, ground.made)

    def show(self, cursor: duckdb.DuckDBPyConnection, version: int) -> None:
        """Let `warehouse` be the lake as it was, its small tables near.

        The one before stays: a question that began before may still read it.
        """
        self._lake(cursor, version)
        self._near.lay_out(cursor, version, tables_at(self.server, self._snapshot(version)))
        for old in self._shown[:-1]:
            if old != version:
                self._near.clear_away(cursor, old)
                cursor.execute(f"detach lake_{old}")
                self._attached.discard(old)
        self._shown = [*self._shown[-1:], version]

    def order(self, version: int, base: int, run_id: str) -> Order:
        """The snapshot to build on; where the database is the loader finds in its environment."""
        return {
            "engine": "grown",
            "folder": str(self.settings.lake_folder),
            "base": str(self._snapshot(base)) if base else "",
        }

    def ground(self, order: Order) -> Ground:
        """The head of the lake, and the snapshot the next one is made of."""
        return Lake(order, self.server)

    def adopt(self, version: int, order: Order, made: Order) -> None:
        """Write down which snapshot has this number."""
        self._records.name_snapshot(version, int(made["snapshot"]))

    def drop(self, order: Order) -> None:
        """Nothing: a loader that stopped committed nothing, or a snapshot that has no number."""

    def forget(self, version: int) -> None:
        """Let go of a version; its rows go later, when nobody can be reading them any more."""
        with self._records.transaction() as transaction:
            transaction.set("warehouse.version", {"version_id": version, "forgotten_at": None}, {"forgotten_at": now()})

    def forget_all_but(self, kept: set[int]) -> list[str]:
        """Let go of other versions, and clear away those that were let go of long enough ago."""
        with self._records.reading() as reading:
            standing = [row for row in reading.find("warehouse.version") if row["snapshot_id"] is not None]
        gone = [row for row in standing if row["forgotten_at"] is None and row["version_id"] not in kept]
        for row in gone:
            self.forget(row["version_id"])
        unread = [row for row in standing if row["forgotten_at"] and now() - row["forgotten_at"] > READ_NO_LONGER]
        if unread:
            self._expire(unread)
        return [f"version {row['version_id']}" for row in gone]

    def _expire(self, rows: Sequence[Row]) -> None:
        """Take snapshots that no version names out of the lake, and the files that only they had."""
        with self._records.transaction() as transaction:
            for row in rows:
                transaction.set("warehouse.version", {"version_id": row["version_id"]}, {"snapshot_id": None})
        unnamed = str(self.server.value(UNNAMED, now() - READ_NO_LONGER) or "")
        with self._workbench() as connection:
            attach_lake(connection, self.server, self.settings.lake_folder, "lake")
            if unnamed:
                connection.execute(f"call ducklake_expire_snapshots('lake', versions => [{unnamed}])")
            connection.execute("call ducklake_cleanup_old_files('lake', cleanup_all => true)")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Decide about versions one at a time, over all processes."""
        with self._deciding, self.server.locked(DECIDING):
            yield

    @contextmanager
    def at_rest(self) -> Iterator[bool]:
        """Whether nobody loads or decides about versions, in whatever process; while this lasts nobody begins."""
        if not self._deciding.acquire(blocking=False):
            yield False
            return
        try:
            with self.server.locked_if_free(DECIDING) as decides, self.server.locked_if_free(LOADING) as loads:
                yield decides and loads
        finally:
            self._deciding.release()

    def back_up(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> int:
        """Copy the records as of one moment, and the version they name, to files as the embedded engine has them."""
        version = copying.records_to_file(self.server, folder / RECORDS)
        target = version_file(folder / "warehouse", version)
        target.parent.mkdir(exist_ok=True)
        copying.snapshot_to_file(self.server, self.settings.lake_folder, self._snapshot(version), target)
        return version

    def is_empty(self) -> bool:
        """Whether the database holds nothing of ours yet."""
        ours = ["main", CATALOG, *copying.schemas()]
        return not self.server.value("select count(*) from pg_namespace where nspname = any(%s)", ours)

    def take_in(self, folder: Path) -> None:
        """Fill the lake from the version's file, then the records from theirs."""
        self.settings.lake_folder.mkdir(parents=True, exist_ok=True)
        version = copying.version_in(folder / RECORDS)
        file = version_file(folder / "warehouse", version)
        snapshot = copying.file_to_lake(self.server, self.settings.lake_folder, file)
        copying.file_to_records(self._records, folder / RECORDS, version, snapshot)

    def close(self) -> None:
        """Leave; others go on."""
        if self._present is not None:
            self.server.leave(self._present)
        self.server.close()
