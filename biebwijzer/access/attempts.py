"""Attempts to sign in: the same answer for unknown, wrong and locked, and a limit per person and per address."""

import hashlib
from datetime import datetime, timedelta

from biebwijzer.access.passwords import matches
from biebwijzer.access.trail import audit_line
from biebwijzer.access.workspace import new_id
from biebwijzer.warehouse import Row, Stores, Transaction, now

MOST_WRONG = 5
LOCKED_FOR = timedelta(minutes=15)
MOST_PER_ADDRESS = 30
ADDRESS_WINDOW = timedelta(minutes=10)
# Long enough to look into an attack, short enough for what it says about colleagues.
KEPT = timedelta(days=30)


def sign_in_as(
    stores: Stores, username: str, password: str, address: str, moment: datetime | None = None
) -> str | None:
    """The user this name and password belong to, or None; nobody learns from it why not.

    An attempt counts before it is judged: a hundred at once get no further than five in a row.
    """
    moment = moment or now()
    username = username.strip().lower()
    with stores.records.transaction() as transaction:
        if too_many_from(transaction, address, moment):
            return None
        attempt_id = _note(transaction, username, address, moment)
        user = _usable(transaction, username)
        open_ = user is not None and _count(transaction, user, moment)
    right = matches(password, user["password_hash"] if user else None, stores.settings.password_rounds)
    if user is None or not (right and open_):
        _tell_of_lock(stores, user, moment)
        return None
    with stores.records.transaction() as transaction:
        transaction.set("access.login_attempt", {"login_attempt_id": attempt_id}, {"succeeded": True})
        _start_again(transaction, user["app_user_id"])
        audit_line(transaction, user["app_user_id"], "access.session.opened")
    return str(user["app_user_id"])


def too_many_from(transaction: Transaction, address: str, moment: datetime) -> bool:
    """Whether this address failed so often of late that it is not even heard."""
    recent = {"address": address, "succeeded": False, "tried_at >": moment - ADDRESS_WINDOW}
    return len(transaction.find("access.login_attempt", recent)) >= MOST_PER_ADDRESS


def _note(transaction: Transaction, username: str, address: str, moment: datetime) -> str:
    attempt_id = new_id()
    transaction.remove("access.login_attempt", {"tried_at <": moment - KEPT})
    transaction.add(
        "access.login_attempt",
        {
            "login_attempt_id": attempt_id,
            "tried_at": moment,
            # Somebody who types a password in the wrong field must not leave it here.
            "username_hash": hashlib.sha256(username.encode()).hexdigest(),
            "address": address,
            "succeeded": False,
        },
    )
    return attempt_id


def _usable(transaction: Transaction, username: str) -> Row | None:
    found = transaction.find("access.app_user", {"username": username, "is_active": True})
    return found[0] if found else None


def _count(transaction: Transaction, user: Row, moment: datetime) -> bool:
    """Count this attempt against the person; False while locked."""
    if user["locked_until"] is not None and user["locked_until"] > moment:
        return False
    failed = 1 if user["locked_until"] is not None else user["failed_attempts"] + 1
    # The fifth attempt is still judged; whether it is wrong shows in the lock it leaves behind.
    locked_until = moment + LOCKED_FOR if failed >= MOST_WRONG else None
    transaction.set(
        "access.app_user",
        {"app_user_id": user["app_user_id"]},
        {"failed_attempts": failed, "locked_until": locked_until},
    )
    return True


def _tell_of_lock(stores: Stores, user: Row | None, moment: datetime) -> None:
    """Leave a line when it was this attempt that locked the account."""
    if user is None:
        return
    with stores.records.transaction() as transaction:
        now_ = transaction.one("access.app_user", user["app_user_id"])
        if now_ is not None and now_["locked_until"] == moment + LOCKED_FOR:
            audit_line(transaction, user["app_user_id"], "access.person.locked")


def _start_again(transaction: Transaction, app_user_id: str) -> None:
    transaction.set("access.app_user", {"app_user_id": app_user_id}, {"failed_attempts": 0, "locked_until": None})
