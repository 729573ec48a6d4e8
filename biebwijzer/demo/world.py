"""The invented world: its libraries and branches on real municipalities, and what is planted in it, with its dates."""

import csv
import tomllib
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from biebwijzer.settings import ROOT

HERE = Path(__file__).parent
CBS = ROOT / "examples" / "cbs"
# The support institution of the invented province.
POI = "biebsteun"
OLDEST_MEMBER = 95
AGES = ("0-14", "15-64", "65+")


@dataclass(frozen=True)
class Scale:
    """How large a world is made: the part of the real residents, how many months, and how fine the doors count."""

    name: str
    fraction: float
    months: int
    libraries: tuple[str, ...] = ()
    door_minutes: int = 60
    loans_factor: float = 1.0
    extra_members: float = 1.0
    per_year: bool = False


@dataclass(frozen=True)
class Branch:
    """A branch: its kind (main, branch, service_point), its part of the use of the municipality, places to reserve."""

    name: str
    kind: str
    part: float
    seats: int


@dataclass(frozen=True)
class Municipality:
    """A municipality: residents in three age classes, and which library serves it since which day."""

    municipality_id: str
    name: str
    residents: tuple[int, int, int]
    postcodes: tuple[str, ...]
    branches: tuple[Branch, ...]
    served: tuple[tuple[str, date | None], ...]

    def library_on(self, day: date) -> str:
        """The library that serves it on a day."""
        return [library for library, since in self.served if since is None or since <= day][-1]


@dataclass(frozen=True)
class Library:
    """A library, the day it began or ended when it merged, and what it merged into."""

    library_id: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None


@dataclass(frozen=True)
class World:
    """Everything that is fixed before chance comes in."""

    scale: Scale
    since: date
    until: date
    libraries: tuple[Library, ...]
    municipalities: tuple[Municipality, ...]
    behaviour: Mapping[str, Any]
    truths: Mapping[str, Any]

    @property
    def days(self) -> int:
        """How many days the world lasts."""
        return (self.until - self.since).days + 1

    def introduced(self, library_id: str) -> date | None:
        """Since when a library has Bieb Werkt; None where it never came."""
        planted = self.truths["introductions"].get(library_id)
        return planted["since"] if planted else None

    def extra_at(self, library_id: str) -> float:
        """The extra work and study visitors per 1,000 residents that Bieb Werkt brings to a library."""
        planted = self.truths["introductions"].get(library_id)
        return float(planted["extra_per_1000"]) if planted else 0.0

    def served_by(self, library_id: str) -> list[Municipality]:
        """The municipalities a library serves or served."""
        return [one for one in self.municipalities if library_id in [library for library, _ in one.served]]


def branch_id(library_id: str, name: str) -> str:
    """The id of a branch: that of its library and its name."""
    return f"{library_id}-{name.lower().replace(' ', '-')}"


def moved(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month stays the last."""
    if months == 0:
        return day
    month = day.year * 12 + day.month - 1 + months
    last = monthrange(month // 12, month % 12 + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(month // 12, month % 12 + 1, last if is_last else min(day.day, last))


@lru_cache(maxsize=4)
def text_of(name: str) -> dict[str, Any]:
    """One of the texts this world is made of."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def truths_for(until: date) -> dict[str, Any]:
    """What is planted, dated for a world that lasts until this day; a merger and a move are on 1 January."""
    written = text_of("truths")
    later = (until.year - written["until"].year) * 12 + until.month - written["until"].month

    def dated(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: dated(one) for key, one in value.items()}
        return moved(value, later) if isinstance(value, date) else value

    found = {key: dated(value) for key, value in written.items()}
    years = until.year - written["until"].year
    for name in ("merger", "move"):
        day = written[name]["day"]
        found[name] = {**written[name], "day": day.replace(year=day.year + years)}
    return found


@lru_cache(maxsize=1)
def residents() -> Mapping[str, tuple[int, int, int]]:
    """Residents of every municipality in three age classes, as CBS counted them."""
    found: dict[str, dict[str, int]] = {}
    with (CBS / "population-2024.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter=";"):
            found.setdefault(row["Gemeentecode"], {})[row["Leeftijd"]] = int(row["Inwoners"] or 0)
    return {key: (ages[AGES[0]], ages[AGES[1]], ages[AGES[2]]) for key, ages in found.items()}


@lru_cache(maxsize=1)
def municipality_names() -> Mapping[str, tuple[str, str]]:
    """Name and province of every municipality."""
    with (CBS / "municipalities.csv").open(encoding="utf-8") as file:
        return {row["Gemeentecode"]: (row["Gemeente"], row["Provincie"]) for row in csv.DictReader(file, delimiter=";")}


def scales() -> tuple[str, ...]:
    """The names of the scales."""
    return tuple(text_of("world")["scales"])


def scale_named(name: str) -> Scale:
    """One of the scales in the text."""
    said = text_of("world")["scales"][name]
    values: dict[str, Any] = {key: tuple(one) if isinstance(one, list) else one for key, one in said.items()}
    return Scale(name, **values)


def world_for(scale: Scale, until: date) -> World:
    """The province until this day, at that scale."""
    text, truths = text_of("world"), truths_for(until)
    wanted = set(scale.libraries) or {one["id"] for one in text["libraries"]}
    municipalities = [
        municipality_of(one, truths, scale.fraction)
        for one in text["municipalities"]
        if set(one["libraries"]) <= wanted
    ]
    return World(
        scale=scale,
        since=moved(until.replace(day=1), 1 - scale.months),
        until=until,
        libraries=tuple(library_of(one, truths) for one in text["libraries"] if one["id"] in wanted),
        municipalities=tuple(municipalities),
        behaviour={key: text[key] for key in ("members", "kinds", "loans", "figures")},
        truths=truths,
    )


def municipality_of(said: Mapping[str, Any], truths: Mapping[str, Any], fraction: float) -> Municipality:
    """A municipality with its residents at scale."""
    found = residents()[said["id"]]
    since: Sequence[date | None] = (None, truths[said["changes"]]["day"]) if "changes" in said else (None,)
    return Municipality(
        municipality_id=said["id"],
        name=municipality_names()[said["id"]][0],
        residents=(round(found[0] * fraction), round(found[1] * fraction), round(found[2] * fraction)),
        postcodes=tuple(said["postcodes"]),
        branches=tuple(Branch(*one) for one in said["branches"]),
        served=tuple(zip(said["libraries"], since, strict=True)),
    )


def library_of(said: Mapping[str, Any], truths: Mapping[str, Any]) -> Library:
    """A library, with the day of the merger where it is part of one."""
    merger = truths["merger"]
    return Library(
        library_id=said["id"],
        name=said["name"],
        valid_from=merger["day"] if said["id"] == merger["into"] else None,
        valid_to=merger["day"] if said["id"] in merger["from"] else None,
        successor=said.get("merges_into"),
    )


def per_age(residents: tuple[int, int, int]) -> NDArray[np.float64]:
    """Residents of every single age: even within a class, and fewer and fewer from 65 on."""
    old = np.linspace(1.0, 0.05, OLDEST_MEMBER + 1 - 65)
    parts = [np.full(15, 1 / 15), np.full(50, 1 / 50), old / old.sum()]
    return np.concatenate([part * number for part, number in zip(parts, residents, strict=True)])
