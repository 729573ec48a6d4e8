"""Changes: who changed what on a card, field by field, as the audit trail kept it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from biebwijzer.relations import companions, consents, linking, own_fields, own_values
from biebwijzer.relations.contact_moments import CHANNELS
from biebwijzer.relations.follow_ups import STATUS
from biebwijzer.relations.organisations import KINDS
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark

# What a person reads of a row; ids, versions and what is made of other columns are not among it.
FIELDS: Mapping[str, str] = {
    "name": mark("Naam"),
    "first_name": mark("Voornaam"),
    "infix": mark("Tussenvoegsel"),
    "last_name": mark("Achternaam"),
    "kind": mark("Soort"),
    "postcode": mark("Postcode"),
    "place": mark("Plaats"),
    "email": mark("E-mail"),
    "phone": mark("Telefoon"),
    "website": mark("Website"),
    "brin": mark("BRIN"),
    "note": mark("Notitie"),
    "role": mark("Rol"),
    "since": mark("Sinds"),
    "until": mark("Tot"),
    "spoken_on": mark("Gesproken op"),
    "channel": mark("Soort contact"),
    "app_user_id": mark("Collega erbij"),
    "summary": mark("Besproken"),
    "promise": mark("Beloofd"),
    "due_on": mark("Uiterlijk"),
    "owner": mark("Collega"),
    "status": mark("Stand"),
    "purpose": mark("Waarvoor"),
    "ground": mark("Grond"),
    "wording": mark("Tekst"),
    "source": mark("Hoe"),
    "given_on": mark("Toestemming gegeven op"),
    "proof": mark("Bewijs"),
    "withdrawn_on": mark("Ingetrokken op"),
    "choices": mark("Waarden"),
    "ended_on": mark("Beëindigd op"),
}
DAYS = ("since", "until", "spoken_on", "due_on", "given_on", "withdrawn_on", "ended_on")
# Codes and what one calls them; a talk and a consent each have channels of their own.
NAMED: Mapping[str, Mapping[str, str]] = {
    "status": STATUS,
    "channel": {**consents.EVERY_CHANNEL, **CHANNELS},
    "kind": {**own_fields.KINDS, **KINDS},
    "purpose": consents.EVERY_PURPOSE,
    "ground": linking.GROUNDS,
    "source": consents.SOURCES,
}
LONGEST = 120
# Of an own field the place is the one on the card, not where somebody lives.
ORDER = mark("Plek op de kaart")


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, as a reader sees it; nothing before it was filled or after it was emptied."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Act:
    """What one colleague did at one moment: whom it was about, and every field that changed."""

    audit_id: str
    happened_at: datetime
    app_user_id: str
    done_by: str | None
    action: str
    is_undone: bool
    cards: tuple[tuple[str, str, str], ...]
    fields: tuple[FieldChange, ...]


def acts(
    rows: Sequence[Row], words: Words, colleagues: Mapping[str, str], own: Sequence[own_fields.OwnField] = ()
) -> list[Act]:
    """Changed rows as acts, in the order they come; `own` names the own fields that stand in them."""
    found = []
    for audit_id, some in groupby(rows, key=lambda row: row["audit_id"]):
        group = list(some)
        first = group[0]
        cards = dict.fromkeys(card for row in group for card in cards_of(row))
        changed = (
            one
            for row in group
            for told in (whom_changes(row, words), field_changes(row, words, colleagues), own_changes(row, words, own))
            for one in told
        )
        # What became the same on many cards is said once.
        fields = tuple(dict.fromkeys(changed))
        found.append(
            Act(
                audit_id, first["happened_at"], first["app_user_id"], first["done_by"], first["action"],
                first["is_undone"], tuple(cards), fields,
            )
        )  # fmt: skip
    return found


def cards_of(row: Row) -> Iterator[tuple[str, str, str]]:
    """The cards a changed row is about, or was before, that still stand: subject, id and name."""
    for side in ("", "earlier_"):
        for subject in ("organisation", "person"):
            if row[f"{side}{subject}_name"]:
                yield subject, row[f"{side}{subject}_id"], row[f"{side}{subject}_name"]


def whom_changes(row: Row, words: Words) -> Iterator[FieldChange]:
    """With whom a talk was before and after it was put right, and who came beside them or was taken out."""
    before, after = _sides(row)
    if row["subject_table"] == companions.PEOPLE and not (before and after):
        told = [(words("Ook erbij"), before and row["person_name"], after and row["person_name"])]
    elif row["subject_table"] == "relations.contact_moment" and before and after:
        told = [
            (words("Met wie"), row[f"earlier_{one}_name"], row[f"{one}_name"])
            for one in ("organisation", "person")
            if before[f"{one}_id"] != after[f"{one}_id"]
        ]
    else:
        told = []
    # A card that was merged or cleared since has no name of its own to tell.
    yield from (FieldChange(label, old or "", new or "") for label, old, new in told if old or new)


def field_changes(row: Row, words: Words, colleagues: Mapping[str, str]) -> Iterator[FieldChange]:
    """The fields that differ between a row before and after, in the order of a card."""
    before, after = _sides(row)
    if row["subject_table"] == companions.PEOPLE and not (before and after):
        # That somebody was there or was not says it all: the day is that of the talk.
        return
    for name, label in FIELDS.items():
        old, new = before.get(name), after.get(name)
        if name == "place" and row["subject_table"] == own_fields.TABLE:
            label = ORDER
        if old != new and (old or new):
            told = (told_value(name, one, words, colleagues) for one in (old, new))
            yield FieldChange(words(label), *told)


def own_changes(row: Row, words: Words, own: Sequence[own_fields.OwnField]) -> Iterator[FieldChange]:
    """The own fields that differ between a card before and after."""
    before, after = (own_values.loads(side.get("own")) for side in _sides(row))
    known = {one.own_field_id: one for one in own}
    for field_id in dict.fromkeys([*known, *before, *after]):
        old, new = before.get(field_id), after.get(field_id)
        if old != new:
            field = known.get(field_id)
            told = (own_values.said(field, one, words) if field else one or "" for one in (old, new))
            yield FieldChange(field.name if field else words("Eigen veld"), *told)


def _sides(row: Row) -> tuple[dict[str, Any], dict[str, Any]]:
    """A row as it was and as it became; empty where there was none."""
    before, after = (json.loads(row[side]) if row[side] else {} for side in ("before_row", "after_row"))
    return before, after


def told_value(name: str, value: Any, words: Words, colleagues: Mapping[str, str]) -> str:
    """A value as a reader sees it: a day as a date, a code in words, a colleague by name."""
    if value in (None, ""):
        return ""
    if name in DAYS:
        return words.date(date.fromisoformat(str(value)[:10]))
    if name in ("owner", "app_user_id"):
        return colleagues.get(str(value)) or words("oud-collega")
    if value in NAMED.get(name, {}):
        return words(NAMED[name][str(value)])
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
