"""Care: who looks after a source, how it comes in, and whether it may count before anybody looked at it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from biebwijzer import clock
from biebwijzer.access import Saved, Workspace, roles
from biebwijzer.intake import inbox
from biebwijzer.intake.outcomes import PERMISSION
from biebwijzer.intake.own_sources import known_source
from biebwijzer.intake.quarantine import asks_library, deliverable
from biebwijzer.problems import BiebwijzerError, NotAllowed, Problem
from biebwijzer.settings import Settings
from biebwijzer.warehouse import Row, Stores
from biebwijzer.words import mark

# By hand, from a folder, or fetched from open data. The last only where the source says from where.
WAYS = ("hand", "inbox", "fetch")
MANNERS = ("at_once", "wait")
# A folder is looked at every minute; what is fetched comes round as often as somebody chose.
LOOKS = "every 1 minutes"
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
KIND_OF = {"inbox": "intake.inbox", "fetch": "intake.fetch"}


@dataclass(frozen=True)
class CareDraft:
    """How a source is about to be looked after."""

    source_id: str
    library: str | None
    owner: str
    way: str = "hand"
    manner: str = "wait"
    rhythm: str = "weekly mon 06:00"


def owners(workspace: Workspace, library: str | None) -> dict[str, str]:
    """Colleagues who may look after a source of this library: whoever may deliver it; id -> name."""
    workspace.require(PERMISSION)
    with workspace.stores.records.reading() as reading:
        grants = reading.find("access.role_grant", {"since <=": workspace.today})
        users = {row["app_user_id"]: row["full_name"] for row in reading.find("access.app_user", {"is_active": True})}
    able = {name for name, role in roles().items() if PERMISSION in role.permissions}
    held = [one for one in grants if one["role"] in able and (one["until"] is None or one["until"] > workspace.today)]
    found = [
        one["app_user_id"]
        for one in held
        if one["scope_type"] == "land" or (library is not None and one["scope_id"] == library)
    ]
    return {user: users[user] for user in sorted(set(found), key=lambda one: users.get(one, "")) if user in users}


def care_problems(workspace: Workspace, draft: CareDraft) -> list[Problem]:
    """What stands in the way of looking after a source like this."""
    wanted = known_source(workspace.stores, draft.source_id)
    found = []
    if asks_library(workspace, wanted) and draft.library is None:
        found.append(Problem("library", mark("**Voor welke bibliotheek is dit?** Kies er een.")))
    if draft.owner not in owners(workspace, care_library(workspace, draft)):
        found.append(Problem("owner", mark("Kies een collega die deze bron mag aanleveren.")))
    if draft.way not in WAYS or (draft.way == "fetch" and wanted.odata is None):
        found.append(Problem("way", mark("Deze bron kan zo niet binnenkomen. Kies een andere manier.")))
    if draft.manner not in MANNERS:
        found.append(Problem("manner", mark("Kies wat er met een levering gebeurt.")))
    try:
        clock.rhythm(draft.rhythm)
    except BiebwijzerError as error:
        found.append(Problem("rhythm", error.word, error.values))
    return found


def keep_care(workspace: Workspace, draft: CareDraft) -> Saved:
    """Keep who looks after a source and how it comes in; what is planned changes with it."""
    wanted = known_source(workspace.stores, draft.source_id)
    if wanted not in deliverable(workspace):
        raise NotAllowed(mark("Deze bron hoort niet bij jouw bibliotheek."))
    stands = care_problems(workspace, draft)
    if stands:
        raise NotAllowed(stands[0].word, **stands[0].values)
    library = care_library(workspace, draft)
    with workspace.change("intake.care.kept", PERMISSION) as change:
        held = change.transaction.find("intake.care", {"source_id": draft.source_id, "library_id": library})
        values = {"owner": draft.owner, "way": draft.way, "manner": draft.manner, "rhythm": draft.rhythm}
        if held:
            care_id = held[0]["care_id"]
            change.update("intake.care", care_id, values)
        else:
            fresh = {"source_id": draft.source_id, "library_id": library, "told_late_for": None, **values}
            care_id = change.add("intake.care", fresh)
        for way, kind in KIND_OF.items():
            text = None if way != draft.way else LOOKS if way == "inbox" else draft.rhythm
            clock.plan(change, kind, care_id, text, draft.owner, library)
    if draft.way == "inbox":
        make_folder(workspace.stores.settings, draft.source_id, library)
    return Saved(care_id, change.audit_id)


def care_library(workspace: Workspace, draft: CareDraft) -> str | None:
    """The library a source is looked after for; none where a file says it, or where it is about no library."""
    wanted = known_source(workspace.stores, draft.source_id)
    if not wanted.has_library:
        return None
    if workspace.scope_type != "land" and len(workspace.libraries) == 1:
        return workspace.libraries[0]
    return draft.library or wanted.library


def care_of(stores: Stores, care_id: str) -> Row:
    """How one source is looked after."""
    with stores.records.reading() as reading:
        row = reading.one("intake.care", care_id)
    if row is None:
        raise BiebwijzerError(mark("Deze bron wordt niet meer zo verzorgd."))
    return row


def folder_of(settings: Settings, source_id: str, library: str | None) -> Path:
    """The folder in which files of a source are put; one per library where the file does not say whose it is."""
    for name in (source_id, *((library,) if library else ())):
        # A library's code comes out of a file, and may not lead out of the inbox or into what stands beside it.
        if not NAME.fullmatch(name) or name in inbox.OWN:
            raise BiebwijzerError(mark("'{name}' kan geen naam van een map zijn."), name=name)
    folder = settings.home / "inbox" / source_id
    return folder / library if library else folder


def make_folder(settings: Settings, source_id: str, library: str | None) -> Path:
    """The same, made for its owner alone: whoever must put files there gets the right from who keeps the machine."""
    folder = folder_of(settings, source_id, library)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def in_force(workspace: Workspace, source_id: str) -> list[dict[str, Any]]:
    """How a source is looked after, per library one works for."""
    return workspace.ask("intake/care", source_id=source_id).rows.to_dicts()


def refresh_now(workspace: Workspace, care_id: str) -> str:
    """Let what else comes round by itself be done at once, as whoever looks after the source; the id of the work."""
    care = care_of(workspace.stores, care_id)
    if not clock.reaches(workspace, care) or care["way"] not in KIND_OF:
        raise NotAllowed(mark("Deze bron hoort niet bij jouw bibliotheek."))
    with workspace.change("intake.refresh.asked", PERMISSION) as change:
        change.subject = ("intake.care", care_id)
        return clock.ask_for(change.transaction, KIND_OF[care["way"]], care_id, care["owner"], care["library_id"])
