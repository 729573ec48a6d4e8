"""Asking a question: who may see which rows, which numbers are too small to show, and what was asked before."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar, cast

import polars as pl

from biebwijzer.problems import NotAllowed, UnknownQuery
from biebwijzer.warehouse import marts
from biebwijzer.warehouse.queries import Query
from biebwijzer.warehouse.spelling import now
from biebwijzer.warehouse.stores import Stores
from biebwijzer.warehouse.suppressing import Parts, hidden_with, parts_of
from biebwijzer.words import mark

# From seeing most to seeing least: an audience can only be made stricter.
AUDIENCES = ("eigen", "bibliotheek", "buiten")
NO_PARTS = Parts()
# How many things made of one answer are kept with it.
MAKES = 64
NOT_MADE = object()
T = TypeVar("T")


@dataclass(frozen=True)
class Thresholds:
    """Below these numbers of persons a count is hidden, and outside the library counts are rounded."""

    library: int = 5
    outside: int = 10
    rounding: int = 5
    satisfaction: int = 30

    def hidden_below(self, audience: str) -> int:
        """The smallest number of persons this audience sees."""
        return {"eigen": 0, "bibliotheek": self.library, "buiten": self.outside}[audience]


@dataclass(frozen=True)
class View:
    """Whose eyes a question is answered for: every connection variable, and the audience."""

    libraries: tuple[str, ...]
    may_see_people: bool
    audience: str
    person: str = ""
    thresholds: Thresholds = Thresholds()
    permissions: tuple[str, ...] = ()
    # The day on the libraries' clock; the database's own is that of its server.
    today: date | None = None

    @property
    def variables(self) -> dict[str, object]:
        """What the marts filter on."""
        return {
            "libraries": list(self.libraries),
            "may_see_people": self.may_see_people,
            "person": self.person,
            "permissions": list(self.permissions),
            "audience": self.audience,
            "today": self.today.isoformat() if self.today else None,
        }


@dataclass(frozen=True)
class Answer:
    """The rows, and all that is needed to say where they come from."""

    query: Query
    rows: pl.DataFrame
    values: Mapping[str, object]
    audience: str
    libraries: tuple[str, ...]
    version: int
    hidden: int = 0
    tables: frozenset[str] = field(default_factory=frozenset)
    records: frozenset[str] = field(default_factory=frozenset)
    thresholds: Thresholds = Thresholds()
    _made: dict[Hashable, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What follows from this answer alone, made once: a drawing, a sentence, a row.

        It is kept with the answer and goes with it. Whoever holds the answer was allowed to ask for it and sees it
        with the same eyes, so nothing made of it can reach anybody else.
        """
        found = self._made.get(key, NOT_MADE)
        if found is not NOT_MADE:
            return cast(T, found)
        made = make()
        if len(self._made) >= MAKES:
            self._made.clear()
        self._made[key] = made
        return made

    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return self.rows.is_empty()

    def first(self, column: str) -> object:
        """The value in the first row, or None when there is no row."""
        return None if self.rows.is_empty() else self.rows[column][0]


def protect(
    rows: pl.DataFrame, counts: tuple[str, ...], view: View, parts: Parts = NO_PARTS
) -> tuple[pl.DataFrame, int]:
    """Hide counts of persons below the audience's threshold and round what leaves the library.

    A hidden cell becomes null and its twin `<column>_missing` says 'hidden'. Zero persons is not a small
    number: nobody is recognised in it. Where `parts` add up to a total, a lone hidden number takes another with it.
    Returns the rows and how many cells were hidden.
    """
    below = view.thresholds.hidden_below(view.audience)
    if not counts or not below:
        return rows, 0
    total = 0
    for column in counts:
        small = hidden_with(rows, column, (rows[column] > 0) & (rows[column] < below), parts)
        total += int(small.sum())
        twin = f"{column}_missing"
        why = pl.col(twin) if twin in rows.columns else pl.lit(None, dtype=pl.String)
        shown = pl.col(column)
        if view.audience == "buiten":
            step = view.thresholds.rounding
            shown = ((pl.col(column) / step).round(0, mode="half_away_from_zero") * step).cast(pl.Int64)
        rows = rows.with_columns(
            pl.when(small).then(pl.lit("hidden")).otherwise(why).alias(twin),
            pl.when(small).then(None).otherwise(shown).alias(column),
        )
    return rows, total


