"""The clock's own standing work: letting go of what is over, as keeping.toml says how long."""

from biebwijzer.access import Workspace
from biebwijzer.access.keeping import keeping_rules
from biebwijzer.clock.jobs import let_go
from biebwijzer.clock.kinds import Done, Kind
from biebwijzer.clock.working import Work, day_of
from biebwijzer.words import mark


def tidy_up(workspace: Workspace, work: Work) -> Done:
    """Let go of work and messages that were over long ago."""
    today = day_of(work.moment)
    periods = {rule.table: rule.period.before(today) for rule in keeping_rules()}
    let_go(workspace.stores, periods["clock.job"], periods["clock.mail"])
    return Done(mark("Oud werk en oude berichten zijn opgeruimd."))


KINDS = (Kind("clock.tidying", mark("Oud werk opruimen"), "access.settings", tidy_up, standing="daily 03:30"),)
