"""Figure tiles: a number that is never bare, that opens its own explanation, with last year or its target beside it."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.explain import explain_figure
from biebwijzer.desk.frame import at_work, card, words_here
from biebwijzer.desk.markup import Markup, html, joined, markup
from biebwijzer.desk.sparkline import sparkline
from biebwijzer.look import Figure
from biebwijzer.problems import NotAllowed
from biebwijzer.words import Words, mark

# Where the target stands in a target bar, so that there is room to go beyond it.
TARGET_AT = 80
# By whether the target is the most it may be, and whether it was met.
AIMS = {
    (False, True): mark("doel {target} · gehaald"),
    (False, False): mark("doel {target} · nog niet gehaald"),
    (True, True): mark("hoogstens {target} · gehaald"),
    (True, False): mark("hoogstens {target} · niet gehaald"),
}


def tiles(across: int = 4) -> Any:
    """So many beside each other, two by two on a phone: `with desk.tiles(): desk.tile(…)`."""
    return st.grid(across, min_column_width=150)


def tile(
    label: str,
    figure: Figure | str,
    spark: Sequence[float | None] = (),
    *,
    before: float | None = None,
    before_label: str = "",
    target: float | None = None,
    note: str = "",
    rise_is_good: bool | None = None,
) -> None:
    """One figure: its label, its value, last year's, its target or road, and 'Leg dit getal uit'.

    A number is always a `desk.Figure`, so that it can be explained; a text, such as a month, is shown as it is.
    `before` stands in for the column that `figure.earlier` names. With `target` a bar shows how far it is;
    `rise_is_good=False` makes the target the most it may be. `note` is a line of its own below.
    """
    words = words_here()
    below = [] if isinstance(figure, str) else _measured(figure, before, before_label, target, rise_is_good, words)
    below.append(markup('<p class="before">{note}</p>', note=note) if note else Markup(""))
    with card("tile_" + label):
        _face(label, figure if isinstance(figure, str) else figure.said(words), joined([*below, sparkline(spark)]))
        if not isinstance(figure, str):
            explained(label, lambda workspace: explain_figure(workspace, label, figure, note))


def tally(label: str, number: int | None, note: str = "") -> None:
    """A count of the work at hand, such as the rows of a preview: the list on the same page explains it."""
    below = markup('<p class="before">{note}</p>', note=note) if note else Markup("")
    with card("tally_" + label):
        _face(label, words_here().number(number), below)


def _face(label: str, value: str, below: Markup) -> None:
    html('<p class="label">{label}</p><p class="value">{value}</p>{below}', label=label, value=value, below=below)


@st.fragment
def explained(label: str, explain: Callable[[Workspace], None]) -> None:
    """The small button below a figure; only it runs again, and asks anew whether one may be here."""
    workspace = at_work()
    if workspace is None:
        return
    key = f"explain_tile_{label}"
    if st.button(workspace.words("Leg dit getal uit"), type="tertiary", key=key):
        try:
            workspace.require_presence()
            explain(workspace)
        except NotAllowed as refused:
            st.caption(workspace.words(refused.word, **refused.values))


def _measured(
    figure: Figure, before: float | None, label: str, target: float | None, rise_is_good: bool | None, words: Words
) -> list[Markup]:
    """What the value stands beside: last year's, and its target."""
    value, earlier = figure.value, figure.before if before is None else before
    found = []
    if value is not None and earlier is not None:
        found.append(_beside(figure, value, earlier, label or words("vorig jaar"), rise_is_good))
    if value is not None and target is not None:
        found.append(_aimed(figure, value, target, rise_is_good is False, words))
    return found


def _beside(figure: Figure, value: float, before: float, label: str, rise_is_good: bool | None) -> Markup:
    words = words_here()
    judged = ""
    if rise_is_good is not None and value != before:
        judged = "up" if (value > before) == rise_is_good else "down"
    change = words.points(value - before) if figure.share else words.change((value - before) / before) if before else ""
    return markup(
        '<p class="before"><b class="{judged}" style="{ink}">{change}</b> '
        '<span class="nowrap">{label} {before}</span></p>',
        judged=judged,
        ink="" if judged else "color:#0B1118",
        change=change,
        label=label,
        before=figure.written(before, words),
    )


def _aimed(figure: Figure, value: float, target: float, at_most: bool, words: Words) -> Markup:
    """A bar with a tick at its target, and in words whether it was met."""
    met = value <= target if at_most else value >= target
    filled = max(0.0, min(100.0, TARGET_AT * value / target)) if target else 0.0
    return markup(
        '<div class="aim"><i style="width:{filled}%"></i><b style="left:{tick}%"></b></div>'
        '<p class="before {css}">{told}</p>',
        filled=f"{filled:.1f}",
        tick=TARGET_AT,
        css="up" if met else "",
        told=words(AIMS[at_most, met], target=figure.written(target, words)),
    )
