"""Meter readings: what passed is what the meter went up, whatever it skips, slips or rolls over."""

import os
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.intake.meters import FIRST, RESET, Meter, highest_of, looks_like_one, passed
from biebwijzer.problems import ContractBroken

ONE, BOTH = Meter("one way", 9999), Meter("both ways", 9999)


@pytest.mark.parametrize(
    ("readings", "meter", "told"),
    [
        ([100, 110, 130], ONE, [FIRST, 10, 20]),
        # A day without a reading falls to the next.
        ([100, None, 130], ONE, [FIRST, None, 30]),
        # From the highest reading one passage more makes nought.
        ([9990, 9999, 4], ONE, [FIRST, 9, 5]),
        # Lower than before and after: a slip of the pen.
        ([100, 110, 101, 130], ONE, [FIRST, 10, RESET, 20]),
        # Lower, and going on from there: set back by hand.
        ([5000, 5010, 3, 23], ONE, [FIRST, 10, RESET, 20]),
        # Two passages are a visit; what is over waits.
        ([0, 3, 6, 7, 8], BOTH, [FIRST, 1, 2, 0, 1]),
        ([], ONE, []),
        ([None, 7], ONE, [None, FIRST]),
    ],
)
def test_what_passed_is_what_the_meter_went_up(readings, meter, told):
    assert passed(readings, meter) == told


@given(st.lists(st.integers(0, 900), max_size=40), st.integers(0, 9999), st.sampled_from(["one way", "both ways"]))
def test_a_meter_that_is_read_now_and_then_counts_everybody_once(crowds, start, ways):
    readings, stands = [start], start
    for came in crowds:
        stands += came
        readings.append(stands % 10_000)

    told = [one for one in passed(readings, Meter(ways, 9999)) if isinstance(one, int)]

    assert sum(told) == sum(crowds) // (2 if ways == "both ways" else 1)
    assert all(one >= 0 for one in told)


def test_only_what_goes_up_all_the_time_may_be_a_meter():
    assert looks_like_one(map(str, range(100, 200)))
    assert looks_like_one(map(str, range(200, 100, -1)))
    assert not looks_like_one(str(number * 7919 % 100) for number in range(100))
    assert not looks_like_one(map(str, range(5)))
    assert (highest_of(["12", "9.816"]), highest_of(["7", "x"])) == (9999, 9999)


def with_meters(place, path: Path, ways: str, highest: int) -> intake.Outcome:
    """The file delivered as readings of one gate."""
    found = intake.recognise_bytes(path.read_bytes(), path.name, {})
    when, counts = found.heads[:2]
    assert intake.may_be_meter(found, counts)
    draft = intake.SourceDraft(
        "usage.door_count", "Poortje", "Gate", headings={"counted_at": when, "visitors_in": counts},
        constants={"branch_id": "utr-oost", "door": "hoofdingang"},
        meters={"visitors_in": intake.Meter(ways, highest)},
    )  # fmt: skip
    intake.keep_source(place.operator, "poortje", intake.written_source(draft, found, path.name))
    return intake.deliver(refreshed(place.operator), "poortje", path, "utrecht")


def landed(place, outcome: intake.Outcome) -> pl.DataFrame:
    """The rows that went on, in order of time."""
    folder = intake.job_folder(place.stores.settings, outcome.run_id)
    return pl.read_parquet(folder / "accepted.parquet").sort("counted_at")


def test_readings_of_a_gate_are_delivered_as_visits_and_words_wait_for_somebody(place, tmp_path):
    days = [f"{day:02d}-Sep-21" for day in range(1, 29)]
    cells = [str(9_900 + 10 * number) for number in range(28)]
    cells[4], cells[10:] = "poort stuk", [str(10 * number) for number in range(18)]
    path = tmp_path / "poort.csv"
    # Newest first, as some gates write them.
    lines = [f"{day},{cell}" for day, cell in zip(days, cells, strict=True)]
    path.write_text("\n".join(["dag,stand", *reversed(lines)]) + "\n", encoding="utf-8")

    outcome = with_meters(place, path, "both ways", 9999)

    rows = landed(place, outcome)
    assert (outcome.accepted, outcome.refused) == (27, 1)
    assert rows["visitors_in"][0] is None and rows["visitors_in_missing"][0] == "unknown"
    assert rows["visitors_in"].sum() == (10 * 27) // 2
    folder = intake.job_folder(place.stores.settings, outcome.run_id)
    assert pl.read_parquet(folder / "refused.parquet")["found"].to_list() == ["poort stuk"]


def test_a_source_with_meters_says_how_they_count():
    text = """
title = { nl = "Poort", en = "Gate" }
delivers = "usage.door_count"
kind = "events"
refresh = "daily"
[file]
read = "recognised"
[columns]
branch_id = { constant = "utr-oost" }
door = { constant = "voor" }
counted_at = "dag"
visitors_in = { from = "stand", meter = "up" }
"""
    with pytest.raises(ContractBroken, match="meter is"):
        intake.from_text("poort", text)
    with pytest.raises(ContractBroken, match="meterstanden"):
        intake.from_text("poort", text.replace('"up"', '"both ways"').replace('read = "recognised"', ""))


def test_the_gate_of_toronto_is_read_as_its_rules_say(place):
    folder = Path(os.environ.get("BIEBWIJZER_FILES", "")) / "gate_counts_utoronto"
    if not os.environ.get("BIEBWIJZER_FILES") or not folder.exists():
        pytest.skip("BIEBWIJZER_FILES is not given, or has no gate_counts_utoronto: not run")
    outcome = with_meters(place, folder / "sampleGateCount.csv", "both ways", 999_999)

    # The rules of the package in plain Python: the day before off the day, on from nought at the top, halves last.
    readings = [line.rsplit(",", 1)[1] for line in (folder / "sampleGateCount.csv").read_text().splitlines()[1:]]
    known = [int(one) for one in readings if one.isdigit()]
    steps = [other - one if other >= one else 1_000_000 - one + other for one, other in pairwise(known)]
    wrong = [step for step in steps if step > 2 * 5_000]
    rows = landed(place, outcome)
    assert (len(readings), len(known), len(wrong)) == (333, 322, 5)
    assert abs(rows["visitors_in"].sum() - (sum(steps) - sum(wrong)) / 2) <= len(wrong)
    words = sum(one not in ("", "NA") and not one.isdigit() for one in readings)
    assert outcome.refused == len(wrong) + words
