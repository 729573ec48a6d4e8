"""Contact moments: whom we spoke, when and how, and what we promised."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from biebwijzer.access import Change, Saved, Workspace, existing, filled, new_id, own_library
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.relations import companions, organisations, people, reading
from biebwijzer.relations.naming import searchable
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft, note_problems
from biebwijzer.relations.saving import library_of, standing
from biebwijzer.warehouse import Row, now
from biebwijzer.words import mark

# Channel -> what one chooses on the screen.
CHANNELS: Mapping[str, str] = {
    "call": mark("Bel"),
    "mail": mark("Mail"),
    "visit": mark("Bezoek"),
    "desk": mark("Balie"),
    "other": mark("Anders"),
}
# Channel -> how the timeline begins.
HAPPENED: Mapping[str, str] = {
    "call": mark("Telefoon|gesprek"),
    "mail": mark("Mail"),
    "visit": mark("Bezoek"),
    "desk": mark("Aan de balie"),
    "other": mark("Gesprek"),
}
OLDEST_YEAR = 1950
FOLLOW_UP = "relations.follow_up"


@dataclass(frozen=True)
class ContactMomentDraft:
    """A contact moment as typed, with the promise made; whom it was with may be new."""

    spoken_on: date | None
    channel: str
    summary: str
    person_id: str | None = None
    organisation_id: str | None = None
    new_person: str | None = None
    new_organisation: str | None = None
    promise: str | None = None
    due_on: date | None = None
    owner: str | None = None
    # The proposition it was about, as its library wrote it down.
    proposition_id: str | None = None
    # Where it was, in a few words.
    place: str | None = None
    # Who was there beside whom it was with, known or new, and which colleagues beside the one who notes it.
    beside_ids: tuple[str, ...] = ()
    new_beside: tuple[str, ...] = ()
    colleague_ids: tuple[str, ...] = ()
    # Only asked for when whom it was with is new and one works for several libraries.
    library_id: str | None = None

    @property
    def with_somebody(self) -> bool:
        """Whether it is known with whom this was."""
        known = (self.person_id, self.organisation_id, *self.beside_ids)
        return any(filled(one) for one in (*known, self.new_person, self.new_organisation, *self.new_beside))


def problems(draft: ContactMomentDraft, today: date) -> list[Problem]:
    """What stands in the way of recording this contact moment; an empty list means nothing does."""
    found = []
    if not draft.with_somebody:
        found.append(Problem("with_whom", mark("**Met wie sprak je?** Kies iemand of typ een nieuwe naam.")))
    for name in (draft.new_person, draft.new_organisation):
        found += note_problems("with_whom", name)
    for name in draft.new_beside:
        found += note_problems("beside", name)
    found += _date_problems(draft, today)
    if draft.channel not in CHANNELS:
        found.append(Problem("channel", mark("**Hoe sprak je elkaar?** Kies er een uit de rij.")))
    if not filled(draft.summary):
        found.append(Problem("summary", mark("**Er staat nog niets.** Schrijf in een paar woorden wat je besprak.")))
    found += reading.refused("place", draft.place)
    found += note_problems("summary", draft.summary) + note_problems("promise", draft.promise)
    return found


def _date_problems(draft: ContactMomentDraft, today: date) -> list[Problem]:
    found = []
    if draft.spoken_on is None:
        found.append(Problem("spoken_on", mark("**Wanneer was het?** Kies een dag.")))
    elif draft.spoken_on > today:
        found.append(Problem("spoken_on", mark("**Deze datum ligt in de toekomst.** Kies vandaag of eerder.")))
    elif draft.spoken_on.year < OLDEST_YEAR:
        found.append(Problem("spoken_on", mark("**Deze datum is te lang geleden.** Klopt het jaar?")))
    if filled(draft.promise) and draft.due_on is None:
        found.append(Problem("due_on", mark("**Wanneer is het uiterlijk klaar?** Kies een dag.")))
    if draft.due_on and not filled(draft.promise):
        found.append(Problem("promise", mark("**Wat beloofde je?** Schrijf het op, of haal de datum weg.")))
    if draft.due_on and draft.spoken_on and draft.due_on < draft.spoken_on:
        found.append(Problem("due_on", mark("**Dit is vóór het gesprek.** Kies een latere dag.")))
    return found


def record(workspace: Workspace, draft: ContactMomentDraft, row_id: str | None = None) -> Saved:
    """Write the contact moment, its promise and its line in the audit trail together, or none of them."""
    made = row_id or new_id()
    if existing(workspace, "relations.contact_moment", made):
        return Saved(made)
    with workspace.change("relations.contact_moment.recorded") as act:
        library, organisation_id, (person_id, *beside) = _with_whom(workspace, act, draft)
        _same_library(act, draft, library)
        moment = {
            "library_id": library,
            "organisation_id": organisation_id,
            "person_id": person_id,
            **_told(draft),
            "recorded_by": workspace.user_id,
            "recorded_at": now(),
        }
        act.add("relations.contact_moment", moment, made)
        about = {"library_id": library, "contact_moment_id": made}
        for one in beside:
            act.add(companions.PEOPLE, {**about, "person_id": one, "spoken_on": draft.spoken_on})
        for one in _colleagues(workspace, draft, library, workspace.user_id):
            act.add(companions.COLLEAGUES, {**about, "app_user_id": one})
        if filled(draft.promise):
            act.add(FOLLOW_UP, _promised(workspace, draft, library, made))
    return Saved(made, act.audit_id)


def change(workspace: Workspace, contact_moment_id: str, draft: ContactMomentDraft, seen: int) -> Saved:
    """Put right what was noted of a talk and with whom it was; a promise is added where none stands.

    Refused when a colleague saved a later version than was `seen`. What was promised is changed where it stands; what
    need not be done any more stands in nobody's way.
    """
    with workspace.change("relations.contact_moment.changed") as act:
        library = library_of(workspace, act, "relations.contact_moment", contact_moment_id)
        _same_library(act, draft, library)
        talk = act.standing("relations.contact_moment", [contact_moment_id])[contact_moment_id]
        organisation_id, (person_id, *beside) = _with_whom_now(workspace, act, draft, talk)
        there = [str(row["app_user_id"]) for row in companions.rows_of(act, companions.COLLEAGUES, talk)]
        colleagues = _colleagues(workspace, draft, library, talk["recorded_by"], there)
        whom = {"organisation_id": organisation_id, "person_id": person_id}
        # Another version also when only who else was there changes: whoever has it open, looks again.
        act.update("relations.contact_moment", contact_moment_id, {**whom, **_told(draft)}, seen)
        companions.bring(act, companions.PEOPLE, talk, "person_id", beside, {"spoken_on": draft.spoken_on})
        companions.bring(act, companions.COLLEAGUES, talk, "app_user_id", colleagues, {})
        promised = act.transaction.find(FOLLOW_UP, {"contact_moment_id": contact_moment_id})
        if filled(draft.promise) and all(one["status"] == "dropped" for one in promised):
            act.add(FOLLOW_UP, _promised(workspace, draft, library, contact_moment_id))
    return Saved(contact_moment_id, act.audit_id)


def _told(draft: ContactMomentDraft) -> dict[str, Any]:
    """What was noted of a talk, apart from whom it was with."""
    return {
        "proposition_id": draft.proposition_id,
        "spoken_on": draft.spoken_on,
        "channel": draft.channel,
        "place": filled(draft.place),
        "summary": draft.summary.strip(),
    }


def _same_library(act: Change, draft: ContactMomentDraft, library: str) -> None:
    """A proposition is that of the library that spoke; another library's is refused."""
    if draft.proposition_id is None:
        return
    row = act.transaction.one("propositions.proposition", draft.proposition_id)
    if row is None or row["library_id"] != library:
        raise NotAllowed(mark("Deze propositie hoort bij een andere bibliotheek."))


