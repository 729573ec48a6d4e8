"""A new version of the warehouse becomes visible in one swap: readers see all-old or all-new."""

import threading

import pytest

from biebwijzer.warehouse import View, query
from tests.engines import next_version

pytestmark = pytest.mark.slow

EVERYTHING = View(libraries=("utrecht",), may_see_people=False, audience="eigen")


def show_version_with(stores, rows):
    fresh = stores.engine.number()
    with next_version(stores) as run:
        run("delete from warehouse.usage.visit_count")
        run(
            "insert into warehouse.usage.visit_count "
            "select 'utrecht', 'b', make_date(2020 + (n // 12)::int, (n % 12 + 1)::int, 1), "
            f"{fresh}, null, null, 's', 'run', n from range({rows}) t(n)"
        )
    return fresh


def test_every_reader_sees_one_version_whole_while_versions_change(house):
    seen, stop, faults = set(), threading.Event(), []
    stores = house.stores
    first = show_version_with(stores, 24)

    def read():
        try:
            # They look all the while, and leave the one who makes versions room to.
            while not stop.wait(0.002):
                with stores.cursor(EVERYTHING.variables) as cursor:
                    rows = cursor.sql("select count(*), min(visits), max(visits) from mart.visits_month").fetchall()
                seen.add(rows[0])
        except Exception as fault:  # noqa: BLE001 - whatever goes wrong on the thread must reach the assertion
            faults.append(fault)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    made = [first]
    for rows in (36, 48, 60):
        made.append(show_version_with(stores, rows))
    stop.set()
    for reader in readers:
        reader.join()

    expected = {(24 + 12 * n, version, version) for n, version in enumerate(made)}
    assert faults == []
    assert seen <= expected and len(seen) >= 1


def test_an_answer_is_remembered_for_one_version_and_one_pair_of_eyes_only(house):
    stores, asking = house.stores, house.asking
    show_version_with(stores, 12)
    before = asking.ask(query("usage/visits_per_year"), {}, EVERYTHING)
    nobody = asking.ask(query("usage/visits_per_year"), {}, View((), False, "eigen"))
    show_version_with(stores, 24)

    after = asking.ask(query("usage/visits_per_year"), {}, EVERYTHING)

    assert (before.rows.height, nobody.rows.height, after.rows.height) == (1, 0, 2)
    assert asking.ask(query("usage/visits_per_year"), {}, EVERYTHING) is after


def test_versions_are_shown_in_any_order_and_one_who_is_reading_reads_to_the_end(house):
    stores = house.stores
    made = {show_version_with(stores, rows): rows for rows in (24, 36, 48)}
    first, second, third = made
    for version in (first, third, second, first, second, third, first):
        with stores.cursor(EVERYTHING.variables) as reading:
            reading.execute("begin transaction")
            before = reading.execute("select visits from mart.visits_month").fetchall()
            with stores.records.transaction() as transaction:
                stores.point_to(transaction, version)
            stores.show(version)
            assert reading.execute("select visits from mart.visits_month").fetchall() == before
        with stores.cursor(EVERYTHING.variables) as cursor:
            assert cursor.execute("select visits from mart.visits_month").fetchall() == [(version,)] * made[version]
