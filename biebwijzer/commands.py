"""What a command is made of: its name, what it takes, what it does, and the terminal it speaks to."""

import csv
import json
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import IntEnum
from pathlib import Path
from typing import Any, TextIO

from biebwijzer.settings import Settings
from biebwijzer.words import Words

# What moves a cursor or renames a window is data here: a name in a file may hold it, and a terminal would obey.
_UNSEEN = [sign for sign in (*range(32), *range(127, 160)) if chr(sign) not in "\t\n"]
_MARKED = dict.fromkeys(_UNSEEN, "\N{REPLACEMENT CHARACTER}")
_ESCAPED = {sign: f"\\u{sign:04x}" for sign in _UNSEEN}


class Exit(IntEnum):
    """How a command ended, as the shell sees it."""

    OK = 0
    FAILED = 1
    USAGE = 2
    REFUSED = 3
    PARTLY = 4


@dataclass(frozen=True)
class Argument:
    """One thing a command takes; `options` go to argparse as they are."""

    flags: tuple[str, ...]
    help: str
    options: Mapping[str, Any] = field(default_factory=dict)


def argument(*flags: str, help: str, **options: Any) -> Argument:
    """`argument("--json", help=mark("…"), action="store_true")`, spelled as argparse spells it."""
    return Argument(flags, help, options)


@dataclass(frozen=True)
class Unopened:
    """What a command gets that makes or starts a home: how this installation runs, and the language."""

    settings: Settings
    words: Words


@dataclass(frozen=True)
class Command:
    """One command: `run(workspace, given, terminal)` returns an Exit, or None when all went well.

    A name of two words, `relations import`, is a command within a group.
    A room lists its commands as COMMANDS in its commands.py; the command line finds them by the register.
    A command with `opens_home` False gets an Unopened instead of a workspace, such as one that makes a home.
    """

    name: str
    help: str
    arguments: tuple[Argument, ...]
    run: Callable[[Any, Namespace, "Terminal"], int | None]
    opens_home: bool = True


@dataclass(frozen=True)
class Terminal:
    """Where a command speaks: results to `out`, progress and trouble to `err`, files relative to `cwd`."""

    out: TextIO
    err: TextIO
    cwd: Path

    def path(self, text: str | Path) -> Path:
        """A path as the person at the keyboard means it, also when the app runs the command."""
        return (self.cwd / Path(text).expanduser()).resolve()

    def say(self, line: str = "") -> None:
        """One line of the result."""
        self.out.write(f"{line.translate(_MARKED)}\n")
        self.out.flush()

    def note(self, line: str) -> None:
        """One line beside the result: progress, advice, trouble."""
        self.err.write(f"{line.translate(_MARKED)}\n")
        self.err.flush()

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Rows under heads, in columns as wide as they need to be; numbers to the right."""
        kept = [list(row) for row in rows]
        cells = [["" if cell is None else str(cell) for cell in row] for row in kept]
        widths = [max(len(head), *(len(row[n]) for row in cells), 0) for n, head in enumerate(heads)]
        right = [bool(kept) and all(_is_number(row[n]) for row in kept) for n in range(len(heads))]
        for line in [list(heads), ["-" * width for width in widths], *cells]:
            padded = [
                cell.rjust(width) if numeric else cell.ljust(width)
                for cell, width, numeric in zip(line, widths, right, strict=True)
            ]
            self.say("  ".join(padded).rstrip())

    def json(self, value: object) -> None:
        """Anything as JSON, dates in ISO notation."""
        self.say(json.dumps(value, ensure_ascii=False, indent=2, default=plain).translate(_ESCAPED))

    def csv(self, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Rows as CSV with a comma and a full stop, for other programs."""
        writer = csv.writer(self.out, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows([["" if cell is None else plain(cell) for cell in row] for row in rows])
        self.out.flush()


def plain(value: object) -> object:
    """A value as other programs read it: dates and moments in ISO notation, the rest as it is."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return value if isinstance(value, str | int | float) else str(value)


def _is_number(cell: object) -> bool:
    return cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool))
