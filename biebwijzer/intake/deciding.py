"""Deciding about a run: put a preview into force or throw it away, take a run out, make the warehouse anew."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from biebwijzer.access import Workspace, new_id
from biebwijzer.intake.contract import table_statements
from biebwijzer.intake.outcomes import PERMISSION, Outcome, drop_replaced, wait_again
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.running import acting_for, make_job, run_loader
from biebwijzer.intake.sources import Source, read_source
from biebwijzer.intake.tidying import clear_scratch, job_folder, tidy
from biebwijzer.intake.waiting import Progress, wait_for
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Row, Stores, now
from biebwijzer.words import mark


def run_of(workspace: Workspace, run_id: str, status: str) -> Row:
    """A run this person may decide about, in the state in which that can be decided."""
    workspace.require(PERMISSION)
    with workspace.stores.records.reading() as reading:
        run = reading.one("intake.run", run_id)
    library = run["library_id"] if run else None
    country = workspace.scope_type == "land"
    if run is None or not (country or library in workspace.libraries):
        raise NotAllowed(mark("Deze levering bestaat niet, of hoort niet bij jouw bibliotheek."))
    if run["status"] != status:
        raise DeliveryRefused(
            mark("Deze levering is '{status}'. Dit kan alleen met een levering die '{wanted}' is."),
            status=run["status"],
            wanted=status,
        )
    return run


def source_of(stores: Stores, run: Row) -> Source:
    """The source of a run, as it was when it was delivered."""
    folder = job_folder(stores.settings, run["run_id"])
    lists = json.loads((folder / "values.json").read_text(encoding="utf-8"))
    return read_source(run["source_id"], (folder / "source.toml").read_text(encoding="utf-8"), lists)


def activate(workspace: Workspace, run_id: str, progress: Progress | None = None) -> Outcome:
    """Put a preview into force; made on an older version than everybody sees now, it is made again first."""
    run = run_of(workspace, run_id, "preview")
    acting, stores = acting_for(workspace, run["library_id"]), workspace.stores
    if run["base_version"] != stores.version or not stores.engine.has(run["version"]):
        stores.engine.forget(run["version"])
        return run_loader(acting, source_of(stores, run), bare(run), "active", work_again(stores, run), progress)
    with stores.alone():
        with acting.change("intake.run.delivered", PERMISSION) as change:
            stores.point_to(change.transaction, run["version"])
            change.update("intake.run", run_id, {"status": "active", "activated_at": now()})
            drop_replaced(change.transaction, run)
        stores.show(run["version"])
    tidy(stores)
    return Outcome(run_id, run["source_id"], "active", run["version"], json.loads(run["report"]))


def bare(run: Row) -> Row:
    """What a run was before anything was known of it."""
    kept = (
        "run_id", "source_id", "library_id", "title_nl", "title_en", "refresh", "file_name", "file_hash",
        "source_hash", "delivered_by", "delivered_at", "part_of", "figure_standing", "published_on",
    )  # fmt: skip
    return {name: run[name] for name in kept}


def work_again(stores: Stores, run: Row) -> dict[str, Any]:
    """The details of a run's job, with the file that was kept."""
    folder = job_folder(stores.settings, run["run_id"])
    said = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    kept = ("file", "keyed", "in_utf8", "adding", "source_rows", "source_cells", "beside")
    # A job of an earlier version joined no runs by name.
    details = {name: said[name] for name in kept if name in said}
    # By name: the home may stand elsewhere now, out of a backup.
    details["file"] = str(folder / Path(said["file"]).name)
    if (folder / "kept.csv").is_file():
        details |= {"file": str(folder / "kept.csv"), "keyed": True}
    return details


def discard(workspace: Workspace, run_id: str) -> None:
    """Throw a preview away; nothing of it was ever visible."""
    run = run_of(workspace, run_id, "preview")
    acting, stores = acting_for(workspace, run["library_id"]), workspace.stores
    with acting.change("intake.run.discarded", PERMISSION) as change:
        change.update("intake.run", run_id, {"status": "discarded"})
        change.transaction.set("intake.refused_row", {"run_id": run_id}, {"status": "dropped"})
    stores.engine.forget(run["version"])
    shutil.rmtree(job_folder(stores.settings, run_id), ignore_errors=True)


