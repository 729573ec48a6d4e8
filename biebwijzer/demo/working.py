"""Work and study visitors: who they are and for how long, what they reserve, and what comes of it."""

from dataclasses import dataclass

import numpy as np

from biebwijzer.demo.calendar import HOURS, TO_START_WORK, WORK_SEASON, WORK_WEEKDAY, open_hours, season, weekdays
from biebwijzer.demo.chance import Flags, Numbers, Places, pick, spread, whole
from biebwijzer.demo.people import YEAR, People, free_accounts
from biebwijzer.demo.world import Municipality, World, moved

# Of those who come to stay after the introduction, the part that was no member; and reserving with a check-in after it.
NEW_AMONG_STAYERS = 0.85
CANCELLED, BY_LIBRARY = 0.12, 0.01
# Who stops still counts as a work visitor while two check-ins lie in the last three months: with spells of a year and a
# half that is nine beside every hundred who stay (counted in the written files, at every library and before and after).
STILL_COUNTED = 1.09
SIXTEEN = round(16 * YEAR)
LENGTHS = ((1, 0.1), (2, 0.3), (3, 0.3), (4, 0.2), (6, 0.07), (8, 0.03))
PLACES = ("seat", "cabin_2", "cabin_6", "cabin_8")
PLACE_PARTS = (0.9, 0.06, 0.03, 0.01)
STATUSES = ("checked_in", "no_show", "cancelled_by_visitor", "cancelled_by_library")
MINUTES = 24 * 60


@dataclass(frozen=True)
class Spells:
    """For whom a library is a place to work, from which day until which; `once` for who came a single time."""

    person: Places
    since: Places
    until: Places
    once: Flags


@dataclass(frozen=True)
class Reservations:
    """What was reserved; moments are minutes since the first day, `checked_in` is below zero for whoever never came."""

    person: Places
    branch: Places
    reserved: Places
    begins: Places
    ends: Places
    status: Places
    checked_in: Places
    place: Places

    @property
    def day(self) -> Places:
        """The day it is about."""
        return self.begins // MINUTES


def first_days(world: World) -> list[int]:
    """The first day of every month, as days since the first."""
    return [(moved(world.since, n) - world.since).days for n in range(world.scale.months)]


def wanted_per_month(world: World, municipality: Municipality) -> tuple[Numbers, list[bool]]:
    """How many work and study visitors a municipality should have in each month, and whether Bieb Werkt is there."""
    said, wanted, there = world.truths["work"], [], []
    for first in first_days(world):
        day = world.since.fromordinal(world.since.toordinal() + first)
        library = municipality.library_on(day)
        since = world.introduced(library)
        on = since is not None and since <= day
        grown = 0.0
        if since is not None and on:
            months = (day.year - since.year) * 12 + day.month - since.month + 1
            grown = min(months / said["months_of_growth"], 1.0)
        wanted.append(said["per_1000"] + grown * world.extra_at(library))
        there.append(on)
    return np.array(wanted) * sum(municipality.residents) / 1000 / STILL_COUNTED, there


def come_to_work(
    world: World, municipality: Municipality, people: People, rng: np.random.Generator
) -> tuple[People, Spells]:
    """Who works here and when; the people with those added who came for it and were no member."""
    wanted, there = wanted_per_month(world, municipality)
    months = [*first_days(world), world.days]
    free = rng.permutation(np.flatnonzero(people.born <= -SIXTEEN))
    taken = np.zeros(len(people), dtype=bool)
    nobody = np.empty(0, dtype=np.int64)
    stayers = Spells(nobody, nobody, nobody, np.empty(0, dtype=bool))
    others = 0
    for month, number in enumerate(wanted):
        first, last = months[month], months[month + 1]
        comes = int(whole(rng, max(number - (stayers.until >= last).sum(), 0.0))[0])
        new = int(whole(rng, comes * NEW_AMONG_STAYERS)[0]) if there[month] and month else 0
        known = free[~taken[free] & (people.begins[free] <= first) & (people.ends[free] > last)][: comes - new]
        taken[known] = True
        person = np.concatenate([known, np.arange(others, others + new) + len(people)])
        others += new
        stayers = with_more(world, people, stayers, person, first, last, rng)
    return with_single_visits(world, municipality, people, stayers, taken, there, rng)


