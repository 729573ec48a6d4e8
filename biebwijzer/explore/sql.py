"""SQL for those who can: which marts are offered to whom, and the act in the trail."""

from collections.abc import Callable

from biebwijzer.access import Workspace
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse.asking_in_sql import SqlRows, ask_in_sql
from biebwijzer.warehouse.queries import QUERIES
from biebwijzer.words import mark

PERMISSION = "explore.sql"
# Places, periods, counts of visits, loans, activities and hours: nobody stands in these.
OFFERED = (
    *("library", "branch", "municipality", "library_municipality", "poi_library", "residents_month"),
    *("opening_hours", "closure", "visits_month", "loans_month", "usage_month", "usage_compared", "visits_hour"),
    *("activity", "school_programme", "workplace", "place_hours", "landed_month"),
)
# Counts of persons: only for who may see the rows themselves, since SQL can subtract what was hidden.
COUNTS_OF_PERSONS = ("segment_month", "segment_movement", "proposition_month")


def offered(workspace: Workspace) -> tuple[str, ...]:
    """The marts this person may read in SQL; marts with a row per person are offered to nobody."""
    return (*OFFERED, *COUNTS_OF_PERSONS) if workspace.audience == "eigen" else OFFERED


def about(name: str) -> str:
    """What a row of a mart is: the comment its file begins with."""
    path = next(iter(QUERIES.glob(f"*/marts/{name}.sql")))
    lines = path.read_text(encoding="utf-8").splitlines()
    told = [line.removeprefix("-- ") for line in lines[: next(n for n, one in enumerate(lines) if one[:2] != "--")]]
    return " ".join(told)


def ask(workspace: Workspace, text: str, waiting: Callable[[float], None] = lambda seconds: None) -> SqlRows:
    """The rows of one select, with its line in the trail; refused with the reason when it is anything else."""
    workspace.require_presence()
    workspace.require(PERMISSION)
    if workspace.audience == "buiten":
        raise NotAllowed(mark("SQL kan alleen binnen een bibliotheek."))
    found = ask_in_sql(workspace.stores, workspace.view, text, offered(workspace), waiting)
    workspace.log("explore.sql.asked", "mart", ", ".join(found.marts) or None)
    return found
