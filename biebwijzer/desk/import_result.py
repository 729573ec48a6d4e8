"""What came of an import, the way back, and what was imported before."""

from collections.abc import Mapping

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.deliveries import here
from biebwijzer.desk.frame import card, pill, table
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.undo import done
from biebwijzer.exports.lists import XLSX
from biebwijzer.problems import BiebwijzerError
from biebwijzer.relations import importing
from biebwijzer.relations.importing import Imported, Preview, Returned, Undone
from biebwijzer.warehouse import Row
from biebwijzer.words import Words

RESULT, UNDONE, REFUSED = "import_result", "import_undone", "import_refused"
MOST, MOST_LISTED = 20, 50


def keep_result(imported: Imported, looked: Preview, choices: Mapping[int, str]) -> None:
    """Remember what was just imported, for the screen that follows."""
    st.session_state[RESULT] = (imported, looked, choices)
    st.session_state.pop(UNDONE, None)


def result(workspace: Workspace) -> None:
    """What the last import or its undoing did, as long as one stays."""
    words = workspace.words
    if refused := st.session_state.pop(REFUSED, None):
        html('<p class="down" role="alert"><b>{text}</b></p>', text=refused)
    if undone := st.session_state.get(UNDONE):
        _taken_back(undone, words)
    elif kept := st.session_state.get(RESULT):
        _taken_over(workspace, *kept)


def _taken_over(workspace: Workspace, imported: Imported, looked: Preview, choices: Mapping[int, str]) -> None:
    words, counts = workspace.words, {name: workspace.words.number(n) for name, n in imported.counts.items()}
    with card("import_result"):
        html(
            '<h2>{title}</h2><p role="status">{told}</p>',
            title=words("{file} is overgenomen", file=looked.name),
            told=words("{new} erbij, {update} bijgewerkt, {same} stonden er al, {double} dubbel, {refused} geweigerd.",
                       **counts),
        )  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            st.button(
                words("Draai deze import terug"), icon=":material/undo:", key="undo_import",
                on_click=take_back, args=(imported.import_run_id,),
            )  # fmt: skip
            if imported.counts["refused"] or imported.counts["double"]:
                _left(workspace, looked, choices)


def _left(workspace: Workspace, looked: Preview, choices: Mapping[int, str]) -> None:
    words = workspace.words

    def made() -> bytes:
        workspace.require_presence()
        workspace.log("relations.list.refused_taken_away")
        return importing.refused_rows(looked, words, choices)

    st.download_button(
        words("Neem de rijen mee die niet overgingen"), data=made, file_name=words("niet-overgenomen.xlsx"), mime=XLSX,
        type="tertiary", icon=":material/download:", on_click="ignore", key="take_left",
    )  # fmt: skip


def take_back(import_run_id: str) -> None:
    """Take an import back, and keep what became of each card for the screen."""
    workspace = workspace_now("relations.write")
    try:
        st.session_state[UNDONE] = importing.undo(workspace, import_run_id)
    except BiebwijzerError as refused:
        st.session_state[REFUSED] = workspace.words(refused.word, **refused.values)
        return
    st.session_state.pop(RESULT, None)
    done(workspace.words("De import is teruggedraaid."))


def _taken_back(undone: Undone, words: Words) -> None:
    """In three groups what went back and what did not, with why."""
    with card("import_undone"):
        html("<h2>{title}</h2>", title=words("De import is teruggedraaid"))
        for group, name in importing.GROUPS.items():
            cards = [one for one in undone.cards if one.group == group]
            title = words("{group}: {n}", group=words(name), n=words.number(len(cards)))
            if not cards:
                html("<p>{title}</p>", title=title)
                continue
            with st.expander(title, expanded=group != "restored"):
                table([words("Wie of wat"), words("Waarom")],
                      [(one.name, why(one, words)) for one in cards[:MOST_LISTED]],
                      caption=words("De eerste {n} van {total}.", n=MOST_LISTED, total=words.number(len(cards)))
                      if len(cards) > MOST_LISTED else "")  # fmt: skip


def why(one: Returned, words: Words) -> str:
    """Why a card did not go back; of one that did, that it did."""
    if one.group == "restored":
        return words("staat weer zoals het was")
    if one.why:
        return words(one.why)
    kind = "person" if one.table.endswith("person") else "organisation"
    fields = ", ".join(importing.labels(kind, (), words)[name] for name in one.fields)
    return words("later gewijzigd: {fields}", fields=fields) if fields else words("later gewijzigd")


def earlier(workspace: Workspace) -> None:
    """What was imported before, with the way back as long as there is one."""
    words = workspace.words
    rows = workspace.ask("relations/imports", most=MOST).rows.to_dicts()
    if not rows:
        return
    html("<h2>{title}</h2>", title=words("Eerder geïmporteerd"))
    with st.container(gap="small", key="names_imports"):
        for row in rows:
            _earlier(row, words)


def _earlier(row: Row, words: Words) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            html("<p><b>{file}</b></p>", file=row["file_name"])
            html('<p class="sub">{told}</p>', told=_told(row, words))
        if row["undone_at"] is None:
            st.button(
                words("Draai terug"), type="tertiary", icon=":material/undo:",
                key=f"undo_{row['import_run_id']}", on_click=take_back, args=(row["import_run_id"],),
            )  # fmt: skip
        else:
            with st.container(width="content"):
                html("<p>{pill}</p>", pill=pill(words("teruggedraaid"), "gray"))


def _told(row: Row, words: Words) -> str:
    counts = {name: words.number(row[name] or 0) for name in ("added", "changed", "refused", "restored", "kept")}
    who = row["imported_by_name"] or words("een collega")
    first = words("{moment} door {who}", moment=words.moment(here(row["imported_at"])), who=who)
    if row["undone_at"] is None:
        return f"{first} · " + words("{added} erbij, {changed} bijgewerkt, {refused} geweigerd", **counts)
    left = words.number(row["impossible"] or 0)
    return f"{first} · " + words("{restored} hersteld, {kept} behouden, {left} kon niet", left=left, **counts)
