"""What an activity is before it is kept: a draft, and what stands in the way of keeping it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from biebwijzer.activities.calendar import REPEATS
from biebwijzer.activities.names import CORE_FUNCTIONS, FORMS, FUNDING_FRAMES, PILLARS
from biebwijzer.intake.traces import is_bsn
from biebwijzer.problems import Problem
from biebwijzer.words import mark

OLDEST = date(2000, 1, 1)
MOST_PARTICIPANTS = 20_000
LONGEST_TITLE = 120
MOST_YEARS_AHEAD = 2
MOST_SUGGESTED = 4
# Nine digits, perhaps in groups, that are no part of a longer number.
NINE_DIGITS = re.compile(r"(?<![\d+.])\d(?:[ .]?\d){8}(?!\d)")


@dataclass(frozen=True)
class ActivityDraft:
    """An activity as typed; participants None = not yet counted, which is not the same as nobody."""

    held_on: date | None
    branch_id: str | None
    title: str
    core_function: str | None
    participants: int | None = None
    form: str | None = "physical"
    pillar: str | None = None
    target_group: str | None = None
    funding_frame: str | None = None


@dataclass(frozen=True)
class Series:
    """How an activity repeats: how often, until when, and whether closures and holidays are left out."""

    every: str
    until: date | None
    skips: bool = True


def problems(draft: ActivityDraft, today: date) -> list[Problem]:
    """What stands in the way of recording this activity; an empty list means nothing does."""
    found = _title_problems("title", draft.title) + _day_problems(draft, today)
    if not draft.branch_id:
        found.append(Problem("branch_id", mark("**Waar was het?** Kies een vestiging.")))
    if draft.core_function not in CORE_FUNCTIONS:
        found.append(Problem("core_function", mark("**Bij welke kernfunctie hoort het?** Kies er een.")))
    if draft.form not in FORMS:
        # Not "form": that is where a form says what was refused as a whole.
        found.append(Problem("way", mark("**Hoe deden mensen mee?** Kies er een uit de rij.")))
    if draft.pillar is not None and draft.pillar not in PILLARS:
        found.append(Problem("pillar", mark("**Deze pijler kennen we niet.** Kies er een, of laat het leeg.")))
    if draft.funding_frame is not None and draft.funding_frame not in FUNDING_FRAMES:
        found.append(Problem("funding_frame", mark("**Dit kader kennen we niet.** Kies er een, of laat het leeg.")))
    if draft.target_group:
        found += _text_problems("target_group", draft.target_group)
    return found + count_problems("participants", draft.participants)


def _title_problems(field: str, title: str) -> list[Problem]:
    if not title.strip():
        return [Problem(field, mark("**Hoe heet de activiteit?** Typ een titel of kies een eerdere."))]
    return _text_problems(field, title)


def _text_problems(field: str, text: str) -> list[Problem]:
    if len(text) > LONGEST_TITLE:
        return [
            Problem(field, mark("**Dit is te lang.** Houd het korter dan {most} tekens."), {"most": str(LONGEST_TITLE)})
        ]
    if any(is_bsn(re.sub(r"\D", "", digits)) for digits in NINE_DIGITS.findall(text)):
        return [Problem(field, mark("**Hier staat een burgerservicenummer.** Dat bewaren we niet. Haal het weg."))]
    return []


def _day_problems(draft: ActivityDraft, today: date) -> list[Problem]:
    if draft.held_on is None:
        return [Problem("held_on", mark("**Wanneer was het?** Kies een dag."))]
    if draft.held_on < OLDEST:
        return [Problem("held_on", mark("**Deze datum is te lang geleden.** Klopt het jaar?"))]
    if draft.held_on > last_day(today):
        return [Problem("held_on", mark("**Deze datum is te ver weg.** Klopt het jaar?"))]
    if draft.held_on > today and draft.participants is not None:
        return [Problem("participants", mark("**Deze dag moet nog komen.** Vul het aantal later in."))]
    return []


def count_problems(field: str, participants: int | None) -> list[Problem]:
    """What is wrong with a number of participants; none at all is fine, and so is nobody."""
    if participants is None or 0 <= participants <= MOST_PARTICIPANTS:
        return []
    return [
        Problem(
            field, mark("**Dit aantal kan niet.** Typ een getal van 0 tot {most}."), {"most": str(MOST_PARTICIPANTS)}
        )
    ]


def series_problems(draft: ActivityDraft, series: Series, today: date) -> list[Problem]:
    """What stands in the way of repeating an activity."""
    if series.every not in REPEATS:
        return [Problem("every", mark("**Hoe vaak is het?** Kies er een uit de lijst."))]
    if series.until is None:
        return [Problem("until", mark("**Tot wanneer gaat het door?** Kies de laatste dag."))]
    if draft.held_on is not None and series.until < draft.held_on:
        return [Problem("until", mark("**Dit is vóór de eerste keer.** Kies een latere dag."))]
    if series.until > last_day(today):
        return [
            Problem(
                "until",
                mark("**Dit is te ver weg.** Een reeks loopt hoogstens {years} jaar vooruit."),
                {"years": str(MOST_YEARS_AHEAD)},
            )
        ]
    return []


def last_day(today: date) -> date:
    """The last day for which something can be planned."""
    return date(today.year + MOST_YEARS_AHEAD, today.month, min(today.day, 28))


def suggested(titles: Iterable[str], typed: str) -> list[str]:
    """Earlier titles that hold what is being typed, those that begin with it first, each in the order given."""
    asked = " ".join(typed.split()).casefold()
    if not asked:
        return []
    holding = [title for title in titles if asked in title.casefold() and title.casefold() != asked]
    return sorted(holding, key=lambda title: not title.casefold().startswith(asked))[:MOST_SUGGESTED]
