"""A line in the audit trail for what happens before there is a workspace: signing in, using a link."""

from biebwijzer.access.workspace import new_id
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