def with_more(
    world: World, people: People, stayers: Spells, person: Places, first: int, last: int, rng: np.random.Generator
) -> Spells:
    """The same spells and those of who begins this month; nobody works here when the membership has ended."""
    stay = world.truths["work"]["spell_months"]
    since = rng.integers(first, last, len(person)) if first else np.zeros(len(person), dtype=np.int64)
    months = rng.geometric(1 / stay, len(person)) + rng.random(len(person))
    ends = np.where(person < len(people), people.ends[np.minimum(person, len(people) - 1)], world.days)
    until = np.minimum(np.minimum(since + np.round(months * 30.4).astype(np.int64), ends), world.days)
    return Spells(
        np.concatenate([stayers.person, person]),
        np.concatenate([stayers.since, since]),
        np.concatenate([stayers.until, until]),
        np.concatenate([stayers.once, np.zeros(len(person), dtype=bool)]),
    )


def with_single_visits(
    world: World,
    municipality: Municipality,
    people: People,
    stayers: Spells,
    taken: Flags,
    there: list[bool],
    rng: np.random.Generator,
) -> tuple[People, Spells]:
    """Add who came a single time, so many that those who come back are the planted part of all users."""
    said = world.truths["bieb_werkt"]
    others = int((stayers.person >= len(people)).sum())
    begins_new = stayers.since[stayers.person >= len(people)]
    single: Places = np.empty(0, dtype=np.int64)
    day: Places = np.empty(0, dtype=np.int64)
    if any(there):
        start = first_days(world)[there.index(True)]
        users = int((stayers.until > start).sum())
        seen = (1 - CANCELLED - BY_LIBRARY) * (1 - said["no_show"])
        came = users * (1 - said["repeat_60d"]) / said["repeat_60d"]
        number = int(whole(rng, came / seen)[0])
        part = np.clip(((users + came) * said["new_audience"] - others) / max(came, 1), 0, 1)
        new = int(whole(rng, number * part)[0])
        day = rng.integers(start, world.days, number)
        candidates = np.flatnonzero(~taken & (people.born <= -SIXTEEN) & (people.ends >= world.days))
        candidates = candidates[people.begins[candidates] <= start]
        members = rng.permutation(candidates)[: number - new]
        day = day[: len(members) + new]
        single = np.concatenate([members, np.arange(others, others + new) + len(people)])
        begins_new = np.concatenate([begins_new, day[len(members) :]])
    parts = np.array([branch.part for branch in municipality.branches])
    everyone = people.and_others(
        free_accounts(world, rng, begins_new), begins_new, pick(rng, parts, len(begins_new)), world.days
    )
    spells = Spells(
        np.concatenate([stayers.person, single]),
        np.concatenate([stayers.since, day]),
        np.concatenate([stayers.until, np.minimum(day + 1, world.days)]),
        np.concatenate([stayers.once, np.ones(len(single), dtype=bool)]),
    )
    return everyone, spells


def places_of(municipality: Municipality, people: People, person: Places, rng: np.random.Generator) -> Places:
    """Where each of them works: the own branch where one can, else one of those with places."""
    seats = np.array([branch.seats for branch in municipality.branches], dtype=float)
    elsewhere = pick(rng, seats, len(person))
    own = people.branch[person]
    return np.where((seats[own] > 0) & (rng.random(len(person)) < 0.5), own, elsewhere)


