"""`python -m bench [asking drawing saving loading sessions …]`: the budgets, as ratios within one run.

By name only, as they take minutes: `kills` ends fifty loaders and fifty savers without a warning; `province` makes and
loads 400,000 members with their loans and visits, and asks everything of them; `history` gives one more list of members
and one more month of loans to libraries with one, two and five years in place; `duplicates` tells how well doubles are
found in lists of which one knows who is who; `relations` opens the lists and cards of a library that knows 100,000
persons and wrote down a million talks.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.asking import asking, drawing
from bench.duplicates import duplicates
from bench.history import history
from bench.homes import LIBRARY, large, newcastle, operator, write_visits
from bench.kills import kills
from bench.loading import loading, reading_meanwhile
from bench.measuring import HEADS, Measured
from bench.province import province
from bench.relations import relations
from bench.saving import coordinator, saving
from bench.sessions import TABS, sessions
from biebwijzer import intake
from biebwijzer.access import open_session, refreshed
from biebwijzer.commands import Terminal
from tests.cast import invite_cast

PARTS = ("asking", "drawing", "saving", "loading", "sessions")
BY_NAME = ("kills", "province", "history", "duplicates", "relations")
ON_NEWCASTLE = {"asking", "drawing", "saving", "sessions"}


def measure(folder: Path, wanted: set[str], note: Callable[[str], None]) -> Iterator[Measured]:
    """Every part asked for, one after the other."""
    if wanted & ON_NEWCASTLE:
        yield from on_newcastle(folder, wanted, note)
    if "loading" in wanted:
        note("loading counters and loans …")
        big = large(folder / "large", folder)
        yield from loading(big, folder)
        yield from reading_meanwhile(big, folder)
        big.stores.close()
    if "kills" in wanted:
        note("ending loaders and savers …")
        yield from kills(folder)
    if "history" in wanted:
        note("years of members and loans …")
        yield from history(folder)
    if "duplicates" in wanted:
        yield from duplicates(note)
    if "relations" in wanted:
        note("a million talks …")
        yield from relations(folder)
    if "province" in wanted:
        yield from province(folder / "province", note)


def on_newcastle(folder: Path, wanted: set[str], note: Callable[[str], None]) -> Iterator[Measured]:
    """What is measured on the example home, and on half a million rows of visits."""
    note("loading Newcastle …")
    house = newcastle(folder / "newcastle")
    workspace = refreshed(operator(house))
    if "asking" in wanted:
        yield from asking(house, workspace, "Newcastle")
    if "drawing" in wanted:
        yield from drawing(workspace)
    if "saving" in wanted:
        yield from saving(coordinator(workspace, "newcastle"))
    invite_cast(house.stores)
    with house.stores.records.transaction() as change:
        change.set("access.role_grant", {"app_user_id": "karim"}, {"scope_id": "newcastle"})
    tokens = [open_session(house.stores, "karim", "bench") for _ in range(TABS)]
    house.stores.close()
    if "asking" in wanted:
        note("half a million rows …")
        many = large(folder / "many", folder)
        write_visits(folder / "visits.csv")
        intake.deliver(refreshed(operator(many)), "visits", folder / "visits.csv", LIBRARY)
        yield from asking(many, refreshed(operator(many)), "500,000 rows")
        many.stores.close()
    if "sessions" in wanted:
        note("a hundred tabs …")
        yield from sessions(folder / "newcastle", tokens)


def main() -> int:
    """Measure and print; nothing fails on a time."""
    terminal = Terminal(sys.stdout, sys.stderr, Path.cwd())
    wanted = set(sys.argv[1:]) or set(PARTS)
    if wanted - {*PARTS, *BY_NAME}:
        terminal.note(f"choose from: {', '.join([*PARTS, *BY_NAME])}")
        return 2
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        terminal.table(HEADS, [line.cells() for line in measure(Path(folder), wanted, terminal.note)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
