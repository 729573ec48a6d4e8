"""Visits per month from door counters: their sum or why there is none, how many intervals, and the last delivery."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.intake.contract import table_statements
from biebwijzer.warehouse.changes import Change
from biebwijzer.warehouse.loading import Workbench
from tests.examples import tried_on

pytestmark = [pytest.mark.slow, pytest.mark.alike]

BRANCHES, REASONS = ("centrum", "oost"), ("empty", "not_delivered", "unknown")
# Hours in two months of winter, and what was counted: a number, or why there is none.
INTERVAL = st.tuples(
    st.sampled_from(BRANCHES), st.datetimes(datetime(2026, 1, 30), datetime(2026, 2, 2)), st.sampled_from("AB")
)
COUNT = st.integers(0, 9) | st.sampled_from(REASONS)


def deliver(bench: Workbench, tables: Sequence[str], run_id: str, counted: dict) -> None:
    """Put counts in a delivery's place, those of the same intervals going out, and renew what they touch."""
    rows = []
    for number, ((branch, moment, door), count) in enumerate(counted.items()):
        figure, why = (count, None) if isinstance(count, int) else (None, count)
        said = ("library", branch, door, str(moment), figure, why, "doors", run_id, number)
        rows.append("(" + ", ".join("null" if one is None else repr(one) for one in said) + ")")
    columns = (
        "library_id, branch_id, door, counted_at, visitors_in, visitors_in_missing, source_id, load_run_id, source_row"
    )
    same = "(w.branch_id, w.counted_at, w.door) in (select (branch_id, counted_at, door) from came)"
    bench.run("create or replace temp table came as from warehouse.usage.door_count limit 0")
    bench.run(f"insert into came ({columns}) values {', '.join(rows)}")
    bench.run(f"create or replace temp table went as select w.* from warehouse.usage.door_count as w where {same}")
    bench.take_out("usage.door_count", same)
    bench.put("usage.door_count", "came")
    bench.renew(tables, {"usage.door_count": Change("went", "came")})


def by_hand(stands: dict) -> dict:
    """What a month of a branch says, from all that stands: interval -> its count and its delivery."""
    months = defaultdict(list)
    for (branch, moment, _), told in stands.items():
        months[(branch, moment.month)].append(told)
    found = {}
    for key, told in months.items():
        numbers = [count for count, _ in told if isinstance(count, int)]
        reasons = [count for count, _ in told if not isinstance(count, int)]
        total, why = (sum(numbers), None) if numbers else (None, min(reasons))
        found[key] = (total, why, len(told), len(reasons), max(run for _, run in told))
    return found


@tried_on(8)
@given(st.lists(st.dictionaries(INTERVAL, COUNT, min_size=1, max_size=6), min_size=1, max_size=4))
def test_a_month_says_of_every_interval_what_was_delivered_last_or_why_none_was_counted(tmp_path_factory, deliveries):
    bench, tables = Workbench("300MB", 1, tmp_path_factory.mktemp("scratch")), table_statements()
    stands: dict = {}
    try:
        bench.look_at(tables)
        bench.renew(tables, {})
        for number, counted in enumerate(deliveries):
            deliver(bench, tables, f"run_{number}", counted)
            stands |= {interval: (count, f"run_{number}") for interval, count in counted.items()}

            found = bench.rows(
                "select branch_id, month(month) as month, visits, visits_missing, intervals, intervals_missing, "
                "load_run_id from warehouse.usage.visits_by_month"
            )
            assert {(row.pop("branch_id"), row.pop("month")): tuple(row.values()) for row in found} == by_hand(stands)
    finally:
        bench.close()


def test_a_branch_whose_counter_was_out_all_month_has_no_visits_and_the_first_reason(tmp_path):
    bench, tables = Workbench("300MB", 1, tmp_path / "scratch"), table_statements()
    try:
        bench.look_at(tables)
        bench.renew(tables, {})
        first, last = datetime(2026, 1, 1, 9), datetime(2026, 1, 31, 20)
        deliver(bench, tables, "run_1", {("oost", first, "A"): "unknown", ("centrum", first, "A"): "empty"})
        deliver(bench, tables, "run_2", {("oost", last, "A"): "not_delivered", ("centrum", last, "A"): 4})

        found = bench.rows("select branch_id, visits, visits_missing from warehouse.usage.visits_by_month order by 1")
        assert [tuple(row.values()) for row in found] == [("centrum", 4, None), ("oost", None, "not_delivered")]
    finally:
        bench.close()
