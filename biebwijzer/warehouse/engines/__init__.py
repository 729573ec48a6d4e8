"""Engines: where the two stores stand. What every other file may ask of one, and which one this installation has."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import duckdb

from biebwijzer.problems import ContractBroken
from biebwijzer.settings import Settings, read_settings
from biebwijzer.warehouse.records import Records
from biebwijzer.words import mark

# What a loader is told of where it works; it stands in the job folder, so never a password.
Order = Mapping[str, str]
# What a database is opened with beside what is asked of every one.
Opening = Mapping[str, bool]
PLAINLY: Opening = {}


@dataclass(frozen=True)
class Kept:
    """Rows that are kept in a file of the home; `said` are the columns that are the same in all of them."""

    path: Path
    rows: int
    said: Mapping[str, str]


class Engine(Protocol):
    """What differs between one process over files of its own and several processes over a server."""

    # Whether several processes work on one home.
    shared: bool
    # What a database must be opened with to reach it.
    opens_with: Opening

    def hold(self, beside_others: bool = True) -> None:
        """Take the home for this process; refused when somebody else has it and it can't be shared, or need not be."""

    def open_records(self, connection: duckdb.DuckDBPyConnection) -> Records:
        """The records, brought up to date; attached to the connection as `records`."""

    def number(self) -> int:
        """A number that no version has, or ever had."""

    def has(self, version: int) -> bool:
        """Whether a version is still there."""

    def lacks(self, version: int, tables: Sequence[str]) -> bool:
        """Whether a version lacks a table or column the contracts ask for, or a rollup is of an older text."""

    def make(self, version: int, tables: Sequence[str], copy_of: int | None = None) -> None:
        """Make a version: a copy of an older one, with every contract's table in it."""

    def show(self, cursor: duckdb.DuckDBPyConnection, version: int) -> None:
        """Let `warehouse` be this version, to read: for every question that is asked from now on, all of it at once."""

    def order(self, version: int, base: int, run_id: str) -> Order:
        """What a loader must know to make a version on top of another."""

    def ground(self, order: Order) -> "Ground":
        """Where a version is made, in this process."""

    def adopt(self, version: int, order: Order, made: Order) -> None:
        """Give what a loader made its number; from here on it can be shown."""

    def drop(self, order: Order) -> None:
        """Remove what a loader that stopped left behind."""

    def forget(self, version: int) -> None:
        """Let go of a version for good."""

    def forget_all_but(self, kept: set[int]) -> list[str]:
        """Let go of every version but these, and of what stopped loaders left; the names of what went."""

    def alone(self) -> AbstractContextManager[None]:
        """Decide about versions one at a time, whoever does; the next one waits."""

    def at_rest(self) -> AbstractContextManager[bool]:
        """Whether nobody loads or decides about versions; while this lasts nobody begins."""

    def back_up(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> int:
        """Copy the records as of one moment, and the version they name, to a folder as files; its number.

        The files are the same whichever engine made them, so that either can take them in.
        """

    def is_empty(self) -> bool:
        """Whether nothing is kept here yet."""

    def take_in(self, folder: Path) -> None:
        """Fill an empty place with the stores of a backup; the records last: without them it is empty."""

    def close(self) -> None:
        """Give the home free."""


class Ground(Protocol):
    """Where a loader makes the next version: its side of an engine, in a process of its own."""

    # What the owner must know to adopt what was made.
    made: dict[str, str]
    # What a database must be opened with to work there.
    opens_with: Opening

    def alone(self) -> AbstractContextManager[None]:
        """One loader at a time, whoever started it; the next one waits."""

    def look_at(self, connection: duckdb.DuckDBPyConnection, tables: Sequence[str]) -> None:
        """Attach what stands there now as `warehouse`, to judge against."""

    def next_version(
        self, connection: duckdb.DuckDBPyConnection, tables: Sequence[str], afresh: bool
    ) -> AbstractContextManager[None]:
        """Make the next version as `warehouse` in one transaction; on disk before this returns."""

    def put(self, connection: duckdb.DuckDBPyConnection, table: str, rows: str, kept: Kept | None) -> None:
        """Put the rows of a relation in a table of the version being made; `kept` is a file that holds the same."""

    def take_out(
        self, connection: duckdb.DuckDBPyConnection, table: str, where: str, gone: Mapping[str, int] | None
    ) -> None:
        """Take the rows out of a table for which the condition on `w` holds.

        `gone` is how many those are of each run, where that is known.
        """

    def settle(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Let what was landed be read as fast as what stood there, where that is possible within one version."""

    def drop(self) -> None:
        """Remove what was made, because it was refused."""


def engine_of(settings: Settings) -> Engine:
    """The engine this installation runs on."""
    # Each is imported when it is chosen: the grown one needs packages a small installation has not.
    if settings.engine == "grown":
        from biebwijzer.warehouse.engines.grown import Grown

        return Grown(settings)
    if settings.engine != "embedded":
        raise ContractBroken(mark("BIEBWIJZER_ENGINE is '{engine}'. Kies embedded of grown."), engine=settings.engine)
    from biebwijzer.warehouse.engines.embedded import Embedded

    return Embedded(settings)


def ground_of(order: Order) -> Ground:
    """Where a loader works, from what its order says."""
    if order.get("engine") == "grown":
        from biebwijzer.warehouse.engines.lake import Lake
        from biebwijzer.warehouse.engines.server import Server

        return Lake(order, Server(read_settings().postgres))
    from biebwijzer.warehouse.engines.files import Files

    return Files(order)
