"""Rollups: renewed only where a delivery touched them, and yet always what the whole would be, made anew."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.intake.accepting import land, scope
from biebwijzer.intake.contract import SQL_TYPES, Contract, contracts, table_statements
from biebwijzer.problems import ContractBroken
from biebwijzer.warehouse import rollups
from biebwijzer.warehouse.changes import Change
from biebwijzer.warehouse.loading import Workbench
from tests.examples import tried_on

pytestmark = [pytest.mark.slow, pytest.mark.alike]

HEADER = """-- purpose: {{ nl = "Proef", en = "Trial" }}
-- reads: {reads}
-- key: {key}
-- partition: {partition}
-- levels: {levels}
-- reach: {reach}
-- version: 1
"""
# Visits per library and month, with the name of the library; a window of three months over those; all libraries.
PER_MONTH = (
    HEADER.format(
        reads='{ "usage.visit_count" = "library_id, month", "usage.library" = "" }',
        key="library_id, month", partition="library_id, month", levels="library", reach=0,
    ) + """
select
    visit_count.library_id,
    visit_count.month,
    min(library.name) as name,
    sum(visit_count.visits)::bigint as visits
from warehouse.usage.visit_count as visit_count
inner join touched on visit_count.library_id = touched.library_id and visit_count.month = touched.month
left join warehouse.usage.library as library on visit_count.library_id = library.library_id
where visit_count.month between getvariable('touched_since') and getvariable('touched_until')
group by visit_count.library_id, visit_count.month
"""
)  # fmt: skip
WINDOW = (
    HEADER.format(
        reads='{ "usage.per_month" = "library_id, month" }', key="library_id, month",
        partition="library_id, month", levels="library", reach=2,
    ) + """
select
    touched.library_id,
    touched.month,
    sum(per_month.visits)::bigint as visits
from touched
inner join warehouse.usage.per_month as per_month
    on
        touched.library_id = per_month.library_id
        and per_month.month between touched.month - interval 2 month and touched.month
group by touched.library_id, touched.month
"""
)  # fmt: skip
ALL = (
    HEADER.format(
        reads='{ "usage.trial_window" = "month" }', key="scope_id, month", partition="month", levels="land", reach=0
    )
    + """
select
    'land' as scope_id,
    trial_window.month,
    sum(trial_window.visits)::bigint as visits
