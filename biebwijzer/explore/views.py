"""Saved views: how somebody looked at a measure, kept as the address it has, for oneself or for the team."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from biebwijzer.access import Workspace
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.warehouse import now
from biebwijzer.words import mark

TABLE = "explore.saved_view"
LONGEST_NAME = 80
# What an address of Verkennen is made of; anything else in it is not kept.
ADDRESS = ("maat", "splits", "en", "alleen", "vestiging", "vanaf", "tot", "wanneer", "naast")


@dataclass(frozen=True)
class ViewDraft:
    """A view somebody wants to keep."""

    name: str
    address: Mapping[str, str]
    is_shared: bool = False


def problems(workspace: Workspace, draft: ViewDraft) -> list[Problem]:
    """What stands in the way of keeping it."""
    name, found = draft.name.strip(), []
    if not name:
        found.append(Problem("name", mark("**Hoe heet deze weergave?** Geef haar een naam.")))
    if len(name) > LONGEST_NAME:
        found.append(Problem("name", mark("**Deze naam is te lang.** Houd het bij 80 tekens.")))
    if draft.is_shared and len(workspace.libraries) != 1:
        found.append(Problem("is_shared", mark("**Je werkt voor meer bibliotheken.** Bewaar haar voor jezelf.")))
    return found


def save(workspace: Workspace, draft: ViewDraft, view_id: str | None = None) -> str:
    """Keep a view; the id of the act, with which it can be undone."""
    kept = {name: value for name, value in draft.address.items() if name in ADDRESS}
    row = {
        "app_user_id": workspace.user_id,
        "library_id": workspace.libraries[0] if len(workspace.libraries) == 1 else None,
        "name": " ".join(draft.name.split()),
        "address": urlencode(kept),
        "is_shared": draft.is_shared,
        "saved_at": now(),
    }
    with workspace.change("explore.saved_view.saved") as change:
        change.add(TABLE, row, view_id)
    return change.audit_id


def remove(workspace: Workspace, view_id: str) -> str:
    """Throw away a view of one's own; the id of the act, with which it can be undone."""
    with workspace.change("explore.saved_view.removed") as change:
        row = change.transaction.one(TABLE, view_id)
        if row is None or row["app_user_id"] != workspace.user_id:
            raise NotAllowed(mark("Alleen wie een weergave bewaarde, kan haar weggooien."))
        change.remove(TABLE, view_id)
    return change.audit_id
