"""The loader, everything included, against DuckDB's own typed reading of the same rows with refusals stored."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from threading import Thread
from time import perf_counter, sleep

import duckdb

from bench.deliveries import write_doors, write_loans
from bench.homes import LIBRARY, operator
from bench.measuring import Measured, spread, timed, worked
from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.cli import OpenHouse
from biebwijzer.warehouse import Asking, query

# How many rows, in millions, and of what; `BENCH_MILLIONS=5,40 BENCH_SOURCES=loan_events` says otherwise.
MILLIONS = tuple(float(one) for one in os.environ.get("BENCH_MILLIONS", "0.5").split(","))
SOURCES = os.environ.get("BENCH_SOURCES", "door_counts,loan_events").split(",")
# What the reader asks, how long in peace, and how long one looks at an answer, in seconds.
QUESTION = "usage/visits_per_month"
VALUES = {"since": date(2015, 1, 1), "until": date(2020, 12, 1)}
IDLE, PAUSE = 4.0, 0.05
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
    """A first delivery of many rows, the same file again and a correction of all, for counters and for loans."""
    for source in SOURCES:
        write, shape = SHAPES[source]
        for millions in MILLIONS:
            rows = int(millions * 1_000_000)
            for seed, what in enumerate(("first", "corrected"), start=7):
                yield from one(house, folder, source, rows, (write, shape), seed, what)
            yield again(house, source, folder / f"{source}.csv", rows)


def again(house: OpenHouse, source: str, file: Path, rows: int) -> Measured:
    """The file that is in force already."""
    took = timed(lambda: deliver(house, source, file, "unchanged"))
    return Measured(f"load {rows:,} {source}, the same file again", took, took)


def deliver(house: OpenHouse, source: str, file: Path, status: str = "active") -> intake.Outcome:
    """Deliver a file; it comes out as it should."""
    came = intake.deliver(refreshed(operator(house)), source, file, LIBRARY)
    assert came.status == status, came.sentence
    return came


def one(
    house: OpenHouse, folder: Path, source: str, rows: int, shape: tuple[Callable[..., None], str], seed: int, what: str
) -> Iterator[Measured]:
    """One delivery with the bare reading just before and just after it, so that a busy moment hits both.

    While it loads a reader asks on, as it did before.
    """
    file, plain = folder / f"{source}.csv", folder / "plain.csv"
    shape[0](file, rows, seed)
    plain.write_text(file.read_text(encoding="cp1252"), encoding="utf-8", newline="\n")
    bare = [worked(lambda: _bare(plain, shape[1], folder / "bare.duckdb")) for _ in range(2)]
    came: list[intake.Outcome] = []
    took = worked(lambda: came.append(deliver(house, source, file)))
    bare += [worked(lambda: _bare(plain, shape[1], folder / "bare.duckdb")) for _ in range(2)]
    told = f"load {rows:,} {source}, {came[0].refused:,} refused, {what}"
    for name, mine, theirs in (
        ("by the clock", took.wall, median(one.wall for one in bare)),
        ("by the processors", took.processors, median(one.processors for one in bare)),
    ):
        share = f"{theirs / mine:.0%} of the bare throughput; 40 %, aim 60 %"
        yield Measured(f"{told}, {name}", mine, mine, theirs, share)
    yield Measured(f"{told}, most memory", took.memory, took.memory, budget="flat", unit="MB")


def reading_meanwhile(house: OpenHouse, folder: Path) -> Iterator[Measured]:
    """A reader who asks one question after the other while a million rows load, beside the same in peace."""
    write_doors(folder / "meanwhile.csv", 1_000_000, 11)
    asking, wanted = Asking(house.stores, remembers=0), query(QUESTION)
    view = refreshed(operator(house)).view

    def asked(enough: Callable[[], bool]) -> list[float]:
        times: list[float] = []
        while not enough():
            times.append(timed(lambda: asking.ask(wanted, VALUES, view)))
            sleep(PAUSE)
        return times

    ends = perf_counter() + IDLE
    idle = spread(asked(lambda: perf_counter() > ends))
    loader = Thread(target=lambda: deliver(house, "door_counts", folder / "meanwhile.csv"))
    loader.start()
    busy = spread(asked(lambda: not loader.is_alive()))
    told = f"p95 in peace {idle[1]:.1f} ms: {busy[1] / idle[1]:.2f}x; 2x"
    yield Measured(f"ask {QUESTION} while a million rows load", *busy, idle[0], told)


def _bare(file: Path, shape: str, target: Path) -> None:
    target.unlink(missing_ok=True)
    connection = duckdb.connect(str(target), config={"threads": 2})
    try:
        connection.execute(TYPED.format(file=file, shape=shape))
    finally:
        connection.close()
