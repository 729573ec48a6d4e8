"""A slide of a board pack: what is said and asked beside its figure, and its place among the others."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from biebwijzer.access import Saved, Workspace
from biebwijzer.board import packs
from biebwijzer.board.packs import LONGEST, SlideDraft
from biebwijzer.desk.forms import SAVE, Form, problem_count, problem_under
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.slides import Shown
from biebwijzer.desk.undo import done
from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import mark

FIELDS: Mapping[str, str] = {
    "conclusion": mark("Conclusie op deze dia (mag leeg)"),
    "note": mark("Toelichting (mag leeg)"),
    "request": mark("Wat vragen we het bestuur? (mag leeg)"),
}


def slide_form(workspace: Workspace, one: Shown) -> None:
    """What stands beside the figure, to write or to change."""
    words, row = workspace.words, one.row
    # Another version is another form: what stands there is what is kept.
    form = Form(f"slide_{row['slide_id']}_{row['row_version']}")
    with st.form(form.key("form"), border=False):
        for field, label in FIELDS.items():
            begun = form.first(field, row[field]) or ""
            asked = one.slide.title if field == "conclusion" and one.slide and not row[field] else None
            st.text_area(
                words(label),
                value=begun,
                height=68,
                key=form.key(field),
                max_chars=LONGEST[field],
                placeholder=asked,
            )
            problem_under(field, form.problems, words)
        problem_count(form.problems, words)
        st.form_submit_button(
            words("Bewaar"), type="primary", shortcut=SAVE, key=form.save_key, on_click=form.once(_say, form.name, row)
        )


def _say(name: str, row: Mapping[str, Any]) -> None:
    workspace, form = workspace_now("board.write"), Form(name)
    draft = SlideDraft(*(form.get(field) for field in FIELDS))

    def save() -> None:
        saved = packs.say(workspace, row["slide_id"], draft, row["row_version"])
        done(workspace.words("Bewaard op deze dia."), saved.audit_id)

    form.attempt(packs.slide_problems(draft), save)


def slide_place(workspace: Workspace, one: Shown, number: int, many: int) -> None:
    """Earlier, later, or out of the pack."""
    words, slide_id = workspace.words, one.row["slide_id"]
    with st.container(horizontal=True, gap="small", key="slide_place"):
        for by, label, icon, there in (
            (-1, words("Naar voren"), ":material/arrow_back:", number > 0),
            (1, words("Naar achteren"), ":material/arrow_forward:", number < many - 1),
        ):
            if there:
                at = str(number + 1 + by)
                st.button(label, icon=icon, type="tertiary", key=f"move_{by}", on_click=_move, args=(slide_id, by, at))
        st.button(
            words("Haal uit rapport"), icon=":material/delete:", type="tertiary", key="take_out", on_click=_take_out,
            args=(slide_id, str(max(number, 1))),
        )  # fmt: skip


def _move(slide_id: str, by: int, at: str) -> None:
    if acted(lambda workspace: packs.move(workspace, slide_id, by), mark("De dia is verplaatst.")):
        _turn_to(at)


def _take_out(slide_id: str, at: str) -> None:
    if acted(lambda workspace: packs.take_out(workspace, slide_id), mark("De dia is uit het rapport.")):
        _turn_to(at)


def _turn_to(number: str) -> None:
    st.session_state["dia"] = st.query_params["dia"] = number


def acted(act: Callable[[Workspace], Saved], told: str) -> bool:
    """Do it and say so below, with the way back; whether it was done."""
    workspace = workspace_now("board.write")
    try:
        saved = act(workspace)
    except BiebwijzerError as refused:
        done(workspace.words(refused.word, **refused.values))
        return False
    done(workspace.words(told), saved.audit_id)
    return True
