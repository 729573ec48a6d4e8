"""The forms of a proposition: what it promises, where it began, what is aimed at and what is expected."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from biebwijzer.access import Saved, Workspace, library_problems
from biebwijzer.desk.forms import DAY, Form, problem_count, problem_under, save_or_close
from biebwijzer.desk.library_field import chosen_library, library_field
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.rests_on import RESTS_ON, rests_on_fields
from biebwijzer.desk.undo import done
from biebwijzer.problems import Problem
from biebwijzer.propositions import catalogue, introductions, targets
from biebwijzer.propositions.catalogue import CANVAS, PILLARS, STATUSES, PropositionDraft
from biebwijzer.propositions.introductions import REASONS, IntroductionDraft
from biebwijzer.propositions.targets import MEASURES, ExpectationDraft, TargetDraft
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark

JUST_MADE = "proposition_made"
# What a canvas field asks, so that nobody needs to know what a canvas is.
ASKS = {
    "target_group": mark("Voor wie is het? (mag leeg)"),
    "need": mark("Wat hebben zij nodig? (mag leeg)"),
    "promise": mark("Wat beloof je?"),
    "channel": mark("Hoe horen zij ervan? (mag leeg)"),
    "expectation": mark("Wat verwacht je ervan? (mag leeg)"),
}
WIDE_FIELD = 68


def proposition_drawer(workspace: Workspace, row: Row | None = None) -> None:
    """Write a new proposition, or change the one given."""
    title = workspace.words("Wijzig propositie") if row else workspace.words("Nieuwe propositie")
    _drawer(title, _proposition_form, workspace, row)


def introduction_drawer(workspace: Workspace, row: Row, branches: dict[str, str]) -> None:
    """Write down where and when the proposition began."""
    _drawer(workspace.words("Leg de invoering vast"), _introduction_form, workspace, row, branches)


def target_drawer(workspace: Workspace, row: Row) -> None:
    """Write down what is aimed at."""
    _drawer(workspace.words("Leg een doel vast"), _target_form, workspace, row)


def expectation_drawer(workspace: Workspace, row: Row) -> None:
    """Write down how many people are expected."""
    _drawer(workspace.words("Leg vast wat je verwacht"), _expectation_form, workspace, row)


def _drawer(title: str, form: Callable[..., None], *given: Any) -> None:
    st.dialog(title, position="right", width="small", dismissible=False)(form)(*given)


def _proposition_form(workspace: Workspace, row: Row | None) -> None:
    words, form = workspace.words, Form(f"proposition_{row['proposition_id']}" if row else "new_proposition")
    form.remember("seen", row["row_version"] if row else 0)
    known: Row = row or {}
    if row is None:
        library_field(workspace, form)
    with st.form(form.key("form"), border=False):
        st.text_input(words("Naam"), value=form.first("name", known.get("name")) or "", key=form.key("name"))
        problem_under("name", form.problems, words)
        _choice(form, "status", words("Stand"), STATUSES, known.get("status") or "idea", words)
        for field, asks in ASKS.items():
            begun = form.first(field, known.get(field)) or ""
            st.text_area(words(asks), height=WIDE_FIELD, value=begun, key=form.key(field))
            problem_under(field, form.problems, words)
        with st.expander(words("Meer: waar het op rust, pijler en maatschappelijk doel")):
            rests_on_fields(workspace, form, known)
            _choice(form, "pillar", words("Pijler van het convenant"), PILLARS, known.get("pillar"), words)
            goal = form.first("goal", known.get("goal")) or ""
            st.text_area(words("Maatschappelijk doel (mag leeg)"), height=WIDE_FIELD, value=goal, key=form.key("goal"))
            problem_under("goal", form.problems, words)
        _buttons(form, words, _save_proposition, row)
    _close_when_saved(form, None if row else JUST_MADE)


def _introduction_form(workspace: Workspace, row: Row, branches: dict[str, str]) -> None:
    words, form = workspace.words, Form(f"introduction_{row['proposition_id']}")
    with st.form(form.key("form"), border=False):
        first = form.first("started_on", workspace.today)
        st.date_input(words("Begonnen op"), format=DAY, value=first, key=form.key("started_on"))
        problem_under("started_on", form.problems, words)
        everywhere = words("de hele bibliotheek")
        st.selectbox(
            words("Waar"),
            [None, *branches],
            index=form.place("branch_id", [None, *branches]),
            format_func=lambda one: branches[one] if one else everywhere,
            key=form.key("branch_id"),
        )
        _choice(form, "reason", words("Waarom toen?"), REASONS, "plan", words)
        html(
            '<p class="sub">{text}</p>',
            text=words("Wie begint omdat het bezoek daalde, ziet daarna vaak vanzelf herstel. Daarom vragen we het."),
        )
        _buttons(form, words, _save_introduction, row)
    _close_when_saved(form)


def _target_form(workspace: Workspace, row: Row) -> None:
    words, form = workspace.words, Form(f"target_{row['proposition_id']}")
    with st.form(form.key("form"), border=False):
        labels = {measure: one.label for measure, one in MEASURES.items()}
        _choice(form, "measure", words("Waarvoor"), labels, "persons", words)
        st.number_input(
            words("Hoeveel (een deel in procenten)"),
            min_value=0.0,
            step=1.0,
            value=form.first("value"),
            key=form.key("value"),
        )
        problem_under("value", form.problems, words)
        st.date_input(words("Uiterlijk op"), format=DAY, value=form.first("by_when"), key=form.key("by_when"))
        problem_under("by_when", form.problems, words)
        html(
            '<p class="sub">{text}</p>',
            text=words("Een doel wordt niet gewijzigd. Leg je een nieuw doel vast, dan blijft het oude te lezen."),
        )
        _buttons(form, words, _save_target, row)
    _close_when_saved(form)


def _expectation_form(workspace: Workspace, row: Row) -> None:
    words, form = workspace.words, Form(f"expectation_{row['proposition_id']}")
    with st.form(form.key("form"), border=False):
        for which, number, month in (
            ("first", words("Mensen in de eerste maand"), words("Eerste maand")),
            ("last", words("Mensen in de laatste maand"), words("Laatste maand")),
        ):
            begins = form.first(f"{which}_month")
            st.date_input(month, format=DAY, value=begins, key=form.key(f"{which}_month"))
            problem_under(f"{which}_month", form.problems, words)
            st.number_input(number, min_value=0, step=10, value=form.first(which), key=form.key(which))
            problem_under(which, form.problems, words)
        margin = form.first("margin", 15)
        st.number_input(
            words("Marge in procenten"), min_value=0, max_value=99, step=1, value=margin, key=form.key("margin")
        )
        problem_under("margin", form.problems, words)
        html(
            '<p class="sub">{text}</p>',
            text=words("Daartussen trekken we een rechte lijn. Wat je eerder verwachtte, blijft te lezen."),
        )
        _buttons(form, words, _save_expectation, row)
    _close_when_saved(form)


def _choice(form: Form, field: str, label: str, names: Any, begins: str | None, words: Words) -> None:
    options = list(names) if begins is not None or field != "pillar" else [None, *names]
    st.selectbox(
        label,
        options,
        index=form.place(field, options, begins),
        format_func=lambda one: words(names[one]) if one else words("geen"),
        key=form.key(field),
    )
    problem_under(field, form.problems, words)


def _buttons(form: Form, words: Words, save: Callable[..., None], row: Row | None) -> None:
    problem_count(form.problems, words)
    save_or_close(form, words, (save, row), (_close, form.name))


def _close(name: str) -> None:
    """Close the drawer; what was typed and not saved stands there again when it is opened."""
    form = Form(name)
    form.hold()
    form.keep("closed", True)


def _save_proposition(row: Row | None) -> None:
    workspace = workspace_now("propositions.write")
    form = Form(f"proposition_{row['proposition_id']}" if row else "new_proposition")
    typed = {field: form.get(field) for field in ("name", "status", "pillar", *CANVAS, "goal", *RESTS_ON)}
    draft = PropositionDraft(**{**typed, "name": typed["name"] or ""})
    library = None if row else chosen_library(form)
    found = catalogue.problems(draft) + ([] if row else library_problems(workspace, library))

    def save() -> Saved:
        if row:
            return catalogue.change(workspace, row["proposition_id"], draft, form.get("seen"))
        return catalogue.add(workspace, draft, form.row_id, library_id=library)

    if not _attempt(workspace, form, found, save, draft.name) and row:
        current = workspace.ask("propositions/catalogue", proposition=row["code"]).rows
        mine = current.filter(current["proposition_id"] == row["proposition_id"])
        if mine.height:
            form.keep("seen", mine["row_version"][0])


def _save_introduction(row: Row) -> None:
    workspace, form = workspace_now("propositions.write"), Form(f"introduction_{row['proposition_id']}")
    draft = IntroductionDraft(form.get("started_on"), form.get("reason"), form.get("branch_id"))
    _attempt(
        workspace,
        form,
        introductions.problems(draft),
        lambda: introductions.record(workspace, row["proposition_id"], draft, form.row_id),
        row["name"],
    )


def _save_target(row: Row) -> None:
    workspace, form = workspace_now("propositions.write"), Form(f"target_{row['proposition_id']}")
    measure, value = form.get("measure"), form.get("value")
    if value is not None and measure in MEASURES and MEASURES[measure].is_share:
        value = value / 100
    draft = TargetDraft(measure, value, form.get("by_when"))
    _attempt(
        workspace,
        form,
        targets.problems(draft, workspace.today),
        lambda: targets.record(workspace, row["proposition_id"], draft, form.row_id),
        row["name"],
    )


def _save_expectation(row: Row) -> None:
    workspace, form = workspace_now("propositions.write"), Form(f"expectation_{row['proposition_id']}")
    draft = ExpectationDraft(
        form.get("first_month"), form.get("first"), form.get("last_month"), form.get("last"), form.get("margin") / 100
    )
    _attempt(
        workspace,
        form,
        targets.expectation_problems(draft),
        lambda: targets.expect(workspace, row["proposition_id"], targets.months_of(draft), draft.margin, form.row_id),
        row["name"],
    )


def _attempt(workspace: Workspace, form: Form, found: list[Problem], save: Callable[[], Saved], name: str) -> bool:
    def act() -> None:
        saved = save()
        done(workspace.words("Bewaard: **{name}**.", name=name), saved.audit_id)
        form.keep("saved", saved.row_id)

    return form.attempt(found, act)


def _close_when_saved(form: Form, made: str | None = None) -> None:
    if Form(form.name).get("closed"):
        Form(form.name).keep("closed", False)
        st.rerun()
    saved = form.get("saved")
    if saved:
        form.fresh()
        if made:
            st.session_state[made] = saved
        st.rerun()
