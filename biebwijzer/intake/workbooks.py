"""A workbook's sheet as text records, so that it is judged like any other file."""

import csv
from dataclasses import replace
from pathlib import Path

from biebwijzer.intake.recognising.books import opened
from biebwijzer.intake.recognising.sheets import UNCOUNTED, records_of
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.sources import Source
from biebwijzer.words import mark

DATES = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S")


def is_workbook(name: str) -> bool:
    """Whether a file is a workbook, by its name."""
    return name.lower().endswith((".xlsx", ".xlsm", ".ods"))


def sheet_to_text(source: Source, file: Path, target: Path) -> Source:
    """Write the one sheet the source is about, every cell as text, with its rows where a program shows them.

    The source comes back with the empty rows above the table skipped.
    """
    book = opened(file.read_bytes())
    if source.sheet is not None and source.sheet not in book.names:
        raise DeliveryRefused(
            mark("Er is geen tabblad '{sheet}'. Wel: {names}."), sheet=source.sheet, names=", ".join(book.names)
        )
    name = source.sheet or book.names[0]
    sheet = book.read(name)
    if UNCOUNTED in sheet.odd:
        raise DeliveryRefused(
            mark("De formules in {cells} hebben geen uitkomst. Open het bestand in een rekenprogramma en bewaar het."),
            cells=sheet.places(UNCOUNTED),
        )
    rows, _ = records_of(sheet, name, {})
    above = rows[0].line - 1 if rows else 0
    with target.open("w", encoding="utf-8", newline="") as out:
        out.write("\n" * above)
        writer = csv.writer(out, delimiter=source.separator, lineterminator="\n")
        writer.writerows(one.cells for one in rows)
    return replace(source, skip=source.skip + above)
