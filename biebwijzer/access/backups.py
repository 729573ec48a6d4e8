"""Backups: everything that can't be made again, in one folder, and a home made from it that gives the same figures.

The key stays out unless one asks for it: whoever holds key and warehouse together can follow a member number.
"""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from biebwijzer.problems import BiebwijzerError, ContractBroken
from biebwijzer.settings import Settings
from biebwijzer.warehouse import Stores, now
from biebwijzer.warehouse.engines import engine_of
from biebwijzer.words import mark

LIST = "backup.json"
RECORDS = "records.duckdb"
KEY = "key"
# Files of a home that belong to the running process, or that a backup carries in its own way.
NOT_COPIED = {"in_use", "loading", "letting_go", "operator.json", RECORDS, f"{RECORDS}.wal", KEY, "mail-password"}
# Of a delivery the accepted rows are kept; the file as it came is for a few weeks only, and never leaves the home.
AS_IT_CAME = ("file.*", "kept.csv*", "reading.csv", "sheet.csv", "errors.txt", "*.tmp")


class NotRestored(BiebwijzerError):
    """A backup that can't be put back, or not here."""


def sums(path: Path) -> str:
    """The checksum of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def kept_files(home: Path, whole: bool = False) -> list[Path]:
    """The files beside the stores: accepted rows of deliveries, what rooms put by; the whole of them for a move."""
    return sorted(
        path
        for path in home.rglob("*")
        if path.is_file()
        and path.relative_to(home).parts[0] not in ("warehouse", "lake", *(() if whole else ("inbox",)))
        and path.relative_to(home).as_posix() not in NOT_COPIED
        and (whole or not any(path.match(pattern) for pattern in AS_IT_CAME))
    )


def back_up(stores: Stores, folder: Path, with_key: bool, whole: bool = False) -> list[str]:
    """Copy the home to a new or empty folder while everybody works on; the names of the files."""
    if folder.exists() and any(folder.iterdir()):
        raise ContractBroken(
            mark("De map {folder} is niet leeg. Kies een nieuwe map voor deze back-up."), folder=folder
        )
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    version = stores.back_up(folder)
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    for path in kept_files(stores.home, whole):
        _copy(path, folder / path.relative_to(stores.home))
    if with_key and stores.settings.key_file.is_file():
        _copy(stores.settings.key_file, folder / KEY)
    files = {path.relative_to(folder).as_posix(): sums(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    listed = {"made_at": now().isoformat(), "version": version, "files": files}
    (folder / LIST).write_text(json.dumps(listed, indent=1), encoding="utf-8")
    return list(files)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o600)


def sound(folder: Path) -> dict[str, str]:
    """The files of a backup by name, each exactly as it was made; anything else is refused."""
    try:
        files: dict[str, str] = json.loads((folder / LIST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError):
        raise NotRestored(mark("In {folder} staat geen back-up van Biebwijzer."), folder=folder) from None
    outside = [name for name in files if not (folder / name).resolve().is_relative_to(folder.resolve())]
    damaged = [name for name in files if not (folder / name).is_file() or sums(folder / name) != files[name]]
    if outside or damaged:
        raise NotRestored(
            mark("Deze back-up is beschadigd: {names}. Er is niets teruggezet."), names=", ".join(outside or damaged)
        )
    return files


def restore(settings: Settings, folder: Path, done: Callable[[str], None]) -> bool:
    """Put a backup in an empty home; whether its key came along. The records go last: without them a home is empty."""
    files = sound(folder)
    engine = engine_of(settings)
    engine.hold(beside_others=False)
    try:
        if not engine.is_empty():
            raise NotRestored(
                mark("De map {home} is al in gebruik. Zet een back-up terug in een lege map."), home=settings.home
            )
        for name in files:
            if name != RECORDS and not name.startswith("warehouse/"):
                _copy(folder / name, settings.home / name)
            done(name)
        engine.take_in(folder)
    finally:
        engine.close()
    return KEY in files
