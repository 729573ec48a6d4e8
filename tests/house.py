"""What the tests of the house share: a place as one names it, and all places that break a rule at once."""

from pathlib import Path

from biebwijzer.settings import ROOT


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def told(found: list[str], what_to_do: str) -> None:
    """Fail with every place and what to do there."""
    assert not found, what_to_do + "\n" + "\n".join(sorted(set(found)))
