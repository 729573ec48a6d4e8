"""Merging: two cards that are about one person or organisation become one to look at, and can become two again.

Nothing moves: the merged card and all that was noted on it stay as they are, and marts show them with the card that
stands for it. So taking a merge back needs nothing but the merge itself.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from biebwijzer.access import Change, Saved, Workspace
from biebwijzer.problems import NotAllowed
from biebwijzer.relations import own_values
from biebwijzer.relations.duplicates.spelling import phone_number
from biebwijzer.relations.naming import searchable
from biebwijzer.relations.saving import active_merge, library_of
from biebwijzer.warehouse import Row, Transaction, changed_meanwhile, now, parts
from biebwijzer.words import mark

MERGE, NOT_SAME = "relations.card_merge", "relations.not_same"
# Kind -> what one chooses on a card -> the columns it is made of.
FIELDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "person": {
        "first_name": ("first_name",), "last_name": ("infix", "last_name"), "phone": ("phone",), "email": ("email",),
        "place": ("postcode", "place"), "note": ("note",),
    },
    "organisation": {
        "name": ("name",), "kind": ("kind",), "place": ("postcode", "place", "municipality_id"), "phone": ("phone",),
        "website": ("website",), "brin": ("brin",), "note": ("note",),
    },
}  # fmt: skip
SEARCHED = {"person": ("first_name", "infix", "last_name"), "organisation": ("name",)}
KEPT, MERGED, BOTH = "kept", "merged", "both"


@dataclass(frozen=True)
class MergeDraft:
    """Two cards to make one of, as they were seen, and per field whose value it gets; `both` is for a note."""

    kind: str
    kept_id: str
    merged_id: str
    kept_seen: int
    merged_seen: int
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Unmerged:
    """A merge taken back: what the kept card holds as it was changed later, and how many talks stay with it."""

    saved: Saved
    stayed: tuple[str, ...]
    later: int


def proposed(kind: str, kept: Row, merged: Row) -> dict[str, str]:
    """Whose value each field that differs had best get: the fuller one, and of two notes both."""
    found = {}
    for name, columns in FIELDS[kind].items():
        one, other = _said(kept, columns), _said(merged, columns)
        if one != other:
            alike = name == "phone" and phone_number(one) == phone_number(other)
            longer = MERGED if len(other) > len(one) and not alike else KEPT
            found[name] = BOTH if name == "note" and one and other else longer
    return found


def _said(row: Row, columns: tuple[str, ...]) -> str:
    return " ".join(str(row[column]) for column in columns if row[column])


def merge(workspace: Workspace, draft: MergeDraft) -> Saved:
    """Let one card stand for two from now on; refused across libraries, and when a colleague changed either."""
    table = f"relations.{draft.kind}"
    with workspace.change(f"{table}.merged") as act:
        kept, merged = _two(workspace, act, draft)
        values = _chosen(draft.kind, kept, merged, draft.choices)
        act.update(table, draft.kept_id, {**values, **_searched(draft.kind, {**kept, **values})}, draft.kept_seen)
        # Another version of both: whoever has either open, or would take back that it was added, looks again.
        act.update(table, draft.merged_id, {}, draft.merged_seen)
        row = {
            "library_id": kept["library_id"],
            "kind": draft.kind,
            "merged_id": draft.merged_id,
            "kept_id": draft.kept_id,
            "survivor_id": draft.kept_id,
            "chosen": json.dumps(values, ensure_ascii=False),
            "held": json.dumps({column: kept[column] for column in values}, ensure_ascii=False),
            "merged_by": workspace.user_id,
            "merged_at": now(),
        }
        made = act.add(MERGE, row)
        _point(act, str(kept["library_id"]))
    return Saved(made, act.audit_id)


def _two(workspace: Workspace, act: Change, draft: MergeDraft) -> tuple[Row, Row]:
    table = f"relations.{draft.kind}"
    ids = draft.kept_id, draft.merged_id
    libraries = {library_of(workspace, act, table, row_id) for row_id in ids}
    if len(libraries) > 1:
        raise NotAllowed(mark("Deze kaarten horen bij verschillende bibliotheken en blijven twee."))
    if draft.kept_id == draft.merged_id:
        raise NotAllowed(mark("Dit is dezelfde kaart."))
    if any(active_merge(act.transaction, row_id) for row_id in ids):
        raise changed_meanwhile()
    if _said_apart(act.transaction, draft.kind, *ids):
        raise NotAllowed(mark("Hiervan is gezegd dat het niet dezelfde is. Maak dat eerst ongedaan."))
    kept, merged = (act.transaction.one(table, row_id) for row_id in ids)
    if kept is None or merged is None:
        raise changed_meanwhile()
    return kept, merged


def _chosen(kind: str, kept: Row, merged: Row, choices: Mapping[str, str]) -> Row:
    """The columns of the kept card that get another value."""
    values: Row = {}
    for name, columns in FIELDS[kind].items():
        choice = choices.get(name, KEPT)
        if choice == BOTH and name == "note":
            values["note"] = "\n".join(note for note in (kept["note"], merged["note"]) if note) or None
        elif choice == MERGED:
            values |= {column: merged[column] for column in columns}
    # What the kept card does not say in an own field, the other one may.
    values["own"] = own_values.together(kept["own"], merged["own"])
    if kind == "organisation" and not kept["part_of_id"] and merged["part_of_id"] != kept["organisation_id"]:
        values["part_of_id"] = merged["part_of_id"]
    return {column: value for column, value in values.items() if value != kept[column]}


def _searched(kind: str, row: Row) -> Row:
    return {"search_name": searchable(*(row[column] for column in SEARCHED[kind]))}


def _point(act: Change, library_id: str) -> None:
    """Let every merged card of a library point to the one that stands for it, however many merges lie between."""
    rows = {row["merged_id"]: row for row in act.transaction.find(MERGE, {"library_id": library_id, "undone_at": None})}
    for row in rows.values():
        survivor = row["kept_id"]
        while survivor in rows:
            survivor = rows[survivor]["kept_id"]
        if survivor != row["survivor_id"]:
            act.update(MERGE, row["card_merge_id"], {"survivor_id": survivor})


def unmerge(workspace: Workspace, card_merge_id: str) -> Unmerged:
    """Make two cards of one again. What was changed or noted later stays with the card that was kept."""
    with workspace.stores.records.reading() as reading:
        row = reading.one(MERGE, card_merge_id)
    if row is None:
        raise NotAllowed(mark("Deze samenvoeging is er niet."))
    table = f"relations.{row['kind']}"
    with workspace.change(f"{table}.unmerged") as act:
        current = act.transaction.one(MERGE, card_merge_id)
        if current is None or current["undone_at"]:
            raise NotAllowed(mark("Deze samenvoeging is al ongedaan gemaakt."))
        stayed = _give_back(act, current)
        act.update(table, current["merged_id"], {})
        act.update(MERGE, card_merge_id, {"undone_by": workspace.user_id, "undone_at": now()})
        _point(act, str(current["library_id"]))
        later = _noted_since(act.transaction, current)
    return Unmerged(Saved(card_merge_id, act.audit_id), stayed, later)


def _give_back(act: Change, row: Row) -> tuple[str, ...]:
    """Let the kept card hold again what it held, except where it was changed since; which fields those are."""
    table = f"relations.{row['kind']}"
    chosen, held = json.loads(row["chosen"] or "{}"), json.loads(row["held"] or "{}")
    kept = act.transaction.one(table, row["kept_id"]) or {}
    back: Row = {}
    stayed = []
    for name, columns in {**FIELDS[row["kind"]], "own": ("own",), "part_of": ("part_of_id",)}.items():
        own = [column for column in columns if column in chosen]
        if all(kept[column] == chosen[column] for column in own):
            back |= {column: held[column] for column in own}
        elif not _under_a_later_one(act, row, own, chosen, held):
            stayed.append(name)
    act.update(table, row["kept_id"], {**back, **_searched(row["kind"], {**kept, **back})} if back else {})
    return tuple(stayed)


def _under_a_later_one(act: Change, row: Row, columns: list[str], chosen: Row, held: Row) -> bool:
    """Whether a later merge into the same card lies over these values; then that one gives them back in its turn."""
    later = act.transaction.find(
        MERGE, {"kept_id": row["kept_id"], "undone_at": None, "merged_at >=": row["merged_at"]}
    )
    for one in sorted(later, key=lambda merge: merge["merged_at"]):
        before = json.loads(one["held"] or "{}")
        over = [column for column in columns if column in before]
        if one["card_merge_id"] == row["card_merge_id"] or not over:
            continue
        if any(before[column] != chosen[column] for column in over):
            return False
        given = json.dumps({**before, **{column: held[column] for column in over}}, ensure_ascii=False)
        act.update(MERGE, one["card_merge_id"], {"held": given})
        return over == columns
    return False


def _noted_since(transaction: Transaction, row: Row) -> int:
    since = {"recorded_at >=": row["merged_at"]}
    first = transaction.find("relations.contact_moment", {f"{row['kind']}_id": row["kept_id"], **since})
    if row["kind"] != "person":
        return len(first)
    there = transaction.find("relations.contact_moment_person", {"person_id": row["kept_id"]})
    ids = list({str(one["contact_moment_id"]) for one in there} - {str(one["contact_moment_id"]) for one in first})
    beside = (transaction.find("relations.contact_moment", {"contact_moment_id": some, **since}) for some in parts(ids))
    return len(first) + sum(map(len, beside))


def not_same(workspace: Workspace, kind: str, one_id: str, other_id: str) -> Saved:
    """Remember that two cards are two; they are not proposed again."""
    first, second = sorted((one_id, other_id))
    with workspace.stores.records.reading() as reading:
        known = _said_apart(reading, kind, first, second)
    if known:
        return Saved(str(known["not_same_id"]))
    with workspace.change(f"relations.{kind}.told_apart") as act:
        libraries = {library_of(workspace, act, f"relations.{kind}", row_id) for row_id in (first, second)}
        if len(libraries) > 1 or first == second:
            raise NotAllowed(mark("Deze kaarten horen bij verschillende bibliotheken en blijven twee."))
        said = {"library_id": libraries.pop(), "kind": kind, "said_by": workspace.user_id, "said_at": now()}
        made = act.add(NOT_SAME, {**said, "one_id": first, "other_id": second})
    return Saved(made, act.audit_id)


def same_after_all(workspace: Workspace, not_same_id: str) -> Saved:
    """Forget that two cards are two; they may be proposed again."""
    with workspace.stores.records.reading() as reading:
        row = reading.one(NOT_SAME, not_same_id)
    if row is None:
        raise NotAllowed(mark("Dit is al ongedaan gemaakt."))
    with workspace.change(f"relations.{row['kind']}.not_told_apart") as act:
        act.remove(NOT_SAME, not_same_id)
    return Saved(not_same_id, act.audit_id)


def _said_apart(transaction: Transaction, kind: str, one_id: str, other_id: str) -> Row | None:
    first, second = sorted((one_id, other_id))
    rows = transaction.find(NOT_SAME, {"kind": kind, "one_id": first, "other_id": second})
    return rows[0] if rows else None
