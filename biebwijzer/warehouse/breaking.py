"""When the database of this process breaks: after a fatal error it answers nobody until it is opened again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

# How a process ends whose database broke: who keeps it running starts it again.
BROKEN = 75
_acts: list[Callable[[], None]] = []


def when_broken(act: Callable[[], None] | None) -> None:
    """What to do when the database breaks; None leaves it to whoever asked."""
    _acts[:] = [act] if act else []


@contextmanager
def noticed() -> Iterator[None]:
    """Ask or write within this: a fatal error is acted on, and goes on to the caller."""
    try:
        yield
    except duckdb.FatalException:
        for act in _acts:
            act()
        raise
