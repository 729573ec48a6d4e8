"""What one can explore: measures whose question may be split, and one choice of how to look at one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from biebwijzer.access import Workspace
from biebwijzer.warehouse import Answer, Query, all_queries
from biebwijzer.warehouse.queries import names
from biebwijzer.words import mark

# What a measure can be split by, as the headers of the questions name it (`offers`).
DIMENSIONS: Mapping[str, str] = {
    "branch": mark("Vestiging"),
    "library": mark("Bibliotheek"),
    "month": mark("Maand"),
    "year": mark("Jaar"),
    "month_of_year": mark("Maand van het jaar"),
    "weekday": mark("Weekdag"),
    "hour": mark("Uur"),
    "segment": mark("Doelgroep"),
    "person_kind": mark("Soort klant"),
    "age_class": mark("Leeftijd"),
    "joined_year": mark("Jaar van inschrijving"),
    "last_use": mark("Laatste gebruik"),
    "core_function": mark("Kernfunctie"),
    "pillar": mark("Pijler"),
    "form": mark("Vorm"),
    "target_group": mark("Voor wie"),
    "proposition": mark("Propositie"),
    "place_kind": mark("Soort plek"),
    "status": mark("Uitkomst"),
    "channel": mark("Kanaal"),
}
# Of these the parts have an order of their own; of the others the largest comes first.
ORDERED = {"month", "year", "month_of_year", "weekday", "hour", "age_class", "joined_year", "last_use"}
NAMES: Mapping[str, str] = {
    "visits": mark("Bezoeken"),
    "loans": mark("Uitleningen"),
    "visits_by_hour": mark("Bezoeken naar uur"),
    "activities": mark("Activiteiten"),
    "participants": mark("Deelnemers"),
    "known_persons": mark("Bekende personen"),
    "members": mark("Leden op een peildatum"),
    "registrations": mark("Nieuwe gratis accounts"),
    "reservations": mark("Reserveringen"),
}


@dataclass(frozen=True)
class Measure:
    """A measure one can explore: its question, the column with the number, what it can be split by, and its period."""

    code: str
    query: Query
    value: str
    offers: tuple[str, ...]
    period: str

    @property
    def name(self) -> str:
        """What it is called, as a marked text."""
        return NAMES[self.code]

    @property
    def is_protected(self) -> bool:
        """Whether it counts persons: then the period is fixed, and what is kept is chosen after protection."""
        return bool(self.query.counts)

    @property
    def year_back(self) -> int:
        """A year, in the unit in which the question looks back."""
        return 1 if self.period in ("year", "reference_date") else 12


@dataclass(frozen=True)
class Choice:
    """What somebody chose to see. `until` says nothing for a measure that is about one month, day or year."""

    measure: Measure
    since: date
    until: date
    split: str | None = None
    second: str | None = None
    kept: str | None = None
    branch: str | None = None
    beside_a_year_ago: bool = False


def measures() -> Mapping[str, Measure]:
    """Every measure that says in its header what it can be split by, in the order of the list."""
    found = {one.name.split("/")[1]: one for one in all_queries() if "offers" in one.headers}
    return {
        code: Measure(
            code=code,
            query=found[code],
            value=str(found[code].headers["value"]),
            offers=names(found[code].headers["offers"]),
            period=str(found[code].headers["period"]),
        )
        for code in NAMES
    }


def values_of(choice: Choice) -> dict[str, object]:
    """What the question of the measure is asked with."""
    when: Mapping[str, dict[str, object]] = {
        "months": {"since": choice.since, "until": choice.until, "branch_id": choice.branch},
        "year": {"year": choice.since.year, "kept": choice.kept},
        "month": {"on_month": choice.since, "kept": choice.kept},
        "reference_date": {"reference_date": choice.since, "kept": choice.kept},
    }
    earlier = choice.measure.year_back if choice.beside_a_year_ago else None
    return {"split": choice.split, "second": choice.second, "earlier": earlier, **when[choice.measure.period]}


def choice_of(question: str, values: Mapping[str, Any]) -> Choice | None:
    """The choice that asks this question with these values; None when it is no measure one can explore."""
    measure = next((one for one in measures().values() if one.query.name == question), None)
    if measure is None:
        return None
    since = values[{"months": "since", "month": "on_month"}.get(measure.period, measure.period)]
    since = date(since, 1, 1) if measure.period == "year" else since
    return Choice(
        measure,
        since,
        values.get("until") or since,
        split=values.get("split"),
        second=values.get("second"),
        kept=values.get("kept"),
        branch=values.get("branch_id"),
        beside_a_year_ago=values.get("earlier") is not None,
    )


def explored(workspace: Workspace, choice: Choice) -> Answer:
    """The answer to a choice: asked as any other question, so that scope, audience and small numbers hold."""
    return workspace.ask(choice.measure.query.name, **values_of(choice))


def moments(workspace: Workspace) -> Mapping[str, list[date]]:
    """Per measure the months, days or years there is something of, the first one first."""
    found: dict[str, list[date]] = {}
    for measure, moment in workspace.ask("explore/moments").rows.select("measure", "moment").iter_rows():
        found.setdefault(measure, []).append(moment)
    return found
