"""Handing a file over: which source, what that source expects, and the file on its way to the loader."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.desk.acts import acted, attempt, refusal
from biebwijzer.desk.doors import PAGES
from biebwijzer.desk.markup import html, joined, markup
from biebwijzer.words import Words, mark

NOT_IN_A_NAME = re.compile(r"[^\w.() -]")
LONGEST_NAME = 120
KINDS = {
    "events": mark("Een latere levering vervangt dezelfde periode; de rest blijft staan."),
    "snapshot": mark("Elke levering is een stand op één dag; eerdere standen blijven staan."),
    "history": mark("Een latere levering vervangt de hele lijst."),
}


def upload(workspace: Workspace) -> None:
    """Choose a source, choose a file, and let it be looked at; nothing is visible to others yet."""
    words = workspace.words
    sources = {one.source_id: one for one in intake.deliverable(workspace)}
    with st.container(border=True, key="card_upload"):
        picked = st.selectbox(
            words("Bron"),
            list(sources),
            format_func=lambda source_id: words.either(sources[source_id].title),
            index=chosen(list(sources)),
            placeholder=words("Kies een bron"),
            key="source",
        )
        if picked is None:
            return
        wanted = sources[picked]
        expected(wanted, words)
        library = library_box(workspace, wanted)
        kinds = sorted({pattern.rpartition(".")[2] for pattern in wanted.accepts})
        file = st.file_uploader(
            words("Bestand"), type=kinds, key=f"file_{st.session_state.get('uploads', 0)}", max_upload_size=50
        )
        refusal()
        ready = file is not None and (library is not None or not intake.asks_library(workspace, wanted))
        if st.button(words("Kijk na"), type="primary", disabled=not ready, key="look") and file is not None:
            hand_over(workspace, wanted, file, library)


def deliver_link(label: str, source_id: str | None = None) -> None:
    """The way to Aanleveren, with a source chosen there already."""
    asked = {"bron": source_id} if source_id else None
    st.page_link(
        str(PAGES / "intake" / "deliver.py"),
        label=label,
        icon=":material/upload_file:",
        query_params=asked,
        width="content",
    )


def chosen(sources: list[str]) -> int | None:
    """The source an address names, when one may deliver it."""
    asked = st.query_params.get("bron")
    return sources.index(asked) if asked in sources else None


def expected(wanted: intake.Source, words: Words) -> None:
    """What this source's file looks like, before one chooses a file."""
    columns = wanted.needed()
    html(
        "<p>{kind}</p><p class='sub'>{head}: {columns}{months}</p>",
        kind=words(KINDS[wanted.kind]),
        head=words("Kolommen"),
        columns=joined((markup("<code>{name}</code>", name=name) for name in columns), ", "),
        months=words(", en een kolom per maand") if wanted.wide else "",
    )


def library_box(workspace: Workspace, wanted: intake.Source) -> str | None:
    """Which library it is about, asked only of who works for several."""
    if not intake.asks_library(workspace, wanted):
        return None
    if wanted.library is not None:
        return wanted.library
    words = workspace.words
    names = dict(workspace.ask("access/libraries").rows.select("library_id", "name").iter_rows())
    mine = [library for library in workspace.libraries if library in names]
    if not mine:
        html('<p class="down">{text}</p>', text=words("Lever eerst de bibliotheken aan."))
        return None
    return st.selectbox(words("Bibliotheek"), mine, format_func=lambda one: names[one], key="library")


def hand_over(workspace: Workspace, wanted: intake.Source, file: Any, library: str | None) -> None:
    """Let the loader look at the file; the bytes are gone from our folder afterwards."""
    words = workspace.words
    with on_its_way(workspace.stores.home, file.name, file.getbuffer()) as path:
        outcome = attempt(
            workspace,
            lambda at_work, progress: intake.deliver(
                at_work, wanted.source_id, path, library, preview=True, progress=progress
            ),
        )
    if outcome is None:
        st.rerun()
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
    if outcome.status == "preview":
        st.query_params["levering"] = outcome.run_id
        st.session_state.pop("intake_act", None)
    elif outcome.sentence:
        tell(outcome, file.name, words)
    st.rerun()


def tell(outcome: intake.Outcome, name: str, words: Words) -> None:
    """Why a file was refused whole, or that it brought nothing new."""
    sentence = words(outcome.sentence or "", **(outcome.values or {}))
    if outcome.status == "failed":
        told = words(
            "{file} is geweigerd. {why} Er is niets veranderd: pas het bestand aan en lever het opnieuw aan.",
            file=name,
            why=sentence,
        )
        st.session_state["intake_refused"] = told
    else:
        acted(sentence)


@contextmanager
def on_its_way(home: Path, name: str, content: memoryview) -> Iterator[Path]:
    """The uploaded bytes as a file only we can read, for as long as the loader looks at it."""
    folder = home / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    own = Path(tempfile.mkdtemp(dir=folder))
    try:
        path = own / safe_name(name)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as target:
            target.write(content)
        yield path
    finally:
        shutil.rmtree(own, ignore_errors=True)


def safe_name(name: str) -> str:
    """A file's name without a path or signs that mean something to a file system."""
    stem, dot, kind = Path(name.replace("\\", "/")).name.rpartition(".")
    if not dot:
        stem, kind = kind, ""
    # A file system counts bytes, and a letter may be four of them.
    clean = NOT_IN_A_NAME.sub("_", stem).strip(". ").encode()[:LONGEST_NAME].decode(errors="ignore") or "bestand"
    return f"{clean}.{NOT_IN_A_NAME.sub('_', kind)[:8].lower()}" if kind else clean
