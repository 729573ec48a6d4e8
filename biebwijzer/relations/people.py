"""People the library knows by name: adding and changing them."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from biebwijzer.access import Saved, Workspace, existing, filled, new_id, own_library
from biebwijzer.problems import Problem
from biebwijzer.relations import own_values, reading
from biebwijzer.relations.naming import searchable
from biebwijzer.relations.saving import library_of, standing
from biebwijzer.words import mark

POSTCODE = re.compile(r"[1-9]\d{3} ?[A-Za-z]{2}|\d{4,5}")
MAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
PHONE = re.compile(r"\+?[\d\s()./-]{6,20}")
LONGEST = 2000
# What is typed with a person and does not stand in their row as it is.
BESIDE = ("organisation_id", "role", "library_id", "own")


@dataclass(frozen=True)
class PersonDraft:
    """A person as typed; somebody with one name has only a last name."""

    last_name: str
    first_name: str | None = None
    infix: str | None = None
    email: str | None = None
    phone: str | None = None
    note: str | None = None
    organisation_id: str | None = None
    role: str | None = None
    library_id: str | None = None
    postcode: str | None = None
    place: str | None = None
    # By the id of an own field; None when the form asks none, so that what stands there stays.
    own: Mapping[str, Any] | None = None


def mail_problem(field: str, text: str | None) -> list[Problem]:
    """Whether a mail address is whole."""
    if not filled(text) or MAIL.fullmatch(filled(text) or ""):
        return []
    return [Problem(field, mark("**Dit is geen heel e-mailadres.** Mist er iets achter het punt, zoals .nl?"))]


def phone_problem(field: str, text: str | None) -> list[Problem]:
    """Whether a telephone number can be called."""
    if not filled(text) or PHONE.fullmatch(filled(text) or ""):
        return []
    return [Problem(field, mark("**Dit is geen telefoonnummer.** Gebruik alleen cijfers, spaties en een streepje."))]


def postcode_problem(field: str, text: str | None) -> list[Problem]:
    """Whether a postcode is whole; of other countries four or five digits."""
    if not filled(text) or POSTCODE.fullmatch(filled(text) or ""):
        return []
    return [Problem(field, mark("**Dit is geen postcode.** Schrijf hem zoals 3511 AB."))]


def note_problems(field: str, text: str | None) -> list[Problem]:
    """What keeps a free text from being saved."""
    found = reading.refused(field, text)
    if len(text or "") > LONGEST:
        found.append(Problem(field, mark("**Dit is te lang.** Houd het onder de {most} tekens."), {"most": LONGEST}))
    return found


def problems(draft: PersonDraft) -> list[Problem]:
    """What stands in the way of saving this person; an empty list means nothing does."""
    found = []
    if not searchable(draft.first_name, draft.infix, draft.last_name):
        found.append(Problem("last_name", mark("**Er staat nog geen naam.** Typ minstens een achternaam.")))
    for field in ("last_name", "first_name", "infix", "role", "place"):
        found += reading.refused(field, getattr(draft, field))
    return [
        *found,
        *mail_problem("email", draft.email),
        *phone_problem("phone", draft.phone),
        *postcode_problem("postcode", draft.postcode),
        *note_problems("note", draft.note),
    ]


def columns(draft: PersonDraft) -> dict[str, Any]:
    """The row of a person, with the name as it is searched."""
    typed = {name: filled(value) for name, value in asdict(draft).items() if name not in BESIDE}
    if typed["last_name"] is None:
        # One name, typed in the wrong box, is still somebody's name.
        typed["last_name"], typed["first_name"] = typed["first_name"], None
    return {**typed, "search_name": searchable(typed["first_name"], typed["infix"], typed["last_name"])}


def add(workspace: Workspace, draft: PersonDraft, row_id: str | None = None) -> Saved:
    """Add a person, and where they work; saving the same form twice adds one."""
    made = row_id or new_id()
    if existing(workspace, "relations.person", made):
        return Saved(made)
    with workspace.change("relations.person.added") as act:
        organisation_id = standing(act, draft.organisation_id)
        if organisation_id:
            library = library_of(workspace, act, "relations.organisation", organisation_id)
        else:
            library = own_library(workspace, draft.library_id)
        own = own_values.kept(act, "person", library, draft.own)
        act.add("relations.person", {"library_id": library, **columns(draft), **own}, made)
        if organisation_id:
            role = {"organisation_id": organisation_id, "person_id": made, "role": filled(draft.role)}
            act.add("relations.contact_person", {"library_id": library, **role})
    return Saved(made, act.audit_id)


def change(workspace: Workspace, person_id: str, draft: PersonDraft, seen: int) -> Saved:
    """Change a person; refused when a colleague saved a later version."""
    with workspace.change("relations.person.changed") as act:
        own = own_values.changed(act, "person", person_id, draft.own)
        act.update("relations.person", person_id, {**columns(draft), **own}, seen)
    return Saved(person_id, act.audit_id)
