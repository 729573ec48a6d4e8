"""The delivered files of the demo read in plain Python, without the rows that wait in quarantine."""

import csv
import tomllib
from datetime import date, datetime
from functools import cache
from pathlib import Path

from biebwijzer.settings import ROOT
from tests.segments.grouping import World

SOURCES = ("memberships", "registrations", "loan_events", "reservations", "participations")


@cache
def values(name: str) -> dict[str, str]:
    """How exports spell a value, in small letters."""
    text = (ROOT / "data_loaders" / "values" / f"{name}.toml").read_text(encoding="utf-8")
    return {spelling.lower(): value for spelling, value in tomllib.loads(text)["values"].items()}


def day(text: str) -> date | None:
    return datetime.strptime(text, "%d-%m-%Y").date() if text.strip() else None


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%d-%m-%Y %H:%M")


def rows_of(path: Path, refused: set[int]) -> list[dict[str, str]]:
    """The rows of a file that were accepted; the heads are row 1."""
    with path.open(encoding="cp1252", newline="") as file:
        reader = csv.DictReader(file, delimiter=";")
        return [row for number, row in enumerate(reader, start=2) if number not in refused]


def read_into(world: World, source: str, library: str, row: dict[str, str]) -> None:
    """One row of a file, as the world of groups wants it."""
    card = row.get("Lidnummer") or row.get("Pasnummer")
    who = {"library_id": library, "member_key": card, "branch_id": row["Vestiging"]}
    born = day(row["Geboortedatum"]).year if row.get("Geboortedatum") else None
    if source == "memberships":
        kind = values("subscriptions")[row["Abonnement"].lower()]
        since, until = day(row["Ingeschreven op"]), day(row["Opgezegd per"])
        world.member({**who, "subscription": kind, "member_since": since, "member_until": until, "birth_year": born})
    elif source == "registrations":
        world.account({**who, "registered_at": moment(row["Aangemeld op"]), "birth_year": born})
    elif source == "loan_events":
        material = values("materials")[row["Materiaal"].lower()]
        world.loan({**who, "loaned_on": day(row["Uitgeleend op"]), "material": material})
    elif source == "reservations":
        status = values("reservation_statuses")[row["Status"].lower()]
        world.reservation({**who, "starts_at": moment(row["Begin"]), "status": status})
    else:
        function = values("core_functions")[row["Kernfunctie"].lower()]
        world.participation({**who, "held_on": day(row["Datum"]), "core_function": function})


def delivered_world(files: Path, library: str, refused: dict[str, set[int]]) -> World:
    """Everything one library delivered; `refused` holds, per source, the rows that wait."""
    world = World()
    for source in SOURCES:
        for path in sorted((files / library).glob(f"{source}-*.csv")):
            for row in rows_of(path, refused[source]):
                read_into(world, source, library, row)
    return world
