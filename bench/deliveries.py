"""Delivery files to measure with: door counters and single loans, about one row in eighty of them wrong or withheld."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path

DOORS = ("A", "B")
BRANCHES, MEMBERS = 50, 400_000
MATERIALS = ("boek volwassenen", "boek jeugd", "cd/dvd", "e-book")


def write_doors(path: Path, rows: int, seed: int = 7) -> None:
    """Counters of fifty branches with two doors each, an hour per row, as Windows writes a CSV.

    Of a hundred rows one is no row to count with: an unknown name, no date, far too many, withheld, a column too few,
    or the row before it once more.
    """
    chance = random.Random(seed)
    moment = datetime(2015, 1, 1)
    line = ""
    with path.open("w", encoding="cp1252", newline="\r\n") as file:
        file.write("Vestiging;Deur;Tijdstip;In;Uit\n")
        for number in range(rows):
            branch, door = divmod(number % (BRANCHES * len(DOORS)), len(DOORS))
            if branch == 0 and door == 0:
                written = moment.strftime("%d-%m-%Y %H:%M")
                moment += timedelta(hours=1)
            name, when, came, odd = f"Vestiging {branch}", written, str(chance.randrange(200)), chance.random()
            if odd < 0.010:
                name, when, came = (
                    ("Privé", when, came) if odd < 0.002
                    else (name, "gisteren", came) if odd < 0.004
                    else (name, when, "99999") if odd < 0.006
                    else (name, when, "storing") if odd < 0.008
                    else (name, when, came)
                )  # fmt: skip
            fresh = f"{name};{DOORS[door]};{when};{came};{chance.randrange(200)}\n"
            line = line if 0.008 <= odd < 0.009 and line else f"{name};{when}\n" if 0.009 <= odd < 0.010 else fresh
            file.write(line)


def write_loans(path: Path, rows: int, seed: int = 7) -> None:
    """Loans over five years by four hundred thousand members, a row each."""
    chance = random.Random(seed)
    first, days = date(2021, 1, 1), 1_800
    with path.open("w", encoding="cp1252", newline="\r\n") as file:
        file.write("Lidnummer;Vestiging;Uitgeleend op;Materiaal\n")
        for number in range(rows):
            when = (first + timedelta(days=number * days // rows)).strftime("%d-%m-%Y")
            name, what, odd = f"Vestiging {chance.randrange(BRANCHES)}", chance.choice(MATERIALS), chance.random()
            if odd < 0.013:
                name, when, what = (
                    (name, "31-02-2020", what) if odd < 0.006 else ("Onbekend", when, what) if odd < 0.010
                    else (name, when, "onbekend ding")
                )  # fmt: skip
            file.write(f"2{chance.randrange(MEMBERS):08d}1;{name};{when};{what}\n")
