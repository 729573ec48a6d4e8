"""Who is new, active or dormant: the boundaries and their words, written down once."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from biebwijzer.words import Words, mark

STATUSES = ("new", "active", "dormant", "unknown")
NAMES = {
    "new": mark("Nieuw"),
    "active": mark("Actief"),
    "dormant": mark("Slapend"),
    "unknown": mark("Onbekend"),
}


@dataclass(frozen=True)
class Rules:
    """After how many months somebody is no longer new, and no longer active."""

    new_months: int = 3
    active_months: int = 12

    def dates(self, reference_date: date) -> dict[str, date]:
        """The boundaries on a reference date, as the questions ask for them."""
        return {
            "reference_date": reference_date,
            "new_since": months_before(reference_date, self.new_months),
            "active_since": months_before(reference_date, self.active_months),
        }


RULES = Rules()


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month when it has no such day."""
    number = day.year * 12 + day.month - 1 - months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def status_name(status: str, words: Words) -> str:
    """What a status is called on the screen."""
    return words(NAMES[status])


def explained(words: Words, rules: Rules = RULES) -> dict[str, str]:
    """The rule of every status in plain words, in the order in which they are tried."""
    return {
        "new": words("hoogstens {n} maanden lid", n=words.number(rules.new_months)),
        "active": words("langer lid, pas gebruikt in {n} maanden", n=words.number(rules.active_months)),
        "dormant": words("pas meer dan {n} maanden niet gebruikt", n=words.number(rules.active_months)),
        "unknown": words("niet nieuw, laatste gebruik onbekend"),
    }
