"""Repairing many rows at once: refused rows as a file of their own source, that file put right, and judging anew."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from biebwijzer.access import Workspace
from biebwijzer.intake.correcting import Known, Place, deliver_records, known_as, place_of, refused_lines_of
from biebwijzer.intake.deciding import roll_back, run_of, source_of
from biebwijzer.intake.headings import MONTH, RUN, WHOLE_ROW, WHY
from biebwijzer.intake.headings import ROW as ROW_HEADING
from biebwijzer.intake.jobs import read_json
from biebwijzer.intake.outcomes import Outcome
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.refused import lines_of, with_sentence
from biebwijzer.intake.rules import Correction, rules_in_force
from biebwijzer.intake.sources import Source
from biebwijzer.intake.tidying import job_folder
from biebwijzer.intake.waiting import Progress
from biebwijzer.warehouse import Row
from biebwijzer.words import mark

SEPARATORS = (";", ",", "\t", "|")
# What a spreadsheet is kept from running begins with one of these, and got a quote in front of it.
FORMULA = "=+-@\t\r"
LARGEST = 64 << 20


def waiting_lines(workspace: Workspace, run_id: str) -> list[Row]:
    """Every line of a run that still waits, also those beyond what the records keep; a line per row and reason."""
    lines = lines_of(workspace, run_id).collect()
    with workspace.stores.records.reading() as reading:
        run = reading.one("intake.run", run_id) or {}
        kept = reading.find("intake.refused_row", {"run_id": run_id})
        parts = reading.find("intake.run", {"part_of": run.get("part_of") or run_id, "status": "active"})
    standing = {known_as(row): row["status"] for row in kept}
    later = [part for part in parts if part["delivered_at"] > run["delivered_at"]]
    taken = {place for part in later for place in places_in(workspace, part["run_id"])}
    return [line for line in lines.iter_rows(named=True) if waits(line, standing, taken)]


def waits(line: Row, standing: Mapping[Known, str], taken: set[Place]) -> bool:
    """Whether a refused line waits: the records say so, or for one they don't keep, no later delivery took it along."""
    status = standing.get(known_as(line))
    if status is not None:
        return status == "waiting"
    return (line["source_row"], line["cell"]) not in taken


def places_in(workspace: Workspace, run_id: str) -> list[Place]:
    """The rows (and months) of the first file that a delivery of rows put right was about."""
    said = read_json(job_folder(workspace.stores.settings, run_id) / "job.json") or {}
    rows = said.get("source_rows") or []
    return list(zip(rows, said.get("source_cells") or [None] * len(rows), strict=True))


def repair_file(workspace: Workspace, run_id: str) -> tuple[str, list[list[str]]]:
    """Refused rows that wait, as the file of their source had them, with why; the separator and the rows, head first.

    Put right, the same file is delivered again by `deliver_repaired`: its last columns say which rows these were.
    """
    run = run_of(workspace, run_id, "active")
    wanted = source_of(workspace.stores, run)
    found: dict[Place, list[Row]] = {}
    for line in waiting_lines(workspace, run_id):
        found.setdefault((line["source_row"], line["cell"]), []).append(line)
    records = {place: record_of(wanted, place, lines[0]) for place, lines in found.items()}
    given = [heading for record in records.values() for heading in record]
    headings = list(dict.fromkeys([*(one for one in wanted.headings() if one in given), *given]))
    ours = [RUN, ROW_HEADING, *([MONTH] if wanted.wide else []), WHY]
    rows = [[*headings, *ours]]
    for (row, cell), record in records.items():
        place = [run_id, str(row), *([cell or ""] if wanted.wide else [])]
        why = " ".join(reason_of(workspace, line) for line in found[(row, cell)])
        rows.append([*(record.get(heading) or "" for heading in headings), *place, why])
    return wanted.separator, rows


def record_of(wanted: Source, place: Place, line: Row) -> dict[str, str | None]:
    """A record as it stood in the file; of one that did not fit its header as many cells as go."""
    if line["record"] is None:
        cells = next(csv.reader([line["found"] or ""], delimiter=wanted.separator), [])
        return dict(zip(wanted.headings(), cells, strict=False))
    record: dict[str, str | None] = json.loads(line["record"])
    if place[1] is None or not (wanted.wide and wanted.wide.in_columns):
        return record
    named = {*wanted.headings(), place[1]}
    return {heading: cell for heading, cell in record.items() if heading in named}


def reason_of(workspace: Workspace, line: Row) -> str:
    """Why a line was refused, in the language of whoever asks."""
    told = with_sentence(line)
    sentence = workspace.words(told["sentence"], **json.loads(told["sentence_values"]))
    return f"{line['column_name'] or workspace.words(WHOLE_ROW)}: {sentence}"


