"""What Bronnen rests on: what is there, missing or yet to come; two deliveries beside each other; who is told."""

from datetime import date, timedelta

import pytest

from biebwijzer import intake
from biebwijzer.access import open_workspace, refreshed
from biebwijzer.clock.running import Clock
from biebwijzer.desk.coverage import holes
from biebwijzer.intake.care import CareDraft, keep_care
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import now
from biebwijzer.words import Words
from tests.cast import invite_cast
from tests.conftest import TODAY

pytestmark = pytest.mark.slow


def deliver(place, file, **more):
    return intake.deliver(refreshed(place.operator), "visits", file, library="utrecht", **more)


def workspace(place, person, today=TODAY):
    with place.stores.records.reading() as reading:
        user, grant = reading.one("access.app_user", person), reading.one("access.role_grant", f"grant_{person}")
    return open_workspace(place.stores, place.asking, user, grant, today)


def states(place, on_date):
    rows = refreshed(place.operator).ask("intake/coverage", source_id="visits", on_date=on_date).rows
    return {(row["branch"], row["period"].month): row["state"] for row in rows.to_dicts()}


@pytest.mark.alike
def test_a_month_is_missing_when_it_should_have_come_and_not_yet_due_before_that(place, visits_file):
    deliver(place, visits_file("Oost;01-06-2026;10;geteld", "West;01-06-2026;x;geteld", "West;01-05-2026;3;geschat"))

    # Monthly is late 45 days after the end of a month.
    before, after = date(2026, 9, 14), date(2026, 9, 15)
    assert states(place, before) == {
        ("Oost", 5): "missing", ("West", 5): "complete", ("Oost", 6): "complete", ("West", 6): "missing",
        ("Oost", 7): "not_due", ("West", 7): "not_due", ("Oost", 8): "not_due", ("West", 8): "not_due",
        ("Oost", 9): "not_due", ("West", 9): "not_due",
    }  # fmt: skip
    assert {key: state for key, state in states(place, after + timedelta(days=1)).items() if key[1] == 7} == {
        ("Oost", 7): "missing",
        ("West", 7): "missing",
    }
    methods = refreshed(place.operator).ask("intake/counting_methods", source_id="visits").rows
    assert dict(methods.select("branch_id", "count_method").iter_rows())["utr-oost"] == "counted"


@pytest.mark.alike
def test_two_deliveries_are_held_beside_each_other(place, visits_file):
    first = deliver(
        place, visits_file("Oost;01-01-2026;10;geteld", "West;01-01-2026;5;geteld", "West;01-02-2026;7;geteld")
    )
    second = deliver(
        place, visits_file("Oost;01-01-2026;12;geteld", "West;01-01-2026;5;geteld", "Oost;01-03-2026;1;", name="b.csv")
    )

    found = intake.difference(refreshed(place.operator), first.run_id, second.run_id)

    assert (found.new, found.changed, found.gone, found.same) == (1, 1, 1, 1)
    assert [(one.month, one.measure, one.before, one.after) for one in found.sums] == [
        (date(2026, 3, 1), "visits", None, 1),
        (date(2026, 2, 1), "visits", 7, None),
        (date(2026, 1, 1), "visits", 15, 17),
    ]
    again = intake.difference(refreshed(place.operator), second.run_id, second.run_id)
    assert (again.new, again.changed, again.gone, again.same, again.sums) == (0, 0, 0, 3, ())


@pytest.mark.alike
def test_rows_that_are_not_known_apart_are_counted_as_heaps(place, tmp_path):
    wanted = intake.source("survey")
    assert not wanted.grain

    def file(name, *answers):
        path = tmp_path / name
        row = {field.heading: "" for field in wanted.fields if field.heading}
        lines = [wanted.separator.join({**row, **answer}.values()) for answer in answers]
        path.write_text("\n".join([wanted.separator.join(row), *lines]) + "\n", encoding=wanted.encoding)
        return path

    day = {field.column: field.heading for field in wanted.fields}["answered_on"]
    written = {"2026": date(2026, 10, 1).strftime(wanted.fields[0].dates[0])}["2026"]
    same = {day: written}
    made = [
        intake.deliver(refreshed(place.operator), "survey", file(name, *answers), "utrecht", preview=True)
        for name, answers in (("a.csv", [same] * 3), ("b.csv", [same] * 5))
    ]
    if any(one.status != "preview" or not one.accepted for one in made):
        pytest.fail(f"the survey was not accepted: {made}")

    found = intake.difference(refreshed(place.operator), made[0].run_id, made[1].run_id)

    assert (found.new, found.changed, found.gone, found.same) == (2, 0, 0, 3)


@pytest.mark.alike
def test_a_difference_is_for_who_may_deliver_and_of_ones_own_library(place, visits_file):
    invite_cast(place.stores)
    one = deliver(place, visits_file("Oost;01-01-2026;10;geteld"))

    with pytest.raises(NotAllowed):
        intake.difference(workspace(place, "noor"), one.run_id, one.run_id)
    with pytest.raises(NotAllowed):
        intake.difference(workspace(place, "sven"), one.run_id, one.run_id)
    assert intake.difference(workspace(place, "inge"), one.run_id, one.run_id).same == 1


def test_who_looks_after_a_late_source_is_told_once_for_each_day_it_was_expected(place, visits_file):
    invite_cast(place.stores)
    deliver(place, visits_file("Oost;01-01-2026;10;geteld"))
    keep_care(workspace(place, "inge"), CareDraft("visits", "utrecht", "inge"))

    def seven_in_the_morning(day):
        with place.stores.records.transaction() as transaction:
            transaction.set("clock.schedule", {"kind": "intake.late"}, {"next_at": now() - timedelta(days=900)})
        Clock(place.stores, place.asking).work_off(now() + timedelta(days=day))
        with place.stores.records.reading() as reading:
            return reading.find("clock.mail", {"kind": "intake.late"})

    Clock(place.stores, place.asking).look(now())
    (mail,) = seven_in_the_morning(1)
    assert mail["recipient"] == "inge" and "31 jan 2026" in mail["body"] and "te laat" in mail["subject"]
    assert len(seven_in_the_morning(2)) == 1, "not every morning again"
    deliver(place, visits_file("Oost;01-02-2026;10;geteld", name="feb.csv"))
    assert len(seven_in_the_morning(3)) == 2, "what came was too late for the month after it as well"


def test_who_did_what_with_a_delivery_is_kept(place, visits_file):
    invite_cast(place.stores)
    one = deliver(place, visits_file("Oost;01-01-2026;10;geteld"))
    intake.roll_back(workspace(place, "inge"), one.run_id)

    acts = workspace(place, "inge").ask("intake/run_acts", source_id="visits").rows

    assert acts.select("done_by", "action").rows() == [
        ("Inge Voorbeeld", "intake.run.rolled_back"),
        ("operator", "intake.run.delivered"),
    ]
    assert workspace(place, "sven").ask("intake/run_acts", source_id="visits").rows.is_empty()


def test_holes_that_follow_each_other_are_told_in_one_breath():
    months = [(1, "complete", None), (2, "missing", "empty"), (3, "missing", "empty"), (4, "missing", "suppressed"),
              (5, "not_due", "not_delivered")]  # fmt: skip
    group = [{"period": date(2026, month, 1), "state": state, "why": why} for month, state, why in months]

    assert (
        holes(group, "monthly", Words("nl")) == "feb 2026 t/m mrt 2026 (leeg in het bestand) en apr 2026 (onderdrukt)"
    )
    assert holes(group, "monthly", Words("en")) == "Feb 2026 to Mar 2026 (empty in the file) and Apr 2026 (suppressed)"
