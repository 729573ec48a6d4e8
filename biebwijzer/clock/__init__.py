"""Clock: one schedule, one job runner and one outbox for all rooms.

What a room needs of it: a Kind per sort of work in its `clockwork.py`; `plan` to let work come round, `ask_now` to
have it done once, `write` to tell a colleague something, each within the change it belongs to.
"""

from biebwijzer.clock.jobs import ask_for, ask_now, reaches, stop
from biebwijzer.clock.kinds import Done, Kind, Later, Letter, kind_of
from biebwijzer.clock.outbox import not_arrived, send_again, send_test, standing, write
from biebwijzer.clock.posting import (
    PASSWORD_FILE,
    PORTS,
    NotPosted,
    Post,
    keep_mail_settings,
    mail_problems,
    password_of,
    post_of,
)
from biebwijzer.clock.rhythms import WEEKDAYS, Rhythm, rhythm
from biebwijzer.clock.running import PROCESS, Clock, at_work, is_running
from biebwijzer.clock.schedules import plan
from biebwijzer.clock.working import Closing, StopAsked, TakenOver, Work, day_of, workspace_of, workspaces_of

__all__ = [
    "PASSWORD_FILE",
    "PORTS",
    "PROCESS",
    "WEEKDAYS",
    "Clock",
    "Closing",
    "Done",
    "Kind",
    "Later",
    "Letter",
    "NotPosted",
    "Post",
    "Rhythm",
    "StopAsked",
    "TakenOver",
    "Work",
    "ask_for",
    "ask_now",
    "at_work",
    "day_of",
    "is_running",
    "keep_mail_settings",
    "kind_of",
    "mail_problems",
    "not_arrived",
    "password_of",
    "plan",
    "post_of",
    "reaches",
    "rhythm",
    "send_again",
    "send_test",
    "standing",
    "stop",
    "workspace_of",
    "workspaces_of",
    "write",
]