def active_runs(stores: Stores) -> list[Row]:
    """The runs in force, in the order they came into force: of these the warehouse is made."""
    with stores.records.reading() as reading:
        runs = reading.find("intake.run", {"status": "active"})
    return sorted(runs, key=lambda run: (run["activated_at"], run["version"]))


def roll_back(workspace: Workspace, run_id: str) -> Outcome:
    """Take a run out, and what was put right of it: by pointing back when it was the last, else by building anew."""
    run = run_of(workspace, run_id, "active")
    stores = workspace.stores
    with stores.alone():
        taken = [one for one in active_runs(stores) if run_id in (one["run_id"], one["part_of"])]
        if len(taken) == 1 and can_point_back(stores, run):
            version = int(run["base_version"])
        else:
            names = {one["run_id"] for one in taken}
            version = build(workspace, [one for one in active_runs(stores) if one["run_id"] not in names])
        acting = acting_for(workspace, run["library_id"])
        with acting.change("intake.run.rolled_back", PERMISSION) as change:
            stores.point_to(change.transaction, version)
            for one in taken:
                change.update("intake.run", one["run_id"], {"status": "rolled_back"})
                waiting = {"run_id": one["run_id"], "status": "waiting"}
                change.transaction.set("intake.refused_row", waiting, {"status": "dropped"})
            wait_again(change.transaction, run_id)
        stores.show(version)
    tidy(stores)
    return Outcome(run_id, run["source_id"], "rolled_back", version, {})


def can_point_back(stores: Stores, run: Row) -> bool:
    """Whether the version before this run is still there and has every table of today."""
    before, engine = run["base_version"], stores.engine
    return run["version"] == stores.version and engine.has(before) and not engine.lacks(before, table_statements())


def rebuild(workspace: Workspace, progress: Progress | None = None) -> int:
    """Make the warehouse anew from the accepted rows of every run in force; the number of the new version."""
    workspace.require(PERMISSION)
    if workspace.scope_type != "land":
        raise NotAllowed(mark("Opnieuw opbouwen raakt alle bibliotheken. Vraag het je beheerder."))
    stores = workspace.stores
    with stores.alone():
        version = build(workspace, active_runs(stores), progress)
        with workspace.change("intake.warehouse.rebuilt", PERMISSION) as change:
            stores.point_to(change.transaction, version)
        stores.show(version)
    tidy(stores)
    return version


def build(workspace: Workspace, runs: Sequence[Row], progress: Progress | None = None) -> int:
    """A version of these runs only; refused when it would leave rows behind that refer to nothing."""
    stores = workspace.stores
    version = stores.engine.number()
    task = {"run_id": new_id(), "source_id": "", "library_id": None, "file_name": ""}
    job = make_job(stores, task, "build", version, {"runs": [part_of_build(stores, run) for run in runs]})
    report = wait_for(stores, job, b"", progress)
    clear_scratch(job.folder)
    shutil.rmtree(job.folder, ignore_errors=True)
    if report["outcome"] != "made":
        raise DeliveryRefused(report["sentence"], **report["values"])
    stores.engine.adopt(version, job.order, report["made"])
    return version


def part_of_build(stores: Stores, run: Row) -> dict[str, Any]:
    """One run as a loader needs it to put its rows in place again."""
    wanted = source_of(stores, run)
    accepted = job_folder(stores.settings, run["run_id"]) / "accepted.parquet"
    if not accepted.is_file():
        raise DeliveryRefused(
            mark("De goede rijen van {file} ontbreken. Zet een back-up terug."), file=run["file_name"]
        )
    return {
        "accepted": str(accepted),
        "table": wanted.delivers,
        "replaces": list(wanted.replaces),
        "source_id": run["source_id"],
        "load_run_id": run["run_id"],
        "library_id": run["library_id"],
        "adding": run["part_of"] is not None,
    }
