"""Targets and expectations: what we aim at and expect, recorded beforehand, kept, and never overwritten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from biebwijzer.access import Change, Saved, Workspace, new_id
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.words import mark


@dataclass(frozen=True)
class Measure:
    """What one can set a target for: its name, which way is good, and whether it is a share."""

    label: str
    direction: str
    is_share: bool = True


MEASURES: Mapping[str, Measure] = {
    "persons": Measure(mark("Mensen met een moment"), "at_least", is_share=False),
    "repeat_60d": Measure(mark("Komt terug binnen 60 dagen"), "at_least"),
    "new_audience": Measure(mark("Nieuw publiek"), "at_least"),
    "no_show": Measure(mark("Komt niet opdagen"), "at_most"),
}
MOST_PERSONS = 1_000_000
MOST_MONTHS = 60


@dataclass(frozen=True)
class TargetDraft:
    """A target as typed; a share is a part of one."""

    measure: str
    value: float | None
    by_when: date | None


@dataclass(frozen=True)
class ExpectationDraft:
    """What is expected as typed: so many in the first month, so many in the last, a straight road between them."""

    first_month: date | None
    first: int | None
    last_month: date | None
    last: int | None
    margin: float = 0.15


def problems(draft: TargetDraft, today: date) -> list[Problem]:
    """What stands in the way of recording this target; an empty list means nothing does."""
    measure = MEASURES.get(draft.measure)
    if measure is None:
        return [Problem("measure", mark("**Waarvoor is dit doel?** Kies er een uit de lijst."))]
    found = []
    most = 1 if measure.is_share else MOST_PERSONS
    if draft.value is None:
        found.append(Problem("value", mark("**Hoeveel wil je halen?** Typ een getal.")))
    elif not 0 < draft.value <= most:
        found.append(Problem("value", mark("**Dit kan niet.** Een doel is meer dan 0, en hoogstens alles.")))
    if draft.by_when is None:
        found.append(Problem("by_when", mark("**Wanneer wil je dit halen?** Kies een dag.")))
    elif draft.by_when < today:
        found.append(Problem("by_when", mark("**Deze dag is al geweest.** Een doel stel je vooraf.")))
    return found


def expectation_problems(draft: ExpectationDraft) -> list[Problem]:
    """What stands in the way of recording this expectation."""
    found = []
    for field in ("first", "last"):
        number = getattr(draft, field)
        if number is None or not 0 <= number <= MOST_PERSONS:
            found.append(Problem(field, mark("**Hoeveel mensen verwacht je?** Typ een getal.")))
    if draft.first_month is None:
        found.append(Problem("first_month", mark("**Vanaf welke maand?** Kies een dag in die maand.")))
    if draft.last_month is None:
        found.append(Problem("last_month", mark("**Tot en met welke maand?** Kies een dag in die maand.")))
    if draft.first_month and draft.last_month:
        months = months_apart(draft.first_month, draft.last_month)
        if months < 0:
            found.append(Problem("last_month", mark("**Dit is vóór de eerste maand.** Kies een latere maand.")))
        elif months >= MOST_MONTHS:
            found.append(Problem("last_month", mark("**Dit is te ver weg.** Verwacht hoogstens vijf jaar vooruit.")))
    if not 0 <= draft.margin < 1:
        found.append(Problem("margin", mark("**Dit kan niet.** Een marge is van 0 tot 99 procent.")))
    return found


def months_apart(first: date, last: date) -> int:
    """How many months lie between two days."""
    return (last.year - first.year) * 12 + last.month - first.month


def months_of(draft: ExpectationDraft) -> list[tuple[date, int]]:
    """Each month of the road with its number."""
    if draft.first_month is None or draft.last_month is None or draft.first is None or draft.last is None:
        return []
    steps = months_apart(draft.first_month, draft.last_month)
    begin = draft.first_month.year * 12 + draft.first_month.month - 1
    return [
        (
            date((begin + n) // 12, (begin + n) % 12 + 1, 1),
            round(draft.first + (draft.last - draft.first) * n / (steps or 1)),
        )
        for n in range(steps + 1)
    ]


def record(workspace: Workspace, proposition_id: str, draft: TargetDraft, row_id: str | None = None) -> Saved:
    """Write a target as the next version; what was aimed at before stays to be read."""
    made = row_id or new_id()
    with workspace.change("propositions.target.recorded") as act:
        if act.transaction.one("propositions.target", made):
            return Saved(made)
        row = {
            "library_id": _library(workspace, act, proposition_id),
            "proposition_id": proposition_id,
            "measure": draft.measure,
            "direction": MEASURES[draft.measure].direction,
            "value": draft.value,
            "by_when": draft.by_when,
            "recorded_on": workspace.today,
            "version": _version(act, "target", {"proposition_id": proposition_id, "measure": draft.measure}),
        }
        act.add("propositions.target", row, made)
    return Saved(made, act.audit_id)


def expect(
    workspace: Workspace, proposition_id: str, months: Sequence[tuple[date, int]], margin: float, act_id: str = ""
) -> Saved:
    """Write what is expected per month as the next version; an expectation is never changed afterwards."""
    with workspace.change("propositions.expectation.recorded") as act:
        library = _library(workspace, act, proposition_id)
        version = _version(act, "expectation", {"proposition_id": proposition_id})
        for month, expected in months:
            row = {
                "library_id": library,
                "proposition_id": proposition_id,
                "month": month,
                "expected": expected,
                "margin": margin,
                "recorded_on": workspace.today,
                "version": version,
            }
            act.add("propositions.expectation", row)
    return Saved(act_id or proposition_id, act.audit_id)


def _library(workspace: Workspace, act: Change, proposition_id: str) -> str:
    row = act.transaction.one("propositions.proposition", proposition_id)
    if row is None or row["library_id"] not in workspace.libraries:
        raise NotAllowed(mark("Dit hoort bij een bibliotheek waar je niet werkt."))
    return str(row["library_id"])


def _version(act: Change, table: str, where: Mapping[str, Any]) -> int:
    return 1 + max((row["version"] for row in act.transaction.find(f"propositions.{table}", where)), default=0)
