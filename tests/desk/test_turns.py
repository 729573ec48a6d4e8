"""Turns: a few pages at a time, and none that keeps the others waiting."""

import threading
import time

from biebwijzer.desk.turns import Turns


class Crowd:
    """Pages that all want to turn at once, and how many did at the same time."""

    def __init__(self, turns: Turns, pages: int, lasts: float) -> None:
        self.turns, self.lasts = turns, lasts
        self.now = self.most = self.done = 0
        self._counting = threading.Lock()
        self.threads = [threading.Thread(target=self._turn) for _ in range(pages)]

    def _count(self, step: int) -> None:
        with self._counting:
            self.now += step
            self.most = max(self.most, self.now)
            self.done += step < 0

    def _turn(self) -> None:
        with self.turns.one():
            self._count(1)
            time.sleep(self.lasts)
            self._count(-1)

    def come(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        for thread in self.threads:
            thread.join(20)
        return self


def test_of_many_pages_two_turn_at_a_time_and_all_get_there():
    crowd = Crowd(Turns(at_once=2, long=10), 20, 0.005).come()

    assert (crowd.most, crowd.done) == (2, 20)


def test_pages_that_wait_long_keep_nobody_waiting():
    turns, begun, may_end = Turns(at_once=2, long=0.05), threading.Barrier(3), threading.Event()

    def slow() -> None:
        with turns.one():
            begun.wait(20)
            may_end.wait(20)

    slow_ones = [threading.Thread(target=slow) for _ in range(2)]
    for thread in slow_ones:
        thread.start()
    begun.wait(20)

    crowd = Crowd(turns, 10, 0.001).come()

    assert crowd.done == 10 and all(thread.is_alive() for thread in slow_ones)
    may_end.set()
    for thread in slow_ones:
        thread.join(20)


def test_a_page_that_stops_halfway_gives_its_turn_back():
    turns = Turns(at_once=1, long=10)

    for _ in range(3):
        try:
            with turns.one():
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass

    assert Crowd(turns, 2, 0.001).come().done == 2
