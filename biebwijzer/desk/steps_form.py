"""The drawer in which a library keeps its steps: per step what, after how many days, and who."""

from typing import Any

import streamlit as st

from biebwijzer.access import Workspace, library_problems
from biebwijzer.desk.forms import SAVE, Form, problem_count, problem_under
from biebwijzer.desk.library_field import chosen_library, library_field
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.undo import done
from biebwijzer.relations import Saved, steps
from biebwijzer.relations.steps import Step, StepsDraft
from biebwijzer.warehouse import Row
from biebwijzer.words import Words

AT_FIRST = 3


def steps_drawer(workspace: Workspace, row: Row | None = None, example: int | None = None) -> None:
    """Keep new steps, begun empty or with an example, or change those given."""
    title = workspace.words("Wijzig vaste stappen") if row else workspace.words("Nieuwe vaste stappen")
    st.dialog(title, position="right", width="small", dismissible=False)(_form)(workspace, row, example)


def _opened(row: Row | None, example: int | None) -> Form:
    form = Form(f"kept_steps_{row['step_template_id'] if row else 'new' if example is None else f'example_{example}'}")
    form.remember("seen", row["row_version"] if row else 0)
    return form


def _begun(workspace: Workspace, row: Row | None, example: int | None) -> StepsDraft:
    if row:
        return StepsDraft(row["name"], steps.steps_of(row), row["library_id"])
    return StepsDraft("", ()) if example is None else steps.example(example, workspace.words)


def _form(workspace: Workspace, row: Row | None, example: int | None) -> None:
    words, form = workspace.words, _opened(row, example)
    begun = _begun(workspace, row, example)
    form.remember("count", max(len(begun.steps), AT_FIRST))
    if row is None:
        library_field(workspace, form)
    st.text_input(words("Naam"), value=form.first("name", begun.name) or "", key=form.key("name"),
                  placeholder=words("Bijvoorbeeld: bezoek van een klas"))  # fmt: skip
    problem_under("name", form.problems, words)
    colleagues = dict(workspace.ask("relations/colleagues", library_id=_library(workspace, form, row)).rows.iter_rows())
    for number in range(form.get("count")):
        step = begun.steps[number] if number < len(begun.steps) else Step("", None)
        _step(form, number, step, colleagues, words)
    st.button(words("Nog een stap"), icon=":material/add:", type="tertiary", key=form.key("more"), on_click=_more,
              args=(row, example))  # fmt: skip
    html('<p class="sub">{text}</p>', text=words("Een stap zonder tekst vervalt. Wat al begonnen is, verandert niet."))
    problem_count(form.problems, words)
    with st.container(horizontal=True, gap="small"):
        st.button(words("Bewaar"), type="primary", shortcut=SAVE, key=form.save_key,
                  on_click=form.once(_save, row, example))  # fmt: skip
        st.button(words("Sluit"), shortcut="Escape", key=form.key("close"), on_click=_close, args=(row, example))
    if form.get("closed"):
        form.keep("closed", False)
        st.rerun()
    if form.get("saved"):
        form.fresh()
        st.rerun()


def _library(workspace: Workspace, form: Form, row: Row | None) -> str | None:
    chosen = row["library_id"] if row else form.get("library_id")
    return chosen or (workspace.libraries[0] if len(workspace.libraries) == 1 else None)


def _step(form: Form, number: int, step: Step, colleagues: dict[str, str], words: Words) -> None:
    """One step: what, and below it when and who."""

    def field(name: str) -> str:
        return form.key(f"{name}_{number}")

    label = words("Stap {n}", n=number + 1)
    st.text_input(label, value=form.first(f"what_{number}", step.what) or "", key=field("what"))
    problem_under(f"what_{number}", form.problems, words)
    days, who = st.columns([1, 1.6])
    with days:
        begins = form.first(f"days_{number}", step.days if step.what else None)
        st.number_input(
            words("Na dagen"), min_value=0, max_value=steps.LONGEST_AHEAD, value=begins, step=1, key=field("days")
        )
        problem_under(f"days_{number}", form.problems, words)
    with who:
        st.selectbox(
            words("Wie"), list(steps.WHO), index=form.place(f"who_{number}", steps.WHO, step.who),
            format_func=lambda one: words(steps.WHO[one]), key=field("who"),
        )  # fmt: skip
        problem_under(f"who_{number}", form.problems, words)
    if form.get(f"who_{number}") == steps.COLLEAGUE:
        st.selectbox(
            words("Collega"), list(colleagues), index=form.place(f"colleague_{number}", colleagues, step.colleague),
            format_func=lambda one: colleagues[one], placeholder=words("Kies een collega"), key=field("colleague"),
        )  # fmt: skip
        problem_under(f"colleague_{number}", form.problems, words)


def _typed(form: Form, row: Row | None) -> StepsDraft:
    def one(number: int) -> Step:
        got: dict[str, Any] = {name: form.get(f"{name}_{number}") for name in ("what", "days", "who", "colleague")}
        return Step(got["what"] or "", got["days"], got["who"], got["colleague"] if got["who"] == "colleague" else None)

    library = row["library_id"] if row else chosen_library(form)
    return StepsDraft(form.get("name") or "", tuple(one(number) for number in range(form.get("count", 0))), library)


def _more(row: Row | None, example: int | None) -> None:
    form = _opened(row, example)
    form.keep("count", min(form.get("count", AT_FIRST) + 1, steps.MOST_STEPS))


def _save(row: Row | None, example: int | None) -> None:
    form, workspace = _opened(row, example), workspace_now("relations.write")
    draft = _typed(form, row)
    found = steps.problems(draft)
    if row is None:
        found = [*library_problems(workspace, draft.library_id), *found]

    def save() -> None:
        saved: Saved
        if row:
            saved = steps.change(workspace, row["step_template_id"], draft, form.get("seen"))
        else:
            saved = steps.keep(workspace, draft, form.row_id)
        done(workspace.words("Bewaard: **{name}**.", name=draft.name), saved.audit_id)

    saved = form.attempt(found, save)
    form.keep("saved", saved)
    if row and not saved:
        # Who was overtaken by a colleague keeps what was typed, and saves over it knowingly.
        rows = workspace.ask("relations/step_templates").rows.to_dicts()
        now = {one["step_template_id"]: one["row_version"] for one in rows}
        form.keep("seen", now.get(row["step_template_id"], row["row_version"]))


def _close(row: Row | None, example: int | None) -> None:
    form = _opened(row, example)
    if row or example is not None:
        # What stands in the list or comes with the house is there again; only what is new is held.
        form.fresh()
    else:
        form.hold()
    _opened(row, example).keep("closed", True)
