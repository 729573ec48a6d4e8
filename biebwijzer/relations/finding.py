"""Finding: did you mean one of these? While typing, before a double is made."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from biebwijzer.access import Workspace
from biebwijzer.relations.contact_moments import person_named
from biebwijzer.relations.duplicates import resembling
from biebwijzer.relations.naming import full_name, searchable

SHORTEST = 2
MOST_ALIKE = 3
MOST_FOUND = 8


@dataclass(frozen=True)
class Found:
    """A person or organisation that may be meant; of one that resembles what was typed also why, as (what, weight)."""

    kind: str
    found_id: str
    name: str
    place: str | None
    works_at: str | None
    score: float
    why: tuple[tuple[str, float], ...] = ()


def find(workspace: Workspace, text: str | None, kind: str | None = None) -> list[Found]:
    """At most eight names that hold or resemble the text, best first; too short a text finds nothing."""
    asked = searchable(text)
    if len(asked) < SHORTEST or not workspace.may("relations.read"):
        return []
    rows = workspace.ask("relations/finding", asked=asked, kind=kind).rows
    return [Found(**row) for row in rows.iter_rows(named=True)]


def alike(
    workspace: Workspace, typed: Mapping[str, str | None], kind: str, library_id: str | None = None
) -> list[Found]:
    """Who or what is already there and may be the one that is typed, to warn before adding it again."""
    if len(searchable(*(typed.get(part) for part in ("first_name", "last_name", "name")))) < SHORTEST:
        return []
    met = resembling(workspace, typed, kind, library_id)[:MOST_ALIKE]
    return [_found(kind, likely.card_id, card, likely.score, likely.why) for likely, card in met]


def _found(kind: str, card_id: str, card: dict, score: float, why: tuple[tuple[str, float], ...]) -> Found:
    if kind == "organisation":
        return Found(kind, card_id, card["name"], card["place"], None, score, why)
    name = full_name(card["first_name"], card["infix"], card["last_name"])
    return Found(kind, card_id, name, None, card["organisation"], score, why)


def known_as(workspace: Workspace, name: str) -> list[Found]:
    """Who or what may be meant by a name that is typed as new: by likeness first, and then whose name holds it."""
    person = {key: value for key, value in asdict(person_named(name)).items() if key.endswith("name") or key == "infix"}
    met = [*alike(workspace, {"name": name}, "organisation"), *alike(workspace, person, "person")]
    found = sorted(met, key=lambda one: -one.score)
    if len(found) < MOST_ALIKE:
        ids = {one.found_id for one in found}
        found += [one for one in find(workspace, name) if one.found_id not in ids]
    return found[:MOST_ALIKE]
