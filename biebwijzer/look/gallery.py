"""The gallery: every exhibit of every room, found through the register."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from biebwijzer.look.exhibit import Exhibit
from biebwijzer.rooms import ROOMS


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
