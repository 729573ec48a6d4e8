"""Groups: who falls in which, with the rule in words a librarian can read. Numbers and words come from groups.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from biebwijzer.words import Words, mark

GROUPS_FILE = Path(__file__).with_name("groups.toml")
# What stands where a group would: before somebody was known, and after.
OUTSIDE = {"not_yet": mark("nog geen klant"), "gone": mark("weggegaan"), "others": mark("andere groepen")}
ALL = "all"
KINDS = {"member": mark("lid"), "free_account": mark("gratis account"), "both": mark("lid en gratis account")}


@dataclass(frozen=True)
class Group:
    """One group: its code, what it is called where, and its rule with the numbers in it."""

    code: str
    name: Mapping[str, str]
    short: Mapping[str, str]
    many: Mapping[str, str]
    rule: Mapping[str, str]
    numbers: Mapping[str, int]
    # Counts only: no row of it can be joined to a person.
    totals_only: bool = False

    def told(self, words: Words) -> str:
        """The rule as one reads it."""
        return words.either(self.rule).format_map({name: words.number(n) for name, n in self.numbers.items()})


@cache
def groups() -> Mapping[str, Group]:
    """Every group by its code, in the order in which the rules are tried."""
    said = tomllib.loads(GROUPS_FILE.read_text(encoding="utf-8"))["group"]
    return {one["code"]: Group(**one) for one in said}


@cache
def rules_version() -> int:
    """The version of the rules; derived tables carry it."""
    return int(tomllib.loads(GROUPS_FILE.read_text(encoding="utf-8"))["version"])


def group_name(code: str, words: Words) -> str:
    """What a group is called on the screen."""
    if code == ALL:
        return words("Samen")
    return words(OUTSIDE[code]) if code in OUTSIDE else words.either(groups()[code].name)


def group_short(code: str, words: Words) -> str:
    """What a group is called where there is little room."""
    return words(OUTSIDE[code]) if code in OUTSIDE else words.either(groups()[code].short)


def group_many(code: str, words: Words) -> str:
    """How a sentence speaks of the people in a group."""
    return words.either(groups()[code].many)


def kind_name(code: str, words: Words) -> str:
    """How somebody is known."""
    return words(KINDS[code])
