"""The command line: `biebwijzer COMMAND …`, carried out by the running app or, when none runs, here."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from biebwijzer import moving, operating, starting
from biebwijzer.commands import Command, Exit, Terminal, Unopened
from biebwijzer.demo.commands import DEMO
from biebwijzer.intake.contract import table_statements
from biebwijzer.performing import all_commands, guarded, home_in, language_in, perform, read
from biebwijzer.settings import Settings, read_settings
from biebwijzer.warehouse import Asking, Stores
from biebwijzer.words import Words

# How a home is opened where no app runs.
Opening = Callable[[Sequence[str], Terminal, Settings], int]


@dataclass(frozen=True)
class OpenHouse:
    """Both stores of a home opened here, for the length of one command."""

    stores: Stores
    asking: Asking


def known_commands() -> Mapping[str, Command]:
    """What one can ask: starting first, then moving and the demo, then every room's commands."""
    first = (starting.START, moving.MOVE, DEMO)
    return {command.name: command for command in first} | dict(all_commands())


def open_and_perform(argv: Sequence[str], terminal: Terminal, settings: Settings) -> int:
    """No app runs: open the home, carry it out, and give the home free."""
    stores = Stores(settings, table_statements())
    try:
        return perform(OpenHouse(stores, Asking(stores)), argv, terminal, settings.language)
    finally:
        stores.close()


def open_in_a_process_of_its_own(argv: Sequence[str], terminal: Terminal, settings: Settings) -> int:
    """The same where nobody else uses this process: no command needs pandas."""
    # At the first value bound to a question the engine would import it, a third of what a short command takes.
    sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]
    return open_and_perform(argv, terminal, settings)


def run(argv: Sequence[str], terminal: Terminal, settings: Settings, opening: Opening = open_and_perform) -> int:
    """Carry out one command line, `opening` the home when no app runs; the exit code."""
    words = Words(language_in(argv) or settings.language)
    commands = known_commands()

    def act() -> int:
        given = read(commands, argv, words, terminal)
        command = commands[given.command]
        if not command.opens_home:
            return command.run(Unopened(settings, words), given, terminal) or Exit.OK
        handed = None if settings.shared else operating.hand_over(settings.home, argv, terminal, settings.language)
        return handed if handed is not None else opening(argv, terminal, settings)

    return guarded(act, words, terminal)


def main() -> None:
    """The entry of the installed command."""
    argv = sys.argv[1:]
    cwd = Path.cwd()
    try:
        settings = read_settings(os.environ, home_in(argv, cwd))
    except ValueError as error:
        sys.exit(f"biebwijzer: {error}")
    sys.exit(run(argv, Terminal(sys.stdout, sys.stderr, cwd), settings, open_in_a_process_of_its_own))


if __name__ == "__main__":
    main()
