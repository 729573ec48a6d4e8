"""Links that let somebody in: the first administrator's, and a colleague's own to choose a password with."""

from dataclasses import dataclass
from datetime import date

from biebwijzer.access.passwords import hashed, password_problems
from biebwijzer.access.people import PersonDraft, RoleDraft, granted, person_problems
from biebwijzer.access.sessions import end_sessions_of, give_ticket, in_force, redeem, ticket_of
from biebwijzer.access.trail import audit_line
from biebwijzer.access.workspace import new_id
from biebwijzer.problems import Problem
from biebwijzer.warehouse import Row, Stores, Transaction


@dataclass(frozen=True)
class PasswordDraft:
    """What somebody fills in who came by a one-time link."""

    password: str
    again: str
    full_name: str = ""
    username: str = ""


def needs_first_admin(stores: Stores, today: date) -> bool:
    """Whether nobody can let people in: no active account with a password has the role of administrator."""
    with stores.records.reading() as reading:
        return _nobody_leads(reading, today)


def _nobody_leads(reading: Transaction, today: date) -> bool:
    grants = in_force(reading.find("access.role_grant", {"role": "admin"}), today)
    users = reading.find("access.app_user", {"is_active": True, "app_user_id": [g["app_user_id"] for g in grants]})
    return not any(user["password_hash"] for user in users)


def first_link(stores: Stores) -> str:
    """The secret of the link for the first administrator; an earlier one ends."""
    with stores.records.transaction() as transaction:
        return give_ticket(transaction, "first")


def invited(stores: Stores, link: str, today: date) -> tuple[str, Row | None] | None:
    """What a link is for, and whose it is; None when it was used, replaced or is too old."""
    with stores.records.reading() as reading:
        if ticket_of(reading, "first", link) and _nobody_leads(reading, today):
            return "first", None
        ticket = ticket_of(reading, "invite", link)
        user = reading.one("access.app_user", ticket["app_user_id"]) if ticket else None
    return ("invite", user) if user else None


def choice_problems(stores: Stores, kind: str, user: Row | None, draft: PasswordDraft) -> list[Problem]:
    """What stands in the way of choosing this password (and, for the first one, this name)."""
    username = user["username"] if user else draft.username
    found: list[Problem] = []
    if kind == "first":
        with stores.records.reading() as reading:
            taken = {row["username"] for row in reading.find("access.app_user")}
        person = PersonDraft(draft.full_name, draft.username, "leeg@example.org")
        found = person_problems(person, taken)
    return [*found, *password_problems(draft.password, draft.again, username)]


def choose_password(stores: Stores, link: str, draft: PasswordDraft, today: date) -> str | None:
    """Use a link up: the account has its password and is signed out elsewhere. The user id, or None if too late."""
    secret = hashed(draft.password, stores.settings.password_rounds)
    with stores.records.transaction() as transaction:
        if redeem(transaction, "first", link) and _nobody_leads(transaction, today):
            return _first_admin(transaction, draft, secret, today)
        ticket = redeem(transaction, "invite", link)
        if ticket is None:
            return None
        app_user_id = str(ticket["app_user_id"])
        end_sessions_of(transaction, app_user_id)
        values = {"password_hash": secret, "failed_attempts": 0, "locked_until": None}
        transaction.set("access.app_user", {"app_user_id": app_user_id}, values)
        audit_line(transaction, app_user_id, "access.password.chosen")
        return app_user_id


def _first_admin(transaction: Transaction, draft: PasswordDraft, secret: str, today: date) -> str:
    app_user_id = new_id()
    transaction.add(
        "access.app_user",
        {
            "app_user_id": app_user_id,
            "username": draft.username,
            "full_name": draft.full_name.strip(),
            "email": "",
            "password_hash": secret,
        },
    )
    grant = granted(app_user_id, RoleDraft("admin", "land", "land", today))
    transaction.add("access.role_grant", {"role_grant_id": new_id(), **grant})
    audit_line(transaction, app_user_id, "access.first_admin.chosen")
    return app_user_id
