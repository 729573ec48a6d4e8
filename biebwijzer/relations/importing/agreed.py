"""What goes out about consents: beside each person what they said yes to, and every answer with its proof."""

from collections.abc import Mapping, Sequence
from typing import Any

from biebwijzer.relations.consents import EVERY_CHANNEL, EVERY_PURPOSE, SOURCES
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark

Table = tuple[list[str], list[list[Any]]]
# The heading is one an import knows as being about consent, and never takes over.
BESIDE = mark("Toestemming voor")
HEADS = (
    mark("Naam"), mark("Waarvoor"), mark("Langs welke weg"), mark("Telt nu"), mark("Toestemming gegeven op"),
    mark("Ingetrokken op"), mark("Hoe"), mark("Tekst"), mark("Versie van de tekst"), mark("Bewijs"),
    mark("Nummer van de kaart"),
)  # fmt: skip


def with_consents(people: Table, cards: Sequence[Row], agreed: Sequence[Row], words: Words) -> Table:
    """The list of people with what each of them agreed to; who agreed to nothing has an empty cell."""
    said: dict[str, list[str]] = {}
    for row in agreed:
        if row["is_valid"]:
            said.setdefault(row["person_id"], []).append(what(row, words))
    heads, rows = people
    beside = [", ".join(dict.fromkeys(said.get(card["person_id"], []))) for card in cards]
    return [*heads, words(BESIDE)], [[*row, text] for row, text in zip(rows, beside, strict=True)]


def consent_list(agreed: Sequence[Row], words: Words) -> Table:
    """Every answer, with the words and the proof."""
    return [words(head) for head in HEADS], [_told(row, words) for row in agreed]


def what(row: Mapping[str, Any], words: Words) -> str:
    """What an answer is about."""
    return f"{words(EVERY_PURPOSE[row['purpose']])} {words(EVERY_CHANNEL[row['channel']])}"


def _told(row: Row, words: Words) -> list[Any]:
    source = words(SOURCES[row["source"]]) if row["source"] in SOURCES else ""
    return [
        row["name"], words(EVERY_PURPOSE[row["purpose"]]), words(EVERY_CHANNEL[row["channel"]]),
        words("ja") if row["is_valid"] else words("nee"), row["given_on"], row["withdrawn_on"], source,
        row["wording"] or "", row["wording_version"], row["proof"] or "", row["person_id"],
    ]  # fmt: skip
