"""The lists beside the form of activities: what must still be counted, and what was registered."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.activities import CORE_FUNCTIONS, recording, rules
from biebwijzer.desk.activity_fields import (
    branch_field,
    core_function_field,
    day_field,
    form_field,
    more_fields,
    participants_field,
    typed,
)
from biebwijzer.desk.activity_form import PERMISSION
from biebwijzer.desk.forms import SAVE, Form, plain, problem_count, problem_under
from biebwijzer.desk.frame import pill
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.undo import done
from biebwijzer.problems import BiebwijzerError, NotAllowed
from biebwijzer.words import Words, mark

MOST_TO_COUNT = 8
SHOWN, MOST_SHOWN = 8, 50
WHEN = {"held": mark("Geweest"), "planned": mark("Gepland")}
CLOSED = "activity_closed"
Row = dict[str, Any]


def to_count(workspace: Workspace, rows: Sequence[Row]) -> None:
    """One number field per activity. Enter keeps it, and the next activity comes under one's fingers.

    The fields are places in the list, not activities: what is counted leaves, the rest moves up, and the field one is
    in stays where it is. Within a form nothing moves before Enter, so that Tab never lands on another activity.
    """
    words = workspace.words
    html("<h2>{title} · {n}</h2>", title=words("Nog te tellen"), n=words.number(len(rows)))
    html('<p class="sub">{text}</p>', text=words("Typ het aantal en druk op Enter. Niemand? Typ 0."))
    shown = rows[:MOST_TO_COUNT]
    with st.form("to_count", border=False):
        with st.container(gap="small"):
            for place, row in enumerate(shown):
                _count_row(words, place, row)
        st.form_submit_button(words("Bewaar tellingen"), key="to_count_save", on_click=_count, args=(shown,))
    if len(rows) > len(shown):
        html('<p class="sub">{text}</p>', text=words("De rest komt daarna, de oudste eerst."))


def _count_row(words: Words, place: int, row: Row) -> None:
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small", key=f"count_row_{place}"):
        with st.container(width="stretch"):
            html(
                '<p><b>{title}</b></p><p class="sub">{beside}</p>',
                title=row["title"],
                beside=f"{words.date(row['held_on'])} · {row['branch']}",
            )
        st.number_input(
            words("Deelnemers aan {title} op {day}", title=plain(row["title"]), day=words.date(row["held_on"])),
            value=None,
            min_value=0,
            max_value=rules.MOST_PARTICIPANTS,
            step=1,
            placeholder=words("aantal"),
            label_visibility="collapsed",
            width=110,
            key=f"count_{place}",
        )


def _count(shown: Sequence[Row]) -> None:
    """Keep every number that was typed, as one act."""
    numbers = {
        row["activity_id"]: number
        for place, row in enumerate(shown)
        if (number := st.session_state.get(f"count_{place}")) is not None
    }
    for place in range(len(shown)):
        st.session_state[f"count_{place}"] = None
    if not numbers:
        return
    try:
        workspace = workspace_now(PERMISSION)
    except NotAllowed:
        return
    words = workspace.words
    try:
        kept = recording.count(workspace, numbers)
    except BiebwijzerError as refused:
        done(words(refused.word, **refused.values))
        return
    first = next(row for row in shown if row["activity_id"] in numbers)
    said = words.plural(
        mark("Geteld: **{title}**, {number}."),
        mark("Geteld: **{n} activiteiten**, de eerste is {title}, {number}."),
        n=len(numbers),
        title=first["title"],
        number=words.number(numbers[first["activity_id"]]),
    )
    done(said, kept.audit_id)


def recorded(workspace: Workspace, branches: Mapping[str, str]) -> None:
    """What colleagues registered, the latest first; what is planned by its day."""
    words = workspace.words
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        with st.container(width="stretch"):
            html("<h2>{title}</h2>", title=words("Laatst geregistreerd"))
        when = st.segmented_control(
            words("Wanneer"),
            list(WHEN),
            format_func=lambda one: words(WHEN[one]),
            default="held",
            required=True,
            key="activities_when",
            label_visibility="collapsed",
        )
    most = MOST_SHOWN if st.session_state.get("activities_all") else SHOWN
    planned = "planned" if when == "planned" else None
    answer = workspace.ask("activities/recorded", on_date=workspace.today, planned=planned, most=most)
    if answer.is_empty():
        text = words("Er is niets gepland.") if planned else words("Hier staat nog niets.")
        html('<p class="sub">{text}</p>', text=text)
        return
    with st.container(gap="small", key="activities_list"):
        for row in answer.rows.iter_rows(named=True):
            _recorded_row(workspace, row, branches)
    found = int(str(answer.first("found_count")))
    if found > answer.rows.height and most == SHOWN:
        st.button(
            words("Toon meer"), type="tertiary", icon=":material/expand_more:", key="activities_more", on_click=_all
        )
    elif found > answer.rows.height:
        html('<p class="sub">{text}</p>', text=words("Je ziet er {n}.", n=words.number(answer.rows.height)))


def _all() -> None:
    st.session_state["activities_all"] = True


def _recorded_row(workspace: Workspace, row: Row, branches: Mapping[str, str]) -> None:
    words = workspace.words
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            beside = [words.date(row["held_on"]), row["branch"], words(CORE_FUNCTIONS[row["core_function"]])]
            html(
                '<p><b>{title}</b> {state}</p><p class="sub">{beside}</p>',
                title=row["title"],
                state=_state(workspace, row),
                beside=" · ".join(part for part in beside if part),
            )
        if workspace.may(PERMISSION) and st.button(
            words("Wijzig"),
            type="tertiary",
            key=f"edit_activity_{row['activity_id']}_{row['row_version']}",
        ):
            activity_drawer(workspace, row, branches)


def _state(workspace: Workspace, row: Row) -> Any:
    """What there is to know of an activity beside its name."""
    words = workspace.words
    if row["is_delivered"]:
        return pill(words("ook aangeleverd, telt één keer"), "gray")
    if row["participants"] is not None:
        return pill(words.plural("1 deelnemer", "{n} deelnemers", n=row["participants"]), "gray")
    if row["held_on"] > workspace.today:
        return pill(words("gepland"), "blue")
    return pill(words("nog niet geteld"), "orange")


def activity_drawer(workspace: Workspace, row: Row, branches: Mapping[str, str]) -> None:
    """Change an activity, or take it away."""
    st.session_state.pop(CLOSED, None)
    title = workspace.words("Wijzig activiteit")
    st.dialog(title, position="right", width="small", dismissible=False)(_drawer)(workspace, row, branches)


def _drawer(workspace: Workspace, row: Row, branches: Mapping[str, str]) -> None:
    words, form = workspace.words, _opened(row)
    with st.form(form.key("form"), border=False):
        st.text_input(words("Titel"), value=form.first("title", row["title"]), key=form.key("title"))
        problem_under("title", form.problems, words)
        day_field(words, form, row["held_on"])
        branch_field(words, form, {row["branch_id"]: row["branch"], **branches}, row["branch_id"])
        core_function_field(words, form, row["core_function"])
        form_field(words, form, row["form"])
        participants_field(words, form, row["participants"])
        with st.expander(words("Meer (mag leeg)")):
            more_fields(words, form, row)
        problem_count(form.problems, words)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                words("Bewaar"), type="primary", shortcut=SAVE, key=form.save_key, on_click=form.once(_correct, row)
            )
            st.form_submit_button(
                words("Sluit"), shortcut="Escape", key=form.key("close"), on_click=_close, args=(row,)
            )
            st.form_submit_button(words("Verwijder"), key=form.key("remove"), on_click=_remove, args=(row, False))
            if row["series_id"]:
                st.form_submit_button(
                    words("Verwijder deze en wat volgt"), key=form.key("remove_all"), on_click=_remove, args=(row, True)
                )
    if st.session_state.pop(CLOSED, False):
        st.rerun()


def _opened(row: Row) -> Form:
    return Form(f"activity_{row['activity_id']}_{row['row_version']}")


def _close(row: Row) -> None:
    """Close the drawer; nothing is kept of what was typed but not saved."""
    _opened(row).fresh()
    st.session_state[CLOSED] = True


def _correct(row: Row) -> None:
    form, workspace = _opened(row), workspace_now(PERMISSION)
    draft = typed(form)

    def save() -> None:
        kept = recording.correct(workspace, row["activity_id"], draft, row["row_version"])
        done(workspace.words("Bewaard: **{title}**.", title=draft.title), kept.audit_id)
        _close(row)

    form.attempt(rules.problems(draft, workspace.today), save)


def _remove(row: Row, following: bool) -> None:
    form, workspace = _opened(row), workspace_now(PERMISSION)

    def remove() -> None:
        kept = recording.remove(workspace, row["activity_id"], following)
        done(workspace.words("Verwijderd: **{title}**.", title=row["title"]), kept.audit_id)
        _close(row)

    form.attempt([], remove)
