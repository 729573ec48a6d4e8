"""Follow-ups: what we promised, who does it, and by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from biebwijzer.access import Saved, Workspace, filled
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.relations.people import note_problems
from biebwijzer.warehouse import Row, now
from biebwijzer.words import mark

STATUS: Mapping[str, str] = {"open": mark("Open"), "done": mark("Afgerond"), "dropped": mark("Hoeft niet meer")}


@dataclass(frozen=True)
class PromiseDraft:
    """What was promised as it should have been noted, by when, and who does it."""

    promise: str
    due_on: date | None
    owner: str


@dataclass(frozen=True)
class Group:
    """Follow-ups that are due in the same stretch of time."""

    name: str
    title: str
    since: date | None
    until: date | None

    def holds(self, due_on: date) -> bool:
        """Whether a due date falls in this stretch."""
        return (self.since is None or due_on >= self.since) and (self.until is None or due_on <= self.until)


def groups(today: date) -> tuple[Group, ...]:
    """Too late, today, the rest of this week, and later."""
    sunday = today + timedelta(days=6 - today.weekday())
    tomorrow = today + timedelta(days=1)
    return (
        Group("late", mark("Te laat"), None, today - timedelta(days=1)),
        Group("today", mark("Vandaag"), today, today),
        Group("week", mark("Deze week"), tomorrow, sunday),
        Group("later", mark("Later"), sunday + timedelta(days=1), None),
    )


def tomorrow(today: date) -> date:
    """The next working day."""
    step = {4: 3, 5: 2}.get(today.weekday(), 1)
    return today + timedelta(days=step)


def next_week(today: date) -> date:
    """Monday of next week."""
    return today + timedelta(days=7 - today.weekday())


def later_problems(due_on: date | None, today: date) -> list[Problem]:
    """What stands in the way of putting a follow-up off to this day."""
    if due_on is None:
        return [Problem("due_on", mark("**Naar welke dag?** Kies een dag."))]
    if due_on < today:
        return [Problem("due_on", mark("**Deze dag is al geweest.** Kies vandaag of later."))]
    return []


def problems(draft: PromiseDraft, spoken_on: date | None = None) -> list[Problem]:
    """What stands in the way of changing this follow-up; a promise is never due before the talk it was made in."""
    found = note_problems("promise", draft.promise)
    if not filled(draft.promise):
        found.append(Problem("promise", mark("**Er staat nog niets.** Schrijf op wat er moet gebeuren.")))
    if draft.due_on is None:
        found.append(Problem("due_on", mark("**Wanneer is het uiterlijk klaar?** Kies een dag.")))
    elif spoken_on and draft.due_on < spoken_on:
        found.append(Problem("due_on", mark("**Dit is vóór het gesprek.** Kies een latere dag.")))
    return found


def finish(workspace: Workspace, follow_up_id: str, seen: int | None = None) -> Saved:
    """What was promised is done; ticking it twice changes nothing."""
    return _set(workspace, follow_up_id, "finished", {"status": "done", "done_at": now()}, seen)


def drop(workspace: Workspace, follow_up_id: str, seen: int | None = None) -> Saved:
    """What was promised need not be done any more."""
    return _set(workspace, follow_up_id, "dropped", {"status": "dropped", "done_at": now()}, seen)


def put_off(workspace: Workspace, follow_up_id: str, due_on: date, seen: int | None = None) -> Saved:
    """What was promised gets another day."""
    return _set(workspace, follow_up_id, "put_off", {"due_on": due_on}, seen)


def hand_over(workspace: Workspace, follow_up_id: str, owner: str, seen: int | None = None) -> Saved:
    """A colleague of the same library does it; nobody else can be given work."""
    _require_colleague(workspace, _row(workspace, follow_up_id), owner)
    return _set(workspace, follow_up_id, "handed_over", {"owner": owner}, seen)


def change(workspace: Workspace, follow_up_id: str, draft: PromiseDraft, seen: int) -> Saved:
    """Put right what was promised, by when and who does it; refused when a colleague saved a later version."""
    row = _row(workspace, follow_up_id)
    if row is None or row["owner"] != draft.owner:
        _require_colleague(workspace, row, draft.owner)
    values = {"promise": filled(draft.promise), "due_on": draft.due_on, "owner": draft.owner}
    return _set(workspace, follow_up_id, "changed", values, seen)


def _row(workspace: Workspace, follow_up_id: str) -> Row | None:
    with workspace.stores.records.reading() as reading:
        return reading.one("relations.follow_up", follow_up_id)


def _require_colleague(workspace: Workspace, row: Row | None, owner: str) -> None:
    """Refuse whoever does not work at the library of this follow-up."""
    # Somebody of another library of one's own would never see it.
    library = row["library_id"] if row else None
    if owner not in workspace.ask("relations/colleagues", library_id=library).rows["app_user_id"]:
        raise NotAllowed(mark("Deze collega werkt niet bij deze bibliotheek."))


def hand_over_all(workspace: Workspace, owner: str, to: str) -> tuple[Saved, int]:
    """Give all that somebody still has to do in one's libraries to one colleague, in one act; how many that were."""
    rows = workspace.ask("relations/follow_ups", owner=owner, status="open").rows.to_dicts()
    for library in {row["library_id"] for row in rows}:
        if to not in workspace.ask("relations/colleagues", library_id=library).rows["app_user_id"]:
            raise NotAllowed(mark("Deze collega werkt niet bij deze bibliotheek."))
    with workspace.change("relations.follow_up.all_handed_over") as act:
        for row in rows:
            act.update("relations.follow_up", row["follow_up_id"], {"owner": to}, row["row_version"])
        act.subject = ("access.app_user", to)
    return Saved(to, act.audit_id), len(rows)


def _set(workspace: Workspace, follow_up_id: str, happened: str, values: dict[str, Any], seen: int | None) -> Saved:
    row = _row(workspace, follow_up_id)
    if row is not None and row["status"] != "open" and values.get("status") == row["status"]:
        return Saved(follow_up_id)
    with workspace.change(f"relations.follow_up.{happened}") as act:
        act.update("relations.follow_up", follow_up_id, values, seen)
    return Saved(follow_up_id, act.audit_id)
