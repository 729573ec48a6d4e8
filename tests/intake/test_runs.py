"""Runs: what a delivery changes, that it changes it whole or not at all, and that it can be taken back."""

import json
import os
from datetime import date

import pytest

from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.intake import running
from biebwijzer.intake.contract import contracts
from tests.engines import looked_up

# Each delivers, a process per file; together they take more than a quick round has.
pytestmark = pytest.mark.slow


def figures(place) -> dict[tuple[str, date], int | None]:
    """Visits per branch and month, as stored in the version everybody sees."""
    rows = looked_up(place.stores, "select branch_id, month, visits from w.usage.visit_count")
    return {(branch, month): visits for branch, month, visits in rows}


def tables(place) -> dict[str, list]:
    """Every row of every table."""
    return {table: sorted(looked_up(place.stores, f"select * from w.{table}"), key=repr) for table in contracts()}


def deliver(place, file, **more):
    """Deliver visits for Utrecht."""
    return intake.deliver(refreshed(place.operator), "visits", file, library="utrecht", **more)


def waiting(place, run_id):
    """The refused rows of a run that wait."""
    with place.stores.records.reading() as reading:
        return reading.find("intake.refused_row", {"run_id": run_id, "status": "waiting"})


def run(place, run_id):
    """The row of a run."""
    with place.stores.records.reading() as reading:
        return reading.one("intake.run", run_id)


JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)


def test_good_rows_go_on_while_bad_rows_wait_with_a_sentence(place, visits_file):
    outcome = deliver(
        place,
        visits_file("Oost;01-01-2026;1.830;geteld", "Ost;01-01-2026;5;", "West;31-11-2026;7;", "West;01-01-2026;-4;"),
    )

    assert (outcome.accepted, outcome.refused) == (1, 3)
    assert figures(place) == {("utr-oost", JAN): 1830}
    rows = sorted(waiting(place, outcome.run_id), key=lambda row: row["source_row"])
    said = [
        (r["source_row"], r["sentence"].format_map(json.loads(r["sentence_values"])), r["suggestion"]) for r in rows
    ]
    assert said == [
        (3, "'Ost' is onbekend: lever dit eerst aan, of verbeter de naam.", "Oost"),
        (4, "'31-11-2026' is geen datum. Verwacht: dd-mm-jjjj.", None),
        (5, "-4 is te laag. Het laagste is 0.", None),
    ]


def test_the_same_file_twice_changes_nothing_and_says_when_it_was_loaded(place, visits_file):
    file = visits_file("Oost;01-01-2026;10;geteld")
    first = deliver(place, file)
    version = place.stores.version

    second = deliver(place, file)

    assert second.status == "unchanged" and place.stores.version == version
    loaded = run(place, first.run_id)["delivered_at"]
    assert second.values["moment"] == loaded.isoformat(timespec="minutes")


def test_a_large_file_is_known_again_while_its_loader_works_and_leaves_no_trace(place, visits_file, monkeypatch):
    monkeypatch.setattr(running, "LARGE", 0)
    file = visits_file("Oost;01-01-2026;10;geteld")
    first = deliver(place, file)
    version, folders = place.stores.version, set(place.home.glob("jobs/*"))

    second = deliver(place, file)
    assert set(place.home.glob("jobs/*")) == folders and not [*place.home.glob("warehouse/*.part*")]
    third = deliver(place, visits_file("Oost;01-01-2026;11;geteld"))

    assert (first.status, second.status, third.status) == ("active", "unchanged", "active")
    assert run(place, second.run_id)["same_as"] == first.run_id and place.stores.version > version
    assert run(place, first.run_id)["file_hash"] != run(place, third.run_id)["file_hash"]
    assert figures(place) == {("utr-oost", JAN): 11}


