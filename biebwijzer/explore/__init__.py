"""Explore: what every figure means, what it is made of and where it is used; and asking one's own."""

from biebwijzer.explore.definitions import defined, definitions, holding, owner_of, room_of, unit_of
from biebwijzer.explore.lineage import Lineage, figures_on, lineage_of
from biebwijzer.explore.places import Place, used_on

__all__ = [
    "Lineage",
    "Place",
    "defined",
    "definitions",
    "figures_on",
    "holding",
    "lineage_of",
    "owner_of",
    "room_of",
    "unit_of",
    "used_on",
]
