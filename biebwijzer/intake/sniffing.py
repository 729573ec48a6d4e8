"""Commands that need no source: say how a file is written, and write what was understood of it as plain CSV."""

import csv
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from biebwijzer.commands import Command, Exit, Terminal, Unopened, argument
from biebwijzer.intake.recognising import NotRecognised, Recognised, recognise
from biebwijzer.intake.refusals import REASONS, DeliveryRefused
from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import Words, mark

AS_JSON = argument("--json", help=mark("als JSON, voor andere programma's"), action="store_true")
ANSWER = argument(
    "--answer",
    help=mark("het antwoord op een vraag, zoals encoding=cp1252, separator=;, header=3, decimal=, of dates=day"),
    action="append",
    default=[],
)
KINDS = {
    "blank": mark("leeg"),
    "title": mark("boven de tabel"),
    "header": mark("kolomnamen"),
    "header_again": mark("kolomnamen, nog eens"),
    "note": mark("onder de tabel"),
}


def looked_at(given: Namespace, terminal: Terminal) -> Recognised:
    """The file as it is understood with the answers given."""
    path = terminal.path(given.file)
    if not path.is_file():
        raise NotRecognised(mark("Er is geen bestand {name}."), name=given.file)
    answers = dict(answer.partition("=")[::2] for answer in given.answer)
    return recognise(path, answers)


def sniff(house: Unopened, given: Namespace, terminal: Terminal) -> int:
    """Say how a file is written, what its columns hold and what is not certain."""
    words = house.words
    try:
        found = looked_at(given, terminal)
    except DeliveryRefused as refused:
        sentence = words(refused.word, **refused.values)
        if given.json:
            terminal.json(unread(sentence))
        terminal.note(sentence)
        return Exit.REFUSED
    if given.json:
        terminal.json(described(found, words))
    else:
        tell(found, words, terminal)
    return Exit.OK


def unread(sentence: str) -> dict[str, Any]:
    """The outcome for a file that can't be read: nothing is known but why."""
    names = ("encoding", "separator", "quote", "escape", "line_end", "header_row")
    return {**dict.fromkeys(names), "columns": [], "certain": False, "questions": [sentence]}


def described(found: Recognised, words: Words) -> dict[str, Any]:
    """What was recognised, for other programs."""
    heading = found.table.heading if found.table else None
    return {
        "encoding": found.encoding or None,
        "separator": found.dialect.shown or None,
        "quote": found.dialect.quote or None,
        "escape": found.dialect.escape or None,
        "line_end": found.line_end or None,
        "header_row": heading.line if heading else None,
        "header_rows": heading.ends - heading.begins if heading else 0,
        "columns": [
            {"name": column.name, "type": column.type, "empty": column.empty, "examples": list(column.examples)}
            for column in found.columns
        ],
        "decimal": found.decimal,
        "dates": found.dates or None,
        "certain": found.certain,
        "questions": [words(one.word, **one.values) for one in found.questions],
        "answers": {one.key: list(one.choices) for one in found.questions},
        "remarks": [words(one.word, **one.values) for one in found.remarks],
        "kind": found.kind,
        "sheet": found.part or None,
        **counts(found),
    }


def counts(found: Recognised) -> dict[str, Any]:
    """Where every record of the file went."""
    table = found.table
    if table is None:
        return {"records": 0, "rows": 0, "refused": [], "named": [], "totals": []}
    return {
        "records": found.records,
        "rows": len(table.rows),
        "other_width": table.other_width,
        "refused": [{"row": one.line, "reason": why, "cells": len(one.cells)} for one, why in table.refused],
        "named": [{"row": line, "as": kind} for line, kind in table.named],
        "totals": list(table.totals),
        "lone": list(table.lone),
        "stray": list(table.stray),
    }


def tell(found: Recognised, words: Words, terminal: Terminal) -> None:
    """What was recognised, for a person."""
    if found.encoding:
        ends = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}.get(found.line_end, "–")
        terminal.say(words(
            "Tekenset {encoding}, scheidingsteken {separator}, regeleinde {ends}.",
            encoding=found.encoding, separator=repr(found.dialect.shown), ends=ends,
        ))  # fmt: skip
    if found.table:
        heads = [words("Kolom"), words("Soort"), words("Leeg"), words("Voorbeelden")]
        rows = [(one.name, one.type, one.empty, ", ".join(one.examples[:3])) for one in found.columns]
        terminal.table(heads, rows)
        terminal.say(words("{rows} rijen, {refused} geweigerd.", rows=words.number(len(found.table.rows)),
                           refused=words.number(len(found.table.refused))))  # fmt: skip
    for remark in found.remarks:
        terminal.say(words(remark.word, **remark.values))
    for question in found.questions:
        terminal.say("? " + words(question.word, **question.values))


