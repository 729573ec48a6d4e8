"""The desk: what pages share. The only room besides the faces where Streamlit lives."""

from biebwijzer.desk.doors import Door, Menu, doors_open_to
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
from biebwijzer.desk.house import House, house, use_house
from biebwijzer.desk.markup import Markup, bold, html, joined, markup
from biebwijzer.desk.page import Person, open_page, who_is_there, workspace_now
from biebwijzer.desk.signing_in import menu, sign_in
from biebwijzer.desk.tiles import sparkline, tile, tiles

__all__ = [
    "Door",
    "Head",
    "House",
    "Markup",
    "Menu",
    "Person",
    "at_work",
    "badges",
    "bold",
    "card",
    "doors_open_to",
    "dress",
    "empty",
    "head",
    "house",
    "html",
    "joined",
    "lead",
    "markup",
    "menu",
    "open_page",
    "pair",
    "pill",
    "remember",
    "sign_in",
    "sparkline",
    "table",
    "table_markup",
    "tile",
    "tiles",
    "use_house",
    "who_is_there",
    "words_here",
    "workspace_now",
]
