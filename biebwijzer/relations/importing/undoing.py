"""An import taken back: what still stands as it was left goes back, what somebody changed since stays."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from biebwijzer.access import Change, Workspace
from biebwijzer.problems import NotAllowed
from biebwijzer.relations.naming import full_name, searchable
from biebwijzer.warehouse import Row, as_json, id_column, now, parts
from biebwijzer.words import mark

IMPORTED = "relations.list.imported"
RESTORED, KEPT, IMPOSSIBLE = "restored", "kept", "impossible"
GROUPS: Mapping[str, str] = {
    RESTORED: mark("Hersteld"),
    KEPT: mark("Behouden, want later gewijzigd"),
    IMPOSSIBLE: mark("Kan niet"),
}
PERSON, ROLE, ORGANISATION = "relations.person", "relations.contact_person", "relations.organisation"
# Roles go before the organisations they stand with, and after the people who may keep them.
ORDER = (PERSON, ROLE, ORGANISATION)
# What follows from the rest of a row, and from its being saved at all.
DERIVED = ("row_version", "search_name")
TALKED = mark("er staat een gesprek bij")
STEPPED = mark("er zijn vaste stappen mee begonnen")
LINKED = mark("de kaart leidt naar een lid")
AGREED = mark("er staat een toestemming of een nee bij")
WORKING = mark("er horen mensen bij")
GONE = mark("de kaart is er niet meer")
MERGED = mark("de kaart is samengevoegd met een andere: maak dat eerst ongedaan")


@dataclass(frozen=True)
class Returned:
    """What became of one row of an import: in which group, and why it did not go back."""

    table: str
    row_id: str
    name: str
    group: str
    why: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Undone:
    """What taking an import back did, card by card; roles go with their people."""

    import_run_id: str
    cards: tuple[Returned, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many cards are in each group."""
        found = Counter(one.group for one in self.cards)
        return {group: found[group] for group in GROUPS}


def undo(workspace: Workspace, import_run_id: str) -> Undone:
    """Take a whole import back in one act, updates included; it can be done once."""
    with workspace.change(f"{IMPORTED}.undone", "relations.write") as act:
        run = _run(workspace, act, import_run_id)
        act.undoes = run["audit_id"]
        returning = Returning(act, run)
        cards = tuple(returning.all())
        done = Undone(import_run_id, cards)
        act.update("relations.import_run", import_run_id, {"undone_at": now(), **done.counts})
        act.transaction.set("access.audit", {"audit_id": run["audit_id"]}, {"undone_by": act.audit_id})
    return done


def _run(workspace: Workspace, act: Change, import_run_id: str) -> Row:
    run = act.transaction.one("relations.import_run", import_run_id)
    if run is None or run["library_id"] not in workspace.libraries:
        raise NotAllowed(mark("Deze import is er niet."))
    if run["undone_at"]:
        raise NotAllowed(mark("Deze import is al teruggedraaid."))
    if not act.transaction.find("access.audit_row", {"audit_id": run["audit_id"]}, most=1):
        raise NotAllowed(mark("Deze import is te lang geleden: wat er eerst stond, is niet meer bewaard."))
    return run


