"""A list beside the cards that are there: row by row new, update, the same, double or refused, and nothing changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import polars as pl

from biebwijzer.access import Workspace
from biebwijzer.intake.personal import nine_digits, refuse_bsn
from biebwijzer.intake.traces import is_bsn
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.relations.duplicates import doubles, likely_cards
from biebwijzer.relations.duplicates.cards import compared as as_compared
from biebwijzer.relations.duplicates.spelling import own_name, phone_number
from biebwijzer.relations.importing import own_columns
from biebwijzer.relations.importing.fields import ORGANISATION, PERSON
from biebwijzer.relations.importing.maps import ImportMap, checked
from biebwijzer.relations.importing.rows import RowRead, rows_read
from biebwijzer.relations.importing.tables import ListRead
from biebwijzer.relations.naming import full_name, searchable
from biebwijzer.relations.own_fields import OwnField
from biebwijzer.relations.own_values import PREFIX
from biebwijzer.warehouse import Row, now
from biebwijzer.words import mark

NEW, UPDATE, SAME, DOUBLE, REFUSED = "new", "update", "same", "double", "refused"
OUTCOMES: Mapping[str, str] = {
    NEW: mark("Nieuw"),
    UPDATE: mark("Bijwerken"),
    SAME: mark("Gelijk"),
    DOUBLE: mark("Dubbel"),
    REFUSED: mark("Geweigerd"),
}
TABLES = {PERSON: "relations.person", ORGANISATION: "relations.organisation"}
QUESTIONS = {PERSON: "relations/everybody", ORGANISATION: "relations/every_organisation"}


@dataclass(frozen=True)
class Like:
    """What a double looks like: a card, or an earlier row of the same list, and what says so."""

    name: str
    card_id: str | None = None
    line: int | None = None
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Compared:
    """A row with what would become of it; `changes` is per field what stands there and what it would become."""

    row: RowRead
    outcome: str
    card_id: str | None = None
    seen: int | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    like: tuple[Like, ...] = ()

    @property
    def why(self) -> tuple[Problem, ...]:
        """Why it was refused."""
        return self.row.problems


@dataclass(frozen=True)
class Preview:
    """A whole list as it would be imported in one library, and when it was looked at."""

    library_id: str
    kind: str
    name: str
    heads: tuple[str, ...]
    rows: tuple[Compared, ...]
    looked_at: datetime
    new_organisations: tuple[str, ...] = ()
    # The own fields that are filled, by what the map calls them.
    own: Mapping[str, OwnField] = field(default_factory=dict)

    def of(self, outcome: str) -> list[Compared]:
        """The rows with one outcome."""
        return [one for one in self.rows if one.outcome == outcome]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each."""
        found = Counter(one.outcome for one in self.rows)
        return {outcome: found[outcome] for outcome in OUTCOMES}


def preview(workspace: Workspace, found: ListRead, said: ImportMap, library: str) -> Preview:
    """What importing this list would do."""
    may_import(workspace, library)
    said = checked(replace(said, own=own_columns.of_library(workspace, library)), found.heads)
    for heading in said.columns.values():
        _no_citizen_numbers(heading, [cells[heading] for _, cells in found.rows])
    looked_at = now()
    read = list(rows_read(found, said, workspace.today))
    standing = workspace.ask(QUESTIONS[said.kind], library_id=library).rows.to_dicts()
    cards = Cards([own_columns.spread(card, said.fields) for card in standing], said.kind)
    works = Works(workspace, library) if said.kind == PERSON else None
    rows = [cards.beside(row, works) for row in read]
    rows = _with_likely(workspace, rows, cards, said.kind, library, works)
    made = tuple(works.unknown(one.row for one in rows if one.outcome in (NEW, UPDATE))) if works else ()
    return Preview(library, said.kind, found.name, found.heads, tuple(rows), looked_at, made, said.fields)


