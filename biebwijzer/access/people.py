"""Mensen: who has an account, which roles they have, and the links with which they choose a password."""

import re
from dataclasses import dataclass
from datetime import date

from biebwijzer.access.roles import roles
from biebwijzer.access.sessions import end_sessions_of, give_ticket
from biebwijzer.access.workspace import Workspace, new_id
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.warehouse import Row, Stores, Transaction
from biebwijzer.words import mark

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
PERMISSION = "access.people"
# Where the mail of an example account would go, when all data around it are invented.
INVENTED = "demo.invalid"


@dataclass(frozen=True)
class RoleDraft:
    """A role as somebody is about to get it."""

    role: str | None
    scope_type: str
    scope_id: str
    since: date

    @classmethod
    def at(cls, role: str | None, scope_id: str, since: date) -> "RoleDraft":
        """A role at a place known by its id alone: everywhere, or of the kind this role is given for."""
        kinds = roles()[role].scopes if role and role in roles() else ()
        kind = "land" if scope_id == "land" else next((one for one in kinds if one != "land"), "")
        return cls(role, kind, scope_id, since)


@dataclass(frozen=True)
class PersonDraft:
    """A colleague who is about to get an account."""

    full_name: str
    username: str
    email: str
    language: str = "nl"


def person_problems(draft: PersonDraft, taken: set[str]) -> list[Problem]:
    """What stands in the way of giving this colleague an account; an empty list means nothing does."""
    found = []
    if not draft.full_name.strip():
        found.append(Problem("full_name", mark("Vul een naam in.")))
    if not USERNAME.fullmatch(draft.username):
        found.append(Problem("username", mark("Gebruik kleine letters, cijfers, punt of streepje; minstens 2 tekens.")))
    elif draft.username in taken:
        found.append(Problem("username", mark("Deze gebruikersnaam bestaat al. Kies een andere.")))
    if not EMAIL.fullmatch(draft.email):
        found.append(Problem("email", mark("Dit is geen heel e-mailadres. Mist er iets achter het punt?")))
    return found


def role_problems(workspace: Workspace, draft: RoleDraft) -> list[Problem]:
    """What stands in the way of giving this role; an empty list means nothing does."""
    role = roles().get(draft.role or "")
    if role is None:
        return [Problem("role", mark("Kies een rol."))]
    if draft.scope_type not in role.scopes:
        word = mark("Deze rol kan daar niet gelden. Kies een andere plek.")
        return [Problem("scope_id", word if draft.scope_id else mark("Kies een plek."))]
    if draft.scope_type == "library" and draft.scope_id not in workspace.libraries:
        return [Problem("scope_id", mark("Je geeft alleen rollen in je eigen bibliotheek."))]
    if draft.scope_type != "library" and workspace.scope_type != "land":
        return [Problem("scope_id", mark("Je geeft alleen rollen in je eigen bibliotheek."))]
    return []


def usernames(workspace: Workspace) -> set[str]:
    """Every name that is taken."""
    workspace.require(PERMISSION)
    with workspace.stores.records.reading() as reading:
        return {row["username"] for row in reading.find("access.app_user")}


def within_reach(workspace: Workspace, transaction: Transaction, app_user_id: str) -> bool:
    """Whether this administrator may act on that account.

    Somebody who administers one library must not become, by a new link, a colleague who may do more.
    """
    if workspace.scope_type == "land":
        return True
    grants = transaction.find("access.role_grant", {"app_user_id": app_user_id})
    held = [grant for grant in grants if grant["until"] is None or grant["until"] > workspace.today] or grants
    return bool(held) and all(
        grant["scope_type"] == "library" and grant["scope_id"] in workspace.libraries for grant in held
    )


def _reach(workspace: Workspace, transaction: Transaction, app_user_id: str) -> None:
    if not within_reach(workspace, transaction, app_user_id):
        raise NotAllowed(mark("Deze collega werkt ook buiten je bibliotheek. Vraag het de landelijke beheerder."))


