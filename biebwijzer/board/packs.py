"""Board packs: figures for a meeting in their order, with what the board is told and asked beside each."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from biebwijzer.access import Saved, Workspace, filled, new_id
from biebwijzer.access.asking_by_hand import require_reading
from biebwijzer.access.workspace import Change
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.warehouse import AUDIENCES, Answer, Row, Transaction, now, query
from biebwijzer.words import mark

PACK, SLIDE = "board.board_pack", "board.slide"
# For whom a pack is made: those who read it within the library, or anybody it may be passed on to.
READERS: Mapping[str, str] = {
    "bibliotheek": mark("Bestuur en directie"),
    "buiten": mark("Ook voor buiten, zoals de gemeente"),
}
LONGEST_NAME = 60
# What still fits on a slide in letters one can read from the back of the room.
LONGEST: Mapping[str, int] = {"conclusion": 110, "note": 240, "request": 160}
MOST_SLIDES = 30
ELSEWHERE = mark("Dit bestuursrapport is er niet, of het hoort bij een ander.")


@dataclass(frozen=True)
class PackDraft:
    """A pack as typed: its name, when the board meets, and who reads it."""

    name: str
    meets_on: date | None = None
    readers: str = "bibliotheek"


@dataclass(frozen=True)
class SlideDraft:
    """What stands beside a figure: a conclusion of one's own above it, a note, and what the board is asked."""

    conclusion: str | None = None
    note: str | None = None
    request: str | None = None


@dataclass(frozen=True)
class Figure:
    """A figure as it was looked at: its exhibit, the question behind it and what that was asked with."""

    exhibit: str
    question: str
    values: Mapping[str, object]


def problems(draft: PackDraft) -> list[Problem]:
    """What stands in the way of keeping this pack; an empty list means nothing does."""
    found = []
    if not filled(draft.name):
        found.append(Problem("name", mark("**Hoe heet dit rapport?** Geef het een naam, zoals 'Bestuur december'.")))
    if len(draft.name) > LONGEST_NAME:
        said = mark("**Deze naam is te lang.** Gebruik hoogstens {n} tekens.")
        found.append(Problem("name", said, {"n": LONGEST_NAME}))
    if draft.readers not in READERS:
        found.append(Problem("readers", mark("**Voor wie is het?** Kies er een uit de lijst.")))
    return found


def slide_problems(draft: SlideDraft) -> list[Problem]:
    """What does not fit on a slide; an empty list means all does."""
    said = mark("**Dit past niet op de dia.** Zeg het in hoogstens {n} tekens.")
    return [
        Problem(field, said, {"n": most})
        for field, most in LONGEST.items()
        if len(filled(getattr(draft, field)) or "") > most
    ]


def begin(workspace: Workspace, draft: PackDraft, row_id: str | None = None) -> Saved:
    """Begin an empty pack; saving the same form twice begins one."""
    made = row_id or new_id()
    with workspace.change("board.board_pack.begun") as act:
        if act.transaction.one(PACK, made) is not None:
            return Saved(made)
        add_pack(workspace, act, draft, made)
    return Saved(made, act.audit_id)


def change(workspace: Workspace, board_pack_id: str, draft: PackDraft, seen: int) -> Saved:
    """Another name, day or circle of readers; refused when a colleague saved a later version."""
    refuse(problems(draft))
    with workspace.change("board.board_pack.changed") as act:
        own_pack(workspace, act.transaction, board_pack_id)
        act.update(PACK, board_pack_id, row_of(draft), seen)
    return Saved(board_pack_id, act.audit_id)


def remove(workspace: Workspace, board_pack_id: str) -> Saved:
    """Throw a pack away with all its slides; taken back in one go."""
    with workspace.change("board.board_pack.removed") as act:
        own_pack(workspace, act.transaction, board_pack_id)
        for slide in slides_of(act.transaction, board_pack_id):
            act.remove(SLIDE, slide["slide_id"])
        act.remove(PACK, board_pack_id)
    return Saved(board_pack_id, act.audit_id)


def put_in(
    workspace: Workspace, figures: Sequence[Figure], into: str | PackDraft, slide_id: str | None = None
) -> tuple[Saved, str]:
    """Put figures at the end of a pack, or of a new one; the first slide, and the pack it is in.

    `slide_id` is that of the form: putting in the same form twice puts in one.
    """
    made = slide_id or new_id()
    with workspace.change("board.slide.added") as act:
        if act.transaction.one(SLIDE, made) is not None:
            return Saved(made), own_slide(workspace, act.transaction, made)["board_pack_id"]
        if isinstance(into, PackDraft):
            pack = add_pack(workspace, act, into, new_id())
        else:
            pack = own_pack(workspace, act.transaction, into)
        before = slides_of(act.transaction, pack["board_pack_id"])
        if len(before) + len(figures) > MOST_SLIDES:
            raise NotAllowed(mark("Een rapport heeft hoogstens {n} dia's. Haal er eerst een uit."), n=MOST_SLIDES)
        first = before[-1]["place"] + 1 if before else 1
        for place, figure in enumerate(figures, start=first):
            act.add(SLIDE, row_of_slide(figure, pack, place), made if place == first else new_id())
    return Saved(made, act.audit_id), pack["board_pack_id"]


