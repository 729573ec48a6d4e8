"""Quarantaine: rows that wait, one fault at a time, put right for all rows that share it or let go with why."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.desk.acts import acted, attempt, refusal
from biebwijzer.desk.clusters import clusters_of, mend, one_cluster, remember_box
from biebwijzer.desk.deliveries import title_of
from biebwijzer.desk.frame import Head, card, table
from biebwijzer.desk.markup import html, joined, markup
from biebwijzer.desk.refused import HIDDEN, Fault, explained, faults_of, row_numbers
from biebwijzer.desk.refused_whole import beyond_records
from biebwijzer.words import Words

MOST_AT_ONCE = 10
# So many rows with one fault may be put right one by one.
MOST_ROWS = 50
ALL = ""
Records = Mapping[tuple[str, int], Mapping[str, Any]]


def refusal_filters(rows: Sequence[Mapping[str, Any]], words: Words) -> list[Mapping[str, Any]]:
    """Rows of one source, one column and one reason; `?bron=visits&kolom=Vestiging` says which."""
    with st.container(horizontal=True, gap="small", key="filters"):
        titles = {row["source_id"]: title_of(row, words) for row in rows}
        rows = one_of("bron", words("Bron"), words("Alle bronnen"), rows, "source_id", titles)
        columns = {row["column_name"]: row["column_name"] or words("hele rij") for row in rows}
        rows = one_of("kolom", words("Kolom"), words("Alle kolommen"), rows, "column_name", columns)
        reasons = {row["reason"]: reason_name(row, words) for row in rows}
        return one_of("reden", words("Reden"), words("Alle redenen"), rows, "reason", reasons)


def waiting_sentence(rows: Sequence[Mapping[str, Any]], words: Words) -> str:
    """How many rows wait, and out of how many deliveries."""
    runs = len({row["run_id"] for row in rows})
    large = beyond_records(rows)
    others = [row for row in rows if row["run_id"] not in {one["run_id"] for one in large}]
    lines = len({(row["run_id"], row["source_row"], row["column_name"]) for row in others})
    # Of a delivery with more refused rows than the records keep, the delivery itself says how many there are.
    lines += sum(row["run_refused"] for row in large)
    out_of = words.plural("{n} levering", "{n} leveringen", runs)
    return words.plural(
        "**{n} rij** wacht, uit {deliveries}.", "**{n} rijen** wachten, uit {deliveries}.", lines, deliveries=out_of
    )


def reason_name(row: Mapping[str, Any], words: Words) -> str:
    """A reason without the values of one row."""
    return words(row["sentence"], found="…", expected="…")


def one_of(
    name: str, label: str, everything: str, rows: Sequence[Mapping[str, Any]], column: str, titles: Mapping[str, str]
) -> list[Mapping[str, Any]]:
    """Rows with one value in this column, or all; the choice stands in the address."""
    choices = [ALL, *sorted(titles, key=lambda key: titles[key])]
    asked = st.query_params.get(name, ALL)
    picked = st.selectbox(
        label,
        choices,
        index=choices.index(asked) if asked in choices else 0,
        format_func=lambda one: everything if one == ALL else titles[one],
        key=f"filter_{name}",
        label_visibility="collapsed",
    )
    if picked == ALL:
        st.query_params.pop(name, None)
        return list(rows)
    st.query_params[name] = picked
    return [row for row in rows if row[column] == picked]


def refusals_counted(workspace: Workspace, rows: Sequence[Mapping[str, Any]]) -> None:
    """How many rows wait and why, for who may not see what stood in them."""
    words = workspace.words
    groups: dict[tuple[str, str, str], int] = {}
    for row in rows:
        key = (title_of(row, words), row["column_name"] or words("hele rij"), reason_name(row, words))
        groups[key] = groups.get(key, 0) + 1
    heads: list[str | Head] = [words("Bron"), words("Kolom"), words("Waarom"), Head(words("Rijen"), number=True)]
    with card("counted"):
        html("<h2>{title}</h2>", title=words("Wat er wacht"))
        table(heads, [(*key, words.number(n)) for key, n in groups.items()], words(HIDDEN))


def faults(workspace: Workspace, rows: Sequence[Mapping[str, Any]]) -> None:
    """Spellings that may mean the same, then a card per fault; those that touch most rows first, ten at a time."""
    words = workspace.words
    refusal()
    found = faults_of(rows)
    together = clusters_of(found)
    for cluster in together[:MOST_AT_ONCE]:
        one_cluster(workspace, cluster)
    grouped = {fault.key for cluster in together for fault in cluster.faults}
    found = [fault for fault in found if fault.key not in grouped]
    shown = st.session_state.get("faults_shown", MOST_AT_ONCE)
    records = records_of(workspace, found[:shown])
    for fault in found[:shown]:
        one_fault(workspace, fault, records)
    more = len(found) - shown
    if more > 0 and st.button(words.plural("Toon nog {n}", "Toon er nog {n}", min(more, MOST_AT_ONCE)), key="more"):
        st.session_state["faults_shown"] = shown + MOST_AT_ONCE
        st.rerun()


def records_of(workspace: Workspace, found: Sequence[Fault]) -> Records:
    """What else stood in the rows one looks at, by delivery and row."""
    wanted: dict[str, set[int]] = {}
    for fault in found:
        wanted.setdefault(fault.run_id, set()).update(row["source_row"] for row in fault.rows[:MOST_ROWS])
    return {
        (run_id, row): record
        for run_id, rows in wanted.items()
        for row, record in intake.refused_records(workspace, run_id, sorted(rows)).items()
    }


def one_fault(workspace: Workspace, fault: Fault, records: Records) -> None:
    """What stood there, why it waits, and the two ways out."""
    words = workspace.words
    row = fault.rows[0]
    with card(f"fault_{fault.key}"):
        html(
            '<p class="sub">{where}</p><p>{found}{why}</p>',
            where=words(
                "{source} · {file} · rij {row} · {column}",
                source=title_of(row, words),
                file=row["file_name"],
                row=row_numbers(fault, words),
                column=fault.column or words("hele rij"),
            ),
            found=bare_value(fault, words),
            why=explained(fault, words),
        )
        picked = row_chosen(fault, words)
        whole_row(records.get((fault.run_id, (picked or row)["source_row"]), {}), words)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"ways_{fault.key}"):
            if fault.column:
                put_right(workspace, fault, [picked["refused_row_id"]] if picked else fault.ids)
            let_go(workspace, fault)


def row_chosen(fault: Fault, words: Words) -> Mapping[str, Any] | None:
    """The one row one wants to put right, when the value has more; None means all of them."""
    if not 1 < len(fault.rows) <= MOST_ROWS:
        return None
    by_id = {row["refused_row_id"]: row for row in fault.rows}

    def name(one: str) -> str:
        if one == ALL:
            return words.plural("Alle {n} rijen", "Alle {n} rijen", len(fault.rows))
        return words("Alleen rij {row}", row=words.number(by_id[one]["source_row"]))

    picked = st.selectbox(
        words("Welke rijen"), [ALL, *by_id], format_func=name, key=f"rows_{fault.key}", label_visibility="collapsed",
        width=240,
    )  # fmt: skip
    return by_id.get(picked)


def whole_row(record: Mapping[str, Any], words: Words) -> None:
    """The other cells of the row: without them one can't tell what was meant."""
    if record:
        cells = joined(
            (markup("{name} <b>{cell}</b>", name=k, cell=v or words("leeg")) for k, v in record.items()), " · "
        )
        html('<p class="sub">{cells}</p>', cells=cells)


