"""Cards of a library as they are compared, and rows of elsewhere that are probably about somebody who has one."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from biebwijzer.access import Workspace, own_library
from biebwijzer.relations.duplicates.finding_pairs import THRESHOLD, across
from biebwijzer.relations.duplicates.headings import telling
from biebwijzer.relations.duplicates.spelling import COLUMNS

# Kind -> the question that gives its cards, with their columns as a draft names them.
QUESTIONS: Mapping[str, str] = {
    "person": "relations/people_compared",
    "organisation": "relations/organisations_compared",
}


@dataclass(frozen=True)
class LikelyCard:
    """A row, numbered from 0, the card it is probably about, with what chance, and what says so as (what, weight)."""

    row: int
    card_id: str
    score: float
    why: tuple[tuple[str, float], ...]


def likely_cards(
    workspace: Workspace, rows: pl.DataFrame, kind: str = "person", library_id: str | None = None,
    threshold: float = THRESHOLD,
) -> list[LikelyCard]:  # fmt: skip
    """The cards of one library that rows, as in an import, are probably about, per row the likeliest first.

    `rows` has columns named as in `PersonDraft` (and `birth_date`, `street` … where a file knows them) or
    `OrganisationDraft`; any may be left out. `library_id` is only asked of who works for several. Never decides: it
    is for a person to say that two are one.
    """
    cards = cards_of(workspace, kind, own_library(workspace, library_id))
    if cards.is_empty() or rows.is_empty():
        return []
    found = across(compared(cards, kind), compared(rows, kind), threshold, kind)
    made = [LikelyCard(pair.b, cards["card_id"][pair.a], pair.score, pair.why) for pair in found]
    return sorted(made, key=lambda one: (one.row, -one.score, one.card_id))


def cards_of(workspace: Workspace, kind: str, library_id: str) -> pl.DataFrame:
    """Every card of one library, as far as this reader may see people."""
    return workspace.ask(QUESTIONS[kind], library_id=library_id).rows


def compared(table: pl.DataFrame, kind: str) -> pl.DataFrame:
    """A table of cards or drafts with the columns that are compared.

    An organisation goes by what its name has of its own, and its place tells those of one name apart, as a first
    name does with people.
    """
    if kind == "person":
        return table.rename({"infix": "prefix"}, strict=False).select(pl.col("^(" + "|".join(COLUMNS) + ")$"))
    held = {name: _text(table, name) for name in ("name", "postcode", "place", "phone", "brin", "website")}
    own = [telling(name) for name in held["name"]]
    columns = {"last_name": own, "first_name": held["place"], "phone": held["phone"], "site": held["website"]}
    columns |= {"postcode": held["postcode"], "brin": held["brin"]}
    return pl.DataFrame(columns, schema_overrides=dict.fromkeys(columns, pl.String))


def _text(table: pl.DataFrame, column: str) -> pl.Series:
    if column not in table.columns:
        return pl.repeat("", table.height, dtype=pl.String, eager=True)
    return table[column].cast(pl.String).fill_null("")
