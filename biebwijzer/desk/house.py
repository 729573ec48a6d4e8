"""The open house: both stores and who asks them, put here once by the launcher for all pages."""

from dataclasses import dataclass

from biebwijzer.problems import BiebwijzerError
from biebwijzer.warehouse import Asking, Stores
from biebwijzer.words import mark


@dataclass(frozen=True)
class House:
    """Both stores of one home, and the questions over them."""

    stores: Stores
    asking: Asking


class _Door:
    """What this process has open; pages run on many threads of it."""

    house: House | None = None


def use_house(house: House | None) -> None:
    """Let every page of this process work in this house; None closes the door."""
    _Door.house = house


def house() -> House:
    """The house that is open."""
    if _Door.house is None:
        raise BiebwijzerError(mark("Er is nog geen map geopend. Start de app met: streamlit run app.py"))
    return _Door.house
