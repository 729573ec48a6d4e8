"""Work under way: how far it is, whether it may go on, and through whose eyes it looks."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Event
from typing import Any

from biebwijzer.access import OPERATOR, Workspace, open_workspace, operator_workspace, roles
from biebwijzer.clock.jobs import mine, settle
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Asking, Row, Stores, now
from biebwijzer.words import mark
from biebwijzer.words.speaking import CLOCK

# How often it is written how far something is, and looked whether somebody wants it stopped.
EVERY = 1.0
BREATH = timedelta(seconds=15)


class StopAsked(Exception):
    """Somebody asked to stop this work."""


class TakenOver(Exception):
    """Another process took this work over: it is not ours any more, and nothing of it is ours to put away."""


class Closing(Exception):
    """This process closes: the work waits for the next one."""


class Work:
    """A job at the moment it is done; `tell` is its breath: it says how far one is, and stops who must stop."""

    def __init__(self, stores: Stores, job: Row, closing: Event, moment: datetime) -> None:
        self.job = job
        self.target = str(job["target"])
        self.arguments: dict[str, Any] = json.loads(job["arguments"])
        self.moment = moment
        self._stores, self._closing = stores, closing
        self._looked = 0.0

    def tell(self, percent: int = 0, step: str | None = None) -> None:
        """Say how far it is; raises when it must not go on. May be called as often as one likes."""
        if self._closing.is_set():
            raise Closing
        if time.monotonic() - self._looked < EVERY:
            return
        self._looked = time.monotonic()
        with self._stores.records.reading() as reading:
            held = reading.find("clock.job", mine(self.job))
        if not held:
            raise TakenOver
        if held[0]["stop_asked"]:
            raise StopAsked
        if (held[0]["percent"], held[0]["step"]) != (percent, step) or now() - held[0]["seen_at"] > BREATH:
            settle(self._stores, self.job, {"percent": percent, "step": step, "seen_at": now()})


def day_of(moment: datetime) -> date:
    """The day it is in the libraries at a moment of the stores."""
    return moment.replace(tzinfo=UTC).astimezone(CLOCK).date()


def workspace_of(
    stores: Stores, asking: Asking, owner: str, permission: str, library: str | None, today: date
) -> Workspace:
    """The workspace in which work is done: that of its owner today, in a role that may do it; refused when none is.

    Work never may more than whoever planned it: a role that ended takes its plans along.
    """
    if owner == OPERATOR:
        return operator_workspace(stores, asking, today, stores.settings.language)
    for found in workspaces_of(stores, asking, owner, permission, today):
        if library is None or library in found.libraries or found.scope_type == "land":
            return found
    raise NotAllowed(mark("Wie dit plande, mag het niet meer doen. Laat een ander het plannen."))


def workspaces_of(stores: Stores, asking: Asking, owner: str, permission: str, today: date) -> Iterator[Workspace]:
    """The workspaces of a person in each role of today that may do this, the oldest first; none once they left."""
    with stores.records.reading() as reading:
        user = reading.one("access.app_user", owner)
        grants = reading.find("access.role_grant", {"app_user_id": owner, "since <=": today})
    for grant in sorted(grants, key=lambda one: (one["since"], one["role_grant_id"])):
        role = roles().get(grant["role"])
        if role is None or (grant["until"] is not None and grant["until"] <= today):
            continue
        if user is not None and user["is_active"] and permission in role.permissions:
            yield open_workspace(stores, asking, user, grant, today)
