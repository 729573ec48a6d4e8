"""A talk that was noted wrong: choose which one, and change with whom, when, how, what and where it was."""

from collections.abc import Iterator, Sequence
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.forms import Form, problem_count, save_or_close
from biebwijzer.desk.markup import html
from biebwijzer.desk.noteer import promise_fields, talk_fields, talk_typed, typed_problems, whom_field, with_promise
from biebwijzer.desk.overtaken import note_overtaken, overtaken
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.promises import ask_change, promise_told
from biebwijzer.desk.proposition_contacts import proposition_names
from biebwijzer.desk.undo import done
from biebwijzer.desk.whom import ORGANISATION, PERSON, choices, names, who_was_there
from biebwijzer.problems import NotAllowed
from biebwijzer.relations import contact_moments
from biebwijzer.relations.changes import FIELDS
from biebwijzer.relations.contact_moments import HAPPENED, ContactMomentDraft
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark

# What of a talk can be changed, by the name of its field in the form -> what one calls it.
CHANGED = {
    "whom": mark("Met wie"),
    "beside": mark("Ook erbij"),
    "colleagues": FIELDS["app_user_id"],
    **{name: FIELDS[name] for name in ("spoken_on", "channel", "place", "summary")},
    "proposition": mark("Propositie"),
    "promise": FIELDS["promise"],
}
LONGEST = 50
CLOSED = "talk_closed"
OPEN = "talk_open"


def change_talk_button(workspace: Workspace, talks: Sequence[Row]) -> None:
    """The button above a history that opens the drawer, for who may write."""
    if not talks or not workspace.may("relations.write"):
        return
    words = workspace.words
    if st.button(words("Wijzig een gesprek"), icon=":material/edit:", type="tertiary", key="change_talk"):
        st.session_state.pop(CLOSED, None)
        title = words("Wijzig een gesprek")
        st.dialog(title, position="right", width="small", dismissible=False)(_drawer)(workspace, talks)


def _drawer(workspace: Workspace, talks: Sequence[Row]) -> None:
    words = workspace.words
    told = {row["contact_moment_id"]: _line(words, row) for row in talks}
    chosen = st.selectbox(
        words("Welk gesprek?"),
        list(told),
        format_func=lambda one: told.get(one, one),
        key="which_talk",
        on_change=_leave,
    )
    row = _noted(workspace, chosen)
    if row is not None:
        _form(workspace, row)
    if st.session_state.pop(CLOSED, False):
        st.rerun()


def _line(words: Words, row: Row) -> str:
    """A talk among others: when, how and the beginning of what was said."""
    said = " ".join(str(row["summary"]).split())
    said = said if len(said) <= LONGEST else f"{said[:LONGEST].rstrip()}…"
    how = words(HAPPENED.get(row["channel"], HAPPENED["other"]))
    return f"{words.date(row['spoken_on'])} · {how} · {said}"


def _noted(workspace: Workspace, contact_moment_id: str | None) -> Row | None:
    """A talk as it stands now, its columns named as the fields of the form."""
    rows = workspace.ask("relations/contact_moment_to_change", contact_moment_id=contact_moment_id).rows
    if rows.is_empty():
        return None
    row = rows.row(0, named=True)
    organisation, person = (f"{ORGANISATION}{row['organisation_id']}", f"{PERSON}{row['person_id']}")
    beside = [f"{PERSON}{one}" for one in row["beside_ids"] or []]
    # With an organisation the field 'Met wie' names that, and who of it was there stands first among the others.
    if row["organisation_id"] and row["person_id"]:
        beside = [person, *beside]
    whom = organisation if row["organisation_id"] else person if row["person_id"] else None
    there = {"whom": whom, "beside": beside, "colleagues": row["colleague_ids"] or []}
    return {**row, **there, "proposition": row["proposition_id"]}


def _form(workspace: Workspace, row: Row) -> None:
    # A talk stays at its library: whom one can choose is known there.
    workspace = workspace.narrowed_to((row["library_id"],))
    words, form = workspace.words, _opened(workspace, row)
    start = _draft(form.get("opened"))
    st.session_state[OPEN] = form.name
    overtaken(form, words)
    whom_field(workspace, form, start)
    who_was_there(workspace, form.name, start, None, (), row["recorded_by"])
    with st.form(form.key("form"), border=False):
        talk_fields(workspace, form, start)
        _promise(workspace, form, row)
        problem_count(form.problems, words)
        save_or_close(form, words, (_save, form.name), (_close, form.name))


