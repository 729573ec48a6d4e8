"""Counters at the door: how many people came in, per branch, door and interval; never fewer than checked in there."""

from dataclasses import dataclass

import numpy as np

from biebwijzer.demo.calendar import AT_THE_DOOR, DOOR_SEASON, DOOR_WEEKDAY, HOURS, open_hours, season, weekdays
from biebwijzer.demo.chance import Numbers, Places
from biebwijzer.demo.working import MINUTES, Reservations
from biebwijzer.demo.world import Municipality, World

# How often a counter is out, and how much of those who come in is seen going out.
OUT_OF_ORDER = 0.002
SEEN_GOING_OUT = 0.97
# The part that comes in through the side, where a main branch has a door there.
THROUGH_THE_SIDE = 0.25


@dataclass(frozen=True)
class DoorCounts:
    """What the counters saw; `begins` is in minutes since the first day, below zero is a counter that was out."""

    branch: Places
    begins: Places
    visitors_in: Places
    visitors_out: Places
    side: Places


def count(
    world: World,
    municipality: Municipality,
    reservations: Reservations,
    closed: dict[int, tuple[int, int]],
    rng: np.random.Generator,
) -> DoorCounts:
    """Every interval in which a branch was open."""
    parts = [
        count_branch(world, municipality, number, reservations, closed.get(number), rng)
        for number in range(len(municipality.branches))
    ]
    return DoorCounts(*np.concatenate(parts, axis=1))


def count_branch(
    world: World,
    municipality: Municipality,
    number: int,
    reservations: Reservations,
    closed: tuple[int, int] | None,
    rng: np.random.Generator,
) -> Places:
    """One branch: branch, minute, in and out of every interval."""
    branch, said = municipality.branches[number], world.behaviour["figures"]
    hours = open_hours(world.since, world.days, branch.kind)
    if closed:
        hours[closed[0] : closed[1]] = False
    worked = checked_in_per_hour(world, reservations, number)
    busy = np.array(AT_THE_DOOR) * np.array(DOOR_WEEKDAY)[weekdays(world.since, world.days), None]
    busy = busy * season(world.since, world.days, DOOR_SEASON)[:, None] * hours
    visits = said["visits_per_resident"] * sum(municipality.residents) * branch.part * world.days / 365.25
    open_part = 1.0 if closed is None else 1 - (closed[1] - closed[0]) / world.days
    mean = busy / busy.sum() * max(visits * open_part - worked.sum(), visits * 0.2)
    mean *= new_gate(world, municipality, number)[:, None]
    each = 60 // world.scale.door_minutes
    day, hour = np.nonzero(hours)
    seen = rng.poisson(np.repeat(mean[day, hour] / each, each))
    seen[::each] += worked[day, hour]
    out = rng.binomial(seen, SEEN_GOING_OUT)
    at = np.repeat(day * MINUTES + (hour + HOURS.start) * 60, each)
    at = at + np.tile(np.arange(each) * world.scale.door_minutes, len(day))
    broken = (rng.random(len(at)) < OUT_OF_ORDER) & (seen == 0 if each == 1 else worked[day, hour].repeat(each) == 0)
    front = np.zeros(len(at), dtype=np.int64)
    if not (world.scale.side_doors and branch.kind == "main"):
        return np.stack([front + number, at, np.where(broken, -1, seen), np.where(broken, -1, out), front])
    aside, away = rng.binomial(seen, THROUGH_THE_SIDE), rng.binomial(out, THROUGH_THE_SIDE)
    return np.stack(
        [
            np.concatenate([front, front]) + number,
            np.concatenate([at, at]),
            np.concatenate([np.where(broken, -1, seen - aside), aside]),
            np.concatenate([np.where(broken, -1, out - away), away]),
            np.concatenate([front, front + 1]),
        ]
    )


def checked_in_per_hour(world: World, reservations: Reservations, number: int) -> Places:
    """Who checked in at a branch, per day and hour in which the place was taken."""
    mine = (reservations.branch == number) & (reservations.status == 0)
    begins = reservations.begins[mine]
    found = np.zeros((world.days, len(HOURS)), dtype=np.int64)
    np.add.at(found, (begins // MINUTES, begins % MINUTES // 60 - HOURS.start), 1)
    return found


def new_gate(world: World, municipality: Municipality, number: int) -> Numbers:
    """How much more than before a new gate counts, per day."""
    said = world.truths["counter"]
    found = np.ones(world.days)
    if said["branch"].endswith("-" + municipality.branches[number].name.lower()):
        found[max((said["since"] - world.since).days, 0) :] = said["factor"]
    return found
