"""Keeping deliveries: files as they came, the text of refused rows, and whom one may follow; with evidence of each.

A person is let go of in every accepted row that is kept, and the warehouse is made anew of those: so an older version
or a rebuild never brings one back. The key becomes another one that is drawn once and thrown away, the same in all
rows of that person: counts stay, nobody can be found by it.
"""

import hmac
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from biebwijzer.access import Workspace, keeping
from biebwijzer.access.keeping import Kept, keeping_texts, period_of
from biebwijzer.intake.deciding import active_runs, build, source_of
from biebwijzer.intake.tidying import job_folder, jobs_folder, tidy
from biebwijzer.intake.waiting import Progress
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Row, now
from biebwijzer.words import mark

# No key that is made at the door begins with it: who was let go of is not let go of again.
GONE = "x"
AS_IT_CAME = ("file.*", "kept.csv")
EMPTIED = {
    "found": None, "suggestion": None, "corrected_to": None, "sentence_values": '{"found": "…", "expected": "…"}',
}  # fmt: skip


def look(workspace: Workspace, backups: Path | None = None) -> list[Kept]:
    """All that has been kept long enough, rule by rule; nothing changes."""
    told = keeping.look(workspace)
    told += [files_found(workspace, old_files(workspace)), refused_found(workspace, old_refused(workspace))]
    told += [persons_found(persons(workspace)), *(rows_found(workspace, rule) for rule in row_rules())]
    return [*told, backups_found(old_backups(workspace, backups))] if backups else told


def keep(workspace: Workspace, backups: Path | None = None, progress: Progress | None = None) -> list[Kept]:
    """Let go of all that has been kept long enough, and write down how much that was."""
    workspace.require(keeping.PERMISSION)
    told = look(workspace, backups)
    stores = workspace.stores
    with stores.alone():
        gone = persons(workspace)
        version = let_persons_go(workspace, gone, progress)
        with workspace.change("access.keeping.ran", keeping.PERMISSION) as change:
            keeping.let_go(workspace, change.transaction)
            for library in {row["library_id"] for row in gone}:
                keys = [row["member_key"] for row in gone if row["library_id"] == library]
                keeping.lead_nowhere(change.transaction, library, keys)
            for run in old_refused(workspace):
                waiting = {"run_id": run["run_id"], "status": "waiting"}
                change.transaction.set("intake.refused_row", waiting, {"status": "dropped"})
                change.transaction.set("intake.refused_row", {"run_id": run["run_id"]}, EMPTIED)
            if version is not None:
                stores.point_to(change.transaction, version)
            change.transaction.add("access.keeping_run", row_of(workspace, change.audit_id, told))
            change.subject = ("access.keeping_run", change.audit_id)
        if version is not None:
            stores.show(version)
            stores.engine.forget_all_but({version})
            half_done(workspace).unlink(missing_ok=True)
    for path in old_files(workspace):
        path.unlink(missing_ok=True)
    for run in old_refused(workspace, emptied=True):
        (job_folder(stores.settings, run["run_id"]) / "refused.parquet").unlink(missing_ok=True)
    for folder in old_backups(workspace, backups):
        shutil.rmtree(folder)
    tidy(stores)
    return told


def row_of(workspace: Workspace, run_id: str, told: Sequence[Kept]) -> Row:
    """The evidence as the records keep it."""
    library = workspace.libraries[0] if workspace.scope_type == "library" else None
    report = json.dumps([one.told for one in told], ensure_ascii=False)
    return {
        "keeping_run_id": run_id, "ran_at": now(), "ran_by": workspace.user_id, "library_id": library, "report": report,
    }  # fmt: skip


def said(part: str) -> Mapping[str, Any]:
    """What keeping.toml of this room says about a part of deliveries."""
    found: Mapping[str, Any] = keeping_texts()["intake"][part]
    return found


def kept(part: str, does: str, rows: int, oldest: date | None = None) -> Kept:
    """What was found of a part of deliveries."""
    rule = said(part)
    return Kept(f"intake.{part}", rule["name"], rule["why"], period_of(rule), does, rows, oldest)


