"""A browser without a browser: speaks Streamlit's own protocol, so that it can ask what no page would offer."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from biebwijzer.settings import ROOT
from tests.engines import settings_of


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Server:
    """The app as it is started in earnest, on a free port and a home of its own."""

    def __init__(self, home: Path, engine: str | None = None) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = (home.parent / f"server-{self.port}.log").open("w+")
        options = ["--server.port", str(self.port), "--server.address", "127.0.0.1"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *options],
            cwd=ROOT,
            env={**os.environ, **settings_of(home, engine).environment, "BIEBWIJZER_PASSWORD_ROUNDS": "4"},
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def wait(self) -> "Server":
        """Wait until it answers, by a question that runs no page."""
        for _ in range(300):
            with suppress(OSError):
                if self.get("/_stcore/health")[0] == 200:
                    return self
            assert self.process.poll() is None, self.said()
            time.sleep(0.1)
        raise AssertionError(self.said())

    def said(self) -> str:
        self.log.flush()
        return Path(self.log.name).read_text()

    def get(self, path: str, token: str | None = None, method: str = "GET", **headers: str):
        """Status, headers and body of one request; a redirect is told and not followed."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            sent["Cookie"] = f"biebwijzer={token}"
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=sent, method=method)
        try:
            with urllib.request.build_opener(NoRedirect).open(request, timeout=20) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers, refused.read()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


class Tab:
    """One open tab: keeps what is on the screen, and can press and choose what it finds there."""

    def __init__(self, server: Server, token: str | None = None, origin: str | None = None) -> None:
        headers = {"Cookie": f"biebwijzer={token}"} if token else {}
        self.socket = connect(
            f"ws://127.0.0.1:{server.port}/_stcore/stream",
            additional_headers=headers,
            origin=origin or f"http://127.0.0.1:{server.port}",
            max_size=None,
        )
        self.deltas: list[Delta] = []
        self.sent_to: list[str] = []
        self.page = ""

    def __enter__(self) -> "Tab":
        return self

    def __exit__(self, *_) -> None:
        self.socket.close()

    def ask(self, page_name: str = "", script_hash: str = "", fragment: str = "", **states) -> str:
        """Ask for a page by its name or hash; all that came back, as text."""
        message = BackMsg()
        rerun = message.rerun_script
        rerun.page_name, rerun.page_script_hash, rerun.fragment_id = page_name, script_hash, fragment
        for widget, value in states.get("states", {}).items():
            state = rerun.widget_states.widgets.add(id=widget)
            if value is True:
                state.trigger_value = True
            else:
                state.string_value = value
        self.socket.send(message.SerializeToString())
        return self._listen(keep=bool(fragment))

    def _listen(self, keep: bool) -> str:
        self.sent_to = []
        came: list[Delta] = []
        while True:
            message = ForwardMsg()
            message.ParseFromString(self.socket.recv(timeout=30))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.page = message.new_session.page_script_hash
            elif kind == "delta":
                came.append(message.delta)
            elif kind == "auth_redirect":
                self.sent_to.append(message.auth_redirect.url)
            elif kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                break
        self.deltas = [*self.deltas, *came] if keep else came
        return "\n".join(str(delta) for delta in came).encode().decode("unicode_escape").encode("latin-1").decode()

    def element(self, kind: str, label: str) -> tuple[str, str]:
        """The id of what stands on the screen, and of the part of the page that it reruns."""
        for delta in reversed(self.deltas):
            found = getattr(delta.new_element, kind)
            if delta.new_element.WhichOneof("type") == kind and found.label == label:
                return found.id, delta.fragment_id
        raise AssertionError(f"no {kind} {label!r} on the screen")

    def press(self, label: str, **chosen: str) -> str:
        """Press a button, with what was chosen before."""
        widget, fragment = self.element("button", label)
        return self.ask("", self.page, fragment, states={**chosen.get("states", {}), widget: True})
