"""Which columns of a file may be added up to fill one column of a source, for whoever describes it."""

from collections.abc import Collection, Iterable

from biebwijzer.intake.contract import WHOLE, Column
from biebwijzer.intake.describing import cells_of_column
from biebwijzer.intake.recognising import Recognised
from biebwijzer.intake.sums import is_family


def may_be_added_up(column: Column) -> bool:
    """Whether what fills a column may stand in several columns of a file: a number of something counted."""
    return column.measure and column.dtype in WHOLE


def addable(found: Recognised, heading: str, taken: Collection[str]) -> list[str]:
    """The other columns of whole numbers that may be added to that of a heading; `taken` fill something else."""
    whole = [name for name, one in zip(found.heads, found.columns, strict=False) if one.type == "integer"]
    plain = [name for name in (heading, *whole) if found.heads.count(name) == 1 and not is_family(name)]
    return [name for name in plain if name not in (heading, *taken)] if heading in plain else []


def has_blanks(found: Recognised, headings: Iterable[str]) -> bool:
    """Whether there are blank cells below some of these headings."""
    return any(not cell.strip() for name in headings for cell in cells_of_column(found, name))
