"""Clustering: spellings that may mean the same, so that a person puts them right at once instead of one by one.

Two spellings belong together when nothing is left of their difference (capitals, accents, signs, order of words), when
one has all the words of the other, or when few letters differ. It proposes; a person approves.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

NO_WORD = re.compile(r"[^\w]+")
# Words that say nothing about which place is meant; without them 'Bibliotheek Oost' is 'Oost'.
EMPTY_WORDS = frozenset(("bibliotheek", "library", "vestiging", "branch", "filiaal", "de", "het", "the"))
# Of so many different spellings only equal fingerprints are looked for: comparing each with each takes too long.
MOST_COMPARED = 600
SHORTEST = 4


@dataclass(frozen=True)
class Cluster:
    """Spellings that may mean the same, the most frequent first, and what they probably should be."""

    spellings: tuple[str, ...]
    proposal: str


def fingerprint(text: str) -> str:
    """What is left of a text without capitals, accents, signs and the order of its words."""
    return " ".join(sorted(set(words_of(text))))


def words_of(text: str) -> list[str]:
    """The words of a text in plain letters."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in flat if not unicodedata.combining(sign))
    return [word for word in NO_WORD.split(plain) if word]


def clusters(counted: Mapping[str, int], suggested: Mapping[str, str], known: Iterable[str] = ()) -> list[Cluster]:
    """Groups of two or more spellings, those with most rows first; `counted` says in how many rows each stands.

    `suggested` is what the loader thinks each of them means, `known` are names that are right as they are.
    """
    parents = {spelling: spelling for spelling in counted}
    means = dict(suggested)

    def root(one: str) -> str:
        while parents[one] != one:
            one = parents[one]
        return one

    for one, other in pairs(list(counted), suggested):
        first, second = root(one), root(other)
        meant = {means[group] for group in (first, second) if group in means}
        if len(meant) > 1:
            # However much they are alike: what the loader takes for two things is not one.
            continue
        parents[second] = first
        if meant:
            means[first] = meant.pop()
    groups: dict[str, list[str]] = defaultdict(list)
    for spelling in counted:
        groups[root(spelling)].append(spelling)
    found = [group for group in groups.values() if len(group) > 1]
    found.sort(key=lambda group: -sum(counted[one] for one in group))
    names = {fingerprint(one): one for one in known}
    return [as_cluster(group, counted, suggested, names) for group in found]


def as_cluster(
    group: Sequence[str], counted: Mapping[str, int], suggested: Mapping[str, str], names: Mapping[str, str]
) -> Cluster:
    """A group with its proposal: a name we know, what the loader thought, else the spelling that occurs most."""
    ordered = sorted(group, key=lambda one: (-counted[one], one))
    known = next((names[fingerprint(one)] for one in ordered if fingerprint(one) in names), None)
    thought = next((suggested[one] for one in ordered if one in suggested), None)
    return Cluster(tuple(ordered), known or thought or ordered[0])


def pairs(spellings: Sequence[str], suggested: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Spellings that belong together, two by two."""
    first: dict[tuple[str, str], str] = {}
    for one in spellings:
        for key in (("is", fingerprint(one)), ("means", suggested.get(one, ""))):
            if key[1] and (other := first.setdefault(key, one)) != one:
                yield other, one
    if len(spellings) <= MOST_COMPARED:
        parts = {one: (words_of(one), fingerprint(one)) for one in spellings}
        yield from ((one, other) for one, other in combinations(spellings, 2) if near(*parts[one], *parts[other]))


def near(words: Sequence[str], flat: str, other_words: Sequence[str], other_flat: str) -> bool:
    """Whether one has all telling words of the other, or few letters differ; numbers must be the same."""
    telling, other_telling = ({*one} - EMPTY_WORDS for one in (words, other_words))
    if not telling or not other_telling or digits(flat) != digits(other_flat):
        return False
    if telling <= other_telling or other_telling <= telling:
        return True
    shortest = min(len(flat), len(other_flat))
    allowed = 1 if shortest < 8 else 2
    return shortest >= SHORTEST and within(flat, other_flat, allowed)


def digits(text: str) -> list[str]:
    """The numbers in a text: 'Filiaal 2' is not 'Filiaal 3', however much they are alike."""
    return re.findall(r"\d+", text)


def within(one: str, other: str, allowed: int) -> bool:
    """Whether at most so many letters were added, dropped, changed or swapped with their neighbour."""
    if abs(len(one) - len(other)) > allowed:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, sign in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != sign))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == sign:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        # A swap looks two rows back.
        if min(*row, *before) > allowed:
            return False
    return row[-1] <= allowed
