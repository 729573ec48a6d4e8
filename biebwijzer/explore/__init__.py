"""Explore: what every figure means, what it is made of and where it is used; and asking one's own."""

from biebwijzer.explore.lineage import Lineage, figures_on, lineage_of

__all__ = ["Lineage", "figures_on", "lineage_of"]
