"""The fields of an activity, for the form that registers one and the drawer that changes one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from biebwijzer.activities import CORE_FUNCTIONS, FORMS, FUNDING_FRAMES, PILLARS, ActivityDraft
from biebwijzer.desk.forms import DAY, Form, problem_under
from biebwijzer.words import Words


def day_field(words: Words, form: Form, first: date) -> None:
    """The day it was held."""
    st.date_input(words("Dag"), value=form.first("held_on", first), format=DAY, key=form.key("held_on"))
    problem_under("held_on", form.problems, words)


def branch_field(words: Words, form: Form, branches: Mapping[str, str], first: str | None) -> None:
    """Where it was; the only branch there is stands there already."""
    only = next(iter(branches)) if len(branches) == 1 else None
    st.selectbox(
        words("Vestiging"),
        list(branches),
        index=form.place("branch_id", branches, first or only),
        format_func=lambda one: branches.get(one, one),
        placeholder=words("Kies een vestiging"),
        key=form.key("branch_id"),
    )
    problem_under("branch_id", form.problems, words)


def core_function_field(words: Words, form: Form, first: object) -> None:
    """Which of the five core functions it serves."""
    st.selectbox(
        words("Kernfunctie"),
        list(CORE_FUNCTIONS),
        # Without a first choice it can be emptied, which costs one more stop of the Tab key.
        index=form.place("core_function", CORE_FUNCTIONS, first),
        format_func=lambda one: words(CORE_FUNCTIONS[one]),
        placeholder=words("Kies een kernfunctie"),
        key=form.key("core_function"),
    )
    problem_under("core_function", form.problems, words)


def form_field(words: Words, form: Form, first: str) -> None:
    """How one takes part."""
    st.segmented_control(
        words("Vorm"),
        list(FORMS),
        format_func=lambda one: words(FORMS[one]),
        default=form.first("way", first),
        key=form.key("way"),
        required=True,
    )
    problem_under("way", form.problems, words)


def participants_field(words: Words, form: Form, first: int | None) -> None:
    """How many took part; may wait."""
    st.number_input(
        words("Deelnemers (mag later)"),
        value=form.first("participants", first),
        min_value=0,
        step=1,
        placeholder=words("nog niet geteld"),
        key=form.key("participants"),
    )
    problem_under("participants", form.problems, words)


def more_fields(words: Words, form: Form, row: Mapping[str, Any] | None = None) -> None:
    """What only some returns ask."""
    pillar, group, funding = st.columns(3, gap="medium")
    with pillar:
        st.selectbox(
            words("Pijler"),
            list(PILLARS),
            index=form.place("pillar", PILLARS, row and row["pillar"]),
            format_func=lambda one: words(PILLARS[one]),
            placeholder=words("Geen"),
            key=form.key("pillar"),
        )
        problem_under("pillar", form.problems, words)
    with group:
        group_typed = form.first("target_group", row and row["target_group"]) or ""
        st.text_input(words("Doelgroep"), value=group_typed, key=form.key("target_group"))
        problem_under("target_group", form.problems, words)
    with funding:
        st.selectbox(
            words("Subsidiekader"),
            list(FUNDING_FRAMES),
            index=form.place("funding_frame", FUNDING_FRAMES, row and row["funding_frame"]),
            format_func=lambda one: words(FUNDING_FRAMES[one]),
            placeholder=words("Geen"),
            key=form.key("funding_frame"),
        )
        problem_under("funding_frame", form.problems, words)


def typed(form: Form) -> ActivityDraft:
    """The draft as it stands in a form."""
    return ActivityDraft(
        held_on=form.get("held_on"),
        branch_id=form.get("branch_id"),
        title=form.get("title") or "",
        core_function=form.get("core_function"),
        participants=form.get("participants"),
        form=form.get("way"),
        pillar=form.get("pillar"),
        target_group=form.get("target_group"),
        funding_frame=form.get("funding_frame"),
    )
