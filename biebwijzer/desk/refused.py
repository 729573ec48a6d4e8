"""Refused rows as a page shows them: rows that share a fault stand together, with what may have been meant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from biebwijzer.desk.deliveries import said
from biebwijzer.desk.frame import Head
from biebwijzer.desk.markup import Markup, joined, markup
from biebwijzer.words import Words, mark

MOST_SHOWN = 12


@dataclass(frozen=True)
class Fault:
    """Rows of one delivery that were refused for the same value in the same column."""

    run_id: str
    column: str
    found: str | None
    reason: str
    suggestion: str | None
    rows: tuple[Mapping[str, Any], ...]

    @property
    def ids(self) -> list[str]:
        """The refused rows themselves."""
        return [row["refused_row_id"] for row in self.rows]

    @property
    def key(self) -> str:
        """Tells this fault from every other on the page; an id, so that no value stands in it."""
        return str(self.ids[0])

    def why(self, words: Words) -> str:
        """The reason, as a sentence."""
        return said(self.rows[0], words)


def faults_of(rows: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """Refused rows by what is wrong with them, those that touch most rows first."""
    found: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        key = (row["run_id"], row["column_name"], row["found"], row["reason"], row["suggestion"])
        # Without a value to see, rows can't be told apart by it: then every row stands for itself.
        found.setdefault(key if row["found"] is not None else (*key, row["refused_row_id"]), []).append(row)
    faults = [
        Fault(run_id=key[0], column=key[1], found=key[2], reason=key[3], suggestion=key[4], rows=tuple(same))
        for key, same in found.items()
    ]
    return sorted(faults, key=lambda fault: (-len(fault.rows), fault.rows[0]["source_row"]))


def row_numbers(fault: Fault, words: Words) -> str:
    """The row in the file, and how many more there are."""
    first = words.number(fault.rows[0]["source_row"])
    more = len(fault.rows) - 1
    return words.plural("{row} en nog {n}", "{row} en nog {n}", more, row=first) if more else first


def explained(fault: Fault, words: Words) -> Markup:
    """Why a row was refused, what may have been meant, and for how many rows that holds."""
    parts: list[object] = [fault.why(words)]
    if fault.suggestion:
        parts.append(markup("<b>{text}</b>", text=words("Bedoel je {suggestion}?", suggestion=fault.suggestion)))
    if len(fault.rows) > 1:
        parts.append(words.plural("Geldt voor {n} rij.", "Geldt voor {n} rijen.", len(fault.rows)))
    return joined(parts, " ")


def refused_heads(words: Words) -> list[str | Head]:
    """The heads of a table of refused rows."""
    return [Head(words("Rij"), number=True), words("Kolom"), Head(words("Waarde"), wide=True), words("Waarom")]


def refused_lines(faults: Iterable[Fault], words: Words) -> list[tuple[object, ...]]:
    """A line per fault."""
    return [
        (
            words.number(fault.rows[0]["source_row"]),
            fault.column or words("hele rij"),
            markup("<code>{found}</code>", found=fault.found) if fault.found else words("leeg"),
            explained(fault, words),
        )
        for fault in faults
    ]


HIDDEN = mark("De waarden zie je niet: die zijn voor de gegevensbeheerder.")
