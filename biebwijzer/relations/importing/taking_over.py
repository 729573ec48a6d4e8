"""A list taken over in one act: every row that is good, with what was there before it, or none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from biebwijzer.access import Change, Workspace, new_id
from biebwijzer.problems import ChangedMeanwhile
from biebwijzer.relations import organisations, people
from biebwijzer.relations.importing import own_columns
from biebwijzer.relations.importing.comparing import (
    DOUBLE,
    NEW,
    REFUSED,
    SAME,
    TABLES,
    UPDATE,
    Compared,
    Preview,
    may_import,
    role_changes,
)
from biebwijzer.relations.importing.fields import PERSON
from biebwijzer.relations.naming import searchable
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.people import PersonDraft
from biebwijzer.warehouse import now
from biebwijzer.words import mark

SKIP, ADD, BRING_UP = "skip", "add", "update"
# What one can choose for a double.
CHOICES: Mapping[str, str] = {
    SKIP: mark("Niet overnemen"),
    BRING_UP: mark("Dit is dezelfde: werk de kaart bij"),
    ADD: mark("Dit is iemand anders: voeg toe"),
}
PART = 250
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Imported:
    """What came of an import: its number, and how many rows were added, changed and left."""

    import_run_id: str
    audit_id: str
    counts: Mapping[str, int] = field(default_factory=dict)


def silent(done: int, total: int) -> None:
    """Nobody watches."""


def chosen(one: Compared, choices: Mapping[int, str]) -> str:
    """What becomes of a row, a person's choice about doubles included."""
    if one.outcome != DOUBLE:
        return one.outcome
    choice = choices.get(one.row.line, SKIP)
    if choice == ADD:
        return NEW
    return UPDATE if choice == BRING_UP and one.card_id else DOUBLE


def take_over(
    workspace: Workspace, looked: Preview, choices: Mapping[int, str] | None = None, progress: Progress = silent
) -> Imported:
    """Add and change everything that is good, and keep what was there; an error leaves all as it was."""
    may_import(workspace, looked.library_id)
    became = [(one, chosen(one, choices or {})) for one in looked.rows]
    new = [one for one, what in became if what == NEW]
    changed = _once_each([one for one, what in became if what == UPDATE])
    counts = {what: sum(one == what for _, one in became) for what in (SAME, DOUBLE, REFUSED)}
    counts |= {NEW: len(new), UPDATE: len(changed)}
    with workspace.change("relations.list.imported") as act:
        _nobody_else_did(act, looked)
        own_columns.still_so(act, looked.library_id, looked.kind, looked.own.values())
        run_id = new_id()
        act.add("relations.import_run", _run(workspace, act, looked, counts), run_id)
        writing = Writing(act, looked, run_id, _Steps(progress, len(new) + len(changed)))
        writing.add(new)
        writing.bring_up(changed)
        writing.claimed([one for one, _ in became])
        writing.keep_rows()
    return Imported(run_id, act.audit_id, counts)


def _once_each(rows: Sequence[Compared]) -> list[Compared]:
    """A card is changed by one row: the first."""
    return list({one.card_id: one for one in reversed(rows)}.values())[::-1]


def _nobody_else_did(act: Change, looked: Preview) -> None:
    """Refuse when somebody imported in this library since the list was looked at: what was new may be a double now."""
    where = {"library_id": looked.library_id, "imported_at >": looked.looked_at}
    if act.transaction.find("relations.import_run", where, most=1):
        raise ChangedMeanwhile(mark("Er is intussen een andere lijst geïmporteerd. Kijk deze lijst opnieuw na."))


def _run(workspace: Workspace, act: Change, looked: Preview, counts: Mapping[str, int]) -> dict[str, Any]:
    return {
        "library_id": looked.library_id,
        "audit_id": act.audit_id,
        "kind": looked.kind,
        "file_name": looked.name,
        "imported_by": workspace.user_id,
        "imported_at": now(),
        "added": counts[NEW],
        "changed": counts[UPDATE],
        "same": counts[SAME],
        "doubles": counts[DOUBLE],
        "refused": counts[REFUSED],
    }


