"""Refused rows on paper: reason, value, what was expected, what may have been meant, and the record to correct."""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

import json

from biebwijzer.intake.jobs import Job
from biebwijzer.intake.judging import suggest
from biebwijzer.intake.refusals import REASONS
from biebwijzer.intake.several import listed
from biebwijzer.intake.sources import Source
from biebwijzer.intake.traces import masked, may_hold_trace
from biebwijzer.intake.transcribing import Transcript
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted

UNFIT = {"MISSING COLUMNS": "too_few", "TOO MANY COLUMNS": "too_many"}
LONGEST_VALUE = 200
KEPT_TEXTS = ("column_name", "found", "expected", "suggestion", "record")


def write_refused(bench: Workbench, source: Source, transcript: Transcript, job: Job) -> int:
    """Write refused.parquet, a line per row and reason; how many rows (or month cells) were refused."""
    suggested = suggest(bench, source)
    keys = list(suggested)
    bench.add_table(
        "suggested",
        {
            "column_name": ("varchar", [column for column, _ in keys]),
            "found": ("varchar", [found for _, found in keys]),
            "suggestion": ("varchar", list(suggested.values())),
        },
    )
    bench.add_table("unfit_reason", {"kind": ("varchar", list(UNFIT)), "reason": ("varchar", list(UNFIT.values()))})
    record, fills = record_as_json(source, transcript), sorted(source.wide.fills) if source.wide else [""]
    given = f"line + {transcript.first_row - 1}"
    # Only of rows put right cell by cell does one row stand there more than once; it makes the join a slow one.
    one_cell = "(n.only_cell is null or p.cell is null or starts_with(p.cell, n.only_cell))"
    same_cell = f"and {one_cell} " if job.source_cells else ""
    split = source.wide is not None and bool(source.wide.parts)
    beside = "left join suspect as s on s.source_row = p.source_row and s.cell = p.cell " if split else ""
    # A wrong name in front of months or answers is one mistake, not one per month.
    bench.run(
        "create or replace temp table refused_line as "
        f"with mistake as (select distinct source_row, case when column_name in ({listed(fills)}) then cell end "
        "as cell, column_name, heading, found, reason, expected from problem) "
        "select p.source_row, p.cell, p.heading as column_name, "
        f"left(p.found, {LONGEST_VALUE}) as found, p.reason, p.expected, s.suggestion, {record} as record "
        "from mistake as p left join suggested as s using (column_name, found) "
        f"left join numbered as n on n.source_row = p.source_row {same_cell}{beside}"
        f"union all select {given}, null, '', left(found, {LONGEST_VALUE}), coalesce(u.reason, 'unreadable'), "
        f"'{len(transcript.headings)}', null, null from unfit left join unfit_reason as u using (kind)"
    )
    mask_traces(bench)
    bench.write("select * from refused_line order by 1, 2", job.refused)
    in_shape = bench.value("select count(*) from wrong")
    return int(in_shape) + int(bench.value("select count(*) from unfit"))


def mask_traces(bench: Workbench) -> None:
    """Leave citizen service numbers and account numbers out of what is kept of refused rows."""
    texts = " union ".join(f"select {name} as text from refused_line" for name in KEPT_TEXTS)
    rows = bench.rows(f"select text from ({texts}) where {may_hold_trace('text')}")
    changed = {row["text"]: without for row in rows if (without := masked(row["text"])) != row["text"]}
    bench.add_table("traces", {"text": ("varchar", list(changed)), "without": ("varchar", list(changed.values()))})
    if changed:
        for name in KEPT_TEXTS:
            bench.run(f"update refused_line set {name} = traces.without from traces where {name} = traces.text")


def record_as_json(source: Source, transcript: Transcript) -> str:
    """The SQL of a record as the file had it: only the columns the source asks for, by heading.

    Of a cell with several answers only the part that is wrong: the others went on.
    """
    wide = source.wide
    asked = {*source.headings(), *(transcript.headings if wide and wide.in_columns else ())} - set(source.ignore)
    within = next((one.heading for one in source.fields if wide and wide.parts and one.column == wide.into), None)
    parts = []
    for number, heading in enumerate(transcript.headings):
        cell = f"n.f{number}"
        if heading in asked:
            part = (
                f"case when p.cell is null then {cell} else s.{wide.into}__raw end"
                if wide and heading == within
                else cell
            )
            parts.append(f"{quoted(heading)}, {part}")
    return f"json_object({', '.join(parts)})::varchar"


def sentence_of(line: dict[str, object]) -> tuple[str, str]:
    """The Dutch sentence of a refused line and the values that fill it, as JSON."""
    values = {"found": str(line["found"] or ""), "expected": str(line["expected"] or "")}
    return REASONS[str(line["reason"])], json.dumps(values, ensure_ascii=False)
