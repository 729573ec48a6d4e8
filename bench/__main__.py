"""`python -m bench [asking drawing saving loading sessions]`: the budgets, as ratios within one run."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.asking import asking, drawing
from bench.homes import large, newcastle, operator
from bench.loading import loading
from bench.measuring import HEADS, Measured
from bench.saving import coordinator, saving
from bench.sessions import sessions
from biebwijzer.access import open_session, refreshed
from biebwijzer.commands import Terminal
from tests.cast import invite_cast

PARTS = ("asking", "drawing", "saving", "loading", "sessions")


def measure(folder: Path, wanted: set[str], note: Callable[[str], None]) -> Iterator[Measured]:
    """Every part asked for, one after the other."""
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
    token = open_session(house.stores, "karim", "bench")
    house.stores.close()
    if "loading" in wanted:
        note("loading half a million rows …")
        big = large(folder / "large", folder)
        yield from loading(big, folder)
        if "asking" in wanted:
            yield from asking(big, refreshed(operator(big)), "500,000 rows")
        big.stores.close()
    if "sessions" in wanted:
        note("a hundred tabs …")
        yield from sessions(folder / "newcastle", token)


def main() -> int:
    """Measure and print; nothing fails on a time."""
    terminal = Terminal(sys.stdout, sys.stderr, Path.cwd())
    wanted = set(sys.argv[1:]) or set(PARTS)
    if wanted - set(PARTS):
        terminal.note(f"choose from: {', '.join(PARTS)}")
        return 2
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        terminal.table(HEADS, [line.cells() for line in measure(Path(folder), wanted, terminal.note)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
