"""Who stands in a list twice: found by likenesses that are weighed and told, and left to a person to decide."""

from biebwijzer.relations.duplicates.cards import LikelyCard, likely_cards
from biebwijzer.relations.duplicates.finding_pairs import THRESHOLD, Doubles, Pair, doubles
from biebwijzer.relations.duplicates.spelling import COLUMNS

__all__ = ["COLUMNS", "THRESHOLD", "Doubles", "LikelyCard", "Pair", "doubles", "likely_cards"]
