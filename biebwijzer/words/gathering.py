"""The command that gathers every text a person reads and tells which has no English."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from biebwijzer.settings import ROOT
from biebwijzer.words.checking import check
from biebwijzer.words.marked import gather
from biebwijzer.words.updating import update


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """--update writes the catalogues, --check lists the faults; 1 when something is left to mend."""
    parser = argparse.ArgumentParser(prog="python -m biebwijzer.words.gathering", description=__doc__)
    act = parser.add_mutually_exclusive_group(required=True)
    act.add_argument("--update", action="store_true", help="bring locale/en up to date with the code")
    act.add_argument("--check", action="store_true", help="list what has no English; fail if anything has none")
    chosen = parser.parse_args(arguments)
    return _update(root) if chosen.update else _told(check(root))


def _update(root: Path) -> int:
    gathered = gather(root)
    if gathered.not_python:
        return _told([*gathered.not_python, "nothing written: the texts of these files would be lost"])
    for line in update(root, gathered):
        sys.stdout.write(f"dropped from {line}\n")
    return _told(gathered.faults)


def _told(faults: Sequence[object]) -> int:
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
