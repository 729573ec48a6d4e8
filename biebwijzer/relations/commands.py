"""Commands of relations: who stands in a list twice."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from biebwijzer.commands import Command, Exit, Terminal, Unopened, argument
from biebwijzer.intake.recognising import NotRecognised, recognise
from biebwijzer.problems import BiebwijzerError
from biebwijzer.relations.duplicates import THRESHOLD, Pair, doubles, reasons_said
from biebwijzer.relations.duplicates.headings import as_columns, mapped, read_map
from biebwijzer.relations.importing.commands import IMPORTING
from biebwijzer.words import Words, mark


def read_list(path: Path) -> pl.DataFrame:
    """A list as text, a row per row after the header; a row that can't be read keeps its number and stays empty.

    What its dates and numbers mean is not asked here: they are only held beside each other.
    """
    found = recognise(path)
    if found.table is None:
        question = next(iter(found.questions), None)
        raise NotRecognised(question.word, **question.values) if question else NotRecognised(
            mark("In {name} staat geen tabel."), name=path.name
        )  # fmt: skip
    heads, table = found.heads, found.table
    records = [*table.rows, *(record for record, _ in table.refused)]
    after = sorted(
        (record for record in records if record.line >= (table.heading.line or 0)), key=lambda record: record.line
    )
    good = {record.line for record in table.rows}
    width = len(heads)
    rows = [
        [*record.cells[:width], *[""] * (width - len(record.cells))] if record.line in good else [""] * width
        for record in after
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(heads, pl.String), orient="row")


def duplicates(house: Unopened, given: Namespace, terminal: Terminal) -> int:
    """Say which rows of a list are probably about one person or organisation, and why; nothing is changed."""
    words, path = house.words, terminal.path(given.file)
    if not path.is_file():
        terminal.note(words("Er is geen bestand {name}.", name=given.file))
        return Exit.REFUSED
    if not 0 < given.threshold <= 1:
        terminal.note(words("De grens is een kans tussen 0 en 1, zoals 0.9."))
        return Exit.REFUSED
    try:
        table = read_list(path)
        columns = mapped(table.columns, read_map(terminal.path(given.map)) if given.map else None)
        found = doubles(as_columns(table, columns, given.kind), given.threshold, given.kind)
    except BiebwijzerError as refused:
        terminal.note(words(refused.word, **refused.values))
        return Exit.REFUSED
    clusters = [[row + 1 for row in cluster] for cluster in found.clusters]
    if given.json:
        terminal.json({"pairs": [as_json(pair, words) for pair in found.pairs], "clusters": clusters})
        return Exit.OK
    terminal.table([words("Rij"), words("Rij"), words("Kans"), words("Waarom")], list(told(found.pairs, words)))
    terminal.say(words("{pairs} paren die waarschijnlijk een en dezelfde zijn.", pairs=words.number(len(found.pairs))))
    return Exit.OK


def as_json(pair: Pair, words: Words) -> dict[str, object]:
    """A pair for other programs; rows count from 1 after the header."""
    return {"a": pair.a + 1, "b": pair.b + 1, "score": round(pair.score, 4), "why": why(pair, words)}


def why(pair: Pair, words: Words) -> list[str]:
    """What says so, each with its weight: `zelfde telefoon +7,0`."""
    return reasons_said(words, pair.why)


def told(pairs: list[Pair], words: Words) -> Iterator[tuple[object, ...]]:
    """Pairs as lines of a table."""
    for pair in pairs:
        yield pair.a + 1, pair.b + 1, words.number(pair.score, 2), ", ".join(why(pair, words))


DUPLICATES = Command(
    name="duplicates",
    help=mark("zeg wie er in een lijst waarschijnlijk dubbel staat, en waarom"),
    arguments=(
        argument("file", help=mark("het bestand")),
        argument("--map", help=mark("een TOML-bestand dat zegt welke kolom wat is")),
        argument("--kind", help=mark("personen of organisaties"), choices=("person", "organisation"), default="person"),
        argument("--threshold", help=mark("de kans vanaf wanneer een paar telt"), type=float, default=THRESHOLD),
        argument("--json", help=mark("als JSON, voor andere programma's"), action="store_true"),
    ),
    run=duplicates,
    opens_home=False,
)

COMMANDS = (DUPLICATES, *IMPORTING)
