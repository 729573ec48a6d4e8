"""What intake lets the clock do: look in the inbox of a source, fetch open data, and say which source is late."""

import shutil
from collections.abc import Mapping
from typing import Any

from biebwijzer import clock
from biebwijzer.access import Workspace
from biebwijzer.access.keeping import PERMISSION as MAY_KEEP
from biebwijzer.intake import inbox, keeping, open_data
from biebwijzer.intake.care import care_of, folder_of
from biebwijzer.intake.late import tell_if_late
from biebwijzer.intake.outcomes import PERMISSION
from biebwijzer.intake.own_sources import known_source
from biebwijzer.intake.refreshing import Refreshed, delivered, letter
from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import Words, mark

STOPPED = mark("Een collega heeft het laden gestopt.")


def something_there(workspace: Workspace, target: str, arguments: Mapping[str, Any]) -> bool:
    """Whether a file waits in this inbox."""
    try:
        care = care_of(workspace.stores, target)
    except BiebwijzerError:
        return False
    return bool(inbox.waiting(folder_of(workspace.stores.settings, care["source_id"], care["library_id"])))


def look_in_inbox(workspace: Workspace, work: clock.Work) -> clock.Done:
    """Deliver every file that waits, one after the other, and put each away with what became of it."""
    care = care_of(workspace.stores, work.target)
    settings = workspace.stores.settings
    folder = folder_of(settings, care["source_id"], care["library_id"])
    came: list[Refreshed] = []
    for path in inbox.taken(folder):
        try:
            one = delivered(workspace, work, care, path)
        except clock.StopAsked:
            # Left where it is, it would be delivered again a minute later.
            put_away(workspace, care, path, Refreshed(path.name, "failed", {}, STOPPED))
            raise
        put_away(workspace, care, path, one)
        came.append(one)
    return told(workspace, care, came)


def put_away(workspace: Workspace, care: Mapping[str, Any], path: Any, one: Refreshed) -> None:
    """A file with member numbers is not kept once it was loaded: what was made of it is."""
    keep = one.is_refused or not known_source(workspace.stores, care["source_id"]).holds_member_numbers
    words = Words(workspace.stores.settings.language)
    said = one.said(words)
    if not keep:
        gone = words("Het bestand zelf is verwijderd, want er stonden lidnummers of geboortedatums in.")
        said = f"{said}\n{gone}"
    inbox.put_away(path, "refused" if one.is_refused else "done", said, keep)


def told(workspace: Workspace, care: Any, came: list[Refreshed]) -> clock.Done:
    """How the work ended, with the letter to whoever looks after the source."""
    refused = sum(one.is_refused for one in came)
    values = {"files": len(came), "refused": refused}
    found = letter(workspace, care, came)
    return clock.Done(
        mark("Bestanden bekeken: {files}, geweigerd: {refused}."), values, (found,) if found is not None else ()
    )


def fetch_table(workspace: Workspace, work: clock.Work) -> clock.Done:
    """Fetch a table of open data and deliver it like a file; the file itself is gone afterwards."""
    care = care_of(workspace.stores, work.target)
    settings = workspace.stores.settings
    folder = settings.home / "fetched" / care["care_id"]
    try:
        path, vintage = open_data.fetch(
            known_source(workspace.stores, care["source_id"]), settings.open_data, folder, work.tell
        )
        return told(workspace, care, [delivered(workspace, work, care, path, vintage)])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tidy_inboxes(workspace: Workspace, work: clock.Work) -> clock.Done:
    """Remove what was put away in any inbox as long ago as a delivered file may be kept, also where nothing comes."""
    settings = workspace.stores.settings
    for folder in {path.parent for name in ("done", "refused") for path in (settings.home / "inbox").rglob(name)}:
        work.tell()
        inbox.tidy_folder(folder, settings.raw_file_days)
    return clock.Done(mark("Oude bestanden in de mappen zijn opgeruimd."))


def say_what_is_late(workspace: Workspace, work: clock.Work) -> clock.Done:
    """Write to whoever looks after a source that is late, once per period that was missed."""
    with workspace.stores.records.reading() as reading:
        every = reading.find("intake.care")
    late = [care for care in every if tell_if_late(workspace, care, clock.day_of(work.moment))]
    return clock.Done(mark("Te laat gemeld: {n}."), {"n": len(late)})


def kept_long_enough(workspace: Workspace, target: str, arguments: Mapping[str, Any]) -> bool:
    """Whether there is anything to let go of."""
    return any(found.rows for found in keeping.look(workspace))


def keep_no_longer(workspace: Workspace, work: clock.Work) -> clock.Done:
    """Let go of what was kept as long as it may be; the evidence stands under Bewaren like that of a colleague."""
    told = keeping.keep(workspace, progress=lambda told: work.tell(told.percent, told.step))
    return clock.Done(mark("Opgeruimd volgens de bewaartermijnen: {n}."), {"n": sum(found.rows for found in told)})


KINDS = (
    clock.Kind(
        "intake.inbox",
        mark("Bestanden uit een map laden"),
        PERMISSION,
        look_in_inbox,
        has_work=something_there,
    ),
    clock.Kind("intake.fetch", mark("Open data ophalen"), PERMISSION, fetch_table),
    clock.Kind("intake.tidying", mark("Mappen opruimen"), PERMISSION, tidy_inboxes, standing="daily 03:40"),
    clock.Kind(
        "intake.keeping",
        mark("Bewaartermijnen toepassen"),
        MAY_KEEP,
        keep_no_longer,
        has_work=kept_long_enough,
        standing="daily 04:10",
    ),
    clock.Kind("intake.late", mark("Nagaan wat te laat is"), PERMISSION, say_what_is_late, standing="daily 07:00"),
)