def everybody(workspace: Workspace) -> list[tuple[Row, list[Row]]]:
    """The accounts this administrator may act on, by name, each with the roles that are not over."""
    workspace.require_presence()
    workspace.require(PERMISSION)
    with workspace.stores.records.reading() as reading:
        users = reading.find("access.app_user")
        grants = reading.find("access.role_grant")
        mine = [user for user in users if within_reach(workspace, reading, user["app_user_id"])]
    return [
        (
            user,
            [
                grant
                for grant in sorted(grants, key=lambda one: (one["since"], one["role_grant_id"]))
                if grant["app_user_id"] == user["app_user_id"]
                and (grant["until"] is None or grant["until"] > workspace.today)
            ],
        )
        for user in sorted(mine, key=lambda one: (not one["is_active"], one["full_name"].casefold()))
    ]


def add_person(workspace: Workspace, person: PersonDraft, role: RoleDraft) -> tuple[str, str]:
    """Give a colleague an account and a role; the user id, and the secret of the link to hand over."""
    stands = [*person_problems(person, usernames(workspace)), *role_problems(workspace, role)]
    if stands:
        raise NotAllowed(stands[0].word)
    app_user_id = new_id()
    with workspace.change("access.person.added", PERMISSION) as change:
        change.subject = ("access.app_user", app_user_id)
        change.transaction.add(
            "access.app_user",
            {
                "app_user_id": app_user_id,
                "username": person.username,
                "full_name": person.full_name.strip(),
                "email": person.email,
                "language": person.language,
            },
        )
        change.add("access.role_grant", granted(app_user_id, role))
        return app_user_id, give_ticket(change.transaction, "invite", app_user_id)


def granted(app_user_id: str, role: RoleDraft) -> Row:
    """The role as a row."""
    return {
        "app_user_id": app_user_id,
        "role": role.role,
        "scope_type": role.scope_type,
        "scope_id": role.scope_id,
        "since": role.since,
        "until": None,
    }


def give_role(workspace: Workspace, app_user_id: str, role: RoleDraft) -> str:
    """Give somebody a role, from its date on."""
    stands = role_problems(workspace, role)
    if stands:
        raise NotAllowed(stands[0].word)
    with workspace.change("access.role.given", PERMISSION) as change:
        _reach(workspace, change.transaction, app_user_id)
        return change.add("access.role_grant", granted(app_user_id, role))


def end_role(workspace: Workspace, role_grant_id: str) -> None:
    """Let a role end today; whoever works in it notices at the next interaction."""
    with workspace.change("access.role.ended", PERMISSION) as change:
        grant = change.transaction.one("access.role_grant", role_grant_id)
        if grant is None:
            return
        _reach(workspace, change.transaction, grant["app_user_id"])
        if grant["app_user_id"] == workspace.user_id and grant["role"] == "admin":
            raise NotAllowed(mark("Je eigen beheerdersrol kan alleen een andere beheerder beëindigen."))
        change.update("access.role_grant", role_grant_id, {"until": workspace.today})


def block(workspace: Workspace, app_user_id: str) -> None:
    """Close an account and sign it out everywhere, now."""
    if app_user_id == workspace.user_id:
        raise NotAllowed(mark("Je kunt jezelf niet blokkeren."))
    with workspace.change("access.person.blocked", PERMISSION) as change:
        _reach(workspace, change.transaction, app_user_id)
        change.subject = ("access.app_user", app_user_id)
        change.transaction.set("access.app_user", {"app_user_id": app_user_id}, {"is_active": False})
        end_sessions_of(change.transaction, app_user_id)


def new_link(workspace: Workspace, app_user_id: str) -> str:
    """A link with which somebody chooses a new password; it opens a blocked account again."""
    with workspace.change("access.person.invited", PERMISSION) as change:
        _reach(workspace, change.transaction, app_user_id)
        change.subject = ("access.app_user", app_user_id)
        values = {"is_active": True, "failed_attempts": 0, "locked_until": None}
        change.transaction.set("access.app_user", {"app_user_id": app_user_id}, values)
        return give_ticket(change.transaction, "invite", app_user_id)


def speak(stores: Stores, app_user_id: str, language: str) -> None:
    """The language in which somebody reads the house from now on."""
    with stores.records.transaction() as transaction:
        transaction.set("access.app_user", {"app_user_id": app_user_id}, {"language": language})
