"""The first day of an empty home: libraries, their branches and municipalities, typed in instead of delivered.

What is typed here goes the way of every file: judged, kept, and to be rolled back in Gegevens › Bronnen.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.desk.frame import Head, card, pair, table
from biebwijzer.desk.markup import html
from biebwijzer.desk.signing_in import say_problems
from biebwijzer.intake import Outcome
from biebwijzer.problems import BiebwijzerError, Problem
from biebwijzer.settings import ROOT
from biebwijzer.words import mark

MUNICIPALITIES = ROOT / "examples" / "cbs" / "municipalities.csv"
KINDS = {
    "branch": mark("vestiging"),
    "service_point": mark("servicepunt"),
    "mobile": mark("bibliobus"),
    "department": mark("afdeling"),
}
SAID = "first_day_said"
# Counts what was added: a form of the next turn begins empty, one that was refused keeps what was typed.
TURN = "first_day_turn"


def code_of(name: str) -> str:
    """A code made from a name: 'Bieb Oud-Zuilen' is bieb_oud_zuilen."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if sign.isascii())
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")


def field(name: str) -> str:
    """The key of a field in this turn."""
    return f"{name}_{st.session_state.get(TURN, 0)}"


def name_problems(name: str, taken: set[str]) -> list[Problem]:
    """What stands in the way of a new library or branch of this name."""
    if not code_of(name):
        return [Problem("name", mark("Vul een naam in."))]
    if code_of(name) in taken:
        return [Problem("name", mark("Die is er al. Kies een andere naam."))]
    return []


def places_forms(workspace: Workspace) -> None:
    """What there is, and the forms that add to it."""
    words = workspace.words
    rows = workspace.ask("access/places", on_date=workspace.today).rows.to_dicts()
    mine = {row["library_id"]: row["name"] for row in rows if row["library_id"] in workspace.libraries}
    html("<h2>{title}</h2>", title=words("Bibliotheken"))
    said = st.session_state.pop(SAID, None)
    if said:
        st.success(said)
    if mine:
        table(
            [words("Bibliotheek"), words("Code"), Head(words("Vestigingen"), number=True), words("Gemeenten")],
            [
                (row["name"], row["library_id"], words.number(row["branches"]), words.list(row["municipalities"] or []))
                for row in rows
                if row["library_id"] in mine
            ],
        )
    left, right = pair()
    if workspace.scope_type == "land":
        with left, card("library"):
            _library(workspace, {row["library_id"] for row in rows})
    if mine:
        with right, card("branch"):
            _branch(workspace, mine, {one for row in rows for one in row["branch_ids"] or []})
        with left, card("municipality"):
            _municipality(workspace, mine)


def _library(workspace: Workspace, taken: set[str]) -> None:
    words = workspace.words
    with st.form("new_library", border=False):
        html("<h2>{title}</h2>", title=words("Voeg een bibliotheek toe"))
        name = st.text_input(words("Naam van de bibliotheek"), key=field("library_name"))
        under = {"name": st.empty()}
        sent = st.form_submit_button(words("Voeg de bibliotheek toe"))
    if sent:
        found = name_problems(name, taken)
        say_problems(words, under, found)
        if not found:
            row = {"library_id": code_of(name), "name": name.strip()}
            _deliver(workspace, "libraries", row, code_of(name), name)


def _branch(workspace: Workspace, libraries: Mapping[str, str], taken: set[str]) -> None:
    words = workspace.words
    with st.form("new_branch", border=False):
        html("<h2>{title}</h2>", title=words("Voeg een vestiging toe"))
        library = st.selectbox(
            words("Van welke bibliotheek?"), list(libraries), key="branch_of", format_func=libraries.__getitem__
        )
        name = st.text_input(words("Naam van de vestiging"), key=field("branch_name"))
        under = {"name": st.empty()}
        kind = st.selectbox(words("Soort"), list(KINDS), key="branch_kind", format_func=lambda one: words(KINDS[one]))
        opened_on = st.date_input(
            words("Open sinds (mag leeg)"),
            None,
            key=field("branch_opened"),
            format="DD-MM-YYYY",
            min_value="1850-01-01",
        )
        sent = st.form_submit_button(words("Voeg de vestiging toe"))
    if sent:
        # Two libraries may both have a 'Centrum'; the code says whose.
        found = name_problems(name, {one.removeprefix(f"{library}_") for one in taken if one.startswith(library)})
        say_problems(words, under, found)
        if not found:
            row = {
                "branch_id": f"{library}_{code_of(name)}",
                "name": name.strip(),
                "kind": kind,
                "opened_on": opened_on,
            }
            _deliver(workspace, "branches", row, library, name)


def _municipality(workspace: Workspace, libraries: Mapping[str, str]) -> None:
    words = workspace.words
    html("<h2>{title}</h2>", title=words("Voeg een gemeente toe"))
    known = workspace.ask("access/municipalities", on_date=workspace.today).rows["name"].to_list()
    if not known:
        html("<p>{text}</p>", text=words("De lijst met gemeenten is nog niet geladen. Die van het CBS zit erbij."))
        if st.button(words("Laad de gemeenten van het CBS"), key="load_municipalities"):
            _tell(workspace, _try(workspace, lambda: intake.deliver(workspace, "cbs_municipalities", MUNICIPALITIES)))
        return
    with st.form("new_municipality", border=False):
        library = st.selectbox(
            words("Van welke bibliotheek?"), list(libraries), key="served_by", format_func=libraries.__getitem__
        )
        name = st.selectbox(
            words("Gemeente"), known, index=None, key=field("served"), placeholder=words("Kies een gemeente")
        )
        under = {"name": st.empty()}
        since = st.date_input(words("Sinds"), workspace.today.replace(month=1, day=1), key="served_since",
                              format="DD-MM-YYYY", min_value="1850-01-01")  # fmt: skip
        sent = st.form_submit_button(words("Voeg de gemeente toe"))
    if sent and not name:
        say_problems(words, under, [Problem("name", mark("Kies een gemeente."))])
    elif sent and name:
        _deliver(workspace, "library_municipalities", {"municipality_id": name, "valid_from": since}, library, name)


def _deliver(workspace: Workspace, source_id: str, row: Mapping[str, Any], library: str, name: str) -> None:
    """One row the way of every file; the name comes back in the confirmation."""
    _tell(workspace, _try(workspace, lambda: intake.deliver_rows(workspace, source_id, [row], library)), name.strip())


def _try(workspace: Workspace, act: Any) -> Outcome | None:
    words = workspace.words
    try:
        with st.spinner(words("We nemen het op, dat duurt een paar seconden.")):
            return act()
    except BiebwijzerError as refused:
        st.error(words(refused.word, **{name: str(value) for name, value in refused.values.items()}))
        return None


def _tell(workspace: Workspace, outcome: Outcome | None, name: str = "") -> None:
    """Say what came of it; a page that shows the new row needs a run of its own."""
    words = workspace.words
    if outcome is None:
        return
    if outcome.sentence or outcome.refused:
        values = {key: str(value) for key, value in (outcome.values or {}).items()}
        st.error(
            words(outcome.sentence, **values) if outcome.sentence else words("Dit is geweigerd. Bekijk Quarantaine.")
        )
        return
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    st.session_state[SAID] = (
        words("Toegevoegd: {name}. Je kunt dit terugdraaien bij Gegevens, Bronnen.", name=name)
        if name
        else words.plural("{n} gemeente geladen.", "{n} gemeenten geladen.", n=outcome.accepted)
    )
    st.rerun()
