"""Relations: whom the library knows, what was said, and what was promised."""

from biebwijzer.access import Saved
from biebwijzer.relations import (
    changes,
    consents,
    contact_moments,
    finding,
    follow_ups,
    merging,
    naming,
    noting,
    organisations,
    own_fields,
    own_values,
    people,
    reading,
    reminding,
    schools,
    steps,
    working,
)
from biebwijzer.relations.cards import opened, spoken_sentence

__all__ = [
    "Saved",
    "changes",
    "consents",
    "contact_moments",
    "finding",
    "follow_ups",
    "merging",
    "naming",
    "noting",
    "opened",
    "organisations",
    "own_fields",
    "own_values",
    "people",
    "reading",
    "reminding",
    "schools",
    "spoken_sentence",
    "steps",
    "working",
]
