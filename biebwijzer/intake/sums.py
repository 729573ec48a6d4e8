"""A number that a file has in parts, or as a total, or both: which cells of a record are added up.

    active_users = { sum = [["Volwassenen", "Jeugd"], ["Totaal"]] }
    book_loans = { sum = [["Volwassenen %B %Y", "Jeugd %B %Y"], ["Totaal %B %Y"]], gaps = true }

Of these choices the first that a record fills in counts, and never two of them. It is filled in when all its cells
are, or with `gaps` when at least one is. A heading with a month in it stands for the columns of all its months.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from biebwijzer.intake.contract import WHOLE, Contract
from biebwijzer.intake.months import PARTS, month_of
from biebwijzer.intake.source_parts import wrong
from biebwijzer.words import mark

Choices = tuple[tuple[str, ...], ...]
# What else may be said of a number that is added up.
BESIDE = {"sum", "gaps", "optional", "missing"}


class Adding(Protocol):
    """A column of a source that may be added up."""

    @property
    def column(self) -> str: ...
    @property
    def sums(self) -> Choices: ...
    @property
    def missing(self) -> Mapping[str, str]: ...


def sums_of(source_id: str, column: str, said: Mapping[str, object]) -> Choices:
    """The choices of a column that is added up, the one that is preferred first; none of any other column."""
    given = said.get("sum")
    if given is None:
        if "gaps" in said:
            raise wrong(source_id, mark("kolom {column}: gaps hoort bij sum"), column=column)
        return ()
    if beside := sorted(set(said) - BESIDE):
        raise wrong(source_id, mark("kolom {column}: sum gaat niet samen met {keys}"), column=column,
                    keys=", ".join(beside))  # fmt: skip
    choices = choices_of(given)
    if not choices or len(set(choices)) < len(choices) or any(len(set(one)) < len(one) for one in choices):
        raise wrong(
            source_id, mark("kolom {column}: sum is een lijst van koppen, of van zulke lijsten, elk één keer"),
            column=column,
        )  # fmt: skip
    for heading in (one for choice in choices for one in choice if is_family(one)):
        refuse_odd_month(source_id, column, heading)
    return choices


def choices_of(given: object) -> Choices:
    """One list of headings, or several, as several; none when it is neither."""
    if not isinstance(given, list) or not given:
        return ()
    lists = given if all(isinstance(one, list) for one in given) else [given]
    if not all(one and all(isinstance(heading, str) and heading.strip() for heading in one) for one in lists):
        return ()
    return tuple(tuple(heading.strip() for heading in one) for one in lists)


def is_family(heading: str) -> bool:
    """Whether a heading stands for the columns of all its months."""
    return "%Y" in heading


def refuse_odd_month(source_id: str, column: str, heading: str) -> None:
    """A heading for all months says the year and the month, each once."""
    signs = re.findall(r"%-?[a-zA-Z]", heading)
    if len(signs) != 2 or signs.count("%Y") != 1 or not set(signs) <= set(PARTS):
        raise wrong(
            source_id, mark("kolom {column}: '{heading}' wil één keer %Y en één keer %m, %-m, %b of %B"),
            column=column, heading=heading,
        )  # fmt: skip


def refuse_unfit_sums(source_id: str, fields: Iterable[Adding], wide: object, contract: Contract) -> None:
    """Whole numbers are added up, of a record that is one row; no sum may pass for a sign that it is missing."""
    for one in (one for one in fields if one.sums):
        column = contract.column(one.column)
        if not column.measure or column.dtype not in WHOLE:
            raise wrong(source_id, mark("kolom {column} is geen aantal om op te tellen"), column=one.column)
        if wide is not None:
            raise wrong(
                source_id, mark("kolom {column}: sum gaat niet samen met een rij per maand of antwoord"),
                column=one.column,
            )  # fmt: skip
        if sign := next((text for text in one.missing if re.fullmatch(r"-?[0-9]+", text)), None):
            raise wrong(
                source_id,
                mark("kolom {column}: een som kan ook {sign} zijn, dus dat is geen teken voor ontbrekend"),
                column=one.column,
                sign=sign,
            )


def spelled_out(sums: Choices, headings: Sequence[str]) -> Choices:
    """The same choices with the columns of this file where a heading stands for all its months; each column once."""
    return tuple(
        tuple(dict.fromkeys(name for one in choice for name in columns_of(one, headings) or [one])) for choice in sums
    )


def columns_of(heading: str, headings: Sequence[str]) -> list[str]:
    """The columns of a file that a heading with a month stands for."""
    return [one for one in headings if month_of(one, [heading])] if is_family(heading) else []
