"""A made list of people: some stand twice, spoiled as Dutch lists spoil them; households are no doubles.

Written before the method that is measured with it, and kept apart from it: nothing here knows how pairs are found.
Names come from public counts (bench/names); nobody is meant.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

NAMES = Path(__file__).parent / "names"
HEADS = (
    "first_name", "prefix", "last_name", "birth_date", "street", "house_number", "postcode", "place", "phone", "email",
)  # fmt: skip
STREETS = (
    "Dorpsstraat", "Kerkstraat", "Molenweg", "Schoolstraat", "Julianalaan", "Stationsweg", "Lindelaan", "Eikenlaan",
    "Nieuwstraat", "Prins Hendrikstraat", "Beatrixlaan", "Burgemeester de Withstraat", "Korte Voorstraat",
)  # fmt: skip
PLACES = (
    ("3431", "Nieuwegein"), ("3401", "IJsselstein"), ("3994", "Houten"), ("3511", "Utrecht"), ("3811", "Amersfoort"),
    ("3701", "Zeist"), ("3621", "Breukelen"), ("3961", "Wijk bij Duurstede"), ("3441", "Woerden"),
)  # fmt: skip
PROVIDERS = ("voorbeeld.invalid", "post.invalid", "mail.invalid", "thuis.invalid")
LETTERS, AROUND = "ABCDEFGHJKLMNPRTVWXZ", "abcdefghijklmnoprstuvwz"
# How often each thing is wrong in a second copy, by level; what a copy says otherwise is the same.
LEVELS = {"light": 0.5, "usual": 1.0, "heavy": 1.6}
RATES = {
    "initial": 0.15, "typo_first": 0.08, "typo_last": 0.12, "prefix": 0.35, "partner": 0.07, "moved": 0.12,
    "no_address": 0.10, "swapped_date": 0.05, "no_birth": 0.20, "typo_birth": 0.05, "phone_form": 0.5, "no_phone": 0.25,
    "other_phone": 0.10, "no_email": 0.30, "other_email": 0.12, "capitals": 0.10, "swapped_names": 0.02,
}  # fmt: skip
Person = dict[str, str]


@dataclass(frozen=True)
class People:
    """Rows as a list holds them, and which person each row is about."""

    rows: list[Person]
    person: list[int]


class Chance:
    """Draws by rate and by count."""

    def __init__(self, seed: int, level: float) -> None:
        self.rng = np.random.default_rng(seed)
        self.level = level

    def hits(self, what: str) -> bool:
        """Whether this copy has that fault."""
        return bool(self.rng.random() < min(RATES[what] * self.level, 0.9))

    def one(self, among: "tuple[str, ...] | list[str] | str") -> str:
        """One of them."""
        return among[int(self.rng.integers(len(among)))]

    def part(self, share: float) -> bool:
        """True in that share of draws."""
        return bool(self.rng.random() < share)


def weighted(file: str, rng: np.random.Generator, number: int) -> list[dict[str, str]]:
    """Names as often as they occur."""
    with (NAMES / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    counts = np.array([max(float(row["count"]), 50.0) for row in rows])
    return [rows[k] for k in rng.choice(len(rows), number, p=counts / counts.sum())]


def birth(chance: Chance, since: int, until: int) -> str:
    """A day of birth between two years."""
    return str(date(since, 1, 1) + timedelta(days=int(chance.rng.integers((until - since) * 365))))


def address(chance: Chance) -> Person:
    """Somewhere to live."""
    digits, place = PLACES[int(chance.rng.integers(len(PLACES)))]
    pc4 = str(int(digits) + int(chance.rng.integers(30)))
    postcode = f"{pc4} {chance.one(LETTERS)}{chance.one(LETTERS)}"
    number = str(int(chance.rng.integers(1, 180)))
    return {"street": chance.one(STREETS), "house_number": number, "postcode": postcode, "place": place}


def phone(chance: Chance) -> str:
    """A number, mobile more often than not."""
    digits = "".join(str(int(n)) for n in chance.rng.integers(0, 10, 8))
    return f"06-{digits}" if chance.part(0.75) else f"030-2{digits[:6]}"


def mail(chance: Chance, first: str, last: str) -> str:
    """An address made of a name, now and then with a year."""
    name = (first[:1] if chance.part(0.3) else first) + chance.one((".", "", "_")) + last.replace(" ", "")
    year = str(int(chance.rng.integers(40, 99))) if chance.part(0.3) else ""
    return f"{name}{year}@{chance.one(PROVIDERS)}".lower()


def somebody(chance: Chance, first: str, prefix: str, last: str) -> Person:
    """A person as one would know them at best."""
    return {
        "first_name": first, "prefix": prefix, "last_name": last, "birth_date": birth(chance, 1935, 2012),
        **address(chance), "phone": phone(chance) if chance.part(0.8) else "",
        "email": mail(chance, first, last) if chance.part(0.7) else "",
    }  # fmt: skip


def housemate(chance: Chance, of: Person, first: str, prefix: str, last: str) -> Person:
    """Somebody else at the same address: a child, a partner, now and then a twin; phone and mail are often shared."""
    same_name = chance.part(0.75)
    own = somebody(chance, first, *((of["prefix"], of["last_name"]) if same_name else (prefix, last)))
    shared = {head: of[head] for head in ("street", "house_number", "postcode", "place")}
    shared |= {head: of[head] for head in ("phone", "email") if chance.part(0.3)}
    if chance.part(0.03):
        shared["birth_date"] = of["birth_date"]
    return own | shared


def typo(chance: Chance, text: str) -> str:
    """One slip of the fingers: a letter dropped, doubled, changed, or two in the wrong order."""
    if len(text) < 3:
        return text
    at = int(chance.rng.integers(1, len(text) - 1))
    slip = int(chance.rng.integers(4))
    if slip == 0:
        return text[:at] + text[at + 1 :]
    if slip == 1:
        return text[:at] + text[at] + text[at:]
    if slip == 2:
        return text[:at] + chance.one(AROUND) + text[at + 1 :]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def other_prefix(chance: Chance, row: Person) -> None:
    """A prefix shortened, left out, typed before the name, or behind it."""
    short = {"van der": "v.d.", "van den": "v/d", "van de": "vd", "van": "v.", "de": "d'", "'t": "het"}
    how = int(chance.rng.integers(4))
    if how == 0:
        row["prefix"] = short.get(row["prefix"], row["prefix"])
    elif how == 1:
        row["prefix"], row["last_name"] = "", f"{row['prefix']} {row['last_name']}"
    elif how == 2:
        row["prefix"], row["last_name"] = "", f"{row['last_name']}, {row['prefix']}"
    else:
        row["prefix"] = ""


def other_form(chance: Chance, number: str) -> str:
    """The same telephone number, written differently."""
    digits = "".join(sign for sign in number if sign.isdigit())
    forms = (
        f"+31{digits[1:]}",
        f"0031 {digits[1:]}",
        digits,
        f"{digits[:2]} {digits[2:6]} {digits[6:]}",
        f"+31 (0){digits[1:]}",
    )
    return chance.one(forms)


def without(*heads: str) -> Callable[[Chance, Person, Person], None]:
    """Cells that nobody filled in."""

    def leave(chance: Chance, row: Person, other: Person) -> None:
        row.update(dict.fromkeys(heads, ""))

    return leave


def respelled(chance: Chance, row: Person, other: Person) -> None:
    """What one hears and writes."""
    row["last_name"] = typo(chance, row["last_name"])


def typo_first(chance: Chance, row: Person, other: Person) -> None:
    """A slip in the first name."""
    row["first_name"] = typo(chance, row["first_name"])


def initial(chance: Chance, row: Person, other: Person) -> None:
    """A letter for a first name."""
    row["first_name"] = f"{row['first_name'][:1]}."


def prefix(chance: Chance, row: Person, other: Person) -> None:
    """The prefix, if there is one."""
    if row["prefix"]:
        other_prefix(chance, row)


def partner(chance: Chance, row: Person, other: Person) -> None:
    """The name of a partner before the own name."""
    row["prefix"], row["last_name"] = (
        other["prefix"],
        f"{other['last_name']}-{row['prefix']} {row['last_name']}".replace("- ", "-"),
    )


def moved(chance: Chance, row: Person, other: Person) -> None:
    """Lives elsewhere."""
    row.update(address(chance))


def swapped_date(chance: Chance, row: Person, other: Person) -> None:
    """Day and month the other way round, where that is a day."""
    year, month, day = row["birth_date"].split("-")
    if int(day) <= 12:
        row["birth_date"] = f"{year}-{day}-{month}"


def typo_birth(chance: Chance, row: Person, other: Person) -> None:
    """One digit of the day or the year is another."""
    year, month, day = row["birth_date"].split("-")
    if chance.part(0.5):
        row["birth_date"] = f"{int(year) + chance.rng.integers(1, 10)}-{month}-{day}"
    else:
        row["birth_date"] = f"{year}-{month}-{1 + (int(day) + chance.rng.integers(1, 9)) % 28:02d}"


def phone_form(chance: Chance, row: Person, other: Person) -> None:
    """The number written otherwise."""
    if row["phone"]:
        row["phone"] = other_form(chance, row["phone"])


def other_phone(chance: Chance, row: Person, other: Person) -> None:
    """Another number."""
    row["phone"] = phone(chance)


def other_email(chance: Chance, row: Person, other: Person) -> None:
    """Another mail address."""
    row["email"] = mail(chance, row["first_name"].strip("."), row["last_name"])


def capitals(chance: Chance, row: Person, other: Person) -> None:
    """As an old system shouts it."""
    row.update({head: row[head].upper() for head in ("first_name", "prefix", "last_name", "street", "place")})


def swapped_names(chance: Chance, row: Person, other: Person) -> None:
    """First and last name in each other's box."""
    row["first_name"], row["last_name"] = row["last_name"], row["first_name"]


