"""The fork server splits a loader off for each job, and nobody notices when it has to begin anew."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.intake import waiting
from biebwijzer.intake.fork_server import ForkServer
from biebwijzer.settings import ROOT
from tests.processes import children_of

# What its loaders make on the other engine is held where they are killed and stopped.
pytestmark = [pytest.mark.process, pytest.mark.alike]
BEGINS_ONE = """
import sys
from biebwijzer.intake.fork_server import FORK_SERVER
FORK_SERVER.get_ready()
sys.stdin.read()
"""


@pytest.fixture
def server(monkeypatch):
    """A server of its own, which the deliveries of this test go to."""
    made = ForkServer()
    monkeypatch.setattr(waiting, "FORK_SERVER", made)
    yield made
    made.close()


def servers() -> set[int]:
    """The processes this one started that are fork servers."""
    return {one for one in children_of(os.getpid()) if "fork_server" in command(one)}


def command(pid: int) -> str:
    """How a process was called."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").replace("\0", " ")
    except OSError:
        return ""


def delivered(place, visits_file, visits: int) -> str:
    """What came of a delivery."""
    file = visits_file(f"Oost;01-01-2026;{visits};geteld")
    return intake.deliver(refreshed(place.operator), "visits", file, library="utrecht").status


def test_several_deliveries_go_to_one_server(place, visits_file, server):
    before = servers()

    assert [delivered(place, visits_file, visits) for visits in (10, 11, 12)] == ["active"] * 3

    assert len(servers() - before) == 1


def test_a_server_that_is_gone_is_begun_anew(place, visits_file, server):
    before = servers()
    assert delivered(place, visits_file, 10) == "active"
    (first,) = servers() - before

    os.kill(first, signal.SIGKILL)

    assert delivered(place, visits_file, 11) == "active"
    assert servers() - before - {first}


def test_a_server_ends_when_nobody_asks_for_a_while_and_never_while_a_loader_works(place, visits_file, monkeypatch):
    before, server = servers(), ForkServer(idle=0.05)
    monkeypatch.setattr(waiting, "FORK_SERVER", server)

    # It takes longer than that to load a file.
    assert [delivered(place, visits_file, visits) for visits in (10, 11)] == ["active"] * 2

    until = time.monotonic() + 10
    while (left := [one for one in servers() - before if command(one)]) and time.monotonic() < until:
        time.sleep(0.05)
    assert not left
    server.close()


def test_a_loader_that_fails_says_so_with_its_code_and_its_errors(tmp_path, server):
    loading = server.begin(tmp_path / "nowhere", os.environ, "")

    assert loading.ended(None)
    assert loading.code == 1 and "FileNotFoundError" in loading.errors


def test_a_loader_that_is_ended_tells_the_signal(place, visits_file, server, monkeypatch):
    begin = server.begin

    def begin_and_end(*order):
        loading = begin(*order)
        loading.end()
        return loading

    monkeypatch.setattr(server, "begin", begin_and_end)

    assert delivered(place, visits_file, 10) == "failed"


def test_the_server_ends_with_whoever_began_it():
    owner = subprocess.Popen([sys.executable, "-c", BEGINS_ONE], cwd=ROOT, stdin=subprocess.PIPE)
    until = time.monotonic() + 20
    while not (found := children_of(owner.pid)) and time.monotonic() < until:
        time.sleep(0.02)

    owner.kill()
    owner.communicate()

    while (left := [one for one in found if command(one)]) and time.monotonic() < until:
        time.sleep(0.05)
    assert found and not left


def test_what_goes_to_a_loader_stands_in_no_command(place, visits_file, server):
    before = servers()
    loading = server.begin(Path("somewhere"), {**os.environ, "SOME_PASSWORD": "not for everybody"}, "ab" * 32)
    (one,) = servers() - before

    said = command(one) + "".join(map(command, children_of(one)))

    loading.ended(None)
    assert "ab" * 32 not in said and "not for everybody" not in said


def test_loaders_that_end_together_each_tell_their_code(tmp_path, server):
    loading = [server.begin(tmp_path / str(number), os.environ, "") for number in range(20)]

    assert all(one.ended(None) for one in loading)
    assert {one.code for one in loading} == {1}
    assert server.begin(tmp_path / "after", os.environ, "").ended(None)
