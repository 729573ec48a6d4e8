"""Who runs: the processes that a process started, and the loader that its fork server split off."""

from contextlib import suppress
from pathlib import Path


def children_of(pid: int) -> list[int]:
    """The processes this one started that run now."""
    found = list[int]()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):
            found += map(int, task.read_text(encoding="ascii").split())
    return found


def loaders_of(pid: int) -> list[int]:
    """The loaders at work for a process: its fork server split them off."""
    return [loader for server in children_of(pid) for loader in children_of(server)]