def test_a_corrected_file_replaces_its_branches_and_months_and_nothing_else(place, visits_file):
    deliver(place, visits_file("Oost;01-01-2026;10;", "West;01-01-2026;20;", "Oost;01-02-2026;30;"))

    outcome = deliver(place, visits_file("Oost;01-01-2026;11;", "Oost;01-02-2026;30;", "West;01-02-2026;40;"))

    assert figures(place) == {
        ("utr-oost", JAN): 11, ("utr-west", JAN): 20, ("utr-oost", FEB): 30, ("utr-west", FEB): 40
    }  # fmt: skip
    assert {name: outcome.report[name] for name in ("new", "changed", "same", "gone")} == {
        "new": 1, "changed": 1, "same": 1, "gone": 0
    }  # fmt: skip


def test_a_preview_shows_what_would_change_and_nobody_sees_it_until_it_is_put_into_force(place, visits_file):
    deliver(place, visits_file("Oost;01-01-2026;10;"))
    version = place.stores.version

    preview = deliver(place, visits_file("Oost;01-01-2026;15;"), preview=True)

    assert figures(place) == {("utr-oost", JAN): 10} and place.stores.version == version
    assert preview.report["effects"] == [{"measure": "visits", "year": 2026, "before": 10, "after": 15}]
    assert preview.report["branches"] == [{"branch_id": "utr-oost", "before": 10, "after": 15}]
    intake.activate(place.operator, preview.run_id)
    assert figures(place) == {("utr-oost", JAN): 15}
    with pytest.raises(intake.DeliveryRefused):
        intake.activate(place.operator, preview.run_id)


def test_a_preview_on_an_older_version_is_made_again_on_the_newest(place, visits_file):
    preview = deliver(place, visits_file("Oost;01-01-2026;15;"), preview=True)
    deliver(place, visits_file("West;01-01-2026;20;", name="west.csv"))

    intake.activate(place.operator, preview.run_id)

    assert figures(place) == {("utr-oost", JAN): 15, ("utr-west", JAN): 20}


def test_a_discarded_preview_leaves_nothing_behind(place, visits_file):
    preview = deliver(place, visits_file("Oost;01-01-2026;15;"), preview=True)

    intake.discard(place.operator, preview.run_id)

    assert figures(place) == {} and not intake.job_folder(place.stores.settings, preview.run_id).exists()
    assert not place.stores.engine.has(preview.version)
    assert run(place, preview.run_id)["status"] == "discarded"


def test_the_last_run_is_taken_back_by_pointing_back(place, visits_file):
    deliver(place, visits_file("Oost;01-01-2026;10;"))
    before = place.stores.version
    last = deliver(place, visits_file("Oost;01-01-2026;11;"))

    intake.roll_back(place.operator, last.run_id)

    assert place.stores.version == before and figures(place) == {("utr-oost", JAN): 10}


def test_an_older_run_is_taken_out_and_what_it_had_replaced_comes_back(place, visits_file):
    deliver(place, visits_file("Oost;01-01-2026;10;"))
    wrong = deliver(place, visits_file("Oost;01-01-2026;99;"))
    deliver(place, visits_file("West;01-01-2026;20;"))

    intake.roll_back(place.operator, wrong.run_id)

    assert figures(place) == {("utr-oost", JAN): 10, ("utr-west", JAN): 20}
    assert run(place, wrong.run_id)["status"] == "rolled_back"


def test_a_library_others_refer_to_cannot_be_taken_out(place, visits_file):
    deliver(place, visits_file("Oost;01-01-2026;10;"))
    before = tables(place)
    with place.stores.records.reading() as reading:
        branches = reading.find("intake.run", {"source_id": "branches"})[0]

    with pytest.raises(intake.DeliveryRefused, match="vestigingen hangen andere cijfers"):
        intake.roll_back(place.operator, branches["run_id"])

    assert tables(place) == before


def test_rebuilding_gives_every_table_as_it_was(place, visits_file):
    deliver(place, visits_file("Oost;01-01-2026;10;", "West;01-01-2026;x;", "Ost;01-02-2026;3;"))
    outcome = deliver(place, visits_file("Oost;01-01-2026;11;", "Oost;01-02-2026;12;", "Wst;01-02-2026;3;"))
    intake.correct(place.operator, outcome.run_id, {waiting(place, outcome.run_id)[0]["refused_row_id"]: "West"})
    before, version = tables(place), place.stores.version

    intake.rebuild(place.operator)

    assert place.stores.version > version and tables(place) == before


