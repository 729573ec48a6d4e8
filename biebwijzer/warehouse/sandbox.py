"""The sandbox: SQL typed by a person, in a process of its own that holds nothing but copies of the marts it reads.

It speaks with whoever started it by lines of JSON: in come the text and what is offered, out go the marts it wants; in
come files with those marts, out go rows. From then on it reaches no file, no setting and no other database.
"""

import json
import resource
import sys
from typing import Any

import duckdb

from biebwijzer.warehouse.permitting import Refused, marts_in
from biebwijzer.warehouse.spelling import OFFLINE, quoted
from biebwijzer.words import mark

# Beside what the engine keeps to itself: whatever grows in spite of that ends here.
MOST_ADDRESSES = 4 << 30


def main() -> int:
    """Read one question, answer it, and stop."""
    asked = json.loads(sys.stdin.readline())
    resource.setrlimit(resource.RLIMIT_AS, (MOST_ADDRESSES, MOST_ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"] + 5, asked["seconds"] + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    config = {**OFFLINE, "memory_limit": asked["memory"], "threads": 1, "temp_directory": ""}
    connection = duckdb.connect(":memory:", config=config)
    try:
        parsed = connection.execute("select json_serialize_sql($1)", [asked["sql"]]).fetchone()
        wanted = marts_in(json.loads(parsed[0] if parsed else "{}"), set(asked["offered"]))
        say({"marts": wanted})
        files = json.loads(sys.stdin.readline())["files"]
        take_in(connection, files)
        say({"ready": True})
        # The files are thrown away before the question is asked.
        sys.stdin.readline()
        shut(connection)
        say(rows_of(connection, asked["sql"], asked["rows"]))
    except Refused as refused:
        say({"refused": [refused.word, refused.values]})
    except (duckdb.Error, MemoryError) as error:
        say({"refused": [mark("De vraag lukt niet: {error}"), {"error": first_line(error)}]})
    return 0


def take_in(connection: duckdb.DuckDBPyConnection, files: dict[str, str]) -> None:
    """Copy every mart that is read into this process's own memory."""
    connection.execute("create schema mart")
    for name, path in files.items():
        connection.execute(f"create table mart.{name} as select * from read_parquet({quoted(path)})")


def shut(connection: duckdb.DuckDBPyConnection) -> None:
    """No files from here on, and no way to say otherwise."""
    for setting in (
        "search_path = 'main,mart'",
        "python_enable_replacements = false",
        "enable_external_access = false",
        "disabled_filesystems = 'LocalFileSystem'",
        "lock_configuration = true",
    ):
        connection.execute(f"set {setting}")


def rows_of(connection: duckdb.DuckDBPyConnection, text: str, most: int) -> dict[str, Any]:
    """The first rows of the answer, and whether there were more."""
    result = connection.execute(text)
    heads = [column[0] for column in result.description or ()]
    found = result.fetchmany(most + 1)
    return {"heads": heads, "rows": [[plain(cell) for cell in row] for row in found[:most]], "more": len(found) > most}


def plain(cell: object) -> object:
    """A cell as JSON knows it."""
    return cell if cell is None or isinstance(cell, bool | int | float) else str(cell)


def first_line(error: BaseException) -> str:
    """What the engine said, without the lines that draw the text again."""
    return (str(error).splitlines() or [type(error).__name__])[0][:300]


def say(told: dict[str, Any]) -> None:
    """One line to whoever started this."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
