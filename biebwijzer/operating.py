"""Handing over: while the app runs it owns the home, and carries out what the command line asks.

No address on the network: a Unix socket in a private folder, named in home/operator.json with a secret of
this run. Whoever can't read the home can't find or use it. A crash leaves a file that nobody answers to,
and then the command line opens the home itself: the lock on the home is the only one that counts.
"""

import io
import json
import os
import secrets
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hmac import compare_digest
from pathlib import Path
from typing import Any, TextIO, cast

from biebwijzer.commands import Exit, Terminal
from biebwijzer.performing import House, perform

ADDRESS = "operator.json"


class Line(io.TextIOBase):
    """A text stream that sends what is written to the other side, as it comes."""

    def __init__(self, wire: TextIO, name: str, one_at_a_time: threading.Lock) -> None:
        super().__init__()
        self._wire, self._name, self._one_at_a_time = wire, name, one_at_a_time

    def writable(self) -> bool:
        """Yes: that is what it is for."""
        return True

    def write(self, text: str) -> int:
        """Send a piece of text; when nobody listens any more the command goes on in silence."""
        with self._one_at_a_time, suppress(OSError, ValueError):
            _send(self._wire, {self._name: text})
        return len(text)


def _send(wire: TextIO, message: object) -> None:
    wire.write(json.dumps(message, ensure_ascii=False) + "\n")
    wire.flush()


@contextmanager
def listen(house: House) -> Iterator[None]:
    """Carry out commands for whoever may read the home, for as long as this lasts."""
    folder = Path(tempfile.mkdtemp(prefix="biebwijzer-"))
    secret = secrets.token_urlsafe(32)
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(folder / "operator"))
    server.listen(8)
    address = house.stores.home / ADDRESS
    write_address(address, {"socket": str(folder / "operator"), "pid": os.getpid(), "secret": secret})
    threading.Thread(target=_accept, args=(server, house, secret), name="operator", daemon=True).start()
    try:
        yield
    finally:
        address.unlink(missing_ok=True)
        with suppress(OSError):
            server.shutdown(socket.SHUT_RDWR)
        server.close()
        shutil.rmtree(folder, ignore_errors=True)


def write_address(path: Path, message: dict[str, Any]) -> None:
    """Write where we listen, in a file that nobody but the owner has ever been able to read."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(message, file)


def _accept(server: socket.socket, house: House, secret: str) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=_serve, args=(connection, house, secret), name="command", daemon=True).start()


def _serve(connection: socket.socket, house: House, secret: str) -> None:
    """One command: its line comes in, its streams go out, and at the end its exit code."""
    with connection, connection.makefile("rw", encoding="utf-8") as wire, suppress(OSError, ValueError):
        asked = json.loads(wire.readline())
        if not isinstance(asked, dict) or not compare_digest(str(asked.get("secret")).encode(), secret.encode()):
            return
        turn = threading.Lock()
        out, err = (cast(TextIO, Line(wire, name, turn)) for name in ("out", "err"))
        code: int = Exit.FAILED
        try:
            code = perform(house, asked["argv"], Terminal(out, err, Path(asked["cwd"])), asked["language"])
        finally:
            _send(wire, {"exit": int(code)})


def hand_over(home: Path, argv: Sequence[str], terminal: Terminal, language: str) -> int | None:
    """Let the running app carry this out; its exit code, or None when no app listens."""
    connection = _connection(home)
    if connection is None:
        return None
    wire, secret = connection
    with wire:
        _send(wire, {"secret": secret, "argv": list(argv), "cwd": str(terminal.cwd), "language": language})
        for line in wire:
            message = json.loads(line)
            if "exit" in message:
                return int(message["exit"])
            for name, stream in (("out", terminal.out), ("err", terminal.err)):
                stream.write(message.get(name, ""))
                stream.flush()
    return Exit.FAILED


def _connection(home: Path) -> tuple[TextIO, str] | None:
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        address = json.loads((home / ADDRESS).read_text(encoding="utf-8"))
        client.connect(address["socket"])
    except (OSError, ValueError, KeyError):
        client.close()
        return None
    wire = client.makefile("rw", encoding="utf-8")
    client.close()
    return wire, str(address["secret"])