def test_a_row_put_right_joins_the_run_it_came_from(place, visits_file):
    outcome = deliver(place, visits_file("Oost;01-01-2026;10;", "Wst;01-01-2026;20;", "Wst;01-02-2026;mis;"))
    rows = {row["source_row"]: row for row in waiting(place, outcome.run_id) if row["column_name"] == "Vestiging"}

    put_right = intake.correct(place.operator, outcome.run_id, {rows[3]["refused_row_id"]: "West"})

    assert figures(place) == {("utr-oost", JAN): 10, ("utr-west", JAN): 20}
    assert run(place, put_right.run_id)["part_of"] == outcome.run_id
    assert {row["source_row"] for row in waiting(place, outcome.run_id)} == {4}
    intake.roll_back(place.operator, outcome.run_id)
    assert figures(place) == {}


def test_a_row_put_right_with_another_mistake_waits_again_under_its_own_row(place, visits_file):
    outcome = deliver(place, visits_file("Wst;01-01-2026;20;"))
    wrong = waiting(place, outcome.run_id)[0]

    again = intake.correct(place.operator, outcome.run_id, {wrong["refused_row_id"]: "Wist"})

    assert [(row["source_row"], row["found"]) for row in waiting(place, again.run_id)] == [(2, "Wist")]
    assert waiting(place, outcome.run_id) == []
    intake.correct(place.operator, again.run_id, {waiting(place, again.run_id)[0]["refused_row_id"]: "West"})
    assert figures(place) == {("utr-west", JAN): 20}


def test_a_correct_delivery_of_the_same_months_ends_the_waiting(place, visits_file):
    outcome = deliver(place, visits_file("Oost;01-01-2026;10;", "Wst;01-01-2026;20;"))

    deliver(place, visits_file("Oost;01-01-2026;10;", "West;01-01-2026;20;"))

    assert waiting(place, outcome.run_id) == []


def test_a_delivery_refused_whole_changes_nothing_and_says_why(place, visits_file):
    before = tables(place)

    outcome = deliver(place, visits_file("Oost;01-01-2026;10", head="Vestiging;Maand;Aantal"))

    assert outcome.status == "failed" and tables(place) == before
    assert "Aantal" in outcome.values["unknown"] and "Bezoeken" in outcome.values["lacking"]
    assert run(place, outcome.run_id)["status"] == "failed"
    assert [*intake.job_folder(place.stores.settings, outcome.run_id).glob("file*")] == []


def test_the_same_key_twice_in_a_file_is_refused_and_a_mere_copy_only_once(place, visits_file):
    outcome = deliver(
        place,
        visits_file("Oost;01-01-2026;10;", "Oost;01-01-2026;10;", "West;01-01-2026;1;", "West;01-01-2026;2;"),
    )

    assert figures(place) == {("utr-oost", JAN): 10}
    found = sorted((row["source_row"], row["reason"]) for row in waiting(place, outcome.run_id))
    assert found == [(3, "duplicate_same"), (4, "duplicate_differs"), (5, "duplicate_differs")]


def test_another_source_cannot_overwrite_what_stands_there(place):
    outcome = intake.deliver_rows(
        refreshed(place.operator), "newcastle_library", [{"library_id": "utrecht", "name": "Gekaapt"}]
    )

    assert outcome.accepted == 0 and [row["reason"] for row in waiting(place, outcome.run_id)] == ["already_there"]


