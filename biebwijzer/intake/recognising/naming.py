"""Whether words can be the names of columns: they sound like names, or stand out from the values below them."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from biebwijzer.intake.recognising.levels import TYPED
from biebwijzer.intake.recognising.values import is_nothing, kind_of

LONGEST_NAME = 120
# Fewer rows say nothing about what comes back.
FEW = 5
OFTEN_IN_NAMES = """
    id nr no number nummer naam name naam datum date dag day maand month jaar year tijd time code type soort
    kind titel title vestiging branch bibliotheek library gemeente municipality plaats place city town stad
    postcode postal zip adres address straat street email e-mail mail telefoon phone aantal count total totaal
    bedrag amount prijs price waarde value status omschrijving description categorie category land country
    provincie province regio region geslacht gender leeftijd age organisatie organisation organization
    department entity unit grade post job role functie reference url website opmerking opmerkingen comment
    comments notes note from to van tot begin start einde end lat lon latitude longitude x y key sleutel
    voornaam achternaam first last surname bezoeken visits uitleningen loans leden members supplier merchant
    expense area auteur author genre taal language uitgever publisher isbn barcode pas leeftijd
"""
HEADING_WORDS = frozenset(OFTEN_IN_NAMES.split())
# How compounds end that name a column.
ENDINGS = ("naam", "nummer", "datum", "code", "soort", "titel", "plaats", "jaar", "maand", "adres", "aantal", "bedrag")
WORD = re.compile(r"[a-zà-ÿ]+")


def is_series(cells: Sequence[str]) -> bool:
    """Whether cells count up by one: years or months as headings."""
    if len(cells) < 2 or not all(cell.strip().isdigit() for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    return all(after - before == 1 for before, after in pairwise(numbers))


def could_be_names(names: Sequence[str]) -> bool:
    """Whether a lone row can hold names: short ones, all different, no numbers among them."""
    return all(name and len(name) <= LONGEST_NAME / 2 and kind_of(name) not in TYPED for name in names) and len(
        set(names)
    ) == len(names)


def sounds_like_names(names: Sequence[str]) -> bool:
    """Whether words as in headings stand in most names, or names are written as identifiers."""
    if max(map(len, names), default=0) > LONGEST_NAME:
        return False
    hits = sum(any(is_heading_word(word) for word in WORD.findall(name.lower())) or "_" in name for name in names)
    return hits >= max(1, len(names) / 3)


def is_heading_word(word: str) -> bool:
    """Whether headings are full of a word, or of words that end like it."""
    return word in HEADING_WORDS or word.endswith(ENDINGS)


def stands_out(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether values come back in their columns and the names never do, or look unlike the values."""
    sample = rows[:500]
    told = 0
    for column, name in enumerate(names):
        values = [row[column].strip() for row in sample if column < len(row) and not is_nothing(row[column])]
        if name in values:
            return False
        told += bool(values) and (len(set(values)) <= 0.6 * len(values) or unlike(name, values))
    return len(rows) >= FEW and told >= max(1, len(names) / 3)


def unlike(name: str, values: Sequence[str]) -> bool:
    """Whether nine in ten values have one shape, such as three letters and a digit, and the name another."""
    shapes = Counter(shape(value) for value in values)
    common, times = shapes.most_common(1)[0]
    return (
        len(values) > 2 and times >= 0.9 * len(values) and common != shape(name) and any(c in common for c in "9-/.@:")
    )


def shape(value: str) -> str:
    """The pattern of a value: letters as a, digits as 9, repeated ones once."""
    return re.sub(r"9+", "9", re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "9", value)))
