"""The slides of a board pack: each figure asked anew for its readers, and all of them as a deck to take along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from biebwijzer import board, explore
from biebwijzer.access import Workspace
from biebwijzer.access.logos import own_picture
from biebwijzer.access.places import library_names
from biebwijzer.desk.explored import exhibit_of
from biebwijzer.exports.slides import Deck, Slide, slide_of
from biebwijzer.exports.sourcing import deliveries, source_note
from biebwijzer.look import Exhibit, all_exhibits, ready
from biebwijzer.problems import BiebwijzerError, NotAllowed
from biebwijzer.warehouse import Answer, now
from biebwijzer.words import mark

# More names than these say less than their number.
MOST_NAMES = 3


@dataclass(frozen=True)
class Shown:
    """A slide as it stands now: its figure, or why there is none to show."""

    row: Mapping[str, Any]
    seen: Workspace
    exhibit: Exhibit | None = None
    answer: Answer | None = None
    slide: Slide | None = None
    refused: BiebwijzerError | None = None
    is_older: bool = False


def can_be_put_in(exhibit: Exhibit) -> bool:
    """Whether a figure can be found again by its name and what it was asked with."""
    return all_exhibits().get(exhibit.name) is exhibit or exhibit.question in explorable()


def explorable() -> set[str]:
    """The questions of the measures one can explore."""
    return {one.query.name for one in explore.measures().values()}


def exhibit_behind(row: Mapping[str, Any], answer: Answer) -> Exhibit:
    """The exhibit of a slide, of the house or as somebody explored it."""
    choice = explore.choice_of(row["question"], answer.values)
    if choice is not None:
        return exhibit_of(choice, answer)
    return board.exhibit_named(row["exhibit"])


def shown(workspace: Workspace, pack: Mapping[str, Any], row: Mapping[str, Any]) -> Shown:
    """One slide with its figure, for the readers of the pack."""
    seen = board.packs.eyes(workspace, pack["readers"])
    try:
        answer = board.packs.answer_for(workspace, row, pack["readers"])
        exhibit = exhibit_behind(row, answer)
        answer = ready(exhibit, answer, workspace.words)
        found = deliveries(seen, answer)
        note = source_note(seen, answer, found)
        told = tuple(row[name] or "" for name in ("conclusion", "note", "request"))
        slide = answer.once(
            ("slide", exhibit.name, workspace.words, told, note.text, note.deliveries),
            lambda: slide_of(exhibit, answer, workspace.words, note, *told),
        )
    except BiebwijzerError as refused:
        return Shown(row, seen, refused=refused)
    return Shown(row, seen, exhibit, answer, slide, is_older=bool(told[0] or told[1]) and newer(found, row))


def newer(found: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> bool:
    """Whether something was delivered for a figure after somebody last looked at its slide."""
    moments = [one["delivered_at"] for one in found if one["delivered_at"] is not None]
    return any(plain(one) > plain(row["looked_at"]) for one in moments)


def plain(moment: datetime) -> datetime:
    """A moment without its zone: the records keep all of them in the same one."""
    return moment.replace(tzinfo=None)


def deck(workspace: Workspace, pack: Mapping[str, Any], all_shown: Sequence[Shown]) -> Deck:
    """The slides that have a figure, as a deck."""
    slides = tuple(one.slide for one in all_shown if one.slide is not None)
    if not slides:
        raise NotAllowed(mark("Dit rapport heeft nog geen figuur. Zet er eerst een in."))
    return Deck(
        title=pack["name"],
        beside=beside(workspace, pack),
        slides=slides,
        words=workspace.words,
        made_at=now(),
        logo=own_picture(workspace.stores),
    )


def beside(workspace: Workspace, pack: Mapping[str, Any]) -> str:
    """Whose pack it is, and for which meeting."""
    words = workspace.words
    meets = pack["meets_on"]
    told = [whose(workspace), words("vergadering van {date}", date=words.date(meets)) if meets else ""]
    return " · ".join(one for one in told if one)


def whose(workspace: Workspace) -> str:
    """The libraries whose figures these are."""
    words, names = workspace.words, library_names(workspace)
    if len(workspace.libraries) > MOST_NAMES:
        return words.plural("{n} bibliotheek", "{n} bibliotheken", len(workspace.libraries))
    return words.list([names.get(one, one) for one in workspace.libraries])


def file_name(pack: Mapping[str, Any], ending: str) -> str:
    """What the file is called: the name of the pack, in signs every disk can hold."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in pack["name"].lower()).strip("-")
    return f"{'-'.join(part for part in kept.split('-') if part) or 'bestuursrapport'}.{ending}"
