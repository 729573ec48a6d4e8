"""The loader's workbench: an in-memory database of its own process, the version being made, and nothing else."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from copy import copy
from pathlib import Path
from typing import Any, Self

import duckdb

from biebwijzer.problems import BiebwijzerError
from biebwijzer.warehouse import renewing
from biebwijzer.warehouse.changes import Change
from biebwijzer.warehouse.engines import Ground, Kept
from biebwijzer.warehouse.engines.files import STORED, Files, on_disk
from biebwijzer.warehouse.queries import QUERIES, header_of, names
from biebwijzer.warehouse.spelling import OFFLINE, at_once, quoted
from biebwijzer.words import mark

# For places in a file (bytes, in rising order) the number of the record that begins there, from 1 below the header.
LineAt = Callable[[Sequence[int]], Sequence[int]]
LONGEST_LINE = 16 << 20
# Records are told their line by so many at a time: most of such a span have no line between them that did not fit.
SPAN = 64
NEVER = "1TB"
# The database in a file of its own for what would take too much memory, and what it looks for in which order then.
SHELF = "shelf"
SEARCH = f"search_path = 'memory,{SHELF}'"
# What the engine may use then of what it may use else: the rest it would only fill with rows it has on disk already.
SPARE = 0.7
# Texts that are read a few times and thrown away are not worth the time these take.
SLOW = "dict_fsst,fsst,zstd"
APART = ", store_rejects=true, rejects_limit=0, rejects_table='unfit_cells', rejects_scan='unfit_scans'"

# A statement needs more memory than the engine may use, also with what it can put on disk meanwhile.
OutOfMemory = duckdb.OutOfMemoryException


class CheckFailed(Exception):
    """A check of the new version returned rows: what it says, and the first of them."""

    def __init__(self, says: dict[str, str], rows: list[dict[str, Any]]) -> None:
        self.says = says
        self.rows = rows
        super().__init__(says["nl"])


class Workbench:
    """One load's database. `warehouse` is the new version being made; nobody else has it open."""

    def __init__(self, memory_limit: str, threads: int, scratch: Path, ground: Ground | None = None) -> None:
        # Without a place to make a version in, `warehouse` is an empty one in memory.
        self._ground = ground or Files({"part": "", "lock": ""})
        self._scratch, self._shelf = scratch, ""
        scratch.mkdir(parents=True, exist_ok=True)
        config: dict[str, Any] = {
            **OFFLINE,
            **self._ground.opens_with,
            "memory_limit": memory_limit,
            "threads": threads,
            "temp_directory": str(scratch),
            # What one statement needed goes back to the machine before the next asks for more.
            "allocator_background_threads": True,
        }
        self._connection = duckdb.connect(":memory:", config=config)
        self._tell_progress()
        # What is in memory only needs no checkpoint: after many rows the next small table would wait for one.
        self._connection.execute(f"set checkpoint_threshold = '{NEVER}'")

    def _tell_progress(self) -> None:
        for setting in ("enable_progress_bar = true", "enable_progress_bar_print = false", "progress_bar_time = 0"):
            self._connection.execute(f"set {setting}")

    def beside(self) -> Self:
        """The same database for another thread: what takes long in one leaves a processor to the other."""
        other = copy(self)
        other._connection = self._connection.cursor()
        other._tell_progress()
        if self._shelf:
            other._connection.execute(f"set {SEARCH}")
        return other

    def use_shelf(self) -> None:
        """From here on what is read stands compressed in a file and not in memory, which then does not grow with it."""
        file = self._scratch / f"{SHELF}.duckdb"
        # Nobody opens it again: what becomes of it when the power fails does not matter.
        self.run(f"attach {quoted(str(file))} as {SHELF} (recovery_mode no_wal_writes, {STORED})")
        self.run(f"set {SEARCH}")
        self._shelf = f"{SHELF}."
        most, unit = str(self.value("select current_setting('memory_limit')")).split()
        self.run(f"set memory_limit = '{float(most) * SPARE} {unit}'")

    def how_far(self) -> float:
        """Which part of the running statement is done, from 0 to 1; another thread asks this."""
        return max(0.0, self._connection.query_progress()) / 100

    def run(self, statement: str) -> None:
        """Run one statement. Values are written in it: the first bound one would make the engine import numpy."""
        self._connection.execute(statement)

    def rows(self, statement: str) -> list[dict[str, Any]]:
        """The rows of one question, as dicts."""
        result = self._connection.execute(statement)
        heads = [column[0] for column in result.description or ()]
        return [dict(zip(heads, row, strict=True)) for row in result.fetchall()]

    def value(self, statement: str) -> Any:
        """The one value of a question."""
        row = self._connection.execute(statement).fetchone()
        return row[0] if row else None

    def add_table(self, table: str, columns: Mapping[str, tuple[str, Sequence[Any]]]) -> None:
        """A small table from values that Python holds: column -> its type and its values."""
        # As one text for each column: the engine takes its time over every value that a statement names.
        texts = {
            column: quoted(json.dumps(list(values), ensure_ascii=False)) for column, (_, values) in columns.items()
        }
        listed = ", ".join(
            f"unnest(from_json({text}, '[\"varchar\"]'))::{columns[name][0]} as {name}" for name, text in texts.items()
        )
        self.run(f"create or replace table {table} as select {listed}")

    def number_texts(self, name: str, question: str) -> None:
        """Make a type that numbers the texts of a question's one column, `text`, in the order of the alphabet."""
        # The engine knows no type without texts: the empty one is always among them.
        found = f"select text from ({question}) where text is not null union select '' order by 1"
        self.run(f"create type {name} as enum ({found})")

    def records(
        self, path: Path, separator: str, columns: int, returns: bool = False, skip: int = 0, all_fit: bool = False
    ) -> str:
        """The records of a file after `skip` lines as a relation (f0, f1, …), all text.

        Explicit columns and no detection: the file is read as the source says. Those that do not fit are kept apart,
        unless it is known that `all_fit`.
        """
        wanted = ", ".join(f"'f{number}': 'varchar'" for number in range(columns))
        # Told that lines end in both, the engine finds no line; not told, it sees which of the two it is.
        ends = "" if returns else "new_line='\\n', "
        return (
            f"read_csv({quoted(str(path))}, "
            f"delim={quoted(separator)}, quote='\"', escape='\"', header=false, auto_detect=false, "
            f"columns={{{wanted}}}, {ends}skip={skip}, null_padding=false, strict_mode=true, "
            f"max_line_size={LONGEST_LINE}, buffer_size={LONGEST_LINE * 2}{'' if all_fit else APART})"
        )

    def read(self, question: str, table: str, skip: int, line_at: LineAt | None = None) -> int:
        """Make a table of a question for the records of a file, in their order; those that do not fit into `unfit`.

        Returns how many did not fit; if any, `numbered_by_line` tells the line of each record. `line_at` counts lines
        where the engine is one too far: after a block of its own that ends between a carriage return and its newline.
        """
        for name in ("unfit_cells", "unfit_scans"):
            self.run(f"drop table if exists {name}")
        try:
            self.make_in_order(question, table)
        except OutOfMemory:
            raise
        except duckdb.Error as error:
            raise BiebwijzerError(mark("Het bestand is niet te lezen: {error}"), error=first_line(error)) from None
        begins = "line_byte_position as begins from unfit_cells"
        places = [row["begins"] for row in self.rows(f"select distinct {begins} order by 1")] if line_at else []
        self.add_table(
            "unfit_begins", {"begins": ("bigint", places), "counted": ("bigint", line_at(places) if line_at else [])}
        )
        self.run(
            "create or replace table unfit as "
            "select line, row_number() over (order by line) as place, kind, found from ("
            f"select coalesce(counted, line - {skip})::bigint as line, any_value(error_type)::varchar as kind, "
            "ltrim(any_value(csv_line), chr(10)) as found "
            f"from (select *, {begins}) left join unfit_begins using (begins) group by all)"
        )
        unfit = int(self.value("select count(*) from unfit"))
        if unfit:
            # A record of the table comes after as many lines that did not fit as have their gap at or before it.
            self.run(
                "create or replace table spans as "
                "with cuts as (select line - place as gap from unfit), "
                f"per_span as (select gap // {SPAN} as span, count(*) as n, list(gap) as gaps from cuts group by 1) "
                "select span, (coalesce(sum(n) over (order by span), 0) - coalesce(n, 0))::bigint as above, gaps "
                f"from (select unnest(range((select count(*) // {SPAN} + 1 from {table}))) as span) "
                "left join per_span using (span)"
            )
        return unfit

    @staticmethod
    def numbered_by_line(table: str, first: int, name: str = "line") -> str:
        """The question for a table that was read, with the line of each record, `first` being that of the first one.

        Looked up by span and not side by side: so many threads can work at it.
        """
        place = f"{table}.rowid"
        return f"select {line_of(place, first)} as {name}, {table}.* from {table} join spans on {span_of(place)}"

    def make_in_order(self, question: str, table: str) -> None:
        """Make a table whose rows stand in the order of what is asked.

        Without this a short file would be looked up in a long list, instead of the other way round.
        """
        self.run("set disabled_optimizers = 'join_order,build_side_probe_side'")
        self.run(f"set disabled_compression_methods = '{SLOW}'")
        try:
            self.run(f"create or replace table {self._shelf}{table} as {question}")
        finally:
            self.run("reset disabled_compression_methods")
            self.run("reset disabled_optimizers")

    def next_version(self, tables: Sequence[str], afresh: bool = False) -> AbstractContextManager[None]:
        """Make the next version in one transaction, from the current one or from nothing; on disk when this ends."""
        self._connection.execute("reset checkpoint_threshold")
        return self._ground.next_version(self._connection, tables, afresh)

    def put(self, table: str, rows: str, kept: Kept | None = None) -> None:
        """Put the rows of a relation in a table of the version being made; `kept` is a file that holds the same."""
        self._ground.put(self._connection, table, rows, kept)

    def take_out(self, table: str, where: str, gone: Mapping[str, int] | None = None) -> None:
        """Take the rows out for which the condition on `w` holds; `gone` is how many those are of each run."""
        self._ground.take_out(self._connection, table, where, gone)

    def settle(self) -> None:
        """Let what was landed be read quickly while the version is being made."""
        self._ground.settle(self._connection)

    def look_at(self, tables: Sequence[str]) -> None:
        """Attach the current version to judge against."""
        self._ground.look_at(self._connection, tables)

    def at_once(self) -> AbstractContextManager[None]:
        """Ask what follows in one transaction: a lake then looks up once, not for every question, what it holds."""
        return at_once(self._connection)

    def look_away(self) -> None:
        """Let go of what was judged against."""
        self.run("detach warehouse")

    def renew(self, tables: Sequence[str], changed: Mapping[str, Change]) -> dict[str, str]:
        """Renew the rollups that these rows touch (table -> what went and came), or whose text changed."""
        return renewing.renew(self._connection, tables, changed)

    def check(self, table: str | None) -> None:
        """Run the checks after this table changed, or all; any row one returns refuses the version being made."""
        for path in sorted(QUERIES.glob("*/checks/*.sql")):
            text = path.read_text(encoding="utf-8")
            header = header_of(text)
            if table is not None and table not in names(header["after"]):
                continue
            found = self.rows(f"select * from ({text}\n) limit 5")
            if found:
                raise CheckFailed(header["says"], found)  # type: ignore[arg-type]

    def write(self, statement: str, target: Path) -> None:
        """Write a question's rows as Parquet."""
        self.run(
            f"copy ({statement}) to {quoted(str(target))} (format parquet, parquet_version v2, compression lz4_raw)"
        )
        on_disk(target)

    def close(self) -> None:
        """Let go of everything."""
        self._connection.close()


def line_of(place: str, first: int) -> str:
    """The line of the record at a place in the table that was read, beside its span; `first` is that of the first."""
    within = f"case when gaps is null then 0 else len(list_filter(gaps, lambda gap: gap <= {place})) end"
    return f"{place} + above + {within} + {first}"


def span_of(place: str) -> str:
    """The condition that a row of `spans` is about the record at this place."""
    return f"spans.span = {place} // {SPAN}"


def constant(value: object) -> str:
    """A value as an SQL constant."""
    return "null" if value is None else str(value) if isinstance(value, int) else quoted(str(value))


def first_line(error: Exception) -> str:
    """The first line of an engine's message: the rest repeats the file's own cells."""
    return str(error).splitlines()[0][:200]
