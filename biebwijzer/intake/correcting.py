"""Rows put right: refused rows with another value, and rows typed in a form, go the same way as any file."""

import csv
import json
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from biebwijzer.access import Workspace
from biebwijzer.intake.deciding import run_of, source_of
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.running import PERMISSION, Outcome, acting_for, library_for, start
from biebwijzer.intake.sources import Field, Source, source
from biebwijzer.intake.tidying import job_folder
from biebwijzer.warehouse import Row
from biebwijzer.words import mark

Place = tuple[int, str | None]


def correct(workspace: Workspace, run_id: str, values: Mapping[str, str]) -> Outcome:
    """Deliver refused rows of a run again with these values, by the id of the refused row.

    The rest of the run stays; rows that are good now are added to it, rows that are still wrong wait anew.
    """
    run = run_of(workspace, run_id, "active")
    with workspace.stores.records.reading() as reading:
        waiting = reading.find("intake.refused_row", {"run_id": run_id, "status": "waiting"})
    chosen = {row["refused_row_id"]: row for row in waiting if row["refused_row_id"] in values}
    if len(chosen) != len(values) or not values:
        raise DeliveryRefused(mark("Een van deze rijen wacht niet meer. Bekijk de lijst opnieuw."))
    wanted = source_of(workspace.stores, run)
    records = corrected_records(workspace, wanted, run_id, chosen, values)
    rows = {row["source_row"] for row in chosen.values()}
    touched = [
        {"refused_row_id": row["refused_row_id"], "source_row": row["source_row"],
         "corrected_to": values.get(row["refused_row_id"])}
        for row in waiting
        if row["source_row"] in rows and is_touched(row, records, wanted)
    ]  # fmt: skip
    details = {
        "in_utf8": True,
        "keyed": True,
        "adding": True,
        "source_rows": [place[0] for place in records],
        "source_cells": [place[1] for place in records] if wanted.wide else None,
        "corrected": touched,
    }
    original = run["part_of"] or run_id
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{Path(run['file_name']).stem}.csv"
        write_records(wanted, path, list(records.values()))
        acting = acting_for(workspace, run["library_id"])
        return start(acting, wanted, path, run["library_id"], part_of=original, details=details)


def is_touched(row: Row, records: Mapping[Place, Any], wanted: Source) -> bool:
    """Whether a waiting line is about a record that is delivered again."""
    return (row["source_row"], row["column_name"] if wanted.wide else None) in records or not wanted.wide


def corrected_records(
    workspace: Workspace, wanted: Source, run_id: str, chosen: Mapping[str, Row], values: Mapping[str, str]
) -> dict[Place, dict[str, str]]:
    """The records as the file had them, with the new values: by row, and month where months stand in columns."""
    refused = pl.read_parquet(job_folder(workspace.stores.settings, run_id) / "refused.parquet")
    found = {
        (line["source_row"], line["column_name"]): (line["cell"], line["record"], line["found"])
        for line in refused.iter_rows(named=True)
    }
    records: dict[Place, dict[str, str]] = {}
    for refused_row_id, row in chosen.items():
        cell, record, _ = found[(row["source_row"], row["column_name"])]
        if record is None:
            raise DeliveryRefused(mark("Rij {row} is niet te lezen. Pas het bestand aan."), row=row["source_row"])
        place = (row["source_row"], cell)
        if place not in records:
            records[place] = json.loads(record)
            if cell is not None and wanted.wide:
                records[place][cell] = found.get((row["source_row"], cell), (None, None, ""))[2] or ""
        records[place][row["column_name"]] = values[refused_row_id]
    return records


def write_records(wanted: Source, path: Path, records: Sequence[Mapping[str, str | None]]) -> None:
    """Write records as the source's file looks, in UTF-8."""
    headings = list(dict.fromkeys([*wanted.headings(), *(heading for record in records for heading in record)]))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("\n" * wanted.skip)
        writer = csv.writer(file, delimiter=wanted.separator, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows([[record.get(heading) or "" for heading in headings] for record in records])


def deliver_rows(
    workspace: Workspace, source_id: str, rows: Sequence[Mapping[str, Any]], library: str | None = None
) -> Outcome:
    """Deliver rows typed in a form: by the names of the table's columns, judged like any file."""
    workspace.require(PERMISSION)
    wanted = source(source_id)
    if wanted.wide:
        raise DeliveryRefused(
            mark("Bron {source} heeft maanden als kolommen: lever een bestand aan."), source=source_id
        )
    about = library_for(workspace, wanted, library)
    records = [
        {one.heading: as_text(wanted, one, row.get(one.column)) for one in wanted.fields if one.heading} for row in rows
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{source_id}.csv"
        write_records(wanted, path, records)
        return start(acting_for(workspace, about), wanted, path, about, details={"in_utf8": True})


def as_text(wanted: Source, one: Field, value: object) -> str:
    """A value as the source's file would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.strftime(one.dates[0])
    return str(value).replace(".", wanted.decimal) if isinstance(value, float) else str(value)
