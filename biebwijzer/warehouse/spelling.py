"""Small words both stores share: the moment as it is written, texts and variables as SQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import duckdb

# Nothing is ever fetched while running: extensions come with the installation or not at all.
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def now() -> datetime:
    """This moment in UTC without a zone, as the stores write it."""
    return datetime.now(UTC).replace(tzinfo=None)


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def literal(value: object) -> str:
    """A connection variable as SQL: a list of ids, yes or no, or a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(quoted(str(item)) for item in value) + "]::varchar[]"
    return "null" if value is None else quoted(str(value))


@contextmanager
def at_once(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """What is made within this is made in one transaction, or not at all."""
    cursor.execute("begin transaction")
    try:
        yield
    except BaseException:
        cursor.execute("rollback")
        raise
    cursor.execute("commit")
