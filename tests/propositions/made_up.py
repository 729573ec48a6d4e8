"""A small world of Bieb Werkt, made with chance from a seed: rows as delivered, and their counts in plain Python."""

import random
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

FIRST, LAST = date(2025, 3, 1), date(2026, 10, 31)
BRANCHES = {"utrecht": ["neude", "west"], "amersfoort": ["eemplein"]}
# How often somebody does not come; west is worse.
EMPTY = {"neude": 0.18, "west": 0.45, "eemplein": 0.2}
RESIDENTS = {"utrecht": 9000, "amersfoort": 4000}
PLACES = {"neude": 20, "west": 6, "eemplein": 10}
OPENS, CLOSES = time(9, 30), time(18, 0)
CLOSED = (date(2026, 10, 12), date(2026, 10, 13))


@dataclass(frozen=True)
class Moment:
    """One reservation and what came of it."""

    library: str
    branch: str
    person: str
    reserved_at: datetime
    starts_at: datetime
    ends_at: datetime
    status: str

    @property
    def day(self) -> date:
        return self.starts_at.date()

    @property
    def month(self) -> date:
        return self.day.replace(day=1)


@dataclass(frozen=True)
class World:
    """Everything that was delivered."""

    moments: tuple[Moment, ...]
    registrations: dict[tuple[str, str], tuple[str, datetime]]
    memberships: tuple[tuple[str, str, str, date, date | None], ...]


def made(seed: int = 4) -> World:
    """The world of a seed."""
    chance = random.Random(seed)
    moments, registrations, memberships = [], {}, []
    for library, count in (("utrecht", 260), ("amersfoort", 60)):
        for number in range(count):
            person = f"{library}_{number}"
            home = chance.choice(BRANCHES[library])
            known = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days - 20))
            registered = datetime.combine(known, time(chance.randrange(8, 20), chance.randrange(60)))
            registrations[library, person] = (home, registered)
            if chance.random() < 0.45:
                kind = chance.choice(["adult", "adult", "youth", "business"])
                since = known - timedelta(days=chance.randrange(1, 2500))
                until = None if chance.random() < 0.5 else since + timedelta(days=chance.randrange(100, 2000))
                memberships.append((library, person, kind, since, until))
            if chance.random() < 0.2:
                continue
            moments += moments_of(chance, library, person, home, registered)
    return World(tuple(moments), registrations, tuple(memberships))


def moments_of(chance: random.Random, library: str, person: str, home: str, registered: datetime) -> list[Moment]:
    """What one person reserves, at home or sometimes elsewhere."""
    found, asked = [], registered + timedelta(minutes=chance.choice([4, 12, 30, 31, 600]))
    for _ in range(chance.choice([1, 1, 2, 4, 9])):
        begins = time(chance.randrange(9, 17), chance.choice([0, 30]))
        starts = datetime.combine(asked.date() + timedelta(days=1), begins)
        ends = starts + timedelta(minutes=chance.choice([30, 90, 120, 240]))
        branch = chance.choice(BRANCHES[library]) if chance.random() < 0.2 else home
        if starts.date() > LAST:
            break
        status = chance.choices(
            ["no_show", "cancelled_by_visitor", "cancelled_by_library", "checked_in"],
            [EMPTY[branch], 0.1, 0.02, 0.88 - EMPTY[branch]],
        )[0]
        found.append(Moment(library, branch, person, asked, starts, ends, status))
        asked = starts + timedelta(days=chance.choice([1, 6, 20, 45, 75]), hours=-2)
    return found


def rows(world: World) -> list[tuple[str, dict]]:
    """The world as rows of the warehouse."""
    return [*places(), *people(world), *reservations(world), *mailings()]


def places() -> list[tuple[str, dict]]:
    """Branches with their seats and hours, a closure, and what a door counted."""
    found: list[tuple[str, dict]] = []
    for library, branches in BRANCHES.items():
        municipality = f"GM_{library}"
        named = {"name": library, "province": "Utrecht", "valid_from": date(2000, 1, 1)}
        found.append(("usage.municipality", {"municipality_id": municipality, **named}))
        serves = {"library_id": library, "municipality_id": municipality, "valid_from": date(2000, 1, 1)}
        found.append(("usage.library_municipality", serves))
        counted = {"counted_on": date(2024, 1, 1), "age_class": "0-99", "residents": RESIDENTS[library]}
        found.append(("usage.population", {"municipality_id": municipality, **counted}))
        for branch in branches:
            place = {"library_id": library, "branch_id": branch}
            found.append(("usage.branch", {**place, "name": branch.capitalize(), "kind": "branch"}))
            seats = {**place, "place_kind": "seat", "places": PLACES[branch], "valid_from": date(2020, 1, 1)}
            found.append(("usage.workplace", seats))
            for weekday in range(1, 7):
                hours = {"weekday": weekday, "opens_at": OPENS, "closes_at": CLOSES}
                found.append(("usage.opening_hours", {**place, "valid_from": date(2020, 1, 1), **hours}))
    shut = {"since": CLOSED[0], "until": CLOSED[1], "reason_nl": "verbouwing", "reason_en": "building work"}
    found.append(("usage.closure", {"library_id": "utrecht", "branch_id": "west", **shut}))
    for day in (date(2026, 10, 6), date(2026, 10, 13)):
        for hour, visitors in ((10, 40), (13, 66)):
            counted = {"door": "1", "counted_at": datetime.combine(day, time(hour)), "visitors_in": visitors}
            found.append(("usage.door_count", {"library_id": "utrecht", "branch_id": "neude", **counted}))
    return found


