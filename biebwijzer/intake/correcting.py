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
from biebwijzer.intake.fields import Field
from biebwijzer.intake.outcomes import PERMISSION, Outcome
from biebwijzer.intake.own_sources import known_source
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.running import acting_for, library_for, start
from biebwijzer.intake.sources import Source
from biebwijzer.intake.tidying import job_folder
from biebwijzer.intake.waiting import Progress
from biebwijzer.warehouse import Row
from biebwijzer.words import mark

Place = tuple[int, str | None]
Known = tuple[int, str, str | None]


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
    lines = refused_lines_of(workspace, run_id)
    records = corrected_records(lines, chosen, values)
    touched = [
        {
            "refused_row_id": row["refused_row_id"],
            "source_row": row["source_row"],
            "corrected_to": values.get(row["refused_row_id"]),
        }
        for row in waiting
        if place_of(lines, row) in records or (row["source_row"], None) in records
    ]
    return deliver_records(workspace, run, records, touched)


def deliver_records(
    workspace: Workspace,
    run: Row,
    records: Mapping[Place, Mapping[str, str | None]],
    corrected: Sequence[Mapping[str, Any]],
    progress: Progress | None = None,
) -> Outcome:
    """Add records to a run by the rows they had in its file; `corrected` are the refused rows that this is about."""
    wanted = source_of(workspace.stores, run)
    original = run["part_of"] or run["run_id"]
    details = {
        "in_utf8": True,
        "keyed": True,
        "adding": True,
        "source_rows": [row for row, _ in records],
        "source_cells": [cell for _, cell in records] if wanted.wide else None,
        "beside": runs_of(workspace, original),
        "corrected": corrected,
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{Path(run['file_name']).stem}.csv"
        write_records(wanted, path, list(records.values()))
        acting = acting_for(workspace, run["library_id"])
        return start(acting, wanted, path, run["library_id"], part_of=original, details=details, progress=progress)


def runs_of(workspace: Workspace, original: str) -> list[str]:
    """A run, and the deliveries of its rows put right that are in force."""
    with workspace.stores.records.reading() as reading:
        later = reading.find("intake.run", {"part_of": original, "status": "active"})
    return [original, *(one["run_id"] for one in later)]


def refused_lines_of(workspace: Workspace, run_id: str) -> dict[Known, Row]:
    """What the loader refused in a run, with the records as the file had them, as the records know them."""
    refused = pl.read_parquet(job_folder(workspace.stores.settings, run_id) / "refused.parquet")
    return {known_as(line): line for line in refused.iter_rows(named=True)}


def known_as(row: Row) -> Known:
    """What tells refused lines apart: row and heading, and what was found where a cell has several answers."""
    return row["source_row"], row["column_name"], row["found"]


def place_of(lines: Mapping[Known, Row], row: Row) -> Place:
    """What a waiting line is about: a record, or one month or answer of it."""
    return row["source_row"], lines[known_as(row)]["cell"]


def corrected_records(
    lines: Mapping[Known, Row], chosen: Mapping[str, Row], values: Mapping[str, str]
) -> dict[Place, dict[str, str]]:
    """The records with the new values: by row, and by month or answer where one of a record was wrong."""
    records: dict[Place, dict[str, str]] = {}
    for refused_row_id, row in chosen.items():
        record = lines[known_as(row)]["record"]
        if record is None:
            raise DeliveryRefused(mark("Rij {row} is niet te lezen. Pas het bestand aan."), row=row["source_row"])
        place = place_of(lines, row)
        records.setdefault(place, json.loads(record))[row["column_name"]] = values[refused_row_id]
    return records


def write_records(wanted: Source, path: Path, records: Sequence[Mapping[str, str | None]]) -> None:
    """Write records as the source's file looks, in UTF-8."""
    headings = list(dict.fromkeys([*wanted.needed(), *(heading for record in records for heading in record)]))
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
    wanted = known_source(workspace.stores, source_id)
    if wanted.wide and wanted.wide.in_columns:
        raise DeliveryRefused(
            mark("Bron {source} heeft maanden of antwoorden als kolommen: lever een bestand aan."), source=source_id
        )
    if any(one.sums for one in wanted.fields):
        raise DeliveryRefused(mark("Bron {source} telt kolommen op: lever een bestand aan."), source=source_id)
    about = library_for(workspace, wanted, library)
    asked = [
        one for one in wanted.fields if one.heading and (not one.optional or any(one.column in row for row in rows))
    ]
    records = [{str(one.heading): as_text(wanted, one, row.get(one.column)) for one in asked} for row in rows]
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
