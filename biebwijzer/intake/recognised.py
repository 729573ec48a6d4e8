"""A file that is recognised at every delivery, as plain text records that stand where they stood in the file."""

import csv
from dataclasses import replace
from pathlib import Path

from biebwijzer.intake.meters import counted
from biebwijzer.intake.recognising import Recognised, Table, recognise
from biebwijzer.intake.recognising.layout import whole_names
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.sources import Source
from biebwijzer.words import mark

AS_THE_FILE_SAYS = "recognised"


def recognised_text(source: Source, file: Path, target: Path) -> tuple[Source, int | None]:
    """Write what is understood of a file; refused with its first question when the answers kept no longer suffice.

    The source comes back with where its header stands in the copy, and the row the first record stands on when the
    file itself has no header.
    """
    found = recognise(file, source.answers)
    if found.questions:
        question = found.questions[0]
        raise DeliveryRefused(question.word, **question.values)
    table = table_of(found)
    count_meters(source, whole_names(table), [one.cells for one in table.rows])
    lines = {one.line: one.cells for one in (*table.rows, *(one for one, _ in table.refused))}
    first = min(lines, default=1)
    above = max(0, first - 2)
    with target.open("w", encoding="utf-8", newline="") as out:
        out.write("\n" * above)
        writer = csv.writer(out, delimiter=source.separator, lineterminator="\n")
        writer.writerow(whole_names(table))
        named = {line for line, _ in table.named if line > first}
        for line in sorted({*lines, *named}):
            if line in lines:
                writer.writerow(lines[line])
            else:
                out.write("\n")
    return replace(source, skip=above), first if first == 1 else None


def count_meters(source: Source, names: list[str], rows: list[list[str]]) -> None:
    """Put what passed where readings of a meter stand, each gate by itself."""
    places = {one.column: names.index(one.heading) for one in source.fields if one.heading in names}
    moment = next((one for one in source.fields if one.column == source.contract.period), None)
    if moment is None or moment.column not in places:
        return
    beside = [places[one] for one in source.contract.grain if one in places and one != moment.column]
    for one in source.fields:
        if one.meter and one.column in places:
            counted(rows, places[one.column], one.meter, places[moment.column], moment.dates, beside)


def table_of(found: Recognised) -> Table:
    """The table of a file that has one."""
    if found.table is None:
        raise DeliveryRefused(mark("Er staat geen tabel in dit bestand."))
    return found.table
