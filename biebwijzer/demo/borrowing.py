"""Loans: on which days each member comes to lend, and what kind of things."""

from dataclasses import dataclass

import numpy as np

from biebwijzer.demo.calendar import LOAN_SEASON, open_hours, season, weekdays
from biebwijzer.demo.chance import Flags, Numbers, Places, pick, spread, whole
from biebwijzer.demo.people import YEAR, People
from biebwijzer.demo.world import Municipality, World

MATERIALS = ("adult_book", "youth_book", "audiovisual", "digital")
# What is lent, per row of WHO: a child, a young person, a grown-up, a parent, somebody who reads on a screen.
MIX = np.array(
    [
        [0.01, 0.95, 0.03, 0.01],
        [0.20, 0.70, 0.03, 0.07],
        [0.88, 0.00, 0.05, 0.07],
        [0.30, 0.64, 0.03, 0.03],
        [0.16, 0.00, 0.02, 0.82],
    ]
)
LOAN_WEEKDAY = (0.8, 0.9, 1.3, 0.9, 1.0, 1.3, 0.4)


@dataclass(frozen=True)
class Loans:
    """Everything that was lent: by whom, at which branch, on which day, what kind of thing."""

    person: Places
    branch: Places
    day: Places
    material: Places


def borrow(
    world: World,
    municipality: Municipality,
    people: People,
    kinds: Places,
    workers: Places,
    closed: dict[int, tuple[int, int]],
    rng: np.random.Generator,
) -> Loans:
    """The loans of every member in every year, those who work here few."""
    names = world.behaviour["kinds"]["names"]
    table = np.array([world.behaviour["loans"][name] for name in [*names, "worker"]], dtype=float)
    everyday = np.array([branch.kind != "service_point" for branch in municipality.branches])
    hours = open_hours(world.since, world.days, "branch").any(axis=1)
    busy = season(world.since, world.days, LOAN_SEASON) * hours
    busy *= np.array(LOAN_WEEKDAY)[weekdays(world.since, world.days)]
    mine = np.flatnonzero(people.is_member)
    parts = []
    for year in range(kinds.shape[1]):
        until = np.full(len(mine), world.days - 365 * year)
        since = np.maximum(until - 365, 0)
        kind = np.where(np.isin(mine, workers), len(names), kinds[mine, year])
        here = np.minimum(until, people.ends[mine])
        from_ = np.clip(np.maximum(since, people.begins[mine]), 0, here.clip(0))
        part = (here - from_).clip(0) / 365
        least, more, things = table[kind].T
        days = whole(rng, least * part) + rng.poisson(more * part)
        days = np.where(part > 0, days, 0)
        when = spread(rng, busy, from_, np.maximum(here, from_), days)
        who = np.repeat(np.arange(len(mine)), days)
        lent = 1 + rng.poisson(np.maximum(things[who] * world.scale.loans_factor - 1, 0))
        parts.append(np.stack([np.repeat(mine[who], lent), np.repeat(when, lent), np.repeat(kind[who], lent)]))
    person, day, kind = np.concatenate(parts, axis=1)
    branch = branches(municipality, people, person, day, everyday, closed, rng)
    ages = (day - people.born[person]) / YEAR
    family, digital = names.index("family"), names.index("digital")
    who = np.select([ages < 12, ages < 18, kind == family, kind == digital], [0, 1, 3, 4], 2)
    return Loans(person, branch, day, pick(rng, MIX, who))


def branches(
    municipality: Municipality,
    people: People,
    person: Places,
    day: Places,
    everyday: Flags,
    closed: dict[int, tuple[int, int]],
    rng: np.random.Generator,
) -> Places:
    """Where each thing was lent: mostly the own branch, when it is open."""
    parts: Numbers = np.array([branch.part for branch in municipality.branches])
    own = people.branch[person]
    found = np.where(rng.random(len(person)) < 0.88, own, pick(rng, parts, len(person)))
    for number, (since, until) in closed.items():
        others = [one for one in np.flatnonzero(everyday) if one != number]
        instead = others[0] if others else next(n for n in range(len(parts)) if n != number)
        found = np.where((found == number) & (day >= since) & (day < until), instead, found)
    return found
