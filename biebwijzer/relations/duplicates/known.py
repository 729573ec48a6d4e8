"""What is remembered of the cards of a library: how they are spelled, and which of them are likely doubles.

Made in one go and kept as long as the cards say the same; of a long list only what changed is looked at again. It
is held per library and given to nobody who may not see the cards themselves.
"""

import threading
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import polars as pl

from biebwijzer.access import Workspace
from biebwijzer.relations.duplicates.cards import cards_of, compared
from biebwijzer.relations.duplicates.finding_pairs import judged
from biebwijzer.relations.duplicates.pairing import candidates, candidates_of
from biebwijzer.relations.duplicates.spelling import spelled
from biebwijzer.warehouse import Records

# From this chance on two cards stand in the list of doubles: more likely one than two.
LIKELY = 0.5
# A short list is compared whole in a moment; of a longer one so many changes are looked at by themselves.
SHORT, FEW_CHANGES = 2_000, 200


@dataclass(frozen=True)
class CardPair:
    """Two cards that are probably about one person or organisation, with what chance, and what says so."""

    one_id: str
    other_id: str
    score: float
    why: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Known:
    """The cards of one library at one state of the records, spelled as they are compared."""

    kind: str
    state: tuple[Any, ...]
    cards: pl.DataFrame
    forms: pl.DataFrame
    pairs: tuple[CardPair, ...] | None = None

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """Every name as it is looked along for one that resembles it: whole, or the last one only."""
        return {"whole": (self.forms["first"] + self.forms["last"]).to_list(), "last": self.forms["last"].to_list()}

    def with_pairs(self) -> "Known":
        """The same with its likely doubles, likeliest first."""
        if self.pairs is not None:
            return self
        return replace(self, pairs=self._told(candidates(self.forms)))

    def brought_up_to(self, cards: pl.DataFrame, state: tuple[Any, ...]) -> "Known":
        """What the cards say now; of a long list only what changed is spelled and compared anew."""
        told = ["card_id", "row_version", *(name for name in cards.columns if name == "organisation")]
        changed = cards.join(self.cards, on=told, how="anti", nulls_equal=True)
        gone = self.cards.select("card_id").join(cards, on="card_id", how="anti")
        touched = {*changed["card_id"], *gone["card_id"]}
        if cards.height < SHORT or len(touched) > FEW_CHANGES:
            return first_known(self.kind, cards, state)
        return self._renewed(cards, changed, touched, state)

    def _renewed(
        self, cards: pl.DataFrame, changed: pl.DataFrame, touched: Collection[str], state: tuple[Any, ...]
    ) -> "Known":
        named = self.forms.drop("row").with_columns(card_id=self.cards["card_id"])
        again = spelled(compared(changed, self.kind)).drop("row").with_columns(card_id=changed["card_id"])
        every = pl.concat([named.filter(~pl.col("card_id").is_in(list(touched))), again]).sort("card_id")
        now = replace(self, state=state, cards=cards, forms=every.drop("card_id").with_row_index("row"), pairs=None)
        if self.pairs is None:
            return now
        stay = [pair for pair in self.pairs if pair.one_id not in touched and pair.other_id not in touched]
        few = now.forms.filter(cards["card_id"].is_in(changed["card_id"].implode()))
        came = now._told(candidates_of(now.forms, few))
        return replace(now, pairs=tuple(sorted([*stay, *came], key=lambda pair: (-pair.score, pair.one_id))))

    def _told(self, pairs: pl.DataFrame) -> tuple[CardPair, ...]:
        ids = self.cards["card_id"].to_list()
        found = judged(self.forms, pairs, LIKELY, self.kind)
        return tuple(CardPair(ids[pair.a], ids[pair.b], pair.score, pair.why) for pair in found)


_held: WeakKeyDictionary[Records, dict[tuple[str, str], Known]] = WeakKeyDictionary()
_one_at_a_time: defaultdict[tuple[str, str], threading.Lock] = defaultdict(threading.Lock)


def first_known(kind: str, cards: pl.DataFrame, state: tuple[Any, ...]) -> Known:
    """The cards spelled from scratch."""
    return Known(kind, state, cards, spelled(compared(cards, kind)))


def known(workspace: Workspace, kind: str, library_id: str, pairs: bool = False) -> Known | None:
    """The cards of a library as they are now, with their doubles when asked; None for who may not see them."""
    workspace.require_presence()
    if not (workspace.may("relations.read") and workspace.may_see_people and library_id in workspace.libraries):
        return None
    key = (kind, library_id)
    with _one_at_a_time[key]:
        held = _held.setdefault(workspace.stores.records, {})
        now = _now(workspace, held.get(key), kind, library_id)
        held[key] = now.with_pairs() if pairs else now
        return held[key]


def _now(workspace: Workspace, before: Known | None, kind: str, library_id: str) -> Known:
    said = workspace.ask("relations/cards_state", kind=kind, library_id=library_id).first("state")
    state = (said, workspace.today)
    if before is not None and before.state == state:
        return before
    cards = cards_of(workspace, kind, library_id)
    return before.brought_up_to(cards, state) if before is not None else first_known(kind, cards, state)


def likely_pairs(workspace: Workspace, kind: str) -> list[CardPair]:
    """Cards that are probably one, likeliest first, of each of one's libraries; never those that were told apart."""
    apart = {
        frozenset((row["one_id"], row["other_id"]))
        for row in workspace.ask("relations/told_apart", kind=kind, most=None).rows.iter_rows(named=True)
    }
    found = [known(workspace, kind, library, pairs=True) for library in workspace.libraries]
    every = [pair for one in found if one is not None for pair in one.pairs or ()]
    left = [pair for pair in every if frozenset((pair.one_id, pair.other_id)) not in apart]
    return sorted(left, key=lambda pair: (-pair.score, pair.one_id, pair.other_id))
