"""Registering an activity in half a minute: a title that fills in the rest, a number, and Ctrl+Enter."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.activities import ActivityDraft, Series, recording, rules
from biebwijzer.activities.calendar import REPEATS, Plan, Skipped
from biebwijzer.activities.recording import Kept
from biebwijzer.desk.activity_fields import (
    branch_field,
    core_function_field,
    day_field,
    form_field,
    more_fields,
    participants_field,
    typed,
)
from biebwijzer.desk.forms import DAY, Form, plain, problem_count, problem_under, save_shortcut
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.undo import done
from biebwijzer.problems import NotAllowed
from biebwijzer.words import Words, mark

NAME = "activity"
PERMISSION = "activities.write"
SAVED = "activity_saved"
ONCE = "once"
MOST_TITLES = 500
MOST_SKIPPED_TOLD = 3
# What a title that was used before fills in.
TAKEN_OVER = {
    "core_function": "core_function",
    "form": "way",
    "pillar": "pillar",
    "target_group": "target_group",
    "funding_frame": "funding_frame",
}


@st.fragment
def activity_form(workspace: Workspace, branches: Mapping[str, str]) -> None:
    """The form; only it is drawn again while one types, and the page once something is kept."""
    words, form = workspace.words, Form(NAME)
    with st.container(border=True, key="card_activity"):
        _title(workspace, form)
        with st.form(form.key("form"), border=False):
            _what_where_when(workspace, form, branches)
            with st.expander(words("Herhaal"), expanded=_repeats_wrongly(form)):
                _repeat(words, form)
            with st.expander(words("Meer (mag leeg)")):
                more_fields(words, form)
            problem_count(form.problems, words)
            st.form_submit_button(
                words("Bewaar"),
                type="primary",
                shortcut=save_shortcut(),
                key=form.save_key,
                on_click=form.once(_save),
            )
    if st.session_state.pop(SAVED, False):
        st.rerun()


def _title(workspace: Workspace, form: Form) -> None:
    """The title stands before the form, as an earlier one fills in the rest."""
    words = workspace.words
    known = {row["title"]: row for row in workspace.ask("activities/titles", most=MOST_TITLES).rows.to_dicts()}
    st.text_input(
        words("Titel"),
        placeholder=words("Bijvoorbeeld: Taalcafé"),
        live=True,
        value=form.first("title") or "",
        key=form.key("title"),
        on_change=_title_typed,
        args=(known,),
    )
    problem_under("title", form.problems, words)
    # By what was typed, also after one was chosen: a button that goes away takes the focus with it.
    found = rules.suggested(known, form.get("asked") or "")
    if found:
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="earlier_titles"):
            html('<p class="sub">{text}</p>', text=words("Eerder:"))
            for place, title in enumerate(found):
                st.button(plain(title), key=form.key(f"earlier_{place}"), on_click=_choose, args=(title, known[title]))


def _title_typed(known: Mapping[str, dict[str, Any]]) -> None:
    """While one types: what resembles it is offered, and what is the same brings the rest with it."""
    form = Form(NAME)
    asked = form.get("title") or ""
    form.keep("asked", asked)
    same = next((row for title, row in known.items() if title.casefold() == asked.strip().casefold()), None)
    if same is not None:
        _take_over(form, same)


def _choose(title: str, earlier: Mapping[str, Any]) -> None:
    """An earlier title, with what it was registered with."""
    form = Form(NAME)
    form.keep("title", title)
    _take_over(form, earlier)


def _take_over(form: Form, earlier: Mapping[str, Any]) -> None:
    for column, field in TAKEN_OVER.items():
        if earlier[column] is not None:
            form.keep(field, earlier[column])


def _what_where_when(workspace: Workspace, form: Form, branches: Mapping[str, str]) -> None:
    """How many comes first: with a known title it is the only thing left to type."""
    words = workspace.words
    last = workspace.ask("activities/last_used", recorded_by=workspace.user_id)
    own = last.first("branch_id")
    many, day, where = st.columns(3, gap="medium")
    with many:
        participants_field(words, form, None)
    with day:
        day_field(words, form, workspace.today)
    with where:
        branch_field(words, form, branches, str(own) if own in branches else None)
    what, how = st.columns(2, gap="medium")
    with what:
        core_function_field(words, form, last.first("core_function"))
    with how:
        form_field(words, form, "physical")


def _repeat(words: Words, form: Form) -> None:
    """How often, until when, and whether days are left out; a number of participants goes to the first day."""
    often, until = st.columns(2, gap="medium")
    with often:
        st.selectbox(
            words("Hoe vaak"),
            [ONCE, *REPEATS],
            index=form.place("repeat", [ONCE, *REPEATS], ONCE),
            format_func=lambda one: words("Eén keer") if one == ONCE else words(REPEATS[one]),
            key=form.key("repeat"),
        )
        problem_under("every", form.problems, words)
    with until:
        st.date_input(words("Tot en met"), value=form.first("until"), format=DAY, key=form.key("until"))
        problem_under("until", form.problems, words)
    st.checkbox(words("Sla sluitingen en feestdagen over"), value=form.first("skips", True), key=form.key("skips"))


def _repeats_wrongly(form: Form) -> bool:
    """Whether what is wrong stands under the fields of repeating, which must then be seen."""
    return any(problem.field in ("every", "until") for problem in form.problems)


def _save() -> None:
    """Keep what stands in the form; on disk before the screen says so."""
    form = Form(NAME)
    try:
        workspace = workspace_now(PERMISSION)
    except NotAllowed:
        return
    draft = typed(form)
    often = form.get("repeat", ONCE)
    series = None if often == ONCE else Series(often, form.get("until"), bool(form.get("skips")))
    found = rules.problems(draft, workspace.today)
    if series is not None:
        found += rules.series_problems(draft, series, workspace.today)

    def save() -> None:
        if series is None:
            kept = recording.record(workspace, draft, form.row_id)
        else:
            kept = recording.record_series(workspace, draft, series, form.row_id)
        done(_said(workspace, draft, kept), kept.audit_id)

    if form.attempt(found, save):
        form.fresh()
        st.session_state[SAVED] = True


def _said(workspace: Workspace, draft: ActivityDraft, kept: Kept) -> str:
    words = workspace.words
    if kept.plan is not None:
        return series_said(words, draft.title, kept.plan)
    if draft.participants is None:
        said = words("Bewaard: **{title}**. Het aantal deelnemers vul je later in.", title=draft.title)
    else:
        said = words.plural(
            mark("Bewaard: **{title}**, 1 deelnemer."),
            mark("Bewaard: **{title}**, {n} deelnemers."),
            n=draft.participants,
            title=draft.title,
        )
    alike = workspace.ask(
        "activities/alike", branch_id=draft.branch_id, held_on=draft.held_on, title=" ".join(draft.title.split())
    )
    if alike.first("is_delivered"):
        return f"{said} {words('Deze staat ook in een aanlevering. Die telt.')}"
    if int(str(alike.first("times") or 0)) > 1:
        return f"{said} {words('Let op: hij stond er al op deze dag.')}"
    return said


def series_said(words: Words, title: str, plan: Plan) -> str:
    """How many times a series is held, and which days it leaves out and why."""
    said = words.plural(
        mark("Bewaard: **{title}**, 1 keer, op {until}."),
        mark("Bewaard: **{title}**, {n} keer, tot en met {until}."),
        n=len(plan.days),
        title=title,
        until=words.date(plan.days[-1]),
    )
    if not plan.skipped:
        return said
    told = [f"{words.short_date(one.on)} ({_why(words, one)})" for one in plan.skipped[:MOST_SKIPPED_TOLD]]
    rest = len(plan.skipped) - len(told)
    if rest > 0:
        told.append(words.plural("nog {n} dag", "nog {n} dagen", n=rest))
    return f"{said} {words('Overgeslagen: {days}.', days=words.list(told))}"


def _why(words: Words, skipped: Skipped) -> str:
    return words(skipped.why) if isinstance(skipped.why, str) else words.either(skipped.why)
