"""How much each likeness says: weights in powers of two that are added up, after Fellegi and Sunter (1969).

A weight of +7 means: among pairs about one person this is a hundred and twenty-eight times as common as among others.
They were set by hand on FEBRL 1 and 2 and on made lists of other seeds than those that are scored (`bench duplicates`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from biebwijzer.words import mark

# Before anything is compared: how rare it is that two rows which share a key are about one person.
# In a longer list more people bear one name by chance: twice as many rows, one more is asked.
BEFORE, AT_SIZE = -13.0, 18_000
# In a list of a library one pair in sixty-five that are compared is a double (2 ** -6); a list of which most are, as
# when two systems are laid side by side, makes it up to 7.4 easier. Lists too short to say so change nothing.
USUAL, MOST_EASIER, FEW, ROUNDS = 6.0, 7.4, 200, 4
ALIKE, RATHER = 0.92, 0.85
RARE, COMMON = 9.0, 5.0
# Of housemates with other first names, the part that has one day of birth: twins, with room for chance.
TWINS = 0.05
OTHER_BIRTH, OTHER_FIRST = -9.0, -6.0

Numbers = np.ndarray
Flags = np.ndarray


@dataclass(frozen=True)
class Weighed:
    """Per pair the weight of each thing compared, by what it is called, and pairs that are never one person.

    `tried` are the pairs of which a day of birth or an address could have said that they are two.
    """

    parts: dict[str, Numbers]
    never: Flags
    most: Numbers
    tried: Flags
    rows: int

    @property
    def score(self) -> Numbers:
        """As a chance between 0 and 1; 0 for who can't be one person."""
        least = BEFORE - max(0.0, float(np.log2(max(self.rows, 1) / AT_SIZE)))
        before = least
        for _ in range(ROUNDS):
            before = least + self._easier(self._score(before))
        return self._score(before)

    def _score(self, before: float) -> Numbers:
        total = np.minimum(before + sum(self.parts.values()), self.most)
        return np.where(self.never, 0.0, 1 / (1 + np.exp2(-np.clip(total, -60, 60))))

    def _easier(self, score: Numbers) -> float:
        """Where a large part of the pairs compared are doubles, less is needed to believe in one more.

        Counted among pairs that were tried: where only names are known, every namesake would ask for another.
        """
        part = score[self.tried].sum() / (self.tried.sum() + FEW)
        return float(np.clip(np.log2(part / (1 - part)) + USUAL, 0.0, MOST_EASIER)) if part > 0 else 0.0


class Sides:
    """The two sides of all pairs, form by form."""

    def __init__(self, forms: pl.DataFrame, pairs: pl.DataFrame) -> None:
        self.forms = forms
        self._a, self._b = pairs["a"], pairs["b"]
        self._made: dict[str, tuple[Numbers, Numbers]] = {}

    def of(self, form: str) -> tuple[Numbers, Numbers]:
        """What both sides have in a form."""
        if form not in self._made:
            cells = self.forms[form]
            self._made[form] = (cells.gather(self._a).to_numpy(), cells.gather(self._b).to_numpy())
        return self._made[form]

    def both(self, form: str) -> Flags:
        """Where both sides know it."""
        one, other = self.of(form)
        return (one != "") & (other != "")

    def same(self, form: str) -> Flags:
        """Where both know it and say the same."""
        one, other = self.of(form)
        return (one == other) & (one != "")

    def likeness(self, form: str, beside: str | None = None) -> Numbers:
        """Jaro-Winkler between what one has in a form and the other in that or another; 0 where one lacks it."""
        one, other = self.of(form)[0], self.of(beside or form)[1]
        found = cpdist(one, other, scorer=JaroWinkler.similarity, dtype=np.float32)
        return np.where((one != "") & (other != ""), found, 0.0)


def chosen(*cases: tuple[Flags, float | Numbers], otherwise: float = 0.0) -> Numbers:
    """The weight of the first case that holds."""
    return np.select([when for when, _ in cases], [weight for _, weight in cases], otherwise)


def rareness(sides: Sides, form: str) -> Numbers:
    """What sharing a name says: more when few bear it, counted in the list itself."""
    names = sides.of(form)[0]
    counts = sides.forms.filter(pl.col(form).is_in(pl.Series(names, dtype=pl.String).unique().implode()))[form]
    many = dict(counts.value_counts().iter_rows())
    part = np.array([many[name] for name in names], dtype=float) / max(sides.forms.height, 1000)
    return np.clip(-np.log2(np.maximum(part, 1e-9)), COMMON, RARE)


