"""History with somebody: what was said, by whom, and what came of what we promised."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.frame import pill
from biebwijzer.desk.linked_use import use_told
from biebwijzer.desk.markup import Markup, html, joined, markup
from biebwijzer.desk.promises import promise_told
from biebwijzer.desk.proposition_contacts import proposition_anchor
from biebwijzer.desk.talk_form import change_talk_button
from biebwijzer.relations.contact_moments import HAPPENED
from biebwijzer.warehouse import Answer, Row
from biebwijzer.words import Words

SHOWN_AT_FIRST = 8
# Of what a member used so many lines: who comes every day must not push the talks away.
USED_AT_FIRST = 4


def timeline(
    workspace: Workspace, answer: Answer, about: str, steps: Sequence[Row] = (), used: Sequence[Row] = ()
) -> None:
    """Contact moments, steps that were done and what a linked member used, the latest first; older ones on asking.

    `about` is what the card itself is about.
    """
    words = workspace.words
    rows = sorted([*answer.rows.to_dicts(), *steps, *used], key=_day, reverse=True)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        html("<h2>{title}</h2>", title=words("Geschiedenis"))
        change_talk_button(workspace, answer.rows.to_dicts())
    if not rows:
        html('<p class="sub">{text}</p>', text=words("Na je eerste notitie staat hier wat jullie bespraken."))
        return
    key = f"older_{about}"
    shown = rows if st.session_state.get(key) else _first(rows)
    items = joined(_told(workspace, row, about) for row in shown)
    html('<ol class="timeline">{items}</ol>', items=items)
    if len(shown) < len(rows):
        label = words.plural("Toon 1 oudere", "Toon {n} oudere", n=len(rows) - len(shown))
        st.button(
            label, type="tertiary", icon=":material/expand_more:", key=f"{key}_button", on_click=_older, args=(key,)
        )


def _first(rows: Sequence[Row]) -> list[Row]:
    """The lines one sees before asking for more, in their order."""
    left, found = {True: USED_AT_FIRST, False: SHOWN_AT_FIRST}, []
    for row in rows:
        if left["used_on" in row]:
            left["used_on" in row] -= 1
            found.append(row)
    return found


def _day(row: Row) -> date:
    """When it was: the talk, what was used, or the day on which a step was done."""
    found: date = row.get("used_on") or row["spoken_on"] or row["done_at"].date()
    return found


def _told(workspace: Workspace, row: Row, about: str) -> Markup:
    if "used_on" in row:
        return use_told(workspace.words, row)
    return _item(workspace, row, about) if row.get("contact_moment_id") else _step(workspace.words, row)


def _step(words: Words, row: Row) -> Markup:
    beside = " · ".join(part for part in (words.date(_day(row)), row["owner_name"]) if part)
    return markup(
        '<li><p><b>{promise}</b> <span class="sub">· {beside}</span></p><p>{state} {of}</p></li>',
        promise=row["promise"],
        beside=beside,
        state=pill(words("gedaan"), "green"),
        of=words("stap van {name}", name=row["steps_name"]),
    )


def _older(key: str) -> None:
    st.session_state[key] = True


def _item(workspace: Workspace, row: dict[str, Any], about: str) -> Markup:
    words = workspace.words
    with_whom = _with_whom(words, row, about)
    happened = words(HAPPENED.get(row["channel"], HAPPENED["other"]))
    title = words("{happened} met {name}", happened=happened, name=with_whom) if with_whom else happened
    also = words("ook erbij: {names}", names=words.list(row["colleagues"])) if row["colleagues"] else None
    told = (words.date(row["spoken_on"]), row["place"], row["recorded_by_name"], also)
    beside = " · ".join(part for part in told if part)
    promise = (
        markup("<p>{promise}</p>", promise=promise_told(words, row, workspace.today)) if row["promise"] else Markup("")
    )
    return markup(
        '<li>{head}<p class="said">{summary}</p>{about}{promise}</li>',
        head=markup('<p><b>{title}</b> <span class="sub">· {beside}</span></p>', title=title, beside=beside),
        summary=row["summary"],
        about=_about(workspace, row),
        promise=promise,
    )


def _with_whom(words: Words, row: dict[str, Any], about: str) -> str | None:
    """Whom it was with, as far as the card does not say so itself; of several people everybody is named."""
    if not row["people_beside"]:
        return row["person_name"] if about == "organisation" else row["organisation_name"]
    people = words.list(name for name in (row["person_name"], *row["people_beside"]) if name)
    if about == "organisation" or not row["organisation_name"]:
        return people
    return words("{people} ({organisation})", people=people, organisation=row["organisation_name"])


def _about(workspace: Workspace, row: dict[str, Any]) -> Markup:
    """The proposition it was about, as the way to its page for who may open that."""
    if not row["proposition"]:
        return Markup("")
    name: object = row["proposition_name"]
    if workspace.may("propositions.read"):
        name = proposition_anchor(row["proposition"], row["proposition_name"])
    return markup("<p>{over} {name}</p>", over=workspace.words("Over"), name=name)
