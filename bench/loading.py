"""The loader, everything included, against DuckDB's own typed reading of the same rows with refusals stored."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import duckdb

from bench.deliveries import write_doors, write_loans
from bench.homes import LIBRARY, operator
from bench.measuring import Measured, timed
from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.cli import OpenHouse

# How many rows, in millions; `BENCH_MILLIONS=1,5` says otherwise.
MILLIONS = tuple(float(one) for one in os.environ.get("BENCH_MILLIONS", "0.5").split(","))
SHAPES: dict[str, tuple[Callable[[Path, int, int], None], str]] = {
    "door_counts": (
        write_doors,
        "timestampformat = '%d-%m-%Y %H:%M', columns = {'Vestiging': 'varchar', 'Deur': 'varchar', "
        "'Tijdstip': 'timestamp', 'In': 'bigint', 'Uit': 'bigint'}",
    ),
    "loan_events": (
        write_loans,
        "dateformat = '%d-%m-%Y', columns = {'Lidnummer': 'varchar', 'Vestiging': 'varchar', "
        "'Uitgeleend op': 'date', 'Materiaal': 'varchar'}",
    ),
}
TYPED = """create or replace table landed as select * from read_csv(
    '{file}', delim = ';', header = true, store_rejects = true, rejects_limit = 0, nullstr = [''], {shape}
)"""


def loading(house: OpenHouse, folder: Path) -> Iterator[Measured]:
    """A first delivery of many rows, and a correction of all of them, for counters and for loans."""
    for source, (write, shape) in SHAPES.items():
        for millions in MILLIONS:
            rows = int(millions * 1_000_000)
            for seed, what in enumerate(("first", "corrected"), start=7):
                yield one(house, folder, source, rows, (write, shape), seed, what)


def one(
    house: OpenHouse, folder: Path, source: str, rows: int, shape: tuple[Callable[..., None], str], seed: int, what: str
) -> Measured:
    """One delivery with the bare reading just before and just after it, so that a busy moment hits both."""
    file, plain = folder / f"{source}.csv", folder / "plain.csv"
    shape[0](file, rows, seed)
    plain.write_text(file.read_text(encoding="cp1252"), encoding="utf-8", newline="\n")
    came: list[intake.Outcome] = []
    bare = [_bare(plain, shape[1], folder / "bare.duckdb") for _ in range(2)]
    took = timed(lambda: came.append(intake.deliver(refreshed(operator(house)), source, file, LIBRARY)))
    bare += [_bare(plain, shape[1], folder / "bare.duckdb") for _ in range(2)]
    assert came[0].status == "active", came[0].sentence
    against = median(bare)
    share = f"{against / took:.0%} of the bare throughput; 40 %, aim 60 %"
    return Measured(f"load {rows:,} {source}, {came[0].refused:,} refused, {what}", took, took, against, share)


def _bare(file: Path, shape: str, target: Path) -> float:
    target.unlink(missing_ok=True)
    connection = duckdb.connect(str(target), config={"threads": 2})
    try:
        return timed(lambda: connection.execute(TYPED.format(file=file, shape=shape)))
    finally:
        connection.close()
