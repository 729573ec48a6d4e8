"""Rules that hold for the warehouse as a whole: each file in queries/*/checks must return no rows."""

from biebwijzer.settings import ROOT
from biebwijzer.warehouse.stores import Stores


def failing_checks(stores: Stores) -> dict[str, int]:
    """The checks that return rows, with how many."""
    found = {}
    for path in sorted((ROOT / "queries").glob("*/checks/*.sql")):
        text = path.read_text(encoding="utf-8")
        with stores.cursor({}) as cursor:
            rows = len(cursor.execute(text).fetchall())
        if rows:
            found[f"{path.parent.parent.name}/{path.stem}"] = rows
    return found