# In the order one spoils a row: what changes a date comes before what drops it.
FAULTS: tuple[tuple[str, Callable[[Chance, Person, Person], None]], ...] = (
    ("typo_first", typo_first), ("typo_last", respelled), ("swapped_date", swapped_date), ("typo_birth", typo_birth),
    ("other_phone", other_phone), ("phone_form", phone_form), ("other_email", other_email), ("moved", moved),
    ("partner", partner), ("prefix", prefix), ("initial", initial), ("swapped_names", swapped_names),
    ("capitals", capitals), ("no_birth", without("birth_date")), ("no_phone", without("phone")),
    ("no_email", without("email")),
    ("no_address", without("street", "house_number", "postcode", "place")),
)  # fmt: skip


def made(seed: int, persons: int = 85_000, doubled: float = 0.1765, level: str = "usual") -> People:
    """So many people, a sixth of them with a housemate, that part of them twice; rows in a mixed order."""
    chance = Chance(seed, LEVELS[level])
    firsts, lasts = (weighted(f"{which}_names.csv", chance.rng, persons) for which in ("first", "last"))
    rows: list[Person] = []
    for first, last in zip(firsts, lasts, strict=True):
        names = (first["name"], last["prefix"], last["name"])
        beside = rows and chance.part(1 / 6)
        rows.append(housemate(chance, rows[-1], *names) if beside else somebody(chance, *names))
    found, person = list(rows), list(range(persons))
    for who in chance.rng.permutation(persons)[: round(persons * doubled)]:
        copy, other = dict(rows[who]), rows[int(chance.rng.integers(persons))]
        for what, spoil in FAULTS:
            if chance.hits(what):
                spoil(chance, copy, other)
        found.append(copy)
        person.append(int(who))
    order = chance.rng.permutation(len(found))
    return People([found[k] for k in order], [person[k] for k in order])
