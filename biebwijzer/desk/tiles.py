"""Figure tiles: a number that is never bare, with last year beside it and how it went."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

import streamlit as st

from biebwijzer.desk.frame import card, words_here
from biebwijzer.desk.markup import Markup, html, joined, markup

FOCUS, CONTEXT = "#0A5A9C", "#858F9C"
WIDTH, HEIGHT = 170, 34


def tiles() -> Any:
    """Four beside each other, two by two on a phone: `with desk.tiles(): desk.tile(…)`."""
    return st.grid(4, min_column_width=150)


def tile(
    label: str,
    value: float | str | None,
    before: float | None = None,
    spark: Sequence[float | None] = (),
    *,
    note: str = "",
    before_label: str = "",
    rise_is_good: bool | None = None,
) -> None:
    """One figure: its label, its value, last year's and the road between them.

    A text as value is shown as it is. `note` stands where last year would when there is none to compare with.
    """
    words = words_here()
    shown = value if isinstance(value, str) else words.number(value)
    below = markup('<p class="before">{note}</p>', note=note) if note else Markup("")
    if before is not None and isinstance(value, int | float):
        below = joined([_beside(value, before, before_label or words("vorig jaar"), rise_is_good), below])
    with card("tile_" + label):
        html(
            '<p class="label">{label}</p><p class="value">{value}</p>{below}{spark}',
            label=label,
            value=shown,
            below=below,
            spark=sparkline(spark),
        )


def _beside(value: float, before: float, label: str, rise_is_good: bool | None) -> Markup:
    words = words_here()
    judged = ""
    if rise_is_good is not None and value != before:
        judged = "up" if (value > before) == rise_is_good else "down"
    return markup(
        '<p class="before"><b class="{judged}" style="{ink}">{change}</b> '
        '<span class="nowrap">{label} {before}</span></p>',
        judged=judged,
        ink="" if judged else "color:#0B1118",
        change=words.change((value - before) / before) if before else "",
        label=label,
        before=words.number(before),
    )


def sparkline(values: Sequence[float | None]) -> Markup:
    """A small line; the dashes are where it began, a gap stays a gap. An image, as own svg is taken out."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Markup("")
    low, high = min(known), max(known)
    step = (WIDTH - 8) / (len(values) - 1)
    places = [
        None if value is None else (4 + n * step, 4 + (HEIGHT - 8) * (1 - (value - low) / ((high - low) or 1)))
        for n, value in enumerate(values)
    ]
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"{_dashes(places)}"
        f'<path d="{_path(places)}" fill="none" stroke="{FOCUS}" stroke-width="2" stroke-linejoin="round"/>'
        f"{_end(places)}</svg>"
    )
    data = b64encode(picture.encode()).decode()
    return markup(
        '<img alt="" style="display:block;margin-top:.4rem;max-width:100%" src="data:image/svg+xml;base64,{data}">',
        data=data,
    )


Place = tuple[float, float] | None


def _dashes(places: Sequence[Place]) -> str:
    first = next(place for place in places if place)
    stroke = f'stroke="{CONTEXT}" stroke-width="1" stroke-dasharray="3 3"'
    return f'<path d="M4 {first[1]:.1f}H{WIDTH - 4}" {stroke} fill="none"/>'


def _path(places: Sequence[Place]) -> str:
    parts, pen = [], "M"
    for place in places:
        if place is None:
            pen = "M"
            continue
        parts.append(f"{pen}{place[0]:.1f} {place[1]:.1f}")
        pen = "L"
    return "".join(parts)


def _end(places: Sequence[Place]) -> str:
    last = [place for place in places if place][-1]
    return f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="3.5" fill="{FOCUS}"/>'
