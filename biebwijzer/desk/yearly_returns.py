"""What was stated of whole years, beside each other; nothing where nobody stated anything."""

from biebwijzer import usage
from biebwijzer.access import Workspace
from biebwijzer.desk.frame import pair
from biebwijzer.desk.show import show


def yearly_returns(workspace: Workspace) -> None:
    """Active users and loans per year, as libraries stated them."""
    users = workspace.ask("usage/active_users")
    if users.is_empty():
        return
    left, right = pair()
    with left:
        show(workspace, usage.ACTIVE_USERS, users)
    with right:
        show(workspace, usage.STATED_LOANS, workspace.ask("usage/stated_loans"))
