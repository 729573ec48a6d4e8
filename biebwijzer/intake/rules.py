"""Rules: corrections a person approved for good. Per source and library one text, versioned, replayed at each delivery.

A rule is never removed: one that ends says since which version it does not hold, so that a run's version tells it all.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from biebwijzer.access import Change, Workspace
from biebwijzer.intake.outcomes import PERMISSION
from biebwijzer.intake.refusals import DeliveryRefused
from biebwijzer.intake.sources import Source
from biebwijzer.intake.traces import looks_personal
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Row, Stores, Transaction, now
from biebwijzer.words import Words, mark

TABLE = "intake.correction_rule"
# What was written in another way than we know, and may be so again; a wrong number or date is a fault of that day.
MAY_BE_RULES = ("unknown_value", "unknown_reference", "not_one_of", "no_boolean")
LONGEST = 200
MOST_NAMED = 5


@dataclass(frozen=True)
class Correction:
    """What stands in a column of the file, and what it becomes."""

    column: str
    found: str
    becomes: str


@dataclass(frozen=True)
class RuleSet:
    """The rules of one source and library at one moment; version 0 has none."""

    version: int = 0
    corrections: tuple[Correction, ...] = ()

    @property
    def text(self) -> str:
        """The rules as text, to be kept with a delivery and to be taken over."""
        lines = [f"version = {self.version}"]
        for one in self.corrections:
            parts = {"column": one.column, "found": one.found, "becomes": one.becomes}
            lines += ["", "[[corrections]]", *(f"{name} = {toml(value)}" for name, value in parts.items())]
        return "\n".join(lines) + "\n"

    def joined_to(self, source_hash: str) -> str:
        """The fingerprint of a source with its rules: another rule may give other rows of the same file."""
        if not self.corrections:
            return source_hash
        return hashlib.sha256((source_hash + self.text.partition("\n")[2]).encode()).hexdigest()


def toml(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_rules(text: str) -> RuleSet:
    """Rules from their text."""
    said = tomllib.loads(text)
    return RuleSet(said["version"], tuple(Correction(**one) for one in said.get("corrections", ())))


def rules_in_force(stores: Stores, source_id: str, library: str | None) -> RuleSet:
    """The rules a delivery of this source for this library is read with today."""
    with stores.records.reading() as reading:
        return rule_set(reading.find(TABLE, {"source_id": source_id, "library_id": library}))


def rule_set(rows: Sequence[Row]) -> RuleSet:
    """The rules that hold now, out of all there ever were."""
    standing = sorted(
        (row for row in rows if row["until_version"] is None),
        key=lambda row: (row["column_name"], row["found"].lower()),
    )
    found = tuple(Correction(row["column_name"], row["found"], row["becomes"]) for row in standing)
    return RuleSet(last_version(rows), found)


def last_version(rows: Sequence[Row]) -> int:
    """How often the rules of a source and library changed."""
    return max((max(row["since_version"], row["until_version"] or 0) for row in rows), default=0)


def touched_sentence(words: Words, report: Mapping[str, Any]) -> str:
    """What rules did in a delivery, as a sentence; nothing when they did nothing."""
    touched = (report.get("corrections") or {}).get("rules", ())
    if not touched:
        return ""
    named = [
        words(
            "'{found}' werd '{becomes}' ({n})", found=one["found"], becomes=one["becomes"], n=words.number(one["rows"])
        )
        for one in touched[:MOST_NAMED]
    ]
    return words.plural(
        "Regels verbeterden {n} rij: {rules}.",
        "Regels verbeterden {n} rijen: {rules}.",
        sum(one["rows"] for one in touched),
        rules=words.list(named) if len(touched) <= MOST_NAMED else ", ".join([*named, "…"]),
    )


def left_out_sentence(words: Words, report: Mapping[str, Any]) -> str:
    """How many account numbers were left out of a delivery, as a sentence; nothing when there were none."""
    gone = report.get("left_out") or 0
    return (
        words.plural(
            "In {n} rij is een rekeningnummer weggelaten.", "In {n} rijen is een rekeningnummer weggelaten.", gone
        )
        if gone
        else ""
    )


def may_be_rule(wanted: Source, column: str, reason: str) -> bool:
    """Whether putting this right may be remembered: a name that comes again, in a column kept as it came."""
    given = next((one for one in wanted.fields if one.heading == column), None)
    return given is not None and not (given.key or given.year_of) and reason in MAY_BE_RULES


def remember(workspace: Workspace, source_id: str, library: str | None, wanted: Sequence[Correction]) -> int:
    """Make these corrections rules from the next delivery on; the version of the rules that has them.

    Another rule for the same text in the same column ends.
    """
    for one in wanted:
        refuse_unfit(one)
    with workspace.change("intake.correction_rule.made", PERMISSION) as change:
        rows = change.transaction.find(TABLE, {"source_id": source_id, "library_id": library})
        version = last_version(rows) + 1
        for one in wanted:
            end_earlier(change, rows, one, version, workspace.user_id)
            change.add(TABLE, row_of(source_id, library, one, version, workspace.user_id))
    return version


def refuse_unfit(one: Correction) -> None:
    """A rule says two different, short texts, and holds nothing of a person."""
    if not one.found.strip() or not one.becomes.strip() or one.found.strip() == one.becomes.strip():
        raise DeliveryRefused(mark("Een regel heeft een oude en een nieuwe tekst nodig, en die verschillen."))
    if max(len(one.found), len(one.becomes)) > LONGEST:
        raise DeliveryRefused(mark("Een tekst in een regel heeft hoogstens {most} tekens."), most=LONGEST)
    if looks_personal(one.found) or looks_personal(one.becomes):
        raise DeliveryRefused(mark("Een regel mag geen burgerservicenummer of rekeningnummer bevatten."))


def end_earlier(change: Change, rows: Sequence[Row], one: Correction, version: int, user: str) -> None:
    """What was said before of the same text holds no more."""
    for row in rows:
        same = row["column_name"] == one.column and row["found"].lower() == one.found.strip().lower()
        if same and row["until_version"] is None:
            change.update(TABLE, row["correction_rule_id"], ending(version, user))


def row_of(source_id: str, library: str | None, one: Correction, version: int, user: str) -> Row:
    """A rule as the records keep it."""
    return {
        "source_id": source_id,
        "library_id": library,
        "column_name": one.column,
        "found": one.found.strip(),
        "becomes": one.becomes.strip(),
        "since_version": version,
        "until_version": None,
        "made_by": user,
        "made_at": now(),
        "ended_by": None,
        "ended_at": None,
        "row_version": 1,
    }


def ending(version: int, user: str) -> Row:
    """What ends a rule."""
    return {"until_version": version, "ended_by": user, "ended_at": now()}


def end_rule(workspace: Workspace, rule_id: str) -> None:
    """Let a rule hold no more from the next delivery on; what it changed earlier stays as it is."""
    with workspace.change("intake.correction_rule.ended", PERMISSION) as change:
        row = change.transaction.one(TABLE, rule_id)
        if row is None or not may_decide(workspace, row):
            raise NotAllowed(mark("Deze regel bestaat niet, of hoort niet bij jouw bibliotheek."))
        if row["until_version"] is not None:
            raise DeliveryRefused(mark("Deze regel geldt al niet meer."))
        change.update(TABLE, rule_id, ending(next_version(change.transaction, row), workspace.user_id))


def revive_rule(workspace: Workspace, rule_id: str) -> None:
    """Let a rule that was ended hold again, as a new version."""
    with workspace.stores.records.reading() as reading:
        row = reading.one(TABLE, rule_id)
    if row is None or not may_decide(workspace, row):
        raise NotAllowed(mark("Deze regel bestaat niet, of hoort niet bij jouw bibliotheek."))
    again = Correction(row["column_name"], row["found"], row["becomes"])
    remember(workspace, row["source_id"], row["library_id"], [again])


def may_decide(workspace: Workspace, row: Row) -> bool:
    """Whether this rule is about a library of this person; those of references are for the whole country."""
    return workspace.scope_type == "land" or row["library_id"] in workspace.libraries


def next_version(transaction: Transaction, row: Row) -> int:
    """The version after the last of this source and library."""
    same = {"source_id": row["source_id"], "library_id": row["library_id"]}
    return last_version(transaction.find(TABLE, same)) + 1