class _Steps:
    """How far a write is, told now and then."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def on(self, steps: int) -> None:
        """So many rows further."""
        self._done += steps
        self._progress(self._done, self._total)


class Writing:
    """The write of one import, within its act."""

    def __init__(self, act: Change, looked: Preview, run_id: str, steps: _Steps) -> None:
        self.act, self.looked, self.run_id, self.steps = act, looked, run_id, steps
        self.table = TABLES[looked.kind]
        self.kept: list[tuple[int, str, str]] = []
        self.claims: dict[int, str] = {}
        self.by_name: dict[str, str] | None = None

    def add(self, rows: Sequence[Compared]) -> None:
        """Cards for rows that are new, in parts."""
        make = _person if self.looked.kind == PERSON else _organisation
        for first in range(0, len(rows), PART):
            some = rows[first : first + PART]
            made = self.act.add_many(self.table, [{"library_id": self.looked.library_id, **make(one)} for one in some])
            self.kept += [(one.row.line, NEW, card_id) for one, card_id in zip(some, made, strict=True)]
            self._let_work([(card_id, one) for one, card_id in zip(some, made, strict=True)], known=False)
            self.steps.on(len(some))

    def bring_up(self, rows: Sequence[Compared]) -> None:
        """What rows change on the cards that are there; refused when a colleague saved one of them since."""
        for first in range(0, len(rows), PART):
            some = rows[first : first + PART]
            wanted = {str(one.card_id): self._changed(one) for one in some}
            self.act.update_many(self.table, wanted, {str(one.card_id): one.seen for one in some})
            self.kept += [(one.row.line, UPDATE, str(one.card_id)) for one in some]
            self._let_work([(str(one.card_id), one) for one in some], known=True)
            self.steps.on(len(some))

    def claimed(self, rows: Sequence[Compared]) -> None:
        """Where a row says yes without proof, also when it changes nothing else: kept with the row, and no consent."""
        self.claims = {one.row.line: ", ".join(one.row.claims) for one in rows if one.row.claims}
        same = [one for one in rows if one.outcome == SAME and one.row.claims]
        self.kept += [(one.row.line, SAME, str(one.card_id)) for one in same]

    def _changed(self, one: Compared) -> dict[str, Any]:
        values = {name: after for name, (_, after) in one.changes.items()}
        if set(values) & set(self.looked.own):
            values = own_columns.gathered(values, (self.act.transaction.one(self.table, str(one.card_id)) or {})["own"])
        named = {"first_name", "infix", "last_name"} if self.looked.kind == PERSON else {"name"}
        if named & set(values):
            card = self.act.transaction.one(self.table, str(one.card_id)) or {}
            said = {**card, **values}
            parts = [said["first_name"], said["infix"], said["last_name"]] if "last_name" in said else [said["name"]]
            values["search_name"] = searchable(*parts)
        return values

    def _let_work(self, pairs: Sequence[tuple[str, Compared]], known: bool) -> None:
        """Connect people with where their row says they work; an organisation that is not there is made."""
        said = [(person_id, one.row.works) for person_id, one in pairs if one.row.works.get("organisation")]
        if not said:
            return
        places = self._organisations([str(works["organisation"]) for _, works in said])
        ids = [person_id for person_id, _ in said]
        still = {"person_id": ids, "until": None}
        roles = self.act.transaction.find("relations.contact_person", still) if known else []
        there = {(role["person_id"], role["organisation_id"]): role for role in roles}
        new = []
        for person_id, works in said:
            organisation_id = places[searchable(str(works["organisation"]))]
            role = there.get((person_id, organisation_id))
            if role is None:
                pair = {"organisation_id": organisation_id, "person_id": person_id}
                says = {"role": works.get("role"), "since": works.get("since"), "until": None}
                new.append({"library_id": self.looked.library_id, **pair, **says})
            elif wanted := role_changes(role, works):
                self.act.update("relations.contact_person", role["contact_person_id"], wanted)
        self.act.add_many("relations.contact_person", new)

    def _organisations(self, names: Sequence[str]) -> dict[str, str]:
        """The id of each organisation by its name as it is searched; those that are not there are made."""
        if self.by_name is None:
            rows = self.act.transaction.find("relations.organisation", {"library_id": self.looked.library_id})
            # Of organisations that were merged the one that stands for both.
            merged = {"library_id": self.looked.library_id, "kind": "organisation", "undone_at": None}
            stands = {
                row["merged_id"]: row["survivor_id"]
                for row in self.act.transaction.find("relations.card_merge", merged)
            }
            ids = ((row["search_name"], row["organisation_id"]) for row in rows)
            self.by_name = {name: str(stands.get(row_id, row_id)) for name, row_id in ids}
        lacking = {key: name for name in names if (key := searchable(name)) not in self.by_name}
        drafts = [organisations.columns(OrganisationDraft(name)) for name in lacking.values()]
        made = self.act.add_many(
            "relations.organisation", [{"library_id": self.looked.library_id, **draft} for draft in drafts]
        )
        self.by_name |= dict(zip(lacking, made, strict=True))
        return self.by_name

    def keep_rows(self) -> None:
        """Which row of the list became which card."""
        about = {"import_run_id": self.run_id, "library_id": self.looked.library_id, "subject_table": self.table}
        moment = now()
        self.act.transaction.add_many(
            "relations.import_row",
            [
                {"import_row_id": new_id(), **about, "source_row": line, "outcome": outcome, "subject_id": card_id,
                 "imported_at": moment, "remark": self.claims.get(line)}
                for line, outcome, card_id in self.kept
            ],
        )  # fmt: skip


def _person(one: Compared) -> dict[str, Any]:
    values, own = _parted(one)
    return {**people.columns(PersonDraft(**{**values, "last_name": values["last_name"] or ""})), **own}


def _organisation(one: Compared) -> dict[str, Any]:
    values, own = _parted(one)
    return {**organisations.columns(OrganisationDraft(**{**values, "kind": values["kind"] or "other"})), **own}


def _parted(one: Compared) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a row says in the fields of a form, and in the column of own fields."""
    values = own_columns.gathered(one.row.values)
    return values, {"own": values.pop("own", None)}
