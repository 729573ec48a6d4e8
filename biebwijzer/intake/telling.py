"""Telling how far a load is: the loader writes it down as it goes, whoever waits reads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from biebwijzer.intake.jobs import STEPS, Job
from biebwijzer.warehouse.loading import Workbench

PAUSE = 0.2


def step(job: Job, name: str) -> None:
    """Say which step begins."""
    percent, _, word = STEPS[name]
    job.progress(percent, word)


@contextmanager
def telling(job: Job, name: str, bench: Workbench, rows: int) -> Iterator[None]:
    """Say, while a step lasts, how many of these rows the engine has had."""
    begins, ends, word = STEPS[name]
    job.progress(begins, word, 0, rows)
    done = Event()

    def watch() -> None:
        far = 0.0
        while not done.wait(PAUSE):
            far = max(far, bench.how_far())
            job.progress(int(begins + (ends - begins) * far), word, int(rows * far), rows)

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
