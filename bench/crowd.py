"""Twenty clients who each ask the next question as soon as they have the answer: bare SQL against `ask`."""

import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from bench.measuring import Measured, spread, timed
from biebwijzer.access import Workspace
from biebwijzer.cli import OpenHouse
from biebwijzer.warehouse import Asking, Query

CLIENTS, LASTS = 20, 8.0
Asked = tuple[Query, Mapping[str, object]]


def bare(house: OpenHouse, workspace: Workspace, asked: Query, values: Mapping[str, object]) -> None:
    """The same text as a person with a DuckDB prompt would run it."""
    filled = {param.name: values.get(param.name) for param in asked.params}
    with house.stores.cursor(workspace.view.variables) as cursor:
        cursor.sql(asked.text, params=filled or None).pl()


def crowd(house: OpenHouse, workspace: Workspace, questions: Sequence[Asked], where: str) -> Iterator[Measured]:
    """The same questions by as many clients, in two rounds each, so that a busy moment hits both."""
    forgetful = Asking(house.stores, remembers=0)
    bare_times: list[float] = []
    asked_times: list[float] = []
    for _ in range(2):
        bare_times += together(questions, lambda query, values: bare(house, workspace, query, values))
        asked_times += together(questions, lambda query, values: forgetful.ask(query, values, workspace.view))
    against = spread(bare_times)
    middle, slow = spread(asked_times)
    told = f"p95 of the bare questions {against[1]:.1f} ms: {slow / against[1]:.2f}x; 1.5x"
    yield Measured(f"{CLIENTS} clients, {where} ({len(asked_times)})", middle, slow, against[0], told)


def together(questions: Sequence[Asked], act: Callable[[Query, Mapping[str, object]], object]) -> list[float]:
    """The time of every question of every client."""
    times: list[float] = []
    failed: list[Exception] = []
    ends = time.monotonic() + LASTS

    def client(seed: int) -> None:
        chance = random.Random(seed)
        while time.monotonic() < ends:
            asked, values = chance.choice(questions)
            try:
                times.append(timed(lambda asked=asked, values=values: act(asked, values)))
            except Exception as error:  # noqa: BLE001 - told below, for all clients together
                failed.append(error)
                return

    clients = [threading.Thread(target=client, args=(seed,)) for seed in range(CLIENTS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    assert not failed, f"{len(failed)} clients failed: {failed[0]}"
    return times
