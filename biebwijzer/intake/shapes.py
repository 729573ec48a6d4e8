"""What every key of a source's text holds: a text, several, a number; anything else is refused by its name."""

from collections.abc import Mapping

from biebwijzer.intake.source_parts import wrong
from biebwijzer.words import Part, mark

TEXT, TEXTS, TABLE, LIST, COUNT, FLAG = "text", "texts", "table", "list", "count", "flag"
SAID = {
    TEXT: mark("een tekst tussen aanhalingstekens"),
    TEXTS: mark("een tekst, of een lijst van teksten"),
    TABLE: mark("een deel met namen en waarden"),
    LIST: mark("een lijst van delen"),
    COUNT: mark("een geheel getal van 0 of meer"),
    FLAG: mark("true of false"),
}
SHAPES = {
    "": {
        "title": TABLE, "delivers": TEXT, "accepts": TEXTS, "kind": TEXT, "replaces": TEXTS, "identity": TEXT,
        "refresh": TEXT, "period": TEXT, "rules": TEXTS, "file": TABLE, "columns": TABLE, "wide": TABLE,
        "odata": TABLE, "checks": LIST, "values": TABLE,
    },
    "[file]": {
        "separator": TEXT, "encoding": TEXT, "decimal": TEXT, "thousands": TEXT, "dates": TEXTS, "missing": TABLE,
        "skip": COUNT, "sheet": TEXT, "ignore": TEXTS, "totals": TEXT, "read": TEXT, "answers": TABLE,
    },
    "[columns]": {
        "from": TEXT, "values": TEXT, "by": TEXT, "key": FLAG, "year_of": FLAG, "dates": TEXTS, "missing": TABLE,
        "optional": FLAG, "meter": TEXT, "parts": TEXT, "each": TEXT, "marked": TEXTS, "gaps": FLAG,
    },
    "[wide]": {"months": TEXTS, "into": TEXT, "measure": TEXT},
    "[odata]": {"table": TEXT, "filter": TEXT, "latest": TEXT},
}  # fmt: skip


def refuse_unfit(source_id: str, part: str, given: Mapping[str, object]) -> None:
    """A part of a source's text of which a key holds another thing than it should."""
    for key, value in given.items():
        shape = SHAPES[part].get(key)
        if shape and not is_of(shape, value):
            raise wrong(source_id, mark("'{key}' is {kind}"), key=f"{part} {key}".strip(), kind=Part(SAID[shape]))


def is_of(shape: str, value: object) -> bool:
    """Whether a value has this shape."""
    if shape == TEXTS:
        return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))
    if shape == LIST:
        return isinstance(value, list) and all(isinstance(one, dict) for one in value)
    if shape == COUNT:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return isinstance(value, {TEXT: str, TABLE: dict, FLAG: bool}[shape])
