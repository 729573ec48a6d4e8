"""`biebwijzer start`: see that there is something to look at, and open the app on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn
from urllib.error import URLError
from urllib.request import urlopen

from biebwijzer import example
from biebwijzer.commands import Command, Exit, Terminal, Unopened, argument
from biebwijzer.intake.contract import table_statements
from biebwijzer.problems import BiebwijzerError
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Asking, Stores
from biebwijzer.warehouse.breaking import BROKEN
from biebwijzer.words import mark

PATIENCE = 60.0
# An app of which the database broke is opened again, until it breaks so many times, each within so many seconds.
MOST_AGAIN, SOON = 3, 600.0


class NotStarted(BiebwijzerError):
    """The app could not be opened."""


def start(unopened: Unopened, given: Namespace, terminal: Terminal) -> int:
    """Prepare the home, open the app, say where it is and who may come in, and stay until it is closed."""
    settings, words = unopened.settings, unopened.words
    port = given.port or free_port()
    address = f"http://localhost:{port}"
    stores = Stores(settings, table_statements())
    try:
        lines = example.prepare(stores, Asking(stores), words, given.data, terminal.note)
    finally:
        stores.close()
    # Whoever ends us by a signal ends the app too: it must never be left behind with the home in its hands.
    signal.signal(signal.SIGTERM, _stop)
    app = open_app(port, settings.home, settings.environment)
    try:
        wait_for(app, port)
        terminal.say(words("Biebwijzer staat klaar op {address}", address=address))
        for line in lines:
            terminal.say(line)
        terminal.note(words("Stoppen: Ctrl+C"))
        began, again = time.monotonic(), 0
        while (code := app.wait()) == BROKEN and again < MOST_AGAIN:
            # Only what breaks time after time stays down.
            again = again + 1 if time.monotonic() - began < SOON else 1
            began = time.monotonic()
            app = open_app(port, settings.home, settings.environment)
            wait_for(app, port)
        return Exit.OK if code in (0, -signal.SIGINT, -signal.SIGTERM) else Exit.FAILED
    except KeyboardInterrupt:
        return Exit.OK
    finally:
        close(app)


def _stop(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def open_app(port: int, home: Path, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """The app in a process of its own; it closes when we do."""
    order = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
    order += ["--logger.hideWelcomeMessage", "true", "--logger.level", "error"]
    variables = {**os.environ, **(environment or {}), "BIEBWIJZER_HOME": str(home)}
    return subprocess.Popen(order, cwd=ROOT, env=variables)


def wait_for(app: "subprocess.Popen[bytes]", port: int, seconds: float = PATIENCE) -> None:
    """Wait until the app answers; refused when it stopped or takes too long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if app.poll() is not None:
            raise NotStarted(mark("De app is gestopt (code {code}). Kijk hierboven waarom."), code=app.returncode)
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise NotStarted(mark("De app antwoordt niet op poort {port}."), port=port)


def close(app: "subprocess.Popen[bytes]") -> None:
    """Ask the app to close, and see that it does."""
    if app.poll() is None:
        app.terminate()
        try:
            app.wait(timeout=20)
        except subprocess.TimeoutExpired:
            app.kill()
            app.wait()


START = Command(
    "start",
    mark("open de app op een vrije poort"),
    (
        argument(
            "--data",
            choices=(*example.EXAMPLES, "empty"),
            default="empty",
            help=mark("vul een lege map met een voorbeeld"),
        ),
        argument("--port", type=int, help=mark("op deze poort in plaats van een vrije")),
    ),
    start,
    opens_home=False,
)
