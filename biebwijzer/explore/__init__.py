"""Explore: what every figure means, what it is made of and where it is used; and asking one's own."""

from biebwijzer.access.views import Shelf
from biebwijzer.explore.definitions import defined, definitions, holding, owner_of, room_of, unit_of
from biebwijzer.explore.lineage import Lineage, figures_on, lineage_of
from biebwijzer.explore.measures import DIMENSIONS, ORDERED, Choice, Measure, choice_of, explored, measures, moments
from biebwijzer.explore.places import Place, used_on

# What an address of Verkennen is made of; anything else in it is not kept with a view.
VIEWS = Shelf(
    "verkennen", "explore", ("maat", "splits", "en", "alleen", "vestiging", "vanaf", "tot", "wanneer", "naast")
)

__all__ = [
    "DIMENSIONS",
    "ORDERED",
    "VIEWS",
    "Choice",
    "Lineage",
    "Measure",
    "Place",
    "choice_of",
    "defined",
    "definitions",
    "explored",
    "figures_on",
    "holding",
    "lineage_of",
    "measures",
    "moments",
    "owner_of",
    "room_of",
    "unit_of",
    "used_on",
]
