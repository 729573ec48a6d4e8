"""Which engine the tests run on, and what a home is there: a folder, and on the grown engine a database beside it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import duckdb

from biebwijzer.intake.contract import contracts
from biebwijzer.intake.ledger import brought_up_to_date
from biebwijzer.settings import Settings, read_settings
from biebwijzer.warehouse import Stores
from biebwijzer.warehouse.spelling import OFFLINE
from tests.postgres import PostgresServer, RunningServer


class Chosen:
    """The engine of this run; the server is started when the first home asks for it."""

    engine = "embedded"
    server: PostgresServer | RunningServer | None = None


def server() -> PostgresServer | RunningServer:
    """The server of this run: the one all workers share, or one of this process."""
    if Chosen.server is None:
        shared = os.environ.get("BIEBWIJZER_TESTS_POSTGRES")
        Chosen.server = RunningServer(Path(shared)) if shared else PostgresServer()
    return Chosen.server


def share_server() -> None:
    """Start the server that all workers of this run share; they read where from the environment."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["BIEBWIJZER_TESTS_POSTGRES"] = str(server().folder)


def stop_server() -> None:
    """End the server, if there is one."""
    if Chosen.server is not None:
        Chosen.server.stop()
        Chosen.server = None


def settings_of(home: Path, engine: str | None = None, rounds: int = 4) -> Settings:
    """The settings of a test's home: as in use, with a password check that takes no time."""
    env = {"BIEBWIJZER_PASSWORD_ROUNDS": str(rounds), "BIEBWIJZER_ENGINE": engine or Chosen.engine}
    if env["BIEBWIJZER_ENGINE"] == "grown":
        note = database_note(home)
        if not note.exists():
            note.parent.mkdir(parents=True, exist_ok=True)
            note.write_text(server().database(), encoding="utf-8")
        env["BIEBWIJZER_POSTGRES"] = server().dsn(note.read_text(encoding="utf-8"))
    return read_settings(env, home=home)


def database_note(home: Path) -> Path:
    """Where it stands which database belongs to a home: beside it, since a home holds nothing of the tests."""
    resolved = home.resolve()
    return resolved.with_name(resolved.name + ".database")


def copied(home: Path, target: Path) -> Path:
    """A copy of a home that nobody has open."""
    shutil.copytree(home, target)
    if (note := database_note(home)).exists():
        database_note(target).write_text(server().database(like=note.read_text(encoding="utf-8")), encoding="utf-8")
    return target


def put_rows(stores: Stores, rows: list[tuple[str, dict]]) -> None:
    """Put rows in the warehouse as if they had been delivered, in a version of their own."""
    alike: dict[tuple[str, ...], list[list]] = {}
    for number, (table, row) in enumerate(rows):
        filled = {**row, "source_id": "test", "load_run_id": "run_test", "source_row": number + 1}
        alike.setdefault((table, *filled), []).append([*filled.values()])
    with next_version(stores) as run:
        for (table, *columns), values in alike.items():
            # A lake keeps what is put in it at once in one file.
            marks = ", ".join(f"({', '.join('?' * len(columns))})" for _ in values)
            run(f"insert into warehouse.{table} ({', '.join(columns)}) values {marks}", [*chain(*values)])
        for table in {table for table, _ in rows}:
            for statement in brought_up_to_date(contracts()[table]):
                run(statement)


@contextmanager
def next_version(stores: Stores) -> Iterator:
    """Make a version as a loader does and show it; gives what runs a statement on `warehouse`."""
    engine = stores.engine
    version = engine.number()
    order = engine.order(version, stores.version, "test")
    ground = engine.ground(order)
    connection = duckdb.connect(":memory:", config={**OFFLINE, **ground.opens_with})
    with ground.next_version(connection, [], afresh=False):
        yield connection.execute
    connection.close()
    engine.adopt(version, order, ground.made)
    with stores.records.transaction() as transaction:
        stores.point_to(transaction, version)
    stores.show(version)


def looked_up(stores: Stores, question: str) -> list[tuple]:
    """The rows of a question on the base tables of the version everybody sees, as `w.room.table`."""
    with stores.cursor({}) as cursor:
        return cursor.execute(question.replace("w.", "warehouse.")).fetchall()
