"""The loader: a process of its own that turns a job folder into accepted rows, refused rows and a next version.

It is split off by the fork server; the key of the library comes through the pipe on standard input. It never touches
the records and shows nothing to anybody: whoever started it does that when it is done.
"""

import gc
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from biebwijzer.intake.accepting import (
    compare_totals,
    count_along,
    differences,
    gone_of_runs,
    land,
    per_branch,
    periods,
    put_in_place,
    replaced_by,
    scope,
    totals,
)
from biebwijzer.intake.admitting import ADMITTED, make_accepted
from biebwijzer.intake.contract import Contract, contracts, table_statements
from biebwijzer.intake.door import pseudonymise
from biebwijzer.intake.headings import check_headings, past_titles
from biebwijzer.intake.jobs import SHORT, STEPS, Job, read_job, write_json
from biebwijzer.intake.judging import judge
from biebwijzer.intake.looking_ahead import after, before
from biebwijzer.intake.personal import key_from_pipe
from biebwijzer.intake.recognised import recognised_text
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.refusing import write_refused
from biebwijzer.intake.scrubbing import keep_clean
from biebwijzer.intake.shaping import left_out, read_parquet
from biebwijzer.intake.sources import Source, read_source
from biebwijzer.intake.summing import CAME, WENT, in_brief, sum_per_day
from biebwijzer.intake.taking_in import take_in
from biebwijzer.intake.telling import step, telling
from biebwijzer.intake.traces import masked
from biebwijzer.intake.transcribing import Transcript, transcribe
from biebwijzer.intake.workbooks import DATES, is_workbook, sheet_to_text
from biebwijzer.problems import BiebwijzerError
from biebwijzer.warehouse.changes import Change
from biebwijzer.warehouse.engines import Ground, Kept, ground_of
from biebwijzer.warehouse.engines.files import on_disk
from biebwijzer.warehouse.loading import CheckFailed, OutOfMemory, Workbench
from biebwijzer.warehouse.rollups import rollups
from biebwijzer.warehouse.spelling import quoted
from biebwijzer.words import mark

COPY = "reading.csv"
SHEET = "sheet.csv"
# In bytes: of a file from this size on the rows stand on disk while it is loaded.
LARGE = 256 << 20
SAME_IN_ALL = ("library_id", "source_id", "load_run_id")


def read_job_source(job: Job) -> Source:
    """The source as it was when the file was delivered: text and value lists stand in the job folder."""
    lists = json.loads((job.folder / "values.json").read_text(encoding="utf-8"))
    source = read_source(job.source_id, (job.folder / "source.toml").read_text(encoding="utf-8"), lists)
    if job.in_utf8 or job.keyed or is_workbook(job.file_name) or source.read:
        source = replace(source, encoding="utf-8")
    if is_workbook(job.file_name) and not source.read:
        # A workbook holds numbers and dates as such: their text has a full stop and the year in front.
        fields = tuple(replace(one, dates=(*one.dates, *DATES)) for one in source.fields)
        source = replace(source, fields=fields, decimal=".", thousands="")
    return source


def transcript_of(job: Job, source: Source) -> Transcript:
    """The delivered file as plain records; member numbers are keys before anything is written."""
    file = Path(job.file)
    text = job.folder / COPY
    first_row = None
    if source.read and not job.keyed and not job.in_utf8:
        source, first_row = recognised_text(source, file, job.folder / SHEET)
        file = job.folder / SHEET
    elif is_workbook(job.file_name) and not job.keyed:
        source = sheet_to_text(source, file, job.folder / SHEET)
        file = job.folder / SHEET
    source = past_titles(source, file)
    if source.kept_in_part and not job.keyed:
        key = key_from_pipe(sys.stdin.readline()) if source.holds_member_numbers else b""
        pseudonymise(source, file, job.folder / "kept.csv", key)
        (job.folder / SHEET).unlink(missing_ok=True)
        file, source = job.folder / "kept.csv", replace(source, encoding="utf-8")
    transcript = transcribe(source, file, text)
    return transcript if first_row is None else replace(transcript, first_row=first_row)


