"""Pages turn one at a time: more at once would only share one interpreter, and all come late."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from time import monotonic

# With two at once a hundred tabs wait seven times as long (`python -m bench sessions`): threads that all want the
# interpreter take it from each other, and from the loop that carries the messages.
AT_ONCE = 1
# A page that takes longer than this waits for something, and no longer keeps anybody from theirs.
LONG = 0.25


class Turns:
    """Whose turn it is; who comes first goes first."""

    def __init__(self, at_once: int = AT_ONCE, long: float = LONG) -> None:
        self._at_once, self._long = at_once, long
        self._looking = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._began: dict[threading.Event, float] = {}

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn, and take it."""
        mine = threading.Event()
        with self._looking:
            self._waiting.append(mine)
        while not self._begins(mine):
            mine.wait(self._long)
        try:
            yield
        finally:
            with self._looking:
                del self._began[mine]
                self._call_next()

    def _begins(self, mine: threading.Event) -> bool:
        """Whether it is this one's turn: nobody came before it, and there is room."""
        with self._looking:
            mine.clear()
            now = monotonic()
            at_it = sum(now - began < self._long for began in self._began.values())
            if self._waiting[0] is not mine or at_it >= self._at_once:
                return False
            self._waiting.popleft()
            self._began[mine] = now
            self._call_next()
            return True

    def _call_next(self) -> None:
        if self._waiting:
            self._waiting[0].set()


_TURNS = Turns()


def in_turn() -> AbstractContextManager[None]:
    """The turn of one page, for the front door: `with desk.in_turn():`."""
    return _TURNS.one()
