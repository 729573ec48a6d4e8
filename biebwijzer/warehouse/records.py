"""The records store: what people typed. Committed means on disk; an error means nothing happened."""

import json
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from typing import Any, TypeVar, cast

import duckdb

from biebwijzer.problems import ChangedMeanwhile, ContractBroken
from biebwijzer.warehouse.breaking import noticed
from biebwijzer.words import mark

NAME = re.compile(r"[a-z_]+\.[a-z_]+")
COLUMN = re.compile(r"([a-z_0-9]+)(?: (>=|<=|<|>|<>))?")
Row = dict[str, Any]
T = TypeVar("T")
# What a statement writes; whatever else is not a plain question may have written anything.
WRITES = re.compile(r"(?:insert into|update|delete from) (?:records\.)?([a-z_]+\.[a-z_]+)[^;]*", re.DOTALL)
READS = re.compile(r"select [^;]*", re.DOTALL)
EVERYTHING = "*"
AT_ONCE = 10_000
REMEMBERS = 5_000
MOST_IDS = 500
# A row that belongs to a larger one of its own table names that here.
PART_OF = "part_of_id"


def id_column(table: str) -> str:
    """The key of a table is its own name and `_id`: relations.person -> person_id."""
    return table.split(".")[1] + "_id"


def as_json(row: Mapping[str, Any]) -> str:
    """A row as text for the audit trail; dates in ISO notation."""

    def plain(value: object) -> str:
        return value.isoformat() if isinstance(value, date | datetime) else str(value)

    return json.dumps(dict(row), default=plain, ensure_ascii=False, sort_keys=True)


