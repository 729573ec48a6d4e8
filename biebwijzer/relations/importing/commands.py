"""Commands of importing: take a list over, take it back, and take everything along."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from biebwijzer.access import Workspace, own_library
from biebwijzer.commands import Command, Exit, Terminal, argument
from biebwijzer.intake.recognising import NotRecognised
from biebwijzer.problems import BiebwijzerError, NotAllowed
from biebwijzer.relations.importing import own_columns
from biebwijzer.relations.importing.comparing import DOUBLE, NEW, REFUSED, UPDATE, Preview, preview
from biebwijzer.relations.importing.handing_back import everything, refused_rows, told
from biebwijzer.relations.importing.maps import ImportMap, first_map, from_text, keep_map, kept_map
from biebwijzer.relations.importing.rows import reads_days
from biebwijzer.relations.importing.tables import ListRead, read_list
from biebwijzer.relations.importing.taking_over import take_over
from biebwijzer.relations.importing.undoing import GROUPS, RESTORED, undo
from biebwijzer.words import Words, mark

AS_JSON = argument("--json", help=mark("als JSON, voor andere programma's"), action="store_true")
LIBRARY = argument("--library", metavar="ID", help=mark("de bibliotheek waar het over gaat"))
TOLD_EVERY = 1000
NOBODY = mark("Zeg met --as wie dit doet: de opdrachtregel zelf ziet geen namen van mensen.")


def import_list(workspace: Workspace, given: Namespace, terminal: Terminal) -> int:
    """Take a list over, or say what that would do; 4 when rows were refused or wait for a choice."""
    words, path = workspace.words, terminal.path(given.file)
    if not workspace.may_see_people:
        terminal.note(words(NOBODY))
        return Exit.REFUSED
    if not path.is_file():
        terminal.note(words("Er is geen bestand {name}.", name=given.file))
        return Exit.REFUSED
    try:
        library = one_library(workspace, given.library)
        found, said = understood(workspace, path, given, terminal, library)
        looked = preview(workspace, found, said, library)
        run_id = None if given.preview else carried_out(workspace, looked, terminal)
    except BiebwijzerError as refused:
        terminal.note(words(refused.word, **refused.values).replace("**", ""))
        return Exit.REFUSED
    if not given.preview:
        keep_map(workspace, library, found.heads, ImportMap(said.kind, said.columns, dates_of(said)))
    hand_out(workspace, looked, given, terminal, run_id)
    return Exit.PARTLY if looked.of(REFUSED) or looked.of(DOUBLE) else Exit.OK


def one_library(workspace: Workspace, asked: str | None) -> str:
    """The library a list goes to: the one that is named, or the only one somebody works for."""
    library = own_library(workspace, asked)
    if asked and asked != library:
        raise NotAllowed(mark("Dit hoort bij een bibliotheek waar je niet werkt."))
    return library


def understood(
    workspace: Workspace, path: Path, given: Namespace, terminal: Terminal, library: str
) -> tuple[ListRead, ImportMap]:
    """The list and its map: the one that is given, the one that was kept, or what the headings say."""
    wanted = map_file(terminal.path(given.map)) if given.map else None
    found = by_map(path, wanted) if wanted else read_list(path.read_bytes(), path.name)
    said = (
        wanted
        or kept_map(workspace, library, found.heads)
        or first_map(found.heads, own=own_columns.of_library(workspace, library))
    )
    open_questions = [one for one in found.questions if one.key not in said.answers]
    if open_questions:
        # What is asked about days matters only to a list of which a day is read.
        asked = [one for one in open_questions if one.key != "dates" or reads_days(found, said)]
        if asked:
            raise NotRecognised(asked[0].word, **asked[0].values)
    return found, said


def by_map(path: Path, wanted: ImportMap) -> ListRead:
    """The list as its map reads it: where the header is in doubt, it is the line with the headings the map names."""
    content = path.read_bytes()
    found = read_list(content, path.name, wanted.answers)
    asked = next((one for one in found.questions if one.key == "header"), None)
    if asked is None:
        return found
    ways = [read_list(content, path.name, {**wanted.answers, "header": choice}) for choice in asked.choices]
    # Where none has them, the likeliest says which headings there are.
    return next((one for one in ways if set(wanted.columns.values()) <= set(one.heads)), ways[0])


def map_file(path: Path) -> ImportMap:
    """A map from a file."""
    return from_text(path.read_text(encoding="utf-8"))


def dates_of(said: ImportMap) -> dict[str, str]:
    """Of the answers only what holds for the next list too."""
    return {key: answer for key, answer in said.answers.items() if key == "dates"}


def carried_out(workspace: Workspace, looked: Preview, terminal: Terminal) -> str | None:
    """Take over what is good, and say now and then how far it is."""
    if not looked.of(NEW) and not looked.of(UPDATE):
        return None
    words, last = workspace.words, 0

    def progress(done: int, total: int) -> None:
        nonlocal last
        if done - last >= TOLD_EVERY:
            last = done
            counts = {"done": words.number(done), "total": words.number(total)}
            terminal.note(words("{done} van {total} rijen", **counts))

    return take_over(workspace, looked, progress=progress).import_run_id


def hand_out(workspace: Workspace, looked: Preview, given: Namespace, terminal: Terminal, run_id: str | None) -> None:
    """Say what came of a list, and write the rows that were refused where one asked for them."""
    words = workspace.words
    left = looked.of(REFUSED) + looked.of(DOUBLE)
    if given.refused and left:
        terminal.path(given.refused).write_bytes(refused_rows(looked, words))
    if given.json:
        terminal.json(plain(looked, run_id, words))
        return
    counts = {name: words.number(n) for name, n in looked.counts.items()}
    said = words("{new} nieuw, {update} bijgewerkt, {same} gelijk, {double} dubbel, {refused} geweigerd.", **counts)
    if given.preview:
        terminal.say(words("{said} Er is nog niets veranderd.", said=said))
    elif run_id:
        terminal.say(words("{said} Import {run}.", said=said, run=run_id))
    else:
        terminal.say(words("{said} Er viel niets over te nemen.", said=said))
    for one in left[:20]:
        terminal.note(words("Regel {line}: {why}", line=one.row.line, why=told(one, words)))
    if len(left) > 20:
        terminal.note(words("En nog {n}. Schrijf ze met --refused naar een bestand.", n=words.number(len(left) - 20)))


def plain(looked: Preview, run_id: str | None, words: Words) -> dict[str, Any]:
    """A list with what came of it, for other programs; without names."""
    rows = [
        {"line": one.row.line, "outcome": one.outcome, "card": one.card_id, "changes": sorted(one.changes),
         "why": told(one, words) if one.outcome == REFUSED else None}
        for one in looked.rows
    ]  # fmt: skip
    return {"import": run_id, "library": looked.library_id, "kind": looked.kind, **looked.counts, "rows": rows}


def undo_import(workspace: Workspace, given: Namespace, terminal: Terminal) -> int:
    """Take a whole import back; 4 when not all of it could go back."""
    words = workspace.words
    done = undo(workspace, given.run)
    counts = done.counts
    if given.json:
        terminal.json({"import": given.run, **counts, "left": [
            {"table": one.table, "card": one.row_id, "group": one.group, "why": words(one.why) if one.why else None,
             "fields": list(one.fields)}
            for one in done.cards if one.group != RESTORED
        ]})  # fmt: skip
    else:
        terminal.table([words("Groep"), words("Aantal")], [[words(GROUPS[name]), n] for name, n in counts.items()])
    return Exit.OK if counts[RESTORED] == len(done.cards) else Exit.PARTLY


def export_everything(workspace: Workspace, given: Namespace, terminal: Terminal) -> int:
    """Write everybody and everything one library knows to a folder."""
    words, folder = workspace.words, terminal.path(given.to)
    if not workspace.may_see_people:
        terminal.note(words(NOBODY))
        return Exit.REFUSED
    files = everything(workspace, one_library(workspace, given.library))
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        path.touch(mode=0o600)
        path.write_bytes(content)
        terminal.say(words("{file}: {n} bytes", file=path, n=words.number(len(content))))
    return Exit.OK


IMPORTING = (
    Command(
        name="relations import",
        help=mark("neem een lijst met relaties over (xlsx, csv, vCard)"),
        arguments=(
            argument("file", metavar="FILE", help=mark("het bestand")),
            argument("--map", metavar="TOML", help=mark("een TOML-bestand dat zegt welke kolom wat is")),
            LIBRARY,
            argument("--preview", help=mark("zeg wat er zou gebeuren, en verander niets"), action="store_true"),
            argument("--refused", metavar="XLSX", help=mark("schrijf geweigerde en dubbele rijen naar dit bestand")),
            AS_JSON,
        ),
        run=import_list,
    ),
    Command(
        name="relations undo",
        help=mark("draai een import terug"),
        arguments=(
            argument("run", metavar="IMPORT", help=mark("de import, zoals 'relations import' die noemt")),
            AS_JSON,
        ),
        run=undo_import,
    ),
    Command(
        name="relations export",
        help=mark("schrijf alle relaties weg als xlsx, vCard en csv"),
        arguments=(
            argument("--to", metavar="DIR", help=mark("de map waar ze komen"), required=True),
            LIBRARY,
        ),
        run=export_everything,
    ),
)
