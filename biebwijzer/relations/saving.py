"""What every write of this room shares: the library of what it is about, and what of a row would change."""

from typing import Any

from biebwijzer.access import Change, Workspace
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Row, Transaction
from biebwijzer.words import mark


def library_of(workspace: Workspace, change: Change, table: str, row_id: str) -> str:
    """The library a row belongs to, within a change; a row of a library elsewhere is refused."""
    row = change.transaction.one(table, row_id)
    if row is None or row["library_id"] not in workspace.libraries:
        raise NotAllowed(mark("Dit hoort bij een bibliotheek waar je niet werkt."))
    return str(row["library_id"])


def active_merge(transaction: Transaction, row_id: str) -> Row | None:
    """The merge by which this card is part of another one now."""
    rows = transaction.find("relations.card_merge", {"merged_id": row_id, "undone_at": None})
    return rows[0] if rows else None


def standing(change: Change, row_id: str | None) -> str | None:
    """The card that stands for this one: itself, or the one it was merged into while a form lay open."""
    merge = active_merge(change.transaction, row_id) if row_id else None
    return str(merge["survivor_id"]) if merge else row_id


def differences(row: Row, values: dict[str, Any]) -> dict[str, Any]:
    """The values that are not what the row already says."""
    return {column: value for column, value in values.items() if row[column] != value}