class Transaction:
    """One transaction on the records; every statement is spelled so that PostgreSQL takes it too.

    What follows is the side of DuckDB; PostgreSQL's spelling of `run`, `run_many` and `set` stands with that engine.
    """

    alias = "records."
    catalog = "'records'"

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self.written: set[str] = set()

    def _table(self, table: str) -> str:
        if not NAME.fullmatch(table):
            raise ContractBroken(mark("'{table}' is geen tabel."), table=table)
        return f"{self.alias}{table}"

    def run(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one statement with `?` values; the rows it returns, as dicts."""
        self._note(statement)
        result = self._cursor.execute(statement, list(values))
        if result.description is None:
            return []
        heads = [column[0] for column in result.description]
        return [dict(zip(heads, row, strict=True)) for row in result.fetchall()]

    def _note(self, statement: str) -> None:
        """Keep which table this writes."""
        if READS.fullmatch(statement) is None:
            match = WRITES.fullmatch(statement)
            self.written.add(match.group(1) if match else EVERYTHING)

    def run_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run an insert of one row for every row of `?` values."""
        if len(rows) == 1:
            self.run(statement, rows[0])
            return
        # Bound as a list per column: a value by itself takes the engine ten times as long.
        into, marks = statement.split(" values ")
        lists = ", ".join(["unnest(?)"] * marks.count("?"))
        for first in range(0, len(rows), AT_ONCE):
            some = rows[first : first + AT_ONCE]
            self.run(f"{into} select {lists}", [[row[number] for row in some] for number in range(len(some[0]))])

    def find(
        self,
        table: str,
        where: Mapping[str, Any] | None = None,
        newest: str | None = None,
        most: int | None = None,
    ) -> list[Row]:
        """Rows that meet every condition; a key may end in an operator: `{"tried_at >=": moment}`."""
        clause, values = self._where(where or {})
        order = f" order by {newest} desc" if newest and COLUMN.fullmatch(newest) else ""
        limit = f" limit {int(most)}" if most else ""
        return self.run(f"select * from {self._table(table)}{clause}{order}{limit}", values)

    def _where(self, where: Mapping[str, Any]) -> tuple[str, list[Any]]:
        parts: list[str] = []
        values: list[Any] = []
        for key, value in where.items():
            match = COLUMN.fullmatch(key)
            if match is None:
                raise ContractBroken(mark("'{column}' is geen kolom."), column=key)
            column, operator = match.groups()
            if value is None:
                parts.append(f"{column} is null")
            elif isinstance(value, list | tuple):
                parts.append(f"{column} in ({', '.join('?' * len(value))})" if value else "1 = 0")
                values.extend(value)
            else:
                parts.append(f"{column} {operator or '='} ?")
                values.append(value)
        return (" where " + " and ".join(parts) if parts else ""), values

    def one(self, table: str, row_id: str) -> Row | None:
        """The row with that id, or None."""
        rows = self.find(table, {id_column(table): row_id})
        return rows[0] if rows else None

    def leaning(self, table: str, row_id: str) -> list[str]:
        """The tables in which another row names this one: in a column that is called as its key, or as its part."""
        key = id_column(table)
        named = self.run(
            "select table_schema || '.' || table_name as name, column_name from information_schema.columns "
            f"where table_catalog = {self.catalog} and column_name in (?, ?)",
            [key, PART_OF],
        )
        found = {(row["name"], row["column_name"]) for row in named}
        others = [(name, column) for name, column in found if (name == table) == (column == PART_OF)]
        return sorted(other for other, column in others if self.find(other, {column: row_id}, most=1))

    def known(self, tables: Sequence[str]) -> list[str]:
        """Those of these tables that there are."""
        there = self.run(
            "select table_schema || '.' || table_name as name from information_schema.tables "
            f"where table_catalog = {self.catalog}"
        )
        return sorted({*tables} & {str(row["name"]) for row in there})

    def add(self, table: str, row: Mapping[str, Any]) -> None:
        """Add one row."""
        self.add_many(table, [row])

    def add_many(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows that share their columns."""
        if not rows:
            return
        columns = list(rows[0])
        if not all(COLUMN.fullmatch(column) for column in columns):
            raise ContractBroken(mark("'{column}' is geen kolom."), column=", ".join(columns))
        marks = ", ".join("?" * len(columns))
        statement = f"insert into {self._table(table)} ({', '.join(columns)}) values ({marks})"
        self.run_many(statement, [[row[column] for column in columns] for row in rows])

    def set(self, table: str, where: Mapping[str, Any], values: Mapping[str, Any]) -> int:
        """Change the rows that meet the conditions; how many there were."""
        clause, conditions = self._where(where)
        found = self.run(f"select count(*) as n from {self._table(table)}{clause}", conditions)[0]["n"]
        columns = self._columns(values)
        self.run(f"update {self._table(table)} set {columns}{clause}", [*values.values(), *conditions])
        return int(found)

    def _columns(self, values: Mapping[str, Any]) -> str:
        wrong = [column for column in values if not COLUMN.fullmatch(column)]
        if wrong:
            raise ContractBroken(mark("'{column}' is geen kolom."), column=", ".join(wrong))
        return ", ".join(f"{column} = ?" for column in values)

    def remove(self, table: str, where: Mapping[str, Any]) -> None:
        """Remove the rows that meet the conditions."""
        clause, values = self._where(where)
        self.run(f"delete from {self._table(table)}{clause}", values)

    def bring_up_to_date(self, table: str, row_id: str, values: Mapping[str, Any], seen: int | None) -> tuple[Row, Row]:
        """Change one row by id; refused when `seen` is not its version any more. Before and after."""
        before = self.one(table, row_id)
        if before is None or (seen is not None and before.get("row_version") != seen):
            raise changed_meanwhile()
        after = {**before, **values}
        stands: Row = {id_column(table): row_id}
        if "row_version" in before:
            after["row_version"] = before["row_version"] + 1
            stands["row_version"] = before["row_version"]
        changed = {key: after[key] for key in after if after[key] != before[key]}
        # Asked again in the statement itself: between the look and the write somebody may have been first.
        if changed and not self.set(table, stands, changed):
            raise changed_meanwhile()
        return before, after

    def replace_many(self, table: str, rows: Sequence[tuple[Row, Row | None]]) -> None:
        """Put other rows, or none, in the place of rows that were just looked at; refused when one changed since."""
        by_version: dict[Any, list[Any]] = {}
        for before, _ in rows:
            by_version.setdefault(before["row_version"], []).append(before[id_column(table)])
        for version, ids in by_version.items():
            for some in parts(ids):
                self.remove(table, {id_column(table): some, "row_version": version})
        # What is still there was saved by somebody between the look and the write.
        looked_at = [before[id_column(table)] for before, _ in rows]
        if any(self.find(table, {id_column(table): some}, most=1) for some in parts(looked_at)):
            raise changed_meanwhile()
        self.add_many(table, [after for _, after in rows if after is not None])


def parts(ids: Sequence[Any]) -> list[list[Any]]:
    """Ids in as many as go into one statement."""
    return [list(ids[first : first + MOST_IDS]) for first in range(0, len(ids), MOST_IDS)]


def changed_meanwhile() -> ChangedMeanwhile:
    """What the second of two is told."""
    return ChangedMeanwhile(
        mark("Iemand anders heeft dit net gewijzigd. Bekijk wat er nu staat en bewaar dan opnieuw.")
    )


class Records:
    """The owner of the records store within this process: one writer at a time, many readers."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._one_writer = threading.RLock()
        self._commits = 0
        self._moved: dict[str, int] = {}
        self._remembered: OrderedDict[Hashable, tuple[int | str, object]] = OrderedDict()

    def moved(self, tables: Collection[str]) -> int | str:
        """Moves at every write in these tables, so that whoever remembers what they say looks for the same."""
        return max(self._moved.get(table, 0) for table in (EVERYTHING, *tables))

    def remembered(self, key: Hashable, tables: Collection[str], read: Callable[[], T | None]) -> T | None:
        """What these tables say, read again as soon as one of them was written; nothing found is not remembered."""
        moved = self.moved(tables)
        known = self._remembered.get(key)
        if known is not None and known[0] == moved:
            return cast(T, known[1])
        found = read()
        if found is not None:
            self._remembered[key] = (moved, found)
            while len(self._remembered) > REMEMBERS:
                self._remembered.popitem(last=False)
        return found

    @contextmanager
    def transaction(self, still: bool = False) -> Iterator[Transaction]:
        """All or nothing: any exception rolls everything back and goes on to the caller.

        A `still` one moves nothing: it writes what is remembered nowhere, such as when somebody was last here.
        """
        with self._one_writer, noticed():
            cursor = self._connection.cursor()
            try:
                cursor.execute("begin transaction")
                transaction = Transaction(cursor)
                try:
                    yield transaction
                except BaseException:
                    # A failed commit or a fatal error has rolled back already; then there is nothing to do.
                    with suppress(duckdb.Error):
                        cursor.execute("rollback")
                    raise
                cursor.execute("commit")
                if not still:
                    self._commits += 1
                    self._moved |= dict.fromkeys(transaction.written, self._commits)
            finally:
                cursor.close()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """The records as they are now, for code below the marts such as signing in."""
        cursor = self._connection.cursor()
        try:
            with noticed():
                yield Transaction(cursor)
        finally:
            cursor.close()