def reserve(
    world: World,
    municipality: Municipality,
    people: People,
    spells: Spells,
    closed: dict[int, tuple[int, int]],
    rng: np.random.Generator,
) -> Reservations:
    """Everything they reserve: one block of at most eight hours a day, when the branch is open."""
    branch = places_of(municipality, people, spells.person, rng)
    per_month = 1.2 + rng.gamma(2.4, 1.0, len(spells.person))
    reserved_per_visit = 1 / ((1 - CANCELLED) * (1 - world.truths["bieb_werkt"]["no_show"]))
    found = []
    for number in range(len(municipality.branches)):
        mine = np.flatnonzero(branch == number)
        hours = open_hours(world.since, world.days, municipality.branches[number].kind)
        if number in closed:
            hours[closed[number][0] : closed[number][1]] = False
        busy = season(world.since, world.days, WORK_SEASON, exams=1.35, holidays=0.7) * hours.any(axis=1)
        busy *= np.array(WORK_WEEKDAY)[weekdays(world.since, world.days)]
        busy *= 12 * world.days / 365.25 / busy.sum()
        total = np.concatenate([[0.0], np.cumsum(busy)])
        expected = (total[spells.until[mine]] - total[spells.since[mine]]) * per_month[mine] * reserved_per_visit
        counts = np.where(spells.once[mine], 1, whole(rng, expected))
        day = spread(rng, busy, spells.since[mine], spells.until[mine], counts)
        owner = np.repeat(spells.person[mine], counts)
        good = np.isin(day, np.flatnonzero(hours.any(axis=1)))
        found.append(blocks(world, hours, owner[good], day[good], number, rng))
    return with_outcomes(world, municipality, np.concatenate(found, axis=1), rng)


def blocks(
    world: World,
    hours: Flags,
    owner: Places,
    day: Places,
    branch: int,
    rng: np.random.Generator,
) -> Places:
    """Person, branch, begin and end in minutes: one per person and day."""
    _, first = np.unique(owner * (world.days + 1) + day, return_index=True)
    owner, day = owner[first], day[first]
    if not len(day):
        return np.empty((4, 0), dtype=np.int64)
    begins = np.argmax(
        rng.random(len(day))[:, None] < normed_edges(np.array(TO_START_WORK) * hours[day] + 1e-9 * hours[day]), axis=1
    )
    lasts = np.array([hours_ for hours_, _ in LENGTHS])[pick(rng, np.array([part for _, part in LENGTHS]), len(day))]
    closes = hours.shape[1] - np.argmax(hours[day][:, ::-1], axis=1)
    ends = np.minimum(begins + lasts, closes)
    at = day * MINUTES + HOURS.start * 60
    return np.stack([owner, np.full(len(day), branch), at + begins * 60, at + ends * 60])


def normed_edges(parts: Numbers) -> Numbers:
    """Per row the edges between choices, ending at one."""
    edges: Numbers = np.cumsum(parts, axis=1)
    return edges / edges[:, -1:]


def with_outcomes(world: World, municipality: Municipality, found: Places, rng: np.random.Generator) -> Reservations:
    """When each was reserved and what came of it: nobody has two open at once, nobody books over a day ahead."""
    order = np.lexsort((found[2], found[0]))
    person, branch, begins, ends = found[:, order]
    number = len(person)
    reserved = begins - np.round(rng.exponential(500, number)).astype(np.int64).clip(2, 23 * 60)
    before = np.where(np.diff(person, prepend=-1) == 0, np.concatenate([[0], ends[:-1]]), -(10**9))
    reserved = np.maximum(reserved, np.minimum(before + 5, begins))
    worse = world.truths["bieb_werkt"]["no_show_worse"]
    rates = np.array(
        [
            worse["rate"] if worse["branch"].endswith("-" + one.name.lower()) else world.truths["bieb_werkt"]["no_show"]
            for one in municipality.branches
        ]
    )
    came = rng.random(number) >= rates[branch]
    called_off = rng.random(number)
    status = np.where(came, 0, 1)
    status = np.where(called_off < CANCELLED + BY_LIBRARY, np.where(called_off < CANCELLED, 2, 3), status)
    return Reservations(
        person=person,
        branch=branch,
        reserved=reserved,
        begins=begins,
        ends=ends,
        status=status,
        checked_in=np.where(status == 0, begins + rng.integers(-5, 15, number), -(10**9)),
        place=pick(rng, np.array(PLACE_PARTS), number),
    )
