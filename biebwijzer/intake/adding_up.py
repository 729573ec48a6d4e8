"""Adding up: the SQL of a number that stands in several cells of a record, before it is judged like any other.

Its text is that of the sum, so that the quick way and the careful way read it by the same rules. Where a cell that
counts is no number, or one that its column may not hold, the text is that of the cell: it is refused by itself.
"""

from collections.abc import Sequence

from biebwijzer.intake.contract import Column
from biebwijzer.intake.fields import Field
from biebwijzer.intake.shaping import numeric, sql_list
from biebwijzer.intake.sources import Source
from biebwijzer.warehouse.spelling import quoted


def sums(source: Source, headings: Sequence[str]) -> str:
    """What the columns that are added up add to a record: the text of each, and the heading to name beside it."""
    parts = [
        part
        for one in source.fields
        if one.sums
        for part in sum_parts(source, source.contract.column(one.column), one, headings)
    ]
    return "".join(f", {part}" for part in parts)


def sum_parts(source: Source, column: Column, one: Field, headings: Sequence[str]) -> list[str]:
    """The text of a sum and where it comes from: of the first choice that is filled in, else why none is."""
    choices = [Choice(source, column, one, choice, headings) for choice in one.sums]
    texts = "".join(f" when {choice.filled} then {choice.text}" for choice in choices)
    places = "".join(f" when {choice.filled} then {choice.place}" for choice in choices)
    nothing = ", ".join([*(choice.odd for choice in choices), *(choice.sign for choice in choices)])
    where = [f"case when {choice.odd} is not null then {choice.place} end" for choice in choices]
    return [
        f"case{texts} else coalesce({nothing}) end as {column.name}__sum",
        f"case{places} else coalesce({', '.join([*where, choices[0].place])}) end as {column.name}__from",
    ]


class Choice:
    """The SQL of the cells of one choice: whether they are filled in, what they add up to, and which is odd."""

    def __init__(
        self, source: Source, column: Column, one: Field, asked: Sequence[str], headings: Sequence[str]
    ) -> None:
        cells = f"[{', '.join(f'f{headings.index(heading)}' for heading in asked)}]"
        signs = sql_list([text for text in one.missing if text])
        number = numeric(source, column, "x")
        beyond = [f"{number} is null"]
        beyond += [f"{number} < {column.at_least}"] if column.at_least is not None else []
        beyond += [f"{number} > {column.at_most}"] if column.at_most is not None else []
        given = f"list_filter({cells}, lambda x: x is not null{f' and x not in ({signs})' if signs else ''})"
        # A cell that says why it is empty is no gap: nobody knows what the sum lacks.
        self.sign = f"list_filter({cells}, lambda x: x in ({signs}))[1]" if signs else "null::varchar"
        self.filled = f"len({given}) > 0 and {self.sign} is null" if one.gaps else f"len({given}) = {len(asked)}"
        self.odd = f"list_filter({given}, lambda x: {' or '.join(beyond)})[1]"
        self.text = f"coalesce({self.odd}, list_sum(list_transform({given}, lambda x: {number}))::varchar)"
        self.place = f"coalesce([{sql_list(asked)}][list_position({cells}, {self.odd})], {quoted(asked[0])})"