def _promised(workspace: Workspace, draft: ContactMomentDraft, library: str, moment_id: str) -> dict[str, Any]:
    return {
        "library_id": library,
        "contact_moment_id": moment_id,
        "promise": filled(draft.promise),
        "due_on": draft.due_on,
        "owner": draft.owner or workspace.user_id,
        "status": "open",
        "done_at": None,
    }


def _with_whom(
    workspace: Workspace, act: Change, draft: ContactMomentDraft
) -> tuple[str, str | None, list[str | None]]:
    """The library, the organisation and everybody spoken, added here when they are new; nobody twice."""
    organisation_id = standing(act, draft.organisation_id)
    known = [standing(act, one) for one in (draft.person_id, *draft.beside_ids) if one]
    asked = [("relations.organisation", organisation_id), *(("relations.person", one) for one in known)]
    libraries = {library_of(workspace, act, table, row_id) for table, row_id in asked if row_id}
    if len(libraries) > 1:
        raise NotAllowed(mark("Met wie je sprak hoort bij verschillende bibliotheken. Noteer het bij elk apart."))
    library = libraries.pop() if libraries else own_library(workspace, draft.library_id)
    if filled(draft.new_organisation):
        new = OrganisationDraft(name=filled(draft.new_organisation) or "")
        organisation_id = act.add("relations.organisation", {"library_id": library, **organisations.columns(new)})
    added = [
        act.add("relations.person", {"library_id": library, **people.columns(person_named(name))})
        for name in _names((draft.new_person, *draft.new_beside))
    ]
    before = 1 if filled(draft.new_person) else 0
    return library, organisation_id, [*dict.fromkeys((*added[:before], *known, *added[before:]))] or [None]


