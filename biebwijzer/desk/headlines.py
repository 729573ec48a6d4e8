"""What Kerncijfers says now, and what it would say after a delivery."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from biebwijzer.desk.deliveries import difference
from biebwijzer.desk.frame import Head, table
from biebwijzer.words import Words, mark

FIGURES = {"visits": mark("Bezoeken dit jaar"), "loans": mark("Uitleningen dit jaar"), "members": mark("Leden")}


def headline_table(headlines: Sequence[Mapping[str, Any]], words: Words) -> None:
    """The figures of Kerncijfers before and after, by the same questions; until when is told where it moves."""
    numbers = (Head(name, number=True) for name in (words("Nu"), words("Straks"), words("Verschil")))
    heads: list[str | Head] = [words("Kerncijfers"), *numbers]
    table(heads, [difference(named(one, words), one["before"], one["after"], words) for one in headlines])


def named(one: Mapping[str, Any], words: Words) -> str:
    """Which figure, until when, and until when it was where that changes."""
    until = [date.fromisoformat(str(one[name])[:10]) for name in ("before_until", "after_until") if one[name]]
    if not until:
        return words(FIGURES[one["figure"]])
    return words("{figure}, t/m {period}", figure=words(FIGURES[one["figure"]]), period=words.month(until[-1]))
