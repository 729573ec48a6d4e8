"""Vaste stappen: the sets a library keeps, and the drawer that begins one, with every day to see before it is kept."""

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.forms import DAY, SAVE, Form, plain, problem_count, problem_under
from biebwijzer.desk.frame import table
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.steps_form import steps_drawer
from biebwijzer.desk.undo import done
from biebwijzer.problems import BiebwijzerError
from biebwijzer.relations import steps
from biebwijzer.relations.steps import StartDraft
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark

MOST_CHOICES = 2000


def steps_section(workspace: Workspace) -> None:
    """The sets of steps of the library, with the way to begin, change or end one, and examples to take over."""
    words = workspace.words
    rows = workspace.ask("relations/step_templates").rows.to_dicts()
    may_write = workspace.may("relations.write")
    if not rows and not may_write:
        return
    with st.container(border=True, key="card_steps", gap="small"):
        html("<h2>{title}</h2>", title=words("Vaste stappen"))
        if not rows:
            text = words("Wat je vaker doet, zet je hier één keer neer. Beginnen maakt alle afspraken in één keer.")
            html('<p class="sub">{text}</p>', text=text)
        for row in rows:
            _row(workspace, row, may_write)
        if may_write:
            _ways(workspace, {row["name"] for row in rows})


def _row(workspace: Workspace, row: Row, may_write: bool) -> None:
    words, kept = workspace.words, steps.steps_of(row)
    last = max((one.days or 0 for one in kept), default=0)
    told = words.plural("{n} stap in {days} dagen", "{n} stappen in {days} dagen", len(kept), days=words.number(last))
    name = f"{row['step_template_id']}_{row['row_version']}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"steps_{name}"):
        with st.container(width="stretch", gap=None):
            html("<p><b>{name}</b></p><p class='sub'>{told}</p>", name=row["name"], told=told)
        if not may_write:
            return
        # What only differs by its place on the screen is told apart for who hears it.
        if st.button(words("Begin"), key=f"begin_{name}", help=words("Begin met {name}", name=plain(row["name"]))):
            begin_drawer(workspace, template=row["step_template_id"])
        if st.button(words("Wijzig"), type="tertiary", key=f"steps_edit_{name}"):
            steps_drawer(workspace, row)
        st.button(words("Beëindig"), type="tertiary", key=f"steps_end_{name}", on_click=_end, args=(row,))


def _ways(workspace: Workspace, known: set[str]) -> None:
    words = workspace.words
    with st.container(horizontal=True, gap="small"):
        if st.button(words("Nieuwe vaste stappen"), icon=":material/add:", type="tertiary", key="steps_new"):
            steps_drawer(workspace)
        for number in range(len(steps.EXAMPLES)):
            name = steps.example(number, words).name
            if name not in known and st.button(
                words("Voorbeeld: {name}", name=name), type="tertiary", key=f"steps_example_{number}"
            ):
                steps_drawer(workspace, example=number)


def _end(row: Row) -> None:
    workspace = workspace_now("relations.write")
    words = workspace.words
    try:
        saved = steps.end(workspace, row["step_template_id"], row["row_version"])
    except BiebwijzerError as refused:
        done(words(refused.word, **refused.values))
    else:
        done(words("Beëindigd: **{name}**. Wat begonnen is, gaat door.", name=row["name"]), saved.audit_id)


def begin_button(workspace: Workspace, card: Row, subject: str) -> None:
    """On a card: begin steps with whom it is about; only when the library keeps any."""
    words = workspace.words
    if not workspace.may("relations.write"):
        return
    if workspace.ask("relations/step_templates", library_id=card["library_id"]).is_empty():
        return
    if st.button(words("Begin vaste stappen"), icon=":material/checklist:", type="tertiary", key="begin_steps"):
        begin_drawer(workspace, card=card, subject=subject)


def begin_drawer(
    workspace: Workspace, template: str | None = None, card: Row | None = None, subject: str = "organisation"
) -> None:
    """Choose the steps or with whom, and the day; see what that gives; begin."""
    title = workspace.words("Begin vaste stappen")
    st.dialog(title, position="right", width="small", dismissible=False)(_begin)(workspace, template, card, subject)


def _opened(template: str | None, card: Row | None, subject: str) -> Form:
    return Form(f"begun_steps_{card[f'{subject}_id'] if card else template}")