def runs_of(workspace: Workspace) -> list[Row]:
    """Every delivery of one's libraries, whatever became of it."""
    with workspace.stores.records.reading() as reading:
        runs = reading.find("intake.run")
    return [run for run in runs if keeping.is_mine(workspace, run)]


def old_files(workspace: Workspace) -> list[Path]:
    """Delivered files that were kept long enough; those of a delivery that waits to be looked at as well."""
    until = period_of(said("delivered")).before(workspace.today)
    old = [run for run in runs_of(workspace) if keeping.day(run["delivered_at"]) < until]
    folders = [job_folder(workspace.stores.settings, run["run_id"]) for run in old]
    return [path for folder in folders for pattern in AS_IT_CAME for path in folder.glob(pattern)]


def files_found(workspace: Workspace, files: Sequence[Path]) -> Kept:
    """Delivered files for a reader."""
    oldest = min((datetime.fromtimestamp(os.stat(path).st_mtime).date() for path in files), default=None)
    return kept("delivered", "remove", len(files), oldest)


def old_refused(workspace: Workspace, emptied: bool = False) -> list[Row]:
    """Deliveries whose refused rows were kept long enough and still say what stood in them."""
    until = period_of(said("refused")).before(workspace.today)
    old = [run for run in runs_of(workspace) if run["refused"] and keeping.day(run["delivered_at"]) < until]
    files = [(job_folder(workspace.stores.settings, run["run_id"]) / "refused.parquet").is_file() for run in old]
    return [run for run, there in zip(old, files, strict=True) if there or emptied]


def refused_found(workspace: Workspace, runs: Sequence[Row]) -> Kept:
    """Refused rows for a reader."""
    oldest = min((keeping.day(run["delivered_at"]) for run in runs), default=None)
    return kept("refused", "clear", sum(run["refused"] for run in runs), oldest)


def persons(workspace: Workspace) -> list[Row]:
    """Whom one may follow no longer, with when they were seen last."""
    workspace.require(keeping.PERMISSION)
    until = period_of(keeping_texts()["usage"]["persons"]).before(workspace.today)
    return workspace.ask("usage/persons_to_let_go", before=until).rows.to_dicts()


def persons_found(found: Sequence[Row]) -> Kept:
    """Those persons for a reader: how many, never who."""
    rule = keeping_texts()["usage"]["persons"]
    oldest = min((row["seen_on"] for row in found), default=None)
    return Kept("usage.persons", rule["name"], rule["why"], period_of(rule), "clear", len(found), oldest)


def row_rules() -> list[Mapping[str, Any]]:
    """The tables of which old rows keep their count and nothing that makes a person of them."""
    return list(keeping_texts()["usage"].get("rows", []))


def rows_found(workspace: Workspace, rule: Mapping[str, Any]) -> Kept:
    """How many rows of a table are that old and still say something."""
    until, total, oldest = period_of(rule).before(workspace.today), 0, None
    for _, path in accepted_of(workspace, {rule["table"]}, active_runs(workspace.stores)):
        old = pl.scan_parquet(path).filter(is_old(rule, until) & still_says(rule, path)).select(rule["since"]).collect()
        total += old.height
        first = old[rule["since"]].min()
        oldest = min(one for one in (oldest, first) if isinstance(one, date)) if old.height else oldest
    return Kept(rule["table"], rule["name"], rule["why"], period_of(rule), "clear", total, oldest)


def is_old(rule: Mapping[str, Any], until: date) -> pl.Expr:
    """Whether a row was kept long enough."""
    return pl.col(rule["since"]) < until


def still_says(rule: Mapping[str, Any], path: Path) -> pl.Expr:
    """Whether a row still holds one of the columns that go."""
    there = [name for name in rule["clear"] if name in pl.scan_parquet(path).collect_schema().names()]
    return pl.any_horizontal([pl.col(name).is_not_null() for name in there]) if there else pl.lit(False)


def accepted_of(workspace: Workspace, tables: set[str] | None, runs: Sequence[Row]) -> Iterator[tuple[Row, Path]]:
    """The accepted rows of deliveries of one's libraries, of these tables or of all."""
    for run in runs:
        path = job_folder(workspace.stores.settings, run["run_id"]) / "accepted.parquet"
        if not path.is_file() or not keeping.is_mine(workspace, run):
            continue
        if tables is None or source_of(workspace.stores, run).delivers in tables:
            yield run, path


