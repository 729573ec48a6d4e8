"""Own fields: what a library wants to know of its persons or organisations beside what the house asks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from biebwijzer.access import Change, Saved, Workspace, existing, filled, new_id, own_library
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.relations import reading
from biebwijzer.relations.naming import searchable
from biebwijzer.relations.saving import library_of
from biebwijzer.warehouse import Row, Transaction, now
from biebwijzer.words import mark

TABLE = "relations.own_field"
PERMISSION = "relations.arrange"
SUBJECTS: Mapping[str, str] = {"person": mark("Personen"), "organisation": mark("Organisaties")}
TEXT, NUMBER, DATE, CHOICE, YES_NO = "text", "number", "date", "choice", "yes_no"
KINDS: Mapping[str, str] = {
    TEXT: mark("Tekst"),
    NUMBER: mark("Getal"),
    DATE: mark("Datum"),
    CHOICE: mark("Keuze uit een lijst"),
    YES_NO: mark("Ja of nee"),
}
LONGEST_NAME, MOST_FIELDS, MOST_CHOICES = 40, 20, 30
# Beside what no column of a list may say: words that say somebody's origin, belief or health when they are a choice.
SPECIAL = re.compile(
    r"\b(herkomst|origin|huidskleur|migratie|vluchteling|asiel|moslim|islam|christelijk|christen|katholiek|protestant|jood|joods|"
    r"hindoe|boeddh|atheis|gelovig|stemt|stemgedrag|gender|trans\b|homo\b|homoseks|lesb|hetero\b|"
    r"medicat|medicijn|zorgvraag|rolstoel|doof|slechtziend|blind|dyslex|strafrecht)"
)


@dataclass(frozen=True)
class OwnField:
    """A field of a library; one that ended is not asked any more, and keeps what stands in it."""

    own_field_id: str
    library_id: str
    subject: str
    name: str
    kind: str
    choices: tuple[str, ...] = ()
    place: int = 0
    ended_on: date | None = None
    row_version: int = 1


@dataclass(frozen=True)
class OwnFieldDraft:
    """A field as typed; of a choice every line is a value."""

    subject: str
    name: str
    kind: str = TEXT
    choices: str | None = None
    library_id: str | None = None


def of_row(row: Row) -> OwnField:
    """A field by its row."""
    names = ("own_field_id", "library_id", "subject", "name", "kind", "place", "ended_on", "row_version")
    choices = tuple((row["choices"] or "").splitlines())
    return OwnField(**{name: row[name] for name in names}, choices=choices)


def every(workspace: Workspace, subject: str | None = None) -> list[OwnField]:
    """The fields of one's libraries in the order of a card, those that ended included."""
    return [of_row(row) for row in workspace.ask("relations/own_fields", subject=subject).rows.iter_rows(named=True)]


def current(fields: Iterable[OwnField], library: str | None = None) -> list[OwnField]:
    """The fields that are asked today, of one library when that is given."""
    return [one for one in fields if one.ended_on is None and library in (None, one.library_id)]


def of_library(transaction: Transaction, library: str, subject: str) -> list[OwnField]:
    """The fields of a library as they are within a change."""
    rows = [of_row(row) for row in transaction.find(TABLE, {"library_id": library, "subject": subject})]
    return sorted(rows, key=lambda one: (one.place, one.name))


def choices_typed(text: str | None) -> tuple[str, ...]:
    """The values of a choice, one per line, each once."""
    lines = (" ".join(line.split()) for line in (text or "").splitlines())
    return tuple({searchable(line): line for line in reversed([*lines]) if line}.values())[::-1]


def is_special(text: str) -> bool:
    """Whether a name or a value is about what one may not keep of somebody: origin, belief, health, a BSN."""
    return reading.never(text) or reading.read(text).personal or SPECIAL.search(searchable(text)) is not None


def problems(draft: OwnFieldDraft, others: Iterable[OwnField] = ()) -> list[Problem]:
    """What stands in the way of this field; `others` are the fields that are asked beside it."""
    found = []
    name = filled(draft.name)
    if draft.subject not in SUBJECTS or draft.kind not in KINDS:
        found.append(Problem("kind", mark("**Dit soort kennen we niet.** Kies er een uit de lijst.")))
    if not searchable(name):
        found.append(Problem("name", mark("**Er staat nog geen naam.** Hoe heet het veld op de kaart?")))
    elif len(name or "") > LONGEST_NAME:
        too_long = mark("**Deze naam is te lang.** Houd hem onder de {most} tekens.")
        found.append(Problem("name", too_long, {"most": LONGEST_NAME}))
    elif is_special(name or ""):
        sentence = mark("**Dit bewaren we niet van mensen.** Geloof, gezondheid, politiek, afkomst en BSN blijven weg.")
        found.append(Problem("name", sentence))
    elif searchable(name) in {searchable(one.name) for one in others}:
        found.append(Problem("name", mark("**Zo heet al een veld.** Kies een andere naam.")))
    return [*found, *(_choice_problems(draft) if draft.kind == CHOICE else [])]


