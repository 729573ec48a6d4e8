"""Asking against the bare SQL, with the memory of answers off and on; and drawing each exhibit."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bench.crowd import bare
from bench.measuring import Measured, in_turns, many, spread
from biebwijzer.access import Workspace
from biebwijzer.board.pack import all_exhibits
from biebwijzer.cli import OpenHouse
from biebwijzer.look import drawn, ready
from biebwijzer.warehouse import Asking, Query, query

VALUES: Mapping[str, object] = {
    "since": date(2019, 1, 1),
    "until": date(2024, 8, 1),
    "reference_date": date(2016, 4, 6),
    "base_year": 2019,
    "year": 2024,
    "last_month": date(2024, 8, 1),
}
QUESTIONS = ("usage/visits_per_year", "usage/visits_per_month", "usage/visits_per_branch")


def values_for(asked: Query, known: Mapping[str, object] = VALUES) -> dict[str, object] | None:
    """Values for a question's parameters; None when it takes one this bench does not know."""
    if any(param.name not in known and not param.optional for param in asked.params):
        return None
    return {param.name: known[param.name] for param in asked.params if param.name in known}


def asking(
    house: OpenHouse,
    workspace: Workspace,
    where: str,
    questions: Sequence[str] = QUESTIONS,
    known: Mapping[str, object] = VALUES,
) -> Iterator[Measured]:
    """Each question bare, asked without memory, and asked again."""
    forgetful = Asking(house.stores, remembers=0)
    for name in questions:
        asked = query(name)
        values = values_for(asked, known) or {}

        def anew(asked: Query = asked, values: dict[str, object] = values) -> None:
            forgetful.ask(asked, values, workspace.view)

        bare_times, anew_times = in_turns(
            lambda asked=asked, values=values: bare(house, workspace, asked, values), anew
        )
        against = spread(bare_times)[0]
        yield Measured(f"ask {name}, {where}", *spread(anew_times), against, "bare + 2 ms, 1.5x over 10 ms")
        again = many(lambda asked=asked, values=values: house.asking.ask(asked, values, workspace.view))
        yield Measured(f"ask {name} again, {where}", *again, against, "")


def drawing(workspace: Workspace, known: Mapping[str, object] = VALUES) -> Iterator[Measured]:
    """Each exhibit from its answer to what the browser gets."""
    for exhibit in all_exhibits().values():
        values = values_for(query(exhibit.question), known)
        if values is None:
            continue
        answer = ready(exhibit, workspace.ask(exhibit.question, **values), workspace.words)
        if not answer.is_empty():
            times = many(lambda exhibit=exhibit, answer=answer: drawn(exhibit, answer, workspace.words))
            yield Measured(f"draw {exhibit.name}", *times, None, "3 ms")
