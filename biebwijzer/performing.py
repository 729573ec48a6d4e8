"""Reading a command line and carrying it out: the same whether the app runs or not."""

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from gettext import gettext as argparse_text
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn, Protocol

from biebwijzer.access import OPERATOR, Workspace, open_workspace, operator_workspace
from biebwijzer.commands import Command, Exit, Terminal
from biebwijzer.problems import BiebwijzerError, NotAllowed
from biebwijzer.rooms import ROOMS
from biebwijzer.warehouse import Asking, Row, Stores
from biebwijzer.words import Words, mark
from biebwijzer.words.speaking import CLOCK

# What argparse says in English -> how the house says it, with the same parts.
READ_AS: Mapping[str, str] = {
    r"the following arguments are required: (?P<names>.*)": mark("Er ontbreekt: {names}."),
    r"unrecognized arguments: (?P<names>.*)": mark("Dit ken ik niet: {names}."),
    r"argument (?P<name>.*?): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.*)\)": mark(
        "{name}: '{value}' bestaat niet. Kies uit: {choices}."
    ),
    r"argument (?P<name>.*?): expected .*": mark("{name}: hier hoort nog iets achter."),
    r"argument (?P<name>.*?): invalid \w+ value: '(?P<value>.*)'": mark("{name}: '{value}' past hier niet."),
    r"argument (?P<name>.*?): not allowed with argument (?P<other>.*)": mark("{name} gaat niet samen met {other}."),
}


class House(Protocol):
    """Both stores, and who asks them."""

    @property
    def stores(self) -> Stores:
        """The stores of one home."""

    @property
    def asking(self) -> Asking:
        """The questions over them."""


class Misspelled(BiebwijzerError):
    """A command line that can't be read."""


class HelpGiven(Exception):
    """The help was asked for and is the whole answer."""


class Reader(argparse.ArgumentParser):
    """argparse in the language of the reader; it raises instead of ending the process."""

    def __init__(self, *, words: Words, **options: object) -> None:
        self.words = words
        super().__init__(add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]
        self._positionals.title = words("Wat")
        self._optionals.title = words("Keuzes")
        self.add_argument("-h", "--help", action="store_true", help=words("toon deze uitleg"))

    def error(self, message: str) -> NoReturn:
        """The sentence of the house for what argparse found."""
        for pattern, sentence in READ_AS.items():
            found = re.fullmatch(pattern, message)
            if found:
                raise Misspelled(sentence, **found.groupdict())
        raise Misspelled(mark("Deze opdracht is niet te lezen: {message}."), message=message)

    def format_usage(self) -> str:
        """How to write it, in the language of the reader."""
        return self._in_words(super().format_usage())

    def format_help(self) -> str:
        """The whole help, in the language of the reader."""
        return self._in_words(super().format_help())

    def _in_words(self, text: str) -> str:
        return text.replace(argparse_text("usage: "), self.words("Gebruik:") + " ", 1)


@lru_cache(maxsize=1)
def all_commands() -> Mapping[str, Command]:
    """Every command by name, found through the register in house order."""
    found: dict[str, Command] = {}
    for room in ROOMS:
        if find_spec(f"biebwijzer.{room.name}.commands") is not None:
            module = import_module(f"biebwijzer.{room.name}.commands")
            found |= {command.name: command for command in module.COMMANDS}
    return found


def reader(commands: Mapping[str, Command], words: Words) -> Reader:
    """The parser of the whole command line."""
    whole = Reader(words=words, prog="biebwijzer", description=words("Biebwijzer vanaf de opdrachtregel."))
    _add_general(whole, words)
    parts = whole.add_subparsers(dest="command", metavar=words("OPDRACHT"), parser_class=Reader)
    groups: dict[str, argparse._SubParsersAction] = {}
    for command in commands.values():
        explained = words(command.help)
        group, _, name = command.name.rpartition(" ")
        within = _group(parts, groups, group, words) if group else parts
        part = within.add_parser(name, words=words, help=explained, description=explained)
        part.set_defaults(command=command.name)
        _add_general(part, words, again=True)
        for taken in command.arguments:
            part.add_argument(*taken.flags, help=words(taken.help).replace("%", "%%"), **taken.options)
    return whole


def _group(
    parts: argparse._SubParsersAction, groups: dict[str, argparse._SubParsersAction], name: str, words: Words
) -> argparse._SubParsersAction:
    """Where the commands of one group stand, such as those that begin with `relations`."""
    if name not in groups:
        explained = words("meer opdrachten: zie '{name} --help'", name=name)
        one = parts.add_parser(name, words=words, help=explained, description=explained)
        groups[name] = one.add_subparsers(dest="part", metavar=words("OPDRACHT"), parser_class=Reader)
    return groups[name]


def _add_general(part: Reader, words: Words, again: bool = False) -> None:
    """What every command takes, before its name or after it."""
    default = argparse.SUPPRESS if again else None
    general = part.add_argument_group(words("Altijd"))
    general.add_argument(
        "--home", metavar="DIR", default=default, help=words("map met alle gegevens (BIEBWIJZER_HOME)")
    )
    general.add_argument("--language", choices=("nl", "en"), default=default, help=words("taal van de antwoorden"))
    general.add_argument(
        "--as", dest="as_user", metavar="USER", default=default, help=words("kijk door de ogen van deze gebruiker")
    )
    general.add_argument(
        "--libraries", metavar="A,B", default=default, help=words("alleen deze bibliotheken, met komma's ertussen")
    )


