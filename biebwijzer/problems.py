"""What can stand in the way: problems of a form, and the one family of errors."""

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """What stands in the way of saving a form: the field it belongs under and a Dutch sentence."""

    field: str
    word: str
    values: dict[str, object] = dataclasses.field(default_factory=dict)


class BiebwijzerError(Exception):
    """Something a person can act on: a marked Dutch sentence and the values that fill it."""

    def __init__(self, word: str, **values: object) -> None:
        self.word = word
        self.values = values
        super().__init__(word.format_map(values) if values else word)


class ContractBroken(BiebwijzerError):
    """A delivery, a source or a header does not say what it should say."""


class NotAllowed(BiebwijzerError):
    """The person at work may not do or see this."""


class UnknownQuery(BiebwijzerError):
    """No question of that name, or it was asked with other parameters than it has."""


class ChangedMeanwhile(BiebwijzerError):
    """Somebody else saved the same record after this one was opened."""


class InUse(BiebwijzerError):
    """The home folder is open in another process."""
