"""The sentences a working day begins with."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from biebwijzer.words import Words, mark

SCHOOL_YEAR_MONTH = 8


def follow_up_sentence(words: Words, due: Sequence[date], today: date) -> str:
    """How much there is to follow up, and how much of it is too late."""
    if not due:
        return words("Je hebt geen afspraken open.")
    late = sum(day < today for day in due)
    total = words.plural(
        mark("Je hebt **1 afspraak** om op te volgen"), mark("Je hebt **{n} afspraken** om op te volgen"), n=len(due)
    )
    if not late:
        return words("{total}, niets is te laat.", total=total)
    said = words.plural(mark("**1 is te laat**"), mark("**{n} zijn te laat**"), n=late)
    return words("{total}, {late}.", total=total, late=said)


def board_sentence(words: Words, sources: Sequence[dict[str, Any]]) -> str:
    """Whether the sources are up to date; nothing when none is refreshed."""
    if not sources:
        return ""
    late = sum(bool(source["days_late"]) for source in sources)
    if not late:
        return words("Alle bronnen zijn op tijd.")
    return words.plural(mark("Eén bron is te laat."), mark("{n} bronnen zijn te laat."), n=late)


def school_year(today: date) -> date:
    """The first day of the school year."""
    return date(today.year if today.month >= SCHOOL_YEAR_MONTH else today.year - 1, SCHOOL_YEAR_MONTH, 1)
