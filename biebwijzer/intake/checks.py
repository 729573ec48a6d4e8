"""The checks a source declares: sums its file must agree with."""

from collections.abc import Mapping
from dataclasses import dataclass

from biebwijzer.intake.source_parts import texts
from biebwijzer.problems import ContractBroken
from biebwijzer.words import mark

KEYS = {"says", "plus", "minus", "equals", "total", "in", "of", "per", "running", "along"}
# Every kind of check: the keys it needs beside what it says.
KINDS = {"equals": {"plus"}, "total": {"in", "of"}, "running": {"of", "along"}}
ALL_MONTHS = "*"


@dataclass(frozen=True)
class Check:
    """One sum: columns that make another one, rows that make a total, or months that make the year so far."""

    says: Mapping[str, str]
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    equals: str = ""
    total: str = ""
    within: str = ""
    of: str = ""
    per: tuple[str, ...] = ()
    running: str = ""
    along: str = ""

    @property
    def headings(self) -> list[str]:
        """The columns of the file this check reads."""
        named = (*self.plus, *self.minus, self.equals, self.within, self.of, *self.per, self.running, self.along)
        return [name for name in dict.fromkeys(named) if name and name != ALL_MONTHS]


def check_of(source_id: str, given: object) -> Check:
    """One [[checks]] of a source's text; refused when it says too little or what nobody reads."""
    if not isinstance(given, dict):
        raise wrong_check(source_id)
    kinds = [kind for kind in KINDS if kind in given]
    says = given.get("says")
    if not isinstance(says, dict) or not isinstance(given.get("plus", []), str | list):
        raise wrong_check(source_id)
    if len(kinds) != 1 or set(given) - KEYS or KINDS[kinds[0]] - set(given) or set(says) != {"nl", "en"}:
        raise wrong_check(source_id)

    single = {name: str(given.get(name, "")) for name in ("equals", "total", "of", "running", "along")}
    return Check(
        says=says,
        plus=texts(given.get("plus")),
        minus=texts(given.get("minus")),
        per=texts(given.get("per")),
        within=str(given.get("in", "")),
        **single,
    )


def wrong_check(source_id: str) -> ContractBroken:
    """The error of a check that can't be made."""
    return ContractBroken(
        mark("Bron {source}: een [[checks]] wil says (nl en en) en een van equals, total of running."), source=source_id
    )
