"""The floor: who works here, what they may do, and the trail of what they did."""

from biebwijzer.access.acts import said
from biebwijzer.access.attempts import sign_in_as
from biebwijzer.access.invitations import (
    PasswordDraft,
    choice_problems,
    choose_password,
    first_link,
    invited,
    needs_first_admin,
)
from biebwijzer.access.logos import logo_problems, own_logo, remove_logo, set_logo
from biebwijzer.access.opening import libraries_of, open_workspace, operator_workspace, refreshed
from biebwijzer.access.passwords import hashed, password_problems
from biebwijzer.access.people import (
    INVENTED,
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
from biebwijzer.access.places import library_names, place_of, places
from biebwijzer.access.roles import Role, roles
from biebwijzer.access.saving import Saved, existing, filled, library_problems, own_library
from biebwijzer.access.sessions import Presence, end_session, find_session, give_ticket, open_session, redeem
from biebwijzer.access.settings_of_library import keep_settings, setting, setting_problems, thresholds, write_settings
from biebwijzer.access.trail import own_act
from biebwijzer.access.workspace import OPERATOR, Change, Workspace, new_id
from biebwijzer.warehouse import Thresholds

__all__ = [
    "INVENTED",
    "OPERATOR",
    "Change",
    "PasswordDraft",
    "PersonDraft",
    "Presence",
    "Role",
    "RoleDraft",
    "Saved",
    "Thresholds",
    "Workspace",
    "add_person",
    "block",
    "choice_problems",
    "choose_password",
    "end_role",
    "end_session",
    "everybody",
    "existing",
    "filled",
    "find_session",
    "first_link",
    "give_role",
    "give_ticket",
    "hashed",
    "invited",
    "keep_settings",
    "libraries_of",
    "library_names",
    "library_problems",
    "logo_problems",
    "needs_first_admin",
    "new_id",
    "new_link",
    "open_session",
    "open_workspace",
    "operator_workspace",
    "own_act",
    "own_library",
    "own_logo",
    "password_problems",
    "person_problems",
    "place_of",
    "places",
    "redeem",
    "refreshed",
    "remove_logo",
    "role_problems",
    "roles",
    "said",
    "set_logo",
    "setting",
    "setting_problems",
    "sign_in_as",
    "speak",
    "thresholds",
    "usernames",
    "write_settings",
]