def weighed(forms: pl.DataFrame, pairs: pl.DataFrame, kind: str = "person") -> Weighed:
    """The weights of every pair."""
    sides = Sides(forms, pairs)
    first, last = sides.likeness("first"), _likest_last(sides)
    turned = np.minimum(sides.likeness("first", "last"), sides.likeness("last", "first")) >= ALIKE
    other_first = _other_first(sides, first) & ~turned
    birth = _birth(sides)
    apart = _apart(sides, other_first, birth)
    # The rule of the house; and where there are households also a parent and a child of one name.
    never = other_first & (birth <= 0)
    if apart == OTHER_FIRST:
        never |= birth == OTHER_BIRTH
    most = np.where(other_first & (apart == OTHER_FIRST), OTHER_FIRST, np.inf)
    if kind == "organisation":
        # Where a first name stands there is a place here, and one moves; a number of the government is certain.
        never, most = sides.both("brin") & ~sides.same("brin"), np.full(pairs.height, np.inf)
    parts = {
        "last": _last(sides, last, turned),
        "first": _first(sides, first, other_first, turned, apart),
        "birth": birth,
        "phone": chosen((sides.same("phone"), 7.0), (sides.both("phone"), -0.5)),
        "email": chosen((sides.same("email"), 7.0), (sides.both("email"), -0.5)),
        "address": _address(sides),
        "organisation": chosen((sides.same("organisation"), 3.0)),
        "site": chosen((sides.same("site"), 5.0)),
        "brin": chosen((sides.same("brin"), 9.5)),
    }
    tried = sides.both("birth") | ((sides.both("postcode") | sides.both("street")) & sides.both("number"))
    return Weighed(parts, never, most, tried, forms.height)


def _apart(sides: Sides, other_first: Flags, birth: Numbers) -> float:
    """What other first names say where the day of birth and the address are one: twins, or one person wrongly typed?

    The list itself knows. Where people of one address have other names and other days of birth it has households, and
    a twentieth of such pairs are expected to be twins; what remains is how often a first name is simply wrong.
    """
    home = sides.same("number") & (sides.same("postcode") | sides.same("street"))
    pairs, housemates = (int((other_first & home & day).sum()) for day in (birth > 0, birth == OTHER_BIRTH))
    wrong = pairs - 1 - TWINS * housemates
    if wrong <= pairs * 0.9:
        return OTHER_FIRST
    return float(np.clip(np.log2(wrong / (home & (birth > 0)).sum()), OTHER_FIRST, -1.0))


def _likest_last(sides: Sides) -> Numbers:
    """The best likeness among the last names each side bears."""
    ways = [sides.likeness(one, other) for one in ("last", "second") for other in ("last", "second")]
    return np.maximum.reduce(ways)


def _other_first(sides: Sides, likeness: Numbers) -> Flags:
    """Both first names known, unlike, and neither the initial of the other."""
    return sides.both("first") & (likeness < RATHER) & ~_initial(sides) & ~_within(sides)


def _initial(sides: Sides) -> Flags:
    """One side has an initial, and the other begins with it."""
    one, other = sides.of("first")
    short = np.array([min(len(a), len(b)) == 1 and a[:1] == b[:1] for a, b in zip(one, other, strict=True)], dtype=bool)
    return short & sides.both("first")


def _within(sides: Sides) -> Flags:
    """One first name is the beginning of the other: Jan and Jan Willem, Rob and Robert."""
    one, other = sides.of("first")
    return np.array(
        [min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)) for a, b in zip(one, other, strict=True)],
        dtype=bool,
    )


def _last(sides: Sides, likeness: Numbers, turned: Flags) -> Numbers:
    known = sides.both("last")
    return chosen(
        (~known, 0.0), (sides.same("last"), rareness(sides, "last")), (turned, 4.0), (likeness > 0.999, 5.0),
        (_in_the_other_box(sides), 3.0),
        (sides.same("last_sound"), 5.0), (likeness >= ALIKE, 4.5), (likeness >= RATHER, 2.0), otherwise=-2.0,
    )  # fmt: skip


def _in_the_other_box(sides: Sides) -> Flags:
    """The last name of one is the first name of the other."""
    return np.maximum(sides.likeness("first", "last"), sides.likeness("last", "first")) >= ALIKE


