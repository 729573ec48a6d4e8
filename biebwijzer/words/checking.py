"""Tells what keeps the English from being complete and right."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message

from biebwijzer.words import catalogues
from biebwijzer.words.both_languages import faults_in_both_languages
from biebwijzer.words.filling import placeholders
from biebwijzer.words.marked import gather
from biebwijzer.words.texts import Fault, Marked, Place

Rooms = dict[str, dict[str, list[Marked]]]


def check(root: Path) -> list[Fault]:
    """Every fault in the texts of a checkout; an empty list means that all is said in both languages."""
    gathered = gather(root)
    rooms = gathered.rooms()
    found = [
        *gathered.not_python,
        *gathered.faults,
        *faults_in_both_languages(root),
        *_faults_in_rooms(root, rooms),
        *_unused(root, rooms),
        *_said_differently(root),
    ]
    return sorted(found, key=lambda fault: (fault.place.file, fault.place.line))


def _faults_in_rooms(root: Path, rooms: Rooms) -> Iterator[Fault]:
    for room, texts in rooms.items():
        english = catalogues.by_dutch(catalogues.folder_of(root) / f"{room}.po")
        for dutch, places in texts.items():
            yield from (Fault(places[0].place, what) for what in _wrong_with(places, english.get(dutch)))


def _wrong_with(places: list[Marked], message: Message | None) -> Iterator[str]:
    """What is wrong with the English of one text, or with the Dutch that leaves it unclear."""
    first = places[0]
    plurals = sorted({text.many for text in places if text.many is not None})
    if len(plurals) > 1:
        yield f"{first.text!r} has two plurals: {' and '.join(map(repr, plurals))}"
    if message is None or not catalogues.is_translated(message):
        yield f"no English for {first.text!r}"
    elif bool(plurals) != message.pluralizable:
        yield f"the catalogue is behind on the plural of {first.text!r}: run --update"
    elif plurals:
        # 'één rij' may leave its number out, in either language.
        one, *more = catalogues.forms(message)
        yield from _placeholders_that_differ(first.text, one, frozenset({"n"}))
        for english in more:
            yield from _placeholders_that_differ(plurals[0], english)
    else:
        yield from _placeholders_that_differ(first.text, catalogues.forms(message)[0])


def _placeholders_that_differ(dutch: str, english: str, spared: frozenset[str] = frozenset()) -> Iterator[str]:
    try:
        differ = (placeholders(dutch) ^ placeholders(english)) - spared
    except ValueError as error:
        yield str(error)
        return
    if differ:
        yield f"placeholders differ ({', '.join(sorted(differ))}): {dutch!r} and {english!r}"


def _unused(root: Path, rooms: Rooms) -> Iterator[Fault]:
    for room, path in catalogues.all_rooms(root).items():
        for dutch, message in catalogues.by_dutch(path).items():
            if dutch not in rooms.get(room, {}):
                yield Fault(_place(path, root, message), f"nobody uses {dutch!r}")


def _said_differently(root: Path) -> Iterator[Fault]:
    """A text without context has one English, whichever room shows it."""
    said: dict[str, str] = {}
    for path in catalogues.all_rooms(root).values():
        for dutch, message in catalogues.by_dutch(path).items():
            english = catalogues.forms(message)[0]
            before = said.setdefault(dutch, english) if catalogues.is_translated(message) else english
            if before != english:
                what = f"{dutch!r} is {english!r} here and {before!r} in another room"
                yield Fault(_place(path, root, message), what)


def _place(path: Path, root: Path, message: Message) -> Place:
    return Place(path.relative_to(root).as_posix(), message.lineno or 1)
