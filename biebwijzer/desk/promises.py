"""What we promised, as rows: tick what is done, put off what can wait, hand over what a colleague does better."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.forms import DAY, Form, plain, problem_count, problem_under
from biebwijzer.desk.frame import pill
from biebwijzer.desk.markup import Markup, html, markup
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.promise_form import change_promise
from biebwijzer.desk.undo import done
from biebwijzer.problems import BiebwijzerError, NotAllowed, Problem
from biebwijzer.relations import Saved, follow_ups
from biebwijzer.settings import ROOT
from biebwijzer.words import Words, mark

LATER = {
    "tomorrow": mark("Morgen"),
    "next_week": mark("Volgende week"),
    "day": mark("Kies een dag"),
    "colleague": mark("Geef aan collega"),
    "change": mark("Wijzig de afspraak"),
    "drop": mark("Hoeft niet meer"),
}
ASKED = "later_asked"
# Whether such a question lies over a card: what one notes there stands below it, and must not be saved with it.
OPEN = "later_asked_open"
CARDS = {"organisation": "relations/organisations.py", "person": "relations/people.py"}
Row = dict[str, Any]


def card_link(row: Row, name: str) -> None:
    """The name of whom it is about, as the way to the card; only the id stands in the address."""
    subject = "organisation" if row.get("organisation_id") else "person"
    st.page_link(
        str(ROOT / "pages" / CARDS[subject]),
        label=f"**{plain(name)}**",
        query_params={subject: row[f"{subject}_id"]},
        width="content",
    )


def promise_groups(workspace: Workspace, rows: Sequence[Row], whose: bool = False) -> None:
    """Follow-ups under Te laat, Vandaag, Deze week and Later; empty groups are left out."""
    words = workspace.words
    for group in follow_ups.groups(workspace.today):
        found = [row for row in rows if group.holds(row["due_on"])]
        if found:
            html("<h3>{title} · {n}</h3>", title=words(group.title), n=words.number(len(found)))
            with st.container(gap="small"):
                for row in found:
                    promise_row(workspace, row, whose)
    _ask_later(workspace)


def open_promises(workspace: Workspace, rows: Sequence[Row]) -> None:
    """On a card: what is still to be done, in talks and steps alike, the first due first."""
    if rows:
        words = workspace.words
        with st.container(border=True, key="card_open", gap="small"):
            html("<h2>{title}</h2>", title=words("Nog te doen"))
            for row in rows:
                promise_row(workspace, row, whose=True, on_card=True)
    st.session_state[OPEN] = ASKED in st.session_state
    _ask_later(workspace)


def promise_row(workspace: Workspace, row: Row, whose: bool, on_card: bool = False) -> None:
    """One promise: the tick, whom and what, the day, and Later; on a card it is known whom it is about."""
    words, row_id = workspace.words, row["follow_up_id"]
    # A new version of the row is a new row of widgets, so that an undone tick is not still ticked.
    name = f"{row_id}_{row['row_version']}"
    line = st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small", key=f"promise_{name}")
    with line:
        if workspace.may("relations.write"):
            st.checkbox(
                words("Klaar: {name}", name=plain(row["with_whom"])),
                key=f"tick_{name}",
                label_visibility="collapsed",
                on_change=_finish,
                args=(row,),
            )
        with st.container(gap=None, width="stretch"):
            if not on_card:
                with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                    card_link(row, row["with_whom"])
                    html('<p class="sub wide">· {said}</p>', said=_beside(words, row, whose))
            html("<p>{promise}</p>", promise=row["promise"])
            if on_card:
                html('<p class="sub">{said}</p>', said=_beside(words, row, whose))
        with st.container(width="content"):
            html("<p>{day}</p>", day=day_pill(words, row["due_on"], workspace.today))
        if workspace.may("relations.write"):
            st.menu_button(
                words("Later"),
                list(LATER),
                format_func=lambda one: words(LATER[one]),
                type="tertiary",
                key=f"later_{name}",
                on_click=_later,
                args=(row, f"later_{name}"),
            )


def _beside(words: Words, row: Row, whose: bool) -> str:
    if row["spoken_on"]:
        said = words("beloofd op {day}", day=words.short_date(row["spoken_on"]))
    else:
        said = words("stap van {name}", name=row["steps_name"])
    return f"{said} · {row['owner_name']}" if whose and row["owner_name"] else said


def day_pill(words: Words, due_on: date, today: date) -> Any:
    """The day something is due, under a title that says in words whether that is too late."""
    return pill(words.short_date(due_on), "red" if due_on < today else "blue" if due_on == today else "gray")


def promise_told(words: Words, row: Row, today: date) -> Markup:
    """What was promised and what came of it, as one line of a talk."""
    day = words.short_date(row["due_on"])
    if row["status"] == "done":
        state = pill(words("nagekomen"), "green")
        when = words.short_date(row["done_at"])
        said = words("Beloofd: {promise}, gedaan op {day}", promise=row["promise"], day=when)
    elif row["status"] == "dropped":
        state = pill(words("hoeft niet meer"))
        said = words("Beloofd: {promise}", promise=row["promise"])
    else:
        state = pill(words("te laat"), "orange") if row["due_on"] < today else pill(words("open"), "blue")
        said = words("Beloofd: {promise}, uiterlijk {day}", promise=row["promise"], day=day)
    return markup("{state} {said}", state=state, said=said)


def _finish(row: Row) -> None:
    _act(row, mark("Afgerond: **{name}**, {promise}"), lambda at_work: follow_ups.finish(at_work, row["follow_up_id"]))


def _later(row: Row, key: str) -> None:
    choice = st.session_state.get(key)
    if choice in ("day", "colleague", "change"):
        st.session_state[ASKED] = (choice, row)
    elif choice == "drop":
        _act(
            row,
            mark("Hoeft niet meer: **{name}**, {promise}"),
            lambda at_work: follow_ups.drop(at_work, row["follow_up_id"]),
        )
    elif choice:
        _put_off(row, getattr(follow_ups, choice))


def _put_off(row: Row, day_after: Any) -> None:
    def act(at_work: Workspace) -> Saved:
        return follow_ups.put_off(at_work, row["follow_up_id"], day_after(at_work.today), row["row_version"])

    _act(row, mark("Later: **{name}**, {promise}"), act)


def _act(row: Row, said: str, act: Any) -> None:
    """Do it at once, and say so with the way back; what is refused is said in the same place."""
    try:
        workspace = workspace_now("relations.write")
    except NotAllowed:
        return
    words = workspace.words
    try:
        saved = act(workspace)
    except BiebwijzerError as refused:
        done(words(refused.word, **refused.values))
    else:
        done(words(said, name=row["with_whom"], promise=row["promise"]), saved.audit_id)


def ask_change(row: Row) -> None:
    """Let the page that is drawn next ask what of this promise is to be changed."""
    st.session_state[ASKED] = ("change", row)


def _ask_later(workspace: Workspace) -> None:
    """The small question behind 'Kies een dag' and 'Geef aan collega', and the drawer behind 'Wijzig de afspraak'."""
    asked = st.session_state.pop(ASKED, None)
    if asked and asked[0] == "change":
        change_promise(workspace, asked[1]["follow_up_id"])
    elif asked:
        choice, row = asked
        body = _which_day if choice == "day" else _which_colleague
        st.dialog(workspace.words(LATER[choice]), width="small")(body)(workspace, row)


def _which_day(workspace: Workspace, row: Row) -> None:
    words, form = workspace.words, Form(f"day_{row['follow_up_id']}")
    html("<p><b>{name}</b></p><p>{promise}</p>", name=row["with_whom"], promise=row["promise"])
    with st.form(form.key("form"), border=False):
        first = max(row["due_on"], workspace.today)
        st.date_input(words("Uiterlijk"), value=form.first("due_on", first), format=DAY, key=form.key("due_on"))
        problem_under("due_on", form.problems, words)
        problem_count(form.problems, words)
        st.form_submit_button(
            words("Bewaar"),
            type="primary",
            shortcut="Ctrl+Enter",
            on_click=_save_day,
            args=(row,),
            key=form.key("save"),
        )
    _close_when_saved(form)


def _save_day(row: Row) -> None:
    form = Form(f"day_{row['follow_up_id']}")
    workspace = workspace_now("relations.write")
    due_on = form.get("due_on")

    def save() -> None:
        saved = follow_ups.put_off(workspace, row["follow_up_id"], due_on, row["row_version"])
        said = workspace.words("Later: **{name}**, {promise}", name=row["with_whom"], promise=row["promise"])
        done(said, saved.audit_id)

    form.keep("saved", form.attempt(follow_ups.later_problems(due_on, workspace.today), save))


def _which_colleague(workspace: Workspace, row: Row) -> None:
    words, form = workspace.words, Form(f"colleague_{row['follow_up_id']}")
    colleagues = dict(workspace.ask("relations/colleagues", library_id=row["library_id"]).rows.iter_rows())
    html("<p><b>{name}</b></p><p>{promise}</p>", name=row["with_whom"], promise=row["promise"])
    with st.form(form.key("form"), border=False):
        st.selectbox(
            words("Collega"),
            [one for one in colleagues if one != row["owner"]],
            index=None,
            format_func=lambda one: colleagues.get(one, one),
            placeholder=words("Kies een collega"),
            key=form.key("owner"),
        )
        problem_under("owner", form.problems, words)
        problem_count(form.problems, words)
        st.form_submit_button(
            words("Geef door"), type="primary", shortcut="Ctrl+Enter", on_click=_save_colleague, args=(row,),
            key=form.key("save"),
        )  # fmt: skip
    _close_when_saved(form)


def _save_colleague(row: Row) -> None:
    form = Form(f"colleague_{row['follow_up_id']}")
    workspace = workspace_now("relations.write")
    owner = form.get("owner")

    def save() -> None:
        saved = follow_ups.hand_over(workspace, row["follow_up_id"], owner, row["row_version"])
        said = workspace.words("Doorgegeven: **{name}**, {promise}", name=row["with_whom"], promise=row["promise"])
        done(said, saved.audit_id)

    problems = [] if owner else [Problem("owner", mark("**Aan wie geef je dit?** Kies een collega."))]
    form.keep("saved", form.attempt(problems, save))


def _close_when_saved(form: Form) -> None:
    if form.get("saved"):
        form.fresh()
        st.rerun()