def _no_citizen_numbers(heading: str, values: Sequence[str]) -> None:
    """Refuse a list of which a column that would be kept holds citizen service numbers, whatever it is called."""
    nines = [nine for value in values if (nine := nine_digits(value.strip()))]
    refuse_bsn(heading, len(nines), sum(map(is_bsn, nines)))


def may_import(workspace: Workspace, library: str) -> None:
    """Refuse whoever can't see the cards a list is held beside, or works for another library."""
    workspace.require("relations.write")
    if not workspace.may_see_people:
        raise NotAllowed(mark("Je rol ziet geen namen, dus ook niet wie er al staat."))
    if library not in workspace.libraries:
        raise NotAllowed(mark("Dit hoort bij een bibliotheek waar je niet werkt."))


class Works:
    """The organisations of a library by name, and who is known to work there."""

    def __init__(self, workspace: Workspace, library: str) -> None:
        rows = workspace.ask("relations/every_organisation", library_id=library).rows
        self.by_name: dict[str, str] = {}
        for name, organisation_id in rows.select("search_name", "organisation_id").iter_rows():
            self.by_name.setdefault(name, organisation_id)
        roles = workspace.ask("relations/every_role", library_id=library).rows
        self.roles = {(row["person_id"], row["organisation_id"]): row for row in roles.iter_rows(named=True)}

    def lacks(self, person_id: str, row: RowRead) -> bool:
        """Whether a row says of somebody where they work, or as what, and we don't know that yet."""
        name = searchable(row.works.get("organisation"))
        if not name:
            return False
        known = self.roles.get((person_id, self.by_name.get(name, "")))
        return known is None or bool(role_changes(known, row.works))

    def unknown(self, rows: Iterable[RowRead]) -> Iterator[str]:
        """Names of organisations that would be made, each once."""
        seen = set(self.by_name)
        for row in rows:
            name = row.works.get("organisation")
            if name and (key := searchable(name)) not in seen:
                seen.add(key)
                yield name


def role_changes(known: Row, works: Mapping[str, Any]) -> dict[str, Any]:
    """What a list says of a role that we did not know, or know otherwise."""
    return {name: works[name] for name in ("role", "since") if works.get(name) and works[name] != known[name]}


class Cards:
    """The cards of a library, found by what makes it certain that a row is about one of them."""

    def __init__(self, cards: Sequence[Row], kind: str) -> None:
        self.kind = kind
        self.by_id = {card[f"{kind}_id"]: card for card in cards}
        self.by_key: dict[tuple[str, ...], list[str]] = {}
        for card in cards:
            for key in keys(card, kind):
                self.by_key.setdefault(key, []).append(card[f"{kind}_id"])
        self.taken: dict[str, int] = {}

    def beside(self, row: RowRead, works: Works | None) -> Compared:
        """A row with the card it is surely about, when there is one."""
        if row.problems:
            return Compared(row, REFUSED)
        card_id = self.surely(row)
        if card_id is None:
            return Compared(row, NEW)
        if card_id in self.taken:
            return Compared(row, DOUBLE, like=(Like(self.name(card_id), line=self.taken[card_id]),))
        self.taken[card_id] = row.line
        return self.updated(row, card_id, works)

    def surely(self, row: RowRead) -> str | None:
        """The one card with the same number, or the same name and a same mail address, telephone number or code."""
        if row.card_id in self.by_id:
            return row.card_id
        for key in keys(row.values, self.kind):
            found = self.by_key.get(key, [])
            if len(found) == 1:
                return found[0]
        return None

    def updated(self, row: RowRead, card_id: str, works: Works | None) -> Compared:
        """What a row would change on a card."""
        card = self.by_id[card_id]
        changed = changes(card, row.values)
        outcome = UPDATE if changed or (works and works.lacks(card_id, row)) else SAME
        return Compared(row, outcome, card_id, card["row_version"], changed)

    def name(self, card_id: str) -> str:
        """What a person reads of a card."""
        card = self.by_id[card_id]
        return card["name"] if self.kind == ORGANISATION else full_name(
            card["first_name"], card["infix"], card["last_name"]
        )  # fmt: skip


