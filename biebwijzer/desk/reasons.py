"""Reasons that two cards look alike, on a screen: each with its weight, for and against."""

from collections.abc import Iterable

from biebwijzer.desk.frame import pill
from biebwijzer.desk.markup import Markup, joined
from biebwijzer.relations.duplicates import reasons_said
from biebwijzer.words import Words

Why = Iterable[tuple[str, float]]


def why_said(words: Words, why: Why) -> str:
    """In one line: `zelfde telefoon +7,0 · andere plaats -6,0`."""
    return " · ".join(reasons_said(words, why))


def why_pills(words: Words, why: Why) -> Markup:
    """As pills beside each other; the sign says which way each one points, the colour only repeats it."""
    told = list(why)
    return joined(
        pill(said, "green" if weight > 0 else "orange")
        for said, (_, weight) in zip(reasons_said(words, told), told, strict=True)
    )