def bare_value(fault: Fault, words: Words) -> str:
    """What stood there, unless the reason repeats it."""
    if not fault.found or fault.found in fault.why(words):
        return ""
    return markup("<code>{found}</code> ", found=fault.found)


def put_right(workspace: Workspace, fault: Fault, ids: Sequence[str]) -> None:
    """Another value for the rows that share this fault, or one of them; it may become a rule."""
    words = workspace.words
    with st.form(f"mend_{fault.key}", border=False, width=420):
        value = st.text_input(words("Verander in"), value=fault.suggestion or "", key=f"value_{fault.key}")
        kept = remember_box(fault, words) if len(ids) == len(fault.ids) else False
        label = words.plural("Verbeter {n} rij", "Verbeter {n} rijen", len(ids))
        asked = st.form_submit_button(label)
    if asked:
        mend(workspace, [fault], dict.fromkeys(ids, value.strip()), value.strip() if kept else None)
        st.rerun()


def let_go(workspace: Workspace, fault: Fault) -> None:
    """Rows that need not come in, with why."""
    words = workspace.words
    drawer = st.popover(words("Laat weg"), type="tertiary", key=f"drop_{fault.key}")
    with drawer, st.form(f"why_{fault.key}", border=False):
        reason = st.text_input(words("Waarom mogen deze rijen weg?"), max_chars=200, key=f"reason_{fault.key}")
        label = words.plural("Laat {n} rij weg", "Laat {n} rijen weg", len(fault.rows))
        if st.form_submit_button(label):
            done = attempt(workspace, lambda at_work, _: intake.drop(at_work, fault.ids, reason))
            if done is not None:
                told = words.plural("**{n} rij** weggelaten.", "**{n} rijen** weggelaten.", len(fault.rows))
                acted(told, ("undo", done))
            st.rerun()
