"""The board: visits, loans and members on one page, and every room's exhibits gathered for a pack."""

from biebwijzer.board import editions, packs
from biebwijzer.board.exhibits import EXHIBITS, KEY_FIGURES, VISITS_BESIDE_LOANS, whole_years
from biebwijzer.board.figures import KeyFigure, completeness, key_figures, sentence, this_year
from biebwijzer.board.pack import all_exhibits, exhibit_named

__all__ = [
    "EXHIBITS",
    "KEY_FIGURES",
    "VISITS_BESIDE_LOANS",
    "KeyFigure",
    "all_exhibits",
    "completeness",
    "editions",
    "exhibit_named",
    "key_figures",
    "packs",
    "sentence",
    "this_year",
    "whole_years",
]
