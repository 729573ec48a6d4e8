"""Homes to measure in: Newcastle as it is, and a library with half a million rows of visits."""

import random
from datetime import date
from pathlib import Path

from biebwijzer import example, intake
from biebwijzer.access import Workspace, operator_workspace, refreshed
from biebwijzer.cli import OpenHouse
from biebwijzer.intake.contract import table_statements
from biebwijzer.settings import read_settings
from biebwijzer.warehouse import Asking, Stores

TODAY = date(2026, 11, 23)
BRANCHES, MONTHS = 500, 1_000
LIBRARY = "groot"
LIBRARY_FILE = "Bibliotheek,Naam,ISIL,Geldig vanaf,Geldig tot\ngroot,Bibliotheek Groot,,1900-01-01,\n"
BRANCH_HEAD = "Code,Naam,Soort,Open sinds,Gesloten op,Breedtegraad,Lengtegraad\n"


def opened(home: Path) -> OpenHouse:
    """A home with both stores open."""
    stores = Stores(read_settings({"BIEBWIJZER_PASSWORD_ROUNDS": "4"}, home=home), table_statements())
    return OpenHouse(stores, Asking(stores))


def operator(house: OpenHouse) -> Workspace:
    """Whoever owns the home."""
    return operator_workspace(house.stores, house.asking, TODAY, "nl")


def newcastle(home: Path) -> OpenHouse:
    """The example home."""
    house = opened(home)
    example.load(operator(house), lambda line: None)
    return house


def months() -> list[date]:
    """A thousand months up to the end of 2024."""
    last = 2024 * 12 + 11
    return [date(n // 12, n % 12 + 1, 1) for n in range(last - MONTHS + 1, last + 1)]


def write_visits(path: Path, dirty: float = 0.01) -> int:
    """A counter's export with half a million rows, one in a hundred of them wrong or withheld; how many rows."""
    chance = random.Random(7)
    wrong = ("gisteren", "31-02-2020")
    lines = ["Vestiging;Maand;Bezoeken;Telwijze"]
    for month in months():
        written = month.strftime("%d-%m-%Y")
        for number in range(BRANCHES):
            odd = chance.random() < dirty
            when = chance.choice(wrong) if odd and number % 2 else written
            visits = "x" if odd and not number % 2 else str(chance.randrange(20_000))
            lines.append(f"Vestiging {number};{when};{visits};geteld")
    path.write_text("\r\n".join(lines) + "\r\n", encoding="cp1252")
    return len(lines) - 1


def large(home: Path, folder: Path) -> OpenHouse:
    """A home with one large library and its branches, not yet its visits."""
    house = opened(home)
    (folder / "libraries.csv").write_text(LIBRARY_FILE, encoding="utf-8")
    rows = "".join(f"v{n},Vestiging {n},vestiging,,,,\n" for n in range(BRANCHES))
    (folder / "branches.csv").write_text(BRANCH_HEAD + rows, encoding="utf-8")
    for source, file in (("libraries", "libraries.csv"), ("branches", "branches.csv")):
        about = LIBRARY if source == "branches" else None
        came = intake.deliver(refreshed(operator(house)), source, folder / file, library=about)
        assert came.status == "active" and not came.refused, came
    return house
