"""Sessions and tickets: who is signed in, until when, and the one-time links that let somebody in.

Of a token only the hash is kept: whoever reads the records can't become somebody else.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from biebwijzer.access.workspace import new_id
from biebwijzer.warehouse import Row, Stores, Transaction, now

IDLE = timedelta(hours=8)
LONGEST = timedelta(hours=12)
# How often a session writes that it was used: a write at every interaction would be noise.
SEEN_EVERY = timedelta(minutes=1)
LIFETIMES = {
    "sign_in": timedelta(seconds=60),
    "first": timedelta(hours=24),
    "invite": timedelta(days=7),
    "choose": timedelta(minutes=30),
}


@dataclass(frozen=True)
class Presence:
    """Somebody who is signed in: the session, the account, and the roles that hold today."""

    session: Row
    user: Row
    grants: tuple[Row, ...]

    @property
    def session_id(self) -> str:
        """Which session it is."""
        return str(self.session["app_session_id"])

    def grant(self, role_grant_id: str | None) -> Row | None:
        """The role chosen by that id, or else the first one."""
        chosen = [grant for grant in self.grants if grant["role_grant_id"] == role_grant_id]
        return next(iter([*chosen, *self.grants]), None)


# What decides whether somebody is there, and as who.
RESTS_ON = ("access.app_session", "access.app_user", "access.role_grant")


def hash_of(token: str) -> str:
    """A token as it is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(
    stores: Stores, app_user_id: str, address: str, opened_by: str = "password", moment: datetime | None = None
) -> str:
    """Sign somebody in; the token goes into the cookie and is told nowhere else."""
    token = secrets.token_urlsafe(32)
    opened_at = moment or now()
    with stores.records.transaction() as transaction:
        transaction.add(
            "access.app_session",
            {
                "app_session_id": new_id(),
                "token_hash": hash_of(token),
                "app_user_id": app_user_id,
                "opened_at": opened_at,
                "seen_at": opened_at,
                "revoked_at": None,
                "address": address,
                "opened_by": opened_by,
            },
        )
    return token


def find_session(stores: Stores, token: str | None, today: date, moment: datetime | None = None) -> Presence | None:
    """Who holds this token, if the session still stands and the account may still be used."""
    if not token:
        return None
    moment = moment or now()
    presence = _remembered(stores, hash_of(token), today)
    if presence is None or not stands(presence.session, moment):
        return None
    if moment - presence.session["seen_at"] > SEEN_EVERY:
        # Nobody else's memory is worth less by it: with a hundred at work this is written all the time.
        with stores.records.transaction(still=True) as transaction:
            transaction.set("access.app_session", {"app_session_id": presence.session_id}, {"seen_at": moment})
        presence.session["seen_at"] = moment
    return presence


def _remembered(stores: Stores, token_hash: str, today: date) -> Presence | None:
    """What the records say of a token; read again as soon as any account, role or session was written.

    It is asked at every question and every write, and looking it up costs more than most questions do.
    """
    return stores.records.remembered(
        ("presence", token_hash, today), RESTS_ON, lambda: _looked_up(stores, token_hash, today)
    )


def _looked_up(stores: Stores, token_hash: str, today: date) -> Presence | None:
    with stores.records.reading() as reading:
        session = next(iter(reading.find("access.app_session", {"token_hash": token_hash})), None)
        user = reading.one("access.app_user", session["app_user_id"]) if session else None
        if session is None or user is None or not user["is_active"]:
            return None
        grants = reading.find("access.role_grant", {"app_user_id": user["app_user_id"], "since <=": today})
    return Presence(session, user, tuple(in_force(grants, today)))


def stands(session: Row, moment: datetime) -> bool:
    """Whether a session was not ended, not left idle too long, and not simply too old."""
    return (
        session["revoked_at"] is None
        and moment - session["seen_at"] <= IDLE
        and moment - session["opened_at"] <= LONGEST
    )


def in_force(grants: Iterable[Row], today: date) -> list[Row]:
    """The roles that hold today, the oldest first; `until` is the first day a role no longer holds."""
    held = [grant for grant in grants if grant["since"] <= today and (grant["until"] is None or grant["until"] > today)]
    return sorted(held, key=lambda grant: (grant["since"], grant["role_grant_id"]))


def end_session(stores: Stores, session_id: str) -> None:
    """Sign out: the token is worth nothing from here on, wherever it may have been copied to."""
    with stores.records.transaction() as transaction:
        transaction.set("access.app_session", {"app_session_id": session_id, "revoked_at": None}, {"revoked_at": now()})


def end_sessions_of(transaction: Transaction, app_user_id: str) -> None:
    """Sign somebody out everywhere, within the transaction that is the reason for it."""
    transaction.set("access.app_session", {"app_user_id": app_user_id, "revoked_at": None}, {"revoked_at": now()})
    transaction.remove("access.ticket", {"app_user_id": app_user_id})


def give_ticket(
    transaction: Transaction, kind: str, app_user_id: str | None = None, moment: datetime | None = None
) -> str:
    """A one-time link's secret; earlier ones of the same kind for the same person end."""
    ticket = secrets.token_urlsafe(32)
    transaction.remove("access.ticket", {"kind": kind, "app_user_id": app_user_id})
    transaction.add(
        "access.ticket",
        {
            "ticket_id": new_id(),
            "token_hash": hash_of(ticket),
            "kind": kind,
            "app_user_id": app_user_id,
            "app_session_id": None,
            "expires_at": (moment or now()) + LIFETIMES[kind],
        },
    )
    return ticket


def ticket_of(transaction: Transaction, kind: str, ticket: str, moment: datetime | None = None) -> Row | None:
    """The ticket as it is kept, if it still counts; it stays."""
    found = transaction.find("access.ticket", {"token_hash": hash_of(ticket), "kind": kind})
    return found[0] if found and found[0]["expires_at"] >= (moment or now()) else None


def redeem(transaction: Transaction, kind: str, ticket: str, moment: datetime | None = None) -> Row | None:
    """Use a ticket up: whoever comes second, or too late, gets nothing."""
    row = ticket_of(transaction, kind, ticket, moment)
    transaction.remove("access.ticket", {"token_hash": hash_of(ticket), "kind": kind})
    return row
