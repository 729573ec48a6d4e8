"""`biebwijzer demo`: write the delivery files of an invented province, to deliver or to look at."""

from argparse import Namespace
from datetime import date, datetime

from biebwijzer.commands import Command, Exit, Terminal, Unopened, argument
from biebwijzer.demo.building import scale_named, scales, world_for
from biebwijzer.demo.checking import check
from biebwijzer.demo.making import SEED, last_full_month, make
from biebwijzer.words import mark
from biebwijzer.words.speaking import CLOCK


def make_files(unopened: Unopened, given: Namespace, terminal: Terminal) -> int:
    """Write every file of a world and the list in which order they are delivered."""
    words = unopened.words
    until = given.until or last_full_month(datetime.now(CLOCK).date())
    folder = terminal.path(given.to)
    world = world_for(scale_named(given.scale), until)
    files = make(world, folder, given.seed, terminal.note)
    terminal.say(
        words(
            "{files} bestanden met {rows} rijen geschreven in {folder}, tot en met {until}.",
            files=words.number(len(files)),
            rows=words.number(sum(one.rows for one in files)),
            folder=str(folder),
            until=words.date(until),
        )
    )
    if not given.check:
        return Exit.OK
    found = check(world, folder)
    heads = [words("Kengetal"), words("Doel"), words("Gemaakt"), words("Marge"), ""]
    terminal.table(
        heads,
        [
            (one.name, *(words.number(x, 3) for x in (one.target, one.made, one.margin)), "" if one.fits else "!")
            for one in found
        ],
    )
    return Exit.OK if all(one.fits for one in found) else Exit.FAILED


DEMO = Command(
    "demo",
    mark("schrijf de bestanden van een verzonnen provincie"),
    (
        argument("--scale", choices=scales(), default="small", help=mark("hoe groot die provincie is")),
        argument("--to", metavar="DIR", required=True, help=mark("de map waar de bestanden komen")),
        argument("--seed", type=int, default=SEED, help=mark("hetzelfde getal geeft dezelfde provincie")),
        argument("--until", type=date.fromisoformat, metavar="DATE", help=mark("de laatste dag, zoals 2026-10-31")),
        argument("--check", help=mark("toon daarna doel naast gemaakt"), action="store_true"),
    ),
    make_files,
    opens_home=False,
)