def keys(card: Mapping[str, Any], kind: str) -> Iterator[tuple[str, ...]]:
    """What makes it certain that two are one; the safest first."""
    if kind == ORGANISATION:
        if card.get("brin"):
            yield "brin", str(card["brin"])
        if card.get("place"):
            yield "place", searchable(card["name"]), searchable(card["place"])
        return
    name = (searchable(card.get("first_name")), own_name(card.get("last_name") or ""))
    if card.get("email"):
        yield "email", str(card["email"]).lower(), *name
    if card.get("phone") and (number := phone_number(card["phone"])):
        yield "phone", number, *name


def changes(card: Row, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What a row would change on a card: an empty cell erases nothing, and a note that stands there stays."""
    found = {}
    for name, value in values.items():
        before = card[name]
        if value is None or value == before or (name == "note" and before):
            continue
        if name == "phone" and before and phone_number(before) == phone_number(value):
            continue
        if name in ("infix", "place") and before and searchable(before) == searchable(value):
            continue
        # Cells come with single spaces; a card may have been typed with more.
        if isinstance(before, str) and " ".join(before.split()) == value:
            continue
        found[name] = (before, value)
    return found


def _with_likely(
    workspace: Workspace, rows: list[Compared], cards: Cards, kind: str, library: str, works: Works | None
) -> list[Compared]:
    """New rows that are probably about a card, or an earlier row of the list, as doubles to decide on."""
    places = [place for place, one in enumerate(rows) if one.outcome == NEW]
    if not places:
        return rows
    table = as_table([rows[place].row for place in places], kind)
    found = list(rows)
    for place, likes in _like_rows(table, rows, places, kind).items():
        found[place] = replace(found[place], outcome=DOUBLE, like=likes)
    for one in likely_cards(workspace, table, kind, library):
        place = places[one.row]
        like = Like(cards.name(one.card_id), card_id=one.card_id, why=tuple(word for word, _ in one.why))
        if found[place].outcome == NEW:
            # What it would change on that card, should a person say it is the same.
            beside = cards.updated(found[place].row, one.card_id, works)
            found[place] = replace(beside, outcome=DOUBLE, like=(like,))
        elif len(found[place].like) < MOST_LIKE:
            found[place] = replace(found[place], like=(*found[place].like, like))
    return found


MOST_LIKE = 3


def _like_rows(
    table: pl.DataFrame, rows: Sequence[Compared], places: Sequence[int], kind: str
) -> dict[int, tuple[Like, ...]]:
    """Per place the earlier row it is probably the same as."""
    found = _repeated(rows, places, kind)
    for pair in doubles(as_compared(table, kind), kind=kind).pairs:
        earlier, later = sorted((places[pair.a], places[pair.b]))
        if later not in found:
            one = rows[earlier].row
            found[later] = (Like(one.name, line=one.line, why=tuple(word for word, _ in pair.why)),)
    return found


def _repeated(rows: Sequence[Compared], places: Sequence[int], kind: str) -> dict[int, tuple[Like, ...]]:
    """Rows that say exactly what an earlier one says, or surely are about the same."""
    found: dict[int, tuple[Like, ...]] = {}
    first: dict[tuple[str, ...], RowRead] = {}
    for place in places:
        row = rows[place].row
        whole = (*row.values.values(), *row.works.values())
        own = [*keys(row.values, kind), tuple(str(value or "") for value in whole)]
        earlier = next((first[key] for key in own if key in first), None)
        if earlier:
            found[place] = (Like(earlier.name, line=earlier.line, why=(mark("staat eerder in de lijst"),)),)
        for key in own:
            first.setdefault(key, row)
    return found


def as_table(rows: Sequence[RowRead], kind: str) -> pl.DataFrame:
    """Rows as the table that likenesses are sought in."""
    columns = {
        name: [row.values.get(name) for row in rows]
        for name in rows[0].values
        if name != "note" and not name.startswith(PREFIX)
    }
    if kind == PERSON:
        columns["organisation"] = [row.works.get("organisation") for row in rows]
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
