"""Commands of the clock: keep time as a service, or do once what is due; see what is planned and under way."""

import signal
import threading
from argparse import Namespace
from datetime import UTC, datetime

from biebwijzer.access import Workspace
from biebwijzer.clock.jobs import reaches
from biebwijzer.clock.kinds import kinds
from biebwijzer.clock.rhythms import rhythm
from biebwijzer.clock.running import Clock, at_work, is_running
from biebwijzer.commands import Command, Exit, Terminal, argument
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Row
from biebwijzer.words import mark

STATES = {
    "waiting": mark("wacht"),
    "running": mark("bezig"),
    "done": mark("klaar"),
    "failed": mark("mislukt"),
    "stopped": mark("gestopt"),
    "broken_off": mark("afgebroken"),
}


def keep_time(workspace: Workspace, given: Namespace, terminal: Terminal) -> int | None:
    """Do planned work and send mail until stopped; with --once only what is due now."""
    workspace.require("access.settings")
    if workspace.scope_type != "land":
        raise NotAllowed(mark("Dit raakt alle bibliotheken. Vraag het je beheerder."))
    words = workspace.words
    if given.once:
        done = Clock(workspace.stores, workspace.asking).work_off()
        terminal.say(words.plural("{n} opdracht gedaan.", "{n} opdrachten gedaan.", done))
        return None
    if is_running() or threading.current_thread() is not threading.main_thread():
        terminal.note(words("De app die open is, doet dit al. Alleen met de gegroeide opzet draait het apart."))
        return Exit.FAILED if not is_running() else None
    stopped = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopped.set())
    with at_work(workspace.stores, workspace.asking):
        terminal.note(words("De klok loopt. Stoppen: Ctrl+C"))
        stopped.wait()
    return None


def list_jobs(workspace: Workspace, given: Namespace, terminal: Terminal) -> None:
    """What is planned, and the work of late, the newest first."""
    workspace.require("intake.read")
    words = workspace.words
    with workspace.stores.records.reading() as reading:
        plans = [row for row in reading.find("clock.schedule", {"is_on": True}) if reaches(workspace, row)]
        jobs = [row for row in reading.find("clock.job", newest="asked_at", most=100) if reaches(workspace, row)]
    if given.json:
        shown = (
            "job_id",
            "kind",
            "target",
            "library_id",
            "status",
            "attempts",
            "asked_at",
            "begun_at",
            "ended_at",
            "percent",
        )
        told = [{name: row[name] for name in shown} for row in jobs]
        planned = [{name: row[name] for name in ("kind", "target", "rhythm", "next_at")} for row in plans]
        terminal.json({"planned": planned, "jobs": told})
        return
    title = {name: words(kind.title) for name, kind in kinds().items()}
    heads = [words("Werk"), words("Waarvoor"), words("Hoe vaak"), words("Volgende keer")]
    terminal.table(
        heads,
        [
            (
                title.get(row["kind"], row["kind"]),
                row["target"],
                rhythm(row["rhythm"]).said(words),
                words.moment(here(row, "next_at")),
            )
            for row in sorted(plans, key=lambda row: row["next_at"])
        ],
    )
    terminal.say()
    heads = [words("Opdracht"), words("Werk"), words("Waarvoor"), words("Stand"), words("Gevraagd")]
    terminal.table(
        heads,
        [
            (row["job_id"], title.get(row["kind"], row["kind"]), row["target"], words(STATES[row["status"]]),
             words.moment(here(row, "asked_at")))
            for row in jobs
        ],
    )  # fmt: skip


def here(row: Row, name: str) -> datetime | None:
    """A moment of the stores, which they write in UTC without saying so."""
    return row[name].replace(tzinfo=UTC) if row[name] else None


COMMANDS = (
    Command(
        name="clock",
        help=mark("doe gepland werk en verstuur de mail, als dienst naast de app"),
        arguments=(argument("--once", help=mark("doe alleen wat nu aan de beurt is"), action="store_true"),),
        run=keep_time,
    ),
    Command(
        name="jobs",
        help=mark("toon wat gepland is en hoe het werk verloopt"),
        arguments=(argument("--json", help=mark("als JSON, voor andere programma's"), action="store_true"),),
        run=list_jobs,
    ),
)
