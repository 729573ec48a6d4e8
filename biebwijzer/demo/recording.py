"""What happened in one municipality as rows of the sources that bring it in: library, branch and card."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from biebwijzer.demo.borrowing import MATERIALS, Loans
from biebwijzer.demo.chance import Flags, Places
from biebwijzer.demo.contacts import FIRST, LAST
from biebwijzer.demo.doors import DoorCounts
from biebwijzer.demo.gatherings import CORE_FUNCTIONS, FORMS, PROGRAMME, Gatherings
from biebwijzer.demo.people import OF_AGE, People
from biebwijzer.demo.working import MINUTES, PLACES, STATUSES, Reservations
from biebwijzer.demo.world import Municipality, World

EPOCH = date(1970, 1, 1)
# Free accounts that were never used, as a part of those that were.
NEVER_USED = 0.08


@dataclass(frozen=True)
class Place:
    """One municipality in the world, with the ways to write what happened there."""

    world: World
    municipality: Municipality

    def library(self, day: Places) -> pl.Series:
        """The library on each day."""
        switches = [(since - self.world.since).days for _, since in self.municipality.served if since]
        at = np.searchsorted(np.array(switches, dtype=np.int64), day, side="right")
        return names([library for library, _ in self.municipality.served], at)

    def branch(self, branch: Places) -> pl.Series:
        """The names of branches."""
        return names([one.name for one in self.municipality.branches], branch)

    def card(self, person: Places) -> pl.Series:
        """The numbers on cards: twelve digits, the municipality in them."""
        first = int("2" + self.municipality.municipality_id[2:]) * 10_000_000
        return pl.Series(person + first).cast(pl.String)

    def dates(self, day: Places) -> pl.Series:
        """Days as dates."""
        return pl.Series(day + (self.world.since - EPOCH).days).cast(pl.Int32).cast(pl.Date)

    def moments(self, minute: Places) -> pl.Series:
        """Minutes since the first day as moments; below what the world knows is none."""
        at = (minute + (self.world.since - EPOCH).days * MINUTES) * 60_000_000
        found = pl.Series(at).cast(pl.Datetime("us"))
        return found.set(pl.Series(minute < -(10**8)), None) if (minute < -(10**8)).any() else found


def names(known: "list[str] | tuple[str, ...]", at: Places) -> pl.Series:
    """Texts by their place in a short list."""
    return pl.Series(list(known), dtype=pl.String).gather(pl.Series(at))


def memberships(place: Place, people: People, rng: np.random.Generator) -> pl.DataFrame:
    """A row per membership and library: a youth one ends on the eighteenth birthday, all at a change of library."""
    world, municipality = place.world, place.municipality
    person = np.flatnonzero(people.is_member)
    begins, ends = people.begins[person], people.ends[person]
    school, business = rng.random(len(person)) < 0.06, rng.random(len(person)) < 0.01
    switches = [(since - world.since).days for _, since in municipality.served if since]
    edges = [-(10**6), *switches, 10**6]
    of_age = people.born[person] + OF_AGE
    parts = []
    for number, (library, _) in enumerate(municipality.served):
        for young in (True, False):
            since = np.maximum(begins, edges[number])
            until = np.minimum(np.where(ends >= world.days, 10**6, ends), edges[number + 1])
            since = since if young else np.maximum(since, of_age)
            until = np.minimum(until, of_age) if young else until
            kept = (since < until) & (until > 0) & (since < world.days)
            kind = np.where(young, np.where(school, "school", "youth"), np.where(business, "business", "adult"))
            rows = person[kept]
            parts.append(
                pl.DataFrame(
                    {
                        "library_id": pl.repeat(library, len(rows), eager=True),
                        "branch_id": place.branch(people.branch[rows]),
                        "member_key": place.card(people.number[rows]),
                        "subscription": pl.Series(kind[kept]),
                        "member_since": place.dates(since[kept]),
                        "member_until": ended(place, until[kept]),
                        "birth_year": place.dates(people.born[rows]),
                        "postcode_area": areas(municipality, rows),
                        "municipality_id": pl.repeat(municipality.name, len(rows), eager=True),
                        "Naam": in_the_book(people.number[rows]),
                    }
                )
            )
    return pl.concat(parts)


def areas(municipality: Municipality, person: Places) -> pl.Series:
    """Where each of them lives, as far as the world knows."""
    known = municipality.postcodes or ("",)
    return names(known, person % len(known))


def in_the_book(number: Places) -> pl.Series:
    """Names as a customer list writes them, infix last; read past by the source. The same person has the same name."""
    infixes, lasts = [infix for infix, _ in LAST], [f"Demo{last.lower()}" for _, last in LAST]
    at = number * 7 % len(LAST)
    first = names(FIRST, number * 11 % len(FIRST))
    return names(lasts, at) + ", " + first.str.head(1) + ". " + names(infixes, at)


def ended(place: Place, until: Places) -> pl.Series:
    """The first day without it; none for who is a member on the last day."""
    gone = until < place.world.days
    return place.dates(np.where(gone, until, 0)).set(pl.Series(~gone), None)


def reservations(place: Place, people: People, found: Reservations) -> pl.DataFrame:
    """A row per reservation; under Bieb Werkt from the day a library has it."""
    return pl.DataFrame(
        {
            "library_id": place.library(found.day),
            "branch_id": place.branch(found.branch),
            "reservation_id": pl.Series(np.arange(len(found.person))).cast(pl.String).str.zfill(7).str.replace(
                "^", f"{place.municipality.municipality_id[2:]}-"
            ),
            "member_key": place.card(people.number[found.person]),
            "proposition": pl.Series(np.where(under_bieb_werkt(place, found.day), "bieb_werkt", "workplace")),
            "place_kind": names(PLACES, found.place),
            "reserved_at": place.moments(found.reserved),
            "starts_at": place.moments(found.begins),
            "ends_at": place.moments(found.ends),
            "status": names(STATUSES, found.status),
            "checked_in_at": place.moments(found.checked_in),
        }
    )  # fmt: skip


def under_bieb_werkt(place: Place, day: Places) -> Flags:
    """Whether the library of that day had Bieb Werkt by then."""
    found = np.zeros(len(day), dtype=bool)
    since = [(-(10**6) if one is None else (one - place.world.since).days) for _, one in place.municipality.served]
    for number, (library, _) in enumerate(place.municipality.served):
        introduced = place.world.introduced(library)
        if introduced is not None:
            first = max((introduced - place.world.since).days, since[number])
            last = since[number + 1] if number + 1 < len(since) else 10**6
            found |= (day >= first) & (day < last)
    return found


def registrations(place: Place, people: People, found: Reservations, rng: np.random.Generator) -> pl.DataFrame:
    """A row per person and library: registered right before the first reservation, some weeks before, or never came."""
    mine = np.flatnonzero(under_bieb_werkt(place, found.day))
    switches = [(since - place.world.since).days for _, since in place.municipality.served if since]
    segment = np.searchsorted(np.array(switches, dtype=np.int64), found.day[mine], side="right")
    order = np.lexsort((found.begins[mine], found.person[mine], segment))
    _, first = np.unique((segment * (len(people) + 1) + found.person[mine])[order], return_index=True)
    rows = mine[order][first]
    at_once = rng.random(len(rows)) < 0.72
    ahead = np.where(at_once, rng.integers(1, 28, len(rows)), rng.integers(MINUTES, 20 * MINUTES, len(rows)))
    idle = int(len(rows) * NEVER_USED)
    other = rng.permutation(rows)[:idle]
    moment = np.concatenate([found.reserved[rows] - ahead, found.reserved[other]])
    born = np.concatenate([people.born[found.person[rows]], people.born[found.person[other]] - 40])
    card = np.concatenate([people.number[found.person[rows]], len(people) + np.arange(idle)])
    day = np.concatenate([found.day[rows], found.day[other]])
    return pl.DataFrame(
        {
            "library_id": place.library(day),
            "branch_id": place.branch(np.concatenate([found.branch[rows], found.branch[other]])),
            "member_key": place.card(card),
            "proposition": pl.repeat("bieb_werkt", len(day), eager=True),
            "registered_at": place.moments(moment),
            "birth_year": place.dates(born),
            "channel": pl.Series(np.where(rng.random(len(day)) < 0.86, "online", "desk")),
        }
    )


def loans(place: Place, people: People, found: Loans) -> pl.DataFrame:
    """A row per thing that was lent."""
    return pl.DataFrame(
        {
            "library_id": place.library(found.day),
            "branch_id": place.branch(found.branch),
            "member_key": place.card(people.number[found.person]),
            "loaned_on": place.dates(found.day),
            "material": names(MATERIALS, found.material),
        }
    )


def door_counts(place: Place, found: DoorCounts) -> pl.DataFrame:
    """A row per branch and interval; a counter that was out has no number."""
    day = found.begins // MINUTES
    front = np.where(new_gate(place, found, day), "Nieuwe poort", "Hoofdingang")
    out = pl.Series(found.visitors_in < 0)
    return pl.DataFrame(
        {
            "library_id": place.library(day),
            "branch_id": place.branch(found.branch),
            "door": pl.Series(np.where(found.side, "Zij-ingang", front)),
            "counted_at": place.moments(found.begins),
            "visitors_in": pl.Series(found.visitors_in).set(out, None),
            "visitors_out": pl.Series(found.visitors_out).set(out, None),
        }
    )


def new_gate(place: Place, found: DoorCounts, day: Places) -> Flags:
    """Whether it was the new gate that counted."""
    said = place.world.truths["counter"]
    there = [said["branch"].endswith("-" + one.name.lower()) for one in place.municipality.branches]
    return np.array(there)[found.branch] & (day >= (said["since"] - place.world.since).days)


def activities(place: Place, found: Gatherings) -> pl.DataFrame:
    """A row per activity."""
    titles = [PROGRAMME[core][one] for core, one in zip(found.core, found.programme, strict=True)]
    return pl.DataFrame(
        {
            "library_id": place.library(found.day),
            "branch_id": place.branch(found.branch),
            "activity_id": activity_ids(place, np.arange(len(found.day))),
            "held_on": place.dates(found.day),
            "title": pl.Series([title for title, _, _ in titles], dtype=pl.String),
            "core_function": names(CORE_FUNCTIONS, found.core),
            "pillar": pl.Series([pillar for _, _, pillar in titles], dtype=pl.String),
            "form": names(FORMS, found.form),
            "target_group": pl.Series([group for _, group, _ in titles], dtype=pl.String),
            "participants": pl.Series(found.participants),
        }
    )


def participations(place: Place, people: People, found: Gatherings) -> pl.DataFrame:
    """A row per person with a card and activity."""
    return pl.DataFrame(
        {
            "library_id": place.library(found.day[found.at]),
            "branch_id": place.branch(found.branch[found.at]),
            "activity_id": activity_ids(place, found.at),
            "member_key": place.card(people.number[found.person]),
            "held_on": place.dates(found.day[found.at]),
            "core_function": names(CORE_FUNCTIONS, found.core[found.at]),
        }
    )


def activity_ids(place: Place, at: Places) -> pl.Series:
    """The numbers of activities, the municipality in them."""
    first = int(place.municipality.municipality_id[2:]) * 1_000_000
    return pl.Series(at + first).cast(pl.String).str.replace("^", "A")
