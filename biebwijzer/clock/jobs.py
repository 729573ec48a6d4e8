"""Jobs: work that is waiting or under way, kept in the records, so that a restart forgets nothing.

A job is taken by one transaction of the records, in which all writers of all processes wait for each other: whoever
is second finds it taken. Whoever works says every few seconds that they are still there; of a process that is silent
for a minute the job is taken over, or named as broken off. It notices at its next breath, and at the latest when it
wants to write what came of it: then it is not its own any more.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from biebwijzer.access import OPERATOR, Change, Workspace, new_id
from biebwijzer.clock import outbox
from biebwijzer.clock.kinds import Done, kind_of, kinds
from biebwijzer.clock.pauses import SILENT, pause_after
from biebwijzer.problems import BiebwijzerError, NotAllowed
from biebwijzer.warehouse import Row, Stores, Transaction, now
from biebwijzer.words import Words, mark

BROKEN_OFF = mark("Het proces dat hiermee bezig was, is gestopt. Er is niets half gedaan. Begin zo nodig opnieuw.")


def as_text(values: Mapping[str, Any]) -> str:
    """Arguments and values of sentences as they are kept."""
    return json.dumps(dict(values), ensure_ascii=False, default=str)


def ask_for(
    transaction: Transaction,
    kind: str,
    target: str,
    owner: str,
    library: str | None = None,
    arguments: Mapping[str, Any] | None = None,
    schedule_id: str | None = None,
    moment: datetime | None = None,
) -> str:
    """Put work down, in the transaction of what it follows from; its id. It begins when its target is free."""
    kind_of(kind)
    asked_at = moment or now()
    job_id = new_id()
    row = {
        "job_id": job_id,
        "schedule_id": schedule_id,
        "kind": kind,
        "target": target,
        "library_id": library,
        "arguments": as_text(arguments or {}),
        "owner": owner,
        "status": "waiting",
        "asked_at": asked_at,
        "not_before": asked_at,
    }
    transaction.add("clock.job", row)
    return job_id


def ask_now(change: Change, kind: str, target: str, library: str | None = None, **arguments: Any) -> str:
    """Put work down as whoever makes this change."""
    return ask_for(change.transaction, kind, target, change.workspace.user_id, library, arguments)


def claim(stores: Stores, process: str, moment: datetime) -> Row | None:
    """The next job for this process, by one transaction; None when there is nothing to do or all targets are busy."""
    with stores.records.reading() as reading:
        if not _ready(reading, moment):
            return None
    with stores.records.transaction() as transaction:
        ready = _ready(transaction, moment)
        if not ready:
            return None
        taken = {
            "status": "running",
            "claimed_by": process,
            "begun_at": moment,
            "seen_at": moment,
            "attempts": ready[0]["attempts"] + 1,
            "percent": 0,
            "step": None,
        }
        transaction.set("clock.job", {"job_id": ready[0]["job_id"], "status": "waiting"}, taken)
        return {**ready[0], **taken}


def _ready(transaction: Transaction, moment: datetime) -> list[Row]:
    """Jobs that may begin, the longest waiting first: one at a time per target."""
    waiting = transaction.find("clock.job", {"status": "waiting", "not_before <=": moment})
    if not waiting:
        return []
    busy = {row["target"] for row in transaction.find("clock.job", {"status": "running"})}
    known = [row for row in waiting if row["kind"] in kinds() and row["target"] not in busy]
    return sorted(known, key=lambda row: (row["not_before"], row["asked_at"], row["job_id"]))


def mine(job: Row) -> Mapping[str, Any]:
    """The condition that this job is still held by whoever claimed it, in this attempt."""
    return {
        "job_id": job["job_id"],
        "status": "running",
        "claimed_by": job["claimed_by"],
        "attempts": job["attempts"],
    }


def settle(stores: Stores, job: Row, values: Mapping[str, Any]) -> bool:
    """Write how a job stands, unless somebody took it over meanwhile; whether it was still ours."""
    with stores.records.transaction() as transaction:
        return settled(transaction, job, values)


def settled(transaction: Transaction, job: Row, values: Mapping[str, Any]) -> bool:
    """The same within a transaction; what went wrong for good is told to the owner in it."""
    still = transaction.set("clock.job", mine(job), values) == 1
    if still and values.get("status") in ("failed", "broken_off"):
        tell_owner(transaction, {**job, **values})
    return still


def tell_owner(transaction: Transaction, job: Row) -> None:
    """Write to whoever planned this that it did not succeed, and why."""
    user = transaction.one("access.app_user", job["owner"]) if job["owner"] != OPERATOR else None
    if user is None:
        return
    words = Words(user["language"])
    title = words(kind_of(job["kind"]).title)
    why = words(job["sentence"], **json.loads(job["sentence_values"]))
    outbox.write(
        transaction,
        "clock.failed",
        job["owner"],
        words("Dit lukte niet: {title}", title=title),
        words("{title} is niet gelukt.\n\n{why}", title=title, why=why),
        job["library_id"],
    )


def finish(stores: Stores, job: Row, done: Done, moment: datetime) -> bool:
    """Write what came of it, and to whom that is told, together."""
    said = {"sentence": done.sentence, "sentence_values": as_text(done.values)}
    with stores.records.transaction() as transaction:
        still = settled(transaction, job, {"status": "done", "ended_at": moment, "percent": 100, **said})
        for one in done.letters if still else ():
            outbox.write(transaction, one.kind, one.recipient, one.subject, one.body, one.library)
    return still


def trouble(stores: Stores, job: Row, error: BiebwijzerError, moment: datetime, again: bool) -> str:
    """Write what stood in the way: it waits for another time, or has failed. Which of the two."""
    said = {"sentence": error.word, "sentence_values": as_text(error.values)}
    if again and job["attempts"] < kind_of(job["kind"]).tries:
        settle(stores, job, {"status": "waiting", "not_before": moment + pause_after(job["attempts"]), **said})
        return "waiting"
    settle(stores, job, {"status": "failed", "ended_at": moment, **said})
    return "failed"


def put_back(stores: Stores, job: Row, moment: datetime) -> None:
    """Let a job wait again because this process closes; that was no attempt."""
    settle(stores, job, {"status": "waiting", "not_before": moment, "attempts": job["attempts"] - 1})


def still_here(stores: Stores, held: Sequence[str], moment: datetime) -> None:
    """Say that this process is still at work on these jobs."""
    if held:
        with stores.records.transaction() as transaction:
            transaction.set("clock.job", {"status": "running", "job_id": held}, {"seen_at": moment})


def take_over(stores: Stores, process: str, held: Sequence[str], moment: datetime) -> None:
    """Find jobs that nobody does any more: those that may be done again wait, the others are broken off."""
    with stores.records.reading() as reading:
        if not _left_behind(reading, stores, process, held, moment):
            return
    with stores.records.transaction() as transaction:
        for job in _left_behind(transaction, stores, process, held, moment):
            kind = kinds().get(job["kind"])
            if kind and kind.again and job["attempts"] < kind.tries:
                transaction.set("clock.job", mine(job), {"status": "waiting", "not_before": moment})
            else:
                said = {"sentence": BROKEN_OFF, "sentence_values": "{}"}
                settled(transaction, job, {"status": "broken_off", "ended_at": moment, **said})


def let_go(stores: Stores, jobs_before: date, mails_before: date) -> None:
    """Forget work and messages that were over before those days."""
    with stores.records.transaction() as transaction:
        transaction.remove("clock.job", {"ended_at <": jobs_before})
        over = ("sent", "failed", "unsure", "lapsed")
        transaction.remove("clock.mail", {"status": over, "written_at <": mails_before})


def _left_behind(
    transaction: Transaction, stores: Stores, process: str, held: Sequence[str], moment: datetime
) -> list[Row]:
    """Where one process owns the home, whoever else claimed something is dead for sure; else silence tells."""
    return [
        job
        for job in transaction.find("clock.job", {"status": "running"})
        if job["job_id"] not in held
        and (moment - job["seen_at"] > SILENT or (not stores.engine.shared and job["claimed_by"] != process))
    ]


def stop(workspace: Workspace, job_id: str, permission: str) -> None:
    """Stop a job: one that waits never begins, one that is under way stops at its next breath."""
    with workspace.change("clock.job.stopped", permission) as change:
        job = change.transaction.one("clock.job", job_id)
        if job is None or not reaches(workspace, job):
            raise NotAllowed(mark("Dit werk bestaat niet, of hoort niet bij jouw bibliotheek."))
        change.subject = ("clock.job", job_id)
        where = {"job_id": job_id, "status": "waiting"}
        if not change.transaction.set("clock.job", where, {"status": "stopped", "ended_at": now()}):
            change.transaction.set("clock.job", {"job_id": job_id, "status": "running"}, {"stop_asked": True})


def reaches(workspace: Workspace, row: Row) -> bool:
    """Whether a job or schedule is of a library this person works for, or they work for all."""
    return workspace.scope_type == "land" or row["library_id"] in workspace.libraries
