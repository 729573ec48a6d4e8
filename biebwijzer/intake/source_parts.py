"""The small parts of a source's text: how a key, a constant, a rule is read, and the error of one that can't be."""

import re
from collections.abc import Mapping
from datetime import date

from biebwijzer.intake.contract import MISSING
from biebwijzer.intake.meters import WAYS, Meter
from biebwijzer.problems import ContractBroken
from biebwijzer.words import Part, mark

# What a notation of a moment may hold, as the engine reads it.
SIGNS = re.compile(r"%(?:-?[dmyHIMSj]|[YaAbBpfzZ%])")


def refuse_unknown(source_id: str, part: str, given: Mapping[str, object], known: set[str]) -> None:
    """A key nobody reads is a typing error: name it."""
    for key in given:
        if key not in known:
            raise ContractBroken(
                mark("Bron {source}: onbekende sleutel '{key}' in {part}. Bekend zijn: {known}."),
                source=source_id,
                key=key,
                part=part or Part(mark("het bestand")),
                known=", ".join(sorted(known)),
            )


def wrong(source_id: str, problem: str, **values: object) -> ContractBroken:
    """The error of a source whose text cannot be carried out."""
    return ContractBroken(mark("Bron {source}: {problem}."), source=source_id, problem=Part(problem, values))


def texts(value: object) -> tuple[str, ...]:
    """One text or several, as several."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(one) for one in value)  # type: ignore[attr-defined]


def formats_of(source_id: str, *given: object) -> tuple[str, ...]:
    """How days are written, as the first of these says that says anything; a sign nobody can read is refused."""
    found = next(filter(None, map(texts, given)), ("%Y-%m-%d",))
    for one in found:
        if "%" not in one or "%" in SIGNS.sub("", one):
            raise wrong(source_id, mark("'{format}' is geen notatie van een datum, zoals '%d-%m-%Y'"), format=one)
    return found


def written(value: object) -> str | None:
    """A constant as it would stand in a file."""
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)


def missing_of(source_id: str, given: Mapping[str, str]) -> Mapping[str, str]:
    """Spelling -> kind of missing; only the four kinds exist."""
    for kind in given.values():
        if not isinstance(kind, str) or kind not in MISSING[:3]:
            raise wrong(source_id, mark("'{kind}' is geen soort ontbrekend"), kind=kind)
    return {"": "empty", **given}


def rule_of(source_id: str, rule: str) -> tuple[str, str]:
    """`joined_on <= last_used_on`: two columns of which the first may not come after the second."""
    parts = [part.strip() for part in rule.split("<=")]
    if len(parts) != 2 or not all(part.isidentifier() for part in parts):
        raise wrong(source_id, mark("regel '{rule}' is niet 'kolom <= kolom'"), rule=rule)
    return parts[0], parts[1]


def meter_of(source_id: str, column: str, said: Mapping[str, object]) -> Meter | None:
    """How the gate behind a column counts, when its cells are readings of a meter."""
    ways, highest = said.get("meter"), said.get("highest")
    if ways is None and highest is None:
        return None
    if ways not in WAYS or not (highest is None or (isinstance(highest, int) and highest > 0)):
        raise wrong(
            source_id, mark("kolom {column}: meter is {known}, highest een getal"), column=column, known=", ".join(WAYS)
        )
    return Meter(str(ways), highest)
