"""Does it do what we expected? Figures beside last year and the target, and the sentence that says so."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from biebwijzer.access import Workspace
from biebwijzer.propositions.targets import MEASURES
from biebwijzer.rates import LEAST, Rate, wilson
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

TENTHS = {
    "almost": mark("bijna {n} op de 10"),
    "about": mark("{n} op de 10"),
    "more": mark("ruim {n} op de 10"),
}


@dataclass(frozen=True)
class Target:
    """A target in force: at least or at most so much, and when it was written down."""

    measure: str
    direction: str
    value: float
    by_when: date
    recorded_on: date

    def is_met(self, value: float) -> bool:
        """Whether a figure is what was aimed at."""
        return value >= self.value if self.direction == "at_least" else value <= self.value


def targets_in_force(workspace: Workspace, code: str) -> dict[str, Target]:
    """The last version of every target of a proposition, of who works for one library.

    Beside the figures of several libraries together the target of one of them would say something that isn't so.
    """
    rows = workspace.ask("propositions/targets", proposition=code).rows
    if len(workspace.libraries) != 1:
        return {}
    return {
        row["measure"]: Target(row["measure"], row["direction"], row["value"], row["by_when"], row["recorded_on"])
        for row in rows.filter(rows["is_in_force"]).iter_rows(named=True)
    }


@dataclass(frozen=True)
class Figure:
    """One measure with what it is made of: part of whole for a share, part alone for a count."""

    measure: str
    value: float | None
    before: float | None = None
    rate: Rate | None = None
    is_too_small: bool = False
    # What it was asked as, so that it can be explained.
    answer: Answer | None = None

    @property
    def is_share(self) -> bool:
        """Whether it is a share."""
        return MEASURES[self.measure].is_share


def counted(measure: str, now: int | None, before: int | None) -> Figure:
    """A number of persons."""
    return Figure(measure, now, before)


def shared(measure: str, part: Any, whole: Any, part_before: Any = None, whole_before: Any = None) -> Figure:
    """A share with its margin; too few to tell is said and not shown."""
    rate, before = wilson(part, whole), wilson(part_before, whole_before)
    if whole is not None and 0 < whole < LEAST:
        return Figure(measure, None, is_too_small=True)
    return Figure(
        measure,
        rate.share if rate else None,
        before.share if before and whole_before >= LEAST else None,
        rate,
    )


def figures(
    workspace: Workspace, proposition: str, since: date, until: date, branch_id: str | None
) -> dict[str, Figure]:
    """The four figures of a proposition: this month's people, returning, new audience and no-shows."""
    narrowed = {"proposition": proposition, "branch_id": branch_id}
    month = {**narrowed, "since": until, "until": until}
    year_before = {**narrowed, "since": year_earlier(until), "until": year_earlier(until)}
    whole = {**narrowed, "since": since, "until": until}
    whole_before = {**narrowed, "since": year_earlier(since), "until": year_earlier(until)}
    asked = {
        "persons": workspace.ask("propositions/actual", **month),
        "repeat_60d": workspace.ask("propositions/repeat", **whole),
        "new_audience": workspace.ask("propositions/new_audience", **whole),
        "no_show": workspace.ask("propositions/no_show", **month),
    }
    people, back, new, empty = (row_of(answer) for answer in asked.values())
    new_before = row_of(workspace.ask("propositions/new_audience", **whole_before))
    empty_before = row_of(workspace.ask("propositions/no_show", **year_before))
    found = {
        "persons": counted("persons", people.get("persons"), people.get("before")),
        "repeat_60d": shared(
            "repeat_60d",
            back.get("returned"),
            back.get("users"),
            back.get("returned_before"),
            back.get("users_before"),
        ),
        "new_audience": shared(
            "new_audience",
            new.get("all_new_persons"),
            new.get("all_persons"),
            new_before.get("all_new_persons"),
            new_before.get("all_persons"),
        ),
        "no_show": shared(
            "no_show", *parts(empty.get("all_no_show"), empty.get("all_checked_in")),
            *parts(empty_before.get("all_no_show"), empty_before.get("all_checked_in")),
        ),
    }  # fmt: skip
    return {measure: replace(figure, answer=asked[measure]) for measure, figure in found.items()}


