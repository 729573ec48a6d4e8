"""The province: 400,000 members, 40 million loans and 30 million counts at the door, each budget in one run.

`python -m bench province`; BENCH_PROVINCE names a folder that is kept, so that the world is made and loaded once.
"""

import os
import resource
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from time import perf_counter

from bench.asking import asking, drawing, values_for
from bench.crowd import crowd
from bench.homes import opened, operator
from bench.measuring import Measured, timed
from biebwijzer import demo, intake
from biebwijzer.access import refreshed
from biebwijzer.cli import OpenHouse
from biebwijzer.warehouse import all_queries, query

UNTIL = date(2026, 10, 31)
ROOMS = ("usage", "board", "segments", "propositions", "activities")
VALUES: Mapping[str, object] = {
    "since": date(2025, 11, 1),
    "until": UNTIL,
    "on_month": date(2026, 10, 1),
    "beside_month": date(2025, 10, 1),
    "on_date": UNTIL,
    "base_year": 2023,
    "year": 2026,
    "last_month": date(2026, 10, 1),
    "proposition": "bieb_werkt",
}


def province(folder: Path, note: Callable[[str], None]) -> Iterator[Measured]:
    """Load year after year, then ask, draw, and ask together."""
    kept = Path(os.environ.get("BENCH_PROVINCE") or folder)
    files, home = kept / "files", kept / "home"
    if not files.is_dir():
        took = timed(lambda: demo.make(demo.world_for(demo.scale_named("province"), UNTIL), files, demo.SEED, note))
        yield Measured("make the files", took / 1000, took / 1000, unit="s")
    fresh = not home.is_dir()
    house = opened(home)
    try:
        if fresh:
            yield from years(house, files, note)
        yield from questions(house)
    finally:
        house.stores.close()


def years(house: OpenHouse, files: Path, note: Callable[[str], None]) -> Iterator[Measured]:
    """Every file, oldest year first; what a row costs may not grow with the years that are there already."""
    order = demo.read_order(files)
    spent: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    # References first, as they stand in the list; then the years of events one after the other.
    for one in sorted(order, key=lambda one: period_of(one) if one.library_id else ""):
        workspace = refreshed(operator(house))
        began = perf_counter()
        came = intake.deliver(workspace, one.source_id, files / one.file, one.library_id or None)
        took = (perf_counter() - began) * 1000
        assert came.status == "active", came.sentence
        note(f"{one.file}: {one.rows:,} rows in {took / 1000:.1f} s")
        spent[(one.source_id, period_of(one))].append((one.rows, took / 1000))
    for (source, period), found in sorted(spent.items()):
        rows, seconds = sum(rows for rows, _ in found), sum(took for _, took in found)
        if rows > 100_000:
            yield Measured(f"load {source} {period}, {rows:,} rows", seconds, rows / seconds / 1000, unit="s, krows/s")


def period_of(one: demo.Delivered) -> str:
    """The year or years a file is about, as its name says."""
    return Path(one.file).stem.partition("-")[2]


def questions(house: OpenHouse) -> Iterator[Measured]:
    """All that pages ask about figures; questions for single rows are for a drawer and not among them."""
    workspace = refreshed(operator(house))
    names = [
        one.name
        for one in all_queries()
        if one.name.split("/")[0] in ROOMS and not one.name.endswith("_rows") and values_for(one, VALUES) is not None
    ]
    yield from asking(house, workspace, "province", names, VALUES)
    yield from drawing(workspace, VALUES)
    yield from crowd(
        house, workspace, [(query(name), values_for(query(name), VALUES) or {}) for name in names], "province"
    )
    yield Measured("memory at its highest", highest(), highest(), unit="MB")


def highest() -> float:
    """The most megabytes this process held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
