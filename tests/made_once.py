"""What takes long to make is made once in a run, by whichever worker asks first; the others wait and read it."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from biebwijzer.intake.contract import table_statements
from biebwijzer.warehouse import Stores
from tests.engines import Chosen, copied, settings_of


def shared_folder(tmp_path_factory) -> Path:
    """Where the workers of a run meet; `make test` names a folder in which its rounds meet too."""
    if named := os.environ.get("BIEBWIJZER_TESTS_SHARE"):
        return Path(named).resolve()
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(tmp_path_factory, name: str, make: Callable[[Path], object], engine: str | None = None) -> Path:
    """The folder that `make` filled, whole; nobody writes in it afterwards, `copied` gives a home of one's own.

    What differs by engine is made once for each; say `engine="any"` where files are all there is.
    """
    folder = shared_folder(tmp_path_factory) / f"made-{engine or Chosen.engine}-{name}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    whole = folder / ".whole"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            whole.touch()
    return folder


def built_on(tmp_path_factory, name: str, home: Path, act: Callable[[Stores, Path], object]) -> Path:
    """A home like another in which `act` did something, made once; it may put files in the folder it is given."""

    def make(folder: Path) -> None:
        stores = Stores(settings_of(copied(home, folder / "home")), table_statements())
        act(stores, folder)
        stores.close()

    return made_once(tmp_path_factory, name, make) / "home"
