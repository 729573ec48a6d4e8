"""The register: every room in house order, with its permissions. One line per room."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """A capability: one name at every door, and what one may do there."""

    name: str
    permissions: tuple[str, ...] = ()


# House order: migrations and marts run in this order, so a room may build on those before it.
ROOMS = (
    Room("access", ("access.people", "access.audit", "access.settings", "access.keeping")),
    Room("clock"),
    Room("intake", ("intake.read", "intake.deliver")),
    Room("usage", ("usage.read",)),
    Room("activities", ("activities.read", "activities.write")),
    Room("segments", ("segments.read",)),
    Room("propositions", ("propositions.read", "propositions.write")),
    Room("relations", ("relations.read", "relations.write", "relations.arrange")),
    Room("board", ("board.read", "board.write")),
    Room("explore", ("explore.read", "explore.write", "explore.sql")),
    Room("start", ("start.read",)),
)

PERMISSIONS = tuple(permission for room in ROOMS for permission in room.permissions)
