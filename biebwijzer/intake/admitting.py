"""Admitting: of all rows those without a problem, as they will stand in the warehouse."""

# Names come from contracts, values are quoted: no text of a file is ever part of a statement.
# ruff: noqa: S608

from biebwijzer.intake.reading import trim_cells
from biebwijzer.intake.sifting import value_columns
from biebwijzer.intake.sources import Source
from biebwijzer.intake.taking_in import Taken, all_text
from biebwijzer.intake.transcribing import Transcript
from biebwijzer.warehouse.loading import Workbench

# Fewer rows than this are always put in order: it costs nothing, and reads better.
WORTH_LOOKING = 100_000
BLOCK = 122_880


def make_accepted(bench: Workbench, source: Source, run_id: str, transcript: Transcript, taken: Taken) -> None:
    """Make `accepted`: the rows without a problem, with the columns of the landing table, in a useful order."""
    values = value_columns(source)
    origin = f"'{source.source_id}' as source_id, '{run_id}' as load_run_id, source_row"
    chosen = f"select {', '.join(values)}, {origin}"
    bench.run("create table wrong as select distinct source_row, cell from problem")
    same = "wrong.source_row = rows_.source_row and wrong.cell is not distinct from rows_.cell"
    # A fine row can only be refused for another row: a copy, or one that stands there already.
    late = bench.value(
        "select 1 from wrong semi join shaped on wrong.source_row = shaped.source_row and shaped.fine limit 1"
    )
    if late:
        find_again(bench, transcript, taken)
    fine = "from shaped as rows_ " + (f"anti join wrong on {same} where fine" if late else "where fine")
    careful = f"from suspect as rows_ anti join wrong on {same}"
    every = f"{chosen} {fine} union all {chosen} {careful}"
    if is_in_order(bench, source):
        bench.run(f"create view accepted as {every}")
        return
    ordered = [name for name in ("library_id", *source.grain, source.period) if name in values]
    bench.run(f"create table accepted as {every} order by {', '.join([*dict.fromkeys(ordered), 'source_row'])}")


def is_in_order(bench: Workbench, source: Source) -> bool:
    """Whether a large file goes through time as it stands: then the blocks of a table do as well, without sorting."""
    if source.period is None or bench.value("select count(*) from shaped") < WORTH_LOOKING:
        return False
    days = f"date_diff('day', min({source.period}), max({source.period}))"
    found = bench.rows(
        f"select (select {days} from shaped) as whole, avg(days) as block "
        f"from (select {days} as days from (select {source.period}, row_number() over () as k from shaped) "
        f"group by k // {BLOCK})"
    )[0]
    # Two threads lay their parts down in turns; in a file without order every block spans the whole.
    return float(found["block"] or 0) <= float(found["whole"] or 0) / 2


def find_again(bench: Workbench, transcript: Transcript, taken: Taken) -> None:
    """Make `numbered` of all rows with a problem: those refused only for another row did not keep their texts."""
    if taken.corrections is None:
        bench.read(f"select * from {all_text(bench, transcript)}", "raw", transcript.skip)
        trim_cells(bench, transcript)
    # From the row back to its record: the records before it that did not fit are not in `raw`.
    bench.run(
        "create table wanted as select source_row, line - 1 - coalesce(place, 0) as k "
        f"from (select distinct source_row, source_row - {transcript.first_row - 1} as line from problem) as asked "
        "asof left join (select line as unfit_line, place from unfit) as gaps on asked.line > gaps.unfit_line"
    )
    bench.run(
        "create or replace view numbered as select source_row, null::varchar as only_cell, raw.* "
        "from wanted join raw on raw.rowid = wanted.k"
    )
