"""Who works where, on the cards: the roles of now, those of before, and the drawer in which one keeps them."""

from collections.abc import Sequence

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.forms import DAY, Form, problem_count, problem_under, save_or_close
from biebwijzer.desk.markup import html
from biebwijzer.desk.overtaken import note_overtaken, overtaken
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.undo import done
from biebwijzer.relations import Saved, working
from biebwijzer.relations.changes import FIELDS
from biebwijzer.relations.working import RoleDraft
from biebwijzer.warehouse import Row
from biebwijzer.words import Words

MOST_CHOICES = 2000


def period_told(words: Words, row: Row) -> str:
    """From when until when somebody has or had a role; nothing when nobody wrote it down."""
    since, until = words.date(row["since"]), words.date(row["until"])
    if row["since"] and row["until"]:
        return words("{since} tot en met {until}", since=since, until=until)
    if row["until"]:
        return words("tot en met {until}", until=until)
    return words("sinds {day}", day=since) if row["since"] else ""


def role_told(words: Words, row: Row) -> str:
    """The role and its period on one line."""
    return " · ".join(part for part in (row["role"], period_told(words, row)) if part)


def former(workspace: Workspace, rows: Sequence[Row], name: str) -> None:
    """Who worked here before, or where somebody did: below those of now, and smaller."""
    past = [row for row in rows if not row["is_current"]]
    if not past:
        return
    words = workspace.words
    html("<h3>{title}</h3>", title=words("Eerder"))
    for row in past:
        html('<p class="sub">{name}</p>', name=" · ".join(part for part in (row[name], role_told(words, row)) if part))


def edit_role(workspace: Workspace, row: Row, whom: str) -> None:
    """The small button beside a role that opens its drawer."""
    words = workspace.words
    if workspace.may("relations.write") and st.button(
        words("Wijzig rol"),
        type="tertiary",
        key=f"edit_role_{row['contact_person_id']}",
        help=words("Rol en periode van {name}", name=whom),
    ):
        role_drawer(workspace, row=row)


def role_drawer(
    workspace: Workspace, organisation_id: str | None = None, person_id: str | None = None, row: Row | None = None
) -> None:
    """Say who works where: at an organisation, for a person, or change the role given."""
    title = workspace.words("Rol en periode") if row else workspace.words("Wie werkt waar?")
    start = RoleDraft(organisation_id, person_id)
    st.dialog(title, position="right", width="small", dismissible=False)(_role_form)(workspace, start, row)


def _opened(start: RoleDraft, row: Row | None) -> Form:
    return Form(f"role_{row['contact_person_id'] if row else start.organisation_id or start.person_id}")


def _role_form(workspace: Workspace, start: RoleDraft, row: Row | None) -> None:
    words, form = workspace.words, _opened(start, row)
    form.remember("seen", row["row_version"] if row else 0)
    overtaken(form, words)
    with st.form(form.key("form"), border=False):
        if row:
            html("<p><b>{name}</b></p><p>{at}</p>", name=row["name"], at=row["organisation_name"])
        else:
            _whom_or_where(workspace, form, start)
        role = form.first("role", row and row["role"]) or ""
        st.text_input(words("Functie (mag leeg)"), value=role, key=form.key("role"))
        problem_under("role", form.problems, words)
        since, until = st.columns(2)
        with since:
            # By way of the session: a field that begins with a day of its own can't be emptied.
            form.remember("since", row and row["since"])
            st.date_input(words("Sinds (mag leeg)"), value=None, format=DAY, key=form.key("since"))
        with until:
            form.remember("until", row and row["until"])
            st.date_input(words("Tot en met (mag leeg)"), value=None, format=DAY, key=form.key("until"))
            problem_under("until", form.problems, words)
        problem_count(form.problems, words)
        save_or_close(form, words, (_save, start, row), (_close, start, row))
    _close_when_saved(form)


def _whom_or_where(workspace: Workspace, form: Form, start: RoleDraft) -> None:
    words = workspace.words
    asked = {"organisation_id": start.organisation_id, "person_id": start.person_id}
    rows = workspace.ask("relations/to_connect", **asked, most=MOST_CHOICES).rows.to_dicts()
    named = {row["found_id"]: " · ".join(part for part in (row["name"], row["beside"]) if part) for row in rows}
    field = "person_id" if start.organisation_id else "organisation_id"
    st.selectbox(
        words("Wie") if start.organisation_id else words("Organisatie"),
        list(named),
        index=form.place(field, named),
        format_func=lambda one: named.get(one, one),
        placeholder=words("Kies een naam uit de lijst"),
        key=form.key(field),
    )
    problem_under(field, form.problems, words)


def _typed(form: Form, start: RoleDraft, row: Row | None) -> RoleDraft:
    known = row or {"organisation_id": start.organisation_id, "person_id": start.person_id}
    return RoleDraft(
        organisation_id=known["organisation_id"] or form.get("organisation_id"),
        person_id=known["person_id"] or form.get("person_id"),
        role=form.get("role"),
        since=form.get("since"),
        until=form.get("until"),
    )


def _save(start: RoleDraft, row: Row | None) -> None:
    form, workspace = _opened(start, row), workspace_now("relations.write")
    draft = _typed(form, start, row)

    def save() -> None:
        saved: Saved
        if row:
            saved = working.change(workspace, row["contact_person_id"], draft, form.get("seen"))
        else:
            saved = working.connect(workspace, draft)
        done(workspace.words("Bewaard: wie waar werkt."), saved.audit_id)

    saved = form.attempt(working.problems(draft), save)
    form.keep("saved", saved)
    if row and not saved:
        _compare(form, workspace, row)


def _compare(form: Form, workspace: Workspace, row: Row) -> None:
    """When the role is no longer what it was when the form was opened: what a colleague made of it."""
    rows = workspace.ask("relations/contact_people", person_id=row["person_id"]).rows.to_dicts()
    now = next((one for one in rows if one["contact_person_id"] == row["contact_person_id"]), None)
    if now is None or now["row_version"] == form.get("seen"):
        return
    words = workspace.words
    form.keep("seen", now["row_version"])
    labels = {name: words(FIELDS[name]) for name in ("role", "since", "until")}
    note_overtaken(form, workspace, row, now, labels)


def _close(start: RoleDraft, row: Row | None) -> None:
    form = _opened(start, row)
    form.hold()
    if row and all(form.get(field) == row[field] for field in ("role", "since", "until")):
        form.fresh()
    _opened(start, row).keep("closed", True)


def _close_when_saved(form: Form) -> None:
    if form.get("closed"):
        form.keep("closed", False)
        st.rerun()
    if form.get("saved"):
        form.fresh()
        st.rerun()
