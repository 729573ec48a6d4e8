"""Introductions: where and when a proposition began, and why just then."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from biebwijzer.access import Saved, Workspace, existing, new_id
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.words import mark

# Why one began. Who began because visits fell can't be compared with who did not: figures mend by themselves then.
REASONS: Mapping[str, str] = {
    "asked": mark("bezoekers vroegen erom"),
    "plan": mark("het stond in ons plan"),
    "fewer_visits": mark("het bezoek daalde"),
    "room": mark("er kwam ruimte of personeel vrij"),
    "money": mark("er kwam geld voor"),
    "other": mark("een andere reden"),
}
OLDEST_YEAR = 2000


@dataclass(frozen=True)
class IntroductionDraft:
    """An introduction as typed; without a branch it holds for all of the library."""

    started_on: date | None
    reason: str = "plan"
    branch_id: str | None = None
    first_whole_month: date | None = None


def whole_month_after(day: date) -> date:
    """The first whole month from a day on: that of the day itself when it is the first."""
    return day if day.day == 1 else (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def problems(draft: IntroductionDraft) -> list[Problem]:
    """What stands in the way of recording this introduction; an empty list means nothing does."""
    found = []
    if draft.started_on is None:
        found.append(Problem("started_on", mark("**Wanneer begon het?** Kies een dag.")))
    elif draft.started_on.year < OLDEST_YEAR:
        found.append(Problem("started_on", mark("**Deze datum is te lang geleden.** Klopt het jaar?")))
    month = draft.first_whole_month
    if month and draft.started_on and month < draft.started_on.replace(day=1):
        found.append(Problem("first_whole_month", mark("**Deze maand is vóór het begin.** Kies een latere maand.")))
    if draft.reason not in REASONS:
        found.append(Problem("reason", mark("**Waarom begon je?** Kies een reden uit de lijst.")))
    return found


def record(workspace: Workspace, proposition_id: str, draft: IntroductionDraft, row_id: str | None = None) -> Saved:
    """Write down where and when a proposition of one's own library began."""
    made = row_id or new_id()
    if existing(workspace, "propositions.introduction", made):
        return Saved(made)
    with workspace.change("propositions.introduction.recorded") as act:
        proposition = act.transaction.one("propositions.proposition", proposition_id)
        if proposition is None or proposition["library_id"] not in workspace.libraries or draft.started_on is None:
            raise NotAllowed(mark("Dit hoort bij een bibliotheek waar je niet werkt."))
        row = {
            **asdict(draft),
            "library_id": proposition["library_id"],
            "proposition_id": proposition_id,
            "first_whole_month": (draft.first_whole_month or whole_month_after(draft.started_on)).replace(day=1),
        }
        act.add("propositions.introduction", row, made)
    return Saved(made, act.audit_id)
