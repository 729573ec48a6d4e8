"""A workbook's sheet as text records, so that it is judged like any other file."""

import csv
from dataclasses import replace
from pathlib import Path

import fastexcel

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
    try:
        book = fastexcel.read_excel(str(file))
    except fastexcel.FastExcelError:
        raise DeliveryRefused(mark("Dit werkblad is niet te openen. Bewaar het opnieuw als .xlsx.")) from None
    names = book.sheet_names
    if source.sheet is not None and source.sheet not in names:
        raise DeliveryRefused(
            mark("Er is geen tabblad '{sheet}'. Wel: {names}."), sheet=source.sheet, names=", ".join(names)
        )
    # Told to skip none, it gives the empty rows on top as well.
    sheet = book.load_sheet(
        source.sheet or 0, header_row=None, skip_rows=0, dtypes="string", skip_whitespace_tail_rows=True
    )
    rows = sheet.to_polars().rows()
    above = next((place for place, row in enumerate(rows) if any(cell is not None for cell in row)), 0)
    with target.open("w", encoding="utf-8", newline="") as out:
        out.write("\n" * above)
        writer = csv.writer(out, delimiter=source.separator, lineterminator="\n")
        writer.writerows(["" if cell is None else cell for cell in row] for row in rows[above:])
    return replace(source, skip=source.skip + above)
