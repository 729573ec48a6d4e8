"""Quarantaine, many at once: spellings that look alike become one name, and a correction may become a rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.desk.acts import acted, attempt
from biebwijzer.desk.deliveries import title_of
from biebwijzer.desk.forms import plain
from biebwijzer.desk.frame import card
from biebwijzer.desk.markup import html
from biebwijzer.desk.refused import Fault
from biebwijzer.words import Words

NAMES = ("unknown_value", "unknown_reference", "not_one_of")
APART = "clusters_apart"


@dataclass(frozen=True)
class Together:
    """Faults in one column of one delivery whose values look alike, and the name they probably mean."""

    faults: tuple[Fault, ...]
    proposal: str

    @property
    def key(self) -> str:
        """Tells this cluster from every other on the page."""
        return self.faults[0].key


def clusters_of(faults: Sequence[Fault]) -> list[Together]:
    """Faults that may be one mistake written in several ways; those one wants to see apart are left out."""
    by_column: dict[tuple[str, str], dict[str, Fault]] = {}
    for fault in faults:
        if fault.reason in NAMES and fault.found:
            by_column.setdefault((fault.run_id, fault.column), {})[fault.found] = fault
    apart = st.session_state.get(APART, set())
    found = [
        Together(tuple(values[spelling] for spelling in cluster.spellings), cluster.proposal)
        for values in by_column.values()
        for cluster in intake.clusters(
            {spelling: len(fault.rows) for spelling, fault in values.items()},
            {spelling: fault.suggestion for spelling, fault in values.items() if fault.suggestion},
        )
    ]
    return [one for one in found if one.key not in apart]


def one_cluster(workspace: Workspace, cluster: Together) -> None:
    """The spellings, each to be left out, the name they become, and the button that approves it."""
    words, first = workspace.words, cluster.faults[0]
    with card(f"cluster_{cluster.key}"):
        html(
            '<p class="sub">{where}</p><p><b>{told}</b></p>',
            where=words(
                "{source} · {file} · {column}",
                source=title_of(first.rows[0], words),
                file=first.rows[0]["file_name"],
                column=first.column,
            ),
            told=words.plural(
                "{n} schrijfwijze", "Deze {n} schrijfwijzen lijken op elkaar. Is het dezelfde?", len(cluster.faults)
            ),
        )
        with st.form(f"together_{cluster.key}", border=False, width=520):
            chosen = [fault for fault in cluster.faults if takes_part(fault, words)]
            value = st.text_input(words("Verander in"), value=cluster.proposal, key=f"name_{cluster.key}")
            kept = remember_box(first, words)
            asked = st.form_submit_button(words("Verbeter de gekozen rijen"))
        if st.button(words("Behandel ze apart"), type="tertiary", key=f"apart_{cluster.key}"):
            st.session_state[APART] = {*st.session_state.get(APART, set()), cluster.key}
            st.rerun()
    if asked:
        values = {one: value.strip() for fault in chosen for one in fault.ids}
        mend(workspace, chosen, values, value.strip() if kept else None)
        st.rerun()


def takes_part(fault: Fault, words: Words) -> bool:
    """Whether this spelling takes part, with how many rows have it."""
    rows = words.plural("{n} rij", "{n} rijen", len(fault.rows))
    label = words("{found} ({rows})", found=plain(str(fault.found)), rows=rows)
    return st.checkbox(label, value=True, key=f"part_{fault.key}")


def remember_box(fault: Fault, words: Words) -> bool:
    """Whether this correction becomes a rule; not offered for what can't come again in the same way."""
    wanted = next((one for one in intake.sources() if one.source_id == fault.rows[0]["source_id"]), None)
    if wanted is None or not intake.may_be_rule(wanted, fault.column, fault.reason):
        return False
    return st.checkbox(words("Doe dit voortaan bij elke levering"), key=f"rule_{fault.key}")


def mend(workspace: Workspace, faults: Sequence[Fault], values: Mapping[str, str], rule: str | None) -> None:
    """Put rows right, and make it a rule when every one of them is good now; say what came of it."""
    words = workspace.words
    if not values:
        st.session_state["intake_refused"] = words("Kies minstens één schrijfwijze.")
        return
    run_id = faults[0].run_id
    outcome = attempt(workspace, lambda at_work, _: intake.correct(at_work, run_id, values))
    if outcome is None:
        return
    sentence = told(outcome, words)
    if sentence is None:
        return
    if rule is not None and outcome.accepted and not outcome.refused:
        sentence += " " + made_rule(workspace, faults, rule)
    elif rule is not None:
        sentence += " " + words("Er is geen regel gemaakt: de nieuwe waarde is nog niet goed.")
    acted(sentence, ("roll_back", outcome.run_id) if outcome.accepted else None)


def made_rule(workspace: Workspace, faults: Sequence[Fault], becomes: str) -> str:
    """Make the correction a rule from now on; what is said of it."""
    words, row = workspace.words, faults[0].rows[0]
    wanted = [intake.Correction(fault.column, str(fault.found), becomes) for fault in faults]
    done: Any = attempt(
        workspace, lambda at_work, _: intake.remember(at_work, row["source_id"], row["library_id"], wanted)
    )
    if done is None:
        return str(st.session_state.pop("intake_refused", ""))
    return words.plural(
        "De regel geldt vanaf de volgende levering.", "De {n} regels gelden vanaf de volgende levering.", len(wanted)
    )


def told(outcome: intake.Outcome, words: Words) -> str | None:
    """How many rows are good now, and how many still wait; None when the whole was refused, and why is kept."""
    if outcome.status == "failed":
        st.session_state["intake_refused"] = words(outcome.sentence or "", **(outcome.values or {}))
        return None
    sentence = words.plural("**{n} rij** telt nu mee.", "**{n} rijen** tellen nu mee.", outcome.accepted)
    if outcome.refused:
        still = words.plural("{n} rij is nog niet goed.", "{n} rijen zijn nog niet goed.", outcome.refused)
        sentence = f"{sentence} {still}"
    return sentence
