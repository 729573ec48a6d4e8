"""A hundred open tabs on one server, four seconds between acts, at the level of the websocket."""

import os
import random
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from bench.measuring import Measured, spread
from tests.wire import Server

TABS, THINK, LASTS = 100, 4.0, 45.0
ALONE = 40
PAGE = "kerncijfers"


class Tab:
    """A tab that only counts what comes: reading it all would measure the reader, who shares the two cores."""

    def __init__(self, server: Server, token: str) -> None:
        address = f"127.0.0.1:{server.port}"
        headers = {"Cookie": f"biebwijzer={token}"}
        self._open = ExitStack()
        self.socket = self._open.enter_context(
            connect(
                f"ws://{address}/_stcore/stream", additional_headers=headers, origin=f"http://{address}", max_size=None
            )
        )
        self.charts = 0
        message = BackMsg()
        message.rerun_script.page_name = PAGE
        self.wish = message.SerializeToString()

    def close(self) -> None:
        """Close the tab."""
        self._open.close()

    def rerun(self) -> float:
        """Ask for the page and wait until all of it came, in milliseconds."""
        began = time.perf_counter()
        self.socket.send(self.wish)
        self.charts = 0
        while True:
            message = ForwardMsg.FromString(self.socket.recv(timeout=120))
            self.charts += message.delta.new_element.WhichOneof("type") == "vega_lite_chart"
            kind = message.WhichOneof("type")
            if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return (time.perf_counter() - began) * 1000


def memory_of(process: int) -> float:
    """Megabytes a process holds."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def processors_of(process: int) -> float:
    """Milliseconds of the processors a process has had; on a machine that others use too, the clock says little."""
    stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def sessions(home: Path, tokens: Sequence[str]) -> Iterator[Measured]:
    """Reruns of a page with six figures, each tab with a session of its own; and what a tab costs in memory."""
    server = Server(home).wait()
    process = server.process.pid
    try:
        one = Tab(server, tokens[0])
        for _ in range(3):
            one.rerun()
        assert one.charts >= 4, "the page draws nothing: there is nothing to measure"
        began = processors_of(process)
        turns = [one.rerun() for _ in range(ALONE)]
        alone, worked = spread(turns), (processors_of(process) - began) / ALONE
        one.close()
        base, began = memory_of(process), processors_of(process)
        tabs = [Tab(server, token) for token in tokens]
        times, turned = _working(tabs)
        together = (processors_of(process) - began) / turned
        held = memory_of(process) - base
        for tab in tabs:
            tab.close()
    finally:
        server.stop()
    yield Measured(f"rerun {PAGE}, one tab", *alone)
    yield Measured(
        f"rerun {PAGE}, {TABS} tabs, {THINK:.0f} s apart ({len(times)})", *spread(times), alone[0], "p95 1000 ms"
    )
    yield Measured(f"processors per rerun, one tab and {TABS} tabs", worked, together)
    yield Measured("memory per tab", held / TABS, held / TABS, None, "5 MB", "MB")


def _working(tabs: list[Tab]) -> tuple[list[float], int]:
    """How long reruns took after the first of each tab, and how many there were with those first ones."""
    times: list[float] = []
    failed: list[Exception] = []
    ends = time.monotonic() + LASTS

    def work(tab: Tab, seed: int) -> None:
        chance = random.Random(seed)
        time.sleep(chance.uniform(0, THINK * 2))
        first = True
        while time.monotonic() < ends:
            try:
                took = tab.rerun()
            except Exception as error:  # noqa: BLE001 - told below, for all tabs together
                failed.append(error)
                return
            if not first:
                times.append(took)
            first = False
            time.sleep(chance.uniform(0.5, 1.5) * THINK)

    workers = [threading.Thread(target=work, args=(tab, seed)) for seed, tab in enumerate(tabs)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not failed, f"{len(failed)} tabs failed: {failed[0]}"
    return times, len(times) + len(tabs)
