"""Replaying: rules change the texts of a delivery before it is judged, and each says how many rows it touched."""

# Headings and texts are quoted: nothing of a file is ever part of a statement.
# ruff: noqa: S608

from collections.abc import Sequence
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


def replay(bench: Workbench, headings: Sequence[str], rules: RuleSet) -> dict[str, Any] | None:
    """Change `raw` as the rules say; which version that was, and how many rows each of them touched."""
    known = [one for one in rules.corrections if one.column in headings]
    if not known:
        return None
    counted = ", ".join(f"count(*) filter ({is_meant(one, headings)}) as r{n}" for n, one in enumerate(known))
    rows = bench.rows(f"select {counted} from raw")[0]
    touched = [(one, int(rows[f"r{n}"])) for n, one in enumerate(known) if rows[f"r{n}"]]
    if touched:
        listed = changed([one for one, _ in touched], headings)
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


def changed(rules: Sequence[Correction], headings: Sequence[str]) -> str:
    """The columns that rules change, each worked out once."""
    parts = []
    for column in dict.fromkeys(one.column for one in rules):
        cell = f"f{headings.index(column)}"
        whens = " ".join(
            f"when {is_meant(one, headings)} then {quoted(one.becomes)}" for one in rules if one.column == column
        )
        parts.append(f"case {whens} else {cell} end as {cell}")
    return ", ".join(parts)
