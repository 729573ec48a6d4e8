"""Handing over: with and without a running app a command says the same, and nobody else gets in."""

import json
import os
import socket
import stat
import subprocess
import sys

import pytest

from biebwijzer import operating
from biebwijzer.cli import OpenHouse
from biebwijzer.commands import Exit
from biebwijzer.intake.contract import table_statements
from biebwijzer.warehouse import Asking, Stores

# Where several processes share a home every command opens it itself: nothing is handed over.
pytestmark = [pytest.mark.slow, pytest.mark.embedded]


@pytest.fixture
def running(settings):
    """The home, held by an app that listens."""
    stores = Stores(settings, table_statements())
    with operating.listen(OpenHouse(stores, Asking(stores))):
        yield stores
    stores.close()


COMMANDS = [
    ("ask", "access/libraries", "--json"),
    ("ask", "usage/visits_per_year", "--csv"),
    ("ask", "usage/nothing"),
    ("ask", "usage/visits_per_year", "--libraries", "x"),
    ("check",),
]


def test_a_command_says_the_same_with_and_without_a_running_app(typed, settings):
    alone = [typed(*words) for words in COMMANDS]

    stores = Stores(settings, table_statements())
    with operating.listen(OpenHouse(stores, Asking(stores))):
        handed_over = [typed(*words) for words in COMMANDS]
    stores.close()

    assert handed_over == alone
    assert {answer.code for answer in alone} == {Exit.OK, Exit.FAILED, Exit.REFUSED}


def test_paths_are_those_of_whoever_types_and_not_of_the_app(typed, running, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    answer = typed("backup", "copy", cwd=elsewhere)

    assert answer.code == Exit.OK, answer.err
    assert (elsewhere / "copy" / "records.duckdb").is_file()


def test_only_the_owner_of_the_home_finds_the_socket_and_may_use_it(running, settings):
    address = settings.home / operating.ADDRESS
    where = json.loads(address.read_text())["socket"]

    assert stat.S_IMODE(address.stat().st_mode) == 0o600
    assert stat.S_IMODE(os.stat(os.path.dirname(where)).st_mode) == 0o700
    assert stat.S_IMODE(settings.home.stat().st_mode) == 0o700


def test_whoever_does_not_know_the_secret_gets_no_answer(running, settings):
    where = json.loads((settings.home / operating.ADDRESS).read_text())["socket"]

    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(where)
        stranger.sendall(b'{"secret": "guessed", "argv": ["check"], "cwd": "/", "language": "nl"}\n')

        assert stranger.recv(100) == b""


def test_a_listener_outlives_what_it_can_not_read(typed, running, settings):
    where = json.loads((settings.home / operating.ADDRESS).read_text())["socket"]
    for rubbish in (b"", b"\n", b"not json\n", b"[]\n", b"\xff\xfe\n"):
        with socket.socket(socket.AF_UNIX) as stranger:
            stranger.connect(where)
            stranger.sendall(rubbish)

    assert typed("ask", "access/libraries").code == Exit.OK


def test_after_a_crash_the_command_line_opens_the_home_itself(typed, settings):
    program = (
        "import os\n"
        "from pathlib import Path\n"
        "from biebwijzer import operating\n"
        "from biebwijzer.cli import OpenHouse\n"
        "from biebwijzer.intake.contract import table_statements\n"
        "from biebwijzer.settings import Settings\n"
        "from biebwijzer.warehouse import Asking, Stores\n"
        f"stores = Stores(Settings(home=Path({str(settings.home)!r})), table_statements())\n"
        "with operating.listen(OpenHouse(stores, Asking(stores))):\n"
        "    os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
    assert (settings.home / operating.ADDRESS).exists()

    assert typed("ask", "access/libraries").code == Exit.OK


def test_a_home_that_another_process_holds_without_listening_is_refused_in_one_sentence(typed, settings):
    stores = Stores(settings, table_statements())

    answer = typed("ask", "access/libraries")
    stores.close()

    assert answer.code == Exit.FAILED and str(os.getpid()) in answer.err
