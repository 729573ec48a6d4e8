"""What a recogniser says: a question it must not answer itself, a remark, or that it can't read the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from biebwijzer.intake.refusals import DeliveryRefused

# The questions that say the table itself may have been read wrongly; the others are about what values mean.
OF_THE_TABLE = (
    "encoding", "separator", "header", "tables", "widths", "sheet", "file", "quotes", "notes", "hidden", "merged",
    "hidden_rows", "formulas", "shown", "grouped",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """Something only a person knows; `key` names it in the answers, `choices` are the answers it takes."""

    key: str
    word: str
    values: Mapping[str, object] = field(default_factory=dict)
    choices: tuple[str, ...] = ()

    @property
    def of_the_table(self) -> bool:
        """Whether another answer would give other cells, and not only another meaning of the same cells."""
        return self.key.partition(":")[0] in OF_THE_TABLE


@dataclass(frozen=True)
class Remark:
    """Something one should know about the file that changes nothing in how it is read."""

    word: str
    values: Mapping[str, object] = field(default_factory=dict)


class NotRecognised(DeliveryRefused):
    """This file can't be read at all."""


Said = Question | Remark
Answers = Mapping[str, str]
