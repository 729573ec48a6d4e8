"""Schedules: work that comes round. What was missed while nobody was there is done once, not as often as missed."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from biebwijzer.access import OPERATOR, Change, new_id
from biebwijzer.clock.jobs import as_text, ask_for
from biebwijzer.clock.kinds import kinds
from biebwijzer.clock.rhythms import rhythm
from biebwijzer.clock.working import day_of, workspace_of
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Asking, Row, Stores, Transaction, now

UNDER_WAY = ("waiting", "running")


def plan(
    change: Change,
    kind: str,
    target: str,
    text: str | None,
    owner: str,
    library: str | None = None,
    arguments: Mapping[str, Any] | None = None,
    moment: datetime | None = None,
) -> None:
    """Let this work come round for this target in that rhythm; None lets it rest. In the change it belongs to."""
    held = change.transaction.find("clock.schedule", {"kind": kind, "target": target})
    if text is None:
        if held:
            change.update("clock.schedule", held[0]["schedule_id"], {"is_on": False})
        return
    values = {
        "library_id": library,
        "rhythm": text,
        "arguments": as_text(arguments or {}),
        "owner": owner,
        "is_on": True,
        "next_at": rhythm(text).next_after(moment or now()),
    }
    if held:
        change.update("clock.schedule", held[0]["schedule_id"], values)
    else:
        change.add("clock.schedule", {"kind": kind, "target": target, "last_at": None, **values})


def keep_standing(stores: Stores, moment: datetime) -> None:
    """See that work that needs nobody to plan it is on the schedule, in the rhythm of this release."""
    wanted = {kind.name: kind.standing for kind in kinds().values() if kind.standing}
    with stores.records.reading() as reading:
        held = {row["kind"]: row["rhythm"] for row in reading.find("clock.schedule", {"owner": OPERATOR, "target": ""})}
    if held == wanted:
        return
    with stores.records.transaction() as transaction:
        transaction.remove("clock.schedule", {"owner": OPERATOR, "target": ""})
        for name, text in wanted.items():
            transaction.add("clock.schedule", standing(name, text, moment))


def standing(kind: str, text: str, moment: datetime) -> Row:
    """The row of work that needs nobody to plan it."""
    return {
        "schedule_id": new_id(),
        "kind": kind,
        "target": "",
        "library_id": None,
        "rhythm": text,
        "arguments": "{}",
        "owner": OPERATOR,
        "is_on": True,
        "next_at": rhythm(text).next_after(moment),
        "last_at": None,
    }


def come_round(stores: Stores, asking: Asking, moment: datetime) -> list[str]:
    """Make a job of everything whose time has come and that has something to do; their ids."""
    with stores.records.reading() as reading:
        due = reading.find("clock.schedule", {"is_on": True, "next_at <=": moment})
    return [job for row in due if (job := _one(stores, asking, row, moment)) is not None]


def _one(stores: Stores, asking: Asking, row: Row, moment: datetime) -> str | None:
    wanted = _has_work(stores, asking, row, moment)
    with stores.records.transaction() as transaction:
        held = transaction.one("clock.schedule", row["schedule_id"])
        if held is None or not held["is_on"] or held["next_at"] > moment:
            return None
        if wanted is None:
            # Nobody may do this any more: said once, and then it rests until somebody plans it.
            transaction.set("clock.schedule", {"schedule_id": held["schedule_id"]}, {"is_on": False})
        later = {"next_at": rhythm(held["rhythm"]).next_after(moment), "last_at": moment}
        transaction.set("clock.schedule", {"schedule_id": held["schedule_id"]}, later)
        if wanted is False or _under_way(transaction, held):
            return None
        return ask_for(
            transaction, held["kind"], held["target"], held["owner"], held["library_id"],
            json.loads(held["arguments"]), held["schedule_id"], moment,
        )  # fmt: skip


def _under_way(transaction: Transaction, row: Row) -> bool:
    """Whether the time before this one is not over yet."""
    return bool(transaction.find("clock.job", {"schedule_id": row["schedule_id"], "status": UNDER_WAY}))


def _has_work(stores: Stores, asking: Asking, row: Row, moment: datetime) -> bool | None:
    """Whether there is anything to do; None when whoever planned it may not do it any more."""
    kind = kinds().get(row["kind"])
    if kind is None:
        return False
    try:
        workspace = workspace_of(stores, asking, row["owner"], kind.permission, row["library_id"], day_of(moment))
    except NotAllowed:
        return None
    return kind.has_work(workspace, row["target"], json.loads(row["arguments"]))
