"""Under the rows behind a figure: the single rows of a file that one of them was added up from."""

from collections.abc import Mapping
from typing import Any, cast

import polars as pl
import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.markup import html
from biebwijzer.desk.readable import MEASURES, readable
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Answer, Query
from biebwijzer.words import Words

# As many rows as somebody may want to look through at once; more are on a next page.
PAGE = 1000


def single_questions(query: Query) -> Mapping[str, str]:
    """Per measure the question that gives single rows, as the header of the rows behind a figure says."""
    return cast(Mapping[str, str], query.headers.get("single", {}))


def summed(query: Query, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that no single row of a file stands behind, with the question of each that gives those."""
    questions = single_questions(query)
    if not questions:
        return rows.clear()
    measure = pl.col("measure") if "measure" in rows.columns else pl.lit(next(iter(questions)))
    return rows.with_columns(measure.replace_strict(questions, default=None).alias("question"), measure=measure).filter(
        pl.col("source_row").is_null(), pl.col("question").is_not_null()
    )


def single_rows(workspace: Workspace, query: Query, rows: pl.DataFrame, name: str) -> None:
    """Choose a branch and a month, and see every row its number was added up from."""
    words, added = workspace.words, summed(query, rows)
    if added.is_empty():
        return
    html("<h3>{head}</h3>", head=words("Losse rijen uit de bestanden"))
    st.caption(words("Deze aantallen zijn opgeteld uit losse tellingen en uitleningen. Kies er een om die te zien."))
    row = _chosen(added, words, name)
    if row is not None:
        _shown(workspace, row, name)


def _chosen(added: pl.DataFrame, words: Words, name: str) -> dict[str, Any] | None:
    """The row of the branch and month somebody chose."""
    places = {
        (row["measure"], row["branch_id"]): f"{row['branch']} · {words(MEASURES[row['measure']])}"
        for row in added.unique(["measure", "branch_id"], maintain_order=True).iter_rows(named=True)
    }
    place = st.selectbox(
        words("Vestiging"), places, None, lambda one: places[one], key=f"place_{name}", placeholder=words("Kies")
    )
    if place is None:
        return None
    months = added.filter(measure=place[0], branch_id=place[1]).sort("month", descending=True)
    month = st.selectbox(words("Maand"), months["month"].to_list(), 0, words.month, key=f"month_{name}")
    return months.filter(month=month).row(0, named=True) if month else None


def _shown(workspace: Workspace, row: dict[str, Any], name: str) -> None:
    words = workspace.words
    try:
        found, page = taken(workspace, row), 0
    except NotAllowed:
        st.caption(words("De losse rijen zie je niet: je rol ziet alleen aantallen."))
        return
    pages = -(-total(found) // PAGE)
    if pages > 1:
        label = words("Blad (1 tot en met {pages})", pages=pages)
        page = int(st.number_input(label, 1, pages, key=f"page_{name}_{row['branch_id']}_{row['month']}")) - 1
        found = taken(workspace, row, page)
    told = single_told(found, page, words)
    html('<p class="sub">{told}</p>', told=told)
    st.dataframe(readable(found.rows, words), hide_index=True, height=360, alt=told)


def taken(workspace: Workspace, row: Mapping[str, Any], page: int = 0) -> Answer:
    """One page of the single rows behind a row."""
    asked = {"branch_id": row["branch_id"], "month": row["month"], "skip": page * PAGE, "take": PAGE}
    return workspace.ask(row["question"], **asked)


def total(found: Answer) -> int:
    """How many single rows there are, however few of them stand on this page."""
    return cast(int, found.first("all_rows") or 0)


def single_told(found: Answer, page: int, words: Words) -> str:
    """How many rows there are, what they add up to, and which of them stand here."""
    count, measure = words.plural("{n} rij", "{n} rijen", total(found)), found.query.measure
    told = (
        words("{count}, samen {sum}.", count=count, sum=words.number(cast(int, found.first(f"all_{measure}") or 0)))
        if measure
        else words("{count}, een per uitlening.", count=count)
    )
    if total(found) <= PAGE:
        return told
    here = words(
        "Hier rij {first} tot en met {last}.",
        first=words.number(page * PAGE + 1),
        last=words.number(page * PAGE + found.rows.height),
    )
    return f"{told} {here}"
