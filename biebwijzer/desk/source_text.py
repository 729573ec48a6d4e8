"""A source as text: to read and take along, to change as its next version, or to hand in as a new one."""

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.desk.acts import acted
from biebwijzer.desk.forms import SAVE, Form, problem_count, problem_under
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.problems import BiebwijzerError, NotAllowed, Problem
from biebwijzer.warehouse import Row
from biebwijzer.words import mark

PERMISSION = "intake.deliver"
HANDED_IN = "source_handed_in"


def text_to_read(workspace: Workspace, source_id: str, text: str) -> None:
    """The text of a source, to read and to take along."""
    words = workspace.words
    with st.expander(words("De bron als tekst")):
        st.code(text, language="toml")
        st.download_button(
            words("Neem de tekst mee"), text, f"{source_id}.toml", "text/plain", key="take_own_text", on_click="ignore"
        )


def text_to_change(workspace: Workspace, kept: Row) -> None:
    """The text of a source of one's own: what is saved is its next version, and the ones before it stay."""
    words = workspace.words
    form = Form(f"source_text_{kept['source_id']}")
    form.remember("seen", kept["version"])
    with st.expander(words("Wijzig de tekst"), expanded=bool(form.problems)):
        html(
            '<p class="sub">{text}</p>',
            text=words("Dit wordt de volgende versie. Wat al geleverd is, blijft zoals het is; rol het terug of lever "
                       "het opnieuw aan als ook dat anders moet."),
        )  # fmt: skip
        with st.form(form.key("form"), border=False):
            st.text_area(
                words("De bron als tekst"),
                value=form.first("text", kept["text"]),
                height=420,
                key=form.key("text"),
                max_chars=intake.LONGEST_TEXT,
            )
            problem_under("text", form.problems, words)
            problem_count(form.problems, words)
            st.form_submit_button(
                words("Bewaar als volgende versie"), type="primary", shortcut=SAVE, key=form.save_key,
                on_click=form.once(_keep, form.name, kept),
            )  # fmt: skip


def _keep(name: str, kept: Row) -> None:
    form = Form(name)
    try:
        workspace = workspace_now(PERMISSION)
    except NotAllowed:
        return
    text = (form.get("text") or "").replace("\r\n", "\n")

    def save() -> None:
        saved = intake.keep_source(workspace, kept["source_id"], text, seen=form.get("seen"))
        acted(workspace.words("De volgende versie van deze bron is bewaard."), ("undo", str(saved.audit_id)))

    if form.attempt(_problems(text, kept["text"]), save):
        form.fresh()
        return
    # Who was overtaken reads what stands there now; what is saved after that is meant.
    form.keep("seen", intake.kept_texts(workspace.stores, source_id=kept["source_id"])[0]["version"])


def _problems(text: str, before: str) -> list[Problem]:
    if not text.strip():
        return [Problem("text", mark("**Er staat niets meer.** Zet de tekst terug, of haal de bron uit gebruik."))]
    if text == before:
        return [Problem("text", mark("**Er is niets veranderd.** Pas de tekst aan en bewaar hem dan."))]
    return []


def hand_in_text(workspace: Workspace) -> None:
    """A source that somebody wrote or took along elsewhere: hand it in as a source of one's own."""
    words = workspace.words
    part = st.expander(words("Heb je de bron al als tekst?"), key="hand_in_text", on_change="rerun")
    if not part.open:
        return
    with part:
        number = st.session_state.get(HANDED_IN, 0)
        file = st.file_uploader(words("Tekst van een bron"), type=["toml", "txt"], key=f"source_text_{number}")
        if file is None:
            return
        try:
            text, made = intake.source_in_file(file.name, file.getvalue())
            html("<p>{text}</p>", text=words("Dit is de bron {title}.", title=words.either(made.title)))
            if not st.button(words("Neem deze bron in gebruik"), type="primary", key="hand_in"):
                return
            at_work = workspace_now(PERMISSION)
            source_id = intake.free_name(at_work.stores, made.title["nl"])
            saved = intake.keep_source(at_work, source_id, text)
        except BiebwijzerError as refused:
            html('<p class="down" role="alert">{text}</p>', text=words(refused.word, **refused.values))
            return
    acted(
        words("Bron **{title}** is in gebruik. Lever er nu een bestand voor aan.", title=words.either(made.title)),
        ("undo", str(saved.audit_id)),
    )
    st.session_state[HANDED_IN] = number + 1
    st.query_params["bron"] = source_id
    st.rerun()