def is_repaired(path: Path) -> bool:
    """Whether a file holds refused rows that were taken along earlier."""
    with path.open("rb") as file:
        return RUN.encode() in file.read(1 << 16)


def deliver_repaired(workspace: Workspace, path: Path, progress: Progress | None = None) -> Outcome:
    """Deliver refused rows that were put right in a file; they join the run they came from, nothing is replaced."""
    given = read_repaired(path)
    runs = {record.get(RUN) or "" for record in given}
    if len(runs) != 1 or "" in runs:
        raise DeliveryRefused(mark("Lever de geweigerde rijen van één levering tegelijk aan."))
    run = run_of(workspace, runs.pop(), "active")
    lines = waiting_lines(workspace, run["run_id"])
    still = {(line["source_row"], line["cell"]) for line in lines}
    records: dict[Place, dict[str, str | None]] = {}
    for record in given:
        place = place_in(record)
        if place not in still:
            raise DeliveryRefused(
                mark("Rij {row} wacht niet in quarantaine. Haal die weg en lever het bestand opnieuw aan."),
                row=record.get(ROW_HEADING) or "?",
            )
        records[place] = {name: cell for name, cell in record.items() if name not in (RUN, ROW_HEADING, MONTH, WHY)}
    return deliver_records(workspace, run, records, corrected(workspace, run["run_id"], records), progress)


def read_repaired(path: Path) -> list[dict[str, str]]:
    """The rows of a file with refused rows, by heading; as a spreadsheet saves it, in any of the usual ways."""
    if path.stat().st_size > LARGEST:
        raise DeliveryRefused(mark("Dit bestand is te groot. Lever de geweigerde rijen in delen aan."))
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    for separator in SEPARATORS:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=separator))
        if rows and {RUN, ROW_HEADING} <= {cell.strip() for cell in rows[0]}:
            heads = [cell.strip() for cell in rows[0]]
            return [dict(zip(heads, map(as_typed, row), strict=False)) for row in rows[1:] if any(row)]
    raise DeliveryRefused(
        mark("Dit bestand mist de kolommen '{run}' en '{row}'. Begin met de geweigerde rijen die je meeneemt."),
        run=RUN,
        row=ROW_HEADING,
    )


def as_typed(cell: str) -> str:
    """A cell without the quote that keeps a spreadsheet from running it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in FORMULA else cell


def place_in(record: Mapping[str, str]) -> Place:
    """Which row, and which month of it, a record of such a file is about."""
    row = (record.get(ROW_HEADING) or "").strip()
    return (int(row) if row.isascii() and row.isdigit() else -1), (record.get(MONTH) or None)


def corrected(
    workspace: Workspace, run_id: str, records: Mapping[Place, Mapping[str, str | None]]
) -> list[dict[str, object]]:
    """The refused rows of the records store that these records are about, with what they became."""

    lines = refused_lines_of(workspace, run_id)

    def about(row: Row) -> Mapping[str, str | None] | None:
        return records.get((row["source_row"], None)) or records.get(place_of(lines, row))

    with workspace.stores.records.reading() as reading:
        waiting = reading.find("intake.refused_row", {"run_id": run_id, "status": "waiting"})
    return [
        {
            "refused_row_id": row["refused_row_id"],
            "source_row": row["source_row"],
            "corrected_to": record.get(row["column_name"]),
        }
        for row in waiting
        if (record := about(row)) is not None
    ]


def judge_again(workspace: Workspace, run_id: str, progress: Progress | None = None) -> Outcome:
    """Judge the rows of a run that wait once more, by the rules and the names of today.

    When none of them is good now, everything stays as it was.
    """
    run = run_of(workspace, run_id, "active")
    rules = rules_in_force(workspace.stores, run["source_id"], run["library_id"]).corrections
    records: dict[Place, dict[str, str | None]] = {
        (line["source_row"], line["cell"]): by_rules(json.loads(line["record"]), rules)
        for line in waiting_lines(workspace, run_id)
        if line["record"] is not None
    }
    if not records:
        raise DeliveryRefused(mark("Van deze levering wacht geen rij die te lezen is."))
    outcome = deliver_records(workspace, run, records, corrected(workspace, run_id, records), progress)
    if outcome.status == "active" and not outcome.accepted:
        roll_back(workspace, outcome.run_id)
    return outcome


def by_rules(record: dict[str, str | None], rules: Sequence[Correction]) -> dict[str, str | None]:
    """A record with what the rules say of its cells."""
    known = {(one.column, one.found.lower()): one.becomes for one in rules}
    return {name: known.get((name, (cell or "").lower()), cell) for name, cell in record.items()}
