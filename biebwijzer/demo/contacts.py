"""A spreadsheet of contact persons as a colleague keeps it: doubles in other spellings, households that are none."""

import csv
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from biebwijzer.demo.world import World

FILE, ANSWERS = "contactpersonen.csv", "contactpersonen-antwoorden.csv"
HEADS = (
    "Organisatie",
    "Functie",
    "Voornaam",
    "Tussenvoegsel",
    "Achternaam",
    "E-mailadres",
    "Telefoon",
    "Postcode",
    "Plaats",
)
# Common first names and last names with their infix (top lists of the Meertens Instituut); every last name gets 'Demo'.
FIRST = (
    "Anna", "Bas", "Carlijn", "Daan", "Eva", "Fatma", "Gijs", "Hanneke", "Ilse", "Jeroen", "Karin", "Lars", "Maaike",
    "Mohamed", "Noa", "Olga", "Pieter", "Renée", "Sjoerd", "Thijs", "Ursula", "Vera", "Wouter", "Yasmin", "Zoë",
)  # fmt: skip
LAST = (
    ("de", "Jong"), ("", "Jansen"), ("de", "Vries"), ("van den", "Berg"), ("van", "Dijk"), ("", "Bakker"),
    ("", "Visser"), ("", "Smit"), ("", "Meijer"), ("de", "Boer"), ("", "Mulder"), ("de", "Groot"), ("", "Bos"),
    ("", "Vos"), ("", "Peters"), ("", "Hendriks"), ("van", "Leeuwen"), ("", "Dekker"), ("", "Brouwer"), ("de", "Wit"),
    ("", "Dijkstra"), ("", "Smits"), ("van der", "Meer"), ("van der", "Linden"), ("", "Kok"), ("", "Jacobs"),
    ("de", "Haan"), ("", "Vermeulen"), ("van der", "Heijden"), ("op den", "Kamp"), ("'t", "Hart"), ("ter", "Haar"),
    ("", "Yilmaz"), ("el", "Amrani"),
)  # fmt: skip
ROLES = ("directeur", "leescoördinator", "docent", "beleidsadviseur", "coördinator", "vrijwilliger", "voorzitter")
PLACES = (("3431", "Nieuwegein"), ("3401", "IJsselstein"), ("3994", "Houten"), ("3511", "Utrecht"))
LETTERS = "ABCDEFGHJKLMNPRTVWXZ"


@dataclass(frozen=True)
class Contact:
    """One row, and which person it is about: the same number is the same person."""

    person: int
    cells: tuple[str, ...]

    def cell(self, head: str) -> str:
        """One of its cells."""
        return self.cells[HEADS.index(head)]

    def having(self, **changed: str) -> "Contact":
        """The same person, written differently."""
        heads = {head.lower().replace("-", ""): place for place, head in enumerate(HEADS)}
        cells = list(self.cells)
        for head, text in changed.items():
            cells[heads[head]] = text
        return replace(self, cells=tuple(cells))


def contacts(world: World, rng: np.random.Generator) -> list[Contact]:
    """As many people as planted, some of them twice, and some households: one address and number, two people."""
    said = world.truths["contacts"]
    people = [person(rng, number) for number in range(said["persons"])]
    chosen = rng.permutation(said["persons"])
    for number in range(said["households"]):
        one, other = (int(chosen[2 * number + half]) for half in (0, 1))
        shared = {"tussenvoegsel": "Tussenvoegsel", "achternaam": "Achternaam", "telefoon": "Telefoon",
                  "postcode": "Postcode", "plaats": "Plaats"}  # fmt: skip
        people[other] = people[other].having(**{key: people[one].cell(head) for key, head in shared.items()})
        first = people[other].cell("Voornaam")
        if first == people[one].cell("Voornaam"):
            people[other] = people[other].having(voornaam=FIRST[(FIRST.index(first) + 1) % len(FIRST)])
    alone = chosen[2 * said["households"] :][: said["doubles"]]
    twice = [otherwise(people[int(number)], way % 4) for way, number in enumerate(alone)]
    rows = [*people, *twice]
    return [rows[int(place)] for place in rng.permutation(len(rows))]


def person(rng: np.random.Generator, number: int) -> Contact:
    """Somebody nobody is."""
    first = FIRST[int(rng.integers(len(FIRST)))]
    infix, last = LAST[int(rng.integers(len(LAST)))]
    code, place = PLACES[int(rng.integers(len(PLACES)))]
    letters = "".join(LETTERS[int(one)] for one in rng.integers(len(LETTERS), size=2))
    cells = (
        f"Demo-organisatie {int(rng.integers(1, 60))}", ROLES[int(rng.integers(len(ROLES)))], first, infix,
        f"Demo{last.lower()}", f"{first.lower()}.{number}@voorbeeld.invalid", f"06-{int(rng.integers(10**7)):08d}",
        f"{code} {letters}", place,
    )  # fmt: skip
    return Contact(number, cells)


def otherwise(known: Contact, way: int) -> Contact:
    """The same person as another colleague wrote it: two notations of a telephone, names as in a telephone book."""
    phone = known.cell("Telefoon")
    called = f"+31 6 {phone[3:7]} {phone[7:]}"
    if way == 0:
        return known.having(telefoon=called, emailadres=known.cell("E-mailadres").upper())
    if way == 1:
        name = ", ".join(part for part in (known.cell("Achternaam"), known.cell("Tussenvoegsel")) if part)
        return known.having(achternaam=name, tussenvoegsel="", telefoon=called)
    if way == 2:
        first = known.cell("Voornaam")[0] + "."
        return known.having(voornaam=first, postcode=known.cell("Postcode").replace(" ", "").lower())
    last = known.cell("Achternaam")
    return known.having(achternaam=last[:-2] + last[-1] + last[-2], emailadres="")


def write_contacts(world: World, folder: Path, rng: np.random.Generator) -> None:
    """The spreadsheet in the folder of a library, and beside it which rows are about the same person."""
    rows, library = contacts(world, rng), world.truths["contacts"]["library"]
    (folder / library).mkdir(parents=True, exist_ok=True)
    with (folder / library / FILE).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADS)
        writer.writerows(one.cells for one in rows)
    with (folder / library / ANSWERS).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(("rij", "persoon"))
        writer.writerows((place, one.person) for place, one in enumerate(rows, start=2))
