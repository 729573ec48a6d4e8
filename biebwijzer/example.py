"""The example home: the open data of Newcastle Libraries, and an account for every role to look around with.

Accounts exist with example data only, and get fresh passwords at every start: none is ever known beforehand.
"""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime

from biebwijzer import intake
from biebwijzer.access import Workspace, operator_workspace, refreshed, roles
from biebwijzer.access.passwords import hashed
from biebwijzer.access.sessions import end_sessions_of
from biebwijzer.problems import BiebwijzerError
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Asking, Row, Stores
from biebwijzer.words import Words
from biebwijzer.words.speaking import CLOCK

FOLDER = ROOT / "examples" / "newcastle"
LIBRARY = "newcastle"
# What is referred to comes before what refers to it.
FILES = {
    "newcastle_library": "library.csv",
    "newcastle_branches": "branches.csv",
    "newcastle_closures": "closures.csv",
    "newcastle_opening_hours": "opening-hours.csv",
    "newcastle_visits": "2008-onwards-monthly-visits.csv",
    "newcastle_loans": "2008-onwards-monthly-issues-by-branch.csv",
    "newcastle_members": "active-members-branch-postcode-2016-04-06.csv",
}
# Which role has which scope in the example; one account each.
ACCOUNTS = {
    "coordinator": ("library", LIBRARY),
    "manager": ("library", LIBRARY),
    "data_steward": ("land", "land"),
    "staff": ("library", LIBRARY),
    "kb_reader": ("land", "land"),
    "admin": ("land", "land"),
}


class ExampleBroken(BiebwijzerError):
    """The example data could not be loaded."""


def prepare(stores: Stores, asking: Asking, words: Words, data: str, note: Callable[[str], None]) -> list[str]:
    """Fill an empty home if that was asked; the lines that say how one comes in with an example account."""
    workspace = operator_workspace(stores, asking, datetime.now(CLOCK).date(), words.language)
    if data == "newcastle" and not people_in(stores) and not holds_other_data(stores):
        load(workspace, note)
        make_accounts(refreshed(workspace))
    examples = [user for user in people_in(stores) if user["is_demo"] and user["is_active"]]
    return account_lines(words, fresh_passwords(workspace, examples)) if examples else []


def people_in(stores: Stores) -> list[Row]:
    """Everybody with an account."""
    with stores.records.reading() as reading:
        return reading.find("access.app_user")


def holds_other_data(stores: Stores) -> bool:
    """Whether something else than this example was ever delivered here; then it is left alone."""
    with stores.records.reading() as reading:
        return any(run["source_id"] not in FILES for run in reading.find("intake.run"))


def load(workspace: Workspace, note: Callable[[str], None]) -> None:
    """Deliver the files of Newcastle as a steward would; what was loaded before an interruption stays as it is."""
    words = workspace.words
    for source_id, name in FILES.items():
        came = intake.deliver(refreshed(workspace), source_id, FOLDER / name)
        if came.status == "failed":
            raise ExampleBroken(str(came.sentence), **dict(came.values or {}))
        note(
            words(
                "{title}: {accepted} rijen geladen, {refused} wachten.",
                title=words.either(intake.source(source_id).title),
                accepted=words.number(came.accepted),
                refused=words.number(came.refused),
            )
        )


def make_accounts(workspace: Workspace) -> None:
    """One account per role, marked as an example; its password is made at the start."""
    with workspace.change("access.app_user.example_made", "access.people") as change:
        for role, (scope_type, scope_id) in ACCOUNTS.items():
            title = workspace.words.either(roles()[role].title)
            user = {
                "username": role.replace("_", "-"),
                "full_name": workspace.words("Voorbeeld ({role})", role=title),
                "email": f"{role.replace('_', '-')}@voorbeeld.invalid",
                "language": workspace.words.language,
                "is_demo": True,
            }
            made = change.add("access.app_user", user)
            granted = {"app_user_id": made, "role": role, "scope_type": scope_type, "scope_id": scope_id}
            change.add("access.role_grant", {**granted, "since": workspace.today, "until": None})


def fresh_passwords(workspace: Workspace, users: Sequence[Row]) -> list[tuple[str, str]]:
    """Username and new password of every example account; whoever was signed in with the old one is out."""
    made = []
    rounds = workspace.stores.settings.password_rounds
    with workspace.stores.records.transaction() as transaction:
        for user in sorted(users, key=lambda one: list(ACCOUNTS).index(one["username"].replace("-", "_"))):
            password = "-".join(secrets.token_hex(2) for _ in range(4))
            values = {"password_hash": hashed(password, rounds), "failed_attempts": 0, "locked_until": None}
            transaction.set("access.app_user", {"app_user_id": user["app_user_id"]}, values)
            end_sessions_of(transaction, user["app_user_id"])
            made.append((user["username"], password))
    return made


def account_lines(words: Words, accounts: Sequence[tuple[str, str]]) -> list[str]:
    """How one comes in, one line per account."""
    width = max(len(username) for username, _ in accounts)
    return [
        words("Voorbeeldaccounts, met wachtwoorden voor deze keer:"),
        *(f"  {username.ljust(width)}  {password}" for username, password in accounts),
    ]
