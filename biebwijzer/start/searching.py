"""Searching for figures: a question is found by the words of its purpose."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from biebwijzer.access import Workspace
from biebwijzer.warehouse import Query, query

WORD = re.compile(r"\w+")
MOST = 5


@dataclass(frozen=True)
class Figure:
    """A figure that may be meant, and the room where it stands."""

    title: str
    room: str


def figures(workspace: Workspace, text: str | None, questions: Iterable[str]) -> list[Figure]:
    """The figures, by the names of their questions, whose purpose in either language holds every word of the text."""
    asked = [word.casefold() for word in WORD.findall(text or "")]
    if not asked:
        return []
    found = []
    for name in questions:
        room, asks = name.split("/")[0], query(name)
        if workspace.may(f"{room}.read") and _is_asked(asks, asked):
            # What stands after the comma tells how it is compared, which a list need not say.
            found.append(Figure(workspace.words.either(asks.purpose).split(",")[0], room))
    return sorted(found, key=lambda figure: len(figure.title))[:MOST]


def _is_asked(asks: Query, asked: list[str]) -> bool:
    said = " ".join(asks.purpose.values()).casefold()
    return all(word in said for word in asked)
