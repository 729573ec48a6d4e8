"""Start: where a working day begins."""

from biebwijzer.start.beginning import board_sentence, follow_up_sentence, school_year
from biebwijzer.start.searching import Figure, figures

__all__ = ["Figure", "board_sentence", "figures", "follow_up_sentence", "school_year"]