def test_delivered_files_and_old_versions_go_after_their_time(place, visits_file):
    runs = [deliver(place, visits_file(f"Oost;01-01-2026;{n};")) for n in range(6)]
    kept = intake.job_folder(place.stores.settings, runs[0].run_id)
    (place.home / "warehouse").mkdir(exist_ok=True)
    (place.home / "warehouse" / "000099.gone.part").write_bytes(b"half a version")
    (place.home / "jobs" / "unknown").mkdir()
    for path in (kept / "file.csv", place.home / "jobs" / "unknown"):
        os.utime(path, (0, 0))

    intake.tidy(place.stores)

    versions = [n for n in range(place.stores.version + 1) if place.stores.engine.has(n)]
    assert len(versions) == place.stores.settings.keep_versions and place.stores.version in versions
    assert place.stores.settings.shared or not list(place.home.glob("warehouse/*.part"))
    assert not (kept / "file.csv").exists() and (kept / "accepted.parquet").is_file()
    assert not (place.home / "jobs" / "unknown").exists()
    intake.roll_back(place.operator, runs[0].run_id)
    assert figures(place) == {("utr-oost", JAN): 5}


def test_a_delivery_after_one_was_taken_out_shows_its_own_figures_and_never_those_of_before(place, visits_file):
    deliver(place, visits_file("Oost;01-01-2026;10;"))
    second = deliver(place, visits_file("Oost;01-01-2026;20;"))
    asked = place.operator.ask("usage/visits_per_year").rows["visits"].to_list()

    intake.roll_back(place.operator, second.run_id)
    third = deliver(place, visits_file("Oost;01-01-2026;30;"))

    assert asked == [20]
    assert place.operator.ask("usage/visits_per_year").rows["visits"].to_list() == [30]
    assert third.version > second.version, "a number is given once: answers are remembered by it"


def test_a_row_of_totals_is_counted_once_where_a_row_is_refused_for_another(place, visits_file):
    rows = ("Oost;01-01-2026;5;geteld", "Oost;01-01-2026;5;geteld", "Totaal;;10;")

    came = intake.deliver(place.operator, "visits", visits_file(*rows), "utrecht")

    assert (came.accepted, came.refused, came.report["blank"]) == (1, 1, 1), came.sentence


def test_a_total_of_loans_that_does_not_add_up_is_told_and_its_rows_go_on(place, tmp_path):
    path = tmp_path / "uitleningen.csv"
    path.write_text("Vestiging;Maand;Uitleningen\nOost;01-01-2026;1.200\nWest;01-01-2026;34\nTotaal;;1.235\n")

    outcome = intake.deliver(refreshed(place.operator), "loans", path, library="utrecht")

    assert outcome.accepted == 2
    (told,) = outcome.report["sums"]
    assert told["examples"] == [{"row": 4, "found": 1235, "expected": 1234}]


def test_doors_and_single_loans_come_beside_what_is_delivered_per_month(place, tmp_path, visits_file):
    at_work = place.operator
    intake.deliver(refreshed(at_work), "visits", visits_file("Oost;01-01-2026;100;geteld"), library="utrecht")
    doors = tmp_path / "deuren.csv"
    rows = ["Vestiging;Deur;Tijdstip;In;Uit"]
    for name in ("Oost", "West"):
        rows += [f"{name};A;{day:02d}-01-2026 {hour}:00;{hour};0" for day in (5, 6) for hour in (10, 11)]
    doors.write_text("\n".join([*rows, "West;A;07-01-2026 10:00;;"]) + "\n", encoding="cp1252")

    came = intake.deliver(refreshed(at_work), "door_counts", doors, library="utrecht")

    def shown():
        said = refreshed(at_work).ask("usage/visit_rows").rows
        return {row["branch"]: (row["visits"], row["count_method"], row["load_run_id"]) for row in said.to_dicts()}

    assert shown()["West"] == (42, "partly", came.run_id)
    assert shown()["Oost"][0] == 100
    behind = refreshed(at_work).ask("usage/visits_per_year").tables
    assert behind == {"usage.visit_count", "usage.door_count"}
    before = shown()
    intake.rebuild(refreshed(at_work))
    assert shown() == before
    intake.roll_back(refreshed(at_work), came.run_id)
    assert set(shown()) == {"Oost"}
