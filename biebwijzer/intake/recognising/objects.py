"""JSON as records: one list of rows, or a row on every line; its values stay as they are written."""

import json
import re
from collections.abc import Mapping
from typing import Any

from biebwijzer.intake.recognising.asking import NotRecognised, Remark, Said
from biebwijzer.intake.recognising.books import Book
from biebwijzer.intake.recognising.letters import whole
from biebwijzer.intake.recognising.records import Record
from biebwijzer.intake.recognising.sheets import MOST_CELLS
from biebwijzer.words import mark

# No table begins like this, so that a file that does is JSON, also when it is broken.
BEGINS_WITH_OBJECT = re.compile(r'\s*(\[\s*)?\{\s*("[^"\n]*"\s*:|\}|\Z)')
NO_ROWS = mark("In dit JSON-bestand staat niet één lijst met rijen.")


def is_json(text: str, name: str) -> bool:
    """Whether this text is JSON: by how it begins, and by its name or because it can be read as that."""
    if text.lstrip()[:1] not in ("[", "{"):
        return False
    if BEGINS_WITH_OBJECT.match(text) or name.lower().endswith(".json"):
        return True
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def read_json(text: str, said: tuple[Said, ...] = ()) -> Book:
    """A list of objects, or of lists, as records; what is nested deeper is not read."""
    found, remarks = rows_of(parsed(text))
    said = (*said, *remarks)
    if all(isinstance(one, dict) for one in found):
        refuse_wide(found)
        return Book("json", records_of_objects(found), (*said, *left_out(found)))
    if all(isinstance(one, list) for one in found):
        return Book("json", [Record(n, [as_cell(cell) for cell in one]) for n, one in enumerate(found, start=1)], said)
    raise NotRecognised(NO_ROWS)


def parsed(text: str) -> Any:
    """What JSON says, its numbers as they are written; one value per line is a list of them."""
    try:
        return loaded(text)
    except (ValueError, RecursionError):
        lines = [line for line in text.splitlines() if line.strip()]
    try:
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines):
            return [loaded(line) for line in lines]
    except (ValueError, RecursionError):
        pass
    raise NotRecognised(mark("Dit JSON-bestand is beschadigd."))


def loaded(text: str) -> Any:
    """One value of JSON."""
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=once)


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object, refused when it says something twice: one of the two would be lost."""
    found = {whole(name): value for name, value in pairs}
    if len(found) < len(pairs):
        names = [whole(name) for name, _ in pairs]
        raise NotRecognised(mark("In dit JSON-bestand staat '{name}' twee keer in één rij."),
                            name=next(name for name in names if names.count(name) > 1))  # fmt: skip
    return found


def rows_of(found: Any) -> tuple[list[Any], tuple[Said, ...]]:
    """The one list of rows, on its own or in an object, with what else stands in that object."""
    remarks: tuple[Said, ...] = ()
    if isinstance(found, dict):
        lists = [name for name, value in found.items() if isinstance(value, list) and value]
        if len(lists) != 1:
            raise NotRecognised(NO_ROWS)
        if beside := [name for name in found if name not in lists]:
            remarks = (Remark(mark("Naast de rijen staat in dit bestand ook: {names}. Dat is niet gelezen."),
                              {"names": ", ".join(beside[:5])}),)  # fmt: skip
        found = found[lists[0]]
    if not isinstance(found, list) or not found:
        raise NotRecognised(NO_ROWS)
    return found, remarks


def refuse_wide(found: list[Mapping[str, Any]]) -> None:
    """Refuse rows that each name columns of their own: as a table a small file would fill the memory."""
    cells = len(found) * len({name for one in found for name in one})
    if cells > MOST_CELLS:
        raise NotRecognised(mark("Als tabel heeft dit JSON-bestand {n} cellen. Dat is te groot om te herkennen."),
                            n=cells)  # fmt: skip


def left_out(found: list[Mapping[str, Any]]) -> tuple[Said, ...]:
    """What there is to say when objects leave names out that others have."""
    names = dict.fromkeys(name for one in found for name in one)
    short = [n for n, one in enumerate(found, start=2) if len(one) < len(names)]
    if not short:
        return ()
    lacking = [name for name in names if any(name not in one for one in found)]
    return (Remark(mark("{n} rijen noemen niet elke kolom ({names}): die cellen zijn leeg."),
                   {"n": len(short), "names": ", ".join(lacking[:5])}),)  # fmt: skip


def records_of_objects(found: list[Mapping[str, Any]]) -> list[Record]:
    """Objects as records under the names any of them has."""
    names = list(dict.fromkeys(name for one in found for name in one))
    rows = [[as_cell(one.get(name)) for name in names] for one in found]
    return [Record(n, cells) for n, cells in enumerate([names, *rows], start=1)]


def as_cell(value: object) -> str:
    """A value of JSON as a cell; what holds more values is refused rather than cut."""
    if isinstance(value, dict | list):
        raise NotRecognised(mark("In dit JSON-bestand staan rijen in rijen."))
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else whole(str(value))
