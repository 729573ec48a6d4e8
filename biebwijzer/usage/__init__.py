"""Usage: the facts libraries bring in, and the figures made of visits, loans and members."""

from biebwijzer.usage.exhibits import (
    EXHIBITS,
    LOANS_PER_BRANCH,
    LOANS_PER_MONTH,
    LOANS_PER_YEAR,
    MEMBERS_PER_BRANCH,
    VISITS_PER_BRANCH,
    VISITS_PER_MONTH,
    VISITS_PER_YEAR,
)
from biebwijzer.usage.findings import Trend, trend
from biebwijzer.usage.periods import Span, delivered_months, latest_reference_date, months_earlier
from biebwijzer.usage.returns import ACTIVE_USERS, STATED_LOANS
from biebwijzer.usage.satisfaction import RECOMMENDATION, SATISFACTION, margin_told
from biebwijzer.usage.survey import VISIT_REASONS, survey_sentence

__all__ = [
    "ACTIVE_USERS",
    "EXHIBITS",
    "LOANS_PER_BRANCH",
    "LOANS_PER_MONTH",
    "LOANS_PER_YEAR",
    "MEMBERS_PER_BRANCH",
    "RECOMMENDATION",
    "SATISFACTION",
    "STATED_LOANS",
    "VISITS_PER_BRANCH",
    "VISITS_PER_MONTH",
    "VISITS_PER_YEAR",
    "VISIT_REASONS",
    "Span",
    "Trend",
    "delivered_months",
    "latest_reference_date",
    "margin_told",
    "months_earlier",
    "survey_sentence",
    "trend",
]
