"""Moving a home to the other engine: a copy that is held against the original before anybody works in it."""

import shutil
import tempfile
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from biebwijzer.access import backups
from biebwijzer.commands import Command, Terminal, Unopened, argument
from biebwijzer.intake.contract import table_statements
from biebwijzer.problems import BiebwijzerError
from biebwijzer.settings import Settings
from biebwijzer.warehouse import Stores, all_queries
from biebwijzer.warehouse.comparing import differences, tables
from biebwijzer.words import mark


class NotMoved(BiebwijzerError):
    """A move that can't be made, or whose copy is not the same."""


def move(settings: Settings, engine: str, home: Path, done: Callable[[str], None]) -> tuple[int, int]:
    """Copy the home to another folder and engine; how many tables and questions are the same. The old one stays."""
    if engine == settings.engine:
        raise NotMoved(mark("Deze map staat al op motor {engine}."), engine=engine)
    if not settings.postgres:
        raise NotMoved(mark("Zet in BIEBWIJZER_POSTGRES om welke database het gaat."))
    target = replace(settings, engine=engine, home=home.resolve())
    # Nobody works in it meanwhile: what was typed after the copy would be lost.
    old = Stores(settings, table_statements(), beside_others=False)
    try:
        copy = Path(tempfile.mkdtemp(prefix=".move-", dir=made(home).parent))
        try:
            backups.back_up(old, copy, with_key=True, whole=True)
            backups.restore(target, copy, done)
        finally:
            shutil.rmtree(copy, ignore_errors=True)
        new = Stores(target, table_statements(), beside_others=False)
        try:
            found = list(differences(old, new))
            counted = len(tables(new))
        finally:
            new.close()
    finally:
        old.close()
    if found:
        raise NotMoved(mark("De kopie is niet gelijk: {names}. Blijf werken in de oude map."), names="; ".join(found))
    return counted, len(all_queries())


def made(home: Path) -> Path:
    """The folder, made if need be: only its owner may look in it."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home


def move_home(unopened: Unopened, given: Namespace, terminal: Terminal) -> None:
    """Copy the home to the other engine, and say that it is the same before anybody works in it."""
    words, folder = unopened.words, terminal.path(given.folder)
    tables, questions = move(unopened.settings, given.to, folder, terminal.note)
    terminal.say(words("{tables} tabellen en {questions} vragen geven hetzelfde. De kopie staat in {home}.",
                       tables=tables, questions=questions, home=folder))  # fmt: skip
    terminal.note(words("Zet BIEBWIJZER_ENGINE op {engine} en BIEBWIJZER_HOME op de nieuwe map. De oude is niet "
                        "veranderd.", engine=given.to))  # fmt: skip


MOVE = Command(
    "move",
    mark("verhuis naar de andere motor, met dezelfde cijfers"),
    (
        argument("folder", metavar="DIR", help=mark("een nieuwe map voor de kopie")),
        argument("--to", choices=("embedded", "grown"), required=True, help=mark("de motor van de kopie")),
    ),
    move_home,
    opens_home=False,
)
