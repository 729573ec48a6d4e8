"""What a table accepts: columns with types, ranges and references, and the twin that says why a measure is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

import polars as pl

from biebwijzer.problems import ContractBroken
from biebwijzer.rooms import ROOMS
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import rollups
from biebwijzer.words import mark

SQL_TYPES: Mapping[object, str] = {
    pl.String: "varchar",
    pl.Int32: "integer",
    pl.Int64: "bigint",
    pl.Float64: "double",
    pl.Boolean: "boolean",
    pl.Date: "date",
    pl.Datetime("us"): "timestamp",
    pl.Time: "time",
}
WHOLE = (pl.Int32, pl.Int64)
# The four kinds of missing, and a fifth that only a comparison with what was promised can tell.
MISSING = ("empty", "suppressed", "unknown", "not_delivered")
# No kind of missing: of several answers in one record, the measures beside them stand with the first.
ELSEWHERE = "elsewhere"
# The column that says which period a row is about, in order of preference: a table has at most one of them.
PERIODS = (
    "month", "reference_date", "answered_on", "counted_on", "loaned_on", "counted_at", "registered_at", "starts_at",
    "held_on", "sent_on",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: its polars type, whether it must be filled, its range, and the table its values come from.

    A measure may be missing for a reason: it gets a twin `<name>_missing` that holds null, one of MISSING or ELSEWHERE.
    """

    name: str
    dtype: object
    required: bool = True
    measure: bool = False
    at_least: float | None = None
    at_most: float | None = None
    references: str | None = None
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contract:
    """A landing table of the warehouse: `grain` names what makes a row unique; empty when rows carry no key."""

    table: str
    columns: tuple[Column, ...]
    grain: tuple[str, ...] = ()

    @property
    def period(self) -> str | None:
        """The column that says which period a row is about; None where rows are about no period."""
        names = {column.name for column in self.columns}
        return next((period for period in PERIODS if period in names), None)

    def has(self, name: str) -> bool:
        """Whether the table has that column."""
        return any(column.name == name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name."""
        for column in self.columns:
            if column.name == name:
                return column
        raise ContractBroken(mark("Tabel {table} heeft geen kolom {column}."), table=self.table, column=name)

    def landed_columns(self) -> list[tuple[str, str, bool]]:
        """Name, SQL type and whether it must be filled, of every column as it lands, twins and origin included."""
        landed = []
        for column in self.columns:
            landed.append((column.name, SQL_TYPES[column.dtype], column.required and not column.measure))
            if column.measure:
                landed.append((f"{column.name}_missing", "varchar", False))
        return [
            *landed,
            ("source_id", "varchar", True),
            ("load_run_id", "varchar", True),
            ("source_row", "bigint", True),
        ]

    def create_table(self) -> str:
        """The statement that makes the table; NOT NULL only, so that it also runs on a lake."""
        parts = [f"{name} {kind}{' not null' if filled else ''}" for name, kind, filled in self.landed_columns()]
        return f"create table if not exists warehouse.{self.table} ({', '.join(parts)})"


# What stands in the warehouse, kept beside the rows themselves: per table, delivery and library, and per month.
LEDGER = (
    "create table if not exists warehouse.intake.landed (table_name varchar not null, source_id varchar not null, "
    "load_run_id varchar not null, library_id varchar, row_count bigint not null, first_day date, fresh_until date)",
    "create table if not exists warehouse.intake.landed_month (table_name varchar not null, "
    "source_id varchar not null, library_id varchar, branch_id varchar, month date not null, "
    "row_count bigint not null, filled bigint not null, why varchar)",
)


@lru_cache(maxsize=1)
def contracts() -> Mapping[str, Contract]:
    """Every room's contracts by table, found through the register."""
    found = {}
    for room in ROOMS:
        # Looked up as a file: asking Python would import every room, charts and all, into each loader.
        if not (ROOT / "biebwijzer" / room.name / "contracts.py").is_file():
            continue
        for contract in import_module(f"biebwijzer.{room.name}.contracts").CONTRACTS:
            found[contract.table] = contract
    return found


def table_statements() -> list[str]:
    """What makes every table of an empty warehouse: those that deliveries land in, and the rollups of them."""
    schemas = sorted({"intake", *(table.split(".")[0] for table in contracts())})
    landing = [
        *(f"create schema if not exists warehouse.{schema}" for schema in schemas),
        *(contract.create_table() for contract in contracts().values()),
        *LEDGER,
    ]
    return [*landing, *rollups.statements(tuple(landing))]
