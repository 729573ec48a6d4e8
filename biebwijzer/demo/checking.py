"""Target beside made: the figures of a written world, counted from its files, against those of a real province."""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from biebwijzer.demo.places import SCHOOLS
from biebwijzer.demo.world import HERE, OLDEST_MEMBER, World, per_age

YEAR = 365


@dataclass(frozen=True)
class Measured:
    """One figure: what it should be, what it is, and how far it may be off."""

    name: str
    target: float
    made: float
    margin: float

    @property
    def fits(self) -> bool:
        """Whether it is near enough."""
        return abs(self.made - self.target) <= self.margin


def check(world: World, folder: Path) -> list[Measured]:
    """Every anchor beside what the files of the last twelve months come to."""
    anchors = tomllib.loads((HERE / "anchors.toml").read_text(encoding="utf-8"))
    made = {**of_members(world, folder), **of_use(world, folder), "schools_in_programme": of_schools(world, folder)}
    return [Measured(name, said["target"], made[name], said["margin"]) for name, said in anchors.items()]


def rows(folder: Path, source_id: str, **days: str) -> pl.DataFrame:
    """All files of a source as text, and its days as dates; a row whose day is none is left out."""
    parts = [
        pl.read_csv(from_header(file.read_bytes().decode("cp1252")).encode(), separator=";", infer_schema=False)
        for file in sorted(folder.glob(f"*/{source_id}-*.csv"))
    ]
    found = pl.concat(parts).unique(maintain_order=True) if source_id != "loan_events" else pl.concat(parts)
    read = {
        name: pl.col(heading).str.slice(0, 10).str.to_date("%d-%m-%Y", strict=False) for name, heading in days.items()
    }
    return found.with_columns(**read)


def from_header(text: str) -> str:
    """A report without the title above its header: the first line with more than one column begins it."""
    lines = text.split("\r\n", 4)
    return "\r\n".join(lines[next(n for n, line in enumerate(lines) if ";" in line) :])


def last_year(world: World, found: pl.DataFrame) -> pl.DataFrame:
    """What happened in the last twelve months."""
    return found.filter(pl.col("day") > world.until - timedelta(days=YEAR))


def of_members(world: World, folder: Path) -> Mapping[str, float]:
    """Members on the last day as a part of residents, of all ages and of some."""
    found = rows(folder, "memberships", since="Ingeschreven op", until="Opgezegd per", born="Geboortedatum")
    here = found.filter(
        (pl.col("since") <= world.until) & (pl.col("until").is_null() | (pl.col("until") > world.until))
    )
    here = here.filter(pl.col("Opgezegd per").is_null() | pl.col("until").is_not_null()).unique("Lidnummer")
    ages = here.select((pl.lit(world.until) - pl.col("born")).dt.total_days() // 365.25).to_series()
    people = sum((per_age(one.residents) for one in world.municipalities), start=per_age((0, 0, 0)))

    def part(first: int, last: int) -> float:
        return float(ages.is_between(first, last).sum() / people[first : last + 1].sum())

    return {
        "members_per_resident": len(here) / float(people.sum()),
        "members_9_to_14": part(9, 14),
        "members_of_age": part(18, OLDEST_MEMBER),
    }


def of_use(world: World, folder: Path) -> Mapping[str, float]:
    """Visits, loans, activities and reservations of the last twelve months."""
    people = sum(sum(one.residents) for one in world.municipalities)
    doors = last_year(world, rows(folder, "door_counts", day="Tijdstip"))
    loans = last_year(world, rows(folder, "loan_events", day="Uitgeleend op"))
    held = last_year(world, rows(folder, "activities", day="Datum"))
    status = last_year(world, rows(folder, "reservations", day="Begin"))["Status"]
    missed, came = (int((status == said).sum()) for said in ("Automatisch geannuleerd", "Ingecheckt"))
    books = loans.filter(pl.col("Materiaal").str.starts_with("Boek"))
    members = of_members(world, folder)["members_per_resident"] * people
    return {
        "visits_per_resident": float(doors["In"].cast(pl.Int64, strict=False).sum()) / people,
        "book_loans_per_member": len(books) / members,
        "activities_per_1000": len(held) * 1000 / people,
        "participants_per_activity": float(held["Deelnemers"].cast(pl.Int64, strict=False).mean() or 0),  # type: ignore[arg-type]
        "no_show": missed / max(missed + came, 1),
    }


def of_schools(world: World, folder: Path) -> float:
    """The part of the schools of these municipalities that took part in the last school year."""
    served = {one.municipality_id for one in world.municipalities}
    with SCHOOLS.open(encoding="cp1252", newline="") as file:
        schools = {
            row["VESTIGINGSCODE"]
            for row in csv.DictReader(file, delimiter=";")
            if "GM" + row["GEMEENTENUMMER"] in served
        }
    begun = world.until if world.until >= date(world.until.year, 9, 1) else world.until - timedelta(days=YEAR)
    found = rows(folder, "school_programmes").filter(pl.col("Schooljaar vanaf") == str(begun.year))
    return len(set(found["Vestigingscode"]) & schools) / len(schools)
