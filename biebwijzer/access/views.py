"""Saved views: how somebody looked at a page, kept as the address it has, for oneself or for the team."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from biebwijzer.access.saving import Saved, existing
from biebwijzer.access.workspace import Change, Workspace, new_id
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.warehouse import Row, now
from biebwijzer.words import mark

TABLE = "access.saved_view"
LONGEST_NAME = 80


@dataclass(frozen=True)
class Shelf:
    """The views of one page: its address, its room, and what of an address is kept; names of people never are."""

    page: str
    room: str
    parts: tuple[str, ...]

    @property
    def permission(self) -> str:
        """What one must be allowed to keep a view here."""
        return f"{self.room}.write"


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


def save(workspace: Workspace, shelf: Shelf, draft: ViewDraft, view_id: str | None = None) -> Saved:
    """Keep a view; saving the same form twice keeps one."""
    made = view_id or new_id()
    if existing(workspace, TABLE, made):
        return Saved(made)
    kept = {name: value for name, value in draft.address.items() if name in shelf.parts}
    row = {
        "app_user_id": workspace.user_id,
        "library_id": workspace.libraries[0] if len(workspace.libraries) == 1 else None,
        "page": shelf.page,
        "address": urlencode(kept),
        "saved_at": now(),
    }
    with workspace.change(f"{shelf.room}.saved_view.saved") as change:
        change.add(TABLE, {**row, **_said(workspace, draft)}, made)
    return Saved(made, change.audit_id)


def rename(workspace: Workspace, shelf: Shelf, view_id: str, draft: ViewDraft) -> Saved:
    """Another name for a view of one's own, or another circle of readers; what it shows stays."""
    with workspace.change(f"{shelf.room}.saved_view.renamed") as change:
        _own(workspace, change, shelf, view_id)
        change.update(TABLE, view_id, _said(workspace, draft))
    return Saved(view_id, change.audit_id)


def remove(workspace: Workspace, shelf: Shelf, view_id: str) -> Saved:
    """Throw away a view of one's own."""
    with workspace.change(f"{shelf.room}.saved_view.removed") as change:
        _own(workspace, change, shelf, view_id)
        change.remove(TABLE, view_id)
    return Saved(view_id, change.audit_id)


def _said(workspace: Workspace, draft: ViewDraft) -> Row:
    for problem in problems(workspace, draft):
        raise NotAllowed(problem.word, **problem.values)
    return {"name": " ".join(draft.name.split()), "is_shared": draft.is_shared}


def _own(workspace: Workspace, change: Change, shelf: Shelf, view_id: str) -> None:
    row = change.transaction.one(TABLE, view_id)
    if row is None or row["app_user_id"] != workspace.user_id or row["page"] != shelf.page:
        raise NotAllowed(mark("Alleen wie een weergave bewaarde, kan haar wijzigen of weggooien."))
