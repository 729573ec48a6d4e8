"""Propositions and conversations: which one a conversation was about, and whom we spoke about it."""

from typing import Any

import streamlit as st

from biebwijzer.access import Workspace, library_names
from biebwijzer.desk.forms import Form
from biebwijzer.desk.markup import Markup, html, joined, markup
from biebwijzer.relations.contact_moments import HAPPENED
from biebwijzer.words import Words

SHOWN_AT_FIRST = 5


def proposition_anchor(code: str, name: str) -> Markup:
    """The name of a proposition as the way to its page, within a text or table."""
    return markup('<a href="propositie?propositie={code}" target="_self">{name}</a>', code=code, name=name)


def proposition_field(workspace: Workspace, form: Form, first: str | None) -> None:
    """Which proposition a conversation is about; no field where the library wrote none down."""
    words, names = workspace.words, proposition_names(workspace)
    if not names:
        return
    options = [None, *names]
    st.selectbox(
        words("Over een propositie? (mag leeg)"),
        options,
        index=form.place("proposition", options, first) or 0,
        format_func=lambda one: names.get(one, "–") if one else "–",
        key=form.key("proposition"),
    )


def proposition_names(workspace: Workspace) -> dict[str, str]:
    rows = workspace.ask("relations/propositions").rows.to_dicts()
    several = len({row["library_id"] for row in rows}) > 1
    libraries = library_names(workspace) if several else {}
    return {
        row["proposition_id"]: f"{row['name']} · {libraries[row['library_id']]}" if several else row["name"]
        for row in rows
    }


def proposition_contacts(workspace: Workspace, code: str) -> list[Markup]:
    """The conversations about a proposition as lines of a list, the latest first; none for who may not see people."""
    rows = workspace.ask("relations/about_proposition", proposition=code).rows.to_dicts()
    return [_line(workspace.words, row) for row in rows]


def counted_contacts(workspace: Workspace, code: str) -> str:
    """How often a proposition was talked about and with how many organisations; without a name."""
    words = workspace.words
    row = workspace.ask("relations/about_proposition_counts", proposition=code).rows.row(0, named=True)
    if not row["moments"]:
        return words("Over deze propositie is nog geen gesprek genoteerd.")
    moments, day = words.plural("{n} gesprek", "{n} gesprekken", row["moments"]), words.date(row["last_spoken_on"])
    if not row["organisations"]:
        return words("{moments}, het laatst op {date}.", moments=moments, date=day)
    return words(
        "{moments} met {organisations}, het laatst op {date}.",
        moments=moments,
        organisations=words.plural("{n} organisatie", "{n} organisaties", row["organisations"]),
        date=day,
    )


def contact_lines(workspace: Workspace, code: str) -> None:
    """How often, and for who may open cards the latest conversations with the way to each card."""
    words, lines = workspace.words, proposition_contacts(workspace, code)
    html('<h2>{title}</h2><p class="sub">{told}</p>', title=words("Gesprekken"), told=counted_contacts(workspace, code))
    if not lines or not workspace.may("relations.read"):
        return
    key = f"all_contacts_{code}"
    shown = lines if st.session_state.get(key) else lines[:SHOWN_AT_FIRST]
    html('<ol class="timeline">{lines}</ol>', lines=joined(shown))
    if len(shown) < len(lines):
        label = words.plural("Toon 1 oudere", "Toon {n} oudere", n=len(lines) - len(shown))
        st.button(
            label, type="tertiary", icon=":material/expand_more:", key=f"{key}_button", on_click=_all, args=(key,)
        )


def _all(key: str) -> None:
    st.session_state[key] = True


def _line(words: Words, row: dict[str, Any]) -> Markup:
    return markup(
        '<li><p><b>{happened}</b> {whom} <span class="sub">· {day}</span></p><p class="said">{summary}</p></li>',
        happened=words(HAPPENED.get(row["channel"], HAPPENED["other"])),
        whom=joined([*_cards(row), *(row["people_beside"] or [])], ", "),
        day=words.date(row["spoken_on"]),
        summary=row["summary"],
    )


def _cards(row: dict[str, Any]) -> list[Markup]:
    """The way to the card of each it was with; only an id stands in the address."""
    return [
        markup(
            '<a href="{page}?{subject}={id}" target="_self">{name}</a>',
            page=page,
            subject=subject,
            id=row[f"{subject}_id"],
            name=row[f"{subject}_name"],
        )
        for page, subject in (("organisaties", "organisation"), ("personen", "person"))
        if row[f"{subject}_name"]
    ]
