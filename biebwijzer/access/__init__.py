"""The floor: who works here, what they may do, and the trail of what they did."""

from biebwijzer.access.opening import libraries_of, open_workspace, operator_workspace, refreshed
from biebwijzer.access.roles import Role, roles
from biebwijzer.access.settings_of_library import setting, thresholds
from biebwijzer.access.workspace import OPERATOR, Change, Workspace, new_id

__all__ = [
    "OPERATOR",
    "Change",
    "Role",
    "Workspace",
    "libraries_of",
    "new_id",
    "open_workspace",
    "operator_workspace",
    "refreshed",
    "roles",
    "setting",
    "thresholds",
]
