"""Nieuwe bron, several answers in a row: in one cell or in a column each, chosen by a person who sees what it gives."""

from collections.abc import Mapping
from typing import Protocol

import streamlit as st

from biebwijzer import intake
from biebwijzer.desk.forms import plain
from biebwijzer.desk.frame import Head, table
from biebwijzer.desk.markup import html
from biebwijzer.words import Words, mark

MOST_SHOWN = 8
SIGNS = {
    ";": mark("puntkomma ;"),
    ",": mark("komma ,"),
    "|": mark("streep |"),
    "/": mark("schuine streep /"),
    "\n": mark("nieuwe regel"),
}


class Choosing(Protocol):
    """What was chosen so far."""

    parts: dict[str, str]
    unsaid: dict[str, str]


def per_answer(each: str, answers: Mapping[str, int], words: Words) -> str:
    """What the choice for a column per answer says."""
    return words("{heading} · {n} kolommen", heading=each, n=words.number(len(answers)))


def one_or_several(found: intake.Recognised, heading: str, name: str, chosen: Choosing, words: Words) -> None:
    """Whether a cell holds one answer or several, and what stands between those; asked where that is not clear."""
    cells = intake.cells_of_column(found, heading)
    signs = intake.signs_in(cells)
    if not signs.possible:
        return
    options = ["", *signs.possible]
    picked = st.radio(
        plain(words("In een cel van {heading} staat", heading=heading)),
        options,
        index=None if signs.asks else options.index(signs.proposed),
        format_func=lambda one: (
            words("meer antwoorden, met {sign}", sign=words(SIGNS[one])) if one else words("één antwoord")
        ),
        key=f"parts_{name}_{heading}",
        horizontal=len(options) < 4,
    )
    if picked is None:
        chosen.unsaid[name] = mark("Zeg of in een cel één antwoord staat of meer.")
    elif picked:
        chosen.parts[name] = picked
        answers_shown(intake.counted_answers(cells, picked), found, words)


def answers_shown(answers: Mapping[str, int], found: intake.Recognised, words: Words) -> None:
    """What these answers give: how often each is there, and in how many rows."""
    rows = len(found.table.rows) if found.table else 0
    largest = sorted(answers.items(), key=lambda one: (-one[1], one[0]))
    told = words(
        "{rows} rijen geven {n} antwoorden, {kinds} verschillende. Wie meer antwoorden gaf, telt één keer mee.",
        rows=words.number(rows),
        n=words.number(sum(answers.values())),
        kinds=words.number(len(answers)),
    )
    html('<p class="sub">{told}</p>', told=told)
    more = len(largest) - MOST_SHOWN
    note = words.plural("En nog {n} ander antwoord.", "En nog {n} andere antwoorden.", more) if more > 0 else ""
    heads: list[str | Head] = [words("Antwoord"), Head(words("Rijen"), number=True)]
    table(heads, [[one, words.number(many)] for one, many in largest[:MOST_SHOWN]], note)


def told_apart(found: intake.Recognised, each: str, words: Words) -> None:
    """Which columns are called like those of the answers and are not read as such."""
    if others := intake.passed_over(found, each):
        html(
            '<p class="sub">{told}</p>',
            told=words("Niet meegenomen, want daar staat tekst: {columns}.", columns=", ".join(others)),
        )
