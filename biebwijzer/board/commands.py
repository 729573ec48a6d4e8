"""The command that takes a figure along: the same exhibit as on the screen, in a file."""

from argparse import Namespace

from biebwijzer.access import Workspace
from biebwijzer.access.asking_by_hand import ask_by_hand
from biebwijzer.board.pack import exhibit_named
from biebwijzer.commands import Command, Terminal, argument
from biebwijzer.exports import FORMATS
from biebwijzer.exports.sourcing import source_note
from biebwijzer.look import ready
from biebwijzer.problems import UnknownQuery
from biebwijzer.words import mark


def take_along(workspace: Workspace, given: Namespace, terminal: Terminal) -> None:
    """Write the exhibit to the file named, in the format its ending says."""
    words, target = workspace.words, terminal.path(given.to)
    ending = target.suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        endings = words.list([f".{one}" for one in FORMATS])
        raise UnknownQuery(
            mark("Geen bestand van te maken: {file}. Kies uit: {endings}."), file=target, endings=endings
        )
    exhibit = exhibit_named(given.name)
    answer = ready(exhibit, ask_by_hand(workspace, exhibit.question, given.set or []), words)
    target.write_bytes(FORMATS[ending].make(exhibit, answer, words, source_note(workspace, answer)))
    workspace.log("board.exhibit.exported", "exhibit", f"{exhibit.name}.{ending} {answer.audience}")
    terminal.say(str(target))


COMMANDS = (
    Command(
        "exhibit",
        mark("zet een figuur in een bestand"),
        (
            argument("name", metavar="ROOM/NAME", help=mark("de figuur, zoals usage/visits_per_year")),
            argument("--set", action="append", metavar="K=V", help=mark("een waarde, zoals since=2024-01-01")),
            argument(
                "--to", required=True, metavar="FILE", help=mark("het bestand: .png, .svg, .pdf, .pptx, .xlsx of .csv")
            ),
        ),
        take_along,
    ),
)
