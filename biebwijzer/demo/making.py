"""Making a world: municipality by municipality, library by library, into files that are delivered like anyone's."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from biebwijzer.demo import borrowing, doors, gatherings, people, places, recording, working
from biebwijzer.demo.contacts import write_contacts
from biebwijzer.demo.visitors import SOURCE as SURVEY
from biebwijzer.demo.visitors import surveys
from biebwijzer.demo.world import Municipality, World, branch_id
from biebwijzer.demo.writing import Delivered, write, write_order
from biebwijzer.intake import source

Frames = dict[str, pl.DataFrame]
SEED = 2026
# Per source of events the column that says when it was; what a library did not deliver is left out by it.
WHEN = {
    "memberships": None,
    "registrations": None,
    "reservations": "starts_at",
    "activities": "held_on",
    "participations": "held_on",
    "door_counts": "counted_at",
    "loan_events": "loaned_on",
}

# What is in one file for all libraries, where that is not too much: nobody's number stands in it.
TOGETHER = ("activities", "door_counts")
# The files about all libraries together, what is referred to before what refers to it.
AROUND = (
    "libraries", "library_successors", "poi_libraries", "cbs_municipalities", "cbs_population",
    "library_municipalities", "branches", "opening_hours", "workplaces", "closures", "school_programmes",
    "mailing_results",
)  # fmt: skip
SOURCES = (*AROUND, SURVEY, *WHEN)


def make(world: World, folder: Path, seed: int, note: Callable[[str], None]) -> list[Delivered]:
    """Write every file of a world, what is referred to before what refers to it."""
    rng = np.random.default_rng(seed)
    files = [*surroundings(world, folder, rng), *surveys(world, folder, seed)]
    together: dict[str, list[pl.DataFrame]] = {source_id: [] for source_id in TOGETHER}
    for group in groups(world):
        files += library_files(world, folder, group, together, rng)
        note(", ".join(sorted({library for one in group for library, _ in one.served})))
    files += province_files(world, folder, together, rng)
    order = list(WHEN)
    first = [one for one in files if one.source_id not in WHEN]
    rest = sorted((one for one in files if one.source_id in WHEN), key=lambda one: order.index(one.source_id))
    write_order(folder, [*first, *rest])
    if not world.scale.country:
        write_contacts(world, folder, rng)
    return [*first, *rest]


def surroundings(world: World, folder: Path, rng: np.random.Generator) -> Iterator[Delivered]:
    """The files about all libraries together."""
    made = {
        "libraries": places.libraries(world),
        "library_successors": places.successors(world),
        "poi_libraries": places.served_by_poi(world),
        "cbs_municipalities": places.municipalities(world),
        "cbs_population": places.population(world),
        "library_municipalities": places.service_areas(world),
        "branches": places.branches(world),
        "opening_hours": places.opening_hours(world),
        "workplaces": places.workplaces(world),
        "closures": places.closures(world),
        "school_programmes": places.school_programmes(world, rng),
        "mailing_results": places.mailings(world, rng),
    }
    for source_id in AROUND:
        rows = made[source_id]
        dirty = world.behaviour["figures"]["dirty"] if source_id in ("school_programmes", "mailing_results") else 0.0
        if len(rows):
            yield write(folder, source(source_id), "", str(world.until.year), rows, dirty, rng)


def groups(world: World) -> list[list[Municipality]]:
    """Municipalities that share a library at some time, together."""
    found: list[list[Municipality]] = []
    for one in world.municipalities:
        mine = {library for library, _ in one.served}
        with_us = [group for group in found if mine & {library for other in group for library, _ in other.served}]
        joined = [other for group in with_us for other in group]
        found = [*(group for group in found if group not in with_us), [*joined, one]]
    return found


def library_files(
    world: World,
    folder: Path,
    group: list[Municipality],
    together: dict[str, list[pl.DataFrame]],
    rng: np.random.Generator,
) -> Iterator[Delivered]:
    """Every file of the libraries of these municipalities; what goes in one file for all libraries is put aside."""
    made = [frames(world, municipality, rng) for municipality in group]
    served = {library for municipality in group for library, _ in municipality.served}
    dirty = world.behaviour["figures"]["dirty"]
    for source_id, when in WHEN.items():
        if world.scale.sources and source_id not in world.scale.sources:
            continue
        rows = delivered(world, pl.concat(part[source_id] for part in made), when)
        if source_id in together and not world.scale.per_year:
            together[source_id].append(rows)
            continue
        for library in [one.library_id for one in world.libraries if one.library_id in served]:
            mine = rows.filter(pl.col("library_id") == library).drop("library_id")
            for period, part in by_period(world, mine, when):
                if len(part):
                    yield write(folder, source(source_id), library, period, part, dirty, rng)


def province_files(
    world: World, folder: Path, together: dict[str, list[pl.DataFrame]], rng: np.random.Generator
) -> Iterator[Delivered]:
    """The files in which a column says which library a row is about."""
    for source_id, parts in together.items():
        if parts:
            for period, rows in by_period(world, pl.concat(parts), WHEN[source_id]):
                yield write(folder, source(source_id), "", period, rows, world.behaviour["figures"]["dirty"], rng)


def by_period(world: World, rows: pl.DataFrame, when: str | None) -> Iterator[tuple[str, pl.DataFrame]]:
    """One file of all years, or one a year where that would be too much."""
    if when:
        rows = rows.sort(when, maintain_order=True)
    if not (world.scale.per_year and when):
        yield f"{world.since.year}-{world.until.year}", rows
        return
    for year in range(world.since.year, world.until.year + 1):
        yield str(year), rows.filter(pl.col(when).dt.year() == year)


def delivered(world: World, rows: pl.DataFrame, when: str | None) -> pl.DataFrame:
    """The rows without those of the months a library delivered nothing about."""
    gap = world.truths["gap"]
    if when is None:
        return rows
    missing = (pl.col("library_id") == gap["library"]) & pl.col(when).cast(pl.Date).is_between(
        gap["since"], gap["until"]
    )
    return rows.filter(~missing)


def frames(world: World, municipality: Municipality, rng: np.random.Generator) -> Frames:
    """Everything that happened in one municipality."""
    closed = closed_branches(world, municipality)
    known = people.members(world, municipality, rng)
    kinds = people.kinds(world, known, rng)
    everyone, spells = working.come_to_work(world, municipality, known, rng)
    workers = np.unique(spells.person[~spells.once])
    reserved = working.reserve(world, municipality, everyone, spells, closed, rng)
    lent = borrowing.borrow(world, municipality, known, kinds, workers, closed, rng)
    met = gatherings.gather(world, municipality, known, kinds, closed, rng)
    counted = doors.count(world, municipality, reserved, closed, rng)
    place = recording.Place(world, municipality)
    return {
        "memberships": recording.memberships(place, known, rng),
        "registrations": recording.registrations(place, everyone, reserved, rng),
        "reservations": recording.reservations(place, everyone, reserved),
        "activities": recording.activities(place, met),
        "participations": recording.participations(place, known, met),
        "door_counts": recording.door_counts(place, counted),
        "loan_events": recording.loans(place, known, lent),
    }


def closed_branches(world: World, municipality: Municipality) -> dict[int, tuple[int, int]]:
    """Which branches were closed for a while: their place in the list, and from which day until which."""
    dip = world.truths["dip"]
    since, until = ((day - world.since).days for day in (dip["since"], dip["until"]))
    return {
        number: (max(since, 0), until + 1)
        for number, branch in enumerate(municipality.branches)
        if dip["branch"] in [branch_id(library, branch.name) for library, _ in municipality.served]
    }


def last_full_month(today: date) -> date:
    """The last day of the month before this one."""
    return date.fromordinal(today.replace(day=1).toordinal() - 1)
