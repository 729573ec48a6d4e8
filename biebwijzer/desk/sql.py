"""Asking in SQL: what one may read, the text, how long it takes with a way to stop, and the rows that came out."""

import csv
import io
from typing import Any

import polars as pl
import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.frame import empty, table_markup
from biebwijzer.desk.markup import html
from biebwijzer.explore.sql import about, ask, offered
from biebwijzer.exports.formulas import looks_like_formula
from biebwijzer.problems import BiebwijzerError
from biebwijzer.warehouse.asking_in_sql import MOST_ROWS, SECONDS, SqlRows
from biebwijzer.words import Words

TEXT, ASKED, FOUND, REFUSED = "sql_text", "sql_asked", "sql_found", "sql_refused"
# A row of a table on the screen, and how high a table may be.
ROW, TALLEST = 35, 400
EXAMPLE = "select month, sum(visits) as visits\nfrom mart.visits_month\ngroup by month\norder by month"


def sql_limits(words: Words) -> str:
    """What a question in SQL may be and take."""
    return words(
        "Eén select, hoogstens **{rows} rijen** en **{seconds} seconden**. "
        "Je leest alleen wat bij jouw bibliotheken hoort.",
        rows=words.number(MOST_ROWS),
        seconds=words.number(SECONDS),
    )


def sql_form(workspace: Workspace) -> None:
    """The text, and the button that asks it."""
    words = workspace.words
    with st.form("sql"):
        st.text_area(words("Eén select over de views hieronder"), value=EXAMPLE, key=TEXT, height=180)
        st.form_submit_button(words("Stel de vraag"), type="primary", shortcut="Ctrl+Enter", on_click=_asked)


def _asked() -> None:
    st.session_state[ASKED] = st.session_state.get(TEXT) or ""
    for key in (FOUND, REFUSED):
        st.session_state.pop(key, None)


def sql_answer(workspace: Workspace) -> None:
    """The rows of what was last asked; while it runs one can stop it."""
    words, text = workspace.words, st.session_state.pop(ASKED, None)
    if text is not None:
        _run(workspace, text)
    refused, found = st.session_state.get(REFUSED), st.session_state.get(FOUND)
    if refused:
        html('<p class="down" role="alert"><b>{sentence}</b></p>', sentence=refused)
    if found is not None:
        _shown(found, words)


def _run(workspace: Workspace, text: str) -> None:
    """Ask it. Pressing Stop draws the page anew, which ends this and the process with it."""
    words = workspace.words
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, text=words("Even geduld"))
        st.button(words("Stop"), icon=":material/stop_circle:", key="sql_stop")

    def waiting(seconds: float) -> None:
        told = words("Bezig: {n} van hoogstens {most} seconden", n=words.number(seconds), most=words.number(SECONDS))
        bar.progress(min(seconds / SECONDS, 1.0), text=told)

    try:
        st.session_state[FOUND] = ask(workspace, text, waiting)
    except BiebwijzerError as refused:
        st.session_state[REFUSED] = words(refused.word, **refused.values)
    place.empty()


def _shown(found: SqlRows, words: Words) -> None:
    if not found.rows:
        empty("none", words("De vraag geeft geen rijen."))
        return
    told = words.plural("{n} rij", "{n} rijen", len(found.rows))
    if found.has_more:
        told = words("De eerste {n} rijen; er zijn er meer.", n=words.number(MOST_ROWS))
    html('<p class="sub">{told}</p>', told=told)
    height = min(ROW * (len(found.rows) + 1) + 3, TALLEST)
    st.dataframe(framed(found), hide_index=True, height=height, alt=told)
    st.download_button(words("CSV"), data=as_csv(found), file_name="vraag.csv", mime="text/csv", on_click="ignore")


def framed(found: SqlRows) -> pl.DataFrame:
    """The rows as a table; two columns of one name stay two."""
    heads: list[str] = []
    for head in found.heads:
        heads.append(head if head not in heads else f"{head} ({len(heads) + 1})")
    columns: dict[str, list[Any]] = {head: [row[n] for row in found.rows] for n, head in enumerate(heads)}
    return pl.DataFrame({head: pl.Series(values, strict=False) for head, values in columns.items()})


def as_csv(found: SqlRows) -> bytes:
    """The rows for another program; a text that a spreadsheet would run as a formula is made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in (found.heads, *found.rows):
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and looks_like_formula(cell) else cell


def sql_marts(workspace: Workspace) -> None:
    """What one may read, with what a row is."""
    words = workspace.words
    with st.expander(words("Wat je kunt lezen")):
        lines = [(f"mart.{name}", about(name)) for name in offered(workspace)]
        html("{table}", table=table_markup([words("View"), words("Een rij is")], lines))
