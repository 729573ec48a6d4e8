"""Steps that belong together: a library keeps them once, and beginning them makes all follow-ups in one act."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from biebwijzer.access import Change, Saved, Workspace, existing, filled, new_id, own_library
from biebwijzer.clock.holidays import working_day
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.relations import reading
from biebwijzer.relations.people import note_problems
from biebwijzer.relations.saving import library_of, standing
from biebwijzer.warehouse import changed_meanwhile, now
from biebwijzer.words import Words, mark

TEMPLATE, RUN, FOLLOW_UP = "relations.step_template", "relations.step_run", "relations.follow_up"
ME, LAST, COLLEAGUE = "me", "last", "colleague"
# Who does a step.
WHO: Mapping[str, str] = {
    ME: mark("Wie begint"),
    LAST: mark("Wie hen het laatst sprak"),
    COLLEAGUE: mark("Een vaste collega"),
}
MOST_STEPS, LONGEST_AHEAD = 20, 730
GONE = mark("Deze stappen zijn er niet meer. Kies andere.")


@dataclass(frozen=True)
class Step:
    """One step: what, so many days after the beginning, and who; `colleague` only when it is somebody fixed."""

    what: str
    days: int | None
    who: str = ME
    colleague: str | None = None


@dataclass(frozen=True)
class StepsDraft:
    """Steps as typed, under a name of the library's own."""

    name: str
    steps: tuple[Step, ...]
    library_id: str | None = None

    @property
    def in_order(self) -> tuple[Step, ...]:
        """The steps that say something, the first first."""
        some = [step for step in self.steps if filled(step.what)]
        return tuple(sorted(some, key=lambda step: step.days or 0))


@dataclass(frozen=True)
class Planned:
    """A step with the day on which it is due, a working day, and whose it is."""

    what: str
    due_on: date
    owner: str


# Two that one can take over and change; nothing is kept of them before that.
EXAMPLES: tuple[StepsDraft, ...] = (
    StepsDraft(
        mark("Bezoek van een klas"),
        (
            Step(mark("Spreek datum, groep en aantal leerlingen af"), 0),
            Step(mark("Mail de bevestiging: tijd, plek en wat de klas meeneemt"), 3),
            Step(mark("Plan collega's en ruimte, leg de boeken klaar"), 14),
            Step(mark("Bel de leerkracht: hoe vond de klas het?"), 28),
            Step(mark("Stel een vervolg voor"), 42),
        ),
    ),
    StepsDraft(
        mark("Nieuwe partner"),
        (
            Step(mark("Spreek een kennismaking af"), 0),
            Step(mark("Mail wat jullie afspraken"), 7),
            Step(mark("Plan een eerste activiteit samen"), 21),
            Step(mark("Bel: hoe gaat het, en wat kan beter?"), 60, LAST),
            Step(mark("Kijk samen terug en maak nieuwe afspraken"), 180, LAST),
        ),
    ),
)


def example(number: int, words: Words) -> StepsDraft:
    """An example in the language of the screen, to be changed and kept."""
    found = EXAMPLES[number]
    return StepsDraft(words(found.name), tuple(Step(words(one.what), one.days, one.who) for one in found.steps))