def _promise(workspace: Workspace, form: Form, row: Row) -> None:
    """What was promised, with the way to change that; a talk without a promise, or without it any more, can get one."""
    if row["promise"]:
        words = workspace.words
        html("<p>{promise}</p>", promise=promise_told(words, row, workspace.today))
        st.form_submit_button(
            words("Wijzig de afspraak"),
            type="tertiary",
            icon=":material/edit:",
            key=form.key("to_promise"),
            on_click=_to_promise,
            args=(form.name, row),
        )
    if _promises_nothing(row):
        promise_fields(workspace, form, _draft(form.get("opened")))


def _promises_nothing(row: Row) -> bool:
    """Whether nothing was promised in a talk, or nothing that still has to be done or was done."""
    return row["follow_up_id"] is None or row["status"] == "dropped"


def _opened(workspace: Workspace, row: Row) -> Form:
    """The form of a talk, which remembers how that stood when it was opened."""
    form = Form(f"talk_{row['contact_moment_id']}")
    form.remember("opened", row)
    form.remember("seen", row["row_version"])
    _name(form, workspace.words, row)
    return form


def _name(form: Form, words: Words, row: Row) -> None:
    """Let the form know what one calls everybody of a talk, also who is not among the choices."""
    form.keep("named", {**names(form), **dict(_called(words, row))})


def _called(words: Words, row: Row) -> Iterator[tuple[str, str]]:
    """What one calls everybody of a talk, by their choice in the form."""
    if row["organisation_id"]:
        yield f"{ORGANISATION}{row['organisation_id']}", row["organisation_name"] or words("onbekend")
    if row["person_id"]:
        yield f"{PERSON}{row['person_id']}", row["person_name"] or words("onbekend")
    for one, name in zip(row["beside_ids"] or [], row["beside_names"] or [], strict=True):
        yield f"{PERSON}{one}", name or words("onbekend")
    for one, name in zip(row["colleague_ids"] or [], row["colleague_names"] or [], strict=True):
        yield one, name or words("oud-collega")


def _draft(row: Row) -> ContactMomentDraft:
    """A talk as it stands, in the fields of the form."""
    return ContactMomentDraft(
        row["spoken_on"],
        row["channel"],
        row["summary"],
        person_id=None if row["organisation_id"] else row["person_id"],
        organisation_id=row["organisation_id"],
        proposition_id=row["proposition_id"],
        place=row["place"],
        beside_ids=tuple(one.removeprefix(PERSON) for one in row["beside"]),
        colleague_ids=tuple(row["colleagues"]),
    )


def _close(name: str) -> None:
    """Close the drawer; what was typed and not saved stands there again when it is opened."""
    form = Form(name)
    start = _draft(form.get("opened"))
    if talk_typed(form, start) == start and not (form.get("promise") or form.get("due_on")):
        form.fresh()
    else:
        form.hold()
    st.session_state[CLOSED] = True


def _to_promise(name: str, row: Row) -> None:
    """Close the drawer as ever, and open that of the promise."""
    _close(name)
    ask_change(row)


def _leave() -> None:
    """Hold on to what was typed about one talk while one looks at another."""
    Form(st.session_state[OPEN]).hold()


def _save(name: str) -> None:
    """Change the talk; who was overtaken by a colleague keeps what was typed, and chooses per field."""
    form = Form(name)
    opened = form.get("opened")
    try:
        workspace = workspace_now("relations.write").narrowed_to((opened["library_id"],))
    except NotAllowed:
        return
    draft, now = talk_typed(form, _draft(opened)), _noted(workspace, opened["contact_moment_id"])
    # What was typed of a promise does not count when a colleague made one meanwhile.
    if now is not None and _promises_nothing(now):
        draft = with_promise(form, draft, workspace.today)

    def save() -> None:
        saved = contact_moments.change(workspace, opened["contact_moment_id"], draft, form.get("seen"))
        done(_said(workspace, opened), saved.audit_id)

    if form.attempt(typed_problems(workspace, form, draft), save):
        form.fresh()
        st.session_state[CLOSED] = True
        return
    if now is None or now["row_version"] == form.get("seen"):
        return
    form.keep("seen", now["row_version"])
    _name(form, workspace.words, now)
    labels = {field: workspace.words(label) for field, label in CHANGED.items()}
    note_overtaken(form, workspace, opened, now, labels, _named(workspace, form))


def _named(workspace: Workspace, form: Form) -> dict[str, Any]:
    """What one calls what stands in a field as an id."""
    whom = {**names(form), **choices(workspace)}
    return {"proposition": proposition_names(workspace), **dict.fromkeys(("whom", "beside", "colleagues"), whom)}


def _said(workspace: Workspace, opened: Row) -> str:
    """That it was saved; when it is with others now, with whom."""
    words = workspace.words
    now = _noted(workspace, opened["contact_moment_id"])
    if now is None or now["whom"] == opened["whom"]:
        return words("Het gesprek is gewijzigd.")
    return words("Het gesprek staat nu bij **{whom}**.", whom=now["organisation_name"] or now["person_name"] or "")
