"""The clock's own standing work: letting go of what is over."""

from datetime import timedelta

from biebwijzer.access import Workspace
from biebwijzer.clock.jobs import let_go
from biebwijzer.clock.kinds import Done, Kind
from biebwijzer.clock.working import Work
from biebwijzer.words import mark

# Work and messages that are over are kept this long, to be looked back at.
KEPT = timedelta(days=90)


def tidy_up(workspace: Workspace, work: Work) -> Done:
    """Let go of work and messages that were over long ago."""
    let_go(workspace.stores, work.moment - KEPT)
    return Done(mark("Opgeruimd wat ouder was dan negentig dagen."))


KINDS = (Kind("clock.tidying", mark("Oud werk opruimen"), "access.settings", tidy_up, standing="daily 03:30"),)
