"""Who may have a card already, asked while somebody types a new one: broad, since it only warns."""

from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from biebwijzer.access import Workspace
from biebwijzer.relations.duplicates.cards import LikelyCard, compared
from biebwijzer.relations.duplicates.finding_pairs import judged
from biebwijzer.relations.duplicates.known import Known, known
from biebwijzer.relations.duplicates.pairing import candidates_of
from biebwijzer.relations.duplicates.spelling import spelled

# One in a hundred is worth a look at a name; whoever can't be the one never is.
BROAD = 0.01
# Names resemble each other from here on, and of those at most so many are weighed.
RESEMBLES, MOST_RESEMBLING = 0.9, 40


def resembling(
    workspace: Workspace, typed: Mapping[str, str | None], kind: str, library_id: str | None = None
) -> list[tuple[LikelyCard, dict]]:
    """The cards that what was typed so far may be about, likeliest first, each with what stands on it."""
    libraries = (library_id,) if library_id else workspace.libraries
    found = [pair for library in libraries if (one := known(workspace, kind, library)) for pair in _met(one, typed)]
    return sorted(found, key=lambda pair: (-pair[0].score, pair[0].card_id))


def _met(cards: Known, typed: Mapping[str, str | None]) -> Iterator[tuple[LikelyCard, dict]]:
    own = spelled(compared(pl.DataFrame([dict(typed)]), cards.kind)).with_columns(
        row=pl.lit(cards.forms.height, pl.UInt32)
    )
    if cards.forms.is_empty():
        return
    pairs = pl.concat([candidates_of(cards.forms, own), _by_name(cards, own)]).unique()
    for pair in judged(pl.concat([cards.forms, own]), pairs, BROAD, cards.kind):
        card = cards.cards.row(pair.a, named=True)
        yield LikelyCard(0, card["card_id"], pair.score, pair.why), card


def _by_name(cards: Known, own: pl.DataFrame) -> pl.DataFrame:
    """The cards of which the name resembles the one typed, whatever letter is wrong in it."""
    first, last = own["first"][0], own["last"][0]
    names = cards.names["whole" if first else "last"]
    alike = cdist([first + last], names, scorer=JaroWinkler.similarity, dtype=np.float32, score_cutoff=RESEMBLES)[0]
    best = np.argsort(-alike, kind="stable")[:MOST_RESEMBLING]
    rows = pl.Series("a", best[alike[best] > 0] if last else [], dtype=pl.UInt32)
    return pl.DataFrame({"a": rows}).with_columns(b=pl.lit(cards.forms.height, pl.UInt32))
