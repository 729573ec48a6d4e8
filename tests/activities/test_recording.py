"""Activities are kept whole or not at all, each act can be taken back, and nobody writes elsewhere."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.access import new_id
from biebwijzer.activities import Series, recording, rules
from biebwijzer.activities.calendar import REPEATS
from biebwijzer.problems import BiebwijzerError, ChangedMeanwhile, NotAllowed
from tests.activities.conftest import TALK
from tests.conftest import TODAY
from tests.examples import tried_on

WEEKLY = Series("week", date(2027, 1, 18))


def kept(house) -> list[dict]:
    with house.stores.records.reading() as reading:
        return sorted(reading.find("activities.activity"), key=lambda row: (row["held_on"], row["activity_id"]))


def actions(house) -> list[str]:
    with house.stores.records.reading() as reading:
        return [line["action"] for line in reading.find("access.audit", {}, newest="happened_at")]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"title": "Spreekuur 111222333"}, "title"),
        ({"held_on": None}, "held_on"),
        ({"held_on": date(1999, 1, 1)}, "held_on"),
        ({"held_on": date(2029, 1, 1), "participants": None}, "held_on"),
        ({"held_on": TODAY + timedelta(days=1)}, "participants"),
        ({"branch_id": None}, "branch_id"),
        ({"core_function": None}, "core_function"),
        ({"core_function": "sports"}, "core_function"),
        ({"form": None}, "way"),
        ({"pillar": "x"}, "pillar"),
        ({"funding_frame": "x"}, "funding_frame"),
        ({"target_group": "bsn 111 222 333"}, "target_group"),
        ({"participants": -1}, "participants"),
        ({"participants": 20_001}, "participants"),
    ],
)
def test_what_is_wrong_is_said_under_its_own_field(change, field):
    assert [problem.field for problem in rules.problems(replace(TALK, **change), TODAY)] == [field]


def test_nothing_is_wrong_with_a_plain_activity_nobody_came_to_or_that_still_comes():
    assert rules.problems(TALK, TODAY) == []
    assert rules.problems(replace(TALK, participants=0), TODAY) == []
    assert rules.problems(replace(TALK, participants=None, held_on=TODAY + timedelta(days=30)), TODAY) == []


def test_earlier_titles_are_offered_that_begin_with_or_hold_what_is_typed():
    titles = ["Groot Taalcafé", "Taalcafé", "Taalcafé voor beginners", "Voorleesuur"]

    assert rules.suggested(titles, " taal") == ["Taalcafé", "Taalcafé voor beginners", "Groot Taalcafé"]
    assert rules.suggested(titles, "taalcafé") == ["Taalcafé voor beginners", "Groot Taalcafé"]
    assert rules.suggested(titles, " ") == [] and rules.suggested(titles, "film") == []
    assert len(rules.suggested([f"Lezing {n}" for n in range(9)], "lez")) == rules.MOST_SUGGESTED


@pytest.mark.parametrize(
    ("series", "field"),
    [
        (Series("day", date(2027, 1, 1)), "every"),
        (Series("week", None), "until"),
        (Series("week", date(2026, 11, 19)), "until"),
        (Series("week", date(2029, 11, 1)), "until"),
    ],
)
def test_a_series_says_what_is_wrong_with_it(series, field):
    assert [problem.field for problem in rules.series_problems(TALK, series, TODAY)] == [field]


def test_an_activity_is_kept_with_its_line_and_the_same_form_twice_makes_one(house, workspace):
    noor, form = workspace("noor"), new_id()

    recording.record(noor, replace(TALK, title="  Lezing   over bijen "), form)
    again = recording.record(noor, TALK, form)

    (row,) = kept(house)
    assert (row["title"], row["library_id"], row["recorded_by"], row["participants"]) == (
        "Lezing over bijen", "utrecht", "noor", 24,
    )  # fmt: skip
    assert again.audit_id is None and actions(house) == ["activities.activity.recorded"]


def test_a_series_skips_what_is_shut_and_is_taken_back_as_one_act(house, workspace):
    noor = workspace("noor")

    saved = recording.record_series(noor, replace(TALK, held_on=date(2026, 11, 30), participants=None), WEEKLY)

    rows = kept(house)
    # The seventh of December Oost is shut, the fourth of January all of the library.
    assert [row["held_on"].day for row in rows] == [30, 14, 21, 28, 11, 18]
    assert {row["series_id"] for row in rows} == {saved.row_id} and {row["participants"] for row in rows} == {None}
    assert [(one.on.day, one.why["nl"]) for one in saved.plan.skipped] == [(7, "Verbouwing"), (4, "Studiedag")]
    assert actions(house) == ["activities.series.recorded"]
    noor.undo(saved.audit_id)
    assert kept(house) == []


def test_a_number_of_participants_belongs_to_the_first_day_of_a_series(house, workspace):
    recording.record_series(workspace("noor"), TALK, Series("week", date(2026, 12, 4)))

    assert [row["participants"] for row in kept(house)] == [24, None, None]


def test_a_branch_elsewhere_in_the_library_is_open_when_one_is_not(house, workspace):
    recording.record_series(workspace("noor"), replace(TALK, branch_id="utr-west", held_on=date(2026, 11, 30)), WEEKLY)

    assert [row["held_on"].day for row in kept(house)] == [30, 7, 14, 21, 28, 11, 18]


def test_a_series_with_no_day_left_is_refused_with_a_sentence(house, workspace):
    christmas = replace(TALK, held_on=date(2026, 12, 25))

    with pytest.raises(BiebwijzerError, match="dicht"):
        recording.record_series(workspace("noor"), christmas, Series("week", date(2026, 12, 26)))

    assert kept(house) == [] and actions(house) == []


@tried_on(10)
@given(
    every=st.sampled_from(sorted(REPEATS)),
    start=st.dates(date(2026, 1, 1), date(2026, 11, 1)),
    length=st.integers(0, 400),
)
def test_taking_back_a_series_leaves_everything_as_it_was(house, workspace, every, start, length):
    noor = workspace("noor")
    recording.record(noor, TALK)
    before = kept(house)
    try:
        saved = recording.record_series(
            noor, replace(TALK, held_on=start), Series(every, start + timedelta(days=length))
        )
    except BiebwijzerError:
        assert kept(house) == before
        return

    assert len(kept(house)) == len(before) + len(saved.plan.days)
    noor.undo(saved.audit_id)
    assert kept(house) == before


def test_a_correction_and_its_undo(house, workspace):
    noor = workspace("noor")
    made = recording.record(noor, TALK)

    saved = recording.correct(noor, made.row_id, replace(TALK, participants=25, branch_id="utr-west"), seen=1)

    (row,) = kept(house)
    assert (row["participants"], row["branch_id"], row["row_version"]) == (25, "utr-west", 2)
    with pytest.raises(ChangedMeanwhile):
        recording.correct(noor, made.row_id, TALK, seen=1)
    noor.undo(saved.audit_id)
    assert kept(house)[0]["participants"] == 24


def test_counting_fills_in_what_is_open_and_leaves_what_was_counted_meanwhile(house, workspace):
    noor, bo = workspace("noor"), workspace("staff")
    first, second = (recording.record(noor, replace(TALK, title=title, participants=None)).row_id for title in "ab")
    recording.count(bo, {first: 7})

    saved = recording.count(noor, {first: 99, second: 0})

    assert {row["title"]: row["participants"] for row in kept(house)} == {"a": 7, "b": 0}
    noor.undo(saved.audit_id)
    assert {row["title"]: row["participants"] for row in kept(house)} == {"a": 7, "b": None}


def test_removing_one_of_a_series_can_take_what_follows_with_it_but_never_what_was_counted(house, workspace):
    noor = workspace("noor")
    first = replace(TALK, held_on=date(2026, 10, 5), participants=None)
    recording.record_series(noor, first, Series("week", date(2026, 11, 2)))
    rows = kept(house)
    recording.count(noor, {rows[3]["activity_id"]: 12})

    saved = recording.remove(noor, rows[1]["activity_id"], following=True)

    assert [row["held_on"].day for row in kept(house)] == [5, 26]
    noor.undo(saved.audit_id)
    assert len(kept(house)) == 5


@pytest.mark.parametrize("who", ["karim", "inge", "poi_adviser", "kb_reader"])
def test_who_may_not_write_activities_writes_nothing(house, workspace, who):
    with pytest.raises(NotAllowed):
        recording.record(workspace(who), TALK)

    assert kept(house) == [] and actions(house) == []


def test_nobody_writes_for_another_library(house, workspace):
    made = recording.record(workspace("noor"), replace(TALK, participants=None))
    before, sven = kept(house), workspace("sven")

    for act in (
        lambda: recording.record(sven, TALK),
        lambda: recording.record_series(sven, TALK, WEEKLY),
        lambda: recording.correct(sven, made.row_id, replace(TALK, branch_id="amf-zuid")),
        lambda: recording.count(sven, {made.row_id: 3}),
        lambda: recording.remove(sven, made.row_id),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert kept(house) == before
