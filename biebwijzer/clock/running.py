"""The clock at work: in the app a few threads, as a service a process of its own. As many at once as one likes."""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from traceback import format_tb

from biebwijzer.clock import jobs, outbox, schedules
from biebwijzer.clock.kinds import Later, kind_of
from biebwijzer.clock.working import BREATH, Closing, StopAsked, TakenOver, Work, day_of, workspace_of
from biebwijzer.problems import BiebwijzerError
from biebwijzer.warehouse import Asking, Row, Stores, now
from biebwijzer.words import mark

LOG = logging.getLogger("biebwijzer.clock")
# Two pieces of work at a time: a long load must not keep the mail or another source waiting.
HANDS = 2
LOOKS_EVERY = 1.0
PATIENCE = 10.0
# Whoever claims something in this process is this process, whichever thread it is.
PROCESS = uuid.uuid4().hex
HELD: set[str] = set()


class Clock:
    """Looks what is due, does the work and sends the mail, until it is closed."""

    def __init__(self, stores: Stores, asking: Asking) -> None:
        self.stores, self.asking = stores, asking
        self._closing = threading.Event()
        self._breathed = now()
        self._threads: list[threading.Thread] = []

    def begin(self) -> None:
        """Start the threads."""
        for name, act in (("clock", self._tick), *(("clock-hand", self._work),) * HANDS):
            thread = threading.Thread(target=self._again_and_again, args=(act,), name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def close(self) -> None:
        """Stop: what is under way is put back and waits for the next start."""
        self._closing.set()
        until = time.monotonic() + PATIENCE
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _again_and_again(self, act: Callable[[], bool]) -> None:
        while not self._closing.is_set():
            try:
                busy = act()
            except Exception as error:  # noqa: BLE001
                # A thread that dies unnoticed would stop all refreshing: it says so and looks again a little later.
                if self._closing.is_set():
                    return
                LOG.error(
                    "the clock missed a turn: %s\n%s", type(error).__name__, "".join(format_tb(error.__traceback__))
                )
                busy = False
                self._closing.wait(LOOKS_EVERY * 10)
            if not busy:
                self._closing.wait(LOOKS_EVERY)

    def _tick(self) -> bool:
        self.look(now())
        return False

    def look(self, moment: datetime) -> None:
        """One turn: breathe, take over, let come round, send."""
        if moment - self._breathed > BREATH or moment < self._breathed:
            self._breathed = moment
            jobs.still_here(self.stores, list(HELD), moment)
        jobs.take_over(self.stores, PROCESS, list(HELD), moment)
        schedules.keep_standing(self.stores, moment)
        schedules.come_round(self.stores, self.asking, moment)
        outbox.send_waiting(self.stores, PROCESS, moment)

    def _work(self) -> bool:
        return self.work_once(now())

    def work_once(self, moment: datetime) -> bool:
        """Do the next job; whether there was one."""
        job = jobs.claim(self.stores, PROCESS, moment)
        if job is None:
            return False
        HELD.add(job["job_id"])
        try:
            self._do(job, moment)
        finally:
            HELD.discard(job["job_id"])
        return True

    def _do(self, job: Row, moment: datetime) -> None:
        kind = kind_of(job["kind"])
        try:
            self.stores.look(every=0)
            workspace = workspace_of(
                self.stores, self.asking, job["owner"], kind.permission, job["library_id"], day_of(moment)
            )
            done = kind.run(workspace, Work(self.stores, job, self._closing, moment))
        except Closing:
            jobs.put_back(self.stores, job, now())
        except TakenOver:
            LOG.warning("job %s was taken over by another process", job["job_id"])
        except StopAsked:
            jobs.settle(self.stores, job, {"status": "stopped", "ended_at": now()})
        except BiebwijzerError as error:
            jobs.trouble(self.stores, job, error, now(), again=isinstance(error, Later))
        except Exception as error:  # noqa: BLE001
            # Where it went wrong, for whoever keeps the machine; never what a file said, which an error may repeat.
            name, where = type(error).__name__, "".join(format_tb(error.__traceback__))
            LOG.error("job %s of kind %s failed with %s\n%s", job["job_id"], job["kind"], name, where)
            word = mark("Er ging iets mis ({kind}). In het logboek van de server staat waar.")
            jobs.trouble(self.stores, job, BiebwijzerError(word, kind=name), now(), again=True)
        else:
            jobs.finish(self.stores, job, done, now())

    def work_off(self, moment: datetime | None = None) -> int:
        """Everything that is due now, once, and what follows from it; how many jobs were done."""
        done = 0
        self.look(moment or now())
        while self.work_once(moment or now()):
            done += 1
        outbox.send_waiting(self.stores, PROCESS, moment or now())
        return done


class _InThisProcess:
    """The clock of this process, if it has one."""

    clock: Clock | None = None


def is_running() -> bool:
    """Whether a clock is at work in this process."""
    return _InThisProcess.clock is not None


@contextmanager
def at_work(stores: Stores, asking: Asking) -> Iterator[Clock]:
    """A clock for as long as this lasts."""
    clock = Clock(stores, asking)
    _InThisProcess.clock = clock
    clock.begin()
    try:
        yield clock
    finally:
        _InThisProcess.clock = None
        clock.close()