def read(commands: Mapping[str, Command], argv: Sequence[str], words: Words, terminal: Terminal) -> argparse.Namespace:
    """The command line as values; help is printed and ends it."""
    whole = reader(commands, words)
    asked_for_help = [place for place, word in enumerate(argv) if word in ("-h", "--help")]
    if asked_for_help or not argv:
        terminal.out.write(_part_of(whole, argv).format_help())
        raise HelpGiven
    given = whole.parse_args(list(argv))
    if given.command not in commands:
        raise Misspelled(mark("Welke opdracht? Kies uit: {names}."), names=", ".join(commands))
    return given


def _part_of(whole: argparse.ArgumentParser, argv: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the command a line names, as far as it names one."""
    action = next((one for one in whole._actions if isinstance(one, argparse._SubParsersAction)), None)
    place = next((at for at, word in enumerate(argv) if action and word in action.choices), None)
    if action is None or place is None:
        return whole
    return _part_of(action.choices[argv[place]], argv[place + 1 :])


def person_of(house: House, username: str, language: str | None, today: datetime) -> tuple[Workspace, Row]:
    """The workspace of the person with that name, in the role granted first."""
    with house.stores.records.reading() as reading:
        users = reading.find("access.app_user", {"username": username, "is_active": True})
        grants = reading.find("access.role_grant", {"app_user_id": users[0]["app_user_id"]}) if users else []
    day = today.date()
    valid = [one for one in grants if one["since"] <= day and (one["until"] is None or one["until"] > day)]
    if not valid:
        raise NotAllowed(mark("Er is geen actieve gebruiker '{username}' met een rol."), username=username)
    grant = min(valid, key=lambda one: (one["since"], one["role_grant_id"]))
    return open_workspace(house.stores, house.asking, users[0], grant, day, language), users[0]


def workspace_for(house: House, given: argparse.Namespace, language: str) -> Workspace:
    """Whose eyes this command looks through; every command leaves its line in the audit trail."""
    moment = datetime.now(CLOCK)
    operator = operator_workspace(house.stores, house.asking, moment.date(), given.language or language)
    action = f"{OPERATOR}.{given.command}"
    if not given.as_user:
        operator.log(action)
        workspace = operator
    else:
        workspace, user = person_of(house, given.as_user, given.language, moment)
        operator.log(action, "access.app_user", user["app_user_id"])
    if given.libraries is None:
        return workspace
    return narrowed(workspace, tuple(part.strip() for part in given.libraries.split(",") if part.strip()))


def narrowed(workspace: Workspace, wanted: tuple[str, ...]) -> Workspace:
    """The same workspace for the libraries named; one that is not among its own is an error, never silence."""
    beyond = sorted(set(wanted) - set(workspace.libraries))
    if beyond:
        raise NotAllowed(
            mark("Deze bibliotheken horen hier niet bij: {names}. Kies uit: {known}."),
            names=", ".join(beyond),
            known=", ".join(workspace.libraries) or "-",
        )
    return workspace.narrowed_to(wanted)


def perform(house: House, argv: Sequence[str], terminal: Terminal, language: str) -> int:
    """Carry out a command line on an open house; the exit code."""
    words = Words(language_in(argv) or language)

    def act() -> int:
        given = read(all_commands(), argv, words, terminal)
        workspace = workspace_for(house, given, language)
        return all_commands()[given.command].run(workspace, given, terminal) or Exit.OK

    return guarded(act, words, terminal)


def guarded(act: Callable[[], int], words: Words, terminal: Terminal) -> int:
    """Do it; what a person can act on becomes one sentence on the error stream, and an exit code."""
    try:
        return act()
    except HelpGiven:
        return Exit.OK
    except Misspelled as error:
        terminal.note(words(error.word, **error.values))
        return Exit.USAGE
    except NotAllowed as error:
        terminal.note(words(error.word, **error.values))
        return Exit.REFUSED
    except BiebwijzerError as error:
        terminal.note(words(error.word, **error.values))
        return Exit.FAILED
    except OSError as error:
        terminal.note(words("Dat lukt niet: {what} ({file}).", what=error.strerror, file=error.filename or "-"))
        return Exit.FAILED


def language_in(argv: Sequence[str]) -> str | None:
    """The language a command line asks for, found before it is read so that its errors are in it too."""
    for place, word in enumerate(argv):
        value = word.partition("=")[2] or (argv[place + 1] if place + 1 < len(argv) else "")
        if word.partition("=")[0] == "--language" and value in ("nl", "en"):
            return value
    return None


def home_in(argv: Sequence[str], cwd: Path) -> Path | None:
    """The home a command line names."""
    for place, word in enumerate(argv):
        if word == "--home" and place + 1 < len(argv):
            return cwd / Path(argv[place + 1]).expanduser()
        if word.startswith("--home="):
            return cwd / Path(word.partition("=")[2]).expanduser()
    return None
