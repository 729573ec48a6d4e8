"""How one says why two look alike."""

from collections.abc import Iterable

from biebwijzer.words import Words


def reasons_said(words: Words, why: Iterable[tuple[str, float]]) -> list[str]:
    """What speaks for and against, each with its weight: `zelfde telefoon +7,0`."""
    return [f"{words(word)} {'+' if weight > 0 else ''}{words.number(weight, 1)}" for word, weight in why]
