"""Replaying: rules change the texts of a delivery before it is judged, and each says how many rows it touched."""

# Headings and texts are quoted: nothing of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from biebwijzer.intake.rules import Correction, RuleSet, read_rules
from biebwijzer.warehouse.loading import Workbench
from biebwijzer.warehouse.spelling import quoted

FILE = "corrections.toml"


def rules_of(folder: Path) -> RuleSet:
    """The rules a delivery came with; rows put right by hand, and older deliveries, have none."""
    file = folder / FILE
    return read_rules(file.read_text(encoding="utf-8")) if file.is_file() else RuleSet()


def touches(rules: RuleSet, headings: Sequence[str]) -> bool:
    """Whether any of the rules is about a column of this file."""
    return any(one.column in headings for one in rules.corrections)


def replay(
    bench: Workbench, headings: Sequence[str], rules: RuleSet, parts: Mapping[str, str] | None = None
) -> dict[str, Any] | None:
    """Change `raw` as the rules say; which version that was, and how many rows each of them touched.

    `parts` says of a column with several answers in a cell what stands between them: rules are about each of those.
    """
    within = parts or {}
    known = [one for one in rules.corrections if one.column in headings]
    if not known:
        return None
    counted = ", ".join(f"count(*) filter ({is_touched(one, headings, within)}) as r{n}" for n, one in enumerate(known))
    rows = bench.rows(f"select {counted} from raw")[0]
    touched = [(one, int(rows[f"r{n}"])) for n, one in enumerate(known) if rows[f"r{n}"]]
    if touched:
        listed = changed([one for one, _ in touched], headings, within)
        bench.run(f"create or replace table raw as select * replace ({listed}) from raw")
    return {
        "version": rules.version,
        "rules": [
            {"column": one.column, "found": one.found, "becomes": one.becomes, "rows": count} for one, count in touched
        ],
    }


def is_meant(one: Correction, headings: Sequence[str]) -> str:
    """Whether a record has the text a rule is about; capitals make no difference."""
    return f"lower(f{headings.index(one.column)}) = lower({quoted(one.found)})"


def is_touched(one: Correction, headings: Sequence[str], parts: Mapping[str, str]) -> str:
    """Whether a record has that text, by itself or as one of several answers."""
    if one.column not in parts:
        return is_meant(one, headings)
    bare = f"list_transform({split(one.column, headings, parts)}, lambda x: lower(trim(x)))"
    return f"coalesce(list_contains({bare}, lower({quoted(one.found)})), false)"


def split(column: str, headings: Sequence[str], parts: Mapping[str, str]) -> str:
    """The answers in a cell."""
    return f"string_split(f{headings.index(column)}, {quoted(parts[column])})"


def changed(rules: Sequence[Correction], headings: Sequence[str], parts: Mapping[str, str]) -> str:
    """The columns that rules change, each worked out once."""
    made = []
    for column in dict.fromkeys(one.column for one in rules):
        cell, own = f"f{headings.index(column)}", [one for one in rules if one.column == column]
        if column in parts:
            whens = " ".join(
                f"when lower(trim(x)) = lower({quoted(one.found)}) then {quoted(one.becomes)}" for one in own
            )
            each = f"list_transform({split(column, headings, parts)}, lambda x: case {whens} else x end)"
            made.append(f"array_to_string({each}, {quoted(parts[column])}) as {cell}")
            continue
        whens = " ".join(f"when {is_meant(one, headings)} then {quoted(one.becomes)}" for one in own)
        made.append(f"case {whens} else {cell} end as {cell}")
    return ", ".join(made)
