"""By the clock on the wall: once a day is once, also in the nights the clock is moved."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from biebwijzer.clock import WEEKDAYS, rhythm
from biebwijzer.problems import ContractBroken
from biebwijzer.words import Words
from biebwijzer.words.speaking import CLOCK

pytestmark = pytest.mark.alike


def here(text: str) -> datetime:
    """A moment as the stores write it, from one on the wall."""
    return datetime.fromisoformat(text).replace(tzinfo=CLOCK).astimezone(UTC).replace(tzinfo=None)


def on_the_wall(moment: datetime) -> str:
    return moment.replace(tzinfo=UTC).astimezone(CLOCK).strftime("%Y-%m-%d %H:%M%z")


def times(text: str, since: str, number: int) -> list[str]:
    found, moment = [], here(since)
    for _ in range(number):
        moment = rhythm(text).next_after(moment)
        found.append(on_the_wall(moment))
    return found


def test_a_time_that_the_spring_night_skips_comes_once_an_hour_later_on_the_wall():
    assert times("daily 02:30", "2026-03-28 03:00", 3) == [
        "2026-03-29 03:30+0200",
        "2026-03-30 02:30+0200",
        "2026-03-31 02:30+0200",
    ]


def test_a_time_that_the_autumn_night_has_twice_comes_once():
    assert times("daily 02:30", "2026-10-24 03:00", 2) == ["2026-10-25 02:30+0200", "2026-10-26 02:30+0100"]


def test_seven_in_the_morning_stays_seven_in_the_morning():
    assert times("daily 07:00", "2026-10-24 08:00", 2) == ["2026-10-25 07:00+0100", "2026-10-26 07:00+0100"]
    assert times("weekdays 07:00", "2026-11-20 07:00", 2) == ["2026-11-23 07:00+0100", "2026-11-24 07:00+0100"]
    assert times("weekly sun 07:00", "2026-03-22 07:00", 2) == ["2026-03-29 07:00+0200", "2026-04-05 07:00+0200"]
    assert times("monthly 31 07:00", "2026-01-31 07:00", 2) == ["2026-02-28 07:00+0100", "2026-03-31 07:00+0200"]


def test_every_so_many_minutes_goes_on_through_both_nights():
    moment = here("2026-10-25 01:30")
    for _ in range(9):
        after = rhythm("every 20 minutes").next_after(moment)
        assert timedelta(0) < after - moment <= timedelta(minutes=20)
        moment = after
    assert moment - here("2026-10-25 01:30") == timedelta(hours=2, minutes=50)


WHENEVER = some.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2035, 1, 1))
HOURS = some.builds("{:02d}:{:02d}".format, some.integers(0, 23), some.integers(0, 59))
RHYTHMS = some.one_of(
    some.builds("every {} minutes".format, some.integers(1, 9999)),
    some.builds("daily {}".format, HOURS),
    some.builds("weekdays {}".format, HOURS),
    some.builds("weekly {} {}".format, some.sampled_from(WEEKDAYS), HOURS),
    some.builds("monthly {} {}".format, some.integers(1, 31), HOURS),
)


@given(RHYTHMS, WHENEVER)
def test_a_next_time_lies_ahead_and_is_the_same_from_every_moment_before_it(text, moment):
    found = rhythm(text).next_after(moment)

    assert found > moment
    assert rhythm(text).next_after(found - timedelta(microseconds=1)) == found
    assert found - moment <= timedelta(days=32)


@pytest.mark.parametrize(
    "text", ["", "daily 25:00", "every 0 minutes", "weekly maandag 07:00", "monthly 32 07:00", "daily"]
)
def test_what_is_no_rhythm_is_refused_with_an_example(text):
    with pytest.raises(ContractBroken, match="daily 07:00"):
        rhythm(text)


def test_a_rhythm_is_said_in_both_languages():
    said = [
        rhythm(text).said(Words(language))
        for text in ("weekly mon 07:05", "every 5 minutes")
        for language in ("nl", "en")
    ]

    assert said == ["elke maandag om 7.05 uur", "every Monday at 07:05", "elke 5 minuten", "every 5 minutes"]