def _begin(workspace: Workspace, template: str | None, card: Row | None, subject: str) -> None:
    words, form = workspace.words, _opened(template, card, subject)
    library = card["library_id"] if card else None
    rows = {row["step_template_id"]: row for row in
            workspace.ask("relations/step_templates", library_id=library).rows.to_dicts()}  # fmt: skip
    if card:
        html("<p><b>{name}</b></p>", name=card["name"])
        template = _which(form, rows, words)
    elif template in rows:
        html("<p><b>{name}</b></p>", name=rows[template]["name"])
        _with_whom(workspace, form, rows[template]["library_id"])
    form.remember("start", workspace.today)
    st.date_input(words("Begin op"), value=None, format=DAY, key=form.key("start"))
    problem_under("start", form.problems, words)
    draft = _typed(form, template, card, subject)
    if template in rows and draft.start:
        _days(workspace, form, rows[template], draft)
    problem_count(form.problems, words)
    with st.container(horizontal=True, gap="small"):
        st.button(words("Begin"), type="primary", shortcut=SAVE, key=form.save_key,
                  on_click=form.once(_save, template, card, subject))  # fmt: skip
        st.button(
            words("Sluit"), shortcut="Escape", key=form.key("close"), on_click=_close, args=(template, card, subject)
        )
    if form.get("closed"):
        form.keep("closed", False)
        st.rerun()
    if form.get("saved"):
        form.fresh()
        st.rerun()


def _which(form: Form, rows: dict[str, Row], words: Words) -> str | None:
    only = next(iter(rows)) if len(rows) == 1 else None
    chosen: str | None = st.selectbox(
        words("Welke stappen"), list(rows), index=form.place("step_template_id", rows, only),
        format_func=lambda one: rows[one]["name"], placeholder=words("Kies"), key=form.key("step_template_id"),
    )  # fmt: skip
    problem_under("step_template_id", form.problems, words)
    return chosen


def _with_whom(workspace: Workspace, form: Form, library: str) -> None:
    words = workspace.words
    found = workspace.ask("relations/to_choose", most=MOST_CHOICES).rows.filter(library_id=library).to_dicts()
    named = {f"{row['kind']}:{row['found_id']}": row for row in found}
    st.selectbox(
        words("Met wie"), list(named), index=form.place("with_whom", named),
        format_func=lambda one: " · ".join(part for part in (named[one]["name"], named[one]["beside"]) if part),
        placeholder=words("Kies een naam uit de lijst"), key=form.key("with_whom"),
    )  # fmt: skip
    problem_under("with_whom", form.problems, words)


def _typed(form: Form, template: str | None, card: Row | None, subject: str) -> StartDraft:
    if card:
        whom = {f"{subject}_id": card[f"{subject}_id"]}
    else:
        kind, _, row_id = (form.get("with_whom") or "").partition(":")
        whom = {f"{kind}_id": row_id} if row_id else {}
    return StartDraft(template, form.get("start"), whom.get("organisation_id"), whom.get("person_id"))


def _days(workspace: Workspace, form: Form, row: Row, draft: StartDraft) -> None:
    """Every step with its day and who, before anything is kept."""
    words, start = workspace.words, draft.start or workspace.today
    names = dict(workspace.ask("relations/colleagues", library_id=row["library_id"]).rows.iter_rows())
    whom = {"organisation_id": draft.organisation_id, "person_id": draft.person_id}
    found = steps.planned(workspace, steps.steps_of(row), row["library_id"], start, **whom)
    lines = [
        (one.what, words.date(one.due_on), words("jij") if one.owner == workspace.user_id else names.get(one.owner, ""))
        for one in found
    ]
    table([words("Stap"), words("Uiterlijk"), words("Wie")], lines, caption=words("Altijd op een werkdag."))
    if draft.organisation_id or draft.person_id:
        running = workspace.ask("relations/card_steps", **whom).rows.filter(status="open", steps_name=row["name"])
        if running.height:
            text = words("Deze stappen lopen hier al. Beginnen maakt ze nog een keer.")
            html('<p><span class="pill orange">{sign}</span> {text}</p>', sign=words("Let op"), text=text)


def _save(template: str | None, card: Row | None, subject: str) -> None:
    form, workspace = _opened(template, card, subject), workspace_now("relations.write")
    if card:
        template = form.get("step_template_id")
    draft = _typed(form, template, card, subject)

    def save() -> None:
        saved, number = steps.begin(workspace, draft, form.row_id)
        one, many = mark("Begonnen: **{n} afspraak** staat klaar."), mark("Begonnen: **{n} afspraken** staan klaar.")
        done(workspace.words.plural(one, many, number), saved.audit_id)

    form.keep("saved", form.attempt(steps.start_problems(draft, workspace.today), save))


def _close(template: str | None, card: Row | None, subject: str) -> None:
    _opened(template, card, subject).hold()
    _opened(template, card, subject).keep("closed", True)
