"""The exhibit frame: the finding, the drawing or its table, the source, and what one can do with it."""

from collections.abc import Callable

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.explain import explain
from biebwijzer.desk.filters import query_here
from biebwijzer.desk.frame import Head, card, empty, table_markup
from biebwijzer.desk.markup import Markup, html, markup
from biebwijzer.desk.to_board import to_board
from biebwijzer.exports import FORMATS
from biebwijzer.exports.sourcing import source_note, source_told
from biebwijzer.look import Exhibit, SourceNote, audience_note, pictured, ready, table_rows
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import AUDIENCES, Answer
from biebwijzer.words import Words, mark

AUDIENCE_NAMES = {
    "eigen": mark("Voor mezelf"),
    "bibliotheek": mark("Voor de bibliotheek"),
    "buiten": mark("Voor buiten"),
}
# Until here a table is read as a page; below it, it scrolls inside the frame.
TALL_TABLE = 14
# Under which key stands on which page one is.
TURNED_TO = "turned_to"


@st.fragment
def show(workspace: Workspace, exhibit: Exhibit, answer: Answer) -> None:
    """One figure in its frame; only this frame is drawn again when one asks for its table or its readers."""
    key = exhibit.name.replace("/", "_")
    words = workspace.words
    with card(f"exhibit_{key}"):
        try:
            seen, figure = _for_readers(workspace, exhibit, answer, key)
        except NotAllowed as refused:
            st.session_state.pop(f"readers_{key}", None)
            empty("no_right", words(refused.word, **refused.values), name=key)
            return
        if figure.is_empty():
            _nothing(figure, words, key)
            return
        _body(exhibit, figure, words, key)
        _foot(seen, exhibit, figure, key, workspace.audience)


def _for_readers(workspace: Workspace, exhibit: Exhibit, answer: Answer, key: str) -> tuple[Workspace, Answer]:
    """The figure for whoever it is meant: asked again, and more strictly, when it leaves the library."""
    workspace.require_presence()
    audience = st.session_state.get(f"readers_{key}") or workspace.audience
    if audience == workspace.audience or not answer.query.counts:
        return workspace, ready(exhibit, answer, workspace.words)
    seen = workspace.for_audience(audience)
    return seen, ready(exhibit, seen.ask(exhibit.question, **answer.values), workspace.words)


def _nothing(answer: Answer, words: Words, key: str) -> None:
    html("<h2>{purpose}</h2>", purpose=words.either(answer.query.purpose))
    empty("none", words("Voor deze keuze is er niets."), words("Kies een andere periode of vestiging."), key)


def _body(exhibit: Exhibit, answer: Answer, words: Words, key: str) -> None:
    picture = pictured(exhibit, answer, words)
    # What a browser shows while it fetches a drawing is as tall as that: nothing below it jumps. A style by itself
    # would stand where drawers open, and keep those closed.
    html(
        '<h2>{title}</h2><p class="sub">{subtitle}</p>'
        "<style>.st-key-card_exhibit_{key} [data-testid=stSkeleton]{{height:{height}px}}</style>",
        title=picture.title,
        subtitle=picture.subtitle,
        key=key,
        height=str(picture.spec["height"]),
    )
    if st.session_state.get(f"as_table_{key}"):
        _table(exhibit, answer, words)
        return
    st.vega_lite_chart(spec=picture.spec, theme=None, width="stretch", alt=picture.alternative)
    if picture.remark:
        html("<p>{remark}</p>", remark=picture.remark)


def _table(exhibit: Exhibit, answer: Answer, words: Words) -> None:
    rows, table = answer.once(("table", exhibit, words), lambda: _tabled(exhibit, answer, words))
    tall = rows > TALL_TABLE
    with st.container(height=exhibit.height, border=False) if tall else st.container(border=False):
        html("{table}", table=table)


