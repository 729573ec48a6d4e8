"""The pack: every exhibit of every room, gathered through the register."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from biebwijzer.look import Exhibit
from biebwijzer.problems import UnknownQuery
from biebwijzer.rooms import ROOMS
from biebwijzer.words import mark


@lru_cache(maxsize=1)
def all_exhibits() -> Mapping[str, Exhibit]:
    """Every exhibit by its name, rooms in house order."""
    found: dict[str, Exhibit] = {}
    for room in ROOMS:
        if find_spec(f"biebwijzer.{room.name}.exhibits") is None:
            continue
        for exhibit in import_module(f"biebwijzer.{room.name}.exhibits").EXHIBITS:
            found[exhibit.name] = exhibit
    return found


def exhibit_named(name: str) -> Exhibit:
    """The exhibit of that name."""
    if name not in all_exhibits():
        raise UnknownQuery(
            mark("Er is geen figuur '{name}'. Kies uit: {names}."), name=name, names=", ".join(all_exhibits())
        )
    return all_exhibits()[name]
