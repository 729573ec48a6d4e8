"""What the groups say: shares beside an earlier date, and which of them really grew or shrank."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from biebwijzer.rates import Rate, newcombe, wilson
from biebwijzer.segments.groups import ALL, group_many, groups
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

# Who falls under no rule is no group one would speak about.
NAMELESS = "no_group"


@dataclass(frozen=True)
class GroupShare:
    """One group on two dates, each beside all persons of that date; None where hidden or not delivered."""

    code: str
    persons: int | None
    whole: int | None
    before: int | None
    whole_before: int | None

    @property
    def now(self) -> Rate | None:
        """Its share with the margin."""
        return wilson(self.persons, self.whole)

    @property
    def earlier(self) -> Rate | None:
        """Its share on the earlier date."""
        return wilson(self.before, self.whole_before)

    @property
    def difference(self) -> Rate | None:
        """How much its share moved; careful, as Newcombe takes the people of both dates for others."""
        if self.now is None or self.earlier is None:
            return None
        return newcombe(self.persons or 0, self.whole or 0, self.before or 0, self.whole_before or 0)


def end_of(month: date) -> date:
    """The last day of the month: what a figure of that month stands for."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def shares_in(rows: pl.DataFrame) -> list[GroupShare]:
    """Every group of an answer with columns segment, persons and before, and a row of all together."""
    numbers = {code: (persons, before) for code, persons, before in rows.select("segment", "persons", "before").rows()}
    whole, whole_before = numbers.pop(ALL, (None, None))
    return [GroupShare(code, now, whole, before, whole_before) for code, (now, before) in numbers.items()]


def shares_at(trend: Answer, month: date, earlier: date) -> list[GroupShare]:
    """The same from the answer by month; months of other libraries are not compared."""
    rows = trend.rows
    whole = set(rows.filter(rows["is_complete"])["month"])
    columns = ("segment", "persons")
    now = dict(rows.filter(rows["month"] == month).select(columns).iter_rows())
    before = dict(rows.filter(rows["month"] == earlier).select(columns).iter_rows())
    known = before.get(ALL) is not None and {month, earlier} <= whole
    return [
        GroupShare(code, persons, now.get(ALL), *((before.get(code, 0), before.get(ALL)) if known else (None, None)))
        for code, persons in now.items()
        if code != ALL
    ]


def mover(shares: Iterable[GroupShare], rising: bool) -> GroupShare | None:
    """The group whose share rose or fell most, if that can't be chance."""
    moved = [(one.difference, one) for one in shares if one.code != NAMELESS and one.difference is not None]
    sure = [(rate.share, one) for rate, one in moved if (rate.low > 0 if rising else rate.high < 0)]
    if not sure:
        return None
    return (max if rising else min)(sure, key=lambda pair: pair[0])[1]


def focus_of(shares: Iterable[GroupShare]) -> str | None:
    """The group a page is about: the one that grew most, else the largest."""
    found = list(shares)
    riser = mover(found, rising=True)
    if riser is not None:
        return riser.code
    known = [one for one in found if one.persons and one.code != NAMELESS]
    return max(known, key=lambda one: one.persons or 0).code if known else None


def lowered(text: str) -> str:
    """A name as it stands within a sentence."""
    return text[:1].lower() + text[1:]


def in_order(codes: Iterable[str]) -> list[str]:
    """Codes in the order of the rules."""
    return [code for code in groups() if code in set(codes)]


GREW = mark("**{group}** groeiden van {before} naar **{now}**.")
SHRANK = mark("{group} werden minder: van {before} naar {now}.")


def _told(one: GroupShare, template: str, words: Words) -> str:
    now, earlier = one.now, one.earlier
    if now is None or earlier is None:
        return ""
    many = group_many(one.code, words)
    return words(template, group=many, before=words.percent(earlier.share), now=words.percent(now.share))


def groups_sentence(share: Answer, words: Words) -> str:
    """What one could say aloud about who comes and how that changed; the bold words are the figures."""
    if share.is_empty():
        return words("Voor deze keuze is er niemand bekend.")
    shares = shares_in(share.rows)
    whole = next((one.whole for one in shares), None)
    if whole is None or all(one.persons is None for one in shares if one.persons != 0):
        return words("Een deel van de aantallen is verborgen; daarom staat hier geen aandeel.")
    riser, faller = mover(shares, rising=True), mover(shares, rising=False)
    told = [_told(one, template, words) for one, template in ((riser, GREW), (faller, SHRANK)) if one is not None]
    if told:
        return " ".join(told)
    if not share.rows["is_complete"][0]:
        return words(
            "We kennen **{n} personen**. Niet alle bibliotheken leverden beide maanden.", n=words.number(whole)
        )
    if all(one.earlier is None for one in shares):
        return words("We kennen **{n} personen**. Er is geen eerdere datum om naast te leggen.", n=words.number(whole))
    return words("We kennen **{n} personen**. Geen groep veranderde meer dan door toeval kan.", n=words.number(whole))
