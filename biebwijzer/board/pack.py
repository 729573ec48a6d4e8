"""The pack: an exhibit of any room, by its name."""

from biebwijzer.look import Exhibit, all_exhibits
from biebwijzer.problems import UnknownQuery
from biebwijzer.words import mark

__all__ = ["all_exhibits", "exhibit_named"]


def exhibit_named(name: str) -> Exhibit:
    """The exhibit of that name."""
    if name not in all_exhibits():
        raise UnknownQuery(
            mark("Er is geen figuur '{name}'. Kies uit: {names}."), name=name, names=", ".join(all_exhibits())
        )
    return all_exhibits()[name]
