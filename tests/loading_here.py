"""Loaders that work in the tests' own process: the same job folder, the same report, and no start of a second each.

A process of its own is what tests marked `process` start, and whoever asks how far a delivery is: they are about
stopping, killing and waiting. Every command line and every app that a test starts has loaders as in use, too.
"""

import gc
import io
import os
import sys
import threading
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from biebwijzer.intake import deciding, loader, running
from biebwijzer.intake.jobs import Job, read_json
from biebwijzer.warehouse import Stores

in_a_process: Callable[..., dict[str, Any]] = running.wait_for
# What a process has for itself, such as its input, is lent to one of them at a time.
ONE_BY_ONE = threading.Lock()


def wait_for(stores: Stores, job: Job, key: bytes, *watched: Callable[..., None] | None) -> dict[str, Any]:
    """Do the work of the loader's process and give its report; where somebody watches it, a process does."""
    if any(watched) or not Here.works:
        return in_a_process(stores, job, key, *watched)
    pipe = io.StringIO(key.hex() + "\n")
    with ONE_BY_ONE, patch.dict(os.environ, stores.settings.environment), patch.object(sys, "stdin", pipe):
        try:
            loader.main(str(job.folder))
        finally:
            gc.enable()
    report: dict[str, Any] = read_json(job.report)
    return report


class Here:
    """Whether loaders work here."""

    works = True

    @classmethod
    def begin(cls) -> None:
        """From now on they do."""
        running.wait_for = deciding.wait_for = wait_for