from touched
inner join warehouse.usage.trial_window as trial_window on touched.month = trial_window.month
group by trial_window.month
"""
)


def landing_tables() -> tuple[str, ...]:
    """The tables deliveries land in."""
    names = {rollup.table for rollup in rollups.rollups()} | {"intake.rollup_made"}
    return tuple(one for one in table_statements() if not any(f"warehouse.{name} " in one for name in names))


@pytest.fixture
def trial(tmp_path, monkeypatch):
    """A house with three rollups, each made of the one before."""
    found, landing = {}, landing_tables()
    for name, text in (("trial_window", WINDOW), ("all_libraries", ALL), ("per_month", PER_MONTH)):
        path = tmp_path / "usage" / "rollups" / f"{name}.sql"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        found[f"usage.{name}"] = rollups.parse(path)
    ordered = tuple(rollups.in_order(found))
    monkeypatch.setattr(rollups, "rollups", lambda: ordered)
    # Past the memory: it knows the house's own rollups for these tables.
    return [*landing, *rollups.statements.__wrapped__(landing)]


def rows_as_sql(contract: Contract, rows: list[dict], run_id: str) -> str:
    """Rows of a contract as a question; what a row does not name is empty."""
    columns = contract.landed_columns()
    selects = []
    for number, row in enumerate(rows):
        said = {**row, "source_id": "trial", "load_run_id": run_id, "source_row": number}
        cells = (
            f"{'null' if said.get(name) is None else repr(str(said[name]))}::{kind} as {name}"
            for name, kind, _ in columns
        )
        selects.append("select " + ", ".join(cells))
    nothing = "select " + ", ".join(f"null::{kind} as {name}" for name, kind, _ in columns) + " where false"
    return " union all ".join([nothing, *selects])


def deliver(bench: Workbench, tables: list[str], table: str, rows: list[dict], replaces: tuple[str, ...], run_id: str):
    """Land rows as a loader does, and renew the rollups they touch."""
    contract = contracts()[table]
    bench.run(f"create or replace table accepted as {rows_as_sql(contract, rows, run_id)}")
    replaced = scope(replaces, "trial") if rows else "false"
    bench.run(f"create or replace temp table replaced as select w.* from warehouse.{table} as w where {replaced}")
    land(bench, contract, replaced)
    return bench.renew(tables, {table: Change("replaced", "accepted")})


def stands(bench: Workbench) -> dict[str, list]:
    """Every row of every rollup."""
    return {one.table: sorted(map(repr, bench.rows(f"select * from {one.target}"))) for one in rollups.rollups()}


def made_anew(bench: Workbench, tables: list[str]) -> dict[str, list]:
    """Every row of every rollup when all are made whole from what stands there now."""
    bench.run(f"delete from {rollups.MADE}")
    assert set(bench.renew(tables, {}).values()) <= {"whole"}
    return stands(bench)


@pytest.fixture
def bench(tmp_path):
    found = Workbench("300MB", 1, tmp_path / "scratch")
    yield found
    found.close()


CELL = st.tuples(st.sampled_from(["a", "b"]), st.integers(1, 7))
DELIVERY = st.dictionaries(CELL, st.integers(0, 9), min_size=1, max_size=4)


@tried_on(8)
@given(st.lists(DELIVERY, min_size=1, max_size=5))
def test_windows_and_rollups_of_rollups_follow_every_delivery(trial, tmp_path, deliveries):
    bench = Workbench("300MB", 1, tmp_path / "scratch")
    try:
        bench.look_at(trial)
        bench.renew(trial, {})
        stored: dict = {}
        for number, delivery in enumerate(deliveries):
            rows = [
                {"library_id": library, "branch_id": library, "month": date(2026, month, 1), "visits": visits}
                for (library, month), visits in delivery.items()
            ]
            deliver(bench, trial, "usage.visit_count", rows, ("library_id", "month"), str(number))
            stored |= delivery
            windows = {
                (library, month): sum(stored.get((library, month - back), 0) for back in range(3))
                for library in "ab"
                for month in range(1, 10)
                if any((library, month - back) in stored for back in range(3))
            }
            found = bench.rows("select library_id, month(month) as month, visits from warehouse.usage.trial_window")
            assert {(row["library_id"], row["month"]): row["visits"] for row in found} == windows
            land_rows = bench.rows("select month(month) as month, visits from warehouse.usage.all_libraries")
            assert sum(row["visits"] for row in land_rows) == sum(windows.values())
        assert stands(bench) == made_anew(bench, trial)
    finally:
        bench.close()


def test_only_what_a_delivery_touched_is_made_anew(trial, bench):
    bench.look_at(trial)
    bench.renew(trial, {})
    row = {"library_id": "a", "branch_id": "a", "month": date(2026, 1, 1), "visits": 1}
    deliver(bench, trial, "usage.visit_count", [row, {**row, "library_id": "b"}], ("library_id", "month"), "1")
    bench.run("update warehouse.usage.per_month set visits = 77 where library_id = 'b'")

    done = deliver(bench, trial, "usage.visit_count", [{**row, "visits": 5}], ("library_id", "month"), "2")

    found = bench.rows("select library_id, visits from warehouse.usage.per_month order by 1")
    assert [row["visits"] for row in found] == [5, 77]
    assert set(done.values()) == {"touched"}


def test_a_name_that_stands_in_every_row_makes_the_whole_anew(trial, bench):
    bench.look_at(trial)
    bench.renew(trial, {})
    row = {"library_id": "a", "branch_id": "a", "month": date(2026, 1, 1), "visits": 1}
    deliver(bench, trial, "usage.visit_count", [row], ("library_id", "month"), "1")

    done = deliver(bench, trial, "usage.library", [{"library_id": "a", "name": "Nieuw"}], ("library_id",), "2")

    assert bench.value("select name from warehouse.usage.per_month") == "Nieuw"
    assert set(done.values()) == {"whole"}


def test_a_rollup_of_another_text_is_made_whole_and_so_is_what_rests_on_it(trial, bench):
    bench.look_at(trial)
    bench.renew(trial, {})
    bench.run(f"update {rollups.MADE} set fingerprint = 'older' where table_name = 'usage.trial_window'")

    assert bench.renew(trial, {}) == {"usage.trial_window": "whole", "usage.all_libraries": "whole"}
    assert bench.renew(trial, {}) == {}


def test_a_rollup_says_exactly_what_it_reads(tmp_path):
    path = tmp_path / "usage" / "rollups" / "wrong.sql"
    path.parent.mkdir(parents=True)
    path.write_text(PER_MONTH.replace('"usage.visit_count" =', '"usage.loan_count" ='), encoding="utf-8")

    with pytest.raises(ContractBroken, match=r"usage\.wrong"):
        rollups.parse(path)


@pytest.mark.parametrize("rollup", [one for one in rollups.rollups() if one.adds], ids=lambda one: one.table)
def test_a_count_that_follows_persons_has_nothing_beside_its_key_and_follows_one_rollup(rollup):
    begins = f"create table if not exists {rollup.target} ("
    made = next(one for one in table_statements() if one.startswith(begins))

    assert {column.split()[0] for column in made.removeprefix(begins).split(", ")} == {*rollup.key, rollup.adds}
    assert set(rollup.reads) == set(rollup.persons) and len(rollup.reads) == 1


def test_rollups_that_read_each_other_in_a_circle_are_refused(trial):
    found = {one.table: one for one in rollups.rollups()}
    found["usage.per_month"] = replace(found["usage.per_month"], reads={"usage.all_libraries": "month"})

    with pytest.raises(ContractBroken, match="kring"):
        rollups.in_order(found)


def values_for(contract: Contract):
    """Rows of a contract in a small world, so that deliveries meet: few names, few days, small numbers."""
    kinds = {
        "varchar": st.sampled_from(["a", "b", "c"]),
        "integer": st.integers(1, 7),
        "bigint": st.integers(0, 9),
        "double": st.integers(0, 9),
        "boolean": st.booleans(),
        "date": st.dates(date(2025, 11, 1), date(2026, 3, 31)),
        "timestamp": st.datetimes(datetime(2025, 11, 1), datetime(2026, 3, 1)),
        "time": st.just("09:00"),
    }
    columns = {}
    for column in contract.columns:
        cells = st.sampled_from(column.one_of) if column.one_of else kinds[SQL_TYPES[column.dtype]]
        if column.name == "month":
            cells = cells.map(lambda day: day.replace(day=1))
        columns[column.name] = cells if column.required and not column.measure else st.none() | cells
    return st.lists(st.fixed_dictionaries(columns), max_size=5)


@tried_on(3)
@given(data=st.data())
@pytest.mark.parametrize("rollup", rollups.rollups(), ids=lambda one: one.table)
def test_every_rollup_is_what_its_raw_rows_say_whatever_was_delivered_in_which_order(rollup, data):
    bench, tables = Workbench("300MB", 1, Path("/tmp")), table_statements()
    try:
        bench.look_at(tables)
        bench.renew(tables, {})
        behind = sorted(rollups.raw_tables(rollup.table))
        for number in range(data.draw(st.integers(1, 4))):
            contract = contracts()[data.draw(st.sampled_from(behind))]
            names = [column.name for column in contract.columns]
            replaces = tuple(name for name in ("library_id", "month") if name in names)
            deliver(bench, tables, contract.table, data.draw(values_for(contract)), replaces, str(number))
        touched = stands(bench)

        assert touched[rollup.table] == made_anew(bench, tables)[rollup.table]
        keys = ", ".join(rollup.key)
        assert bench.rows(f"select {keys} from {rollup.target} group by all having count(*) > 1") == []
    finally:
        bench.close()


@tried_on(6)
@given(values_for(contracts()["usage.loan"]), values_for(contracts()["usage.door_count"]))
def test_loans_and_visits_per_month_are_what_plain_python_counts(loans, counts):
    bench, tables = Workbench("300MB", 1, Path("/tmp")), table_statements()
    try:
        bench.look_at(tables)
        bench.renew(tables, {})
        deliver(bench, tables, "usage.loan", loans, ("library_id", "loaned_on"), "1")
        deliver(bench, tables, "usage.door_count", counts, ("library_id", "counted_at"), "2")

        lent = Counter(
            (row["library_id"], row["branch_id"], row["loaned_on"].replace(day=1))
            for row in loans
            if row["material"] != "digital"
        )
        found = bench.rows("select library_id, branch_id, month, loans from warehouse.usage.loans_by_month")
        assert {(row["library_id"], row["branch_id"], row["month"]): row["loans"] for row in found} == lent

        for rollup, moment in (("visits_by_month", lambda day: ()), ("visits_by_hour", hour_of)):
            came: dict = {}
            for row in counts:
                day = row["counted_at"]
                key = (row["library_id"], row["branch_id"], day.date().replace(day=1), *moment(day))
                came.setdefault(key, []).append(row["visitors_in"])
            said = bench.rows(f"select * from warehouse.usage.{rollup}")
            names = rollups_by_table()[f"usage.{rollup}"].key
            assert {tuple(row[name] for name in names): row["visits"] for row in said} == {
                key: sum(filter(None, numbers)) if any(n is not None for n in numbers) else None
                for key, numbers in came.items()
            }
            missing = sum(number is None for numbers in came.values() for number in numbers)
            assert sum(row["intervals_missing"] for row in said) == missing
        counted = {
            (row["library_id"], row["branch_id"], row["counted_at"].date(), row["counted_at"].hour)
            for row in counts
            if row["visitors_in"] is not None
        }
        assert sum(row["days"] for row in bench.rows("select days from warehouse.usage.visits_by_hour")) == len(counted)
    finally:
        bench.close()


def hour_of(moment: datetime) -> tuple[int, int]:
    """Weekday and hour."""
    return moment.isoweekday(), moment.hour


def rollups_by_table() -> dict[str, rollups.Rollup]:
    """Every rollup by its table."""
    return {one.table: one for one in rollups.rollups()}