def _first(sides: Sides, likeness: Numbers, other: Flags, turned: Flags, apart: float) -> Numbers:
    known = sides.both("first")
    return chosen(
        (~known, 0.0), (sides.same("first") & ~_short(sides), np.minimum(rareness(sides, "first"), 6.0)), (turned, 4.0),
        (_initial(sides), 1.0), (_other_ending(sides), -2.0), (likeness >= ALIKE, 4.0), (_within(sides), 3.0),
        (likeness >= RATHER, 2.5), (other, apart),
    )  # fmt: skip


def _other_ending(sides: Sides) -> Flags:
    """Johannes and Johanna, Hendrik and Hendrika: much alike, and two people."""
    one, other = sides.of("first")
    pairs = zip(one, other, strict=True)
    return np.array([min(len(a), len(b)) > 4 and (a[-1] == "a") != (b[-1] == "a") for a, b in pairs], dtype=bool)


def _short(sides: Sides) -> Flags:
    return np.array([len(name) < 2 for name in sides.of("first")[0]], dtype=bool)


def _birth(sides: Sides) -> Numbers:
    one, other = sides.of("birth")
    slips = cpdist(one, other, scorer=OSA.distance, dtype=np.int32)
    turned = np.array(
        [a[:4] == b[:4] and a[4:6] == b[6:] and a[6:] == b[4:6] for a, b in zip(one, other, strict=True)], dtype=bool
    )
    return chosen(
        (~sides.both("birth"), 0.0), (sides.same("birth"), 9.5), (slips == 1, 4.6), (turned, 4.6), (slips == 2, 0.5),
        otherwise=OTHER_BIRTH,
    )  # fmt: skip


def _address(sides: Sides) -> Numbers:
    """One comparison: street, number, postcode and place go together, and people move."""
    street = sides.likeness("street") >= ALIKE
    place = sides.likeness("place") >= ALIKE
    number, postcode = sides.same("number"), sides.same("postcode")
    # Every town has its Kerkstraat: a street alone says little.
    sure = street & (number | postcode | place)
    agreed = 3.5 * postcode + 2.0 * number + 1.0 * place + np.where(sure, 3.0, 1.0 * street)
    known = sides.both("postcode") | sides.both("street")
    return chosen((~known, 0.0), (postcode | street, np.minimum(agreed, 8.0)), (place, -0.5), otherwise=-2.0)


# What is compared -> from which weight it counts as the same, and how one says it: the same, nearly, another.
TOLD: dict[str, tuple[float, str, str, str]] = {
    "last": (COMMON, mark("zelfde achternaam"), mark("achternaam lijkt erop"), mark("andere achternaam")),
    "first": (COMMON, mark("zelfde voornaam"), mark("voornaam lijkt erop"), mark("andere voornaam")),
    "birth": (9.5, mark("zelfde geboortedatum"), mark("geboortedatum lijkt erop"), mark("andere geboortedatum")),
    "phone": (7.0, mark("zelfde telefoon"), mark("telefoon lijkt erop"), mark("andere telefoon")),
    "email": (7.0, mark("zelfde e-mail"), mark("e-mail lijkt erop"), mark("andere e-mail")),
    "address": (8.0, mark("zelfde adres"), mark("adres lijkt erop"), mark("ander adres")),
    "organisation": (3.0, mark("zelfde organisatie"), mark("organisatie lijkt erop"), mark("andere organisatie")),
    "site": (5.0, mark("zelfde site"), mark("site lijkt erop"), mark("andere site")),
    "brin": (9.5, mark("zelfde BRIN"), mark("BRIN lijkt erop"), mark("andere BRIN")),
}
# Of an organisation the name is compared as a last name and the place as a first name.
TOLD_OF_ORGANISATIONS = TOLD | {
    "last": (COMMON, mark("zelfde naam"), mark("naam lijkt erop"), mark("andere naam")),
    "first": (COMMON, mark("zelfde plaats"), mark("plaats lijkt erop"), mark("andere plaats")),
}


def reasons(found: Weighed, at: int, kind: str = "person") -> Iterator[tuple[str, float]]:
    """What speaks for and against one pair, as (words, weight) in the order it is compared."""
    told = TOLD if kind == "person" else TOLD_OF_ORGANISATIONS
    for what, weights in found.parts.items():
        weight = round(float(weights[at]), 1)
        if weight:
            least, same, nearly, other = told[what]
            yield (same if weight >= least else nearly if weight > 0 else other), weight
