"""Pauses: how long one waits before trying again, and how long somebody may be silent before they count as gone."""

from datetime import timedelta

# After the first time, the second and so on; the last one counts for all after it.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
SILENT = timedelta(seconds=60)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts."""
    return PAUSES[min(max(attempts, 1), len(PAUSES)) - 1]
