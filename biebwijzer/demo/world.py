"""The invented world: its libraries and branches on real municipalities, and what is planted in it, with its dates."""

import csv
import tomllib
from calendar import monthrange
from collections.abc import Mapping
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
    side_doors: bool = False
    loans_factor: float = 1.0
    extra_members: float = 1.0
    per_year: bool = False
    country: bool = False
    # Which sources of what happened are written; none named is all of them.
    sources: tuple[str, ...] = ()


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
    poi: str = POI


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


def per_age(residents: tuple[int, int, int]) -> NDArray[np.float64]:
    """Residents of every single age: even within a class, and fewer and fewer from 65 on."""
    old = np.linspace(1.0, 0.05, OLDEST_MEMBER + 1 - 65)
    parts = [np.full(15, 1 / 15), np.full(50, 1 / 50), old / old.sum()]
    return np.concatenate([part * number for part, number in zip(parts, residents, strict=True)])