def _choice_problems(draft: OwnFieldDraft) -> list[Problem]:
    choices = choices_typed(draft.choices)
    if len(choices) < 2:
        return [Problem("choices", mark("**Waaruit kies je?** Typ minstens twee waarden, elk op een regel."))]
    if len(choices) > MOST_CHOICES or any(len(one) > LONGEST_NAME for one in choices):
        sentence = mark("**Dit is te veel.** Typ hooguit {most} waarden, van hooguit {length} tekens.")
        return [Problem("choices", sentence, {"most": MOST_CHOICES, "length": LONGEST_NAME})]
    # What kind of place an organisation is says nothing about a person.
    special = [one for one in choices if is_special(one) and draft.subject == "person"]
    if special:
        sentence = mark(
            "**'{value}' bewaren we niet van mensen.** Geloof, gezondheid, politiek en afkomst blijven weg."
        )
        return [Problem("choices", sentence, {"value": special[0]})]
    return []


def add(workspace: Workspace, draft: OwnFieldDraft, row_id: str | None = None) -> Saved:
    """Make a field, the last on the card; saving the same form twice makes one."""
    made = row_id or new_id()
    if existing(workspace, TABLE, made):
        return Saved(made)
    library = own_library(workspace, draft.library_id)
    with workspace.change("relations.own_field.added", PERMISSION) as act:
        others = current(of_library(act.transaction, library, draft.subject))
        _refuse(problems(draft, others))
        _room_for_one(others)
        place = max((one.place for one in of_library(act.transaction, library, draft.subject)), default=0) + 1
        row = {"library_id": library, "subject": draft.subject, "kind": draft.kind, "place": place, "ended_on": None}
        by = {"made_by": workspace.user_id, "made_at": now()}
        act.add(TABLE, {**row, **_said(draft), **by}, made)
    return Saved(made, act.audit_id)


def change(workspace: Workspace, own_field_id: str, draft: OwnFieldDraft, seen: int) -> Saved:
    """Another name or other values; what kind of field it is stays, and so does what stands on cards."""
    with workspace.change("relations.own_field.changed", PERMISSION) as act:
        row = _row(workspace, act, own_field_id)
        same = OwnFieldDraft(row["subject"], draft.name, row["kind"], draft.choices)
        fields = current(of_library(act.transaction, row["library_id"], row["subject"]))
        _refuse(problems(same, [one for one in fields if one.own_field_id != own_field_id]))
        act.update(TABLE, own_field_id, _said(same), seen)
    return Saved(own_field_id, act.audit_id)


def end(workspace: Workspace, own_field_id: str) -> Saved:
    """Ask a field no longer; what stands in it stays."""
    with workspace.change("relations.own_field.ended", PERMISSION) as act:
        _row(workspace, act, own_field_id)
        act.update(TABLE, own_field_id, {"ended_on": workspace.today})
    return Saved(own_field_id, act.audit_id)


def revive(workspace: Workspace, own_field_id: str) -> Saved:
    """Ask a field again that had ended."""
    with workspace.change("relations.own_field.revived", PERMISSION) as act:
        row = _row(workspace, act, own_field_id)
        others = current(of_library(act.transaction, row["library_id"], row["subject"]))
        _refuse(problems(OwnFieldDraft(row["subject"], row["name"], row["kind"], row["choices"]), others))
        _room_for_one(others)
        act.update(TABLE, own_field_id, {"ended_on": None})
    return Saved(own_field_id, act.audit_id)


def move_up(workspace: Workspace, own_field_id: str) -> Saved:
    """One place earlier on the card."""
    with workspace.change("relations.own_field.moved", PERMISSION) as act:
        row = _row(workspace, act, own_field_id)
        order = current(of_library(act.transaction, row["library_id"], row["subject"]))
        ids = [one.own_field_id for one in order]
        at = ids.index(own_field_id) if own_field_id in ids else 0
        if at:
            ids[at - 1], ids[at] = ids[at], ids[at - 1]
        for place, one in enumerate(ids, 1):
            act.update(TABLE, one, {"place": place})
    return Saved(own_field_id, act.audit_id)


def _said(draft: OwnFieldDraft) -> Row:
    choices = "\n".join(choices_typed(draft.choices)) if draft.kind == CHOICE else None
    return {"name": " ".join(draft.name.split()), "choices": choices}


def _row(workspace: Workspace, act: Change, own_field_id: str) -> Row:
    library_of(workspace, act, TABLE, own_field_id)
    return act.transaction.one(TABLE, own_field_id) or {}


def _room_for_one(others: list[OwnField]) -> None:
    if len(others) >= MOST_FIELDS:
        sentence = mark("**Er zijn al {most} eigen velden.** Beëindig er eerst een.")
        raise NotAllowed(sentence, most=MOST_FIELDS)


def _refuse(found: list[Problem]) -> None:
    for problem in found:
        raise NotAllowed(problem.word, **problem.values)
