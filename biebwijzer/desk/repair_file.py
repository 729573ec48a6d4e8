"""Quarantaine, outside the screen: refused rows as a file of their own source, and that file put right."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.desk.acts import acted, attempt
from biebwijzer.desk.clusters import told
from biebwijzer.desk.deliveries import title_of
from biebwijzer.desk.frame import card
from biebwijzer.desk.markup import html
from biebwijzer.desk.taking_refused import as_text
from biebwijzer.desk.uploading import on_its_way
from biebwijzer.words import Words

MOST_DELIVERIES = 8


def repair_bench(workspace: Workspace, rows: Sequence[Mapping[str, Any]]) -> None:
    """Per delivery: take its rows along, judge them anew; and one place where rows put right come back."""
    words = workspace.words
    runs = list({row["run_id"]: row for row in rows}.values())
    with card("repair_bench"):
        html(
            "<h2>{title}</h2><p class='sub'>{text}</p>",
            title=words("Verbeter in een bestand"),
            text=words(
                "Neem de rijen mee zoals ze in het bestand stonden, verbeter ze, en lever ze hier weer aan."
                " De goede rijen van die levering blijven staan."
            ),
        )
        for run in runs[:MOST_DELIVERIES]:
            one_delivery(workspace, run)
        take_in(workspace)


def one_delivery(workspace: Workspace, run: Mapping[str, Any]) -> None:
    """One delivery with rows that wait: take them along, or judge them by today's rules and names."""
    words, run_id = workspace.words, run["run_id"]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"delivery_{run_id}"):
        with st.container(width="stretch"):
            html("<p>{source} · {file}</p>", source=title_of(run, words), file=run["file_name"])
        st.download_button(
            words("Neem mee om te verbeteren"),
            data=lambda: repair_csv(workspace, run_id),
            file_name=words("verbeteren-{file}", file=run["file_name"].rpartition(".")[0] + ".csv"),
            mime="text/csv",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
            key=f"take_repair_{run_id}",
        )
        if st.button(words("Beoordeel opnieuw"), type="tertiary", icon=":material/refresh:", key=f"again_{run_id}"):
            say(attempt(workspace, lambda at_work, progress: intake.judge_again(at_work, run_id, progress)), words)
            st.rerun()


def repair_csv(workspace: Workspace, run_id: str) -> bytes:
    """The file one takes along, in UTF-8, which any spreadsheet reads by its first bytes; nothing in it is run."""
    workspace.require_presence()
    separator, rows = intake.repair_file(workspace, run_id)
    workspace.log("intake.refused_row.taken_away", "intake.run", run_id)
    writer = csv.writer(out := StringIO(newline=""), delimiter=separator)
    writer.writerows([[as_text(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def take_in(workspace: Workspace) -> None:
    """Rows that were put right in a file come back."""
    words = workspace.words
    number = st.session_state.get("repaired_files", 0)
    file = st.file_uploader(words("Verbeterde rijen"), type=["csv"], key=f"repaired_{number}", max_upload_size=50)
    if st.button(words("Lever de verbeterde rijen aan"), disabled=file is None, key="take_in") and file is not None:
        with on_its_way(workspace.stores.home, file.name, file.getbuffer()) as path:
            done = attempt(workspace, lambda at_work, progress: intake.deliver_repaired(at_work, path, progress))
        say(done, words)
        st.session_state["repaired_files"] = number + 1
        st.rerun()


def say(outcome: intake.Outcome | None, words: Words) -> None:
    """What came of rows that were judged again."""
    if outcome is None:
        return
    if outcome.status == "active" and not outcome.accepted:
        acted(words("Er is niets veranderd: deze rijen zijn nog niet goed."))
        return
    sentence = told(outcome, words)
    if sentence is not None:
        acted(sentence, ("roll_back", outcome.run_id))
