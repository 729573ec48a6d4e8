"""Sources that staff made: the same text as in data_loaders, kept in the records, version upon version."""

import re
import unicodedata
from functools import lru_cache
from pathlib import PurePath

from biebwijzer.access import Saved, Workspace
from biebwijzer.intake.outcomes import PERMISSION
from biebwijzer.intake.sources import FOLDER, Source, read_source, source, sources
from biebwijzer.problems import ChangedMeanwhile, ContractBroken, NotAllowed
from biebwijzer.warehouse import Row, Stores, now
from biebwijzer.words import mark

TABLE = "intake.source_text"
ACTIVE, REPLACED, WITHDRAWN = "active", "replaced", "withdrawn"
# In letters; the longest of the house has some five thousand.
LONGEST_TEXT = 100_000


@lru_cache(maxsize=128)
def from_text(source_id: str, text: str) -> Source:
    """A source from the text that is kept of it."""
    return read_source(source_id, text)


def kept_texts(stores: Stores, **where: object) -> list[Row]:
    """What is kept of sources that staff made, the newest version first."""
    with stores.records.reading() as reading:
        return sorted(reading.find(TABLE, where), key=lambda row: (row["source_id"], -row["version"]))


def own_sources(stores: Stores) -> list[Source]:
    """The sources staff made that are in use."""
    return [from_text(row["source_id"], row["text"]) for row in kept_texts(stores, status=ACTIVE)]


def known_source(stores: Stores, source_id: str) -> Source:
    """A source by its name: one of the house, or one that staff made."""
    if not (FOLDER / f"{source_id}.toml").is_file():
        for row in kept_texts(stores, source_id=source_id, status=ACTIVE):
            return from_text(source_id, row["text"])
    return source(source_id)


def known_sources(stores: Stores) -> list[Source]:
    """Every source of the house and every one that staff made, in order of name."""
    return sorted([*sources(), *own_sources(stores)], key=lambda one: one.source_id)


def is_own(stores: Stores, source_id: str) -> bool:
    """Whether staff made this source."""
    return bool(kept_texts(stores, source_id=source_id, status=ACTIVE))


def free_name(stores: Stores, title: str) -> str:
    """A name for a new source, made from its title, that no other source has."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40] or "bron"
    stem = stem if stem[0].isalpha() else f"bron_{stem}"
    taken = {one.source_id for one in sources()} | {row["source_id"] for row in kept_texts(stores)}
    return next(name for n in range(1, 1000) if (name := stem if n == 1 else f"{stem}_{n}") not in taken)


def source_in_file(name: str, data: bytes) -> tuple[str, Source]:
    """The text of a source that was handed in, and the source it is; refused with what is wrong with it."""
    if len(data) > LONGEST_TEXT:
        raise ContractBroken(
            mark("De tekst van een bron heeft hoogstens {most} tekens. Dit lijkt een ander bestand."), most=LONGEST_TEXT
        )
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ContractBroken(mark("Dit is geen tekst in UTF-8. Bewaar het bestand zo en kies het opnieuw.")) from None
    return text, read_source(PurePath(name).stem, text)


def keep_source(workspace: Workspace, source_id: str, text: str, seen: int | None = None) -> Saved:
    """Keep the text of a source as its next version; refused when it can't be carried out, or is not one's own.

    Refused too when a colleague kept a later version than was `seen`.
    """
    workspace.require(PERMISSION)
    made = read_source(source_id, text)
    if (FOLDER / f"{source_id}.toml").is_file():
        raise NotAllowed(mark("Bron {source} hoort bij het huis. Geef je bron een andere naam."), source=source_id)
    library = library_of(workspace, made)
    before = kept_texts(workspace.stores, source_id=source_id)
    if any(row["library_id"] != library for row in before):
        raise NotAllowed(mark("Deze bron hoort niet bij jouw bibliotheek."))
    with workspace.change("intake.source.kept", PERMISSION) as change:
        for row in before:
            if row["status"] == ACTIVE:
                change.update(TABLE, row["source_text_id"], {"status": REPLACED})
        last = max((row["version"] for row in before), default=0)
        if seen is not None and seen != last:
            raise ChangedMeanwhile(
                mark(
                    "Een collega bewaarde intussen versie {n}. Die staat hierboven: neem over wat je mist, "
                    "en bewaar opnieuw."
                ),
                n=last,
            )
        row_id = change.add(TABLE, {
            "source_id": source_id, "library_id": library, "version": last + 1,
            "text": text, "status": ACTIVE, "made_by": workspace.user_id, "made_at": now(),
        })  # fmt: skip
    return Saved(row_id, change.audit_id)


def library_of(workspace: Workspace, made: Source) -> str | None:
    """Whose source it is: of the one library one works for, or of all for who works for the whole country."""
    if workspace.scope_type == "land":
        return None
    if not made.has_library or len(workspace.libraries) != 1:
        raise NotAllowed(mark("Deze gegevens levert iemand aan die voor het hele land werkt."))
    return workspace.libraries[0]


def withdraw_source(workspace: Workspace, source_id: str) -> Saved:
    """Take a source out of use; what it delivered stays, and so do its texts."""
    with workspace.change("intake.source.withdrawn", PERMISSION) as change:
        rows = kept_texts(workspace.stores, source_id=source_id, status=ACTIVE)
        if not rows:
            raise ContractBroken(mark("Er is geen bron '{source}'."), source=source_id)
        change.update(TABLE, rows[0]["source_text_id"], {"status": WITHDRAWN})
    return Saved(rows[0]["source_text_id"], change.audit_id)
