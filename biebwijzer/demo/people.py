"""Who is a member of a library in one municipality, since when, and what each of them does with it in a year."""

from dataclasses import dataclass, replace

import numpy as np

from biebwijzer.demo.chance import Flags, Numbers, Places, pick, whole
from biebwijzer.demo.world import OLDEST_MEMBER, Municipality, World, per_age

YEAR = 365.25
OF_AGE = round(18 * YEAR)
# The longest a membership may have run when the world begins: before that there was another system.
LONGEST = round(30 * YEAR)
# The ages of those who come for a free account: students first, people who work second.
STUDENTS, WORKERS = (17, 26), (26, 60)


@dataclass(frozen=True)
class People:
    """Everybody a municipality's libraries know; days count from the first day of the world.

    `ends` lies beyond the world for whoever stays. Members come first; then those with a free account only, whose
    `begins` is the day they registered.
    """

    number: Places
    born: Places
    begins: Places
    ends: Places
    branch: Places
    is_member: Flags

    def __len__(self) -> int:
        return len(self.born)

    def and_others(self, born: Places, begins: Places, branch: Places, end: int) -> "People":
        """The same people and after them those with a free account only."""
        return replace(
            self,
            number=np.arange(len(self) + len(born)),
            born=np.concatenate([self.born, born]),
            begins=np.concatenate([self.begins, begins]),
            ends=np.concatenate([self.ends, np.full(len(born), end)]),
            branch=np.concatenate([self.branch, branch]),
            is_member=np.concatenate([self.is_member, np.zeros(len(born), dtype=bool)]),
        )


def members(world: World, municipality: Municipality, rng: np.random.Generator) -> People:
    """The members on the last day by age, and those who left during the world."""
    said = world.behaviour["members"]
    end = world.days
    reached = np.zeros(OLDEST_MEMBER + 1)
    for first, last, part in said["by_age"]:
        reached[first : last + 1] = part
    wanted = per_age(municipality.residents) * reached * world.scale.extra_members
    here = np.repeat(np.arange(OLDEST_MEMBER + 1), whole(rng, wanted))
    left = int(whole(rng, len(here) * said["ended_per_year"] * end / YEAR)[0])
    ages = np.concatenate([here, rng.choice(here, left)]) if left else here
    ends = np.concatenate([np.full(len(here), end), rng.integers(1, end, left)])
    born = np.minimum(ends, end) - np.round((ages + rng.random(len(ages))) * YEAR).astype(np.int64)
    begins = began(rng, born, ends, said["years_before"])
    order = rng.permutation(len(ages))
    parts = np.array([branch.part for branch in municipality.branches])
    return People(
        number=np.arange(len(ages)),
        born=born[order],
        begins=begins[order],
        ends=ends[order],
        branch=pick(rng, parts, len(ages)),
        is_member=np.ones(len(ages), dtype=bool),
    )


def began(rng: np.random.Generator, born: Places, ends: Places, years: float) -> Places:
    """When each membership began: children early in their life, grown-ups some years ago."""
    young = ends - born < OF_AGE
    lasted = np.where(
        young,
        (ends - born) * rng.beta(1.3, 1.6, len(born)),
        np.minimum(rng.exponential(years * YEAR, len(born)), np.maximum(ends - born - 4 * YEAR, 30)),
    )
    found: Places = ends - np.clip(np.round(lasted), 1, LONGEST).astype(np.int64)
    return found


def kinds(world: World, people: People, rng: np.random.Generator) -> Places:
    """The kind of use of every member in every year back from the last day: people x years, the last year first."""
    said = world.behaviour["kinds"]
    years = -(-world.days // 365)
    found = np.empty((len(people), years), dtype=np.int64)
    for year in range(years - 1, -1, -1):
        ages = (world.days - 365 * year - people.born) / YEAR
        rows = (ages >= 12).astype(np.int64) + (ages >= 18)
        parts = np.array([said[name][min(year, 1)] for name in ("child", "youth", "adult")], dtype=float)
        fresh = pick(rng, parts, rows)
        stays = rng.random(len(people)) < said["stays"]
        if year == years - 1:
            found[:, year] = fresh
            continue
        found[:, year] = np.where(stays & fits(parts, rows, found[:, year + 1]), found[:, year + 1], fresh)
    return found


def fits(parts: Numbers, rows: Places, kind: Places) -> Flags:
    """Whether somebody of that age may still be of that kind."""
    return np.asarray(parts[rows, kind] > 0)


def free_accounts(world: World, rng: np.random.Generator, begins: Places) -> Places:
    """When people with a free account were born: students and people who work, sixteen or older."""
    student = rng.random(len(begins)) < 0.62
    ages = np.where(student, rng.uniform(*STUDENTS, len(begins)), rng.uniform(*WORKERS, len(begins)))
    return begins - np.round(ages * YEAR).astype(np.int64)