def withhold(rows: pl.DataFrame, query: Query, least: int) -> pl.DataFrame:
    """Leave out averages over too few persons: they say more about chance, and could tell on somebody.

    The header's `averages` are over the persons in the first of its `counts`; held against the true count, for
    every audience alike. Their twin `<column>_missing` says 'too_few'.
    """
    few = pl.col(query.counts[0]) < least if query.counts else pl.lit(False)
    for column in query.averages:
        rows = rows.with_columns(
            pl.when(few).then(pl.lit("too_few")).alias(f"{column}_missing"),
            pl.when(~few).then(pl.col(column)).alias(column),
        )
    return rows


class Asking:
    """Answers questions over one pair of stores and remembers answers that cannot have changed."""

    def __init__(self, stores: Stores, remembers: int = 500) -> None:
        self._stores = stores
        self._remembers = remembers
        self._known: OrderedDict[tuple[object, ...], Answer] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, query: Query, values: Mapping[str, object], view: View) -> Answer:
        """The answer for these eyes. Unknown or lacking parameters are an error; optional ones may be left out."""
        filled = self._fill(query, values)
        refuse_rows_of_persons(query, view)
        if query.counts and view.audience == "buiten":
            refuse_fine_tables(query, filled)
        self._stores.look()
        version = self._stores.version
        key = (query.fingerprint, repr(sorted(filled.items())), view, version, self._records_as_read(query))
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
                return known
        answer = self._answer(query, filled, view, version)
        if version != self._stores.version:
            # A swap came in between: these rows may be of either version, and must not be remembered as of one.
            return self.ask(query, values, view)
        with self._lock:
            self._known[key] = answer
            while len(self._known) > self._remembers:
                self._known.popitem(last=False)
        return answer

    def _records_as_read(self, query: Query) -> tuple[int | str, datetime] | None:
        """What moves when an answer over records may have: a write in them, and the hour, for a day that begins."""
        tables = marts.behind(query.text, marts.READS_RECORDS)
        if not tables:
            return None
        return self._stores.records.moved(tables), now().replace(minute=0, second=0, microsecond=0)

    def _fill(self, query: Query, values: Mapping[str, object]) -> dict[str, object]:
        wanted = {param.name: param for param in query.params}
        unknown = set(values) - set(wanted)
        lacking = [name for name, param in wanted.items() if name not in values and not param.optional]
        if unknown or lacking:
            raise UnknownQuery(
                mark("Vraag {name} verwacht {wanted}; kreeg {got}."),
                name=query.name,
                wanted=", ".join(wanted) or "-",
                got=", ".join(sorted(values)) or "-",
            )
        return {name: values.get(name) for name in wanted}

    def _answer(self, query: Query, values: dict[str, object], view: View, version: int) -> Answer:
        with self._stores.cursor(view.variables) as cursor:
            rows = cursor.sql(query.text, params=values).pl()
        rows = withhold(rows, query, view.thresholds.satisfaction)
        rows, hidden = protect(rows, query.counts, view, parts_of(query.headers.get("adds_up")))
        return Answer(
            query=query,
            rows=rows,
            values=values,
            audience=view.audience,
            libraries=view.libraries,
            version=version,
            hidden=hidden,
            tables=marts.behind(query.text),
            records=marts.behind(query.text, marts.READS_RECORDS),
            thresholds=view.thresholds,
        )


def refuse_rows_of_persons(query: Query, view: View) -> None:
    """A question whose header says `audience: eigen` gives a row per person: only for who may see rows."""
    wanted = str(query.headers.get("audience", view.audience))
    if AUDIENCES.index(view.audience) > AUDIENCES.index(wanted):
        raise NotAllowed(mark("Rijen over personen zie je niet: je rol ziet alleen aantallen."))


def refuse_fine_tables(query: Query, values: Mapping[str, object]) -> None:
    """Outside the library only totals and one-way tables of persons, until tables are protected together."""
    narrowed = [param.name for param in query.params if (param.narrows or param.splits) and values.get(param.name)]
    if len(query.split) + len(narrowed) > 1:
        raise NotAllowed(
            mark("Buiten de bibliotheek tonen we personen alleen als totaal of naar één kenmerk. Haal een filter weg.")
        )
