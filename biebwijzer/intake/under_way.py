"""A delivery under way: it is loaded in a thread of its own, so that whoever waits for it can go on, or stop it."""

import time
from collections.abc import Callable
from threading import Event, Thread

from biebwijzer.intake.jobs import Told
from biebwijzer.intake.outcomes import Outcome
from biebwijzer.intake.refusals import Stopped
from biebwijzer.intake.waiting import Progress


class UnderWay:
    """One delivery that is being loaded: how far it is, how long it takes, and what came of it."""

    def __init__(self, name: str, act: Callable[[Progress], Outcome], afterwards: Callable[[], None]) -> None:
        self.name = name
        self.told: Told | None = None
        self._act, self._afterwards = act, afterwards
        self._began = time.monotonic()
        self._stop = Event()
        self._outcome: Outcome | BaseException | None = None
        self._thread = Thread(target=self._work, name="delivery", daemon=True)
        self._thread.start()

    def _work(self) -> None:
        try:
            self._outcome = self._act(self._tell)
        except BaseException as error:  # noqa: BLE001
            # Whoever asks for the outcome gets it as if it had happened there.
            self._outcome = error
        finally:
            self._afterwards()

    def _tell(self, told: Told) -> None:
        self.told = told
        if self._stop.is_set():
            raise Stopped

    def stop(self) -> None:
        """Stop loading; what was done so far is gone when this returns, unless the delivery was ready first."""
        self._stop.set()
        self._thread.join(timeout=30)

    @property
    def finished(self) -> bool:
        """Whether there is an outcome."""
        return not self._thread.is_alive()

    @property
    def seconds(self) -> float:
        """How long it has been under way."""
        return time.monotonic() - self._began

    @property
    def seconds_left(self) -> float | None:
        """How long it will take at this pace; None as long as too little was done to say so."""
        percent = self.told.percent if self.told else 0
        return self.seconds * (100 - percent) / percent if percent >= 25 and self.seconds > 2 else None

    def outcome(self) -> Outcome:
        """What came of it, or the error that came instead."""
        self._thread.join()
        if isinstance(self._outcome, BaseException):
            raise self._outcome
        assert self._outcome is not None
        return self._outcome