def let_persons_go(workspace: Workspace, gone: Sequence[Row], progress: Progress | None) -> int | None:
    """Make a version in which these persons are followed no longer; None when there is none to make."""
    begun = half_done(workspace)
    # Who was interrupted between rewriting and making the version did not finish: then there is one to make.
    changed = bool(gone) or begun.exists()
    begun.touch()
    drawn = secrets.token_bytes(32)
    names = {(row["library_id"], row["member_key"]): other_key(drawn, row) for row in gone}
    for run, path in accepted_of(workspace, None, runs_of(workspace)):
        changed |= rewrite(workspace, run, path, names)
    if not changed:
        begun.unlink()
        return None
    return build(workspace, active_runs(workspace.stores), progress)


def half_done(workspace: Workspace) -> Path:
    """The file that stands there while accepted rows are rewritten and no version was made of them yet."""
    return workspace.stores.home / "letting_go"


def other_key(drawn: bytes, row: Row) -> str:
    """The key that takes the place of a person's; what it was drawn with is kept nowhere."""
    return GONE + hmac.digest(drawn, f"{row['library_id']}\0{row['member_key']}".encode(), "sha256").hex()[:31]


def rewrite(workspace: Workspace, run: Row, path: Path, names: Mapping[tuple[str, str], str]) -> bool:
    """Write the accepted rows of a delivery anew where somebody in them is let go of; whether that was so."""
    rows = pl.read_parquet(path)
    after = without_persons(rows, run["library_id"], names)
    table = source_of(workspace.stores, run).delivers
    for rule in row_rules():
        if rule["table"] == table:
            there = [name for name in rule["clear"] if name in after.columns]
            old = is_old(rule, period_of(rule).before(workspace.today))
            after = after.with_columns(pl.when(old).then(None).otherwise(pl.col(name)).alias(name) for name in there)
    if after.equals(rows):
        return False
    fresh = path.with_suffix(".fresh")
    after.write_parquet(fresh, compression="zstd")
    with fresh.open("rb") as written:
        os.fsync(written.fileno())
    fresh.replace(path)
    return True


def without_persons(rows: pl.DataFrame, library: str | None, names: Mapping[tuple[str, str], str]) -> pl.DataFrame:
    """Rows in which whom one may follow no longer has another key and nothing that tells who it was."""
    if "member_key" not in rows.columns or not names:
        return rows
    mapping = pl.DataFrame(
        [(*key, new) for key, new in names.items()],
        schema={"library_id": pl.String, "member_key": pl.String, "new_key": pl.String},
        orient="row",
    )
    own = "library_id" in rows.columns
    wide = rows if own else rows.with_columns(pl.lit(library, dtype=pl.String).alias("library_id"))
    joined = wide.join(mapping, on=["library_id", "member_key"], how="left", maintain_order="left")
    found = pl.col("new_key").is_not_null()
    clear = [name for name in keeping_texts()["usage"]["persons"]["clear"] if name in rows.columns]
    return joined.with_columns(
        pl.coalesce("new_key", "member_key").alias("member_key"),
        *(pl.when(found).then(None).otherwise(pl.col(name)).alias(name) for name in clear),
    ).select(rows.columns)


def old_backups(workspace: Workspace, folder: Path | None) -> list[Path]:
    """Backups in a folder that were kept long enough, by what they say of themselves."""
    if folder is None:
        return []
    if workspace.scope_type != "land":
        raise NotAllowed(mark("Een back-up is van alle bibliotheken. Vraag het je beheerder."))
    until, found = period_of(said("backups")).before(workspace.today), []
    for path in sorted(folder.glob("*/backup.json")):
        try:
            made = datetime.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["made_at"])
        except (OSError, ValueError, KeyError):
            continue
        if made.date() < until and path.parent.resolve() != jobs_folder(workspace.stores.settings).parent.resolve():
            found.append(path.parent)
    return found


def backups_found(folders: Sequence[Path]) -> Kept:
    """Backups for a reader."""
    return kept("backups", "remove", len(folders))
