"""Refused rows on paper: reason, value, what was expected, what may have been meant, and the record to correct."""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

import json

from biebwijzer.intake.jobs import Job
from biebwijzer.intake.judging import suggest
from biebwijzer.intake.refusals import REASONS
from biebwijzer.intake.sources import Source
from biebwijzer.intake.traces import masked, may_hold_trace
from biebwijzer.intake.transcribing import Transcript
from biebwijzer.warehouse.loading import Workbench

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
    record = record_as_json(source, transcript)
    given = f"line + {transcript.first_row - 1}"
    # A wrong name in front of months is one mistake, not one per month.
    bench.run(
        "create or replace temp table refused_line as "
        "with mistake as (select distinct source_row, case when heading = cell then cell end as cell, "
        "column_name, heading, found, reason, expected from problem) "
        "select p.source_row, p.cell, p.heading as column_name, "
        f"left(p.found, {LONGEST_VALUE}) as found, p.reason, p.expected, s.suggestion, {record} as record "
        "from mistake as p left join suggested as s using (column_name, found) "
        "left join numbered as n on n.source_row = p.source_row "
        f"union all select {given}, null, '', left(found, {LONGEST_VALUE}), coalesce(u.reason, 'unreadable'), "
        f"'{len(transcript.headings)}', null, null from unfit left join unfit_reason as u using (kind)"
    )
    mask_traces(bench)
    bench.write("select * from refused_line order by 1, 2", job.refused)
    in_shape = bench.value("select count(*) from (select distinct source_row, cell from problem)")
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
    """The SQL of a record as the file had it: only the columns the source asks for, by heading."""
    asked = {*source.headings(), *(transcript.headings if source.wide else ())} - set(source.ignore)
    parts = [
        f"{json_text(heading)}, n.f{number}" for number, heading in enumerate(transcript.headings) if heading in asked
    ]
    return f"json_object({', '.join(parts)})::varchar"


def json_text(text: str) -> str:
    """A heading as an SQL text."""
    return "'" + text.replace("'", "''") + "'"


def sentence_of(line: dict[str, object]) -> tuple[str, str]:
    """The Dutch sentence of a refused line and the values that fill it, as JSON."""
    values = {"found": str(line["found"] or ""), "expected": str(line["expected"] or "")}
    return REASONS[str(line["reason"])], json.dumps(values, ensure_ascii=False)
