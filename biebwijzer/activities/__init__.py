"""Activities: what a branch organised, by core function, and how many took part."""

from biebwijzer.activities import calendar, recording, rules
from biebwijzer.activities.exhibits import (
    EXHIBITS,
    PARTICIPANTS_PER_ACTIVITY,
    PER_CORE_FUNCTION,
    PER_MONTH,
    PER_PILLAR,
    WSOB_RETURN,
)
from biebwijzer.activities.findings import sentence
from biebwijzer.activities.names import CORE_FUNCTIONS, FORMS, FUNDING_FRAMES, ORIGINS, PILLARS
from biebwijzer.activities.periods import Span, known_until, this_or_that_year, this_year_until, years
from biebwijzer.activities.rules import ActivityDraft, Series
from biebwijzer.activities.schools import SCHOOL_PROGRAMMES, school_year_told

__all__ = [
    "CORE_FUNCTIONS",
    "EXHIBITS",
    "FORMS",
    "FUNDING_FRAMES",
    "ORIGINS",
    "PARTICIPANTS_PER_ACTIVITY",
    "PER_CORE_FUNCTION",
    "PER_MONTH",
    "PER_PILLAR",
    "PILLARS",
    "SCHOOL_PROGRAMMES",
    "WSOB_RETURN",
    "ActivityDraft",
    "Series",
    "Span",
    "calendar",
    "known_until",
    "recording",
    "rules",
    "school_year_told",
    "sentence",
    "this_or_that_year",
    "this_year_until",
    "years",
]
