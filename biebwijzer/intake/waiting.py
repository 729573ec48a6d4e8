"""Waiting for a loader: it is handed its job, told on about, ended when nobody waits, and given more memory once."""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from biebwijzer.intake.fork_server import FORK_SERVER
from biebwijzer.intake.jobs import SHORT, Job, Told, read_json
from biebwijzer.intake.tidying import clear_scratch
from biebwijzer.intake.traces import masked
from biebwijzer.warehouse import Stores
from biebwijzer.words import mark

# Asked several times a second while one waits; what it raises stops the loader.
Progress = Callable[[Told], None]


def get_ready() -> None:
    """Let what splits off loaders begin where it is not there: one that is asked for soon then begins at once."""
    FORK_SERVER.get_ready()


def wait_for(
    stores: Stores,
    job: Job,
    key: bytes,
    progress: Progress | None,
    meanwhile: Callable[[], None] | None = None,
) -> dict[str, Any]:
    """Start a loader, give it the key by pipe, and wait for its report; what is to be done `meanwhile` comes first.

    One that turns out to need more memory than a delivery gets begins again with as much as the app may use.
    """
    report = report_of(stores, job, key, progress, meanwhile)
    if report["outcome"] == SHORT:
        clear_scratch(job.folder)
        roomy = replace(job, memory_limit=stores.settings.memory_limit)
        roomy.write()
        report = report_of(stores, roomy, key, progress)
    return report | {"outcome": "refused"} if report["outcome"] == SHORT else report


def report_of(
    stores: Stores,
    job: Job,
    key: bytes,
    progress: Progress | None,
    meanwhile: Callable[[], None] | None = None,
) -> dict[str, Any]:
    """The report of one loader from its beginning to its end."""
    loading = FORK_SERVER.begin(job.folder, {**os.environ, **stores.settings.environment}, key.hex())
    try:
        if meanwhile:
            meanwhile()
        while not loading.ended(0.2 if progress else None):
            if progress and (told := job.told()):
                progress(told)
    except BaseException:
        # Nobody waits any more: a loader that went on would make a version nobody asked for.
        loading.end()
        stores.engine.drop(job.order)
        raise
    report = read_json(job.report)
    if report is None or loading.code not in (0, 3):
        (job.folder / "errors.txt").write_text(masked(loading.errors), encoding="utf-8")
        stores.engine.drop(job.order)
        return {
            "outcome": "refused",
            "sentence": mark("De lader is gestopt voordat hij klaar was (code {code}). Er is niets veranderd."),
            "values": {"code": loading.code},
        }
    return report
