"""Begin a board pack, change what it is called and for whom, or throw it away."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from biebwijzer import board, usage
from biebwijzer.access import Workspace
from biebwijzer.board import editions, packs
from biebwijzer.board.packs import READERS, Figure, PackDraft
from biebwijzer.desk.filters import say_again
from biebwijzer.desk.forms import DAY, Form, plain, problem_under
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.slide_form import acted
from biebwijzer.desk.undo import done
from biebwijzer.words import mark

Pack = Mapping[str, Any]
# The pack that was just begun: the page opens it.
TO_OPEN = "board_pack_to_open"
# So many months of visits and loans show the years beside each other.
LATELY = 36


def new_pack(workspace: Workspace) -> None:
    """Begin a pack under a name."""
    words, form = workspace.words, Form("new_board_pack")
    with st.popover(words("Nieuw rapport"), icon=":material/add:", key="new_pack", on_change="rerun"):
        _pack_fields(workspace, form, {})
        st.button(words("Begin"), type="primary", key=form.save_key, on_click=form.once(_begin))


def change_pack(workspace: Workspace, pack: Pack) -> None:
    """Another name, day or circle of readers; or away with it, and back by undo."""
    words = workspace.words
    form = Form(f"pack_{pack['board_pack_id']}_{pack['row_version']}")
    with st.popover(words("Wijzig"), type="tertiary", key="change_pack", on_change="rerun"):
        _pack_fields(workspace, form, pack)
        with st.container(horizontal=True, gap="small"):
            save = form.once(_change, form.name, pack)
            st.button(words("Bewaar"), type="primary", key=form.save_key, on_click=save)
            st.button(words("Gooi weg"), type="tertiary", key="drop_pack", on_click=_drop, args=(pack,))


def next_pack(workspace: Workspace, pack: Pack) -> None:
    """The same figures for the next meeting, until the last month that was delivered."""
    words, span, form = workspace.words, usage.delivered_months(workspace), Form(f"next_{pack['board_pack_id']}")
    if span is None:
        return
    with st.popover(words("Volgende editie"), type="tertiary", key="next_pack", on_change="rerun"):
        until = words("Dezelfde figuren, bij tot en met {month}. Je begint met lege conclusies.",
                      month=words.month(span.last))  # fmt: skip
        html('<p class="sub">{text}</p>', text=until)
        _pack_fields(workspace, form, {"readers": pack["readers"]})
        st.button(
            words("Neem over"),
            type="primary",
            key=form.save_key,
            on_click=form.once(_follow, form.name, pack["board_pack_id"], span.last),
        )


def _follow(name: str, board_pack_id: str, last: date) -> None:
    workspace, form = workspace_now("board.write"), Form(name)
    draft, reference_date = _typed(form), usage.latest_reference_date(workspace)

    def save() -> None:
        saved = editions.next_edition(workspace, board_pack_id, draft, last, reference_date, form.row_id)
        done(workspace.words("Begonnen: **{name}**.", name=plain(draft.name)), saved.audit_id)
        st.session_state[TO_OPEN] = saved.row_id

    if form.attempt(packs.problems(draft), save):
        form.fresh()
        _close()


def begin_with_key_figures(workspace: Workspace, pack: Pack | None) -> None:
    """The figures of Kerncijfers in one press, in this pack or in a new one."""
    span, form = usage.delivered_months(workspace), Form("key_figures_pack")
    if span is None:
        return
    st.button(
        workspace.words("Begin met de kerncijfers"),
        icon=":material/finance:",
        key=form.save_key,
        on_click=form.once(_begin_key, pack, key_figures_now(span)),
    )


def key_figures_now(span: usage.Span) -> list[Figure]:
    """How we stand this year, and the visits and loans of the last three years."""
    lately = {"since": max(span.first, usage.months_earlier(span.last, LATELY - 1)), "until": span.last}
    per_month = (usage.VISITS_PER_MONTH, usage.LOANS_PER_MONTH, usage.VISITS_PER_BRANCH)
    asked = [(board.KEY_FIGURES, board.this_year(span.last)), *((exhibit, lately) for exhibit in per_month)]
    return [Figure(exhibit.name, exhibit.question, values) for exhibit, values in asked]


def _begin_key(pack: Pack | None, figures: list[Figure]) -> None:
    workspace, form = workspace_now("board.write"), Form("key_figures_pack")
    draft = PackDraft(workspace.words("Bestuur {month}", month=workspace.words.month(workspace.today)))

    def save() -> None:
        saved, there = packs.put_in(workspace, figures, pack["board_pack_id"] if pack else draft, form.row_id)
        name = pack["name"] if pack else draft.name
        done(workspace.words("De kerncijfers staan in **{name}**.", name=plain(name)), saved.audit_id)
        st.session_state[TO_OPEN] = there

    if form.attempt([], save):
        form.fresh()


def _close() -> None:
    """Close the small forms above a pack: what was asked is done, and the list says the names as they are now."""
    say_again()
    for key in ("new_pack", "change_pack", "next_pack"):
        st.session_state[key] = False


def _pack_fields(workspace: Workspace, form: Form, row: Pack) -> None:
    words = workspace.words
    month = words("Bestuur {month}", month=words.month(workspace.today))
    begun = form.first("name", row.get("name", month))
    st.text_input(words("Naam"), value=begun, key=form.key("name"), max_chars=packs.LONGEST_NAME)
    problem_under("name", form.problems, words)
    meets = form.first("meets_on", row.get("meets_on"))
    st.date_input(words("Vergadering (mag leeg)"), value=meets, format=DAY, key=form.key("meets_on"))
    st.selectbox(
        words("Voor wie?"),
        list(READERS),
        index=form.place("readers", READERS, row.get("readers", "bibliotheek")),
        format_func=lambda one: words(READERS[one]),
        key=form.key("readers"),
    )
    problem_under("form", form.problems, words)


def _typed(form: Form) -> PackDraft:
    return PackDraft(form.get("name") or "", form.get("meets_on"), form.get("readers"))


def _begin() -> None:
    workspace, form = workspace_now("board.write"), Form("new_board_pack")
    draft = _typed(form)

    def save() -> None:
        saved = packs.begin(workspace, draft, form.row_id)
        done(workspace.words("Begonnen: **{name}**.", name=plain(draft.name)), saved.audit_id)
        st.session_state[TO_OPEN] = saved.row_id

    if form.attempt(packs.problems(draft), save):
        form.fresh()
        _close()


def _change(name: str, pack: Pack) -> None:
    workspace, form = workspace_now("board.write"), Form(name)
    draft = _typed(form)

    def save() -> None:
        saved = packs.change(workspace, pack["board_pack_id"], draft, pack["row_version"])
        done(workspace.words("Bewaard: **{name}**.", name=plain(draft.name)), saved.audit_id)

    if form.attempt(packs.problems(draft), save):
        _close()


def _drop(pack: Pack) -> None:
    acted(lambda workspace: packs.remove(workspace, pack["board_pack_id"]), mark("Het rapport is weggegooid."))
