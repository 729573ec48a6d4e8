"""Organisations the library works with: schools, partners, municipalities."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from biebwijzer.access import Saved, Workspace, existing, filled, new_id, own_library
from biebwijzer.problems import Problem
from biebwijzer.relations import own_values, reading
from biebwijzer.relations.naming import searchable
from biebwijzer.relations.people import note_problems, phone_problem, postcode_problem
from biebwijzer.words import mark

# Kind -> how it is called on the screen.
KINDS: Mapping[str, str] = {
    "primary_school": mark("basisschool"),
    "secondary_school": mark("middelbare school"),
    "vocational_school": mark("mbo"),
    "municipality": mark("gemeente"),
    "welfare": mark("welzijn"),
    "care": mark("zorg"),
    "company": mark("bedrijf"),
    "fund": mark("fonds"),
    "association": mark("vereniging"),
    "other": mark("overig"),
}
SCHOOLS = ("primary_school", "secondary_school", "vocational_school")
BRIN = re.compile(r"\d{2}[A-Z]{2}(\d{2})?")
SITE = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+(/\S*)?", re.IGNORECASE)


@dataclass(frozen=True)
class OrganisationDraft:
    """An organisation as typed, or as it stands in an official list."""

    name: str
    kind: str = "other"
    place: str | None = None
    phone: str | None = None
    website: str | None = None
    brin: str | None = None
    municipality_id: str | None = None
    note: str | None = None
    library_id: str | None = None
    postcode: str | None = None
    # By the id of an own field; None when the form asks none, so that what stands there stays.
    own: Mapping[str, Any] | None = None


def problems(draft: OrganisationDraft) -> list[Problem]:
    """What stands in the way of saving this organisation; an empty list means nothing does."""
    found = []
    if not searchable(draft.name):
        found.append(Problem("name", mark("**Er staat nog geen naam.** Typ hoe de organisatie heet.")))
    if draft.kind not in KINDS:
        found.append(Problem("kind", mark("**Dit soort kennen we niet.** Kies er een uit de lijst.")))
    if filled(draft.brin) and not BRIN.fullmatch(filled(draft.brin) or ""):
        found.append(Problem("brin", mark("**Dit is geen BRIN.** Het zijn twee cijfers en twee letters, zoals 08US.")))
    if filled(draft.website) and not SITE.fullmatch(filled(draft.website) or ""):
        found.append(Problem("website", mark("**Dit is geen adres van een site.** Schrijf het zoals www.naam.nl.")))
    for field in ("name", "place"):
        found += reading.refused(field, getattr(draft, field))
    return [
        *found,
        *phone_problem("phone", draft.phone),
        *postcode_problem("postcode", draft.postcode),
        *note_problems("note", draft.note),
    ]


def columns(draft: OrganisationDraft) -> dict[str, Any]:
    """The row of an organisation, with its name as it is searched."""
    typed = {name: filled(value) for name, value in asdict(draft).items() if name not in ("library_id", "own")}
    return {**typed, "search_name": searchable(draft.name)}


def add(workspace: Workspace, draft: OrganisationDraft, row_id: str | None = None) -> Saved:
    """Add an organisation; saving the same form twice adds one."""
    made = row_id or new_id()
    if existing(workspace, "relations.organisation", made):
        return Saved(made)
    library = own_library(workspace, draft.library_id)
    with workspace.change("relations.organisation.added") as act:
        own = own_values.kept(act, "organisation", library, draft.own)
        act.add("relations.organisation", {"library_id": library, **columns(draft), **own}, made)
    return Saved(made, act.audit_id)


def change(workspace: Workspace, organisation_id: str, draft: OrganisationDraft, seen: int) -> Saved:
    """Change an organisation; refused when a colleague saved a later version."""
    with workspace.change("relations.organisation.changed") as act:
        own = own_values.changed(act, "organisation", organisation_id, draft.own)
        act.update("relations.organisation", organisation_id, {**columns(draft), **own}, seen)
    return Saved(organisation_id, act.audit_id)
