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
from biebwijzer.segments.findings import end_of, groups_sentence, shares_in
from biebwijzer.segments.group_exhibits import GROUP_EXHIBITS, GROUP_MOVEMENT, GROUP_SHARE, GROUP_TREND
from biebwijzer.segments.groups import ALL, group_many, group_name
from biebwijzer.segments.known import Known, known_months, place_of
from biebwijzer.segments.rules import RULES, STATUSES, Rules, explained, status_name

__all__ = [
    "ALL",
    "COHORTS",
    "EXHIBITS",
    "GROUP_EXHIBITS",
    "GROUP_MOVEMENT",
    "GROUP_SHARE",
    "GROUP_TREND",
    "MEMBERS_BY_STATUS",
    "RECENCY",
    "RULES",
    "STATUSES",
    "USE_PER_BRANCH",
    "Known",
    "Rate",
    "Rules",
    "end_of",
    "explained",
    "group_many",
    "group_name",
    "groups_sentence",
    "known_months",
    "place_of",
    "sentence",
    "shares_in",
    "status_name",
    "wilson",
]
