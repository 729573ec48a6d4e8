"""What a delivery changed in a table: the rows that went, the rows that came, and whose of those really differ."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# Earlier than any month: rows that differ in more than their end touch every month of their person.
EVER = "date '1900-01-01'"


@dataclass(frozen=True)
class Change:
    """Two relations: the rows that went and the rows that came.

    `brief` is a third that says the same of all columns but those it `lacks`, in far fewer rows.
    """

    went: str
    came: str
    brief: str | None = None
    lacks: frozenset[str] = frozenset()

    @property
    def rows(self) -> str:
        """All of them."""
        return f"(select * from {self.went} union all by name select * from {self.came})"

    def rows_for(self, cells: str) -> str:
        """All of them, or in brief where that holds all that these cells ask for."""
        asked = set(re.findall(r"\w+", cells))
        return self.rows if self.brief is None or asked & self.lacks else self.brief

    def differing(self, told: Mapping[str, str]) -> str:
        """A question for the rows without their like on the other side, in the columns `told` names.

        A list that comes whole each time mostly says what it said before. Rows that only end at another moment
        (`until`) are told as if they began (`since`) where their ends part: before that nothing changed. Of what
        differs in more than that no beginning can be told. Without `alike` every row differs.
        """
        if "alike" not in told:
            return f"select * from {self.rows}"
        alike, since, until = told["alike"], told.get("since"), told.get("until")
        columns = ", ".join(name for name in (alike, since, until) if name)
        side = f"select {columns}, count(*) as times from {{}} group by all"
        went, came = side.format(self.went), side.format(self.came)
        alone = (
            f"select *, true as is_new from ({came} except {went}) "
            f"union all select *, false from ({went} except {came})"
        )
        if since is None:
            return f"select {columns} from ({alone})"
        ends = f"min({until})" if until else "null"
        begins = f"case when count(distinct is_new) = 2 then {ends} end"
        return (
            f"select {alike}, coalesce({begins}, {EVER}) as {since} from ({alone}) as differing "
            f"group by {alike}, differing.{since}"
        )
