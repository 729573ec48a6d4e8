"""Reminding: what we promised reaches whoever promised it, by mail in the morning and in the calendar on their phone.

The mail goes to the address of the account, and says nothing when nothing is due. A calendar has a secret address:
whoever knows it reads the promises, so it is shown once, only its hash is kept, and a new one ends the old.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from biebwijzer import clock
from biebwijzer.access import Saved, Workspace
from biebwijzer.access.sessions import hash_of
from biebwijzer.relations import follow_ups
from biebwijzer.warehouse import Asking, Row, Stores, now
from biebwijzer.words import Words, mark

TABLE = "relations.reminder"
PERMISSION = "relations.read"
# A calendar keeps what was done or dropped out of sight, and what is far away too: phones ask for it every hour.
FAR = timedelta(days=366)


@dataclass(frozen=True)
class Reminders:
    """How somebody is reminded: by mail or not, and since when there is a calendar."""

    by_mail: bool = False
    calendar_since: datetime | None = None


def reminders_of(workspace: Workspace) -> Reminders:
    """How this person is reminded today."""
    with workspace.stores.records.reading() as reading:
        row = reading.one(TABLE, workspace.user_id)
    return Reminders(row["by_mail"], row["calendar_since"]) if row else Reminders()


def remind_by_mail(workspace: Workspace, wanted: bool) -> Saved:
    """Begin or end the mail of the morning."""
    return _set(workspace, "mail_wanted" if wanted else "mail_ended", {"by_mail": wanted})


def new_calendar(workspace: Workspace) -> str:
    """The secret part of a new address of one's calendar, told this once; an older address ends."""
    token = secrets.token_urlsafe(24)
    _set(workspace, "calendar_made", {"calendar_hash": hash_of(token), "calendar_since": now()})
    return token


def end_calendar(workspace: Workspace) -> Saved:
    """Nobody reads the calendar any more."""
    return _set(workspace, "calendar_ended", {"calendar_hash": None, "calendar_since": None})


def _set(workspace: Workspace, happened: str, values: dict[str, Any]) -> Saved:
    with workspace.stores.records.reading() as reading:
        there = reading.one(TABLE, workspace.user_id) is not None
    with workspace.change(f"relations.reminder.{happened}", PERMISSION) as change:
        if there:
            change.update(TABLE, workspace.user_id, values)
        else:
            change.add(TABLE, {"by_mail": False, "row_version": 1, **values}, workspace.user_id)
    return Saved(workspace.user_id, change.audit_id)


def promised(stores: Stores, asking: Asking, person: str, today: date) -> list[Row]:
    """What somebody still has to do in all libraries they work for today, the first due first."""
    found: dict[str, Row] = {}
    for workspace in clock.workspaces_of(stores, asking, person, PERMISSION, today):
        rows = workspace.ask("relations/follow_ups", owner=person, status="open").rows.to_dicts()
        found |= {row["follow_up_id"]: row for row in rows}
    return sorted(found.values(), key=lambda row: (row["due_on"], row["follow_up_id"]))


def send_digests(stores: Stores, asking: Asking, today: date) -> int:
    """Write the mail of this morning to whoever wants it and has something due; how many were written."""
    with stores.records.reading() as reading:
        wanted = reading.find(TABLE, {"by_mail": True})
        users = {row["app_user_id"]: row for row in reading.find("access.app_user")}
    written = 0
    for row in wanted:
        person = row["reminder_id"]
        rows = promised(stores, asking, person, today) if row["mailed_on"] != today else []
        words = Words(users[person]["language"]) if person in users else Words(stores.settings.language)
        letter = digest(words, rows, today, clock.post_of(stores).link)
        if letter is None:
            continue
        with stores.records.transaction() as transaction:
            # Two processes may come to it in the same minute: whoever writes the day first writes the mail.
            where = {"reminder_id": person, "mailed_on": row["mailed_on"]}
            if transaction.set(TABLE, where, {"mailed_on": today}):
                clock.write(transaction, "relations.digest", person, *letter)
                written += 1
    return written


def send_trial(workspace: Workspace) -> None:
    """Write the mail of this morning to oneself now, or what it says when nothing is due."""
    words = workspace.words
    rows = promised(workspace.stores, workspace.asking, workspace.user_id, workspace.today)
    link = clock.post_of(workspace.stores).link
    letter = digest(words, rows, workspace.today, link) or (
        words("Niets te doen vandaag"),
        words("Er staat niets open voor vandaag. Op zo'n dag krijg je geen mail."),
    )
    with workspace.change("relations.reminder.tried", PERMISSION) as change:
        clock.write(change.transaction, "relations.digest", workspace.user_id, *letter)


def digest(words: Words, rows: Sequence[Row], today: date, link: str) -> tuple[str, str] | None:
    """Subject and text of the mail of a morning; None when nothing is late or due today."""
    parts, due = [], 0
    for group in follow_ups.groups(today)[:3]:
        found = [row for row in rows if group.holds(row["due_on"])]
        due += len(found) if group.name != "week" else 0
        if found:
            lines = (f"- {words.date(row['due_on'])} {row['with_whom']}: {row['promise']}" for row in found)
            parts.append("\n".join([words(group.title), *lines]))
    if not due:
        return None
    subject = words.plural(mark("{n} afspraak voor vandaag"), mark("{n} afspraken voor vandaag"), due)
    ends = [words("Afvinken of verschuiven: {link}", link=f"{link}/opvolging")] if link else []
    why = words("Je krijgt deze mail omdat je hem aanzette bij Opvolging. Daar zet je hem ook uit.")
    return subject, "\n\n".join([*parts, *ends, why])


def calendar(stores: Stores, asking: Asking, token: str, today: date) -> bytes | None:
    """What somebody promised as a calendar, for whoever knows its secret address; None when there is none."""
    with stores.records.reading() as reading:
        rows = reading.find(TABLE, {"calendar_hash": hash_of(token)})
        user = reading.one("access.app_user", rows[0]["reminder_id"]) if rows else None
    if user is None or not user["is_active"]:
        return None
    words = Words(user["language"])
    made = Calendar()
    made.add("prodid", "-//Biebwijzer//Opvolging//NL")
    made.add("version", "2.0")
    made.add("x-wr-calname", words("Opvolging in Biebwijzer"))
    made.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    link, moment = clock.post_of(stores).link, now()
    for row in promised(stores, asking, user["app_user_id"], today):
        if row["due_on"] <= today + FAR:
            made.add_component(event(words, row, today, moment, link))
    found: bytes = made.to_ical()
    return found


def event(words: Words, row: Row, today: date, moment: datetime, link: str) -> Event:
    """One promise as a whole day; what is late stands today, with the day it was promised for."""
    made = Event()
    day, late = max(row["due_on"], today), row["due_on"] < today
    made.add("uid", f"{row['follow_up_id']}@biebwijzer")
    made.add("dtstamp", moment)
    made.add("dtstart", day)
    made.add("dtend", day + timedelta(days=1))
    title = f"{row['with_whom']}: {row['promise']}"
    made.add("summary", words("Te laat: {promise}", promise=title) if late else title)
    if late:
        made.add("description", words("Beloofd voor {day}.", day=words.date(row["due_on"])))
    if link:
        made.add("url", f"{link}/opvolging")
    made.add("transp", "TRANSPARENT")
    return made
