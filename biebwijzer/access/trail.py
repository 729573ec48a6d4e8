"""Lines in the audit trail: one for what happens before there is a workspace, and what one did oneself."""

from biebwijzer.access.workspace import Workspace, new_id
from biebwijzer.warehouse import Transaction, now


def audit_line(transaction: Transaction, app_user_id: str, action: str) -> None:
    """Somebody did this to their own account."""
    transaction.add(
        "access.audit",
        {
            "audit_id": new_id(),
            "happened_at": now(),
            "app_user_id": app_user_id,
            "action": action,
            "library_id": None,
            "subject_table": "access.app_user",
            "subject_id": app_user_id,
            "undoes": None,
            "undone_by": None,
        },
    )


def own_act(workspace: Workspace, audit_id: str) -> str | None:
    """What one did oneself under this line; nothing about acts of others."""
    workspace.require_presence()
    with workspace.stores.records.reading() as reading:
        line = reading.one("access.audit", audit_id)
    return str(line["action"]) if line and line["app_user_id"] == workspace.user_id else None
