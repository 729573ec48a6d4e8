"""The inbox: a file that is put in the folder of a source is delivered, and then stands in `done` or `refused`.

A file is taken when it has been quiet for half a minute, by being moved to `busy` first: whoever puts a file of the
same name there meanwhile makes another file. What stands in `busy` when nobody is at it was left behind by a process
that died, and is delivered first; had it counted already, then nothing changes.
"""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import mark

QUIET = 30.0
# As other programs call a file they are still writing.
HALF_WRITTEN = (".part", ".partial", ".tmp", ".filepart", ".crdownload", ".swp", ".lock", ".download")
OWN = ("busy", "done", "refused")


def is_meant(path: Path) -> bool:
    """Whether this is a file somebody put there to be delivered: no folder, no link, nothing hidden or half."""
    hidden = path.name.startswith((".", "~$"))
    return not hidden and not path.name.lower().endswith(HALF_WRITTEN) and path.is_file() and not path.is_symlink()


def is_quiet(path: Path, moment: float, quiet: float = QUIET) -> bool:
    """Whether nobody has written in it for a while; a time stamp that was copied along can't hide that."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    return moment - max(found.st_mtime, found.st_ctime) >= quiet


def waiting(folder: Path, quiet: float = QUIET) -> list[Path]:
    """The files to deliver, the oldest first: those left behind, then those that no longer grow."""
    moment = time.time()
    left = sorted(path for path in (folder / "busy").glob("*") if is_meant(path))
    fresh = [path for path in folder.glob("*") if is_meant(path) and is_quiet(path, moment, quiet)]
    return [*left, *sorted(fresh, key=lambda path: (path.stat().st_mtime, path.name))]


def taken(folder: Path, quiet: float = QUIET) -> Iterator[Path]:
    """Each file to deliver, out of the way of whoever brings the next one."""
    for path in waiting(folder, quiet):
        yield path if path.parent.name == "busy" else moved(path, folder / "busy", path.name)


def moved(path: Path, folder: Path, name: str) -> Path:
    """Move a file under a name that nobody has there yet."""
    folder.mkdir(exist_ok=True, mode=0o700)
    for number in range(1, 10_000):
        target = folder / (name if number == 1 else numbered(name, number))
        try:
            # A link fails where a name is taken, and a move would replace what stands there without a word.
            os.link(path, target)
        except FileExistsError:
            continue
        except OSError:
            # A disk that knows no links; nobody but us names files in these folders.
            if target.exists():
                continue
            path.rename(target)
            return target
        path.unlink()
        return target
    raise BiebwijzerError(mark("In {folder} staat te veel met dezelfde naam. Ruim die map op."), folder=folder.name)


def tidy_folder(folder: Path, days: int) -> None:
    """Remove what was put away longer ago than a delivered file may be kept."""
    for path in (*(folder / "done").glob("*"), *(folder / "refused").glob("*")):
        # By when it was moved here: the time stamp in a file may be as old as whoever made it.
        if path.is_file() and time.time() - path.stat().st_ctime > days * 86_400:
            path.unlink()


def numbered(name: str, number: int) -> str:
    """`visits.csv` the second time: `visits (2).csv`."""
    path = Path(name)
    return f"{path.stem} ({number}){path.suffix}"


def put_away(path: Path, folder: str, told: str, keep: bool = True) -> Path:
    """Move a delivered file to `done` or `refused` of its inbox, with a text beside it that says what became of it."""
    target = path.parent.parent / folder
    if keep:
        place = moved(path, target, path.name)
    else:
        target.mkdir(exist_ok=True, mode=0o700)
        place = target / path.name
        path.unlink()
    (target / f"{place.name}.txt").write_text(told + "\n", encoding="utf-8")
    return place
