"""What a steward decides beside the file itself: refused rows that may go, and a delivery that comes back."""

from collections.abc import Sequence

from biebwijzer.access import Workspace
from biebwijzer.intake.deciding import bare, run_of, source_of, work_again
from biebwijzer.intake.outcomes import PERMISSION, Outcome
from biebwijzer.intake.own_sources import ACTIVE, kept_texts, known_sources
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.running import acting_for, run_loader
from biebwijzer.intake.sources import Source
from biebwijzer.intake.tidying import job_folder
from biebwijzer.intake.waiting import Progress
from biebwijzer.words import mark

LONGEST_REASON = 200


def deliverable(workspace: Workspace) -> list[Source]:
    """The sources this person may deliver: references are for who works for the whole country."""
    country = workspace.scope_type == "land"
    others = {row["source_id"]: row["library_id"] for row in kept_texts(workspace.stores, status=ACTIVE)}
    return [
        one
        for one in known_sources(workspace.stores)
        if (country or (one.has_library and (one.library is None or one.library in workspace.libraries)))
        and others.get(one.source_id) in (None, *workspace.libraries)
    ]


def asks_library(workspace: Workspace, wanted: Source) -> bool:
    """Whether a delivery must say which library it is about."""
    in_file = any(one.column == "library_id" and not one.optional for one in wanted.fields)
    return wanted.has_library and not in_file and len(workspace.libraries) != 1


def drop(workspace: Workspace, refused_row_ids: Sequence[str], reason: str) -> str:
    """Let refused rows go, with why; the id of the audit line, by which it can be undone."""
    why = reason.strip()[:LONGEST_REASON]
    if not why:
        raise DeliveryRefused(mark("Schrijf op waarom deze rijen weg mogen."))
    with workspace.change("intake.refused_row.dropped", PERMISSION) as change:
        for refused_row_id in refused_row_ids:
            row = change.transaction.one("intake.refused_row", refused_row_id)
            if row is None or row["status"] != "waiting":
                raise DeliveryRefused(mark("Een van deze rijen wacht niet meer. Bekijk de lijst opnieuw."))
            change.update("intake.refused_row", refused_row_id, {"status": "dropped", "corrected_to": why})
    return change.audit_id


def restore(workspace: Workspace, run_id: str, progress: Progress | None = None) -> Outcome:
    """Put a delivery that was rolled back into force again, from the file that was kept.

    It is judged anew against what stands there now; what was refused in it waits again.
    """
    run = run_of(workspace, run_id, "rolled_back")
    stores = workspace.stores
    folder = job_folder(stores.settings, run_id)
    if not [*folder.glob("file.*"), *folder.glob("kept.csv")]:
        raise DeliveryRefused(
            mark("Het bestand {file} is niet meer bewaard. Lever het opnieuw aan."), file=run["file_name"]
        )
    acting = acting_for(workspace, run["library_id"])
    return run_loader(acting, source_of(stores, run), bare(run), "active", work_again(stores, run), progress)
