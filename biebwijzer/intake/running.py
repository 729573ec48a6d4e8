"""Running a delivery: hand a loader its job, and write what came of it in one transaction of the records."""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import Any

from biebwijzer.access import Workspace, new_id
from biebwijzer.intake.contract import table_statements
from biebwijzer.intake.jobs import Job
from biebwijzer.intake.outcomes import PERMISSION, Outcome, figures, without, write_failure, write_outcome
from biebwijzer.intake.own_sources import known_source
from biebwijzer.intake.personal import library_key
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.replaying import FILE as RULES
from biebwijzer.intake.rules import RuleSet, rules_in_force
from biebwijzer.intake.sources import Source
from biebwijzer.intake.tidying import being_delivered, clear_scratch, job_folder, tidy
from biebwijzer.intake.traces import masked
from biebwijzer.intake.waiting import Progress, get_ready, wait_for
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Row, Stores, now
from biebwijzer.words import mark

NO_RULES = RuleSet()
# In bytes: a file from this size on is told from the one in force while its loader has begun already.
LARGE = 32 << 20


class InForceAlready(Exception):
    """The file that is being delivered is the last in force of its source and library."""

    def __init__(self, same: Row) -> None:
        self.same = same
        super().__init__()


def library_for(workspace: Workspace, wanted: Source, library: str | None) -> str | None:
    """The library a delivery is about; refused when whoever delivers does not work there."""
    said = library or wanted.library
    if library and wanted.library and library != wanted.library:
        raise DeliveryRefused(
            mark("Bron {source} is van bibliotheek {own}, niet van {library}."),
            source=wanted.source_id,
            own=wanted.library,
            library=library,
        )
    if workspace.scope_type == "land":
        in_file = next((one for one in wanted.fields if one.column == "library_id"), None)
        if said is None and wanted.has_library and (in_file is None or in_file.optional):
            if len(workspace.libraries) == 1:
                return workspace.libraries[0]
            if in_file is None:
                raise DeliveryRefused(mark("Zeg voor welke bibliotheek deze levering is."))
        return said
    if not wanted.has_library or (said is not None and said not in workspace.libraries):
        raise NotAllowed(mark("Deze bron hoort niet bij jouw bibliotheek."))
    if said is None and len(workspace.libraries) != 1:
        raise DeliveryRefused(mark("Zeg voor welke bibliotheek deze levering is."))
    return said or workspace.libraries[0]


def acting_for(workspace: Workspace, library: str | None) -> Workspace:
    """Whoever works for the whole country may deliver for a library that is not known yet."""
    if library is None or library in workspace.libraries or workspace.scope_type != "land":
        return workspace
    return replace(workspace, libraries=(*workspace.libraries, library))


