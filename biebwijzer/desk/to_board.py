"""Meenemen › In bestuursrapport: a figure as it stands on the screen, put at the end of a pack."""

from collections.abc import Mapping

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.board import packs
from biebwijzer.board.packs import Figure, PackDraft
from biebwijzer.desk.forms import Form, plain, problem_under
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.slides import can_be_put_in
from biebwijzer.desk.undo import done
from biebwijzer.look import Exhibit
from biebwijzer.warehouse import Answer

NEW = "new"
# That a figure was just put in: the undo bar stands outside this frame.
PUT_IN = "put_in_board_pack"


def to_board(workspace: Workspace, exhibit: Exhibit, answer: Answer, key: str) -> None:
    """Choose a pack, or begin one, and put the figure in."""
    if not workspace.may("board.write") or not can_be_put_in(exhibit):
        return
    if st.session_state.pop(PUT_IN, False):
        st.rerun()
    words, form = workspace.words, Form(f"board_{key}")
    rows = workspace.ask("board/board_packs").rows.to_dicts()
    there = {row["board_pack_id"]: row["name"] for row in rows}
    options = [*there, NEW]
    st.selectbox(
        words("In bestuursrapport"),
        options,
        index=form.place("into", options, options[0]),
        format_func=lambda one: words("Nieuw rapport…") if one == NEW else there.get(one, one),
        key=form.key("into"),
    )
    if form.get("into") == NEW:
        first = form.first("name", words("Bestuur {month}", month=words.month(workspace.today)))
        st.text_input(words("Naam"), value=first, key=form.key("name"), max_chars=packs.LONGEST_NAME)
        problem_under("name", form.problems, words)
    problem_under("form", form.problems, words)
    figure = Figure(exhibit.name, exhibit.question, dict(answer.values))
    st.button(
        words("Zet erin"),
        icon=":material/add_to_photos:",
        key=form.save_key,
        on_click=form.once(_put_in, form.name, figure, there),
    )
    chosen = form.get("into")
    if chosen in there:
        last = next(row["slides"] for row in rows if row["board_pack_id"] == chosen)
        html(
            '<p><a href="bestuursrapport?rapport={pack}&dia={last}" target="_self">{label}</a></p>',
            pack=chosen,
            last=max(last, 1),
            label=words("Open {name}", name=there[chosen]),
        )


def _put_in(name: str, figure: Figure, there: Mapping[str, str]) -> None:
    workspace, form = workspace_now("board.write"), Form(name)
    words, chosen = workspace.words, form.get("into")
    into = PackDraft(form.get("name") or "") if chosen == NEW else chosen

    def save() -> None:
        saved, pack = packs.put_in(workspace, [figure], into, form.row_id)
        title = into.name if isinstance(into, PackDraft) else there.get(pack, "")
        done(words("Het figuur staat in **{name}**.", name=plain(title)), saved.audit_id)
        form.fresh()
        Form(name).keep("into", pack)
        st.session_state[PUT_IN] = True

    form.attempt(packs.problems(into) if isinstance(into, PackDraft) else [], save)
