"""What values are: number, date, time or text, by the whole column; never guessed where both could be."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

SIGNS_OF_NOTHING = """
    - -- – — . .. ... … x ? * n/a na nan null none nil #n/a n.v.t. nvt nb n.b. onbekend unknown \\n
    #null! #div/0! #value! #ref!
"""
NOTHING = frozenset(SIGNS_OF_NOTHING.split()) | {""}
MONEY = "£€$¥"
# Groups of three, or a mark and what follows it; a sign, a currency or a percent sign may stand around it.
# A count too small to publish.
FEW = re.compile(r"(<|<=|≤|=<)\s?\d{1,2}")
NUMBER = re.compile(
    rf"[(]?[-+−]?\s?[{MONEY}]?\s?[-+]?(\d[\d.,'\u00a0\u202f ]*|[.,]\d+)(e[-+]?\d+)?\s?[%{MONEY}]?[)]?-?", re.I
)
GROUPS = {mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+") for mark in ".,' \u00a0\u202f"}
ISO_DATE = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]+(\d{1,2}:\d{2}.*))?")
LOCAL_DATE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:[T ,]+(\d{1,2}:\d{2}.*))?")
MONTHS = "jan|feb|mar|mrt|maa|apr|may|mei|jun|jul|aug|sep|oct|okt|nov|dec"  # the beginning is enough in both languages
NAMED_DATE = re.compile(rf"(?:\w{{2,9}},? )?(\d{{1,2}})[- ]?({MONTHS})[a-z]*\.?[- ,]*(\d{{4}}|\d{{2}})", re.I)
NAMED_MONTH = re.compile(rf"({MONTHS})[a-z]*[-. /']*(\d{{4}}|\d{{2}})|(\d{{4}})[-/ ](\d{{1,2}}|({MONTHS})[a-z]*)", re.I)
TIME = re.compile(r"([01]?\d|2[0-4]):[0-5]\d(:[0-5]\d([.,]\d+)?)?( ?[ap]\.?m\.?)?", re.I)
TRUTHS = frozenset({"ja", "nee", "yes", "no", "true", "false", "waar", "onwaar", "y", "n", "j", "t", "f"})
LEADING_ZERO = re.compile(r"0\d+")
KINDS = ("number", "date", "month", "time", "truth")


def is_nothing(value: str) -> bool:
    """Whether a cell says that there is no value."""
    return value.strip().lower() in NOTHING


@lru_cache(maxsize=1 << 16)
def kind_of(value: str) -> str:
    """What one value looks like: number, date, month, time, truth, nothing or text."""
    bare = value.strip()
    if bare.lower() in NOTHING or FEW.fullmatch(bare):
        return "nothing"
    first = bare[0]
    if (first.isdigit() or first in "+-−(.,£€$¥") and (found := numeric_kind(bare)):
        return found
    if len(bare) < 40 and (NAMED_DATE.fullmatch(bare) or NAMED_MONTH.fullmatch(bare)):
        return "date" if NAMED_DATE.fullmatch(bare) else "month"
    return "truth" if bare.lower() in TRUTHS else "text"


def numeric_kind(bare: str) -> str | None:
    """The kind of a value that begins as a number does."""
    if TIME.fullmatch(bare):
        return "time"
    if ISO_DATE.fullmatch(bare) or is_local_date(bare):
        return "date"
    if (match := NUMBER.fullmatch(bare)) and well_grouped(match[1].strip()):
        return "number"
    return None


def is_local_date(bare: str) -> bool:
    """Whether this is a day, a month and a year, in either order."""
    match = LOCAL_DATE.fullmatch(bare)
    if not match:
        return False
    one, other = int(match[1]), int(match[3])
    return 1 <= one <= 31 and 1 <= other <= 31 and min(one, other) <= 12


def well_grouped(digits: str) -> bool:
    """Whether the marks within a number stand where marks stand."""
    marks = Counter(sign for sign in digits if not sign.isdigit())
    if len(marks) > 2:
        return False
    for sign, times in marks.items():
        if times > 1 and not GROUPS[sign].match(digits):
            return False
    return all(sign in ".," or GROUPS[sign].match(digits) for sign in marks)


@dataclass
class Evidence:
    """What a column holds: how often each kind, and what speaks for which decimal sign and order of day and month."""

    kinds: Counter[str] = field(default_factory=Counter)
    decimals: Counter[str] = field(default_factory=Counter)
    unclear: dict[str, str] = field(default_factory=dict)
    orders: Counter[str] = field(default_factory=Counter)
    unclear_date: str = ""
    zeros: int = 0
    whole: bool = True
    timed: bool = False
    strange: Counter[str] = field(default_factory=Counter)
    shown: dict[str, str] = field(default_factory=dict)

    def proves(self, what: str, value: str) -> None:
        """Count what speaks for a decimal sign or an order of day and month, and keep the first value that does."""
        (self.decimals if what in ".," else self.orders)[what] += 1
        self.shown.setdefault(what, value)

    def shown_for(self, *what: str) -> str:
        """The first value that speaks for each of these."""
        return "', '".join(self.shown[one] for one in what if one in self.shown)

    @property
    def filled(self) -> int:
        """How many cells hold a value."""
        return sum(times for kind, times in self.kinds.items() if kind != "nothing")

    @property
    def main(self) -> str:
        """The kind nine in ten of the values have; text when there is no such kind."""
        if not self.filled:
            return "nothing"
        kind, times = Counter({k: n for k, n in self.kinds.items() if k != "nothing"}).most_common(1)[0]
        return kind if times >= 0.9 * self.filled else "text"


def weigh(values: Iterable[str]) -> Evidence:
    """What all values of a column say together."""
    found = Evidence()
    for value, times in Counter(values).items():
        bare = value.strip()
        kind = kind_of(bare)
        found.kinds[kind] += times
        if kind == "number":
            weigh_number(bare, found)
        elif kind == "date":
            weigh_date(bare, found)
        elif kind == "text" and len(found.strange) < 200:
            found.strange[bare] += times
    return found


def weigh_number(bare: str, found: Evidence) -> None:
    """What one number says about decimal signs: `1.830` says nothing, `1.5`, `0.125` and `1.830,5` do."""
    match = NUMBER.fullmatch(bare)
    digits = match[1].strip() if match else bare
    if LEADING_ZERO.fullmatch(digits):
        found.zeros += 1
    if match and match[2]:
        found.whole = False
    marks = [sign for sign in digits if sign in ".,"]
    if not marks:
        return
    last = marks[-1]
    if len(set(marks)) == 2:
        found.proves(last, bare)
        found.whole = False
    elif len(marks) > 1:
        found.proves("," if last == "." else ".", bare)
    elif not GROUPS[last].fullmatch(digits) or digits.startswith("0"):
        found.proves(last, bare)
        found.whole = False
    elif any(sign in MONEY for sign in bare):
        # Money has two decimals or none: three digits are a group of thousands.
        found.proves("," if last == "." else ".", bare)
    else:
        found.unclear.setdefault(last, bare)


def weigh_date(bare: str, found: Evidence) -> None:
    """What one date says about the order of day and month: `03-04-2025` says nothing, `13-04-2025` does."""
    if match := ISO_DATE.fullmatch(bare):
        found.orders["iso"] += 1
        found.timed = found.timed or bool(match[5])
    elif match := LOCAL_DATE.fullmatch(bare):
        one, other = int(match[1]), int(match[3])
        found.timed = found.timed or bool(match[5])
        if one > 12:
            found.proves("day", bare)
        elif other > 12:
            found.proves("month", bare)
        elif one != other:
            found.unclear_date = found.unclear_date or bare


def type_name(found: Evidence) -> str:
    """How the type of a column is called in the outcome."""
    main = found.main
    if main == "number":
        if found.zeros:
            return "text"
        return "integer" if found.whole and not found.unclear else "decimal"
    if main == "date":
        return "datetime" if found.timed else "date"
    return {"truth": "boolean", "nothing": "empty", "month": "month", "time": "time"}.get(main, "text")


def share_of_kinds(cells: Sequence[str]) -> float:
    """How much cells look like values of a table: whole values count full, odd leftovers of a wrong cut nothing."""
    if not cells:
        return 0.0
    return sum(times * looks(cell) for cell, times in Counter(cells).items()) / len(cells)


WORDS = re.compile(r"[\w .()&/'’%:+#@£€$-]*")
LEFTOVER = re.compile(r"""^["']|["']$|[;\t|]""")


def looks(cell: str) -> float:
    """How likely a cell of a table looks like this, from 0 to 1."""
    kind = kind_of(cell) if len(cell) < 60 else "text"
    if kind != "text":
        return 1.0
    if LEFTOVER.search(cell.strip()):
        return 0.1
    return 0.8 if WORDS.fullmatch(cell) else 0.6
