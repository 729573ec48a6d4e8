"""A workbook's sheet as text records, so that it is judged like any other file."""

import csv
from pathlib import Path

import fastexcel

from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.sources import Source
from biebwijzer.words import mark

DATES = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S")


def is_workbook(name: str) -> bool:
    """Whether a file is a workbook, by its name."""
    return name.lower().endswith((".xlsx", ".xlsm", ".ods"))


def sheet_to_text(source: Source, file: Path, target: Path) -> None:
    """Write the one sheet the source is about, every cell as text, with its rows where they stand."""
    try:
        book = fastexcel.read_excel(str(file))
    except fastexcel.FastExcelError:
        raise DeliveryRefused(mark("Dit werkblad is niet te openen. Bewaar het opnieuw als .xlsx.")) from None
    names = book.sheet_names
    if source.sheet is not None and source.sheet not in names:
        raise DeliveryRefused(
            mark("Er is geen tabblad '{sheet}'. Wel: {names}."), sheet=source.sheet, names=", ".join(names)
        )
    sheet = book.load_sheet(source.sheet or 0, header_row=None, dtypes="string", skip_whitespace_tail_rows=True)
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=source.separator, lineterminator="\n")
        for row in sheet.to_polars().iter_rows():
            writer.writerow(["" if cell is None else cell for cell in row])
