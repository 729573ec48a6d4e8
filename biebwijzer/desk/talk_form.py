"""A talk that was noted wrong: choose which one, and change when, how, what and where it was."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.forms import SAVE, Form, problem_count
from biebwijzer.desk.noteer import talk_fields
from biebwijzer.desk.overtaken import note_overtaken, overtaken
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.proposition_contacts import proposition_names
from biebwijzer.desk.undo import done
from biebwijzer.problems import NotAllowed
from biebwijzer.relations import contact_moments
from biebwijzer.relations.changes import FIELDS
from biebwijzer.relations.contact_moments import HAPPENED, ContactMomentDraft
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark

# What of a talk can be changed, by the name of its field in the form -> what one calls it.
CHANGED = {name: FIELDS[name] for name in ("spoken_on", "channel", "place", "summary")}
CHANGED["proposition"] = mark("Propositie")
LONGEST = 50
CLOSED = "talk_closed"
OPEN = "talk_open"


def change_talk_button(workspace: Workspace, talks: Sequence[Row]) -> None:
    """The button above a history that opens the drawer, for who may write."""
    if not talks or not workspace.may("relations.write"):
        return
    words = workspace.words
    if st.button(words("Wijzig een gesprek"), icon=":material/edit:", type="tertiary", key="change_talk"):
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
    return {**row, "proposition": row["proposition_id"]}


def _form(workspace: Workspace, row: Row) -> None:
    words, form = workspace.words, _opened(row)
    st.session_state[OPEN] = form.name
    overtaken(form, words)
    with st.form(form.key("form"), border=False):
        talk_fields(workspace, form, _draft(form.get("opened")))
        problem_count(form.problems, words)
        with st.container(horizontal=True, gap="small"):
            st.form_submit_button(
                words("Bewaar"), type="primary", shortcut=SAVE, key=form.save_key, on_click=form.once(_save, form.name)
            )
            st.form_submit_button(
                words("Sluit"), shortcut="Escape", key=form.key("close"), on_click=_close, args=(form.name,)
            )


def _opened(row: Row) -> Form:
    """The form of a talk, which remembers how that stood when it was opened."""
    form = Form(f"talk_{row['contact_moment_id']}")
    form.remember("opened", row)
    form.remember("seen", row["row_version"])
    return form


def _draft(row: Row) -> ContactMomentDraft:
    """A talk as it stands; with whom it was is not asked again."""
    return ContactMomentDraft(
        row["spoken_on"],
        row["channel"],
        row["summary"],
        person_id=row["person_id"],
        organisation_id=row["organisation_id"],
        proposition_id=row["proposition_id"],
        place=row["place"],
    )


def _typed(form: Form) -> ContactMomentDraft:
    row = form.get("opened")
    spoken_on: date | None = form.get("spoken_on")
    typed = {name: form.get(name) or "" for name in ("channel", "summary")}
    proposition = form.get("proposition", row["proposition_id"])
    about = {"spoken_on": spoken_on, "place": form.get("place") or None, "proposition_id": proposition}
    return _draft({**row, **typed, **about})


def _close(name: str) -> None:
    """Close the drawer; what was typed and not saved stands there again when it is opened."""
    form = Form(name)
    if _typed(form) == _draft(form.get("opened")):
        form.fresh()
    else:
        form.hold()
    st.session_state[CLOSED] = True


def _leave() -> None:
    """Hold on to what was typed about one talk while one looks at another."""
    Form(st.session_state[OPEN]).hold()


def _save(name: str) -> None:
    """Change the talk; who was overtaken by a colleague keeps what was typed, and chooses per field."""
    form = Form(name)
    try:
        workspace = workspace_now("relations.write")
    except NotAllowed:
        return
    opened, draft = form.get("opened"), _typed(form)

    def save() -> None:
        saved = contact_moments.change(workspace, opened["contact_moment_id"], draft, form.get("seen"))
        done(workspace.words("Het gesprek is gewijzigd."), saved.audit_id)

    if form.attempt(contact_moments.problems(draft, workspace.today), save):
        form.fresh()
        st.session_state[CLOSED] = True
        return
    now = _noted(workspace, opened["contact_moment_id"])
    if now is None or now["row_version"] == form.get("seen"):
        return
    form.keep("seen", now["row_version"])
    labels = {field: workspace.words(label) for field, label in CHANGED.items()}
    note_overtaken(form, workspace, opened, now, labels, {"proposition": proposition_names(workspace)})