def row_of_slide(figure: Figure, pack: Row, place: int) -> Row:
    """A figure as a slide of this pack, with nothing said beside it yet."""
    return {
        "board_pack_id": pack["board_pack_id"],
        "library_id": pack["library_id"],
        "place": place,
        "exhibit": figure.exhibit,
        "question": figure.question,
        "asked": written(figure),
        **asdict(SlideDraft()),
        "looked_at": now(),
    }


def say(workspace: Workspace, slide_id: str, draft: SlideDraft, seen: int) -> Saved:
    """Write what stands beside a figure; refused when a colleague saved a later version."""
    refuse(slide_problems(draft))
    with workspace.change("board.slide.changed") as act:
        own_slide(workspace, act.transaction, slide_id)
        told = {name: filled(text) for name, text in asdict(draft).items()}
        act.update(SLIDE, slide_id, {**told, "looked_at": now()}, seen)
    return Saved(slide_id, act.audit_id)


def move(workspace: Workspace, slide_id: str, by: int) -> Saved:
    """Move a slide so many places on, or back; at the ends it stays."""
    with workspace.change("board.slide.moved") as act:
        slide = own_slide(workspace, act.transaction, slide_id)
        order = [one["slide_id"] for one in slides_of(act.transaction, slide["board_pack_id"])]
        place = order.index(slide_id)
        order.insert(min(max(place + by, 0), len(order) - 1), order.pop(place))
        act.update_many(SLIDE, {one: {"place": number} for number, one in enumerate(order, start=1)})
    return Saved(slide_id, act.audit_id)


def take_out(workspace: Workspace, slide_id: str) -> Saved:
    """Take a slide out of its pack."""
    with workspace.change("board.slide.removed") as act:
        own_slide(workspace, act.transaction, slide_id)
        act.remove(SLIDE, slide_id)
    return Saved(slide_id, act.audit_id)


def add_pack(workspace: Workspace, act: Change, draft: PackDraft, made: str) -> Row:
    """Add a pack of the one library somebody works for; of who works for more it is their own."""
    refuse(problems(draft))
    row = {
        "board_pack_id": made,
        "library_id": workspace.libraries[0] if len(workspace.libraries) == 1 else None,
        "app_user_id": workspace.user_id,
        **row_of(draft),
        "made_at": now(),
    }
    act.add(PACK, row, made)
    return row


def row_of(draft: PackDraft) -> Row:
    """What is typed, as it stands in the row."""
    return {**asdict(draft), "name": " ".join(draft.name.split())}


def own_pack(workspace: Workspace, transaction: Transaction, board_pack_id: str) -> Row:
    """A pack one may write in: one's own, or one of the library one works at."""
    row = transaction.one(PACK, board_pack_id)
    if row is None or row["library_id"] not in (None, *workspace.libraries):
        raise NotAllowed(ELSEWHERE)
    of_all = row["library_id"] is not None and workspace.audience != "buiten"
    if not (of_all or row["app_user_id"] == workspace.user_id):
        raise NotAllowed(ELSEWHERE)
    return row


def own_slide(workspace: Workspace, transaction: Transaction, slide_id: str) -> Row:
    """A slide in a pack one may write in."""
    row = transaction.one(SLIDE, slide_id)
    if row is None:
        raise NotAllowed(mark("Deze dia is er niet meer. Een collega haalde haar misschien uit het rapport."))
    own_pack(workspace, transaction, row["board_pack_id"])
    return row


def slides_of(transaction: Transaction, board_pack_id: str) -> list[Row]:
    """The slides of a pack in their order."""
    rows = transaction.find(SLIDE, {"board_pack_id": board_pack_id})
    return sorted(rows, key=lambda one: (one["place"], one["looked_at"], one["slide_id"]))


def refuse(found: Sequence[Problem]) -> None:
    """Refuse with the first of these, if there is any."""
    for problem in found:
        raise NotAllowed(problem.word, **problem.values)


def written(figure: Figure) -> str:
    """What a figure was asked with, as text: only what its question knows and was given."""
    known = [param.name for param in query(figure.question).params]
    given = {name: figure.values.get(name) for name in known}
    return json.dumps({name: as_text(value) for name, value in given.items() if value is not None})


def as_text(value: object) -> str:
    """A value as one writes it in an address or on a command line."""
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def asked(slide: Mapping[str, Any]) -> dict[str, object]:
    """What the figure of a slide is asked with, read as the header of its question says."""
    known = {param.name: param for param in query(slide["question"]).params}
    return {name: known[name].read(text) for name, text in json.loads(slide["asked"]).items() if name in known}


def eyes(workspace: Workspace, readers: str) -> Workspace:
    """The workspace that sees what the readers of a pack may see, and never more than whoever makes it."""
    strictest = max(AUDIENCES.index(workspace.audience), AUDIENCES.index(readers))
    return workspace.for_audience(AUDIENCES[strictest])


def answer_for(workspace: Workspace, slide: Mapping[str, Any], readers: str) -> Answer:
    """The answer behind a slide, asked anew for the readers of its pack; refused to who may not read its room."""
    require_reading(workspace, query(slide["question"]))
    return eyes(workspace, readers).ask(slide["question"], **asked(slide))
