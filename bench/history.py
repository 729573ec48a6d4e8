"""One more delivery on top of one, two and five years: what it costs may follow what it changes, not what is there."""

import os
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.homes import LIBRARY, large, operator
from bench.measuring import Measured, Worked, worked
from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.cli import OpenHouse

MEMBERS = int(os.environ.get("BENCH_MEMBERS", "20000"))
YEARS, LAST = (1, 2, 5), date(2026, 10, 1)
LOANS_A_MONTH, CHANGED = 1, 0.02
HEAD = "Lidnummer;Vestiging;Abonnement;Ingeschreven op;Opgezegd per;Geboortedatum;Postcodegebied;Gemeente\n"


def history(folder: Path) -> Iterator[Measured]:
    """The next list of members and the next month of loans, with more and more years in place."""
    before: dict[str, Worked] = {}
    for years in YEARS:
        place = folder / f"years_{years}"
        place.mkdir()
        house = large(place / "home", place)
        give(house, "memberships", write_members(place / "members.csv", 0))
        # The eleven months that the first year looks back on come with it.
        give(house, "loan_events", write_months(place / "loans.csv", 12 * years + 11))
        for what, source, file in (
            ("members, some gone and some new", "memberships", write_members(place / "next.csv", 1)),
            ("members, some at another branch", "memberships", write_members(place / "moved.csv", 2)),
            ("month of loans", "loan_events", write_months(place / "loans.csv", 1, LAST)),
        ):
            took = give(house, source, file)
            against = before.setdefault(what, took)
            told = f"{MEMBERS:,} {what}, {years} years in place"
            yield Measured(f"{told}, by the clock", took.wall, took.wall, against.wall, "as with 1 year")
            used, then = took.processors, against.processors
            yield Measured(f"{told}, by the processors", used, used, then, "as with 1 year")
        house.stores.close()


def give(house: OpenHouse, source: str, file: Path) -> Worked:
    """Deliver; what it took."""
    came: list[intake.Outcome] = []
    took = worked(lambda: came.append(intake.deliver(refreshed(operator(house)), source, file, LIBRARY)))
    assert came[0].status == "active" and not came[0].refused, came[0]
    return took


def write_members(path: Path, month: int) -> Path:
    """The whole list: a month later some have ended and some are new, and yet a month later some have moved."""
    fixed, ended, moved = random.Random(3), random.Random(1), random.Random(2)
    lines = [HEAD]
    for number in range(MEMBERS + month * int(MEMBERS * CHANGED / 2)):
        branch, since = fixed.randrange(50), date(2016, 1, 1) + timedelta(days=fixed.randrange(1_500))
        until = "05-10-2026" if month and ended.random() < CHANGED / 2 else ""
        branch += month == 2 and moved.random() < CHANGED / 2
        since = LAST if number >= MEMBERS else since
        lines.append(f"{number};Vestiging {branch % 50};Volwassene;{since:%d-%m-%Y};{until};01-01-1980;3511;\n")
    path.write_text("".join(lines), encoding="cp1252", newline="\r\n")
    return path


def write_months(path: Path, months: int, first: date | None = None) -> Path:
    """Some loans of everybody in each month, up to the one before the last or in the one that is named."""
    chance = random.Random(5)
    lines = ["Lidnummer;Vestiging;Uitgeleend op;Materiaal\n"]
    last = LAST.year * 12 + LAST.month - 2
    for number in range(last - months + 1, last + 1):
        begin = first or date(number // 12, number % 12 + 1, 1)
        for member in range(MEMBERS * LOANS_A_MONTH):
            day = begin + timedelta(days=chance.randrange(28))
            lines.append(f"{member % MEMBERS};Vestiging {member % 50};{day:%d-%m-%Y};boek volwassenen\n")
    path.write_text("".join(lines), encoding="cp1252", newline="\r\n")
    return path
