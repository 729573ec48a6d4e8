"""What can be shown of the groups: for which months, and for which part of what one works for."""

from dataclasses import dataclass
from datetime import date

from biebwijzer.access import Workspace


@dataclass(frozen=True)
class Known:
    """The months for which groups are known, the latest first, and whether free accounts are among the persons."""

    months: tuple[date, ...]
    # Of these every library of the scope is there.
    complete: tuple[date, ...]
    has_accounts: bool


def place_of(workspace: Workspace) -> dict[str, object]:
    """One's own library; who works for more sees the widest scope there is."""
    return {"library_id": workspace.scope_id if workspace.scope_type == "library" else None}


def known_months(workspace: Workspace) -> Known:
    """For which months there are groups; none where only a list of members was delivered."""
    answer = workspace.ask("segments/months", **place_of(workspace))

    def known() -> Known:
        rows = answer.rows
        complete = tuple(rows.filter(rows["is_complete"])["month"])
        return Known(tuple(rows["month"]), complete, bool(rows["has_accounts"].any()))

    return answer.once("known", known)
