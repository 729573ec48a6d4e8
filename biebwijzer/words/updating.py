"""Brings the English catalogues up to date with the texts in the code."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message

from biebwijzer.words import catalogues
from biebwijzer.words.texts import Gathered, Marked


def update(root: Path, gathered: Gathered) -> list[str]:
    """Write each room's catalogue; returns the English that was dropped, as one may want to use it again."""
    known, rooms = _known(root), gathered.rooms()
    dropped = [line for room in catalogues.all_rooms(root) for line in _dropped(root, room, rooms.get(room, {}))]
    for room, texts in rooms.items():
        path = catalogues.folder_of(root) / f"{room}.po"
        own = catalogues.by_dutch(path)
        entries = [_entry(places, own.get(text), known.get(text)) for text, places in texts.items()]
        catalogues.write(path, entries)
    for room, path in catalogues.all_rooms(root).items():
        if room not in rooms:
            path.unlink()
    return dropped


def _known(root: Path) -> dict[str, Message]:
    """What any room says for a text, for a room that has no English for it yet."""
    return {
        dutch: message
        for path in reversed(catalogues.all_rooms(root).values())
        for dutch, message in catalogues.by_dutch(path).items()
        if catalogues.is_translated(message)
    }


def _dropped(root: Path, room: str, texts: dict[str, list[Marked]]) -> Iterator[str]:
    for dutch, message in catalogues.by_dutch(catalogues.folder_of(root) / f"{room}.po").items():
        if dutch not in texts and any(catalogues.forms(message)):
            yield f"{room}: {dutch!r} was {' / '.join(catalogues.forms(message))!r}"


def _entry(places: list[Marked], own: Message | None, elsewhere: Message | None) -> Message:
    """The entry of a text: its own English if it has any, else what another room says for it."""
    first = places[0]
    source = elsewhere if own is None or not any(catalogues.forms(own)) else own
    one, *more = catalogues.forms(source) if source else ("",)
    return Message(
        first.text if first.many is None else (first.text, first.many),
        one if first.many is None else (one, more[0] if more else ""),
        locations=[(file, 0) for file in sorted({text.place.file for text in places})],
        flags=source.flags if source else (),
        user_comments=own.user_comments if own else (),
    )
