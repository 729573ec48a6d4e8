"""Two deliveries of one source beside each other: rows new, changed and gone, and the sums by month that differ."""

# Names come from contracts and files of our own, values are quoted: no text of a delivery is part of a statement.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from biebwijzer.access import Workspace
from biebwijzer.intake.deciding import source_of
from biebwijzer.intake.outcomes import PERMISSION
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.sources import Source
from biebwijzer.intake.tidying import job_folder
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Row
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted
from biebwijzer.words import mark

# What says where a row stood, not what it says.
ORIGIN = ("source_row", "source_id", "load_run_id", "library_id")
ROWS = "row_count"


@dataclass(frozen=True)
class MonthlySum:
    """One measure in one month: what it was in the one delivery and what it is in the other."""

    month: date | None
    measure: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Difference:
    """What another delivery says otherwise; `sums` are those that differ, the latest month first."""

    new: int
    changed: int
    gone: int
    same: int
    sums: tuple[MonthlySum, ...]


def difference(workspace: Workspace, before_id: str, after_id: str) -> Difference:
    """Hold two deliveries of a source beside each other, as they were accepted."""
    workspace.require_presence()
    workspace.require(PERMISSION)
    before, after = (seen(workspace, one) for one in (before_id, after_id))
    if before["source_id"] != after["source_id"]:
        raise DeliveryRefused(mark("Deze leveringen zijn van verschillende bronnen."))
    settings = workspace.stores.settings
    paths = [job_folder(settings, run["run_id"]) / "accepted.parquet" for run in (before, after)]
    for run, path in zip((before, after), paths, strict=True):
        if not path.is_file():
            raise DeliveryRefused(
                mark("De goede rijen van {file} ontbreken. Zet een back-up terug."), file=run["file_name"]
            )
    with TemporaryDirectory(dir=settings.home) as scratch:
        bench = Workbench(settings.loader_memory, settings.threads, Path(scratch))
        try:
            return compared(bench, source_of(workspace.stores, after), paths[0], paths[1])
        finally:
            bench.close()


def seen(workspace: Workspace, run_id: str) -> Row:
    """A delivery this person may see."""
    found = workspace.ask("intake/run", run_id=run_id).rows.to_dicts()
    if not found:
        raise NotAllowed(mark("Deze levering bestaat niet, of hoort niet bij jouw bibliotheek."))
    return found[0]


def compared(bench: Workbench, source: Source, before: Path, after: Path) -> Difference:
    """Both files beside each other: by what makes a row unique, or as heaps of rows where nothing does."""
    for name, path in (("earlier", before), ("later", after)):
        bench.run(f"create view {name} as select * from read_parquet({quoted(str(path))})")
    columns = [one for one in columns_of(bench, "earlier") if one in columns_of(bench, "later") and one not in ORIGIN]
    key = [one for one in source.grain if one in columns]
    counts = by_key(bench, key, columns) if key else as_heaps(bench, columns)
    return Difference(*counts, sums=tuple(sums(bench, source, columns)))


def columns_of(bench: Workbench, view: str) -> list[str]:
    """The columns of one of the two."""
    return [row["column_name"] for row in bench.rows(f"describe {view}")]


def by_key(bench: Workbench, key: Sequence[str], columns: Sequence[str]) -> tuple[int, int, int, int]:
    """New, changed, gone and the same, by what makes a row unique."""
    others = [one for one in columns if one not in key]
    differs = " or ".join(f"earlier.{one} is distinct from later.{one}" for one in others) or "false"
    here, there = f"earlier.{key[0]} is not null", f"later.{key[0]} is not null"
    row = bench.rows(
        f"select count(*) filter (not ({here})) as new, count(*) filter (not ({there})) as gone, "
        f"count(*) filter ({here} and {there} and ({differs})) as changed, "
        f"count(*) filter ({here} and {there} and not ({differs})) as same "
        f"from earlier full outer join later using ({', '.join(key)})"
    )[0]
    return row["new"], row["changed"], row["gone"], row["same"]


def as_heaps(bench: Workbench, columns: Sequence[str]) -> tuple[int, int, int, int]:
    """New, gone and the same where rows are not known apart: look-alike rows stay as many as they are."""
    listed = ", ".join(columns)
    row = bench.rows(
        "select coalesce(sum(greatest(there - here, 0)), 0)::bigint as new, "
        "coalesce(sum(greatest(here - there, 0)), 0)::bigint as gone, "
        "coalesce(sum(least(here, there)), 0)::bigint as same from (select count(*) filter (side = 0) as here, "
        f"count(*) filter (side = 1) as there from (select 0 as side, {listed} from earlier union all "
        f"select 1 as side, {listed} from later) group by {listed})"
    )[0]
    return row["new"], 0, row["gone"], row["same"]


def sums(bench: Workbench, source: Source, columns: Sequence[str]) -> list[MonthlySum]:
    """Rows and measures by month, where the two differ."""
    period = source.period if source.period in columns else None
    month = f"date_trunc('month', {period})::date" if period else "null::date"
    measures = [one.name for one in source.contract.columns if one.measure and one.name in columns]
    added = "".join(f", sum({one}) as {one}" for one in measures)
    per = [
        f"(select {month} as month, count(*) as {ROWS}{added} from {name} group by 1)" for name in ("earlier", "later")
    ]
    found: list[MonthlySum] = []
    for measure in measures or (ROWS,):
        rows = bench.rows(
            f"select coalesce(one.month, other.month) as month, one.{measure} as before, other.{measure} as after "
            f"from {per[0]} as one full outer join {per[1]} as other on one.month is not distinct from other.month "
            f"where one.{measure} is distinct from other.{measure} order by 1 desc"
        )
        found += [MonthlySum(row["month"], measure, row["before"], row["after"]) for row in rows]
    return sorted(found, key=lambda one: (one.month or date.min, one.measure), reverse=True)