class Returning:
    """The rows of one import on their way back, within the act that takes it back."""

    def __init__(self, act: Change, run: Row) -> None:
        self.act, self.run = act, run
        self.journal = [
            row for row in act.transaction.find("access.audit_row", {"audit_id": run["audit_id"]})
            if row["subject_table"] in ORDER
        ]  # fmt: skip
        self.removed: set[str] = set()
        merges = act.transaction.find("relations.card_merge", {"library_id": run["library_id"], "undone_at": None})
        self.merged = {merge[column] for merge in merges for column in ("merged_id", "kept_id", "survivor_id")}
        self.added = {row["subject_id"] for row in self.journal if row["before_row"] is None}

    def all(self) -> Iterator[Returned]:
        """Every card with what became of it; a role is told with its person."""
        for table in ORDER:
            rows = [row for row in self.journal if row["subject_table"] == table]
            current = self.act.standing(table, [row["subject_id"] for row in rows])
            held = self._held(table, [row["subject_id"] for row in rows if row["before_row"] is None])
            gone: list[Row] = []
            back: dict[str, tuple[Row, Row]] = {}
            for row in rows:
                found = self._one(row, current.get(row["subject_id"]), held, gone, back)
                if table != ROLE:
                    yield found
            self._write(table, gone, back)

    def _one(
        self, row: Row, current: Row | None, held: Mapping[str, str], gone: list[Row], back: dict[str, tuple[Row, Row]]
    ) -> Returned:
        left = json.loads(row["after_row"])
        told = Returned(row["subject_table"], row["subject_id"], _name(current or left), RESTORED)
        if current is None:
            return _other(told, IMPOSSIBLE, GONE)
        if told.row_id in self.merged:
            return _other(told, IMPOSSIBLE, MERGED)
        if row["before_row"] is None:
            return self._taken_out(told, current, left, held, gone)
        before = json.loads(row["before_row"])
        stands = json.loads(as_json(current))
        back[told.row_id] = (
            current,
            {**current, **before} if _as_left(stands, left) else _mended(current, stands, before, left),
        )
        later = [name for name in before if name not in DERIVED and before[name] != left[name] != stands[name]]
        return _other(told, KEPT, "", later) if later else told

    def _taken_out(
        self, told: Returned, current: Row, left: Mapping[str, Any], held: Mapping[str, str], gone: list[Row]
    ) -> Returned:
        if not _as_left(json.loads(as_json(current)), left):
            return _other(told, KEPT)
        if why := held.get(told.row_id):
            return _other(told, IMPOSSIBLE, why)
        if told.table == ROLE and current["person_id"] in self.added - self.removed:
            # Who stays keeps where they work.
            return _other(told, KEPT)
        gone.append(current)
        self.removed.add(told.row_id)
        return told

    def _held(self, table: str, ids: Sequence[str]) -> dict[str, str]:
        """Cards that were made and that something rests on by now, with what that is."""
        found: dict[str, str] = {}
        if table == ROLE:
            return found
        refers = id_column(table)
        resting = [(ROLE, WORKING), ("relations.contact_moment", TALKED), ("relations.step_run", STEPPED)]
        if table == PERSON:
            resting += [
                ("relations.contact_moment_person", TALKED), ("relations.consent", AGREED),
                ("relations.person_link", LINKED),
            ]  # fmt: skip
        for other, word in resting:
            for row in (row for some in parts(ids) for row in self.act.transaction.find(other, {refers: some})):
                own = row.get("contact_person_id") in self.added | self.removed
                # A role that came along with a person goes along with that person.
                if other != ROLE or (row["contact_person_id"] not in self.removed and not (own and table == PERSON)):
                    found[row[refers]] = word
        return found

    def _write(self, table: str, gone: Sequence[Row], back: Mapping[str, tuple[Row, Row]]) -> None:
        changed = [(now, then) for now, then in back.values() if now != then]
        self.act.replace_many(table, [*((row, None) for row in gone), *changed])


def _as_left(stands: Mapping[str, Any], left: Mapping[str, Any]) -> bool:
    """Whether a row still says what it said; columns that came with a later release don't count."""
    return {name: stands.get(name) for name in left} == left


def _mended(current: Row, stands: Mapping[str, Any], before: Mapping[str, Any], left: Mapping[str, Any]) -> Row:
    """A row somebody saved since, with what the import did to it undone where that still stands."""
    names = [name for name in before if name not in DERIVED and before[name] != left[name] == stands[name]]
    if not names:
        return current
    made = {**current, **{name: before[name] for name in names}, "row_version": current["row_version"] + 1}
    if "search_name" in made:
        parts = [made.get(name) for name in ("first_name", "infix", "last_name", "name")]
        made["search_name"] = searchable(*parts)
    return made


def _other(told: Returned, group: str, why: str = "", fields: Sequence[str] = ()) -> Returned:
    return Returned(told.table, told.row_id, told.name, group, why, tuple(fields))


def _name(row: Mapping[str, Any]) -> str:
    if "last_name" in row:
        return full_name(row["first_name"], row["infix"], row["last_name"])
    return str(row.get("name", ""))
