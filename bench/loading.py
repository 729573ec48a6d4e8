"""The loader, everything included, against DuckDB's own typed reading of the same rows with refusals stored."""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from bench.homes import LIBRARY, operator, write_visits
from bench.measuring import Measured, timed
from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.cli import OpenHouse

TYPED = """create or replace table landed as select * from read_csv(
    '{file}', delim = ';', header = true, dateformat = '%d-%m-%Y', store_rejects = true, nullstr = ['', 'x'],
    columns = {{'Vestiging': 'varchar', 'Maand': 'date', 'Bezoeken': 'bigint', 'Telwijze': 'varchar'}}
)"""


def loading(house: OpenHouse, folder: Path) -> Iterator[Measured]:
    """One delivery of half a million rows into an empty table, and a correction of all of them."""
    file = folder / "visits.csv"
    rows = write_visits(file)
    plain = folder / "plain.csv"
    plain.write_text(file.read_text(encoding="cp1252"), encoding="utf-8", newline="\n")
    bare = min(_bare(plain, folder / f"bare_{turn}.duckdb") for turn in range(3))
    for what in ("first", "corrected"):
        came = []
        took = timed(lambda came=came: came.append(intake.deliver(refreshed(operator(house)), "visits", file, LIBRARY)))
        assert came[0].status == "active", came[0].sentence
        share = f"{bare / took:.0%} of the bare throughput; 40 %, aim 60 %"
        yield Measured(f"load {rows:,} rows, {came[0].refused:,} refused, {what}", took, took, bare, share)
        write_visits(file, dirty=0.011)


def _bare(file: Path, target: Path) -> float:
    connection = duckdb.connect(str(target), config={"threads": 2})
    try:
        return timed(lambda: connection.execute(TYPED.format(file=file)))
    finally:
        connection.close()
