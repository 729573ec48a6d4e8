"""What every write shares: in which library it belongs, and what comes back when it is on disk."""

from dataclasses import dataclass

from biebwijzer.access.workspace import Workspace
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.warehouse import Row
from biebwijzer.words import mark


@dataclass(frozen=True)
class Saved:
    """A row that is on disk, and the line in the audit trail with which it can be taken back."""

    row_id: str
    audit_id: str | None = None


def library_problems(workspace: Workspace, chosen: str | None) -> list[Problem]:
    """Whether it is known for which library something new is; who works for one has nothing to choose."""
    if not workspace.libraries:
        return [Problem("form", mark("Er is nog geen bibliotheek. Een beheerder voegt er een toe bij Instellingen."))]
    if len(workspace.libraries) > 1 and chosen not in workspace.libraries:
        return [Problem("library_id", mark("**Voor welke bibliotheek is dit?** Kies er een."))]
    return []


def own_library(workspace: Workspace, chosen: str | None = None) -> str:
    """The library something new belongs to: the only one somebody works for, or the one that was chosen."""
    if library_problems(workspace, chosen):
        raise NotAllowed(mark("Kies eerst voor welke bibliotheek je werkt."))
    return workspace.libraries[0] if len(workspace.libraries) == 1 else str(chosen)


def existing(workspace: Workspace, table: str, row_id: str) -> Row | None:
    """A row as it stands now, when it belongs to a library one works for."""
    workspace.require_presence()
    with workspace.stores.records.reading() as reading:
        row = reading.one(table, row_id)
    return row if row is not None and row["library_id"] in workspace.libraries else None


def filled(text: str | None) -> str | None:
    """A text without spaces around it; nothing at all is None."""
    return (text or "").strip() or None
