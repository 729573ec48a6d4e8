"""A text in the code at its place, and what a translator or developer has to mend."""

from dataclasses import dataclass
from pathlib import Path

SHARED_ROOM = "desk"


@dataclass(frozen=True)
class Place:
    """A line in a file, as an editor opens it."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Fault:
    """What has to be mended, and where."""

    place: Place
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass(frozen=True)
class Marked:
    """A Dutch text at its place; `many` is its plural where it has one."""

    place: Place
    text: str
    many: str | None = None

    @property
    def room(self) -> str:
        """The room whose catalogue holds this text: its folder, or desk for what stands outside the rooms."""
        folders = Path(self.place.file).parts[:-1]
        return folders[1] if len(folders) > 1 else SHARED_ROOM


@dataclass(frozen=True)
class Gathered:
    """All texts in the code, in the order of the files, and what could not be gathered."""

    texts: list[Marked]
    faults: list[Fault]
    not_python: list[Fault]

    def rooms(self) -> dict[str, dict[str, list[Marked]]]:
        """Per room, per Dutch text, the places where it is read; the places with a plural first."""
        rooms: dict[str, dict[str, list[Marked]]] = {}
        for text in sorted(self.texts, key=lambda text: text.many is None):
            rooms.setdefault(text.room, {}).setdefault(text.text, []).append(text)
        return rooms
