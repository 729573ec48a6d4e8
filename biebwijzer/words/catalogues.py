"""The English catalogues: one .po per room, read once and put together, written so that diffs stay small."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

# Babel's own header carries the time of writing; this one gives two people no conflict.
HEADER = r"""msgid ""
msgstr ""
"Language: en\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


@dataclass(frozen=True)
class Translation:
    """A text in the other language: one form, or more and the rule that picks by count."""

    forms: tuple[str, ...]
    pick: Callable[[int], int]

    def for_count(self, count: int) -> str:
        """The form that goes with this count."""
        return self.forms[min(self.pick(count), len(self.forms) - 1)]


@cache
def translations(locale: Path, language: str) -> dict[str, Translation]:
    """Every translated text of all rooms in one language, by its Dutch (singular) text."""
    found: dict[str, Translation] = {}
    for path in sorted((locale / language).glob("*.po")):
        catalogue = read(path)
        pick = c2py(catalogue.plural_expr)
        for message in messages(catalogue):
            if is_translated(message):
                found.setdefault(dutch(message), Translation(forms(message), pick))
    return found


def read(path: Path) -> Catalog:
    """One room's catalogue; an empty one when the room has none yet."""
    if not path.exists():
        return Catalog(locale="en", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="en", charset="utf-8", abort_invalid=True)


def write(path: Path, found: Iterable[Message]) -> None:
    """Write a room's catalogue in alphabetical order, without times and line numbers."""
    catalogue = Catalog(locale="en", charset="utf-8")
    for message in sorted(found, key=dutch):
        # Babel takes '50% van' and '{n}' for Python formats; ours are checked by gathering.
        message.flags -= {"python-format", "python-brace-format"}
        catalogue[message.id] = message
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalogue, width=0, omit_header=True, include_lineno=False)


def by_dutch(path: Path) -> dict[str, Message]:
    """What one room's catalogue says, by the Dutch text."""
    return {dutch(message): message for message in messages(read(path))}


def folder_of(root: Path) -> Path:
    """Where the English catalogues of a checkout stand."""
    return root / "locale" / "en"


def all_rooms(root: Path) -> dict[str, Path]:
    """The catalogues there are, by room."""
    return {path.stem: path for path in sorted(folder_of(root).glob("*.po"))}


def messages(catalogue: Catalog) -> list[Message]:
    """The texts of a catalogue, without its header."""
    return [message for message in catalogue if message.id]


def dutch(message: Message) -> str:
    """The Dutch text a message stands under: the singular where there are two."""
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    """The English of a message, in as many forms as it has."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def is_translated(message: Message) -> bool:
    """Whether every form has its English and no translator doubts it."""
    return all(forms(message)) and not message.fuzzy
