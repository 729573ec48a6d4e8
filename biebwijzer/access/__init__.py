"""The floor: who works here, what they may do, and the trail of what they did."""

from biebwijzer.access.attempts import sign_in_as
from biebwijzer.access.invitations import (
    PasswordDraft,
    choice_problems,
    choose_password,
    first_link,
    invited,
    needs_first_admin,
)
from biebwijzer.access.opening import libraries_of, open_workspace, operator_workspace, refreshed
from biebwijzer.access.passwords import hashed, password_problems
from biebwijzer.access.people import (
    PersonDraft,
    RoleDraft,
    add_person,
    block,
    end_role,
    everybody,
    give_role,
    new_link,
    person_problems,
    role_problems,
    speak,
    usernames,
)
from biebwijzer.access.roles import Role, roles
from biebwijzer.access.sessions import Presence, end_session, find_session, give_ticket, open_session, redeem
from biebwijzer.access.settings_of_library import setting, thresholds
from biebwijzer.access.workspace import OPERATOR, Change, Workspace, new_id

__all__ = [
    "OPERATOR",
    "Change",
    "PasswordDraft",
    "PersonDraft",
    "Presence",
    "Role",
    "RoleDraft",
    "Workspace",
    "add_person",
    "block",
    "choice_problems",
    "choose_password",
    "end_role",
    "end_session",
    "everybody",
    "find_session",
    "first_link",
    "give_role",
    "give_ticket",
    "hashed",
    "invited",
    "libraries_of",
    "needs_first_admin",
    "new_id",
    "new_link",
    "open_session",
    "open_workspace",
    "operator_workspace",
    "password_problems",
    "person_problems",
    "redeem",
    "refreshed",
    "role_problems",
    "roles",
    "setting",
    "sign_in_as",
    "speak",
    "thresholds",
    "usernames",
]
