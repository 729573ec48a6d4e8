"""Quarantaine, a delivery with more refused rows than one puts right by hand: all of them, by kind and page by page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from biebwijzer import intake
from biebwijzer.desk.deliveries import said
from biebwijzer.desk.forms import plain
from biebwijzer.desk.frame import Head, card, table
from biebwijzer.desk.markup import html, markup
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.taking_refused import take_whole
from biebwijzer.words import Words

A_PAGE = 50


def beyond_records(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """One row per delivery of which more was refused than the records keep."""
    held = Counter(row["run_id"] for row in rows)
    first = {row["run_id"]: row for row in reversed(rows)}
    most = intake.MOST_REFUSED
    return [row for run_id, row in first.items() if row["run_refused"] > most or held[run_id] >= most]


def whole_deliveries(runs: Sequence[Mapping[str, Any]], words: Words) -> None:
    """Deliveries too much was refused of to mend here: each closed, with the column most of it is about."""
    if not runs:
        return
    with card("whole_deliveries"):
        html(
            "<h2>{title}</h2><p class='sub'>{text}</p>",
            title=words("Beter in het bestand zelf"),
            text=words("Zo veel rijen verbeter je niet met de hand. Kijk wat eraan schort en lever opnieuw aan."),
        )
        for run in runs:
            whole_delivery(run, words)


@st.fragment
def whole_delivery(run: Mapping[str, Any], words: Words) -> None:
    """All refused rows of one delivery: how many of which kind, fifty at a time, and all of them as a file."""
    workspace = workspace_now("intake.deliver")
    run_id = run["run_id"]
    kinds = intake.kinds_of_refusal(workspace, run_id)
    part = st.expander(plain(told(run, kinds, words)), key=f"whole_{run_id}", on_change="rerun")
    if not part.open:
        return
    with part:
        table(
            [words("Kolom"), words("Waarom"), Head(words("Rijen"), number=True)],
            [(column_of(kind, words), said(kind, words), words.number(kind["n"])) for kind in kinds],
        )
        column, reason = kind_chosen(run_id, kinds, words)
        first = A_PAGE * int(st.session_state.get(f"page_{run_id}", 0))
        page = intake.refused_page(workspace, run_id, first, A_PAGE, column, reason)
        if first >= page.total:
            first, page = 0, intake.refused_page(workspace, run_id, 0, A_PAGE, column, reason)
        table(heads(words), lines(page.rows, words), place(first, page, words))
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"turn_{run_id}"):
            turn(run_id, words("Vorige"), -1, first > 0)
            turn(run_id, words("Volgende"), 1, first + A_PAGE < page.total)
            take_whole(workspace, run_id, column, reason)


def told(run: Mapping[str, Any], kinds: Sequence[Mapping[str, Any]], words: Words) -> str:
    """A delivery in one line: how many of its rows were refused, and in which column most."""
    per_column = Counter[str]()
    for kind in kinds:
        per_column[column_of(kind, words)] += kind["n"]
    (column, most), *_ = per_column.most_common(1) or [("", 0)]
    return words(
        "{file}: {n} geweigerde rijen, de meeste om {column} ({most})",
        file=run["file_name"],
        n=words.number(run["run_refused"]),
        column=column,
        most=words.number(most),
    )


def column_of(kind: Mapping[str, Any], words: Words) -> str:
    """The column a refusal is about."""
    return str(kind["column_name"] or words("hele rij"))


def kind_chosen(run_id: str, kinds: Sequence[Mapping[str, Any]], words: Words) -> tuple[str | None, str | None]:
    """The kind of refusal one wants to see; all when none is chosen."""
    picked = st.selectbox(
        words("Reden"),
        range(len(kinds)),
        index=None,
        format_func=lambda number: f"{column_of(kinds[number], words)}: {said(kinds[number], words)}",
        placeholder=words("Alle redenen"),
        key=f"kind_{run_id}",
        label_visibility="collapsed",
    )
    return (None, None) if picked is None else (kinds[picked]["column_name"], kinds[picked]["reason"])


def heads(words: Words) -> list[str | Head]:
    """The heads of the table."""
    return [Head(words("Rij"), number=True), words("Kolom"), Head(words("Waarde"), wide=True), words("Waarom")]


def lines(rows: Sequence[Mapping[str, Any]], words: Words) -> list[tuple[object, ...]]:
    """A line per refused row."""
    return [
        (
            words.number(row["source_row"]),
            column_of(row, words),
            markup("<code>{found}</code>", found=row["found"]) if row["found"] else words("leeg"),
            said(row, words),
        )
        for row in rows
    ]


def place(first: int, page: intake.RefusedPage, words: Words) -> str:
    """Which of how many rows one sees."""
    return words(
        "{first} tot en met {last} van {total}",
        first=words.number(first + 1),
        last=words.number(first + len(page.rows)),
        total=words.number(page.total),
    )


def turn(run_id: str, label: str, by: int, possible: bool) -> None:
    """A button to the page before or after."""

    def go() -> None:
        st.session_state[f"page_{run_id}"] = int(st.session_state.get(f"page_{run_id}", 0)) + by

    st.button(label, type="tertiary", disabled=not possible, key=f"turn{by}_{run_id}", on_click=go)
