"""Handing a file over: which source, what that source expects, and the file on its way to the loader."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.desk.acts import acted, how_far, refusal
from biebwijzer.desk.doors import PAGES
from biebwijzer.desk.markup import Markup, html, joined, markup
from biebwijzer.desk.page import workspace_now
from biebwijzer.problems import BiebwijzerError, NotAllowed
from biebwijzer.words import Words, mark

NOT_IN_A_NAME = re.compile(r"[^\w.() -]")
LONGEST_NAME = 120
# Instead of a library: each row of the file says which one it is about.
IN_FILE = ""
UNDER_WAY = "delivery_under_way"
# The sources that would take the file one chose.
FITS = "sources_that_fit"
KINDS = {
    "events": mark("Een latere levering vervangt dezelfde periode; de rest blijft staan."),
    "snapshot": mark("Elke levering is een stand op één dag; eerdere standen blijven staan."),
    "history": mark("Een latere levering vervangt de hele lijst."),
}


def upload(workspace: Workspace) -> None:
    """Choose a file and its source, in either order, and let it be looked at; nothing is visible to others yet."""
    words = workspace.words
    sources = {one.source_id: one for one in intake.deliverable(workspace)}
    with st.container(border=True, key="card_upload"):
        number = st.session_state.get("uploads", 0)
        file = st.file_uploader(
            words("Bestand"),
            type=sorted({pattern.rpartition(".")[2] for one in sources.values() for pattern in one.accepts}),
            key=f"file_{number}",
            max_upload_size=50,
            on_change=look_for_source,
            args=(number,),
        )
        picked = st.selectbox(
            words("Bron"),
            list(sources),
            format_func=lambda source_id: words.either(sources[source_id].title),
            index=chosen(list(sources)),
            placeholder=words("Kies een bron"),
            key="source",
        )
        if file is not None:
            what_fits(sources, words)
        refusal()
        if picked is None:
            return
        wanted = sources[picked]
        expected(workspace, wanted)
        library = library_box(workspace, wanted)
        ready = file is not None and (library is not None or not intake.asks_library(workspace, wanted))
        if st.button(words("Kijk na"), type="primary", disabled=not ready, key="look") and file is not None:
            hand_over(workspace, wanted, file, library)


def look_for_source(number: int) -> None:
    """When a file comes in: which sources would take it; the only one is chosen unless somebody chose already."""
    file = st.session_state.get(f"file_{number}")
    try:
        workspace = workspace_now("intake.deliver")
    except NotAllowed:
        return
    found: list[intake.Source] = []
    if file is not None:
        with on_its_way(workspace.stores.home, file.name, file.getbuffer()) as path:
            found = intake.sources_for(path, intake.deliverable(workspace))
    # Of a file too large to be recognised here it is not known that no source would take it: then nothing is said.
    unknown = not found and file is not None and file.size > intake.LARGEST_RECOGNISED
    st.session_state[FITS] = None if unknown else [one.source_id for one in found]
    if len(found) == 1 and st.session_state.get("source") is None:
        st.session_state["source"] = found[0].source_id


def what_fits(sources: Mapping[str, intake.Source], words: Words) -> None:
    """Whose columns the file has, where that says something about the choice of a source."""
    fits = st.session_state.get(FITS)
    if fits is None:
        return
    titles = [words.either(sources[one].title) for one in fits if one in sources]
    picked = st.session_state.get("source")
    if not titles:
        told = words("Geen bron kent precies deze kolommen. Kies er zelf een, of beschrijf een nieuw bestand.")
    elif picked is None:
        told = words("Dit bestand past bij {titles}. Kies welke het is.", titles=words.list(titles))
    elif picked in fits:
        told = words("De kolommen van dit bestand horen bij deze bron.")
    else:
        told = words("Let op: de kolommen van dit bestand horen bij {titles}.", titles=words.list(titles))
    html('<p class="sub" role="status">{told}</p>', told=told)


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


def expected(workspace: Workspace, wanted: intake.Source) -> None:
    """What this source's file looks like, before one chooses a file."""
    words = workspace.words
    html(
        "<p>{kind}</p><p class='sub'>{head}: {columns}{months}</p>",
        kind=words(KINDS[wanted.kind]),
        head=words("Kolommen"),
        columns=named(wanted.needed()),
        months=more_columns(wanted, words),
    )
    # Whose rows they are is asked only of who works for several.
    alone = not intake.asks_library(workspace, wanted)
    if beside := wanted.allowed(but=("library_id",) if alone else ()):
        html("<p class='sub'>{head}: {columns}</p>", head=words("Mogen erbij"), columns=named(beside))


