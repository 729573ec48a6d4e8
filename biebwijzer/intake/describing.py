"""Describing a file as a source: which heading fills which column, and what one must still say."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch

import polars as pl

from biebwijzer.intake.answering import answer_columns, with_families
from biebwijzer.intake.contract import Column, Contract, contracts
from biebwijzer.intake.headings import meaning_of
from biebwijzer.intake.meters import Meter, highest_of, looks_like_one
from biebwijzer.intake.months import month_of
from biebwijzer.intake.recognising import Recognised
from biebwijzer.intake.recognising.likeness import ALIKE, likeness, paired
from biebwijzer.intake.sources import KINDS, RHYTHMS, Source, sources
from biebwijzer.problems import Problem
from biebwijzer.words import Words, mark

ENOUGH = 0.55
WIDE_MONTHS = ("%Y-%m", "%Y-%-m", "%B %Y", "%B-%Y", "%m-%Y", "%-m-%Y")
ENDS_IN_MONTH = re.compile(r"(.*?)(\d{4}-\d{1,2}|\d{1,2}-\d{4}|[A-Za-z]{3,9}\.?[ -]\d{4})")


@dataclass(frozen=True)
class SourceDraft:
    """A source that is being described: what it delivers, what it is called, and what fills each column.

    A cell may hold several answers with the sign of `parts` between them; or `each` of them has a column of its own. A
    number may have columns `added` to that of its heading; in those of `gaps` a blank cell is passed over.
    """

    delivers: str
    title_nl: str
    title_en: str
    kind: str = "events"
    refresh: str = "monthly"
    headings: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    measure: str = ""
    months: str = ""
    meters: Mapping[str, Meter] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    each: Mapping[str, str] = field(default_factory=dict)
    added: Mapping[str, Sequence[str]] = field(default_factory=dict)
    gaps: Collection[str] = ()


def suggested(found: Recognised, contract: Contract, renews: Source | None = None) -> dict[str, str]:
    """Column of the contract -> heading of the file, by name and type; a next version keeps what it can."""
    before = {one.column: first for one in renews.fields if (first := one.first_heading)} if renews else {}
    now_called = paired([one for one in before.values() if one not in found.heads], found.heads)
    kept = {column: now_called.get(one, one) for column, one in before.items()}
    types = {name: one.type for name, one in zip(found.heads, found.columns, strict=False)}
    words = vocabulary(contract)
    scored = sorted(
        (
            (max(likeness(word, name) for word in words[column.name]) * fit(column, kind), column.name, name)
            for column in contract.columns
            for name, kind in types.items()
        ),
        reverse=True,
    )
    mapping = {column: one for column, one in kept.items() if one in found.heads or one in answer_columns(found)}
    for score, column_name, heading in scored:
        if score >= ENOUGH and column_name not in mapping and heading not in mapping.values():
            mapping[column_name] = heading
    return with_families(found, contract, mapping)


def fit_of(found: Recognised, table: str) -> float:
    """How well a file fits a table: which part of the columns that must be filled has a heading that may be it."""
    contract = contracts()[table]
    mapping = suggested(found, contract)
    months = bool(month_families(found.heads))
    wanted = [one for one in contract.columns if (one.required or one.measure) and one.name != "library_id"]
    filled = [one for one in wanted if one.name in mapping or (months and (one.name == "month" or one.measure))]
    return len(filled) / max(len(wanted), 1) + len(mapping) / 1000


def column_label(table: str, column: str, words: Words) -> str:
    """What a column is called: as Dutch sources head it, or by its own name in English."""
    contract = contracts()[table]
    if not contract.has(column):
        return words("De bron")
    own = column.removesuffix("_id").replace("_", " ").capitalize()
    return next((name for name in vocabulary(contract)[column][1:]), own) if words.language == "nl" else own


def nearest(spelling: str, allowed: Mapping[str, str]) -> str | None:
    """The value whose name looks most like this spelling, if any does."""
    scored = max(((likeness(spelling, name), key) for key, name in allowed.items()), default=(0.0, ""))
    return scored[1] if scored[0] >= ALIKE else None


def vocabulary(contract: Contract) -> dict[str, list[str]]:
    """What each column of a contract is called: by itself, and in the sources of the house."""
    words = {column.name: [column.name.removesuffix("_id").replace("_", " ")] for column in contract.columns}
    for one in sources():
        if one.delivers == contract.table:
            for known in one.fields:
                words.get(known.column, []).extend(known.names)
    return words


def fit(column: Column, kind: str) -> float:
    """How well the type of a column in the file goes with a column of the contract."""
    if column.one_of and kind != "text":
        return 0.3
    wanted = {
        pl.Int32: ("integer",), pl.Int64: ("integer",), pl.Float64: ("integer", "decimal"),
        pl.Date: ("date", "datetime", "month"), pl.Datetime("us"): ("datetime", "date"), pl.Time: ("time",),
        pl.Boolean: ("boolean", "integer"),
    }.get(column.dtype)  # fmt: skip
    if wanted is None:
        return 1.0 if kind in ("text", "integer", "empty", "boolean") else 0.6
    return 1.0 if kind in wanted else 0.8 if kind in ("empty", "text") else 0.4


def month_families(names: Iterable[str]) -> dict[str, list[str]]:
    """What stands before a month -> the headings that begin so: one file may hold several measures per month."""
    found: dict[str, list[str]] = {}
    for name in names:
        match = ENDS_IN_MONTH.fullmatch(name.strip())
        if match and "%" not in match[1] and month_of(match[2], WIDE_MONTHS):
            found.setdefault(match[1], []).append(name)
    return {prefix: headings for prefix, headings in found.items() if len(headings) > 1}


def fitting(known: Iterable[Source], name: str, headings: Sequence[str]) -> list[Source]:
    """The sources whose file looks like this one: every column they need is there, and all others they let pass."""
    here = set(headings)
    return [
        one
        for one in known
        if set(one.needed()) <= here
        and one.needed()
        and any(fnmatch(name.lower(), pattern.lower()) for pattern in one.accepts)
        and ("*" in one.ignore or one.wide or here <= {*one.headings(), *one.ignore})
        and (not one.wide or bool(one.wide.parts) or any(meaning_of(one, heading) for heading in headings))
    ]


def describe_problems(draft: SourceDraft) -> list[Problem]:
    """What stands in the way of keeping this source."""
    found = []
    if not draft.title_nl.strip():
        found.append(Problem("title", mark("**Hoe heet deze bron?** Geef een naam die collega's herkennen.")))
    contract = contracts().get(draft.delivers)
    if contract is None:
        return [*found, Problem("delivers", mark("**Wat staat er in dit bestand?** Kies wat het levert."))]
    wide = ("month", draft.measure) if draft.measure else ()
    for column in contract.columns:
        filled = column.name in (*draft.headings, *draft.each, *draft.constants, *wide) or column.name == "library_id"
        if column.required and not column.measure and not filled:
            found.append(
                Problem(column.name, mark("Deze kolom moet gevuld worden. Kies waar ze in het bestand staat."))
            )
    measures = [column.name for column in contract.columns if column.measure]
    if measures and not draft.measure and not set(measures) & set(draft.headings):
        found.append(Problem(measures[0], mark("Kies ten minste één kolom met aantallen.")))
    if len(several := [*draft.parts, *draft.each]) > 1:
        found.append(Problem(several[1], mark("Hoogstens één kolom kan meer antwoorden per rij hebben.")))
    if draft.kind not in KINDS or draft.refresh not in RHYTHMS:
        found.append(Problem("refresh", mark("Kies hoe vaak deze bron komt.")))
    return found


def spellings(found: Recognised, heading: str, most: int = 30) -> list[str]:
    """The different values of a column, when there are few."""
    if found.table is None or heading not in found.heads:
        return []
    place = found.heads.index(heading)
    seen = dict.fromkeys(one.cells[place].strip() for one in found.table.rows)
    return [value for value in seen if value] if len(seen) <= most else []


def cells_of_column(found: Recognised, heading: str) -> list[str]:
    """The cells below a heading, in the order of the file."""
    if found.table is None or heading not in found.heads:
        return []
    place = found.heads.index(heading)
    return [one.cells[place] for one in found.table.rows if place < len(one.cells)]


def may_be_meter(found: Recognised, heading: str) -> bool:
    """Whether a column of whole numbers may hold readings of a meter: they only go up."""
    whole = found.heads and found.columns[found.heads.index(heading)].type == "integer"
    return bool(whole) and looks_like_one(cells_of_column(found, heading))


def highest_reading(found: Recognised, heading: str) -> int:
    """The highest reading the meter behind a column can have."""
    return highest_of(cells_of_column(found, heading))