def load(job: Job, ground: Ground, opened: ExitStack) -> dict[str, Any]:
    """Read, judge, make the next version; the report of it."""
    source = read_job_source(job)
    step(job, "reading")
    transcript = transcript_of(job, source)
    months = check_headings(source, transcript.headings)
    source = about_a_library(source.for_file(transcript.headings), job.library)
    bench = Workbench(job.memory_limit, job.threads, job.folder / "scratch", ground)
    opened.callback(bench.close)
    if transcript.path.stat().st_size >= LARGE:
        bench.use_shelf()
    tables = job.tables() or table_statements()
    bench.look_at(tables)
    with telling(job, "judging", bench, transcript.records):
        taken = take_in(bench, source, transcript, months, job)
    step(job, "comparing")
    judge(bench, source, job.library, job.adding, taken.in_rows)
    cells = int(bench.value("select count(*) from placed"))
    accepted = make_accepted(bench, source, job.run_id, transcript, taken, job.folder / "scratch", job.beside)
    with keeping(bench, source, job, accepted) as written_aside:
        refused = write_refused(bench, source, transcript, job)
        (job.folder / COPY).unlink(missing_ok=True)
        found = {"corrections": taken.corrections, **compare(bench, source, job, accepted)}
        found |= before(bench, source, job, transcript, months, taken)
        counts = {
            "records": taken.records,
            "cells": cells,
            "blank": int(bench.value("select count(*) from blank")),
            "accepted": accepted,
            "unfit": taken.unfit,
            "refused": refused,
            **answers_told(bench, source, accepted),
            "left_out": left_out(bench, source),
        }
        refuse_gap(counts, alone=source.wide is None)
        if source.wide and job.source_rows is None:
            there = int(bench.value("select count(distinct source_row) from shaped"))
            refuse_gap({**counts, "cells": there, "accepted": there, "refused": taken.unfit, "doubled": 0}, alone=True)
        kept = written_aside()
    # What was judged is needed no more; the version being made needs the memory.
    bench.run("drop table if exists raw")
    bench.look_away()
    found |= make_version(bench, source, job, found, kept, tables)
    del found["replaced"]
    keep_clean(job, source, tainted=bool(bench.value("select 1 from traces limit 1")))
    return {**counts, **found}


def about_a_library(source: Source, library: str | None) -> Source:
    """The same source; refused when neither the delivery nor the file says whose rows these are."""
    if source.has_library and library is None and not any(one.column == "library_id" for one in source.fields):
        raise DeliveryRefused(mark("Zeg voor welke bibliotheek deze levering is."))
    return source


def answers_told(bench: Workbench, source: Source, accepted: int) -> dict[str, int]:
    """How many answers the records gave, where they may give several, and how many twice: those stand once."""
    if source.wide is None or source.wide.months:
        return {"doubled": 0}
    same = "wrong.source_row = suspect.source_row and wrong.cell is not distinct from suspect.cell"
    good = int(bench.value(f"select count(*) from suspect anti join wrong on {same}"))  # noqa: S608
    given = int(bench.value("select count(*) from suspect where cell is not null"))
    return {"answers": given, "doubled": good - accepted}


def refuse_gap(counts: dict[str, int], alone: bool) -> None:
    """Every record is accepted, refused or empty; a load that cannot account for one is refused whole.

    A record that stands `alone` becomes one row; of another each cell is accounted for.
    """
    judged = counts["accepted"] + counts["doubled"] + counts["refused"] - counts["unfit"]
    whole = counts["cells"] == judged
    if alone:
        whole = whole and counts["records"] == counts["cells"] + counts["blank"] + counts["unfit"]
    if not whole:
        raise DeliveryRefused(
            mark("De telling klopt niet: {records} rijen in het bestand, {accepted} goed en {refused} geweigerd."),
            **counts,
        )


def compare(bench: Workbench, source: Source, job: Job, accepted: int) -> dict[str, Any]:
    """What changes against the current version, before anything is changed."""
    replaced = None if job.adding or not accepted else replaced_by(bench, source, job.library)
    told = differences(bench, source, replaced, accepted)
    sum_per_day(bench, source.contract, "replaced", WENT)
    sum_per_day(bench, source.contract, ADMITTED, CAME)
    return {
        **told,
        "branches": per_branch(bench, source),
        "periods": periods(bench, source),
        "before": totals(bench, source, job.library),
        "replaced": replaced,
    }


def keep_accepted(bench: Workbench, source: Source, job: Job, rows: int) -> Kept:
    """Write the accepted rows to a file that is kept as long as their run; what is the same in all is not in it."""
    known, file = same_in_all(source, job), job.folder / "scratch" / job.accepted.name
    bench.write(f"select * exclude ({', '.join(known)}) from accepted", file)  # noqa: S608
    told = {"library_id": job.library, "source_id": job.source_id, "load_run_id": job.run_id}
    return Kept(file, rows, {name: str(told[name]) for name in known})


@contextmanager
def keeping(bench: Workbench, source: Source, job: Job, rows: int) -> Iterator[Callable[[], Kept]]:
    """Write the accepted rows while they are compared; what is given waits for it, and tells how far it is.

    They come where they are kept when that is asked: of a delivery that is refused after all, none does.
    """
    with closing(bench.beside()) as beside, ThreadPoolExecutor(1) as pool:
        writing = pool.submit(keep_accepted, beside, source, job, rows)

        def kept() -> Kept:
            with telling(job, "writing", beside, rows):
                written = writing.result()
            written.path.replace(job.accepted)
            on_disk(job.accepted)
            return replace(written, path=job.accepted)

        yield kept


