"""All refused rows of a delivery, also those beyond what the records keep: counted, filtered, and page by page."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from biebwijzer.access import Workspace
from biebwijzer.intake.outcomes import PERMISSION
from biebwijzer.intake.refusing import sentence_of
from biebwijzer.intake.tidying import job_folder
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Row
from biebwijzer.words import mark


@dataclass(frozen=True)
class RefusedPage:
    """Some refused rows, and how many there are that answer to the same filter."""

    rows: list[Row]
    total: int


def lines_of(workspace: Workspace, run_id: str) -> pl.LazyFrame:
    """The refused rows as the loader wrote them; what stood in them is only for who may deliver for that library."""
    workspace.require(PERMISSION)
    workspace.require_presence()
    with workspace.stores.records.reading() as reading:
        run = reading.one("intake.run", run_id)
    file = job_folder(workspace.stores.settings, run_id) / "refused.parquet"
    mine = run is not None and (workspace.scope_type == "land" or run["library_id"] in workspace.libraries)
    if run is None or not mine or not file.is_file():
        raise NotAllowed(mark("Deze levering bestaat niet, of hoort niet bij jouw bibliotheek."))
    return pl.scan_parquet(file).with_columns(pl.lit(run["file_name"]).alias("file_name"))


def kinds_of_refusal(workspace: Workspace, run_id: str) -> list[Row]:
    """How many rows were refused per column and reason, the most first."""
    counted = lines_of(workspace, run_id).group_by("column_name", "reason").agg(pl.len().alias("n"))
    found = counted.sort("n", "column_name", "reason", descending=[True, False, False]).collect()
    return [with_sentence(row | {"found": "…", "expected": "…"}) for row in found.iter_rows(named=True)]


def refused_page(
    workspace: Workspace,
    run_id: str,
    first: int = 0,
    most: int | None = None,
    column: str | None = None,
    reason: str | None = None,
) -> RefusedPage:
    """Refused rows of a delivery in the order of the file; without `most` all that follow."""
    lines = lines_of(workspace, run_id)
    if column is not None:
        lines = lines.filter(pl.col("column_name") == column)
    if reason is not None:
        lines = lines.filter(pl.col("reason") == reason)
    total = int(lines.select(pl.len()).collect().item())
    shown = lines.drop("record", "cell").slice(first, most).collect()
    return RefusedPage([with_sentence(row) for row in shown.iter_rows(named=True)], total)


def refused_records(workspace: Workspace, run_id: str, rows: Sequence[int]) -> dict[int, dict[str, str | None]]:
    """What stood in the whole of these rows, as far as the source asks for it; a row that does not fit has none."""
    lines = lines_of(workspace, run_id).filter(pl.col("source_row").is_in(rows) & pl.col("record").is_not_null())
    found = lines.select("source_row", "record").unique("source_row").collect()
    return {row: json.loads(record) for row, record in found.iter_rows()}


def with_sentence(line: dict[str, Any]) -> Row:
    """A refused row with the sentence that says why."""
    sentence, values = sentence_of(line)
    return {**line, "sentence": sentence, "sentence_values": values}