def _with_whom_now(
    workspace: Workspace, act: Change, draft: ContactMomentDraft, talk: Row
) -> tuple[str | None, list[str | None]]:
    """The organisation and everybody of a talk that was noted, as they should stand; the talk stays at its library."""
    draft = replace(draft, library_id=str(talk["library_id"]))
    library, organisation_id, people_there = _with_whom(workspace, act, draft)
    if library != talk["library_id"]:
        raise NotAllowed(mark("Met wie je sprak hoort bij een andere bibliotheek dan dit gesprek. Noteer het daar."))
    if organisation_id == standing(act, talk["organisation_id"]):
        organisation_id = talk["organisation_id"]
    return organisation_id, companions.as_noted(act, people_there, talk)


def _names(typed: Iterable[str | None]) -> list[str]:
    """Names as they were typed, each once."""
    found: dict[str, str] = {}
    for name in filter(None, map(filled, typed)):
        found.setdefault(searchable(name) or name, name)
    return list(found.values())


def _colleagues(
    workspace: Workspace, draft: ContactMomentDraft, library: str, noted_by: str, there: Sequence[str] = ()
) -> list[str]:
    """Colleagues who were there beside the one who noted it, each once: of the library, or named there before."""
    asked = [one for one in dict.fromkeys(draft.colleague_ids) if one != noted_by]
    others = set(asked) - set(there)
    if others and others - set(workspace.ask("relations/colleagues", library_id=library).rows["app_user_id"]):
        raise NotAllowed(mark("Deze collega werkt niet bij deze bibliotheek."))
    return asked


INFIXES = {"de", "den", "der", "van", "het", "'t", "te", "ten", "ter", "la", "le", "du", "el", "al", "von", "op", "in"}


def person_named(name: str) -> PersonDraft:
    """A person from a name typed in one field: first name, infix, last name; one word is the last name."""
    words = name.split()
    if len(words) < 2:
        return PersonDraft(last_name=name.strip())
    place = 1
    while place < len(words) - 1 and words[place].casefold() in INFIXES:
        place += 1
    return PersonDraft(
        first_name=words[0],
        infix=" ".join(words[1:place]) or None,
        last_name=" ".join(words[place:]),
    )
