"""Propositions: what we promise to whom, what we expected, and whether it does that."""

from biebwijzer.propositions import catalogue, introductions, performance, playbook, targets, telling
from biebwijzer.propositions.exhibits import ACTUAL, EXHIBITS, FUNNEL, NEW_AUDIENCE, PORTFOLIO
from biebwijzer.propositions.mailings import MAILINGS
from biebwijzer.propositions.place_exhibits import NO_SHOW, OCCUPANCY, OCCUPANCY_RESERVED, VISITS_PER_HOUR

__all__ = [
    "ACTUAL",
    "EXHIBITS",
    "FUNNEL",
    "MAILINGS",
    "NEW_AUDIENCE",
    "NO_SHOW",
    "OCCUPANCY",
    "OCCUPANCY_RESERVED",
    "PORTFOLIO",
    "VISITS_PER_HOUR",
    "catalogue",
    "introductions",
    "performance",
    "playbook",
    "targets",
    "telling",
]
