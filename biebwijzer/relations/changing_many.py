"""Changing many cards at once: one field of the cards one chose, looked at first, kept in one act with one way back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from biebwijzer.access import Saved, Workspace, filled
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.relations import own_fields, own_values, reading
from biebwijzer.relations.naming import full_name
from biebwijzer.relations.organisations import KINDS
from biebwijzer.relations.own_fields import OwnField
from biebwijzer.relations.own_values import PREFIX
from biebwijzer.warehouse import Row, parts
from biebwijzer.words import Words, mark

# What of a card can be the same for many; beside these its own fields.
FIELDS: Mapping[str, Mapping[str, str]] = {
    "person": {"place": mark("Plaats")},
    "organisation": {"kind": mark("Soort"), "place": mark("Plaats")},
}
NEVER_EMPTY = ("kind",)
CHANGES, SAME, REFUSED = "changes", "same", "refused"
MOST, PART = 1000, 250


@dataclass(frozen=True)
class ManyDraft:
    """Which cards, which field of them, and what it becomes; `emptied` when nothing is to stand there."""

    subject: str
    ids: tuple[str, ...]
    field: str
    value: Any
    emptied: bool = False


@dataclass(frozen=True)
class Line:
    """One card: what stands there, and whether it changes, stays, or is refused with why."""

    row_id: str
    name: str
    outcome: str
    before: str | None = None
    seen: int = 0
    own: str | None = None
    why: str = ""


@dataclass(frozen=True)
class Preview:
    """Every card that was chosen, with what it would become."""

    draft: ManyDraft
    value: str | None
    lines: tuple[Line, ...]
    own: OwnField | None = None

    def of(self, outcome: str) -> list[Line]:
        """The cards with one outcome."""
        return [one for one in self.lines if one.outcome == outcome]


def changeable(workspace: Workspace, subject: str, words: Words) -> dict[str, str]:
    """The fields one can change of many cards, by what they are called."""
    fixed = {name: words(label) for name, label in FIELDS[subject].items()}
    own = own_fields.current(own_fields.every(workspace, subject))
    return {**fixed, **{PREFIX + one.own_field_id: one.name for one in own}}


def field_of(workspace: Workspace, subject: str, name: str) -> OwnField | None:
    """The own field that is meant, when it is one that is asked today."""
    asked = own_fields.current(own_fields.every(workspace, subject))
    return next((one for one in asked if PREFIX + one.own_field_id == name), None)


def problems(draft: ManyDraft, field: OwnField | None) -> list[Problem]:
    """What stands in the way for every card alike."""
    if field is None and draft.field not in FIELDS[draft.subject]:
        return [Problem("field", mark("**Wat wil je wijzigen?** Kies een veld."))]
    if not draft.ids:
        return [Problem("ids", mark("**Er is nog niets gekozen.** Kies een of meer rijen."))]
    if len(draft.ids) > MOST:
        return [Problem("ids", mark("**Dit zijn er meer dan {most}.** Kies een kleiner filter."), {"most": MOST})]
    if draft.emptied and draft.field in NEVER_EMPTY:
        return [Problem("value", mark("**Dit veld is nooit leeg.** Kies wat het wordt."))]
    if draft.emptied:
        return []
    if not filled(str(draft.value or "")):
        return [Problem("value", mark("**Wat wordt het?** Vul in wat er moet komen te staan."))]
    if draft.field == "kind" and draft.value not in KINDS:
        return [Problem("value", mark("**Dit soort kennen we niet.** Kies er een uit de lijst."))]
    if field:
        return own_values.value_problems(field, draft.value, name="value")
    return reading.refused("value", str(draft.value))


def preview(workspace: Workspace, draft: ManyDraft) -> Preview:
    """What would become of every card that was chosen; nothing is changed."""
    workspace.require("relations.write")
    if not workspace.may_see_people:
        raise NotAllowed(mark("Je rol ziet geen namen."))
    field = field_of(workspace, draft.subject, draft.field)
    for problem in problems(draft, field):
        raise NotAllowed(problem.word, **problem.values)
    value = _becomes(draft, field)
    rows, merged = _standing(workspace, draft)
    ids = dict.fromkeys(draft.ids)
    lines = (_line(workspace, draft, field, value, rows.get(one), one in merged) for one in ids)
    return Preview(draft, value, tuple(filter(None, lines)), field)


def _becomes(draft: ManyDraft, field: OwnField | None) -> str | None:
    """What will stand on every card, written as it is kept; None when nothing will."""
    if draft.emptied:
        return None
    return own_values.canonical(field, draft.value) if field else " ".join(str(draft.value).split())


def _standing(workspace: Workspace, draft: ManyDraft) -> tuple[dict[str, Row], set[str]]:
    """The cards as they are now, and which of them are part of another one."""
    table, key = f"relations.{draft.subject}", f"{draft.subject}_id"
    with workspace.stores.records.reading() as records:
        rows = [row for some in parts(draft.ids) for row in records.find(table, {key: some})]
        merges = [
            row for some in parts(draft.ids)
            for row in records.find("relations.card_merge", {"merged_id": some, "undone_at": None})
        ]  # fmt: skip
    return {row[key]: row for row in rows}, {row["merged_id"] for row in merges}


def _line(
    workspace: Workspace, draft: ManyDraft, field: OwnField | None, value: str | None, row: Row | None, is_merged: bool
) -> Line | None:
    """One card; of a library elsewhere not even the name is told."""
    if row is None or row["library_id"] not in workspace.libraries:
        return None
    name = row["name"] if "name" in row else full_name(row["first_name"], row["infix"], row["last_name"])
    row_id = row[f"{draft.subject}_id"]
    before = own_values.loads(row["own"]).get(field.own_field_id) if field else row[draft.field]
    seen = {"before": before, "seen": row["row_version"], "own": row["own"]}
    if is_merged:
        return Line(row_id, name, REFUSED, why=mark("Is intussen samengevoegd met een andere kaart."), **seen)
    if field and field.library_id != row["library_id"]:
        return Line(row_id, name, REFUSED, why=mark("Hoort bij een bibliotheek die dit veld niet heeft."), **seen)
    return Line(row_id, name, SAME if (before or None) == value else CHANGES, **seen)


def told(looked: Preview, value: str | None, words: Words) -> str:
    """A value as one reads it."""
    if looked.own:
        return own_values.said(looked.own, value, words)
    if not value:
        return ""
    return words(KINDS[value]) if looked.draft.field == "kind" and value in KINDS else value


def carry_out(workspace: Workspace, looked: Preview) -> Saved:
    """Change what the preview said would change, in one act; refused when a colleague saved one of them since."""
    draft, changed = looked.draft, looked.of(CHANGES)
    if not changed:
        raise NotAllowed(mark("Er verandert niets."))
    with workspace.change(f"relations.{draft.subject}.changed_together") as act:
        _still_asked(act.transaction.one(own_fields.TABLE, draft.field.removeprefix(PREFIX)), draft)
        for some in _portions(changed):
            wanted = {one.row_id: _columns(draft, one, looked.value) for one in some}
            act.update_many(f"relations.{draft.subject}", wanted, {one.row_id: one.seen for one in some})
    return Saved(changed[0].row_id, act.audit_id)


def _portions(lines: Sequence[Line]) -> Iterable[Sequence[Line]]:
    return (lines[first : first + PART] for first in range(0, len(lines), PART))


def _still_asked(row: Row | None, draft: ManyDraft) -> None:
    """Refuse when the own field was ended, or its values changed, since one looked."""
    if not draft.field.startswith(PREFIX):
        return
    if row is None or row["ended_on"] or (not draft.emptied and _misfits(row, draft.value)):
        raise NotAllowed(mark("**Dit eigen veld is intussen gewijzigd.** Kies het opnieuw."))


def _misfits(row: Row, value: Any) -> bool:
    return bool(own_values.value_problems(own_fields.of_row(row), value))


def _columns(draft: ManyDraft, one: Line, value: str | None) -> Row:
    if not draft.field.startswith(PREFIX):
        return {draft.field: value}
    return {"own": own_values.dumps({**own_values.loads(one.own), draft.field.removeprefix(PREFIX): value})}
