"""Commands of the floor: ask a question, see to who may come in, look whether the home is sound, keep a copy."""

from argparse import Namespace

from biebwijzer.access import backups
from biebwijzer.access.asking_by_hand import ask_by_hand
from biebwijzer.access.people import (
    PersonDraft,
    RoleDraft,
    add_person,
    block,
    everybody,
    person_problems,
    role_problems,
    usernames,
)
from biebwijzer.access.soundness import faults
from biebwijzer.access.workspace import Workspace
from biebwijzer.commands import Command, Exit, Terminal, Unopened, argument
from biebwijzer.problems import NotAllowed
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


def people(workspace: Workspace, given: Namespace, terminal: Terminal) -> None:
    """See to who may come in: list accounts by username, add one, or close one."""
    workspace.require("access.people")
    {"list": list_people, "add": add_somebody, "revoke": revoke}[given.act](workspace, given, terminal)


def list_people(workspace: Workspace, given: Namespace, terminal: Terminal) -> None:
    """Usernames and roles; the names of people stay inside."""
    found = [
        {
            "username": user["username"],
            "active": bool(user["is_active"]),
            "roles": [f"{grant['role']}@{grant['scope_id']}" for grant in grants],
        }
        for user, grants in everybody(workspace)
    ]
    if given.json:
        terminal.json(found)
        return
    words = workspace.words
    heads = [words("Gebruikersnaam"), words("Actief"), words("Rollen")]
    shown = {True: words("ja"), False: words("nee")}
    terminal.table(heads, [[one["username"], shown[one["active"]], ", ".join(one["roles"])] for one in found])


def add_somebody(workspace: Workspace, given: Namespace, terminal: Terminal) -> Exit:
    """Give somebody an account and a role, and print the link with which they choose a password."""
    words = workspace.words
    person = PersonDraft(given.name or "", given.username or "", given.email or "", words.language)
    role = RoleDraft.at(given.role, given.scope or "", workspace.today)
    stands = [*person_problems(person, usernames(workspace)), *role_problems(workspace, role)]
    for problem in stands:
        terminal.note(f"{problem.field}: {words(problem.word, **problem.values)}")
    if stands:
        return Exit.USAGE
    _, link = add_person(workspace, person, role)
    terminal.note(words("Geef deze link door. Hij werkt één keer, zeven dagen lang, achter het adres van de app:"))
    terminal.say(f"/auth/invite?t={link}")
    return Exit.OK


def revoke(workspace: Workspace, given: Namespace, terminal: Terminal) -> None:
    """Close an account and sign it out everywhere."""
    chosen = [user for user, _ in everybody(workspace) if user["username"] == given.username]
    if not chosen:
        raise NotAllowed(mark("Er is geen gebruiker '{username}'."), username=given.username)
    block(workspace, chosen[0]["app_user_id"])
    terminal.say(workspace.words("{username} kan niet meer inloggen.", username=given.username))


def back_up(workspace: Workspace, given: Namespace, terminal: Terminal) -> None:
    """Copy the home, and say what is not in the copy."""
    words = workspace.words
    folder = terminal.path(given.folder)
    files = backups.back_up(workspace.stores, folder, given.with_key)
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
    Command(
        "people",
        mark("wie mag erin: bekijk, voeg toe of trek in"),
        (
            argument("act", choices=("list", "add", "revoke"), metavar="list|add|revoke", help=mark("wat je doet")),
            argument("username", nargs="?", metavar="USERNAME", help=mark("de gebruikersnaam")),
            argument("--name", metavar="NAME", help=mark("de naam, bij add")),
            argument("--email", metavar="EMAIL", help=mark("het mailadres, bij add")),
            argument("--role", metavar="ROLE", help=mark("de rol, bij add, zoals coordinator")),
            argument("--scope", metavar="ID", help=mark("waar de rol geldt: een bibliotheek, een POI of land")),
            argument("--json", action="store_true", help=mark("als lijst van rijen in JSON")),
        ),
        people,
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
