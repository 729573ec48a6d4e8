"""The example homes: the invented province or the open data of Newcastle, and an account per role to look around with.

Accounts exist with example data only, and get fresh passwords at every start: none is ever known beforehand.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from biebwijzer import demo, intake
from biebwijzer.access import INVENTED, Workspace, open_workspace, operator_workspace, refreshed, roles
from biebwijzer.access.passwords import hashed
from biebwijzer.access.sessions import end_sessions_of
from biebwijzer.problems import BiebwijzerError
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Asking, Row, Stores
from biebwijzer.words import Words, mark
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
DEMO_LIBRARY = "vaartstreek"
Note = Callable[[str], None]


@dataclass(frozen=True)
class Example:
    """One example home: what fills it, the sources that brings, which role has which scope, and what she typed.

    What fills it tells which numbers of members she knows; they are kept nowhere.
    """

    fill: Callable[[Workspace, Note], dict[str, str]]
    sources: frozenset[str]
    accounts: Mapping[str, tuple[str, str]]
    typed: Callable[[Workspace, dict[str, str]], None] | None = None
    domain: str = "voorbeeld.invalid"


def accounts_at(library: str) -> dict[str, tuple[str, str]]:
    """One account per role: those of a library there, the others for the whole country."""
    return {
        "coordinator": ("library", library),
        "manager": ("library", library),
        "data_steward": ("land", "land"),
        "staff": ("library", library),
        "kb_reader": ("land", "land"),
        "admin": ("land", "land"),
    }


class ExampleBroken(BiebwijzerError):
    """The example data could not be loaded."""


def prepare(stores: Stores, asking: Asking, words: Words, data: str, note: Note) -> list[str]:
    """Fill an empty home if that was asked; the lines that say how one comes in with an example account."""
    workspace = operator_workspace(stores, asking, datetime.now(CLOCK).date(), words.language)
    wanted = EXAMPLES.get(data)
    if wanted and not people_in(stores) and not holds_other_data(stores, wanted):
        cards = wanted.fill(workspace, note)
        make_accounts(refreshed(workspace), wanted)
        if wanted.typed:
            wanted.typed(coordinator(workspace), cards)
    examples = [user for user in people_in(stores) if user["is_demo"] and user["is_active"]]
    return account_lines(words, fresh_passwords(workspace, examples)) if examples else []


def people_in(stores: Stores) -> list[Row]:
    """Everybody with an account."""
    with stores.records.reading() as reading:
        return reading.find("access.app_user")


def holds_other_data(stores: Stores, wanted: Example) -> bool:
    """Whether something else than this example was ever delivered here; then it is left alone."""
    with stores.records.reading() as reading:
        return any(run["source_id"] not in wanted.sources for run in reading.find("intake.run"))


def load(workspace: Workspace, note: Note) -> None:
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


def load_open_data(workspace: Workspace, note: Note) -> dict[str, str]:
    """Deliver the files of Newcastle, in which nobody can be followed."""
    load(workspace, note)
    return {}


def make_and_load(workspace: Workspace, note: Note) -> dict[str, str]:
    """Make the small invented province until the end of last month, and deliver its files."""
    world = demo.world_for(demo.scale_named("small"), demo.last_full_month(workspace.today))
    with TemporaryDirectory(prefix="biebwijzer-") as folder:
        note(workspace.words(mark("Een verzonnen provincie maken…")))
        demo.make(world, Path(folder), demo.SEED, lambda line: None)
        demo.load(workspace, Path(folder), note)
        cards = demo.cards_to_link(Path(folder), DEMO_LIBRARY)
    demo.promise(refreshed(workspace))
    return cards


EXAMPLES = {
    "demo": Example(
        make_and_load,
        frozenset(demo.SOURCES),
        {**accounts_at(DEMO_LIBRARY), "poi_adviser": ("poi", demo.POI)},
        demo.type_in,
        INVENTED,
    ),
    "newcastle": Example(load_open_data, frozenset(FILES), accounts_at(LIBRARY)),
}


def make_accounts(workspace: Workspace, wanted: Example) -> None:
    """One account per role, marked as an example; its password is made at the start."""
    with workspace.change("access.app_user.example_made", "access.people") as change:
        for role, (scope_type, scope_id) in wanted.accounts.items():
            title = workspace.words.either(roles()[role].title)
            user = {
                "username": role.replace("_", "-"),
                "full_name": workspace.words("Voorbeeld ({role})", role=title),
                "email": f"{role.replace('_', '-')}@{wanted.domain}",
                "language": workspace.words.language,
                "is_demo": True,
            }
            made = change.add("access.app_user", user)
            granted = {"app_user_id": made, "role": role, "scope_type": scope_type, "scope_id": scope_id}
            change.add("access.role_grant", {**granted, "since": workspace.today, "until": None})


def coordinator(workspace: Workspace) -> Workspace:
    """The workspace of the example account that knows people by name."""
    with workspace.stores.records.reading() as reading:
        user = reading.find("access.app_user", {"username": "coordinator"})[0]
        grant = reading.find("access.role_grant", {"app_user_id": user["app_user_id"]})[0]
    return open_workspace(workspace.stores, workspace.asking, user, grant, workspace.today)


def fresh_passwords(workspace: Workspace, users: Sequence[Row]) -> list[tuple[str, str]]:
    """Username and new password of every example account; whoever was signed in with the old one is out."""
    made = []
    rounds = workspace.stores.settings.password_rounds
    with workspace.stores.records.transaction() as transaction:
        for user in sorted(users, key=lambda one: list(roles()).index(one["username"].replace("-", "_"))):
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
