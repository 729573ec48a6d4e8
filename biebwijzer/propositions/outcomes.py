"""What a proposition may have an effect on, and the answer to its question as libraries by months."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Any

import numpy as np

from biebwijzer.look import Kind
from biebwijzer.propositions.impact import NEVER, Panel
from biebwijzer.warehouse import Answer
from biebwijzer.words import mark

PER = 1000


@dataclass(frozen=True)
class Measure:
    """Something an effect can be on: its question, how it is called, and which differences one may find to count."""

    code: str
    question: str
    label: str
    # What is counted, in a subtitle, and in a sentence after a number.
    counted: str
    many: str
    # In shares of what it would have been, or in so many per 1,000 residents.
    is_relative: bool
    runs_in: int
    choices: tuple[int, ...]
    usual: int

    @property
    def kind(self) -> Kind:
        """How an effect is written."""
        return "percent" if self.is_relative else "number"

    def difference(self, chosen: int) -> float:
        """A difference as chosen on the screen, in the unit of the effect."""
        return chosen / 100 if self.is_relative else float(chosen)


MEASURES: Mapping[str, Measure] = {
    one.code: one
    for one in (
        Measure(
            code="work",
            question="propositions/outcome_work",
            label=mark("Werken en studeren"),
            counted=mark("mensen die in drie maanden minstens twee keer incheckten, per 1.000 inwoners"),
            many=mark("werk- en studiebezoekers"),
            is_relative=False,
            runs_in=3,
            choices=(1, 2, 3, 5),
            usual=2,
        ),
        Measure(
            code="group",
            question="propositions/outcome_group",
            label=mark("Doelgroep"),
            counted=mark("mensen in de groep Studie-/werkbezoeker, per 1.000 inwoners"),
            many=mark("mensen in de groep Studie-/werkbezoeker"),
            is_relative=False,
            runs_in=6,
            choices=(1, 2, 3, 5),
            usual=2,
        ),
        Measure(
            code="visits",
            question="propositions/outcome_visits",
            label=mark("Bezoeken"),
            counted=mark("getelde bezoeken per 1.000 inwoners"),
            many=mark("bezoek"),
            is_relative=True,
            runs_in=3,
            choices=(2, 5, 10),
            usual=5,
        ),
    )
}


@dataclass(frozen=True)
class Study:
    """What was asked, as a panel: which rows it has, and the names that go with them."""

    panel: Panel
    names: tuple[str, ...]
    reasons: tuple[str | None, ...]
    started: tuple[date | None, ...]
    months: tuple[date, ...]


def measure_of(answer: Answer) -> Measure:
    """Which measure this question is about."""
    return next(one for one in MEASURES.values() if one.question == answer.query.name)


def study(answer: Answer) -> Study:
    """The rows of an answer as libraries by months; a hidden or missing number is a month without one."""
    measure, rows = measure_of(answer), answer.rows
    months = span(rows["month"].min(), rows["month"].max()) if rows.height else ()
    libraries = rows["library"].unique(maintain_order=True).to_list()
    outcome = np.full((len(libraries), len(months)), np.nan)
    started: list[date | None] = [None] * len(libraries)
    reasons: list[str | None] = [None] * len(libraries)
    for row in rows.iter_rows(named=True):
        place = libraries.index(row["library"])
        outcome[place, months.index(row["month"])] = outcome_of(row, measure)
        started[place], reasons[place] = row["started"], row["reason"]
    starts = np.array([place_of(day, months) for day in started])
    return Study(Panel(outcome, starts, measure.runs_in), tuple(libraries), tuple(reasons), tuple(started), months)


def outcome_of(row: Mapping[str, Any], measure: Measure) -> float:
    """Per 1,000 residents, or its logarithm where differences are told in percents; nan where there is none."""
    if row["number"] is None or not row["residents"]:
        return np.nan
    rate = PER * row["number"] / row["residents"]
    if measure.is_relative:
        return log(rate) if rate > 0 else np.nan
    return float(rate)


def span(first: Any, last: Any) -> tuple[date, ...]:
    """Every month from the first until the last."""
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return tuple(date(number // 12, number % 12 + 1, 1) for number in numbers)


def place_of(started: date | None, months: tuple[date, ...]) -> float:
    """The place of a start among the months; who starts after the last of them has not started yet."""
    if started is None or not months or started > months[-1]:
        return NEVER
    return float((started.year - months[0].year) * 12 + started.month - months[0].month)


def matters_of(answer: Answer) -> float:
    """The smallest difference that counts, in the unit of the effect."""
    chosen, measure = answer.values.get("matters"), measure_of(answer)
    return measure.difference(chosen if isinstance(chosen, int) else measure.usual)
