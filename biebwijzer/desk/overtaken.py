"""When a colleague saved the same card first: what they changed is told, and per field one chooses whose it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace, filled
from biebwijzer.desk.forms import Form, plain
from biebwijzer.desk.markup import bold, html
from biebwijzer.relations.changes import told_value
from biebwijzer.warehouse import Row
from biebwijzer.words import Words

KEPT = "overtaken"
NOTHING_NAMED: Mapping[str, Mapping[str, str]] = {}


@dataclass(frozen=True)
class Theirs:
    """A field a colleague changed since the form was opened: what it is now, and that as a reader sees it.

    `mine` is what was typed here, None when nothing was.
    """

    field: str
    label: str
    value: Any
    told: str
    mine: str | None


def note_overtaken(
    form: Form,
    workspace: Workspace,
    opened: Row,
    now: Row,
    labels: Mapping[str, str],
    named: Mapping[str, Mapping[str, str]] = NOTHING_NAMED,
) -> None:
    """Remember what a colleague changed. What one did not touch oneself becomes theirs; of the rest one chooses.

    `named` says of fields that hold an id what one calls each of them.
    """
    words = workspace.words
    changed = [one for one in labels if _plain(now.get(one)) != _plain(opened.get(one))]
    found = []
    for field in changed:
        # A part that stayed closed was not touched.
        typed = form.get(field, opened.get(field))
        touched = _plain(typed) not in (_plain(opened.get(field)), _plain(now[field]))
        theirs, mine = (_told(field, one, words, named.get(field, {})) for one in (now[field], typed))
        found.append(Theirs(field, labels[field], now[field], theirs, mine if touched else None))
        if not touched:
            form.put(field, now[field])
    form.keep(KEPT, (_who(workspace, now), found))


def overtaken(form: Form, words: Words) -> None:
    """Who was first, what they changed, and the way to take over what one typed otherwise oneself."""
    who, found = form.get(KEPT) or (None, [])
    if not found:
        return
    with st.container(border=True, key=form.key("card_overtaken"), gap="xsmall"):
        said = words("**{who} wijzigde dit net.** Er is niets van overschreven.", who=who or words("Een collega"))
        html('<p role="alert">{said}</p>', said=bold(said))
        for one in found:
            _one(form, one, words)
        html('<p class="sub">{text}</p>', text=words("Bewaar opnieuw om te houden wat hieronder staat."))


def _one(form: Form, one: Theirs, words: Words) -> None:
    told = {"label": one.label, "theirs": one.told or words("leeg")}
    if one.mine is None:
        html("<p>{text}</p>", text=bold(words("**{label}** is nu: {theirs}. Dat staat hieronder.", **told)))
        return
    mine = one.mine or words("leeg")
    html("<p>{text}</p>", text=bold(words("**{label}** is nu: {theirs}. Jij typte: {mine}.", **told, mine=mine)))
    st.button(
        words("Neem '{theirs}' over", theirs=plain(told["theirs"])),
        key=form.key(f"take_{one.field}"),
        on_click=_take,
        args=(form, one),
    )


def _take(form: Form, one: Theirs) -> None:
    who, found = form.get(KEPT)
    form.put(one.field, one.value)
    form.keep(KEPT, (who, [replace(other, mine=None) if other.field == one.field else other for other in found]))


def _who(workspace: Workspace, now: Row) -> str | None:
    """The colleague who saved this card last."""
    subject = "person_id" if now.get("person_id") else "organisation_id"
    since = workspace.today - timedelta(days=1)
    rows = workspace.ask("relations/changes", since=since, **{subject: now[subject]}).rows
    return next((row["done_by"] for row in rows.iter_rows(named=True)), None)


def _plain(value: Any) -> Any:
    """A value as it is compared: nothing typed is nothing there, and of several the order says nothing."""
    if isinstance(value, list):
        return frozenset(value)
    return filled(value) if isinstance(value, str) else value


def _told(field: str, value: Any, words: Words, named: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return words.list(_told(field, one, words, named) for one in value)
    if value in named:
        return named[value]
    if isinstance(value, date):
        return words.date(value)
    return told_value(field, value, words, {})
