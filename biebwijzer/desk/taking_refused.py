"""Refused rows as a file for whoever mends the source: safe in a spreadsheet, and written in the audit trail."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.desk.deliveries import said
from biebwijzer.exports.formulas import looks_like_formula
from biebwijzer.words import Words


def refused_csv(rows: Sequence[Mapping[str, Any]], words: Words) -> bytes:
    """File, row, column, value, reason and suggestion, a line each; a value that looks like a formula is text."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(
        [words("Bestand"), words("Rij"), words("Kolom"), words("Waarde"), words("Waarom"), words("Bedoel je")]
    )
    for row in rows:
        place = (row["file_name"], row["source_row"], row["column_name"])
        writer.writerow([as_text(value) for value in (*place, row["found"], said(row, words), row["suggestion"])])
    # With the mark at the beginning a Dutch spreadsheet reads é and ë as they are.
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_text(value: object) -> str:
    """A value that a spreadsheet shows and never runs."""
    text = "" if value is None else str(value)
    return f"'{text}" if looks_like_formula(text) else text


def take_refused(workspace: Workspace, rows: Sequence[Mapping[str, Any]], key: str) -> None:
    """A button that takes these rows along; the file is made, and the line written, when one clicks."""
    words = workspace.words
    run_id = rows[0]["run_id"] if len({row["run_id"] for row in rows}) == 1 else None

    def made() -> bytes:
        workspace.require_presence()
        workspace.require("intake.deliver")
        workspace.log("intake.refused_row.taken_away", "intake.run", run_id)
        return refused_csv(rows, words)

    st.download_button(
        words("Neem geweigerde rijen mee"),
        data=made,
        file_name=words("geweigerde-rijen.csv"),
        mime="text/csv",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
        key=f"take_refused_{key}",
    )


def take_whole(workspace: Workspace, run_id: str, column: str | None = None, reason: str | None = None) -> None:
    """A button that takes every refused row of a delivery along, however many there are."""
    words = workspace.words

    def made() -> bytes:
        # Made outside the session, so the workspace that drew the button asks whether it is still there.
        workspace.require_presence()
        workspace.require("intake.deliver")
        workspace.log("intake.refused_row.taken_away", "intake.run", run_id)
        return refused_csv(intake.refused_page(workspace, run_id, 0, None, column, reason).rows, words)

    st.download_button(
        words("Neem geweigerde rijen mee"),
        data=made,
        file_name=words("geweigerde-rijen.csv"),
        mime="text/csv",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
        key=f"take_whole_{run_id}",
    )
