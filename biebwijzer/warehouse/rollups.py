"""Rollups: tables made of other tables by one select, renewed only where a delivery touched what they are made of.

A rollup is a file `queries/<room>/rollups/<name>.sql`; it makes the table `warehouse.<room>.<name>`. While its text
runs there is a table `touched` with the partitions to make (docs/decisions/0008-rollups.md, docs/marts.md).
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb

from biebwijzer.problems import ContractBroken
from biebwijzer.warehouse.queries import QUERIES, header_of, names
from biebwijzer.warehouse.spelling import quoted
from biebwijzer.words import mark

MADE = "warehouse.intake.rollup_made"
MAKE_MADE = f"create table if not exists {MADE} (table_name varchar not null, fingerprint varchar not null)"
# With the eleven before them that a group looks back on, three years of a large library at the most.
MONTHS_AT_ONCE = 24
OPTIONAL = ("adds", "note", "persons", "reach")
REQUIRED = ("purpose", "reads", "key", "partition", "levels", "version")
READS = re.compile(r"\bwarehouse\.(\w+\.\w+)")


@dataclass(frozen=True)
class Rollup:
    """One rollup: `reads` says for every table it is made of which partitions a row of that table belongs to.

    `persons` says of which of those tables a change renews only the rows of the persons it is about, and how to see
    that a row is the same as before. Of a rollup that counts persons `adds` names the column of the count: it is the
    sum of what it would be for each person alone, as long as the same partitions have rows.
    """

    table: str
    text: str
    purpose: Mapping[str, str]
    reads: Mapping[str, str]
    key: tuple[str, ...]
    partition: tuple[str, ...]
    levels: tuple[str, ...]
    reach: int
    version: int
    persons: Mapping[str, Mapping[str, str]]
    adds: str | None = None

    @property
    def fingerprint(self) -> str:
        """Changes with the text: then the whole table is made anew."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    @property
    def name(self) -> str:
        """The table in one word, for tables that are made beside it."""
        return self.table.replace(".", "_")

    @property
    def target(self) -> str:
        """The table as SQL names it."""
        return f"warehouse.{self.table}"


def parse(path: Path) -> Rollup:
    """A rollup from its file; a header that lacks something, or says other tables than its text reads, is named."""
    text, table = path.read_text(encoding="utf-8"), f"{path.parent.parent.name}.{path.stem}"
    header = header_of(text)
    lacking = [key for key in REQUIRED if key not in header]
    if lacking:
        raise ContractBroken(mark("Query {name} mist in de kop: {keys}."), name=table, keys=", ".join(lacking))
    reads: dict[str, str] = header["reads"]  # type: ignore[assignment]
    body = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    if set(reads) != set(READS.findall(body)):
        raise ContractBroken(
            mark("Rollup {name} leest {read}, maar de kop noemt {told}."),
            name=table,
            read=", ".join(sorted(set(READS.findall(body)))),
            told=", ".join(reads),
        )
    return Rollup(
        table=table,
        text=text,
        purpose=header["purpose"],  # type: ignore[arg-type]
        reads=reads,
        key=names(header["key"]),
        partition=names(header["partition"]),
        levels=names(header["levels"]),
        reach=int(str(header.get("reach", 0))),
        version=int(str(header["version"])),
        persons=header.get("persons", {}),  # type: ignore[arg-type]
        adds=header.get("adds"),  # type: ignore[arg-type]
    )


def in_order(found: Mapping[str, Rollup]) -> list[Rollup]:
    """Every rollup after those it reads; a circle is refused."""
    done: list[Rollup] = []
    todo = dict(found)
    while todo:
        ready = [one for one in todo.values() if not set(one.reads) & set(todo)]
        if not ready:
            raise ContractBroken(mark("Deze rollups lezen elkaar in een kring: {names}."), names=", ".join(todo))
        for one in ready:
            done.append(one)
            del todo[one.table]
    return done


@lru_cache(maxsize=1)
def rollups() -> tuple[Rollup, ...]:
    """Every rollup in the house, in the order in which they can be made."""
    return tuple(in_order({one.table: one for one in map(parse, sorted(QUERIES.glob("*/rollups/*.sql")))}))


def raw_tables(table: str) -> frozenset[str]:
    """The delivered tables a table rests on: itself, or what is below a rollup."""
    rollup = next((one for one in rollups() if one.table == table), None)
    return frozenset([table]) if rollup is None else frozenset().union(*map(raw_tables, rollup.reads))


@lru_cache(maxsize=8)
def statements(tables: tuple[str, ...]) -> tuple[str, ...]:
    """What makes every rollup's table, empty; its columns follow from its own select over these empty tables."""
    connection = duckdb.connect(":memory:")
    try:
        connection.execute("attach ':memory:' as warehouse")
        for statement in tables:
            connection.execute(statement)
        made = []
        for rollup in rollups():
            # A room may have rollups and no table that deliveries land in.
            made.append(f"create schema if not exists warehouse.{rollup.table.partition('.')[0]}")
            connection.execute(made[-1])
            touch(connection, rollup, {})
            touch_persons(connection, [])
            described = connection.execute(f"describe {rollup.text}").fetchall()
            columns = ", ".join(f"{name} {kind}" for name, kind, *_ in described)
            made.append(f"create schema if not exists warehouse.{rollup.table.partition('.')[0]}")
            connection.execute(made[-1])
            made.append(f"create table if not exists {rollup.target} ({columns})")
            connection.execute(made[-1])
        return (*made, MAKE_MADE)
    finally:
        connection.close()


