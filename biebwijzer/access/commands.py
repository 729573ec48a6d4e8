"""Commands of the floor: ask a question, see to who may come in, look whether the home is sound, keep a copy."""

from argparse import Namespace

from biebwijzer.access import backups
from biebwijzer.access.asking_by_hand import ask_by_hand
from biebwijzer.access.soundness import faults
from biebwijzer.access.workspace import Workspace
from biebwijzer.commands import Command, Exit, Terminal, Unopened, argument
from biebwijzer.words import mark


def ask(workspace: Workspace, given: Namespace, terminal: Terminal) -> None:
    """Print the rows of an answer, as a table, JSON or CSV."""
    answer = ask_by_hand(workspace, given.question, given.set or [])
    if given.json:
        terminal.json(answer.rows.to_dicts())
    elif given.csv:
        terminal.csv(answer.rows.columns, answer.rows.rows())
    else:
        terminal.table(answer.rows.columns, answer.rows.rows())
    if answer.hidden:
        terminal.note(
            workspace.words.plural("{n} getal is verborgen.", "{n} getallen zijn verborgen.", n=answer.hidden)
        )


def check(workspace: Workspace, given: Namespace, terminal: Terminal) -> Exit:
    """Say what is wrong with the home, or that nothing is."""
    found = faults(workspace)
    for line in found:
        terminal.say(line)
    if not found:
        terminal.say(workspace.words("Alles in {home} klopt.", home=workspace.stores.home))
    return Exit.FAILED if found else Exit.OK


def back_up(workspace: Workspace, given: Namespace, terminal: Terminal) -> None:
    """Copy the home, and say what is not in the copy."""
    words = workspace.words
    folder = terminal.path(given.folder)
    files = backups.back_up(workspace, folder, given.with_key)
    terminal.say(
        words.plural("{n} bestand staat in {folder}.", "{n} bestanden staan in {folder}.", n=len(files), folder=folder)
    )
    if backups.KEY not in files and workspace.stores.settings.key_file.is_file():
        terminal.note(words("De sleutel zit er niet in. Bewaar het bestand {key} apart en veilig: zonder die sleutel "
                            "krijgen dezelfde leden bij een volgende levering andere codes.",
                            key=workspace.stores.settings.key_file))  # fmt: skip
    if backups.KEY in files:
        terminal.note(words("De sleutel zit erin. Wie deze map heeft, kan lidnummers terugzoeken: versleutel de map."))


def restore(unopened: Unopened, given: Namespace, terminal: Terminal) -> None:
    """Put a backup in an empty home."""
    words = unopened.words
    has_key = backups.restore(unopened.settings, terminal.path(given.folder), terminal.note)
    terminal.say(words("De back-up staat in {home}.", home=unopened.settings.home))
    if not has_key and not unopened.settings.key_file.is_file():
        terminal.note(words("De sleutel zat er niet in. Zet het bewaarde bestand terug als {key}, vóór de volgende "
                            "levering.", key=unopened.settings.key_file))  # fmt: skip


COMMANDS = (
    Command(
        "ask",
        mark("stel een vraag uit de map queries"),
        (
            argument("question", metavar="ROOM/NAME", help=mark("de vraag, zoals usage/visits_per_year")),
            argument("--set", action="append", metavar="K=V", help=mark("een waarde, zoals since=2024-01-01")),
            argument("--json", action="store_true", help=mark("als lijst van rijen in JSON")),
            argument("--csv", action="store_true", help=mark("als CSV")),
        ),
        ask,
    ),
    Command("check", mark("kijk of alles in de map klopt"), (), check),
    Command(
        "backup",
        mark("maak een back-up, ook terwijl er gewerkt wordt"),
        (
            argument("folder", metavar="DIR", help=mark("een nieuwe map")),
            argument("--with-key", action="store_true", help=mark("neem ook de sleutel van de lidnummers mee")),
        ),
        back_up,
    ),
    Command(
        "restore",
        mark("zet een back-up terug in een lege map"),
        (argument("folder", metavar="DIR", help=mark("de map van de back-up")),),
        restore,
        opens_home=False,
    ),
)
