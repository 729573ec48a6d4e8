"""Admitting: of all rows those without a problem, as they will stand in the warehouse."""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from biebwijzer.intake.reading import trim_cells
from biebwijzer.intake.several import told_once
from biebwijzer.intake.sifting import value_columns
from biebwijzer.intake.sources import Source
from biebwijzer.intake.taking_in import Taken, all_text, read_texts
from biebwijzer.intake.transcribing import Transcript
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted

# Fewer rows than this are always put in order: it costs nothing, and reads better.
WORTH_LOOKING = 100_000
BLOCK = 122_880
# Of so many rows the first so many are looked at.
STRETCH = 16_384, 1_024
# What is accepted, without where it came from.
ADMITTED = "admitted"


def make_accepted(
    bench: Workbench,
    source: Source,
    run_id: str,
    transcript: Transcript,
    taken: Taken,
    scratch: Path,
    beside: Sequence[str] = (),
) -> int:
    """Make `accepted`: the rows without a problem, with the columns of the landing table, in a useful order.

    `admitted` are the same rows for whoever does not ask on which row of the file each stands.
    `beside` are the runs these rows join, where they were put right. Returns how many. From here on `shaped` lacks the
    rows that are wrong only beside another.
    """
    values = value_columns(source)
    origin = f"'{source.source_id}' as source_id, '{run_id}' as load_run_id, source_row"
    chosen = f"select {', '.join(values)}, {origin}"
    bench.run("create table wrong as select distinct source_row, cell from problem")
    # A fine row can only be refused for another row: a copy, or one that stands there already.
    if bench.value("select 1 from wrong anti join suspect on wrong.source_row = suspect.source_row limit 1"):
        find_again(bench, transcript, taken, scratch)
        bench.run("update sifted set fine = false from wanted where sifted.rowid = wanted.k")
    same = "wrong.source_row = suspect.source_row and wrong.cell is not distinct from suspect.cell"
    right = f"suspect anti join wrong on {same}"
    every = f"{chosen} from shaped where fine union all {chosen} from {right}"
    if source.wide and not source.wide.months:
        stand_already(bench, source, beside)
        every = told_once(
            f"{chosen}, cell_place from {right}",
            source.wide.into,
            values,
            source.contract.columns,
        )
    if source.wide is None and is_in_order(bench, source):
        bench.run(f"create view accepted as {every}")
        bare = f"select {', '.join(values)}"
        bench.run(f"create view {ADMITTED} as {bare} from placed where fine union all {bare} from {right}")
    else:
        ordered = [name for name in ("library_id", *source.grain, source.period) if name in values]
        bench.run(f"create table accepted as {every} order by {', '.join([*dict.fromkeys(ordered), 'source_row'])}")
        bench.run(f"create view {ADMITTED} as select {', '.join(values)} from accepted")
    return int(bench.value(f"select count(*) from {ADMITTED}"))


def stand_already(bench: Workbench, source: Source, beside: Sequence[str]) -> None:
    """Make `standing`: the answers that the file these rows come from brought before."""
    into, runs = str(source.wide and source.wide.into), ", ".join(map(quoted, beside)) or "null"
    bench.run(
        f"create table standing as select source_row, {into} as answer from warehouse.{source.delivers} "
        f"where load_run_id in ({runs})"
    )


def is_in_order(bench: Workbench, source: Source) -> bool:
    """Whether a large file goes through time as it stands: then the blocks of a table do as well, without sorting."""
    if source.period is None or bench.value("select count(*) from placed") < WORTH_LOOKING:
        return False
    first, last = f"min({source.period}) as first", f"max({source.period}) as last"
    # Some stretches of each block say enough.
    found = bench.rows(
        "select date_diff('day', min(first), max(last)) as whole, avg(date_diff('day', first, last)) as block "
        f"from (select place // {BLOCK} as block, {first}, {last} from placed "
        f"where place % {STRETCH[0]} < {STRETCH[1]} group by 1)"
    )[0]
    # Two threads lay their parts down in turns; in a file without order every block spans the whole.
    return float(found["block"] or 0) <= float(found["whole"] or 0) / 2


def find_again(bench: Workbench, transcript: Transcript, taken: Taken, scratch: Path) -> None:
    """Add to `numbered` the rows that are refused only for another row: those did not keep their texts.

    `wanted` has their place among the records that fitted.
    """
    # From the row back to its record: the records before it that did not fit are not in `raw`.
    bench.run(
        "create table wanted as select source_row, line, line - 1 - coalesce(place, 0) as k "
        f"from (select distinct source_row, source_row - {transcript.first_row - 1} as line "
        "from wrong anti join suspect on wrong.source_row = suspect.source_row) as asked "
        "asof left join (select line as unfit_line, place from unfit) as gaps on asked.line > gaps.unfit_line"
    )
    place = "wanted.k"
    if taken.corrections is None and transcript.ends:
        lines = scratch / "again.csv"
        numbers = [row["line"] for row in bench.rows("select line from wanted order by line")]
        transcript.ends.copy(transcript.path, numbers, lines, b"\r\n" if transcript.returns else b"\n")
        again = replace(transcript, path=lines, skip=0)
        bench.make_in_order(f"select * from {all_text(bench, again, all_fit=True)}", "raw")
        trim_cells(bench, transcript)
        lines.unlink()
        place = "(row_number() over (order by wanted.k)) - 1"
    elif taken.corrections is None:
        read_texts(bench, transcript)
        trim_cells(bench, transcript)
    bench.run(
        "create or replace view numbered as select * exclude (fine) from told where not fine "
        "union all select source_row, null::varchar as only_cell, raw.* "
        f"from (select source_row, {place} as place from wanted) as wanted join raw on raw.rowid = wanted.place"
    )
