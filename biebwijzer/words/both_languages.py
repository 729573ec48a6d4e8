"""Texts that carry both languages in place: headers of queries and tables in TOML."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from biebwijzer.words.filling import placeholders
from biebwijzer.words.texts import Fault, Place

LANGUAGES = {"nl", "en"}
# Headers in braces that no person reads: which tables a rollup is made of, which question gives single rows.
NOT_READ = {"persons", "reads", "single"}
HEADER_LINE = re.compile(r"^-- ?(?P<name>[a-z_]+): *(?P<value>.*)$")


def faults_in_both_languages(root: Path) -> list[Fault]:
    """Every header and TOML text that is there in one language only."""
    headers = [fault for path in sorted((root / "queries").rglob("*.sql")) for fault in _in_query(path, root)]
    tables = sorted([*(root / "data_loaders").rglob("*.toml"), *(root / "biebwijzer").rglob("*.toml")])
    return headers + [fault for path in tables for fault in _in_toml(path, root)]


def _in_query(path: Path, root: Path) -> Iterator[Fault]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.startswith("--"):
            return
        header = HEADER_LINE.match(line)
        if header is None or header["name"] in NOT_READ:
            continue
        if header["name"] == "purpose" or header["value"].startswith("{"):
            place = Place(path.relative_to(root).as_posix(), number)
            yield from (Fault(place, what) for what in _header_faults(header["name"], header["value"]))


def _header_faults(name: str, value: str) -> Iterator[str]:
    try:
        texts = tomllib.loads(f"texts = {value}")["texts"]
    except tomllib.TOMLDecodeError:
        texts = value
    if not isinstance(texts, dict):
        yield f'{name} can\'t be read; expected {{ nl = "…", en = "…" }}'
    else:
        yield from _one_sided(name, texts)


def _in_toml(path: Path, root: Path) -> Iterator[Fault]:
    place = Place(path.relative_to(root).as_posix(), 1)
    try:
        contents = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        yield Fault(place, f"can't be read: {error}")
        return
    for name, texts in _text_tables(contents):
        yield from (Fault(place, what) for what in _one_sided(name, texts))


def _text_tables(contents: object, name: str = "") -> Iterator[tuple[str, dict[str, object]]]:
    """Each table that holds languages and nothing else, with the path of keys that leads to it."""
    if isinstance(contents, dict):
        if contents and contents.keys() <= LANGUAGES:
            yield name, contents
            return
        for key, inner in contents.items():
            yield from _text_tables(inner, f"{name}.{key}".lstrip("."))
    elif isinstance(contents, list):
        for inner in contents:
            yield from _text_tables(inner, name)


def _one_sided(name: str, texts: dict[str, object]) -> Iterator[str]:
    nl, en = texts.get("nl"), texts.get("en")
    if not (isinstance(nl, str) and nl.strip()):
        yield f"{name} has no Dutch (nl)"
    elif not (isinstance(en, str) and en.strip()):
        yield f"{name} has no English (en): {nl!r}"
    elif _names(nl) != _names(en):
        yield f"{name}: the placeholders of nl and en differ"


def _names(text: str) -> frozenset[str]:
    """The placeholders of a text; a text that has braces of its own has none."""
    try:
        return placeholders(text)
    except ValueError:
        return frozenset()
