"""The PostgreSQL server: connections that are kept warm, and the locks all processes of a home share."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import mark

# Numbers of the locks; they mean something to us only. Present is shared by all that are open.
PRESENT, DECIDING, LOADING, WRITING, MIGRATING = (0x42696562_00 + number for number in range(5))
# A connection that lay idle is tried before it is used: the server may have been started again.
TRIED_AFTER = 5.0
MOST_KEPT = 8
# Nobody waits forever for a lock that a stuck process holds, nor holds one while doing nothing.
OPTIONS = "-c timezone=UTC -c lock_timeout=15s -c idle_in_transaction_session_timeout=60s -c search_path=public"


class NoServer(BiebwijzerError):
    """The database server does not answer, or not in time."""


class Server:
    """One database of a PostgreSQL server, as this process uses it."""

    def __init__(self, dsn: str) -> None:
        try:
            said = {name: value for name, value in conninfo_to_dict(dsn).items() if value is not None}
        except psycopg.ProgrammingError:
            # What was typed is not repeated: it may hold a password.
            raise NoServer(mark("BIEBWIJZER_POSTGRES is geen adres van een database.")) from None
        password = said.pop("password", None)
        if password:
            # DuckDB repeats what it was told in errors and listings; the environment it reads in silence.
            os.environ["PGPASSWORD"] = str(password)
        self.address = make_conninfo("", **said)
        self._kept: list[tuple[float, psycopg.Connection]] = []
        self._lock = threading.Lock()

    @property
    def shown(self) -> str:
        """Where the database stands, without secrets."""
        said = conninfo_to_dict(self.address)
        return f"{said.get('host') or 'localhost'}/{said.get('dbname') or ''}"

    def _connect(self) -> psycopg.Connection:
        try:
            return psycopg.connect(self.address, autocommit=True, options=OPTIONS, application_name="biebwijzer")
        except psycopg.OperationalError:
            raise NoServer(mark("De database {place} antwoordt niet."), place=self.shown) from None

    def _kept_one(self) -> psycopg.Connection | None:
        with self._lock:
            since, connection = self._kept.pop() if self._kept else (0.0, None)
        if connection is None or time.monotonic() - since < TRIED_AFTER:
            return connection
        try:
            connection.execute("select 1")
        except psycopg.Error:
            connection.close()
            return self._kept_one()
        return connection

    @contextmanager
    def connection(self) -> Iterator[psycopg.Connection]:
        """A connection for a moment; it goes back to those kept unless something broke it."""
        connection = self._kept_one() or self._connect()
        try:
            yield connection
        except BaseException:
            # Whatever state it is in: the next one begins clean.
            connection.close()
            raise
        with self._lock:
            if len(self._kept) < MOST_KEPT and not connection.closed:
                self._kept.append((time.monotonic(), connection))
                return
        connection.close()

    def value(self, statement: str, *values: object) -> object:
        """The one value of a question, or None."""
        with self.connection() as connection:
            row = connection.execute(statement.encode(), values or None).fetchone()
        return row[0] if row else None

    @contextmanager
    def locked(self, number: int) -> Iterator[None]:
        """Hold a lock that all processes share; wait for it as long as it takes."""
        with self.connection() as connection:
            connection.execute("set lock_timeout = 0")
            connection.execute("select pg_advisory_lock(%s)", [number])
            try:
                yield
            finally:
                with suppress(psycopg.Error):
                    connection.execute("select pg_advisory_unlock(%s)", [number])
                    connection.execute("reset lock_timeout")

    @contextmanager
    def locked_if_free(self, number: int) -> Iterator[bool]:
        """Hold a lock if nobody else does; whether it is held."""
        with self.connection() as connection:
            row = connection.execute("select pg_try_advisory_lock(%s)", [number]).fetchone()
            got = bool(row and row[0])
            try:
                yield got
            finally:
                if got:
                    with suppress(psycopg.Error):
                        connection.execute("select pg_advisory_unlock(%s)", [number])

    def stay(self, shared: bool) -> psycopg.Connection | None:
        """A connection that says this process is there, beside others or alone; None when that can't be."""
        connection = self._connect()
        kind = "pg_try_advisory_lock_shared" if shared else "pg_try_advisory_lock"
        row = connection.execute(f"select {kind}(%s)".encode(), [PRESENT]).fetchone()
        if row and row[0]:
            return connection
        connection.close()
        return None

    @staticmethod
    def leave(present: psycopg.Connection) -> None:
        """Say that this process is not there any more: known at once, not when the server sees the connection gone."""
        with suppress(psycopg.Error):
            present.execute("select pg_advisory_unlock_all()")
        present.close()

    def close(self) -> None:
        """Let go of every connection."""
        with self._lock:
            for _, connection in self._kept:
                connection.close()
            self._kept.clear()
