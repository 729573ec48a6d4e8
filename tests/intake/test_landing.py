"""Replacing and taking out, against a model in plain Python: whatever the order, the same rows stand."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.intake.accepting import land, scope
from biebwijzer.intake.contract import contracts, table_statements
from biebwijzer.intake.shaping import parsed
from biebwijzer.warehouse.engines import Kept
from biebwijzer.warehouse.engines.files import Files
from biebwijzer.warehouse.loading import Workbench
from tests.examples import tried_on

pytestmark = pytest.mark.alike

CONTRACT = contracts()["usage.visit_count"]
REPLACES = ("library_id", "month")
CELL = st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(1, 4))
DELIVERY = st.dictionaries(CELL, st.integers(0, 9), min_size=1, max_size=6)


def model(deliveries: list[dict]) -> dict:
    """What stands after these deliveries: each replaces the months it speaks of."""
    stands: dict = {}
    for delivery in deliveries:
        months = {month for _, month in delivery}
        stands = {cell: visits for cell, visits in stands.items() if cell[1] not in months} | delivery
    return stands


def land_all(deliveries: list[dict], in_files: list[bool], home: Path) -> dict:
    """The same by the statements a loader runs; some rows stay in a file of theirs."""
    bench = Workbench("200MB", 1, Path("/tmp"), Files({"part": "", "lock": "", "home": str(home), "parts_from": "1"}))
    try:
        bench.look_at(table_statements())
        for number, delivery in enumerate(deliveries):
            rows = ", ".join(
                f"('utrecht', '{branch}', date '2026-0{month}-01', {visits}, null, null, 'visits', '{number}', {row})"
                for row, ((branch, month), visits) in enumerate(delivery.items())
            )
            names = ", ".join(name for name, _, _ in CONTRACT.landed_columns())
            bench.run(f"create or replace table accepted as select * from (values {rows}) as v ({names})")
            kept = home / f"{number}.parquet"
            bench.write("select * exclude (source_id) from accepted", kept)
            told = Kept(kept, len(delivery), {"source_id": "visits"}) if in_files[number] else None
            land(bench, CONTRACT, scope(REPLACES, "visits"), kept=told)
        found = bench.rows("select branch_id, month(month) as month, visits from warehouse.usage.visit_count")
        assert len({(row["branch_id"], row["month"]) for row in found}) == len(found)
        return {(row["branch_id"], row["month"]): row["visits"] for row in found}
    finally:
        bench.close()


@tried_on(10)
@given(st.lists(st.tuples(DELIVERY, st.booleans()), min_size=1, max_size=5), st.data())
def test_landing_in_order_and_leaving_one_out_both_give_what_the_model_says(given_rows, data):
    out = data.draw(st.integers(0, len(given_rows) - 1))

    for some in (given_rows, given_rows[:out] + given_rows[out + 1 :]):
        deliveries, in_files = [one for one, _ in some], [kept for _, kept in some]
        with TemporaryDirectory() as home:
            assert land_all(deliveries, in_files, Path(home)) == model(deliveries)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("01-03-2026 10:00", datetime(2026, 3, 1, 10)),
        ("01-03-2026 10:00:05", datetime(2026, 3, 1, 10, 0, 5)),
        ("01-03-2026", None),
        ("01-03-2026 10:00 uur", None),
    ],
)
def test_a_moment_shorter_than_its_notation_is_never_read_past_its_end(text, moment):
    formats = ("%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M")
    asked = parsed("given", formats)
    bench = duckdb.connect()

    found = bench.execute(f"select {asked} from (select $1::varchar as given)", [text]).fetchone()[0]

    assert found == moment
    assert asked.count("try_strptime(") == asked.count("try_strptime(given || ' ', ")
