"""Which tests one worker does in a row, because they share what takes long to start."""

from xdist.scheduler import LoadScopeScheduling

# Every journey's file has a server of its own or acts that follow each other; the others have servers, a home moved
# from one engine to the other, or one that takes so long to make that a second worker would only wait for it.
WHOLE = (
    "tests/journeys/",
    "tests/access/test_doors.py",
    "tests/access/test_two_servers.py",
    "tests/clock/test_two_processes.py",
    "tests/intake/test_keeping.py",
    "tests/propositions/test_effect_on_the_demo.py",
    "tests/propositions/test_writing.py",
    "tests/warehouse/test_both_engines.py",
    "tests/warehouse/test_two_processes.py",
)
# Its pages are looked at one by one on the server of whoever does so.
ONE_BY_ONE = "tests/journeys/test_accessible.py"


class Together(LoadScopeScheduling):
    """Files that are named go whole to one worker and first; of all others each test goes to whoever is free.

    `--dist loadgroup` was for this; xdist 3.8 names groups in a way that pytest 9.2 no longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return file if file.startswith(WHOLE) and file != ONE_BY_ONE else nodeid
