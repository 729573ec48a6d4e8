"""Segments: who comes, by rules a librarian can read, and how sure we are of a share."""

from biebwijzer.rates import Rate, wilson
from biebwijzer.segments.exhibits import (
    COHORTS,
    EXHIBITS,
    MEMBERS_BY_STATUS,
    RECENCY,
    USE_PER_BRANCH,
    sentence,
)
from biebwijzer.segments.rules import RULES, STATUSES, Rules, explained, status_name

__all__ = [
    "COHORTS",
    "EXHIBITS",
    "MEMBERS_BY_STATUS",
    "RECENCY",
    "RULES",
    "STATUSES",
    "USE_PER_BRANCH",
    "Rate",
    "Rules",
    "explained",
    "sentence",
    "status_name",
    "wilson",
]
