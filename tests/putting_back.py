"""The records of a home as they were: a test that wrote leaves none of it, and the next need not open a home anew."""

from dataclasses import dataclass
from typing import Any

from biebwijzer.warehouse import Stores
from biebwijzer.warehouse.engines.lake import CATALOG
from biebwijzer.warehouse.records import Transaction

COLUMNS = """
    select table_schema || '.' || table_name as name, column_name, data_type from information_schema.columns
    where table_catalog = {catalog} and table_schema not in ('information_schema', 'pg_catalog', '{lake}')
    order by 1, ordinal_position
"""
# What the warehouse shows stands in these: who moved that has another home now.
OF_VERSIONS = {"warehouse.version", "warehouse.current_version"}


@dataclass(frozen=True)
class Kept:
    """Every column and every row of the records at one moment."""

    columns: list[dict[str, Any]]
    rows: dict[str, list[dict[str, Any]]]


def kept(stores: Stores) -> Kept:
    """What the records hold now."""
    with stores.records.reading() as reading:
        columns = columns_of(reading)
        names = sorted({row["name"] for row in columns})
        # Most tables of a test's home are empty: one question says which, and those are not read one by one.
        one = "select '{name}' as name, count(*) as n from {alias}{name}"
        counted = reading.run(" union all ".join(one.format(name=name, alias=reading.alias) for name in names))
        filled = {row["name"] for row in counted if row["n"]}
        return Kept(columns, {name: reading.find(name) if name in filled else [] for name in names})


def columns_of(reading: Transaction) -> list[dict[str, Any]]:
    """The columns of every table of the records."""
    return reading.run(COLUMNS.format(catalog=reading.catalog, lake=CATALOG))


def put_back(stores: Stores, was: Kept) -> bool:
    """Let the records hold what they did; whether that is all there was to it."""
    held = kept(stores)
    written = [name for name, rows in held.rows.items() if rows != was.rows.get(name)]
    if held.columns != was.columns or OF_VERSIONS & set(written):
        return False
    # Removed first and added after: DuckDB takes a key again once its row is gone for all.
    with stores.records.transaction() as transaction:
        for name in written:
            transaction.remove(name, {})
    with stores.records.transaction() as transaction:
        for name in written:
            transaction.add_many(name, was.rows[name])
    return True
