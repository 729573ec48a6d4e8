"""Relations: whom the library knows, what was said, and what was promised."""

from biebwijzer.access import Saved
from biebwijzer.access.views import Shelf
from biebwijzer.relations import (
    belonging,
    changes,
    changing_many,
    consents,
    contact_moments,
    finding,
    follow_ups,
    linking,
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
from biebwijzer.relations.cards import follow_ups_of, opened, spoken_sentence

# What of the address of a list is kept with a view: its filters, and no name one searched for.
OWN_FILTER = ("veld", "waarde", "bevat", "van", "tot")
VIEWS = {
    "person": Shelf("personen", "relations", OWN_FILTER),
    "organisation": Shelf("organisaties", "relations", ("soort", "stil", *OWN_FILTER)),
}

__all__ = [
    "VIEWS",
    "Saved",
    "belonging",
    "changes",
    "changing_many",
    "consents",
    "contact_moments",
    "finding",
    "follow_ups",
    "follow_ups_of",
    "linking",
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