def hash_of(path: Path) -> str:
    """The fingerprint of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def deliver(
    workspace: Workspace,
    source_id: str,
    path: Path,
    library: str | None = None,
    preview: bool = False,
    progress: Progress | None = None,
    vintage: Mapping[str, Any] | None = None,
) -> Outcome:
    """Deliver one file: its good rows become visible together, its bad rows wait with a reason.

    With `preview` the next version is made but nobody sees it until `activate`. `vintage` says how final the figures
    are and when they were published, where whoever made the file says so.
    """
    workspace.require(PERMISSION)
    wanted = known_source(workspace.stores, source_id)
    if not any(fnmatch(path.name.lower(), pattern.lower()) for pattern in wanted.accepts):
        raise DeliveryRefused(
            mark("Bron {source} verwacht {accepts}, geen {name}."),
            source=source_id,
            accepts=", ".join(wanted.accepts),
            name=path.name,
        )
    about = library_for(workspace, wanted, library)
    return start(workspace, wanted, path, about, preview=preview, progress=progress, vintage=vintage)


def start(
    workspace: Workspace,
    wanted: Source,
    path: Path,
    library: str | None,
    preview: bool = False,
    part_of: str | None = None,
    details: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    vintage: Mapping[str, Any] | None = None,
) -> Outcome:
    """Make the run, unless the same file is in force already."""
    # It gets ready while the file is read through and copied.
    get_ready()
    acting = acting_for(workspace, library)
    # Rows put right by hand stay as they were put right.
    rules = NO_RULES if part_of else rules_in_force(acting.stores, wanted.source_id, library)
    run = new_run(acting, wanted, path, library, part_of, rules) | dict(vintage or {})
    with being_delivered(run["run_id"]):
        try:
            large = path.stat().st_size >= LARGE
            if not large:
                note_fingerprint(acting.stores, run, path)
            file = fill_folder(
                job_folder(acting.stores.settings, run["run_id"]), wanted, rules, path, whole=bool(part_of)
            )
            said = {"file": str(file), **(details or {})}
            meanwhile = partial(note_fingerprint, acting.stores, run, file) if large else None
            return run_loader(acting, wanted, run, "preview" if preview else "active", said, progress, meanwhile)
        except InForceAlready as found:
            return write_unchanged(acting, run, found.same)


def fill_folder(folder: Path, wanted: Source, rules: RuleSet, path: Path, whole: bool) -> Path:
    """Make the job folder of a delivery, with all that must be as it was; the file that is to be loaded.

    A file that may hold more than is asked for is not copied there unless the `whole` of it is ours: the loader keeps
    only what it made of it.
    """
    folder.mkdir(parents=True, mode=0o700)
    (folder / "source.toml").write_text(wanted.text, encoding="utf-8")
    (folder / "values.json").write_text(json.dumps(wanted.lists, ensure_ascii=False), encoding="utf-8")
    (folder / RULES).write_text(rules.text, encoding="utf-8")
    if wanted.kept_in_part and not whole:
        return path.resolve()
    kept = folder / f"file{path.suffix.lower()}"
    shutil.copyfile(path, kept)
    return kept


def note_fingerprint(stores: Stores, run: Row, file: Path) -> None:
    """Write the fingerprint of the file in its run; raises InForceAlready when the same file is."""
    run["file_hash"] = hash_of(file)
    same = None if run["part_of"] else in_force_already(stores, run)
    if same is not None:
        raise InForceAlready(same)


def new_run(
    workspace: Workspace,
    wanted: Source,
    path: Path,
    library: str | None,
    part_of: str | None,
    rules: RuleSet = NO_RULES,
) -> Row:
    """The row of a run before anything is known of it."""
    return {
        "run_id": new_id(),
        "source_id": wanted.source_id,
        "library_id": library,
        "title_nl": wanted.title["nl"],
        "title_en": wanted.title["en"],
        "refresh": wanted.refresh,
        "file_name": masked(path.name),
        "source_hash": rules.joined_to(wanted.hash),
        "delivered_by": workspace.user_id,
        "delivered_at": now(),
        "part_of": part_of,
    }


def in_force_already(stores: Stores, run: Row) -> Row | None:
    """The run of this same file, if it is the last in force of its source and library."""
    with stores.records.reading() as reading:
        active = reading.find(
            "intake.run",
            {"source_id": run["source_id"], "library_id": run["library_id"], "status": "active", "part_of": None},
            newest="activated_at",
            most=1,
        )
    if active and all(active[0][key] == run[key] for key in ("file_hash", "source_hash")):
        return active[0]
    return None


def write_unchanged(workspace: Workspace, run: Row, same: Row) -> Outcome:
    """Say that this file is in force already, and since when."""
    sentence = mark("Dit bestand is al geladen op {moment}. Er is niets veranderd.")
    values = {"moment": same["delivered_at"].isoformat(timespec="minutes")}
    row = {
        **run,
        "status": "unchanged",
        "same_as": same["run_id"],
        "version": same["version"],
        "sentence": sentence,
        "sentence_values": json.dumps(values),
        "report": "{}",
    }
    with workspace.change("intake.run.unchanged", PERMISSION) as change:
        change.add("intake.run", without(row, "run_id"), run["run_id"])
    return Outcome(run["run_id"], run["source_id"], "unchanged", same["version"], {}, sentence, values)


def make_job(stores: Stores, run: Row, task: str, version: int, details: Mapping[str, Any]) -> Job:
    """The job of a run on the version that is current now."""
    settings = stores.settings
    folder = job_folder(settings, run["run_id"])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    job = Job(
        folder=folder,
        run_id=run["run_id"],
        task=task,
        order=stores.engine.order(version, stores.version, run["run_id"]),
        memory_limit=settings.loader_memory,
        threads=settings.threads,
        source_id=run["source_id"],
        library=run["library_id"],
        file_name=run["file_name"],
        **without(details, "corrected"),
    )
    job.write()
    job.write_tables(table_statements())
    return job


def run_loader(
    workspace: Workspace,
    wanted: Source,
    run: Row,
    status: str,
    details: Mapping[str, Any],
    progress: Progress | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Outcome:
    """Let a loader work and write its outcome; nothing is visible before that is on disk.

    `meanwhile` is done while the loader begins; what it raises stops the loader.
    """
    stores = workspace.stores
    with stores.alone():
        version = stores.engine.number()
        job = make_job(stores, run, "load", version, {**details, "preview": status == "preview"})
        key = (
            library_key(stores.settings, run["library_id"])
            if wanted.holds_member_numbers and run["library_id"]
            else b""
        )
        try:
            report = wait_for(stores, job, key, progress, meanwhile)
        except BaseException:
            forget(stores, job)
            raise
        clear_scratch(job.folder)
        forget_origin(job)
        if report["outcome"] != "made":
            return write_failure(workspace, run, report)
        stores.engine.adopt(version, job.order, report["made"])
        row = {**run, **figures(report), "status": status, "base_version": stores.version, "version": version}
        write_outcome(workspace, row, report, job, details)
        if status == "active":
            stores.show(version)
    tidy(stores)
    return Outcome(run["run_id"], run["source_id"], status, version, report)


def forget(stores: Stores, job: Job) -> None:
    """Remove what a loader that was stopped left behind; what an earlier load of the same run kept stays."""
    with stores.records.reading() as reading:
        known = reading.one("intake.run", job.run_id) is not None
    if known:
        clear_scratch(job.folder)
    else:
        shutil.rmtree(job.folder, ignore_errors=True)


def forget_origin(job: Job) -> None:
    """Leave no trace of where a file that was not copied stood, and of what it was called there."""
    if Path(job.file).parent != job.folder and job.file:
        replace(job, file=str(job.folder / "kept.csv")).write()