def make_version(
    bench: Workbench, source: Source, job: Job, found: dict[str, Any], kept: Kept, tables: Sequence[str]
) -> dict[str, Any]:
    """Make the next version and hold it against the checks; the totals of the table and the headlines afterwards."""
    with bench.next_version(tables):
        with telling(job, "landing", bench, kept.rows):
            gone = gone_of_runs(bench)
            put_in_place(bench, source.contract, found["replaced"], "accepted", kept, gone)
        step(job, "renewing")
        bench.settle()
        count_along(bench, source.contract, source.source_id, job.run_id, gone)
        change = Change("replaced", "accepted", *in_brief(bench, source.contract))
        bench.renew(tables, {source.delivers: change})
        bench.check(source.delivers)
        return {"effects": totals(bench, source, job.library), **after(bench, source, job, found)}


def build(job: Job, ground: Ground, opened: ExitStack) -> dict[str, Any]:
    """A version made anew from the accepted rows of every run in force, in the order they came into force."""
    bench = Workbench(job.memory_limit, job.threads, job.folder / "scratch", ground)
    opened.callback(bench.close)
    with bench.next_version(table_statements(), afresh=True):
        for number, run in enumerate(job.runs):
            job.progress(5 + 80 * number // len(job.runs), STEPS["landing"][2])
            contract = contracts()[run["table"]]
            rows, kept = kept_rows(bench, contract, run)
            nothing = run["adding"] or not kept.rows
            replaced = None if nothing else scope(tuple(run["replaces"]), run["source_id"], rows)
            land(bench, contract, replaced, rows, kept)
        bench.renew(table_statements(), {})
        bench.check(None)
    return {"runs": len(job.runs)}


def same_in_all(source: Source, job: Job) -> list[str]:
    """What is the same in every accepted row: the run itself tells it, so it is not kept with each of them."""
    return [name for name in SAME_IN_ALL if name != "library_id" or (job.library and source.has_library)]


def kept_rows(bench: Workbench, contract: Contract, run: dict[str, Any]) -> tuple[str, Kept]:
    """The accepted rows of a run as a relation, with what is the same in all of them, and the file they stand in."""
    path = Path(run["accepted"])
    rows = read_parquet(path)
    there = {row["column_name"] for row in bench.rows(f"describe select * from {rows}")}  # noqa: S608
    columns = {name for name, _, _ in contract.landed_columns()} - there
    said = {name: str(run[name]) for name in SAME_IN_ALL if name in columns}
    told = "".join(f", {quoted(value)} as {name}" for name, value in said.items())
    counted = int(bench.value(f"select count(*) from {rows}"))  # noqa: S608
    return f"(select *{told} from {rows})", Kept(path, counted, said)  # noqa: S608


def plainly(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows for the report, their texts without traces of a person."""
    return [{key: masked(one) if isinstance(one, str) else one for key, one in row.items()} for row in rows]


def work(job: Job, ground: Ground, opened: ExitStack) -> dict[str, Any]:
    """Do the job; what a person can act on becomes a sentence in the report. What was `opened` is closed by others."""
    try:
        with ground.alone():
            report = load(job, ground, opened) if job.task == "load" else build(job, ground, opened)
            if "before" in report:
                report["effects"] = compare_totals(report.pop("before"), report["effects"])
            return {"outcome": "made", "made": ground.made, **report}
    except CheckFailed as failed:
        return {"outcome": "refused", "sentence": failed.says["nl"], "values": {}, "rows": plainly(failed.rows)}
    except BiebwijzerError as error:
        values = {key: masked(str(value)) for key, value in error.values.items()}
        return {"outcome": "refused", "sentence": error.word, "values": values}
    except OutOfMemory:
        said = mark("Er is meer geheugen nodig dan {memory}. Er is niets veranderd. Vraag je beheerder om meer.")
        return {"outcome": SHORT, "sentence": said, "values": {"memory": job.memory_limit}}


def be_ready() -> None:
    """Work out once what is the same for every job."""
    contracts()
    rollups()


def main(folder: str, tell: Callable[[int], None] | None = None) -> int:
    """Do one job; 0 when there is a next version, 3 when the whole was refused.

    `tell` hears so as soon as the report is there. It may end the process: to give back all memory takes a while.
    """
    # Millions of cells go by and none of them points back at another: looking for circles would take half the time.
    gc.disable()
    job = read_job(Path(folder))
    ground = ground_of(job.order)
    with ExitStack() as opened:
        report = work(job, ground, opened)
        write_json(job.report, report)
        if report["outcome"] != "made":
            opened.close()
            ground.drop()
        step(job, "done")
        code = 0 if report["outcome"] == "made" else 3
        if tell:
            tell(code)
    return code
