"""Keeping activities: each act with its line in the audit trail, so that it can be taken back in one go."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from biebwijzer.access import Workspace, new_id
from biebwijzer.activities.calendar import Plan, Shut, plan
from biebwijzer.activities.rules import ActivityDraft, Series
from biebwijzer.problems import BiebwijzerError, NotAllowed
from biebwijzer.warehouse import now
from biebwijzer.words import mark

TABLE = "activities.activity"


@dataclass(frozen=True)
class Kept:
    """What is on disk: the row, or the first of a series, and the line in the audit trail that takes it back."""

    row_id: str
    audit_id: str | None = None
    plan: Plan | None = None


def record(workspace: Workspace, draft: ActivityDraft, row_id: str | None = None) -> Kept:
    """Write one activity; the same form saved twice makes one row."""
    made = row_id or new_id()
    if _stands(workspace, made):
        return Kept(made)
    with workspace.change("activities.activity.recorded") as act:
        act.add(TABLE, {**_row(workspace, draft), "series_id": None}, made)
    return Kept(made, act.audit_id)


def record_series(workspace: Workspace, draft: ActivityDraft, series: Series, row_id: str | None = None) -> Kept:
    """Write every day of a series as one act, which is taken back as one; a count goes to the first day."""
    made = row_id or new_id()
    if _stands(workspace, made):
        return Kept(made)
    planned = planned_days(workspace, draft, series)
    if not planned.days:
        raise BiebwijzerError(mark("Op al deze dagen is de vestiging dicht. Kies andere dagen, of sla niets over."))
    row = _row(workspace, draft)
    with workspace.change("activities.series.recorded") as act:
        for number, day in enumerate(planned.days):
            counted = draft.participants if day == draft.held_on else None
            values = {**row, "held_on": day, "participants": counted, "series_id": made}
            act.add(TABLE, values, made if number == 0 else new_id())
    return Kept(made, act.audit_id, planned)


def planned_days(workspace: Workspace, draft: ActivityDraft, series: Series) -> Plan:
    """The days this series would get at that branch."""
    if draft.held_on is None or series.until is None:
        return Plan((), ())
    closures = workspace.ask(
        "activities/shut", since=draft.held_on, until=series.until, branch_id=draft.branch_id
    ).rows.iter_rows(named=True)
    shut = [Shut(one["since"], one["until"], {"nl": one["reason_nl"], "en": one["reason_en"]}) for one in closures]
    return plan(draft.held_on, series.every, series.until, shut, series.skips)


def correct(workspace: Workspace, activity_id: str, draft: ActivityDraft, seen: int | None = None) -> Kept:
    """Change an activity; refused when a colleague did so meanwhile."""
    values = {**_typed(draft), "library_id": _library_of(workspace, draft.branch_id)}
    with workspace.change("activities.activity.corrected") as act:
        act.update(TABLE, activity_id, values, seen)
    return Kept(activity_id, act.audit_id)


def count(workspace: Workspace, participants: Mapping[str, int]) -> Kept:
    """Fill in how many took part, for some activities at once; what was counted meanwhile is left as it is."""
    with workspace.change("activities.participants.counted") as act:
        for activity_id, number in participants.items():
            row = act.transaction.one(TABLE, activity_id)
            if row is not None and row["participants"] is None:
                act.update(TABLE, activity_id, {"participants": number})
    return Kept(next(iter(participants), ""), act.audit_id)


def remove(workspace: Workspace, activity_id: str, following: bool = False) -> Kept:
    """Take an activity away; of a series, those that follow and have no count too when asked."""
    with workspace.change("activities.activity.removed") as act:
        row = act.transaction.one(TABLE, activity_id)
        act.remove(TABLE, activity_id)
        if row is not None and following and row["series_id"]:
            rest = act.transaction.find(
                TABLE, {"series_id": row["series_id"], "held_on >": row["held_on"], "participants": None}
            )
            for one in rest:
                act.remove(TABLE, one["activity_id"])
    return Kept(activity_id, act.audit_id)


def _row(workspace: Workspace, draft: ActivityDraft) -> dict[str, Any]:
    return {
        "library_id": _library_of(workspace, draft.branch_id),
        **_typed(draft),
        "recorded_by": workspace.user_id,
        "recorded_at": now(),
    }


def _typed(draft: ActivityDraft) -> dict[str, Any]:
    """The columns of what was typed, texts without spaces around them."""
    group = " ".join((draft.target_group or "").split())
    return {**asdict(draft), "title": " ".join(draft.title.split()), "target_group": group or None}


def _library_of(workspace: Workspace, branch_id: str | None) -> str:
    """The library of a branch one works for."""
    branches = workspace.ask("activities/branches", on_date=None).rows
    found = branches.filter(branches["branch_id"] == (branch_id or ""))["library_id"]
    if found.is_empty():
        raise NotAllowed(mark("Deze vestiging hoort niet bij een bibliotheek waar je werkt."))
    return str(found[0])


def _stands(workspace: Workspace, activity_id: str) -> bool:
    """Whether this form was saved before, by a double click or a shaky line."""
    workspace.require_presence()
    with workspace.stores.records.reading() as reading:
        row = reading.one(TABLE, activity_id)
    return row is not None and row["library_id"] in workspace.libraries
