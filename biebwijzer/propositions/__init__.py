"""Propositions: what we promise to whom, what we expected, and whether it does that."""

from biebwijzer.propositions import (
    catalogue,
    effect_telling,
    effects,
    introductions,
    outcomes,
    performance,
    playbook,
    targets,
    telling,
)
from biebwijzer.propositions.effect_exhibits import COURSE, OWN, ROAD
from biebwijzer.propositions.exhibits import ACTUAL, EXHIBITS, FUNNEL, NEW_AUDIENCE, PORTFOLIO
from biebwijzer.propositions.mailings import MAILINGS
from biebwijzer.propositions.place_exhibits import NO_SHOW, OCCUPANCY, OCCUPANCY_RESERVED, VISITS_PER_HOUR

__all__ = [
    "ACTUAL",
    "COURSE",
    "EXHIBITS",
    "FUNNEL",
    "MAILINGS",
    "NEW_AUDIENCE",
    "NO_SHOW",
    "OCCUPANCY",
    "OCCUPANCY_RESERVED",
    "OWN",
    "PORTFOLIO",
    "ROAD",
    "VISITS_PER_HOUR",
    "catalogue",
    "effect_telling",
    "effects",
    "introductions",
    "outcomes",
    "performance",
    "playbook",
    "targets",
    "telling",
]
