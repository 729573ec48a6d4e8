"""Asking in SQL: hands a text to a sandbox with the marts it may read, as its asker sees them, and waits or stops."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from biebwijzer.problems import BiebwijzerError
from biebwijzer.settings import ROOT
from biebwijzer.warehouse.asking import View
from biebwijzer.warehouse.stores import Stores
from biebwijzer.words import mark

LONGEST_TEXT = 20_000
MOST_ROWS = 1_000
# A mart that is larger is not copied: a question over it belongs in queries/, on a rollup.
MOST_COPIED = 2_000_000
MEMORY = "512MB"
SECONDS = 15
WAIT = 0.1
# How long the process may take to be there at all, on a busy machine.
STARTING = 30


@dataclass(frozen=True)
class SqlRows:
    """What came out: heads and rows as the sandbox wrote them, and whether there were more."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    has_more: bool
    marts: tuple[str, ...]


class SqlRefused(BiebwijzerError):
    """SQL that may not, or could not, be answered."""


def ask_in_sql(
    stores: Stores,
    view: View,
    text: str,
    offered: Sequence[str],
    waiting: Callable[[float], None] = lambda seconds: None,
    seconds: int = SECONDS,
) -> SqlRows:
    """The rows of a select over the offered marts. `waiting` is told how long it takes; what it raises stops it."""
    if len(text) > LONGEST_TEXT:
        raise SqlRefused(mark("Deze vraag is te lang: hoogstens {n} tekens."), n=LONGEST_TEXT)
    sandbox = Sandbox(seconds, waiting)
    try:
        asked = {"sql": text, "offered": list(offered), "memory": MEMORY, "seconds": seconds, "rows": MOST_ROWS}
        wanted = sandbox.exchange(asked)["marts"]
        with tempfile.TemporaryDirectory(prefix="biebwijzer-sql-") as folder:
            sandbox.exchange({"files": copies(stores, view, wanted, offered, Path(folder))})
        found = sandbox.exchange({})
        rows = tuple(tuple(row) for row in found["rows"])
        return SqlRows(tuple(found["heads"]), rows, found["more"], tuple(wanted))
    finally:
        sandbox.stop()


def copies(stores: Stores, view: View, wanted: Sequence[str], offered: Sequence[str], folder: Path) -> dict[str, str]:
    """Each mart as its asker sees it, in a file of its own."""
    found = {}
    for name in wanted:
        if name not in offered:
            raise SqlRefused(mark("{name} kun je hier niet lezen."), name=name)
        with stores.cursor(view.variables) as cursor:
            rows = cursor.sql(f"select * from mart.{name} limit {MOST_COPIED + 1}").pl()
        if rows.height > MOST_COPIED:
            raise SqlRefused(mark("{name} is te groot om hier te lezen."), name=name)
        found[name] = str(folder / f"{name}.parquet")
        rows.write_parquet(found[name])
    return found


class Sandbox:
    """One process that answers one question, as long as it is given."""

    def __init__(self, seconds: int, waiting: Callable[[float], None]) -> None:
        self._began, self._seconds, self._waiting = time.monotonic(), seconds, waiting
        self._has_started = False
        # Nothing of this process's surroundings goes along: no passwords of servers, no home.
        surroundings = {name: os.environ[name] for name in ("PATH", "LANG", "LD_LIBRARY_PATH") if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "biebwijzer.warehouse.sandbox"],
            cwd=ROOT,
            env=surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )

    def exchange(self, told: dict[str, Any]) -> dict[str, Any]:
        """Say a line and wait for the next one."""
        heard: list[str] = []
        listener = Thread(target=self._talk, args=(told, heard), daemon=True)
        listener.start()
        while listener.is_alive():
            listener.join(WAIT)
            passed = time.monotonic() - self._began
            self._waiting(passed)
            if passed > self._seconds + (0 if self._has_started else STARTING):
                raise SqlRefused(mark("De vraag duurde langer dan {n} seconden en is gestopt."), n=self._seconds)
        if not heard or not heard[0].strip():
            raise SqlRefused(mark("De vraag werd te groot en is gestopt."))
        if not self._has_started:
            self._began, self._has_started = time.monotonic(), True
        answer: dict[str, Any] = json.loads(heard[0])
        if "refused" in answer:
            word, values = answer["refused"]
            raise SqlRefused(word, **values)
        return answer

    def _talk(self, told: dict[str, Any], heard: list[str]) -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return
        try:
            stdin.write(json.dumps(told) + "\n")
            stdin.flush()
            heard.append(stdout.readline())
        except (OSError, ValueError):
            return

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
