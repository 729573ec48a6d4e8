"""Own HTML: the one place where text becomes markup, and every value is escaped on its way in."""

import re
from collections.abc import Iterable
from html import escape

import streamlit as st

BOLD = re.compile(r"\*\*(.+?)\*\*")


class Markup(str):
    """Text that is markup already and made by us; everything else is escaped."""

    __slots__ = ()


def markup(template: str, **values: object) -> Markup:
    """The template with its {names} filled; a value that is not Markup itself is escaped."""
    return Markup(template.format_map({name: safe(value) for name, value in values.items()}))


def safe(value: object) -> Markup:
    """One value as markup; nothing is left of what it could have done."""
    return value if isinstance(value, Markup) else Markup(escape("" if value is None else str(value)))


def joined(parts: Iterable[object], between: str = "") -> Markup:
    """Several values beside each other, each escaped unless it is Markup."""
    return Markup(between.join(safe(part) for part in parts))


def bold(text: str) -> Markup:
    """A text of ours in which **this** is a figure that stands out."""
    return Markup(BOLD.sub(r"<b>\1</b>", safe(text)))


def html(template: str, **values: object) -> None:
    """Show own HTML in the house's dress; values are escaped. Never give it a template that holds data."""
    st.html(markup('<div class="bw">' + template + "</div>", **values))
