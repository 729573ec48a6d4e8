"""The workspace: who works, for which libraries, in which language, on which stores. It walks through the house."""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from biebwijzer.problems import ChangedMeanwhile, NotAllowed
from biebwijzer.warehouse import (
    AUDIENCES,
    Answer,
    Asking,
    Query,
    Row,
    Stores,
    Thresholds,
    Transaction,
    View,
    as_json,
    changed_meanwhile,
    id_column,
    now,
    parts,
    query,
)
from biebwijzer.words import Words, mark

OPERATOR = "operator"


def always() -> bool:
    """Whoever opened this workspace is still there: the answer of the operator and of tests."""
    return True


def new_id() -> str:
    """An id made here, so that both engines can do without sequences."""
    return uuid.uuid4().hex


@dataclass(frozen=True)
class Workspace:
    """One person at work in one role. Every room function takes it first; nothing reaches for a global."""

    stores: Stores
    asking: Asking
    words: Words
    today: date
    user_id: str
    full_name: str
    role: str
    role_title: Mapping[str, str]
    scope_type: str
    scope_id: str
    libraries: tuple[str, ...]
    permissions: frozenset[str]
    may_see_people: bool
    audience: str
    thresholds: Thresholds = field(default_factory=Thresholds)
    # Asked again at every question and every write: a fragment reruns without passing the front door.
    still_here: Callable[[], bool] = field(default=always, compare=False)

    def may(self, permission: str) -> bool:
        """Whether this person may do that."""
        return permission in self.permissions

    def require(self, permission: str) -> None:
        """Refuse whoever may not do that."""
        if not self.may(permission):
            raise NotAllowed(mark("Daar heb je geen recht op: {permission}."), permission=permission)

    def for_audience(self, audience: str) -> "Workspace":
        """The same workspace for readers who may see less; never for readers who may see more."""
        if AUDIENCES.index(audience) < AUDIENCES.index(self.audience):
            raise NotAllowed(mark("Je rol ziet dit niet voor '{audience}'."), audience=audience)
        return replace(self, audience=audience, may_see_people=self.may_see_people and audience == "eigen")

    def narrowed_to(self, libraries: tuple[str, ...]) -> "Workspace":
        """The same workspace for some of its libraries; others are dropped."""
        return replace(self, libraries=tuple(one for one in self.libraries if one in libraries))

    @cached_property
    def view(self) -> View:
        """The eyes with which questions are answered."""
        return View(
            libraries=self.libraries,
            may_see_people=self.may_see_people,
            audience=self.audience,
            person=self.user_id,
            thresholds=self.thresholds,
            permissions=tuple(sorted(self.permissions)),
            today=self.today,
        )

    def ask(self, name: str, **values: object) -> Answer:
        """Ask a question by its path, `usage/visits_per_year`; rows, small numbers and names follow who asks."""
        self.require_presence()
        return self.asking.ask(query(name), values, self.view)

    def require_presence(self) -> None:
        """Refuse a workspace whose session was ended or whose rights changed since it was opened."""
        if not self.still_here():
            raise NotAllowed(mark("Je bent uitgelogd of je rechten zijn gewijzigd. Log opnieuw in."))

    def rows_behind(self, answer: Answer) -> Answer | None:
        """The rows a figure is made of, when there is such a question and this reader may see rows."""
        self.require_presence()
        if answer.query.rows is None or not self.may_see_rows(answer.query):
            return None
        behind = query(answer.query.rows)
        wanted = {param.name for param in behind.params}
        return self.asking.ask(behind, {k: v for k, v in answer.values.items() if k in wanted}, self.view)

    def may_see_rows(self, asked: Query) -> bool:
        """Rows about persons are for those who may see rows; counts of visits and loans hold no person."""
        return not asked.counts or self.audience == "eigen"

    @contextmanager
    def change(self, action: str, permission: str | None = None) -> Iterator["Change"]:
        """Write records and their line in the audit trail together, or neither.

        `action` reads room.subject.what_happened; by default it asks the room's permission to write.
        """
        self.require_presence()
        self.require(permission or f"{action.split('.')[0]}.write")
        with self.stores.records.transaction() as transaction:
            change = Change(self, transaction, action)
            yield change
            change.write_audit()

    def undo(self, audit_id: str, permission: str | None = None) -> None:
        """Take back one earlier change of one's own; refused when somebody has changed the same rows since."""
        with self.stores.records.reading() as reading:
            line = reading.one("access.audit", audit_id)
            rows = reading.find("access.audit_row", {"audit_id": audit_id})
        if line is None or line["app_user_id"] != self.user_id or line["undone_by"]:
            raise NotAllowed(mark("Dit kun je niet ongedaan maken."))
        with self.change(line["action"] + ".undone", permission or f"{line['action'].split('.')[0]}.write") as change:
            change.undoes = audit_id
            for row in sorted(rows, key=lambda one: -one["position"]):
                change.put_back(row)
            change.refuse_orphans()
            change.transaction.set("access.audit", {"audit_id": audit_id}, {"undone_by": change.audit_id})

    def log(self, action: str, subject_table: str | None = None, *subject_ids: str | None) -> None:
        """A line in the audit trail for something seen or taken away, such as a card opened or a file exported.

        Several subjects that were seen at once have a line each.
        """
        self.require_presence()
        with self.stores.records.transaction() as transaction:
            for subject_id in subject_ids or (None,):
                Change(self, transaction, action, subject_table, subject_id).write_audit()