def touch(
    connection: duckdb.DuckDBPyConnection,
    rollup: Rollup,
    changed: Mapping[str, str],
    known: dict[str, str] | None = None,
) -> bool:
    """Make `touched`: the partitions of these changed rows, or of all there are; whether there are any.

    `known` remembers under which name a table with the same partitions was made before.

    The first day and the last of the months touched are connection variables, so that a text can use them as
    constants: comparing with those lets the engine pass over whole blocks of history.
    """
    parts = [
        f"select {cells} from {changed.get(table, f'warehouse.{table}')}"
        for table, cells in rollup.reads.items()
        if cells and (not changed or table in changed)
    ]
    filled = " and ".join(f"{column} is not null" for column in rollup.partition)
    columns = ", ".join(rollup.partition)
    found = f"select distinct {columns} from ({' union all '.join(parts)}) where {filled}"
    if rollup.reach:
        later = ", ".join(
            "(month + to_months(later::integer))::date as month" if column == "month" else column
            for column in rollup.partition
        )
        found = f"select distinct {later} from ({found}) cross join range({rollup.reach + 1}) as r (later)"
    connection.execute(f"create or replace temp table touched as {worked_out(connection, found, known)}")
    say_months(connection, rollup)
    return connection.execute("select 1 from touched limit 1").fetchone() is not None


def say_months(connection: duckdb.DuckDBPyConnection, rollup: Rollup) -> None:
    """Let the variables say the first day and the last of the months that are touched."""
    if "month" in rollup.partition:
        connection.execute("set variable touched_since = (select min(month) from touched)")
        connection.execute("set variable touched_until = (select last_day(max(month)) from touched)")


def worked_out(connection: duckdb.DuckDBPyConnection, found: str, known: dict[str, str] | None) -> str:
    """A question for partitions, or the table of one that asked the same of the same rows."""
    if known is None:
        return found
    if found not in known:
        known[found] = f"touched_before_{len(known)}"
        connection.execute(f"create or replace temp table {known[found]} as {found}")
    return f"from {known[found]}"


def touch_persons(connection: duckdb.DuckDBPyConnection, relations: Sequence[str]) -> None:
    """Make `touched_person`: whose rows to make anew. Without relations that is everybody, and the table is empty."""
    listed = [f"select library_id, member_key from {relation}" for relation in relations]
    nobody = "select null::varchar as library_id, null::varchar as member_key where false"
    persons = " union ".join([nobody, *listed])
    connection.execute(f"create or replace temp table touched_person as {persons}")
    connection.execute(f"set variable touched_all_persons = {str(not relations).lower()}")


def fill(connection: duckdb.DuckDBPyConnection, rollup: Rollup, into: str | None = None) -> None:
    """Put the rows of the touched partitions in, a library and two years at a time: what those hold fits in memory."""
    put = f"insert into {into or rollup.target} by name select * from (\n{rollup.text}\n)"
    pieces = pieces_of(connection, rollup)
    if len(pieces) < 2:
        connection.execute(put)
        return
    connection.execute("create or replace temp table all_touched as select * from touched")
    for piece in pieces:
        connection.execute("delete from touched")
        connection.execute(f"insert into touched select * from all_touched where {piece}")
        say_months(connection, rollup)
        connection.execute(put)
    connection.execute("insert into touched select * from all_touched except select * from touched")
    say_months(connection, rollup)


def pieces_of(connection: duckdb.DuckDBPyConnection, rollup: Rollup) -> list[str]:
    """Conditions that cut the touched partitions into pieces of one library and so many months in a row."""
    library = "library_id" if "library_id" in rollup.partition else "null"
    if "month" not in rollup.partition:
        found = connection.execute(f"select distinct {library} from touched order by 1").fetchall()
        return [same_library(one) for (one,) in found]
    # Written in, not bound: the first bound value would make the engine import numpy and all that comes with it.
    found = connection.execute(
        f"select library, min(month), max(month) from (select {library} as library, month, "
        f"row_number() over (partition by {library} order by month) - 1 as place "
        f"from (select distinct {library}, month from touched)) group by library, place // {MONTHS_AT_ONCE} "
        "order by 1, 2"
    ).fetchall()
    return [f"{same_library(one)} and month between date '{since}' and date '{until}'" for one, since, until in found]


def same_library(library: str | None) -> str:
    """The condition that a row is of this library; of any, where partitions are not by library."""
    return "true" if library is None else f"library_id = {quoted(library)}"


def are_of_today(connection: duckdb.DuckDBPyConnection, database: str) -> bool:
    """Whether every rollup of a version was made of the text that stands in the house now."""
    stored = dict(connection.execute(f"select table_name, fingerprint from {database}.intake.rollup_made").fetchall())
    return all(stored.get(rollup.table) == rollup.fingerprint for rollup in rollups())
