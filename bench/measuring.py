"""Measuring: the same thing many times, told as the middle and the slow end."""

import os
import resource
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time, sleep

from tests.processes import children_of


@dataclass(frozen=True)
class Measured:
    """One line of the report: what, how long, against what, and the budget it has."""

    what: str
    middle: float
    slow: float
    against: float | None = None
    budget: str = ""
    unit: str = "ms"

    @property
    def ratio(self) -> float | None:
        """How many times what it is measured against."""
        return self.middle / self.against if self.against else None

    def cells(self) -> list[object]:
        """The line as the report shows it."""
        ratio = f"{self.ratio:.2f}x" if self.ratio is not None else ""
        against = f"{self.against:.1f}" if self.against is not None else ""
        return [self.what, f"{self.middle:.1f}", f"{self.slow:.1f}", self.unit, against, ratio, self.budget]


HEADS = ("what", "p50", "p95", "unit", "against", "ratio", "budget")


def timed(act: Callable[[], object]) -> float:
    """How many milliseconds it takes."""
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def spread(times: list[float]) -> tuple[float, float]:
    """The middle and the slow end of many times."""
    return median(times), quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def many(act: Callable[[], object], times: int = 30, warm: int = 3) -> tuple[float, float]:
    """The middle and the slow end of doing it many times, after warming up."""
    for _ in range(warm):
        act()
    return spread([timed(act) for _ in range(times)])


def in_turns(
    first: Callable[[], object], second: Callable[[], object], times: int = 30
) -> tuple[list[float], list[float]]:
    """Two things in turns, so that a busy moment hits both."""
    for _ in range(3):
        first()
        second()
    pairs = [(timed(first), timed(second)) for _ in range(times)]
    return [one for one, _ in pairs], [other for _, other in pairs]


@dataclass
class Worked:
    """What something took of the clock and of the processors, and the most memory a process it started had."""

    wall: float
    processors: float
    memory: float = 0.0


def worked(act: Callable[[], object]) -> Worked:
    """Milliseconds by the clock and by the processors, processes it started included; their memory in MB."""
    highest, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            highest.append(max(map(high_water, descendants(os.getpid())), default=0.0))

    watcher = threading.Thread(target=watch, daemon=True)
    began = processor_time()
    watcher.start()
    wall = timed(act)
    wait_for_loaders()
    took = (processor_time() - began) * 1000
    done.set()
    watcher.join()
    return Worked(wall, took, max(highest))


def wait_for_loaders() -> None:
    """Wait until no child has a child: a loader that told it is done still gives its memory back."""
    while any(map(children_of, children_of(os.getpid()))):
        sleep(0.001)


def processor_time() -> float:
    """Seconds of this process, of those it started and of those these started, the ones that ended included."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + ended.ru_utime + ended.ru_stime + sum(map(ticked, children_of(os.getpid())))


def descendants(process: int) -> list[int]:
    """The processes this one started that run now, and those that they started."""
    started = children_of(process)
    return [*started, *(one for child in started for one in descendants(child))]


def ticked(process: int) -> float:
    """The seconds a running process worked, with those it started that ended; nothing once it is gone."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    # Behind the name, which may hold anything: its own seconds as 12th and 13th, those of its children after them.
    return sum(map(int, told.rpartition(")")[2].split()[11:15])) / os.sysconf("SC_CLK_TCK")


def high_water(process: int) -> float:
    """The most memory a process has had, in MB; nothing once it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0.0)
