"""Homes that stand open: one serves the next test, which finds it as if made for itself."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import psycopg
from psycopg import sql

from biebwijzer.access import open_session
from biebwijzer.intake.contract import table_statements
from biebwijzer.warehouse import Stores
from biebwijzer.warehouse.engines.files import RECORDS
from biebwijzer.warehouse.engines.lake import CATALOG
from tests.engines import Chosen, copied, settings_of
from tests.putting_back import Kept, kept, put_back

# A worker does the tests of a folder in a row, and they begin in one of a few homes.
MOST_IDLE = 3
TABLES = "select schemaname, tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"


@dataclass
class Place:
    """A copy of a ready home, and its stores from when a test asks for them."""

    origin: Path
    home: Path
    stores: Stores | None = None
    tokens: dict[str, str] = field(default_factory=dict)
    found: Any = None
    was: Kept | None = None

    def open(self) -> Stores:
        """Both stores; from now on every change is noticed."""
        if self.stores is None:
            self.stores = Stores(settings_of(self.home), table_statements())
            self.was = kept(self.stores)
            self.found = self.contents()
        return self.stores

    def contents(self) -> Any:
        """What moves at every write, by whichever process: when files were written, and which rows stand where."""
        assert self.stores is not None
        files = [(str(one), one.stat().st_size, one.stat().st_mtime_ns) for one in sorted(self.home.rglob("*"))]
        rows = rows_on_server(self.stores.settings.postgres) if Chosen.engine == "grown" else None
        return files, rows, self.stores.version

    def is_as_found(self) -> bool:
        """Whether it stands open, and nothing was written in it."""
        if self.stores is None:
            return False
        try:
            with self.stores.cursor({}):
                return self.contents() == self.found
        except duckdb.ConnectionException:
            return False

    def is_put_back(self) -> bool:
        """Whether it stands open and only its records were written in, which hold now what they did."""
        if self.stores is None or self.was is None:
            return False
        try:
            with self.stores.cursor({}):
                now = self.contents()
        except duckdb.ConnectionException:
            return False
        if beside_records(now) != beside_records(self.found) or not put_back(self.stores, self.was):
            return False
        self.tokens.clear()
        self.found = self.contents()
        return True

    def beforehand(self, act: Callable[[], None]) -> None:
        """Do what a test takes for granted in its home: that is no change of it."""
        was_as_found = self.is_as_found()
        act()
        if was_as_found:
            self.found = self.contents()

    def token(self, person: str) -> str:
        """A session of one of the cast."""
        if person not in self.tokens:
            self.beforehand(lambda: self.tokens.update({person: open_session(self.open(), person, "test")}))
        return self.tokens[person]

    def clear_away(self) -> None:
        """Close it and remove it."""
        if self.stores is not None:
            self.stores.close()
        shutil.rmtree(self.home.parent, ignore_errors=True)


class StandingOpen:
    """The places of this worker that stand open and are as they were made, the one used last at the end."""

    idle: list[Place] = []  # noqa: RUF012

    @classmethod
    @contextmanager
    def lent(cls, origin: Path, make_folder: Callable[[], Path], opens: bool) -> Iterator[Place]:
        """A home like `origin` for one test; one that nobody has open, when the test opens it by itself."""
        place = cls._standing(origin) if opens else None
        place = place or Place(origin, copied(origin, make_folder() / "home"))
        try:
            yield place
        finally:
            cls._take_back(place)

    @classmethod
    def _standing(cls, origin: Path) -> Place | None:
        place = next((one for one in cls.idle if one.origin == origin), None)
        if place:
            cls.idle.remove(place)
        return place

    @classmethod
    def _take_back(cls, place: Place) -> None:
        if not (place.is_as_found() or place.is_put_back()):
            place.clear_away()
            return
        cls.idle.append(place)
        while len(cls.idle) > MOST_IDLE:
            cls.idle.pop(0).clear_away()

    @classmethod
    def close(cls) -> None:
        """Close all of them."""
        while cls.idle:
            cls.idle.pop().clear_away()


def beside_records(contents: Any) -> Any:
    """What stands in a home but its records: files, the catalog of a lake, and which version is shown."""
    files, rows, version = contents
    others = [file for file in files if not Path(file[0]).name.startswith(RECORDS)]
    return others, [row for row in rows or () if row[0].startswith(f"{CATALOG}.")], version


def rows_on_server(dsn: str) -> Any:
    """How many rows each table of a database has, and the last transaction that wrote one of them."""
    one = sql.SQL("select {}, count(*), max(xmin::text::bigint) from {}")
    with psycopg.connect(dsn) as connection:
        tables = connection.execute(TABLES).fetchall()
        asked = [one.format(sql.Literal(f"{schema}.{name}"), sql.Identifier(schema, name)) for schema, name in tables]
        return sorted(connection.execute(sql.SQL(" union all ").join(asked)).fetchall()) if asked else []
