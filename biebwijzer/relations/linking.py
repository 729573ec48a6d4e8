"""Linking a card to a member: the one bridge between whom one knows by name and what was delivered.

A colleague types the number of a card; of it only its key is kept, made as at the door of deliveries. What a link
shows and to whom is held by the marts (decisions/0024).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from biebwijzer.access import Saved, Workspace, existing, filled, new_id
from biebwijzer.intake.personal import known_key, member_key
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.relations import consents
from biebwijzer.relations.consents import LINK, ON_CARD, ConsentDraft
from biebwijzer.relations.naming import full_name
from biebwijzer.relations.saving import active_merge, library_of
from biebwijzer.warehouse import Row, Transaction, now
from biebwijzer.words import mark

CONSENT, REQUEST = "consent", "request"
GROUNDS: Mapping[str, str] = {CONSENT: mark("Toestemming"), REQUEST: mark("Afspraak op eigen verzoek")}
# What a link is worth: the member is not delivered, may not be followed or stands on another card is `nobody`.
SHOWN, WITHDRAWN, NOBODY, ENDED = "shown", "withdrawn", "nobody", "ended"
LONGEST_NUMBER = 40
# So many signs of a number that it would be found by them in a text beside it.
TELLING = 4
# So often in a day a colleague may try a number that leads nowhere: who mistypes has room, who guesses does not.
MOST_TRIES = 20
TRIED = "relations.person_link.refused"
MEMBERS = {"usage.membership", "usage.registration"}
NOTHING_YET = mark("**Van deze bibliotheek zijn nog geen leden aangeleverd.** Koppelen kan pas daarna.")
TOO_OFTEN = mark("**Je probeerde vandaag al {n} nummers die nergens toe leidden.** Morgen kun je verder.")
TAKEN = mark("**Dit nummer hoort al bij de kaart van {name}.** Ontkoppel het daar, of voeg de kaarten samen.")


@dataclass(frozen=True)
class LinkDraft:
    """A link as typed; the number is in no text that is made of this."""

    person_id: str
    number: str = field(repr=False)
    ground: str | None
    agreed_on: date | None
    proof: str | None = None
    # How somebody said yes, and to which words; of an appointment neither is asked.
    source: str | None = None
    version: int = consents.DEFAULT

    @property
    def consent(self) -> ConsentDraft:
        """The consent on which this link rests."""
        return ConsentDraft(
            self.person_id, *ON_CARD, given_on=self.agreed_on, source=self.source, proof=self.proof,
            version=self.version,
        )  # fmt: skip


def problems(draft: LinkDraft, today: date, withdrawn_on: date | None = None) -> list[Problem]:
    """What stands in the way of this link, before anybody looks the number up."""
    number = draft.number.strip()
    found = []
    if not number or len(number) > LONGEST_NUMBER:
        found.append(Problem("number", mark("**Er staat nog geen lidnummer.** Typ het zoals het op de pas staat.")))
    if draft.ground not in GROUNDS:
        found.append(Problem("ground", mark("**Waarom mag dit?** Zonder grond koppelen we niet.")))
    elif draft.ground == CONSENT:
        found += consents.problems(draft.consent, today, withdrawn_on)
    else:
        found += _agreement_problems(draft, today)
    if len(number) >= TELLING and number in (draft.proof or "").replace(" ", ""):
        found.append(Problem("proof", mark("**Schrijf het lidnummer hier niet op.** Dat bewaren we niet.")))
    return found


def _agreement_problems(draft: LinkDraft, today: date) -> list[Problem]:
    found = []
    if draft.agreed_on is None:
        found.append(Problem("given_on", mark("**Wanneer is dit afgesproken?** Kies een dag.")))
    elif draft.agreed_on > today:
        found.append(Problem("given_on", mark("**Deze datum ligt in de toekomst.** Kies vandaag of eerder.")))
    sentence = mark("**Wat is afgesproken, en waar staat dat?** Schrijf het op, dan weet een collega het ook.")
    return [*found, *consents.proof_problems(draft.proof, sentence)]


def looked_up(workspace: Workspace, draft: LinkDraft) -> list[Problem]:
    """What stands in the way once the number is looked up; a try that led nowhere is kept in the trail, and counted."""
    library = _library(workspace, draft.person_id)
    with workspace.stores.records.reading() as reading:
        lately = {"action": TRIED, "app_user_id": workspace.user_id, "happened_at >": now() - timedelta(days=1)}
        if len(reading.find("access.audit", lately)) >= MOST_TRIES:
            return [Problem("number", TOO_OFTEN, {"n": MOST_TRIES})]
    key = _key(workspace, library, draft.number)
    found = _problems_of(workspace, library, key)
    if not found:
        with workspace.stores.records.reading() as reading:
            found = _taken(reading, library, key, draft.person_id)
    if found:
        workspace.log(TRIED, "relations.person", draft.person_id)
    return found


def link(workspace: Workspace, draft: LinkDraft, row_id: str | None = None) -> Saved:
    """Let a card lead to a member, together with the consent it rests on; saving the same form twice makes one link."""
    made = row_id or new_id()
    if existing(workspace, LINK, made):
        return Saved(made)
    library = _library(workspace, draft.person_id)
    key = _key(workspace, library, draft.number)
    for problem in [*problems(draft, workspace.today), *looked_up(workspace, draft)]:
        raise NotAllowed(problem.word, **problem.values)
    with workspace.change("relations.person_link.linked") as act:
        person, library = consents.whom(workspace, act, draft.person_id)
        for problem in _taken(act.transaction, library, key, person):
            raise NotAllowed(problem.word, **problem.values)
        # What this number led to on this same card ends for what is made now, with another ground or proof.
        for row in _running(act.transaction, library, key):
            act.update(LINK, row["person_link_id"], _ended(workspace))
        if draft.ground == CONSENT:
            consents.keep(workspace, act, draft.consent)
        values = {
            "library_id": library, "person_id": person, "member_key": key, "ground": draft.ground,
            "proof": filled(draft.proof), "since": workspace.today, "made_by": workspace.user_id, "made_at": now(),
        }  # fmt: skip
        act.add(LINK, values, made)
        act.subject = (LINK, made)
    return Saved(made, act.audit_id)


def unlink(workspace: Workspace, person_link_id: str) -> Saved:
    """From today a card leads to that member no longer."""
    row = existing(workspace, LINK, person_link_id)
    if row is None:
        raise NotAllowed(mark("Deze koppeling is er niet."))
    if row["until"] is not None:
        return Saved(person_link_id)
    with workspace.change("relations.person_link.unlinked") as act:
        library_of(workspace, act, LINK, person_link_id)
        act.update(LINK, person_link_id, _ended(workspace))
    return Saved(person_link_id, act.audit_id)


def state(link: Row, memberships: Sequence[Row]) -> str:
    """What a link is worth today, by what its card shows."""
    if link["has_ended"]:
        return ENDED
    if any(row["person_link_id"] == link["person_link_id"] for row in memberships):
        return SHOWN
    return NOBODY if link["is_allowed"] else WITHDRAWN


def is_delivered(tables: set[str]) -> bool:
    """Whether there is anybody to link to, by the tables that were delivered."""
    return bool(tables & MEMBERS)


def _library(workspace: Workspace, person_id: str) -> str:
    """The library of a card, for who may write on it and sees people."""
    workspace.require("relations.write")
    row = existing(workspace, "relations.person", person_id)
    if row is None or not workspace.may_see_people:
        raise NotAllowed(mark("Dit hoort bij een bibliotheek waar je niet werkt."))
    return str(row["library_id"])


def _key(workspace: Workspace, library: str, number: str) -> str | None:
    """The key of a number, or None where no key was ever made."""
    key = known_key(workspace.stores.settings, library)
    return member_key(key, number) if key and number.strip() else None


def _problems_of(workspace: Workspace, library: str, key: str | None) -> list[Problem]:
    """Why a card may not lead to that member; whether somebody has the number elsewhere is never said."""
    tables = set(workspace.ask("relations/link_sources", library_id=library).rows["table_name"])
    if key is None or not is_delivered(tables):
        return [Problem("number", NOTHING_YET)]
    rows = workspace.ask("relations/member_to_link", library_id=library, member_key=key).rows
    if rows.is_empty():
        unknown = mark(
            "**Dit nummer kennen we bij deze bibliotheek niet.** Klopt het met de pas, en is het al aangeleverd?"
        )
        return [Problem("number", unknown)]
    found = rows.row(0, named=True)
    if found["is_pupil"]:
        return [Problem("number", mark("**Dit is een abonnement van een school.** Leerlingen volgen we niet."))]
    if found["is_young"]:
        return [Problem("number", mark("**Dit lid kan jonger zijn dan 16.** Kinderen koppelen we niet."))]
    if not found["is_certain"]:
        return [Problem("number", mark("**We weten niet hoe oud dit lid is.** Zonder geboortejaar koppelen we niet."))]
    return []


def _taken(transaction: Transaction, library: str, key: str | None, person_id: str) -> list[Problem]:
    """Whether this number leads to another card of this library, and to which."""
    own = _standing(transaction, person_id)
    for row in _running(transaction, library, key):
        other = _standing(transaction, row["person_id"])
        if other and own and other["person_id"] != own["person_id"]:
            name = full_name(other["first_name"], other["infix"], other["last_name"])
            return [Problem("number", TAKEN, {"name": name})]
    return []


def _running(transaction: Transaction, library: str, key: str | None) -> list[Row]:
    return transaction.find(LINK, {"library_id": library, "member_key": key, "until": None}) if key else []


def _standing(transaction: Transaction, person_id: str) -> Row | None:
    """The card that stands for this one today; none when adding it was taken back since."""
    merge = active_merge(transaction, person_id)
    return transaction.one("relations.person", merge["survivor_id"] if merge else person_id)


def _ended(workspace: Workspace) -> Row:
    return {"until": workspace.today, "ended_by": workspace.user_id, "ended_at": now()}
