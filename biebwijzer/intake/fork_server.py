"""The fork server: a process that has everything a loader needs imported, and splits one off for each job.

To import all that takes longer than to load a small file. In the server itself nothing is ever loaded: no engine is
opened there and nothing a person delivered passes by, so each loader begins as clean as a process of its own. The key
of a library goes from whoever delivers straight to the loader, through a pipe the server only hands on.
"""

import atexit
import gc
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from select import poll
from threading import Lock
from time import monotonic
from typing import NoReturn

from biebwijzer.settings import ROOT

# How far a loader steps back for those who read meanwhile; alone it is as quick as ever.
BEHIND_READERS = 10
# In seconds: how long a server may take to begin and to answer before another one is begun.
PATIENCE = 120
# In seconds: how long the server stands ready without a job before it gives its memory back.
IDLE = 600
LENGTH = struct.Struct("!I")
# Comes behind what a loader said, before its exit code; a text of errors holds none.
CODE = b"\0"
KILLED = -signal.SIGKILL


class Loading:
    """A loader at work: whether it is done, and then its exit code and what it said of errors."""

    def __init__(self, pid: int, told: int) -> None:
        self._pid = pid
        self._told: int | None = told
        self._said = b""
        self._heard = poll()
        self._heard.register(told)

    def ended(self, timeout: float | None) -> bool:
        """Wait so many seconds for it to end, None for as long as it takes; whether it did."""
        until = None if timeout is None else monotonic() + timeout
        while self._told is not None:
            left = None if until is None else max(0.0, until - monotonic()) * 1000
            if not self._heard.poll(left):
                return False
            said = os.read(self._told, 1 << 16)
            self._said += said
            # It tells its code itself, before its memory is given back; the server does when it was killed.
            if not said or CODE in said:
                os.close(self._told)
                self._told = None
        return True

    @property
    def code(self) -> int:
        """Its exit code; below zero the signal that ended it."""
        code = self._said.rpartition(CODE)[2] if CODE in self._said else b""
        return int(code or KILLED)

    @property
    def errors(self) -> str:
        """What it said of errors."""
        return self._said.partition(CODE)[0].decode(errors="replace")

    def end(self) -> None:
        """End it and all it started, at once."""
        if self._told is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._pid, signal.SIGKILL)
            self.ended(None)


class ForkServer:
    """The server as whoever delivers sees it: one for each process, begun when it is first asked for."""

    def __init__(self, idle: float = IDLE) -> None:
        self._idle = idle
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._door: socket.socket | None = None
        self._owner = 0

    def get_ready(self) -> None:
        """Begin the server if it is not there; it imports while the caller goes on."""
        with self._lock:
            self._be_there()

    def begin(self, folder: Path, environment: Mapping[str, str], key: str) -> Loading:
        """Split off a loader for a job folder, with this environment; it finds the key on its standard input."""
        given, gives = os.pipe()
        hears, told = os.pipe()
        order = json.dumps({"folder": str(folder), "environment": dict(environment)}).encode()
        try:
            os.write(gives, f"{key}\n".encode())
            with self._lock:
                pid = self._ask(order, given, told) or self._ask(order, given, told)
        finally:
            for one in (given, gives, told):
                os.close(one)
        if pid is None:
            os.close(hears)
            raise ChildProcessError("no loader could be started")
        return Loading(pid, hears)

    def close(self) -> None:
        """End the server; loaders at work go on."""
        with self._lock:
            self._forget()

    def _ask(self, order: bytes, given: int, told: int) -> int | None:
        """The process of the loader; None when the server turns out to be gone."""
        door = self._be_there()
        try:
            socket.send_fds(door, [LENGTH.pack(len(order))], [given, told])
            door.sendall(order)
            answer = read_exactly(door, LENGTH.size)
        except OSError:
            answer = b""
        if not answer:
            self._forget()
            return None
        return int(LENGTH.unpack(answer)[0])

    def _be_there(self) -> socket.socket:
        if self._process is not None and (self._owner != os.getpid() or self._process.poll() is not None):
            self._forget()
        if self._door is None:
            self._door, theirs = socket.socketpair()
            self._door.settimeout(PATIENCE)
            self._owner = os.getpid()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "biebwijzer.intake.fork_server", str(theirs.fileno()), str(self._idle)],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
            theirs.close()
        return self._door

    def _forget(self) -> None:
        if self._process is not None and self._owner == os.getpid():
            self._process.kill()
            self._process.wait()
        if self._door is not None:
            self._door.close()
        self._process = self._door = None


FORK_SERVER = ForkServer()
atexit.register(FORK_SERVER.close)


def read_exactly(door: socket.socket, length: int) -> bytes:
    """So many bytes, or none when the other side is gone."""
    found = b""
    while len(found) < length:
        more = door.recv(length - len(found))
        if not more:
            return b""
        found += more
    return found


def serve(door: socket.socket, idle: float) -> None:
    """Split off a loader for each job that comes in, until nobody can ask for one or nobody did for `idle` seconds."""
    from biebwijzer.intake import loader

    loader.be_ready()
    gc.freeze()
    working = dict[int, int]()

    def tell_codes(*_: object) -> None:
        for pid, told in [*working.items()]:
            # Told twice at once, as happens when two end together, the other may have been first.
            ended, status = 0, 0
            with suppress(ChildProcessError):
                ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                del working[pid]
                # Whoever waited for it may have gone.
                with suppress(BrokenPipeError):
                    os.write(told, CODE + str(os.waitstatus_to_exitcode(status)).encode())
                os.close(told)

    signal.signal(signal.SIGCHLD, tell_codes)
    door.settimeout(idle)
    while True:
        try:
            head, (given, told), _, _ = socket.recv_fds(door, LENGTH.size, 2)
            order = json.loads(read_exactly(door, LENGTH.unpack(head)[0]))
        except TimeoutError:
            if working:
                continue
            return
        except (OSError, ValueError, struct.error):
            return
        pid = os.fork()
        if not pid:
            become_loader(order, given, told, [door.fileno(), *working.values()])
        with suppress(OSError):
            os.setpgid(pid, pid)
        os.close(given)
        working[pid] = told
        # It may have ended before it was in the list.
        tell_codes()
        door.sendall(LENGTH.pack(pid))


def become_loader(order: Mapping[str, object], given: int, told: int, others: list[int]) -> None:
    """Do one job in the process that was split off for it, and end that."""
    from biebwijzer.intake import loader

    try:
        os.setpgid(0, 0)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for one in others:
            os.close(one)
        os.dup2(given, sys.stdin.fileno())
        os.dup2(told, sys.stderr.fileno())
        os.close(given)
        os.close(told)
        os.environ.clear()
        os.environ.update(order["environment"])  # type: ignore[call-overload]
        os.nice(BEHIND_READERS)
        loader.main(str(order["folder"]), tell_and_end)
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
    tell_and_end(1)


def tell_and_end(code: int) -> NoReturn:
    """Tell the exit code to whoever waits, and end this process.

    What the engines hold goes with it: to give that back piece by piece takes longer, and nobody need wait for either.
    """
    sys.stderr.flush()
    # Whoever waited may have gone.
    with suppress(OSError):
        os.write(sys.stderr.fileno(), CODE + str(code).encode())
    os._exit(code)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), float(sys.argv[2]))
