"""Keeping: how long each room keeps what people typed, and why; counted before anything goes, and done with evidence.

The rules stand as text in each room's keeping.toml. What was let go can't be undone: the audit trail says how much
went, and never what it was.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from biebwijzer.access.workspace import Workspace
from biebwijzer.rooms import ROOMS
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Row, Transaction, id_column

PERMISSION = "access.keeping"


@dataclass(frozen=True)
class Period:
    """How long: in months, or in days."""

    months: int = 0
    days: int = 0

    def before(self, today: date) -> date:
        """What is older than this day has been kept long enough."""
        number = today.year * 12 + today.month - 1 - self.months
        year, month = divmod(number, 12)
        last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
        return date(year, month + 1, min(today.day, last)) - timedelta(days=self.days)


@dataclass(frozen=True)
class KeepingRule:
    """One table of the records: since when, how long, and what happens then."""

    table: str
    period: Period
    name: Mapping[str, str]
    why: Mapping[str, str]
    does: str
    since: str | None = None
    blank: tuple[str, ...] = ()
    null: tuple[str, ...] = ()
    along: Mapping[str, str] = field(default_factory=dict)
    unless: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def cleared(self) -> dict[str, str | None]:
        """What the columns become."""
        return {**dict.fromkeys(self.blank, ""), **dict.fromkeys(self.null, None)}


@dataclass(frozen=True)
class Kept:
    """What one rule finds: how much would go, and the oldest of it."""

    rule: str
    name: Mapping[str, str]
    why: Mapping[str, str]
    period: Period
    does: str
    rows: int
    oldest: date | None = None

    @property
    def told(self) -> dict[str, Any]:
        """The same for a report."""
        oldest = self.oldest.isoformat() if self.oldest else None
        period = {"months": self.period.months, "days": self.period.days}
        return {"rule": self.rule, "name": dict(self.name), **period, "does": self.does, "rows": self.rows,
                "oldest": oldest}  # fmt: skip


@lru_cache(maxsize=1)
def keeping_texts() -> Mapping[str, Mapping[str, Any]]:
    """What each room says about keeping, by its name."""
    files = {room.name: ROOT / "biebwijzer" / room.name / "keeping.toml" for room in ROOMS}
    return {name: tomllib.loads(path.read_text(encoding="utf-8")) for name, path in files.items() if path.is_file()}


def period_of(said: Mapping[str, Any]) -> Period:
    """How long, as a rule says it."""
    return Period(said.get("months", 0), said.get("days", 0))


def keeping_rules() -> list[KeepingRule]:
    """Every rule about a table of the records, in house order."""
    return [
        KeepingRule(
            table=one["table"],
            period=period_of(one),
            name=one["name"],
            why=one["why"],
            does=one["does"],
            since=one.get("since"),
            blank=tuple(one.get("blank", ())),
            null=tuple(one.get("null", ())),
            along=one.get("along", {}),
            unless=one.get("unless", {}),
        )
        for said in keeping_texts().values()
        for one in said.get("keep", [])
    ]


def too_old(workspace: Workspace, reading: Transaction, rule: KeepingRule) -> list[Row]:
    """The rows of one's libraries that were kept long enough and still hold something."""
    until = rule.period.before(workspace.today)
    rows = reading.find(rule.table, {f"{rule.since} <": until} if rule.since else {})
    held = [row for row in rows if is_mine(workspace, row) and holds_something(rule, row)]
    own = id_column(rule.table)
    for table, (refers, since) in rule.unless.items() if held else ():
        lately = {row[refers] for row in reading.find(table) if row[since] is None or day(row[since]) >= until}
        held = [row for row in held if row[own] not in lately]
    return held


def is_mine(workspace: Workspace, row: Row) -> bool:
    """Whether a row belongs to one's libraries; what belongs to none is for who works for the whole country."""
    return workspace.scope_type == "land" or row.get("library_id") in workspace.libraries


def holds_something(rule: KeepingRule, row: Row) -> bool:
    """Whether there is anything left to let go."""
    return rule.does == "remove" or any(row[name] for name in rule.cleared)


def day(moment: Any) -> date:
    """The day of a date or a moment."""
    return moment.date() if hasattr(moment, "date") else moment


def found(workspace: Workspace, rule: KeepingRule, rows: list[Row]) -> Kept:
    """What a rule finds, for a reader."""
    oldest = min((day(row[rule.since]) for row in rows), default=None) if rule.since else None
    return Kept(rule.table, rule.name, rule.why, rule.period, rule.does, len(rows), oldest)


def look(workspace: Workspace) -> list[Kept]:
    """What every rule would let go today; nothing changes."""
    workspace.require(PERMISSION)
    with workspace.stores.records.reading() as reading:
        return [found(workspace, rule, too_old(workspace, reading, rule)) for rule in keeping_rules()]


def let_go(workspace: Workspace, transaction: Transaction) -> list[Kept]:
    """Let go of what was kept long enough, within a transaction; what it was is written nowhere."""
    told = []
    for rule in keeping_rules():
        rows = too_old(workspace, transaction, rule)
        told.append(found(workspace, rule, rows))
        own = id_column(rule.table)
        for some in in_hundreds([row[own] for row in rows]):
            for table, refers in rule.along.items():
                transaction.remove(table, {refers: some})
            if rule.does == "clear":
                transaction.set(rule.table, {own: some}, rule.cleared)
            else:
                transaction.remove(rule.table, {own: some})
    return told


def lead_nowhere(transaction: Transaction, library_id: str, member_keys: list[str]) -> None:
    """Remove what leads to members who were let go of; a number that is given out again finds nobody's card."""
    tables = [table for said in keeping_texts().values() for table in said.get("leads_to_members", [])]
    for table in tables:
        for some in in_hundreds(member_keys):
            transaction.remove(table, {"library_id": library_id, "member_key": some})


def in_hundreds(ids: list[str]) -> list[list[str]]:
    """Ids in lists of a hundred, as many as one statement takes."""
    return [ids[first : first + 100] for first in range(0, len(ids), 100)]
