"""What every page is built from: head, lead, badges, empty states, cards and tables."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zlib import crc32

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.markup import Markup, bold, html, joined, markup, safe
from biebwijzer.words import Words, mark

DRESS = Path(__file__).with_name("dress.css")
# The key in the session under which open_page leaves who is at work on this page.
AT_WORK = "at_work"
NOTEER = "biebwijzer.desk.noteer"
EMPTY_KINDS = {
    "none": (":material/inbox:", mark("Er is niets")),
    "not_loaded": (":material/hourglass_empty:", mark("Nog niet geladen")),
    "hidden": (":material/visibility_off:", mark("Verborgen")),
    "no_right": (":material/lock:", mark("Geen recht")),
}


@dataclass(frozen=True)
class Head:
    """The head of a table's column; numbers stand right, `wide` columns are dropped on a phone."""

    title: str
    number: bool = False
    wide: bool = False

    @property
    def css(self) -> str:
        """The classes of every cell below it."""
        return " ".join(name for name, on in (("n", self.number), ("wide", self.wide)) if on)


def dress() -> None:
    """The only style sheet, put down once by the front door."""
    st.html(DRESS)


def remember(workspace: Workspace) -> None:
    """Leave who is at work for the parts of the page that need words or rights; open_page calls this."""
    st.session_state[AT_WORK] = workspace


def at_work() -> Workspace | None:
    """Who is at work on this page, or None before the sign-in."""
    return st.session_state.get(AT_WORK)


def words_here() -> Words:
    """The words of whoever is at work, Dutch before the sign-in."""
    workspace = at_work()
    return workspace.words if workspace else Words("nl")


def head(title: str, crumb: Sequence[str] = (), note: bool = True) -> None:
    """Where one is, the question this page answers, and the button that notes a contact."""
    workspace = at_work()
    if not note or workspace is None or not workspace.may("relations.write") or find_spec(NOTEER) is None:
        _title(title, crumb)
        return
    place, button = st.columns([5, 1.1], vertical_alignment="top", gap="medium")
    with place:
        _title(title, crumb)
    with button:
        import_module(NOTEER).noteer_button(workspace)


def _title(title: str, crumb: Sequence[str]) -> None:
    html('<p class="crumb">{crumb}</p><h1>{title}</h1>', crumb=" › ".join(crumb), title=title)


def lead(text: str) -> None:
    """One or two sentences a manager could say aloud; **this** is a figure."""
    html('<p class="lead">{text}</p>', text=bold(text))


def pill(text: str, colour: str = "gray") -> Markup:
    """A word that says a state; neutral gray, green done, orange attention, red refused, yellow demo."""
    return markup('<span class="pill {colour}">{text}</span>', colour=colour, text=text)


def badges(*texts: str | tuple[str, str]) -> None:
    """States of the page beside each other; a pair is (text, colour)."""
    pills = [pill(text) if isinstance(text, str) else pill(*text) for text in texts]
    html('<p style="display:flex;flex-wrap:wrap;gap:.5rem">{pills}</p>', pills=joined(pills))


def empty(kind: str, sentence: str, advice: str = "", name: str = "") -> None:
    """Which of the four kinds of empty this is, what that means here and what to do; never an empty chart.

    `name` tells it from another one on the page that says the same.
    """
    icon, title = EMPTY_KINDS[kind]
    words = words_here()
    with st.container(border=True, key=f"card_empty_{name or crc32(sentence.encode())}"):
        st.badge(words(title), icon=icon, color="gray")
        html("<p><b>{sentence}</b></p><p>{advice}</p>", sentence=sentence, advice=advice)


def card(name: str) -> Any:
    """A bordered frame of full height; `name` is unique on the page."""
    return st.container(border=True, height="stretch", key=f"card_{name}")


def pair() -> list[Any]:
    """Two frames beside each other, above each other on a phone: `left, right = desk.pair()`."""
    return list(st.columns(2, gap="medium"))


def table_markup(heads: Sequence[str | Head], rows: Iterable[Sequence[object]], caption: str = "") -> Markup:
    """A semantic table: the first column names its row, the caption says what is not in a cell."""
    columns = [Head(one) if isinstance(one, str) else one for one in heads]
    top = joined(markup('<th scope="col" class="{css}">{title}</th>', css=one.css, title=one.title) for one in columns)
    body = joined(
        markup("<tr>{cells}</tr>", cells=joined(_cell(n, columns[n], value) for n, value in enumerate(row)))
        for row in rows
    )
    below = markup("<caption>{caption}</caption>", caption=caption) if caption else Markup("")
    template = '<div class="scroll"><table>{below}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
    return markup(template, below=below, top=top, body=body)


def _cell(position: int, column: Head, value: object) -> Markup:
    if position == 0:
        return markup('<th scope="row" class="{css}">{value}</th>', css=column.css, value=safe(value))
    return markup('<td class="{css}">{value}</td>', css=column.css, value=safe(value))


def table(heads: Sequence[str | Head], rows: Iterable[Sequence[object]], caption: str = "") -> None:
    """Show a table of at most about fifty rows."""
    html("{table}", table=table_markup(heads, rows, caption))