def read_file(house: Unopened, given: Namespace, terminal: Terminal) -> int:
    """Write what was understood of a file as plain CSV, refused rows apart; or ask, and write nothing."""
    words = house.words
    try:
        found = looked_at(given, terminal)
        if found.table is None or not found.certain:
            return asked(found, words, given, terminal)
        target = terminal.path(given.to)
        write_table(found, target)
        beside = write_refused(found, target, words)
    except BiebwijzerError as refused:
        terminal.note(words(refused.word, **refused.values))
        return Exit.REFUSED
    except OSError:
        terminal.note(words("Kan niet schrijven naar {name}.", name=given.to))
        return Exit.FAILED
    report(found, beside, words, given, terminal)
    return Exit.PARTLY if beside else Exit.OK


def asked(found: Recognised, words: Words, given: Namespace, terminal: Terminal) -> int:
    """The questions a person must answer first."""
    if given.json:
        terminal.json(described(found, words))
    for question in found.questions:
        terminal.note(words(question.word, **question.values))
        if question.choices:
            terminal.note(words("Antwoord met --answer {key}={choices}", key=question.key,
                                choices="|".join(question.choices)))  # fmt: skip
    return Exit.REFUSED


def write_table(found: Recognised, target: Path) -> None:
    """The header and the rows as RFC 4180 says, in UTF-8."""
    assert found.table is not None
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(found.table.heading.names)
        writer.writerows(one.cells for one in found.table.rows)


def write_refused(found: Recognised, target: Path, words: Words) -> Path | None:
    """The rows that are not in the table, or have another width than the header, each with its line and reason."""
    rows = list(not_as_headed(found, words))
    beside = target.with_name(f"{target.stem}.refused.csv")
    if not rows:
        # What an earlier reading refused is of no use any more.
        beside.unlink(missing_ok=True)
        return None
    with beside.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("row", "reason", "cells", "record"))
        writer.writerows(rows)
    return beside


def not_as_headed(found: Recognised, words: Words) -> list[tuple[object, ...]]:
    """Every record that was refused; or, when all rows have one other width than the header, every row as kept."""
    table = found.table
    assert table is not None
    expected: Mapping[str, object] = {"expected": len(table.heading.names)}
    rows: list[tuple[object, ...]] = [
        (one.line, words(REASONS[why], **expected), len(one.cells), found.dialect.shown.join(one.cells))
        for one, why in table.refused
    ]
    if table.other_width:
        kept = words("Deze rij heeft {n} kolommen en de kop {expected}; ze staat zo in de uitvoer.",
                     n=len(table.rows[0].cells), **expected)  # fmt: skip
        rows += [(one.line, kept, len(one.cells), "") for one in table.rows]
    alone = words("Deze rij heeft alleen een tekst vooraan; ze staat zo in de uitvoer.")
    rows += [(one.line, alone, len(one.cells), first) for one in table.rows
             if not table.other_width and one.line in table.lone and (first := one.cells[0])]  # fmt: skip
    beyond = words("Deze rij heeft een waarde in een kolom zonder naam; ze staat zo in de uitvoer.")
    rows += [(one.line, beyond, len(one.cells), found.dialect.shown.join(one.cells)) for one in table.rows
             if not table.other_width and one.line in table.stray]  # fmt: skip
    return rows


def report(found: Recognised, beside: Path | None, words: Words, given: Namespace, terminal: Terminal) -> None:
    """What was written, and where the refused rows are."""
    table = found.table
    assert table is not None
    if given.json:
        terminal.json({**described(found, words), "to": str(given.to), "refused_file": str(beside) if beside else None})
        return
    terminal.say(words("{rows} rijen gelezen, {refused} geweigerd.", rows=words.number(len(table.rows)),
                       refused=words.number(len(table.refused))))  # fmt: skip
    for line, kind in table.named:
        if kind != "blank":
            terminal.say(words("Regel {row}: {kind}.", row=line, kind=words(KINDS[kind])))
    for remark in found.remarks:
        terminal.say(words(remark.word, **remark.values))
    if beside:
        terminal.say(words("Wat niet past staat in {name}.", name=str(beside)))


SNIFF = Command(
    name="sniff",
    help=mark("zeg hoe een bestand geschreven is, wat de kolommen zijn en wat niet zeker is"),
    arguments=(argument("file", help=mark("het bestand")), ANSWER, AS_JSON),
    run=sniff,
    opens_home=False,
)
READ = Command(
    name="read",
    help=mark("schrijf wat van een bestand begrepen is als gewone CSV"),
    arguments=(
        argument("file", help=mark("het bestand")),
        argument("--to", help=mark("waar de tabel komt"), required=True),
        ANSWER,
        AS_JSON,
    ),
    run=read_file,
    opens_home=False,
)
