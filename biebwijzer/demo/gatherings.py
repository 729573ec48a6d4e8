"""Activities by core function with their participants, and who took part with a card."""

from dataclasses import dataclass

import numpy as np

from biebwijzer.demo.calendar import closed_days, dates, season
from biebwijzer.demo.chance import Places, pick, whole
from biebwijzer.demo.people import YEAR, People
from biebwijzer.demo.world import Municipality, World

CORE_FUNCTIONS = ("knowledge", "education", "reading", "debate", "culture")
PARTS = np.array([0.13, 0.43, 0.33, 0.04, 0.07])
# Title, target group and pillar, some per core function.
PROGRAMME = (
    (("Inloopspreekuur digitale overheid", "65+", "participation"), ("Digitaal Café", "volwassenen", "participation")),
    (("Taalcafé", "taalleerders", "learning"), ("Cursus Klik & Tik", "volwassenen", "learning"),
     ("Klassenbezoek", "groep 3 en 4", "learning"), ("Huiswerkuur", "12-17 jaar", "learning")),
    (("Voorlezen", "0-6 jaar", "reading"), ("Leesclub", "volwassenen", "reading"),
     ("BoekStart-ochtend", "0-3 jaar", "reading")),
    (("Buurtgesprek", "iedereen", "participation"),),
    (("Muziek in de bieb", "iedereen", None), ("Creatief atelier", "8-12 jaar", None)),
)  # fmt: skip
FORMS = ("physical", "online", "hybrid")
FORM_PARTS = np.array([0.93, 0.04, 0.03])
# Activities that those who come for courses take part in; the others come for the rest.
LEARNING = (0, 1)


@dataclass(frozen=True)
class Gatherings:
    """Activities, and for those with a card who was there: `at` is the place of the activity in the lists."""

    branch: Places
    day: Places
    core: Places
    programme: Places
    form: Places
    participants: Places
    at: Places
    person: Places


def gather(
    world: World,
    municipality: Municipality,
    people: People,
    kinds: Places,
    closed: dict[int, tuple[int, int]],
    rng: np.random.Generator,
) -> Gatherings:
    """A programme of the size of the municipality, and the members who come to it."""
    said = world.behaviour["figures"]
    number = int(whole(rng, said["activities_per_1000"] * sum(municipality.residents) / 1000 * world.days / YEAR)[0])
    busy = season(world.since, world.days, (1.0, 1.0, 1.1, 1.0, 1.0, 0.9, 0.5, 0.5, 1.1, 1.2, 1.1, 0.8), holidays=0.7)
    busy *= [day.weekday() < 6 and day not in closed_days(day.year) for day in dates(world.since, world.days)]
    day = np.sort(rng.choice(world.days, size=number, p=busy / busy.sum()))
    branch = pick(rng, np.array([one.part for one in municipality.branches]), number)
    for shut, (since, until) in closed.items():
        branch = np.where(
            (branch == shut) & (day >= since) & (day < until), (shut + 1) % len(municipality.branches), branch
        )
    core = pick(rng, PARTS, number)
    choices = np.array([len(one) for one in PROGRAMME])[core]
    at, person = take_part(world, people, kinds, day, core, rng)
    with_card = np.bincount(at, minlength=number)
    heads = rng.negative_binomial(2.2, 2.2 / (2.2 + said["participants"] - 1.0), number) + 1
    return Gatherings(
        branch=branch,
        day=day,
        core=core,
        programme=(rng.random(number) * choices).astype(np.int64),
        form=pick(rng, FORM_PARTS, number),
        participants=np.maximum(heads, with_card),
        at=at,
        person=person,
    )


def take_part(
    world: World, people: People, kinds: Places, day: Places, core: Places, rng: np.random.Generator
) -> tuple[Places, Places]:
    """Who comes for courses comes to two of them or more a year, who comes for culture too; others once."""
    names = world.behaviour["kinds"]["names"]
    learns = np.isin(core, LEARNING)
    found_at: list[Places] = []
    found: list[Places] = []
    for year in range(kinds.shape[1]):
        until = world.days - 365 * year
        within = (day >= until - 365) & (day < until)
        for name, wanted, least, more in (
            ("language", learns, 3, 2.0),
            ("culture", ~learns, 2, 1.5),
            ("visit", ~learns, 1, 0.0),
        ):
            some = np.flatnonzero(within & wanted)
            member = np.flatnonzero(kinds[:, year] == names.index(name))
            member = member[(people.begins[member] < until) & (people.ends[member] > max(until - 365, 0))]
            if not len(some) or not len(member):
                continue
            times = np.minimum(least + rng.poisson(more, len(member)), len(some))
            who = np.repeat(member, times)
            at = some[np.concatenate([rng.choice(len(some), time, replace=False) for time in times])]
            here = (people.begins[who] <= day[at]) & (people.ends[who] > day[at])
            found_at.append(at[here])
            found.append(who[here])
    empty = np.empty(0, dtype=np.int64)
    return np.concatenate([empty, *found_at]), np.concatenate([empty, *found])
