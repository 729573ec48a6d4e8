"""Who stands in a list twice: found by likenesses that are weighed and told, and left to a person to decide."""

from biebwijzer.relations.duplicates.cards import LikelyCard, likely_cards
from biebwijzer.relations.duplicates.finding_pairs import THRESHOLD, Doubles, Pair, doubles
from biebwijzer.relations.duplicates.known import LIKELY, CardPair, likely_pairs
from biebwijzer.relations.duplicates.spelling import COLUMNS
from biebwijzer.relations.duplicates.telling import reasons_said
from biebwijzer.relations.duplicates.while_typing import resembling

__all__ = [
    "COLUMNS",
    "LIKELY",
    "THRESHOLD",
    "CardPair",
    "Doubles",
    "LikelyCard",
    "Pair",
    "doubles",
    "likely_cards",
    "likely_pairs",
    "reasons_said",
    "resembling",
]
