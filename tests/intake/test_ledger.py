"""The ledger: what it says stands in the warehouse is what one counts there, whatever was delivered and taken back."""

from collections import Counter

import pytest

from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.intake.contract import contracts
from tests.engines import looked_up

pytestmark = pytest.mark.slow


def stands_there(place) -> tuple[Counter, Counter]:
    """Rows per table, delivery and library: as the ledger says, and counted in Python."""
    said = Counter()
    for *key, rows in looked_up(
        place.stores, "select table_name, source_id, load_run_id, library_id, row_count from w.intake.landed"
    ):
        said[tuple(key)] += rows
    counted = Counter()
    for table, contract in contracts().items():
        library = "library_id" if contract.has("library_id") else "null"
        for key in looked_up(place.stores, f"select source_id, load_run_id, {library} from w.{table}"):
            counted[(table, *key)] += 1
    return said, counted


def in_days(place) -> list[tuple]:
    """From and until when, and how much per month, of visits."""
    spans = looked_up(place.stores, "select * from w.intake.landed where table_name = 'usage.visit_count'")
    months = looked_up(place.stores, "select * from w.intake.landed_month where table_name = 'usage.visit_count'")
    return sorted(map(repr, [*spans, *months]))


def test_the_ledger_counts_what_stands_there_after_corrections_and_taking_back(place, visits_file):
    intake.deliver_rows(
        refreshed(place.operator),
        "branches",
        [{"branch_id": "zei", "name": "Zeist", "kind": "branch"}],
        library="zeist",
    )
    first = deliver(place, visits_file("Oost;01-01-2026;10;geteld", "West;01-01-2026;5;geteld"), "utrecht")
    deliver(place, visits_file("Zeist;01-01-2026;8;geteld"), "zeist")
    deliver(place, visits_file("Oost;01-01-2026;11;geteld", "West;01-02-2026;;"), "utrecht")
    said, counted = stands_there(place)
    assert said == counted and said[("usage.visit_count", "visits", first.run_id, "utrecht")] == 1
    days = in_days(place)

    intake.rebuild(refreshed(place.operator))
    assert in_days(place) == days and len(days) == 7

    intake.roll_back(refreshed(place.operator), first.run_id)
    said, counted = stands_there(place)
    assert said == counted and ("usage.visit_count", "visits", first.run_id, "utrecht") not in said

    intake.rebuild(refreshed(place.operator))
    assert stands_there(place) == (said, counted)


def test_a_month_without_a_number_makes_a_source_neither_fresh_nor_complete(place, visits_file):
    deliver(place, visits_file("Oost;01-01-2026;10;geteld", "Oost;01-02-2026;;"), "utrecht")

    landed = place.operator.ask("intake/deliveries_behind", tables=["usage.visit_count"]).rows
    strip = place.operator.ask("intake/completeness", source_id="visits").rows

    assert [str(day) for day in landed["fresh_until"]] == ["2026-01-31"]
    assert {(str(period), state) for period, state in strip.select("period", "state").iter_rows()} == {
        ("2026-01-01", "complete")
    }


def deliver(place, file, library):
    """Deliver visits for a library."""
    return intake.deliver(refreshed(place.operator), "visits", file, library=library)
