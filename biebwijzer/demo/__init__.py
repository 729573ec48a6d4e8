"""The demo: an invented province on real municipalities, made as delivery files and loaded like anyone's."""

from biebwijzer.demo.building import scale_named, world_for
from biebwijzer.demo.checking import Measured, check
from biebwijzer.demo.linking import cards_to_link
from biebwijzer.demo.loading import load
from biebwijzer.demo.making import SEED, SOURCES, last_full_month, make
from biebwijzer.demo.promising import promise
from biebwijzer.demo.typing import type_in
from biebwijzer.demo.world import POI, Scale, World
from biebwijzer.demo.writing import Delivered, read_order

__all__ = [
    "POI",
    "SEED",
    "SOURCES",
    "Delivered",
    "Measured",
    "Scale",
    "World",
    "cards_to_link",
    "check",
    "last_full_month",
    "load",
    "make",
    "promise",
    "read_order",
    "scale_named",
    "type_in",
    "world_for",
]
