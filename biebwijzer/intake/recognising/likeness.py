"""How alike two names are: of columns that may be the same, in either language, written in another way."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

ALIKE = 0.6
# The same thing in two languages, or in other words.
SAME_WORDS = (
    ("vestiging", "locatie", "filiaal", "branch", "library", "location", "site"),
    ("bibliotheek", "library", "organisatie", "service", "authority"),
    ("bezoeken", "bezoekers", "bezoek", "visits", "visitors", "visit", "footfall"),
    ("uitleningen", "uitlening", "loans", "issues", "checkouts", "circulation"),
    ("maand", "month", "periode", "period"),
    ("datum", "dag", "date", "day"),
    ("aantal", "count", "number", "totaal", "total"),
    ("leden", "lid", "members", "member", "patron", "users", "lener", "borrower"),
    ("postcode", "zip", "postal", "pc4"),
    ("abonnement", "subscription", "patron type", "lidsoort"),
    ("jaar", "year"),
    ("gemeente", "municipality"),
    ("inwoners", "residents", "population", "bevolking"),
    ("naam", "name"),
    ("nummer", "number", "nr", "id", "code", "pas", "card"),
    ("ingeschreven", "joined", "registered", "since", "lid sinds", "date added"),
    ("laatst", "last", "gebruikt", "used", "active"),
    ("geboortedatum", "birth", "geboren", "birth date"),
    ("deur", "door", "ingang", "teller", "gate", "entrance"),
    ("in", "binnen", "ingaand"),
    ("uit", "buiten", "uitgaand", "out"),
    ("tijd", "tijdstip", "time", "moment", "uur", "hour"),
    ("titel", "title"),
    ("leeftijd", "age", "leeftijdsklasse"),
)
MEANING = {word: number for number, words in enumerate(SAME_WORDS) for word in words}


def plain(name: str) -> str:
    """A name in small letters without accents and signs."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z]+|\d+", bare))


def likeness(one: str, other: str) -> float:
    """How alike two names are, from 0 to 1: by letters, and by words that mean the same."""
    first, second = plain(one), plain(other)
    if not first or not second:
        return 0.0
    if first == second:
        return 1.0
    letters = SequenceMatcher(None, first, second).ratio()
    mine, theirs = meanings(first), meanings(second)
    shared = len(mine & theirs) / max(len(mine | theirs), 1)
    return max(letters, 0.9 * shared)


def meanings(name: str) -> set[str]:
    """The words of a name, those that mean the same as one."""
    return {str(MEANING.get(word, word)) for word in name.split()}


def paired(gone: Sequence[str], fresh: Iterable[str]) -> dict[str, str]:
    """Names that are gone -> what they seem to be called now; each new name once, the most alike first."""
    found: dict[str, str] = {}
    left = list(fresh)
    scored = sorted(((likeness(one, other), one, other) for one in gone for other in left), reverse=True)
    for score, one, other in scored:
        if score >= ALIKE and one not in found and other not in found.values():
            found[one] = other
    return found
