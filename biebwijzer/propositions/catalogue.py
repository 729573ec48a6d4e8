"""The catalogue: what a library promises to whom, why, and how far it is."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from biebwijzer.access import Saved, Workspace, existing, filled, new_id, own_library
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.words import mark

# Status -> how it is called on the screen, in the order of a proposition's life.
STATUSES: Mapping[str, str] = {
    "idea": mark("Idee"),
    "design": mark("Ontwerp"),
    "pilot": mark("Pilot"),
    "introduced": mark("Ingevoerd"),
    "stopped": mark("Gestopt"),
}
# The pillars of the covenant between libraries and government.
PILLARS: Mapping[str, str] = {
    "reading": mark("Bevorderen van lezen"),
    "participation": mark("Participatie in de informatiesamenleving"),
    "learning": mark("Leven lang ontwikkelen"),
}
# What stands on the canvas, in the order in which one thinks of it.
CANVAS: Mapping[str, str] = {
    "target_group": mark("Doelgroep"),
    "need": mark("Behoefte"),
    "promise": mark("Belofte"),
    "channel": mark("Kanaal"),
    "expectation": mark("Verwachting"),
}
LONGEST = 300
LONGEST_NAME = 60


@dataclass(frozen=True)
class PropositionDraft:
    """A proposition as typed, or as it stands in the playbook."""

    name: str
    status: str = "idea"
    pillar: str | None = None
    target_group: str | None = None
    need: str | None = None
    promise: str | None = None
    channel: str | None = None
    expectation: str | None = None
    goal: str | None = None
    # A reason of visit as visitors gave it, and the code of a group: what the library learned before it promised.
    rests_on_reason: str | None = None
    rests_on_group: str | None = None


def code_of(name: str) -> str:
    """The name as deliveries call it: 'Bieb Werkt' is bieb_werkt, 'Taalcafé' taalcafe."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def problems(draft: PropositionDraft) -> list[Problem]:
    """What stands in the way of saving this proposition; an empty list means nothing does."""
    found = []
    if not code_of(draft.name):
        found.append(Problem("name", mark("**Er staat nog geen naam.** Typ hoe de propositie heet.")))
    if len(draft.name) > LONGEST_NAME:
        said = mark("**Deze naam is te lang.** Gebruik hoogstens {n} tekens.")
        found.append(Problem("name", said, {"n": LONGEST_NAME}))
    if draft.status not in STATUSES:
        found.append(Problem("status", mark("**Deze stand kennen we niet.** Kies er een uit de lijst.")))
    if draft.pillar is not None and draft.pillar not in PILLARS:
        found.append(Problem("pillar", mark("**Deze pijler kennen we niet.** Kies er een uit de lijst.")))
    if draft.status in ("pilot", "introduced") and not filled(draft.promise):
        found.append(Problem("promise", mark("**Wat beloof je?** Wie begint, heeft een belofte. Schrijf haar op.")))
    for field in (*CANVAS, "goal"):
        if len(getattr(draft, field) or "") > LONGEST:
            found.append(Problem(field, mark("**Dit is te lang.** Zeg het in hoogstens {n} tekens."), {"n": LONGEST}))
    return found


def columns(draft: PropositionDraft) -> dict[str, Any]:
    """The row of a proposition."""
    return {name: filled(value) for name, value in asdict(draft).items()}


def add(
    workspace: Workspace,
    draft: PropositionDraft,
    row_id: str | None = None,
    code: str | None = None,
    playbook: str | None = None,
    library_id: str | None = None,
) -> Saved:
    """Add a proposition; saving the same form twice adds one, and a name the library has already is refused."""
    made = row_id or new_id()
    if existing(workspace, "propositions.proposition", made):
        return Saved(made)
    library = own_library(workspace, library_id)
    row = {"library_id": library, "code": code or code_of(draft.name), "playbook": playbook}
    with workspace.change("propositions.proposition.added") as act:
        if act.transaction.find("propositions.proposition", {"library_id": library, "code": row["code"]}):
            raise NotAllowed(mark("Deze propositie heb je al. Open haar bij Portfolio."))
        act.add("propositions.proposition", {**row, **columns(draft), "recorded_on": workspace.today}, made)
    return Saved(made, act.audit_id)


def change(workspace: Workspace, proposition_id: str, draft: PropositionDraft, seen: int) -> Saved:
    """Change a proposition; refused when a colleague saved a later version. Its code stays: figures hang on it."""
    with workspace.change("propositions.proposition.changed") as act:
        act.update("propositions.proposition", proposition_id, columns(draft), seen)
    return Saved(proposition_id, act.audit_id)


def find(workspace: Workspace, asked: str) -> dict[str, str]:
    """Code and name of the propositions whose name, promise or target group holds every word that was typed."""
    wanted = [word.casefold() for word in asked.split()]
    if not wanted or not workspace.may("propositions.read"):
        return {}
    found = {}
    for row in workspace.ask("propositions/catalogue").rows.iter_rows(named=True):
        told = " ".join(row[field] or "" for field in ("name", "promise", "target_group")).casefold()
        if all(word in told for word in wanted):
            found[row["code"]] = row["name"]
    return found
