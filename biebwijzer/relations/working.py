"""Who works where: a person at an organisation, as what, and from when until when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from biebwijzer.access import Saved, Workspace, filled
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.relations import reading
from biebwijzer.relations.saving import library_of, standing
from biebwijzer.words import mark


@dataclass(frozen=True)
class RoleDraft:
    """A role as typed: `until` is the last day; empty as long as it lasts."""

    organisation_id: str | None
    person_id: str | None
    role: str | None = None
    since: date | None = None
    until: date | None = None


def problems(draft: RoleDraft) -> list[Problem]:
    """What stands in the way of keeping this role; an empty list means nothing does."""
    found = []
    if not draft.person_id:
        found.append(Problem("person_id", mark("**Wie hoort hier?** Kies iemand uit de lijst.")))
    if not draft.organisation_id:
        found.append(Problem("organisation_id", mark("**Waar werkt deze persoon?** Kies een organisatie.")))
    if draft.since and draft.until and draft.until < draft.since:
        found.append(Problem("until", mark("**Dit is vóór het begin.** Kies een latere dag, of laat het leeg.")))
    return [*found, *reading.refused("role", draft.role)]


def connect(workspace: Workspace, draft: RoleDraft) -> Saved:
    """Make a person contact person of an organisation; who is one already gets the new role and period."""
    if draft.organisation_id is None or draft.person_id is None:
        raise NotAllowed(mark("Kies eerst wie er bij welke organisatie hoort."))
    with workspace.change("relations.contact_person.connected") as act:
        organisation_id, person_id = standing(act, draft.organisation_id), standing(act, draft.person_id)
        pair = {"organisation_id": organisation_id, "person_id": person_id}
        library = library_of(workspace, act, "relations.organisation", str(organisation_id))
        if library_of(workspace, act, "relations.person", str(person_id)) != library:
            raise NotAllowed(mark("Deze persoon en organisatie horen bij verschillende bibliotheken."))
        known = act.transaction.find("relations.contact_person", {**pair, "until": None})
        if known:
            row_id = str(known[0]["contact_person_id"])
            act.update("relations.contact_person", row_id, columns(draft))
        else:
            row_id = act.add("relations.contact_person", {"library_id": library, **pair, **columns(draft)})
    return Saved(row_id, act.audit_id)


def change(workspace: Workspace, contact_person_id: str, draft: RoleDraft, seen: int) -> Saved:
    """Another role or period; with a last day the role ends, and person and history stay."""
    happened = "ended" if draft.until else "changed"
    with workspace.change(f"relations.contact_person.{happened}") as act:
        act.update("relations.contact_person", contact_person_id, columns(draft), seen)
    return Saved(contact_person_id, act.audit_id)


def disconnect(workspace: Workspace, contact_person_id: str) -> Saved:
    """Take away a role that was never so; who left gets a last day instead."""
    with workspace.change("relations.contact_person.removed") as act:
        act.remove("relations.contact_person", contact_person_id)
    return Saved(contact_person_id, act.audit_id)


def columns(draft: RoleDraft) -> dict[str, Any]:
    """What a role says beside whom and where."""
    return {"role": filled(draft.role), "since": draft.since, "until": draft.until}