def parts(part: int | None, rest: int | None) -> tuple[int | None, int | None]:
    """The part and the whole out of a part and its rest."""
    return part, None if part is None or rest is None else part + rest


def row_of(answer: Answer) -> dict[str, Any]:
    """The first row, or nothing."""
    return answer.rows.row(0, named=True) if answer.rows.height else {}


def year_earlier(month: date) -> date:
    """The same month a year earlier."""
    return month.replace(year=month.year - 1)


def sentence(found: dict[str, Figure], aims: dict[str, Target], name: str, month: date, words: Words) -> str:
    """What a manager could say aloud; what is too small or hidden is left out rather than guessed."""
    people = found["persons"].value
    if people is None:
        return words("Voor {month} is er geen getal dat we kunnen tonen.", month=words.month(month))
    told = [_people(people, aims.get("persons"), name, month, words)]
    back, empty = found["repeat_60d"].value, found["no_show"].value
    if back is not None:
        told.append(words("{tenths} komen binnen 60 dagen terug.", tenths=capital(tenths(back, words))))
    if empty is not None and empty > 0:
        told.append(words("Let op: {part} reserveringen wordt niet gebruikt.", part=one_in(empty, words)))
    return " ".join(told)


def _people(people: float, aim: Target | None, name: str, month: date, words: Words) -> str:
    said = words.plural(
        mark("In {month} had **{n} mens** een moment bij {name}"),
        mark("In {month} hadden **{n} mensen** een moment bij {name}"),
        n=int(people),
        month=words.month(month),
        name=name,
    )
    if aim is None:
        return f"{said}."
    share = words.percent(people / aim.value, 0)
    return words("{said}: **{share} van het doel**.", said=said, share=share)


def tenths(share: float, words: Words) -> str:
    """A share as one says it: bijna 4 op de 10."""
    near = max(1, min(10, round(share * 10)))
    gap = share * 10 - near
    kind = "almost" if gap < -0.05 else "more" if gap > 0.05 else "about"
    return words(TENTHS[kind], n=near)


def one_in(share: float, words: Words) -> str:
    """A small share as one says it: 1 op de 5 (and of a larger one, so many of the 10)."""
    if share <= 0.5:
        return words("1 op de {n}", n=words.number(round(1 / share)))
    return tenths(share, words)


def capital(text: str) -> str:
    """With a capital, as a sentence begins."""
    return text[:1].upper() + text[1:]


def introduced_since(rows: Sequence[dict[str, Any]]) -> date | None:
    """The first day anywhere."""
    return min((row["started_on"] for row in rows), default=None)


def delivered(workspace: Workspace, proposition: str) -> tuple[date, date] | None:
    """The first and last month with reservations; None when none were delivered."""
    row = row_of(workspace.ask("propositions/delivered", proposition=proposition))
    if not row or row["last_month"] is None:
        return None
    return row["first_month"], row["last_month"]


def places_told(workspace: Workspace) -> dict[tuple[str, str], str]:
    """Library and proposition -> where it was introduced and since when, in one line."""
    words = workspace.words
    found: dict[tuple[str, str], list[str]] = {}
    for row in workspace.ask("propositions/introductions").rows.iter_rows(named=True):
        where = row["branch"] or words("hele bibliotheek")
        told = words("{where} sinds {month}", where=where, month=words.month(row["started_on"]))
        found.setdefault((row["library_id"], row["proposition"]), []).append(told)
    return {key: ", ".join(told) for key, told in found.items()}


def people_aimed_at(workspace: Workspace) -> dict[tuple[str, str], float]:
    """Library and proposition -> the target for people in force."""
    rows = workspace.ask("propositions/targets").rows.iter_rows(named=True)
    return {
        (row["library_id"], row["proposition"]): row["value"]
        for row in rows
        if row["measure"] == "persons" and row["is_in_force"]
    }
