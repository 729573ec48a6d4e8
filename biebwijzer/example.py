"""The example home: the open data of Newcastle Libraries, and an account for every role to look around with.

Accounts exist with example data only, and get fresh passwords at every start: none is ever known beforehand.
"""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path

from biebwijzer import intake
from biebwijzer.access import Workspace, operator_workspace, refreshed, roles
from biebwijzer.access.passwords import hashed
from biebwijzer.access.sessions import end_sessions_of
from biebwijzer.intake.contract import contracts
from biebwijzer.problems import BiebwijzerError
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Asking, Row, Stores
from biebwijzer.words import Words
from biebwijzer.words.speaking import CLOCK

FOLDER = ROOT / "examples" / "newcastle"
LIBRARY = "newcastle"
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
    if data == "newcastle" and not people_in(stores) and not has_deliveries(stores):
        load(workspace, note)
        make_accounts(refreshed(workspace))
    examples = [user for user in people_in(stores) if user["is_demo"] and user["is_active"]]
    return account_lines(words, fresh_passwords(workspace, examples)) if examples else []


def people_in(stores: Stores) -> list[Row]:
    """Everybody with an account."""
    with stores.records.reading() as reading:
        return reading.find("access.app_user")


def has_deliveries(stores: Stores) -> bool:
    """Whether anything was ever delivered here."""
    with stores.records.reading() as reading:
        return bool(reading.find("intake.run", most=1))


def files_in_order(folder: Path = FOLDER, kind: str = LIBRARY) -> list[tuple[str, Path]]:
    """Source and file of every delivery, what is referred to before what refers to it."""
    known = list(contracts())
    named = [one for one in intake.sources() if one.source_id.startswith(f"{kind}_")]
    return [
        (one.source_id, path)
        for one in sorted(named, key=lambda one: (known.index(one.delivers), one.source_id))
        for path in sorted(folder.iterdir())
        if any(fnmatch(path.name.lower(), pattern.lower()) for pattern in one.accepts)
    ]


def load(workspace: Workspace, note: Callable[[str], None]) -> None:
    """Deliver the files of Newcastle as a steward would."""
    words = workspace.words
    for source_id, path in files_in_order():
        came = intake.deliver(refreshed(workspace), source_id, path)
        if came.sentence is not None:
            raise ExampleBroken(came.sentence, **dict(came.values or {}))
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
