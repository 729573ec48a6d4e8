"""The floor: who works here, what they may do, and the trail of what they did."""

from biebwijzer.access.opening import libraries_of, open_workspace, operator_workspace, refreshed
from biebwijzer.access.passwords import hashed, password_problems
from biebwijzer.access.roles import Role, roles
from biebwijzer.access.sessions import Presence, end_session, find_session, open_session
from biebwijzer.access.settings_of_library import setting, thresholds
from biebwijzer.access.workspace import OPERATOR, Change, Workspace, new_id

__all__ = [
    "OPERATOR",
    "Change",
    "Presence",
    "Role",
    "Workspace",
    "end_session",
    "find_session",
    "hashed",
    "libraries_of",
    "new_id",
    "open_session",
    "open_workspace",
    "operator_workspace",
    "password_problems",
    "refreshed",
    "roles",
    "setting",
    "thresholds",
]
