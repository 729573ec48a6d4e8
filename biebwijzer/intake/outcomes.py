"""What came of a delivery: its run, refused rows and the current version, written in one transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from biebwijzer.access import Workspace, new_id
from biebwijzer.intake.jobs import Job
from biebwijzer.intake.refusing import sentence_of
from biebwijzer.intake.tidying import job_folder
from biebwijzer.warehouse import Row, Transaction, now

PERMISSION = "intake.deliver"
# Rows beyond this many stay in the job folder only; a delivery that bad is put right in the file.
MOST_REFUSED = 2_000
REPAIRED = "intake.repaired_row"


@dataclass(frozen=True)
class Outcome:
    """What came of a delivery: its run, and the sentence that says why when it was refused whole."""

    run_id: str
    source_id: str
    status: str
    version: int | None
    report: Mapping[str, Any]
    sentence: str | None = None
    values: Mapping[str, Any] | None = None

    @property
    def accepted(self) -> int:
        """How many rows became visible, or will."""
        return int(self.report.get("accepted", 0))

    @property
    def refused(self) -> int:
        """How many rows wait with a reason."""
        return int(self.report.get("refused", 0))


def without(row: Mapping[str, Any], key: str) -> dict[str, Any]:
    """A row without one of its columns."""
    return {name: value for name, value in row.items() if name != key}


def figures(report: Mapping[str, Any]) -> Row:
    """The columns of a run that its report fills."""
    periods = [row["period"] for row in report["periods"]]
    return {
        "records": report["records"],
        "accepted": report["accepted"],
        "refused": report["refused"],
        "blank": report["blank"],
        "new_rows": report["new"],
        "changed_rows": report["changed"],
        "gone_rows": report["gone"],
        "first_period": min(periods, default=None),
        "last_period": max(periods, default=None),
        "report": json.dumps(without(report, "periods"), ensure_ascii=False, default=str),
    }


def write_failure(workspace: Workspace, run: Row, report: Mapping[str, Any]) -> Outcome:
    """Write that a delivery was refused whole, and why."""
    values = report.get("values") or {}
    row = {
        **run,
        "status": "failed",
        "sentence": report["sentence"],
        "sentence_values": json.dumps(values, ensure_ascii=False, default=str),
        "report": json.dumps(report, ensure_ascii=False, default=str),
    }
    with workspace.change("intake.run.refused", PERMISSION) as change:
        if change.transaction.one("intake.run", run["run_id"]) is None:
            change.add("intake.run", without(row, "run_id"), run["run_id"])
        else:
            change.update("intake.run", run["run_id"], without(row, "run_id"))
            change.transaction.remove("intake.refused_row", {"run_id": run["run_id"]})
    for name in ("file", "kept.csv", "accepted.parquet", "refused.parquet"):
        for path in job_folder(workspace.stores.settings, run["run_id"]).glob(f"{name}*"):
            path.unlink()
    return Outcome(run["run_id"], run["source_id"], "failed", None, report, report["sentence"], values)


def write_outcome(
    workspace: Workspace, row: Row, report: Mapping[str, Any], job: Job, details: Mapping[str, Any]
) -> None:
    """Run, refused rows, periods and the pointer: together or not at all."""
    stores, run_id = workspace.stores, row["run_id"]
    lines = refused_lines(job, run_id, row["library_id"])
    happened = "delivered" if row["status"] == "active" else "previewed"
    with workspace.change(f"intake.run.{happened}", PERMISSION) as change:
        again = change.transaction.one("intake.run", run_id)
        if row["status"] == "active":
            row = {**row, "activated_at": now()}
            stores.point_to(change.transaction, row["version"])
        if again is None:
            change.add("intake.run", without(row, "run_id"), run_id)
        else:
            change.update("intake.run", run_id, without(row, "run_id"))
            change.transaction.remove("intake.refused_row", {"run_id": run_id})
        change.transaction.add_many("intake.refused_row", lines)
        count_rules(change.transaction, row, report)
        if row["status"] == "active":
            drop_replaced(change.transaction, row)
        if row.get("part_of"):
            put_right(change.transaction, run_id, details.get("corrected"), lines)


def drop_replaced(transaction: Transaction, row: Row) -> None:
    """Rows refused in an earlier delivery of what this one delivers again wait no longer."""
    earlier = transaction.find(
        "intake.run", {"source_id": row["source_id"], "library_id": row["library_id"], "status": "active"}
    )
    for run in earlier:
        within = run["first_period"] is None or (
            row["first_period"] is not None
            and as_date(row["first_period"]) <= run["first_period"]
            and run["last_period"] <= as_date(row["last_period"])
        )
        if run["run_id"] != row["run_id"] and within and row.get("part_of") is None:
            waiting = {"run_id": run["run_id"], "status": "waiting"}
            transaction.set("intake.refused_row", waiting, {"status": "dropped"})


def as_date(value: object) -> date:
    """A date that went through JSON."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def put_right(
    transaction: Transaction, run_id: str, corrected: Sequence[Mapping[str, Any]] | None, lines: Sequence[Row]
) -> None:
    """Rows that this delivery puts right wait no longer; those refused again wait in their new line.

    Which rows those were is kept: they wait again when the delivery is taken back, and no longer when it comes back.
    """
    if corrected is None:
        corrected = taken_along(transaction, run_id)
    else:
        kept = [{"refused_row_id": one["refused_row_id"], "run_id": run_id, "status": "waiting"} for one in corrected]
        transaction.add_many(REPAIRED, [{"repaired_row_id": new_id(), **one} for one in kept])
    again = {line["source_row"] for line in lines}
    for one in corrected:
        done = one["corrected_to"] is not None and one["source_row"] not in again
        values = {"status": "corrected" if done else "dropped", "corrected_to": one["corrected_to"]}
        transaction.set("intake.refused_row", {"refused_row_id": one["refused_row_id"]}, values)