def named(headings: Sequence[str]) -> Markup:
    """Headings of a file, as they stand there."""
    return joined((markup("<code>{name}</code>", name=one) for one in headings), ", ")


def more_columns(wanted: intake.Source, words: Words) -> str:
    """The columns of a file that have no names of their own in its source."""
    if families := wanted.families():
        return words(", en een kolom per maand ({heading})", heading=", ".join(families))
    if wanted.wide is None or wanted.wide.parts:
        return ""
    if wanted.wide.each:
        return words(", en een kolom per antwoord ({heading})", heading=wanted.wide.each)
    return words(", en een kolom per maand")


def library_box(workspace: Workspace, wanted: intake.Source) -> str | None:
    """Which library it is about, asked only of who works for several; IN_FILE when its rows say so, None as yet."""
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
    names[IN_FILE] = words("Staat in het bestand, bij elke rij")
    by_row = workspace.scope_type == "land" and any(one.column == "library_id" for one in wanted.fields)
    # Of several none is proposed: a file of another library would count for the wrong one.
    choices = [IN_FILE, *mine] if by_row else mine
    return st.selectbox(
        words("Bibliotheek"),
        choices,
        index=choices.index(mine[0]) if len(mine) == 1 else None,
        format_func=lambda one: names[one],
        placeholder=words("Kies een bibliotheek"),
        key="library",
    )


def hand_over(workspace: Workspace, wanted: intake.Source, file: Any, library: str | None) -> None:
    """Let the loader look at the file, while one may read on; the bytes are gone from our folder afterwards."""
    kept = ExitStack()
    path = kept.enter_context(on_its_way(workspace.stores.home, file.name, file.getbuffer()))
    try:
        at_work = workspace_now("intake.deliver")
    except BiebwijzerError:
        kept.close()
        raise

    def act(progress: intake.Progress) -> intake.Outcome:
        return intake.deliver(at_work, wanted.source_id, path, library or None, preview=True, progress=progress)

    st.session_state[UNDER_WAY] = intake.UnderWay(file.name, act, kept.close)
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
    st.rerun()


def under_way(workspace: Workspace) -> bool:
    """Whether a file of this person is being loaded; if so, how far it is and the way to stop it."""
    delivery: intake.UnderWay | None = st.session_state.get(UNDER_WAY)
    if delivery is None:
        return False
    if delivery.finished:
        del st.session_state[UNDER_WAY]
        look_at_outcome(delivery, workspace.words)
        st.rerun()
    watch(delivery, workspace.words)
    return True


@st.fragment(run_every=0.5)
def watch(delivery: intake.UnderWay, words: Words) -> None:
    """How far a delivery is, twice a second, and the way to stop it."""
    if delivery.finished:
        st.rerun()
    with st.container(border=True, key="card_under_way"):
        html("<h2>{title}</h2>", title=words("{file} wordt geladen", file=delivery.name))
        percent = delivery.told.percent if delivery.told else 0
        st.progress(percent, text=pace(delivery, words))
        html('<p class="sub">{text}</p>', text=words("Je kunt intussen verder lezen. Anderen zien er nog niets van."))
        if st.button(words("Stop en draai terug"), icon=":material/stop_circle:", key="stop_loading"):
            delivery.stop()
            st.rerun()


def pace(delivery: intake.UnderWay, words: Words) -> str:
    """How many rows were had, how long that took, and how long it may still take."""
    done = how_far(delivery.told, words) if delivery.told else words("Even geduld")
    took = words("{time} bezig", time=minutes(delivery.seconds))
    if (left := delivery.seconds_left) is None:
        return f"{done} · {took}"
    return f"{done} · {took} · " + words("nog ongeveer {time}", time=minutes(left))


def minutes(seconds: float) -> str:
    """A time as a clock shows it: 1:05."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def look_at_outcome(delivery: intake.UnderWay, words: Words) -> None:
    """Open what can be looked at now, or keep why there is nothing to look at."""
    try:
        outcome = delivery.outcome()
    except intake.Stopped as stopped:
        acted(words(stopped.word))
        return
    except BiebwijzerError as refused:
        st.session_state["intake_refused"] = words(refused.word, **refused.values)
        return
    if outcome.status == "preview":
        st.query_params["levering"] = outcome.run_id
        st.session_state.pop("intake_act", None)
    elif outcome.sentence:
        tell(outcome, delivery.name, words)


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
