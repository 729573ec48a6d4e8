"""The notebook: one field in which one types as on paper, and the proposals that follow from it."""

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.forms import save_shortcut
from biebwijzer.desk.frame import card
from biebwijzer.desk.markup import html
from biebwijzer.desk.noteer import contact_form
from biebwijzer.desk.page import workspace_now
from biebwijzer.relations import noting
from biebwijzer.relations.contact_moments import ContactMomentDraft


def notebook(workspace: Workspace) -> None:
    """One field, as in a notebook; what we make of it follows, line by line."""
    words = workspace.words
    saved = st.session_state.pop("noteer_saved", None)
    if saved and saved.startswith("proposal_"):
        _leave_out(int(saved.split("_")[1]))
        if not st.session_state["proposals"]:
            st.session_state["note"] = ""
    proposals = st.session_state.get("proposals", [])
    if proposals:
        _proposals(workspace, proposals)
        return
    with st.container(border=True, key="card_note"), st.form("note_form", border=False):
        st.text_area(
            words("Wie sprak je, en wat spraken jullie af?"),
            placeholder=words("12-11 Taalhuis gebeld, data taalcafé doorgeven, terugbellen dinsdag"),
            height=80,
            key="note",
        )
        if st.session_state.pop("note_empty", False):
            html('<p class="down" role="alert">{text}</p>', text=words("Er staat nog niets. Typ één regel."))
        hint, further = st.columns([2, 1], vertical_alignment="center")
        with hint:
            html(
                '<p class="sub">{text}</p>',
                text=words("Typ het zoals in je schrift. Je ziet daarna wat we ervan maken."),
            )
        further.form_submit_button(
            words("Verder"), type="primary", shortcut=save_shortcut(), width="stretch", on_click=_read_note
        )


def _proposals(workspace: Workspace, proposals: list[tuple[int, noting.Proposal]]) -> None:
    words = workspace.words
    html("<h2>{title}</h2>", title=words("Klopt dit?"))
    for number, proposal in proposals:
        noted, match = proposal.noted, proposal.match
        with card(f"proposal_{number}"):
            html('<p class="sub">{text}</p>', text=words("Je typte: {text}", text=noted.text))
            draft = ContactMomentDraft(
                spoken_on=noted.spoken_on,
                channel=noted.channel,
                summary=noted.summary,
                organisation_id=match.found_id if match and match.kind == "organisation" else None,
                person_id=match.found_id if match and match.kind == "person" else None,
                new_organisation=None if match else noted.with_whom or None,
                beside_ids=tuple(one.found_id for one in proposal.beside),
                promise=noted.promise,
                due_on=noted.due_on,
            )
            contact_form(
                workspace,
                f"proposal_{number}_{abs(hash(noted.text))}",
                draft,
                None,
                (*proposal.candidates, *proposal.beside),
                alone=len(proposals) == 1,
            )
            st.button(
                words("Sla deze regel over"),
                type="tertiary",
                key=f"leave_{number}",
                on_click=_leave_out,
                args=(number,),
            )
    st.button(words("Terug naar mijn tekst"), key="back_to_note", on_click=_back_to_note)


def _read_note() -> None:
    """Make proposals of what was typed; the text itself stays until all of it is kept."""
    now = workspace_now("relations.write")
    typed = st.session_state.get("note", "")
    st.session_state["proposals"] = list(enumerate(noting.propose(now, typed)))
    st.session_state["note_kept"] = typed
    st.session_state["note_empty"] = not typed.strip()


def _back_to_note() -> None:
    """Back to the text as it was typed."""
    st.session_state["note"] = st.session_state.get("note_kept", "")
    st.session_state["proposals"] = []


def _leave_out(number: int) -> None:
    """Keep nothing of this line."""
    st.session_state["proposals"] = [one for one in st.session_state["proposals"] if one[0] != number]