def _tabled(exhibit: Exhibit, answer: Answer, words: Words) -> tuple[int, Markup]:
    """The table, and how many rows it has."""
    heads, rows = table_rows(exhibit, answer, words)
    styled = [
        Head(title, number=shown.kind in ("number", "percent"), wide=place > 3)
        for place, (title, shown) in enumerate(zip(heads, exhibit.table, strict=True))
    ]
    return len(rows), table_markup(styled, rows, audience_note(answer, words))


def _foot(workspace: Workspace, exhibit: Exhibit, answer: Answer, key: str, own: str) -> None:
    words = workspace.words
    note = audience_note(answer, words)
    html(
        '<p class="src">{source}{note}</p>',
        source=source_told(workspace, answer),
        note=markup(" · {note}", note=note) if note else "",
    )
    with st.container(horizontal=True, gap="medium", key=f"foot_{key}"):
        if st.button(words("Leg dit getal uit"), type="tertiary", key=f"explain_{key}"):
            explain(workspace, exhibit, answer)
        as_table = bool(st.session_state.get(f"as_table_{key}"))
        label = words("Toon als grafiek") if as_table else words("Toon als tabel")
        st.button(label, type="tertiary", key=f"swap_{key}", on_click=_swap, args=(key,))
        # Nothing of it is made or sent before it is opened: most figures are only looked at.
        taking = st.popover(words("Meenemen"), type="tertiary", key=f"take_{key}", on_change="rerun")
        with taking:
            if taking.open:
                _take_away(workspace, exhibit, answer, key, own)
            else:
                # As tall as what comes: the browser looks once whether there is room below, and then it stands there.
                html('<div class="menu-to-come"></div>')


def _swap(key: str) -> None:
    st.session_state[f"as_table_{key}"] = not st.session_state.get(f"as_table_{key}", False)


def _choose_readers(key: str) -> None:
    """Keep for whom it is meant: the question is gone when Meenemen is closed, its answer is not."""
    st.session_state[f"readers_{key}"] = st.session_state[f"for_{key}"]


def turn_page(address: str) -> None:
    """On another page the figures are one's own again, whoever those of the last page were meant for."""
    if st.session_state.get(TURNED_TO) != address:
        st.session_state[TURNED_TO] = address
        for key in [key for key in st.session_state if str(key).startswith("readers_")]:
            del st.session_state[key]


def _take_away(workspace: Workspace, exhibit: Exhibit, answer: Answer, key: str, own: str) -> None:
    """Every format, of what is on the screen now; whoever it is for is asked first where persons are counted."""
    words = workspace.words
    if answer.query.counts:
        st.segmented_control(
            words("Voor wie?"),
            AUDIENCES[AUDIENCES.index(own) :],
            format_func=lambda audience: words(AUDIENCE_NAMES[audience]),
            default=answer.audience,
            required=True,
            key=f"for_{key}",
            on_change=_choose_readers,
            args=(key,),
        )
    note = source_note(workspace, answer)
    for ending, file in FORMATS.items():
        st.download_button(
            words(file.label),
            data=maker(workspace, exhibit, answer, ending, note),
            file_name=f"{exhibit.name.replace('/', '-')}.{ending}",
            mime=file.mime,
            on_click="ignore",
            type="tertiary",
            key=f"take_{ending}_{key}",
        )
    to_board(workspace, exhibit, answer, key)
    link = address_here()
    if link:
        st.caption(words("Kopieer link"))
        st.code(link, language=None, wrap_lines=True)


def address_here() -> str | None:
    """The address of this page with its filters; None where there is no browser."""
    page = st.context.url
    if not isinstance(page, str):
        return None
    chosen = query_here()
    return f"{page.partition('?')[0]}?{chosen}" if chosen else page


def maker(workspace: Workspace, exhibit: Exhibit, answer: Answer, ending: str, note: SourceNote) -> Callable[[], bytes]:
    """What makes the file when it is asked for: there is no session then, so all it needs is here already."""

    def make() -> bytes:
        workspace.require_presence()
        data = FORMATS[ending].make(exhibit, answer, workspace.words, note)
        workspace.log("board.exhibit.exported", "exhibit", f"{exhibit.name}.{ending} {answer.audience}")
        return data

    return make