def people(world: World) -> list[tuple[str, dict]]:
    """Who registered, and who was a member."""
    found: list[tuple[str, dict]] = []
    for (library, person), (branch, at) in world.registrations.items():
        who = {"library_id": library, "member_key": person, "branch_id": branch}
        found.append(("usage.registration", {**who, "proposition": "bieb_werkt", "registered_at": at}))
    for library, person, kind, since, until in world.memberships:
        who = {"library_id": library, "member_key": person, "branch_id": BRANCHES[library][0]}
        found.append(("usage.membership", {**who, "subscription": kind, "member_since": since, "member_until": until}))
    return found


def reservations(world: World) -> list[tuple[str, dict]]:
    """What was reserved."""
    return [
        (
            "usage.reservation",
            {
                "library_id": one.library,
                "branch_id": one.branch,
                "reservation_id": f"r{number}",
                "member_key": one.person,
                "proposition": "bieb_werkt",
                "place_kind": "seat",
                "reserved_at": one.reserved_at,
                "starts_at": one.starts_at,
                "ends_at": one.ends_at,
                "status": one.status,
            },
        )
        for number, one in enumerate(world.moments)
    ]


# Day, kind, sent, bounced, opened, clicked, unsubscribed; a None was not delivered.
MAILINGS = {
    "utrecht": [
        (date(2026, 3, 9), "marketing", 1200, 20, 600, 90, 3),
        (date(2026, 9, 5), "marketing", 1000, 12, 480, None, 2),
        (date(2026, 9, 6), "service", 5000, 1, 4000, 900, 0),
        (date(2024, 9, 5), "marketing", 9000, 0, 4500, 500, 9),
    ],
}


def mailings() -> list[tuple[str, dict]]:
    """What came of the mailings; nothing was delivered of Amersfoort's."""
    heads = ("sent_on", "kind", "sent", "bounced", "opened", "clicked", "unsubscribed")
    return [
        (
            "usage.mailing_result",
            {
                "library_id": library,
                "mailing_id": f"{library}_{number}",
                "proposition": "bieb_werkt",
                **dict(zip(heads, one, strict=True)),
                "clicked_missing": "empty" if one[5] is None else None,
            },
        )
        for library, sent in MAILINGS.items()
        for number, one in enumerate(sent)
    ]


def came(world: World, library: str = "utrecht", branch: str | None = None) -> list[Moment]:
    """The checked-in moments of a library or branch, in order."""
    found = [
        one
        for one in world.moments
        if one.library == library and one.status == "checked_in" and branch in (None, one.branch)
    ]
    return sorted(found, key=lambda one: one.starts_at)


def people_per_month(world: World, branch: str | None = None) -> dict[date, int]:
    """Different people with a checked-in moment, per month."""
    found: dict[date, set[str]] = defaultdict(set)
    for one in came(world, branch=branch):
        found[one.month].add(one.person)
    return {month: len(people) for month, people in found.items()}


def first_and_second(world: World) -> dict[str, tuple[Moment, Moment | None]]:
    """Everybody's first checked-in moment, and the second."""
    found: dict[str, list[Moment]] = defaultdict(list)
    for one in came(world):
        found[one.person].append(one)
    return {person: (all_[0], all_[1] if len(all_) > 1 else None) for person, all_ in found.items()}


def last_day(world: World) -> date:
    """Until when something came of a reservation."""
    return max(one.day for one in world.moments if one.library == "utrecht")


def is_new(world: World, person: str, first: date) -> bool:
    """No paid membership in the 24 months before the first check-in."""
    begin = first.replace(year=first.year - 2)
    return not any(
        who == person and kind in ("adult", "business") and since <= first and (until is None or until > begin)
        for _, who, kind, since, until in world.memberships
    )


def place_hours(moments: list[Moment]) -> dict[tuple[int, int], float]:
    """Hours of places by weekday and hour of the day, minute by minute."""
    found: dict[tuple[int, int], float] = defaultdict(float)
    for one in moments:
        minute = one.starts_at
        while minute < one.ends_at:
            found[minute.isoweekday(), minute.hour] += 1 / 60
            minute += timedelta(minutes=1)
    return found
