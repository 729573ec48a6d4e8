"""Importeren as one reads it from top to bottom: the list, its columns, what would happen, the decision."""

from dataclasses import replace

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.import_list import answered, handed_in, mapped, nothing_yet, read, state
from biebwijzer.desk.import_preview import decide, looked_at, shown
from biebwijzer.desk.import_result import RESULT, UNDONE
from biebwijzer.exports.lists import XLSX
from biebwijzer.relations import importing
from biebwijzer.relations.importing import ImportMap, ListRead
from biebwijzer.words import Words


def import_steps(workspace: Workspace) -> bool:
    """The steps of an import as far as one has come; whether a list is being imported at all."""
    words, library = workspace.words, workspace.libraries[0]
    handed = handed_in(words)
    if handed is None:
        if not st.session_state.get(RESULT) and not st.session_state.get(UNDONE):
            nothing_yet(words)
        return False
    for kept in (RESULT, UNDONE):
        st.session_state.pop(kept, None)
    found = read(handed, words)
    if found is None or not _table_is_sure(found, words):
        return True
    said = mapped(workspace, library, found)
    said = said and _with_days(found, said, words)
    if said is None:
        return True
    looked = looked_at(workspace, library, found, said)
    if looked is not None:
        shown(workspace, looked)
        decide(workspace, found, said, looked)
    return True


def _table_is_sure(found: ListRead, words: Words) -> bool:
    about_table = tuple(name for name in state()["asked"] if name != "dates")
    return (not about_table or answered(words, about_table)) and bool(found.heads)


def _with_days(found: ListRead, said: ImportMap, words: Words) -> ImportMap | None:
    """The map with the order of day and month, asked where a day is read that can be read two ways."""
    if "dates" in said.answers or "dates" not in state()["asked"] or not importing.reads_days(found, said):
        return said
    if not answered(words, ("dates",)):
        return None
    return replace(said, answers={**said.answers, "dates": state()["answers"]["dates"]})


def take_everything(workspace: Workspace) -> None:
    """Everybody and everything the library knows, as a workbook or for a telephone."""
    words = workspace.words
    _take(workspace, "relaties.xlsx", words("Alle relaties als Excel"), XLSX)
    _take(workspace, "relaties.vcf", words("Alle personen als vCard"), "text/vcard")


def _take(workspace: Workspace, name: str, label: str, mime: str) -> None:
    st.download_button(
        label, data=lambda: importing.everything(workspace, workspace.libraries[0])[name], file_name=name, mime=mime,
        type="tertiary", icon=":material/download:", on_click="ignore", key=f"take_{name}",
    )  # fmt: skip