def steps_of(row: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps of a row of templates."""
    return tuple(Step(**one) for one in json.loads(row["steps"]))


def problems(draft: StepsDraft) -> list[Problem]:
    """What stands in the way of keeping these steps; a step's field carries its number: `what_0`."""
    found = (
        [] if filled(draft.name) else [Problem("name", mark("**Er staat nog geen naam.** Hoe noem je deze stappen?"))]
    )
    found += reading.refused("name", draft.name)
    for number, step in enumerate(draft.steps):
        if not filled(step.what):
            continue
        found += note_problems(f"what_{number}", step.what)
        if step.days is None or not 0 <= step.days <= LONGEST_AHEAD:
            found.append(Problem(f"days_{number}", mark("**Na hoeveel dagen?** Kies een getal van 0 tot 730.")))
        if step.who not in WHO:
            found.append(Problem(f"who_{number}", mark("**Wie doet dit?** Kies er een uit de lijst.")))
        if step.who == COLLEAGUE and not step.colleague:
            found.append(Problem(f"colleague_{number}", mark("**Welke collega?** Kies er een uit de lijst.")))
    if not draft.in_order:
        found.append(
            Problem("what_0", mark("**Er staat nog geen stap.** Schrijf in een paar woorden wat er moet gebeuren."))
        )
    if len(draft.in_order) > MOST_STEPS:
        found.append(Problem("form", mark("Dit zijn te veel stappen. Maak er twee reeksen van.")))
    return found


def keep(workspace: Workspace, draft: StepsDraft, row_id: str | None = None) -> Saved:
    """Keep steps under a name; saving the same form twice keeps them once."""
    made = row_id or new_id()
    if existing(workspace, TEMPLATE, made):
        return Saved(made)
    _refuse(draft)
    library = own_library(workspace, draft.library_id)
    row = {"library_id": library, **_columns(workspace, draft, library), "ended_at": None}
    with workspace.change("relations.steps.kept") as act:
        act.add(TEMPLATE, {**row, "made_by": workspace.user_id, "made_at": now()}, made)
    return Saved(made, act.audit_id)


def change(workspace: Workspace, step_template_id: str, draft: StepsDraft, seen: int) -> Saved:
    """Change steps; what was begun with them stays as it is. Refused when a colleague saved a later version."""
    _refuse(draft)
    kept = existing(workspace, TEMPLATE, step_template_id)
    if kept is None:
        raise NotAllowed(GONE)
    columns = _columns(workspace, draft, kept["library_id"])
    with workspace.change("relations.steps.changed") as act:
        act.update(TEMPLATE, step_template_id, columns, seen)
    return Saved(step_template_id, act.audit_id)


def end(workspace: Workspace, step_template_id: str, seen: int | None = None) -> Saved:
    """Offer these steps no longer; what was begun with them goes on."""
    with workspace.change("relations.steps.ended") as act:
        library_of(workspace, act, TEMPLATE, step_template_id)
        act.update(TEMPLATE, step_template_id, {"ended_at": now()}, seen)
    return Saved(step_template_id, act.audit_id)


def _refuse(draft: StepsDraft) -> None:
    for problem in problems(draft):
        raise NotAllowed(problem.word, **problem.values)


def _columns(workspace: Workspace, draft: StepsDraft, library: str) -> dict[str, Any]:
    known = set(workspace.ask("relations/colleagues", library_id=library).rows["app_user_id"])
    if any(step.who == COLLEAGUE and step.colleague not in known for step in draft.in_order):
        raise NotAllowed(mark("Deze collega werkt niet bij deze bibliotheek."))
    steps = [{**asdict(step), "what": filled(step.what)} for step in draft.in_order]
    return {"name": filled(draft.name), "steps": json.dumps(steps, ensure_ascii=False)}


def planned(
    workspace: Workspace, steps: Sequence[Step], library: str, start: date, **whom: str | None
) -> list[Planned]:
    """The steps with their days and whose they are; a day on which nobody works becomes the first one after it.

    Whom a step was for and who works here no longer leaves it to whoever begins.
    """
    known = set(workspace.ask("relations/colleagues", library_id=library).rows["app_user_id"])
    asked = {"organisation_id": whom.get("organisation_id"), "person_id": whom.get("person_id")}
    spoke = workspace.ask("relations/last_spoke", library_id=library, **asked).first("recorded_by")
    last = str(spoke) if spoke else None
    found = []
    for step in steps:
        wanted: str | None = {LAST: last, COLLEAGUE: step.colleague}.get(step.who)
        owner = wanted if wanted and wanted in known else workspace.user_id
        found.append(Planned(step.what, working_day(start + timedelta(days=step.days or 0)), owner))
    return found


@dataclass(frozen=True)
class StartDraft:
    """Which steps, with whom, and from which day."""

    step_template_id: str | None
    start: date | None
    organisation_id: str | None = None
    person_id: str | None = None


def start_problems(draft: StartDraft, today: date) -> list[Problem]:
    """What stands in the way of beginning."""
    found = []
    if not draft.step_template_id:
        found.append(Problem("step_template_id", mark("**Welke stappen?** Kies er een uit de lijst.")))
    if not (draft.organisation_id or draft.person_id):
        found.append(Problem("with_whom", mark("**Met wie begin je?** Kies een naam uit de lijst.")))
    if draft.start is None:
        found.append(Problem("start", mark("**Wanneer begin je?** Kies een dag.")))
    elif draft.start < today:
        found.append(Problem("start", mark("**Deze dag is al geweest.** Kies vandaag of later.")))
    elif draft.start > today + timedelta(days=LONGEST_AHEAD):
        found.append(Problem("start", mark("**Deze dag is te ver weg.** Klopt het jaar?")))
    return found


def begin(workspace: Workspace, draft: StartDraft, row_id: str | None = None) -> tuple[Saved, int]:
    """Make every step a follow-up, in one act that one can take back; how many there are."""
    made = row_id or new_id()
    if existing(workspace, RUN, made):
        return Saved(made), 0
    for problem in start_problems(draft, workspace.today):
        raise NotAllowed(problem.word, **problem.values)
    template = existing(workspace, TEMPLATE, str(draft.step_template_id))
    if template is None:
        raise NotAllowed(GONE)
    library, start = template["library_id"], draft.start or workspace.today
    whom = {"organisation_id": draft.organisation_id, "person_id": draft.person_id}
    steps = planned(workspace, steps_of(template), library, start, **whom)
    with workspace.change("relations.steps.begun") as act:
        current = act.transaction.one(TEMPLATE, template["step_template_id"])
        if current is None or current["ended_at"] or current["row_version"] != template["row_version"]:
            raise changed_meanwhile()
        whom = {name: standing(act, row_id) for name, row_id in whom.items()}
        _of_one_library(workspace, act, library, whom)
        row = {
            "library_id": library, "step_template_id": template["step_template_id"], "name": template["name"], **whom,
            "started_on": start, "started_by": workspace.user_id, "started_at": now(),
        }  # fmt: skip
        act.add(RUN, row, made)
        rows = [
            {"library_id": library, "contact_moment_id": None, "step_run_id": made, "promise": step.what,
             "due_on": step.due_on, "owner": step.owner, "status": "open", "done_at": None}
            for step in steps
        ]  # fmt: skip
        act.add_many(FOLLOW_UP, rows)
    return Saved(made, act.audit_id), len(rows)


def _of_one_library(workspace: Workspace, act: Change, library: str, whom: Mapping[str, str | None]) -> None:
    """Steps are taken with relations of the library they belong to."""
    for name, row_id in whom.items():
        if row_id and library_of(workspace, act, f"relations.{name.removesuffix('_id')}", row_id) != library:
            raise NotAllowed(mark("Deze stappen horen bij een andere bibliotheek."))
