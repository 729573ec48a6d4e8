"""Finding: did you mean one of these? While typing, before a double is made."""

from dataclasses import dataclass

from biebwijzer.access import Workspace
from biebwijzer.relations.naming import searchable

SHORTEST = 2
# From here on two names are so alike that one asks whether they are the same.
ALIKE = 0.93


@dataclass(frozen=True)
class Found:
    """A person or organisation that may be meant."""

    kind: str
    found_id: str
    name: str
    place: str | None
    works_at: str | None
    score: float


def find(workspace: Workspace, text: str | None, kind: str | None = None) -> list[Found]:
    """At most eight names that hold or resemble the text, best first; too short a text finds nothing."""
    asked = searchable(text)
    if len(asked) < SHORTEST or not workspace.may("relations.read"):
        return []
    rows = workspace.ask("relations/finding", asked=asked, kind=kind).rows
    return [Found(**row) for row in rows.iter_rows(named=True)]


def alike(workspace: Workspace, name: str | None, kind: str) -> list[Found]:
    """Who or what is already there under nearly this name, to warn before adding it again."""
    return [found for found in find(workspace, name, kind) if found.score >= ALIKE][:3]
