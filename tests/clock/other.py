"""Another process at work on the same home, as a test sees it."""

import os
import signal
import subprocess
import sys

from biebwijzer.settings import ROOT


class Other:
    """Another process that claims work on the same home."""

    def __init__(self, settings) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.clock.beside"], cwd=ROOT, env={**os.environ, **settings.environment},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout.readline().strip() == "ready"

    def tell(self, what: str) -> None:
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()

    def answer(self) -> str:
        return self.process.stdout.readline().strip()

    def __call__(self, what: str) -> str:
        self.tell(what)
        return self.answer()

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.communicate()
