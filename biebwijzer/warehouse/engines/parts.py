"""Parts: the rows of a large delivery stand in a version as the file that is kept of them, and are not copied into it.

A table with parts is a view over its own rows and those files, named from the home: so a backup that stands elsewhere
finds them. What is taken out of a part takes the whole part out, or makes the rest rows of the table's own.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import duckdb

from biebwijzer.problems import ContractBroken
from biebwijzer.warehouse.engines import Kept
from biebwijzer.warehouse.spelling import OFFLINE, quoted
from biebwijzer.words import mark

OWN = "__own"
PARTS = "intake.part"
MAKE_PARTS = (
    f"create table if not exists warehouse.{PARTS} "
    "(table_name varchar not null, part_file varchar not null, said varchar not null)"
)
# Whoever asks a table looks into each of its parts first: of many that takes longer than the question.
MOST_PARTS = 12
# The engine takes a comma for the end of a folder's name, and these for a pattern.
STRANGE = frozenset(",*?[]{}")


def at_home(home: Path | None) -> dict[str, str | bool | int | float | list[str]]:
    """How an engine is opened that finds the parts of a home's versions."""
    return {**OFFLINE, "file_search_path": str(home)} if home and may_hold_parts(home) else {**OFFLINE}


def is_inside(table: str) -> bool:
    """Whether a table of a version only serves to hold another one's rows."""
    return table == PARTS or table.endswith(OWN)


def may_hold_parts(home: Path) -> bool:
    """Whether files are found by their name from this folder on."""
    return not STRANGE & set(str(home))


def tables_with_parts(connection: duckdb.DuckDBPyConnection, database: str = "warehouse") -> set[str]:
    """The tables of a version that have parts."""
    schema, name = PARTS.split(".")
    there = connection.execute(
        f"select 1 from duckdb_tables() where database_name = {quoted(database)} "
        f"and schema_name = '{schema}' and table_name = '{name}'"
    ).fetchone()
    if there is None:
        return set()
    return {row[0] for row in connection.execute(f"select distinct table_name from {database}.{PARTS}").fetchall()}


def refuse_missing(connection: duckdb.DuckDBPyConnection, database: str, home: Path) -> None:
    """Refuse a version of which a part is not there any more, can't be found, or would be read from a copy of the home.

    The engine looks for a file in the folder one stands in before it looks in the home.
    """
    if not tables_with_parts(connection, database):
        return
    if not may_hold_parts(home):
        raise ContractBroken(
            mark("In de naam van de map {home} mag geen van deze tekens staan: {signs}. Geef haar een andere naam."),
            home=home,
            signs=" ".join(sorted(STRANGE)),
        )
    for (name,) in connection.execute(f"select part_file from {database}.{PARTS}").fetchall():
        if not (home / name).is_file():
            raise ContractBroken(
                mark("De goede rijen van een levering ontbreken: {file}. Zet een back-up terug."), file=name
            )
        if Path(name).is_file() and not Path(name).samefile(home / name):
            raise ContractBroken(
                mark("Je staat in {folder}, een kopie van de map van Biebwijzer. Ga eerst naar een andere map."),
                folder=Path.cwd(),
            )


def refer(connection: duckdb.DuckDBPyConnection, home: Path, table: str, kept: Kept) -> bool:
    """Let the rows of a file be rows of the table; whether that could be done."""
    if not kept.path.is_relative_to(home) or not may_hold_parts(home):
        return False
    file = kept.path.relative_to(home).as_posix()
    listed = parts_of(connection, table)
    columns = columns_of(connection, f"warehouse.{table}{OWN}" if listed else f"warehouse.{table}")
    there = columns_of(connection, f"read_parquet({quoted(file)})") | dict.fromkeys(kept.said, "VARCHAR")
    # What was kept before a column was there, or held it as another type, is put in by name as ever.
    if len(listed) >= MOST_PARTS or any(there.get(name) != kind for name, kind in columns.items()):
        return False
    if not listed:
        connection.execute(MAKE_PARTS)
        connection.execute(f"alter table warehouse.{table} rename to {table.split('.')[1]}{OWN}")
    said = json.dumps(dict(kept.said), ensure_ascii=False)
    connection.execute(f"insert into warehouse.{PARTS} values ({quoted(table)}, {quoted(file)}, {quoted(said)})")
    make_view(connection, table)
    return True


def put(connection: duckdb.DuckDBPyConnection, table: str, rows: str) -> None:
    """Put the rows of a relation among the table's own."""
    own = OWN if parts_of(connection, table) else ""
    connection.execute(f"insert into warehouse.{table}{own} by name select * from {rows}")


def take_out(
    connection: duckdb.DuckDBPyConnection, table: str, where: str, gone: Mapping[str, int] | None = None
) -> None:
    """Take the rows out for which the condition on `w` holds; `gone` is how many those are of each run, where known."""
    listed = parts_of(connection, table)
    own = f"warehouse.{table}{OWN}" if listed else f"warehouse.{table}"
    for file, said in listed.items():
        rows = f"{rows_in(file, said, list(columns_of(connection, own)))} as w"
        if gone is not None and "load_run_id" in said:
            goes = gone.get(said["load_run_id"], 0)
        else:
            goes = counted(connection, f"{rows} where {where}")
        if not goes:
            continue
        if goes < counted(connection, rows):
            connection.execute(f"insert into {own} select w.* from {rows} where ({where}) is not true")
        connection.execute(
            f"delete from warehouse.{PARTS} where table_name = {quoted(table)} and part_file = {quoted(file)}"
        )
    # Of a table that is all parts nothing is deleted, and what the condition asks need not be worked out.
    if counted(connection, own):
        connection.execute(f"delete from {own} as w where {where}")
    if listed:
        make_view(connection, table)


def counted(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    """How many rows a relation has."""
    row = connection.execute(f"select count(*) from {relation}").fetchone()
    return int(row[0]) if row else 0


def make_view(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make the table of its own rows and its parts; without any it is a table again."""
    schema, name = table.split(".")
    listed = parts_of(connection, table)
    if not listed:
        connection.execute(f"drop view warehouse.{table}")
        connection.execute(f"alter table warehouse.{table}{OWN} rename to {name}")
        return
    columns = list(columns_of(connection, f"warehouse.{table}{OWN}"))
    # Without the name of the database: it has another one where it is read.
    sides = [f"select {', '.join(columns)} from {schema}.{name}{OWN}"]
    sides += [f"select {', '.join(columns)} from {rows_in(file, said, columns)}" for file, said in listed.items()]
    connection.execute(f"create or replace view warehouse.{table} as {' union all '.join(sides)}")


def parts_of(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, dict[str, str]]:
    """The files that are parts of a table, in the order they came, with what is the same in all rows of each."""
    if table not in tables_with_parts(connection):
        return {}
    rows = connection.execute(
        f"select part_file, said from warehouse.{PARTS} where table_name = {quoted(table)} order by rowid"
    ).fetchall()
    return {file: json.loads(said) for file, said in rows}


def rows_in(file: str, said: Mapping[str, str], columns: list[str]) -> str:
    """The rows of a part as a relation with these columns."""
    cells = [f"{quoted(said[name])} as {name}" if name in said else name for name in columns]
    return f"(select {', '.join(cells)} from read_parquet({quoted(file)}))"


def columns_of(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[str, str]:
    """The columns of a relation and their types, in its order."""
    rows = connection.execute(f"describe select * from {relation}").fetchall()
    return {row[0]: row[1] for row in rows}
