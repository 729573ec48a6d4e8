"""Kinds of work: what rooms let the clock do. A room lists its kinds as KINDS in its clockwork.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from biebwijzer.access import Workspace
from biebwijzer.problems import BiebwijzerError, ContractBroken
from biebwijzer.rooms import ROOMS
from biebwijzer.settings import ROOT
from biebwijzer.words import mark

if TYPE_CHECKING:
    from biebwijzer.clock.working import Work


class Later(BiebwijzerError):
    """It can't be done now, by nobody's fault here: it is tried again after a pause that grows."""


@dataclass(frozen=True)
class Done:
    """What came of a piece of work, as a marked sentence and what fills it."""

    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)
    letters: tuple["Letter", ...] = ()


@dataclass(frozen=True)
class Letter:
    """What a colleague is told of it: written in the transaction that says the work is done, so once."""

    kind: str
    recipient: str
    subject: str
    body: str
    library: str | None = None


def always(workspace: Workspace, target: str, arguments: Mapping[str, Any]) -> bool:
    """Whenever it comes round there is something to do."""
    return True


@dataclass(frozen=True)
class Kind:
    """One kind of work: `run(workspace, work)` returns what came of it.

    `has_work` looks whether there is anything to do, so that a look every minute is no job every minute. When the
    process died halfway, work that may be done `again` is; other work is named as broken off. A `standing` rhythm
    needs nobody to plan it.
    """

    name: str
    title: str
    permission: str
    run: Callable[[Workspace, "Work"], Done]
    has_work: Callable[[Workspace, str, Mapping[str, Any]], bool] = always
    tries: int = 5
    again: bool = True
    standing: str | None = None


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Every kind of work by name, found through the register in house order."""
    found: dict[str, Kind] = {}
    for room in ROOMS:
        if (ROOT / "biebwijzer" / room.name / "clockwork.py").is_file():
            module = import_module(f"biebwijzer.{room.name}.clockwork")
            found |= {kind.name: kind for kind in module.KINDS}
    return found


def kind_of(name: str) -> Kind:
    """The kind of that name."""
    if name not in kinds():
        raise ContractBroken(mark("Er is geen soort werk '{name}'."), name=name)
    return kinds()[name]
