"""A series: never on a day that is skipped, always within its bounds, and every day is what one would say aloud."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from biebwijzer.activities.calendar import REPEATS, Shut, days, plan
from biebwijzer.clock.holidays import easter, holidays

STARTS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
LENGTHS = st.integers(0, 760)
EVERY = st.sampled_from(sorted(REPEATS))
STRETCHES = st.lists(st.tuples(st.integers(-30, 800), st.integers(0, 40)), max_size=6)


def shut(start: date, stretches: list[tuple[int, int]]) -> list[Shut]:
    """Closures laid around a series."""
    begins = [(start + timedelta(days=after), length) for after, length in stretches]
    return [Shut(one, one + timedelta(days=length), {"nl": "dicht", "en": "shut"}) for one, length in begins]


@given(start=STARTS, length=LENGTHS, every=EVERY, stretches=STRETCHES)
def test_no_day_of_a_series_is_skipped_and_skipped_at_once_and_all_lie_within_its_bounds(
    start, length, every, stretches
):
    until, closed = start + timedelta(days=length), shut(start, stretches)

    made = plan(start, every, until, closed, skips=True)

    skipped = [one.on for one in made.skipped]
    assert sorted([*made.days, *skipped]) == list(days(start, every, until))
    assert all(start <= day <= until for day in made.days)
    assert len(set(made.days)) == len(made.days) and not set(made.days) & set(skipped)
    for day in made.days:
        assert day not in holidays(day.year) and not any(one.since <= day <= one.until for one in closed)
    for day in skipped:
        assert day in holidays(day.year) or any(one.since <= day <= one.until for one in closed)


@given(start=STARTS, length=LENGTHS, every=EVERY, stretches=STRETCHES)
def test_a_series_that_skips_nothing_has_every_day(start, length, every, stretches):
    until = start + timedelta(days=length)

    made = plan(start, every, until, shut(start, stretches), skips=False)

    assert made.days == tuple(days(start, every, until)) and not made.skipped and made.days[0] == start


@given(start=STARTS, length=LENGTHS, every=EVERY)
def test_every_day_is_the_same_weekday_and_as_far_apart_as_one_says(start, length, every):
    found = list(days(start, every, start + timedelta(days=length)))

    apart = {(after - before).days for before, after in pairwise(found)}
    assert {day.weekday() for day in found} == {start.weekday()}
    assert apart <= {"week": {7}, "two_weeks": {14}, "month": {28, 35}}[every]
    if every == "month":
        months = [day.year * 12 + day.month for day in found]
        assert months == list(range(months[0], months[0] + len(months)))


def test_monthly_is_the_second_tuesday_and_the_fifth_friday_is_the_last_one():
    assert list(days(date(2026, 11, 10), "month", date(2027, 2, 28))) == [
        date(2026, 11, 10), date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9),
    ]  # fmt: skip
    assert list(days(date(2027, 1, 29), "month", date(2027, 4, 30))) == [
        date(2027, 1, 29), date(2027, 2, 26), date(2027, 3, 26), date(2027, 4, 30),
    ]  # fmt: skip


def test_holidays_are_those_of_the_calendar():
    # As published for these years; Koningsdag moves when it would be a Sunday.
    published = {2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2028: (4, 16), 2038: (4, 25), 2285: (3, 22)}

    assert {year: (easter(year).month, easter(year).day) for year in published} == published
    assert date(2025, 4, 26) in holidays(2025) and date(2026, 4, 27) in holidays(2026)
    assert date(2025, 5, 5) in holidays(2025) and date(2026, 5, 5) not in holidays(2026)
    assert holidays(2026)[date(2026, 5, 14)] == "Hemelvaartsdag"
    assert holidays(2026)[date(2026, 5, 25)] == "Tweede Pinksterdag"