def taken_along(transaction: Transaction, run_id: str) -> list[Row]:
    """The refused rows of an earlier delivery that this one put right, as they stand now."""
    ids = [one["refused_row_id"] for one in transaction.find(REPAIRED, {"run_id": run_id})]
    return transaction.find("intake.refused_row", {"refused_row_id": ids}) if ids else []


def wait_again(transaction: Transaction, run_id: str) -> None:
    """The rows a delivery had put right wait again: it was taken back."""
    for row in taken_along(transaction, run_id):
        transaction.set("intake.refused_row", {"refused_row_id": row["refused_row_id"]}, {"status": "waiting"})


def count_rules(transaction: Transaction, row: Row, report: Mapping[str, Any]) -> None:
    """Write how many rows each rule touched in this delivery."""
    transaction.remove("intake.rule_use", {"run_id": row["run_id"]})
    told = (report.get("corrections") or {}).get("rules", ())
    standing = transaction.find(
        "intake.correction_rule", {"source_id": row["source_id"], "library_id": row["library_id"]}
    )
    ids = {(one["column_name"], one["found"], one["becomes"]): one["correction_rule_id"] for one in standing}
    uses = [
        {
            "rule_use_id": new_id(),
            "correction_rule_id": ids[(one["column"], one["found"], one["becomes"])],
            "run_id": row["run_id"],
            "rows_touched": one["rows"],
        }
        for one in told
        if (one["column"], one["found"], one["becomes"]) in ids
    ]
    transaction.add_many("intake.rule_use", uses)


def refused_lines(job: Job, run_id: str, library: str | None) -> list[Row]:
    """The refused rows as the records keep them."""
    lines = []
    for line in pl.read_parquet(job.refused, n_rows=MOST_REFUSED).iter_rows(named=True):
        sentence, values = sentence_of(line)
        lines.append(
            {
                "refused_row_id": new_id(),
                "run_id": run_id,
                "library_id": library,
                "source_row": line["source_row"],
                "column_name": line["column_name"],
                "found": line["found"],
                "reason": line["reason"],
                "sentence": sentence,
                "sentence_values": values,
                "suggestion": line["suggestion"],
            }
        )
    return lines
