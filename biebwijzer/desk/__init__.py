"""The desk: what pages share. The only room besides the faces where Streamlit lives."""

from biebwijzer.desk.frame import (
    Head,
    at_work,
    badges,
    card,
    dress,
    empty,
    head,
    lead,
    pair,
    pill,
    remember,
    table,
    table_markup,
    words_here,
)
from biebwijzer.desk.markup import Markup, bold, html, joined, markup
from biebwijzer.desk.tiles import sparkline, tile, tiles

__all__ = [
    "Head",
    "Markup",
    "at_work",
    "badges",
    "bold",
    "card",
    "dress",
    "empty",
    "head",
    "html",
    "joined",
    "lead",
    "markup",
    "pair",
    "pill",
    "remember",
    "sparkline",
    "table",
    "table_markup",
    "tile",
    "tiles",
    "words_here",
]