class Change:
    """What one act changes. Every row is checked against the libraries of whoever acts, and kept before and after."""

    def __init__(
        self,
        workspace: Workspace,
        transaction: Transaction,
        action: str,
        subject_table: str | None = None,
        subject_id: str | None = None,
    ) -> None:
        self.workspace = workspace
        self.transaction = transaction
        self.action = action
        self.audit_id = new_id()
        self.undoes: str | None = None
        self.subject = (subject_table, subject_id)
        self.rows: list[tuple[str, str, Row | None, Row | None]] = []

    def add(self, table: str, values: Mapping[str, Any], row_id: str | None = None) -> str:
        """Add a row; its id is made here unless given."""
        made = row_id or new_id()
        row = {id_column(table): made, **values}
        self._allow(row)
        self.transaction.add(table, row)
        self.rows.append((table, made, None, self.transaction.one(table, made)))
        return made

    def add_many(self, table: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """Add rows that share their columns; their ids."""
        made = [{id_column(table): new_id(), **values} for values in rows]
        for row in made:
            self._allow(row)
        self.transaction.add_many(table, made)
        ids = [str(row[id_column(table)]) for row in made]
        left = self.standing(table, ids)
        self.rows += [(table, row_id, None, left[row_id]) for row_id in ids]
        return ids

    def update_many(
        self, table: str, wanted: Mapping[str, Mapping[str, Any]], seen: Mapping[str, int | None] | None = None
    ) -> None:
        """Change rows by their ids; refused when one is not as it was seen."""
        before = self.standing(table, list(wanted))
        asked = {row_id: version for row_id, version in (seen or {}).items() if version is not None}
        if set(wanted) - set(before) or any(before[one]["row_version"] != version for one, version in asked.items()):
            raise changed_meanwhile()
        later = {one: {**row, **wanted[one], "row_version": row["row_version"] + 1} for one, row in before.items()}
        self.replace_many(table, [(row, later[one]) for one, row in before.items() if {**row, **wanted[one]} != row])

    def replace_many(self, table: str, rows: Sequence[tuple[Row, Row | None]]) -> None:
        """Put other rows, or none, in the place of rows that were just looked at."""
        for pair in rows:
            for row in filter(None, pair):
                self._allow(row)
        self.transaction.replace_many(table, rows)
        self.rows += [(table, str(before[id_column(table)]), before, after) for before, after in rows]

    def standing(self, table: str, ids: Sequence[str]) -> dict[str, Row]:
        """The rows with these ids as they are now."""
        found = (self.transaction.find(table, {id_column(table): some}) for some in parts(ids))
        return {str(row[id_column(table)]): row for some in found for row in some}

    def update(self, table: str, row_id: str, values: Mapping[str, Any], seen: int | None = None) -> None:
        """Change a row; refused when `seen` is given and somebody saved a later version."""
        current = self.transaction.one(table, row_id)
        if current is not None:
            self._allow(current)
        self._allow(values)
        before, after = self.transaction.bring_up_to_date(table, row_id, values, seen)
        self.rows.append((table, row_id, before, after))

    def remove(self, table: str, row_id: str) -> None:
        """Remove a row; the audit trail keeps what it was, so that it can be put back."""
        before = self.transaction.one(table, row_id)
        if before is None:
            return
        self._allow(before)
        self.transaction.remove(table, {id_column(table): row_id})
        self.rows.append((table, row_id, before, None))

    def put_back(self, row: Row) -> None:
        """Undo one kept row, if it still stands as it was left."""
        table, row_id = row["subject_table"], row["subject_id"]
        current = self.transaction.one(table, row_id)
        left = json.loads(row["after_row"]) if row["after_row"] else None
        if (json.loads(as_json(current)) if current else None) != left:
            raise ChangedMeanwhile(mark("Dit is daarna nog gewijzigd en kan niet meer ongedaan worden gemaakt."))
        before = json.loads(row["before_row"]) if row["before_row"] else None
        if current is not None:
            self._allow(current)
            self.transaction.remove(table, {id_column(table): row_id})
        if before is not None:
            self._allow(before)
            self.transaction.add(table, before)
        elif self.transaction.leaning(table, row_id):
            raise NotAllowed(mark("Hier hoort intussen iets bij, zoals een gesprek. Daarom blijft dit staan."))
        self.rows.append((table, row_id, current, before))

    def refuse_orphans(self) -> None:
        """Refuse to put rows back of which what they are a part of is gone: nobody would ever see them."""
        wanted: dict[str, set[str]] = {}
        for table, _, _, after in self.rows:
            for column, value in (after or {}).items():
                whole = f"{table.split('.')[0]}.{column.removesuffix('_id')}"
                if column.endswith("_id") and value and whole != table:
                    wanted.setdefault(whole, set()).add(str(value))
        for table in self.transaction.known(list(wanted)):
            if wanted[table] - set(self.standing(table, list(wanted[table]))):
                raise NotAllowed(mark("Waar dit bij hoorde is er niet meer. Daarom kan dit niet terug."))

    def _allow(self, row: Mapping[str, Any]) -> None:
        library = row.get("library_id")
        if library is not None and library not in self.workspace.libraries:
            raise NotAllowed(mark("Dit hoort bij een bibliotheek waar je niet werkt."))

    def write_audit(self) -> None:
        """The line in the audit trail, in the same transaction as the rows themselves."""
        table, row_id = self.subject
        if self.rows and table is None:
            table, row_id = self.rows[0][0], self.rows[0][1]
        libraries = {
            str(row["library_id"])
            for _, _, before, after in self.rows
            for row in (before, after)
            if row is not None and row.get("library_id")
        }
        self.transaction.add(
            "access.audit",
            {
                "audit_id": self.audit_id,
                "happened_at": now(),
                "app_user_id": self.workspace.user_id,
                "action": self.action,
                "library_id": min(libraries) if libraries else self._own_library(),
                "subject_table": table,
                "subject_id": row_id,
                "undoes": self.undoes,
                "undone_by": None,
            },
        )
        self.transaction.add_many("access.audit_row", [self._kept(n, *row) for n, row in enumerate(self.rows)])

    def _own_library(self) -> str | None:
        return self.workspace.libraries[0] if len(self.workspace.libraries) == 1 else None

    def _kept(self, position: int, table: str, row_id: str, before: Row | None, after: Row | None) -> Row:
        return {
            "audit_row_id": new_id(),
            "audit_id": self.audit_id,
            "position": position,
            "subject_table": table,
            "subject_id": row_id,
            "before_row": as_json(before) if before is not None else None,
            "after_row": as_json(after) if after is not None else None,
        }
