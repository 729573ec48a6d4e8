"""What libraries of the demo wrote down about Bieb Werkt before it began, by the functions the screens use."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from biebwijzer.access import Workspace
from biebwijzer.demo.world import text_of
from biebwijzer.propositions import catalogue, introductions, playbook, targets
from biebwijzer.propositions.catalogue import PropositionDraft
from biebwijzer.propositions.introductions import IntroductionDraft
from biebwijzer.propositions.targets import TargetDraft

CODE = "bieb_werkt"
# So many days before it began it was written down.
BEFOREHAND = 18


def promise(workspace: Workspace) -> None:
    """Bieb Werkt at every library that has it: what it promises and since when; writing it once more adds nothing."""
    known = set(workspace.ask("propositions/catalogue", proposition=CODE).rows["library_id"])
    for library in workspace.libraries:
        mine = workspace.narrowed_to((library,))
        started = mine.ask("propositions/delivered", proposition=CODE).first("first_month")
        if isinstance(started, date) and library not in known:
            said = text_of("typed")["bieb_werkt"]
            write_down(replace(mine, today=started - timedelta(days=BEFOREHAND)), started, said, library)


def write_down(workspace: Workspace, started: date, said: dict[str, Any], library: str) -> None:
    """Take the play over and say where it begins; the library of the demo also says what it expects."""
    made = playbook.take_over(workspace, CODE).row_id
    introductions.record(workspace, made, IntroductionDraft(started, said["reason"]))
    draft = playbook.plays()[CODE].draft(workspace.words)
    if library == said["library"]:
        draft = replace(draft, expectation=said["expectation"])
        expect(workspace, made, started, said)
    row = workspace.ask("propositions/catalogue", proposition=CODE).rows.row(0, named=True)
    catalogue.change(workspace, made, introduced(draft), row["row_version"])


def introduced(draft: PropositionDraft) -> PropositionDraft:
    """The same, begun."""
    return replace(draft, status="introduced")


def expect(workspace: Workspace, proposition_id: str, started: date, said: dict[str, Any]) -> None:
    """The targets, and how many people are expected in each month from the start."""
    in_two_years = started.replace(year=started.year + 2)
    for measure, value in said["targets"].items():
        targets.record(workspace, proposition_id, TargetDraft(measure, value, in_two_years))
    begin = started.year * 12 + started.month - 1
    months = [(date((begin + n) // 12, (begin + n) % 12 + 1, 1), expected) for n, expected in enumerate(said["people"])]
    targets.expect(workspace, proposition_id, months, said["margin"])
