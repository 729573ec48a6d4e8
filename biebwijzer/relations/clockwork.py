"""What relations lets the clock do: write the mail of the morning about what we promised."""

from biebwijzer import clock
from biebwijzer.access import Workspace
from biebwijzer.relations.reminding import PERMISSION, send_digests
from biebwijzer.words import mark


def write_digests(workspace: Workspace, work: clock.Work) -> clock.Done:
    """Write to everybody who wants it what they promised for today."""
    written = send_digests(workspace.stores, workspace.asking, clock.day_of(work.moment))
    return clock.Done(mark("Herinnerd aan afspraken: {n}."), {"n": written})


KINDS = (
    clock.Kind(
        "relations.digest", mark("Herinneren aan afspraken"), PERMISSION, write_digests, standing="weekdays 07:15"
    ),
)
