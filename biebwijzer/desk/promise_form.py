"""A promise that was noted wrong: change what it was, by when it is done and who does it, wherever it is shown."""

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.forms import DAY, Form, problem_count, problem_under, save_or_close
from biebwijzer.desk.markup import html
from biebwijzer.desk.overtaken import note_overtaken, overtaken
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.undo import done
from biebwijzer.problems import NotAllowed
from biebwijzer.relations import follow_ups
from biebwijzer.relations.changes import FIELDS
from biebwijzer.relations.follow_ups import PromiseDraft
from biebwijzer.warehouse import Row

CHANGED = {name: FIELDS[name] for name in ("promise", "due_on", "owner")}
CLOSED = "promise_closed"


def change_promise(workspace: Workspace, follow_up_id: str) -> None:
    """Open the drawer of a promise."""
    st.session_state.pop(CLOSED, None)
    title = workspace.words("Wijzig de afspraak")
    st.dialog(title, position="right", width="small", dismissible=False)(_drawer)(workspace, follow_up_id)


def _drawer(workspace: Workspace, follow_up_id: str) -> None:
    row = _noted(workspace, follow_up_id)
    if row is not None:
        _form(workspace, row)
    if st.session_state.pop(CLOSED, False):
        st.rerun()


def _noted(workspace: Workspace, follow_up_id: str) -> Row | None:
    """A promise as it stands now."""
    rows = workspace.ask("relations/follow_ups", follow_up_id=follow_up_id).rows
    return None if rows.is_empty() else rows.row(0, named=True)


def _form(workspace: Workspace, row: Row) -> None:
    words, form = workspace.words, Form(f"agreed_{row['follow_up_id']}")
    form.remember("opened", row)
    form.remember("seen", row["row_version"])
    html("<p><b>{name}</b></p>", name=row["with_whom"])
    overtaken(form, words)
    with st.form(form.key("form"), border=False):
        _fields(workspace, form, form.get("opened"))
        problem_count(form.problems, words)
        save_or_close(form, words, (_save, form.name), (_close, form.name))


def _fields(workspace: Workspace, form: Form, row: Row) -> None:
    """What was promised, by when, and which colleague does it."""
    words, colleagues = workspace.words, _colleagues(workspace, row)
    begun = form.first("promise", row["promise"]) or ""
    st.text_area(words("Wat beloofden we?"), height=68, value=begun, key=form.key("promise"))
    problem_under("promise", form.problems, words)
    st.date_input(words("Uiterlijk"), value=form.first("due_on", row["due_on"]), format=DAY, key=form.key("due_on"))
    problem_under("due_on", form.problems, words)
    st.selectbox(
        words("Wie doet het?"),
        list(colleagues),
        index=form.place("owner", colleagues, row["owner"]),
        format_func=lambda one: colleagues.get(one, one),
        key=form.key("owner"),
    )
    problem_under("owner", form.problems, words)


def _colleagues(workspace: Workspace, row: Row) -> dict[str, str]:
    """Who can do it, and who does it now, also when that is somebody who works here no more."""
    found = dict(workspace.ask("relations/colleagues", library_id=row["library_id"]).rows.iter_rows())
    return {row["owner"]: row["owner_name"] or workspace.words("oud-collega"), **found}


def _typed(form: Form) -> PromiseDraft:
    opened = form.get("opened")
    return PromiseDraft(form.get("promise") or "", form.get("due_on"), form.get("owner") or opened["owner"])


def _close(name: str) -> None:
    """Close the drawer; what was typed and not saved stands there again when it is opened."""
    form = Form(name)
    opened = form.get("opened")
    if _typed(form) == PromiseDraft(opened["promise"], opened["due_on"], opened["owner"]):
        form.fresh()
    else:
        form.hold()
    st.session_state[CLOSED] = True


def _save(name: str) -> None:
    """Change the promise; who was overtaken by a colleague keeps what was typed, and chooses per field."""
    form = Form(name)
    try:
        workspace = workspace_now("relations.write")
    except NotAllowed:
        return
    opened, draft = form.get("opened"), _typed(form)

    def save() -> None:
        saved = follow_ups.change(workspace, opened["follow_up_id"], draft, form.get("seen"))
        done(workspace.words("De afspraak is gewijzigd."), saved.audit_id)

    if form.attempt(follow_ups.problems(draft, opened["spoken_on"]), save):
        form.fresh()
        st.session_state[CLOSED] = True
        return
    now = _noted(workspace, opened["follow_up_id"])
    if now is None or now["row_version"] == form.get("seen"):
        return
    form.keep("seen", now["row_version"])
    labels = {field: workspace.words(label) for field, label in CHANGED.items()}
    note_overtaken(form, workspace, opened, now, labels, {"owner": _colleagues(workspace, now)})
