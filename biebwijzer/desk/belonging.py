"""On the card of an organisation: to which larger one it belongs, which belong to it, and the drawer to say so."""

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.forms import Form, problem_count, save_or_close
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.promises import card_link
from biebwijzer.desk.undo import done
from biebwijzer.relations import belonging
from biebwijzer.warehouse import Row

MOST_CHOICES, MOST_SHOWN = 2000, 20


def belongs_card(workspace: Workspace, row: Row) -> None:
    """Above and below this organisation; nothing for who only reads and would see an empty card."""
    words = workspace.words
    parts = workspace.ask("relations/parts", organisation_id=row["organisation_id"]).rows.to_dicts()
    may_write = workspace.may("relations.write")
    if not (parts or row["part_of_id"] or may_write):
        return
    with st.container(border=True, key="card_belongs", gap="xsmall"):
        html("<h2>{title}</h2>", title=words("Wat hoort bij elkaar?"))
        if row["part_of_id"]:
            with st.container(gap=None, key="names_larger"):
                html('<p class="sub">{text}</p>', text=words("Hoort bij"))
                card_link({"organisation_id": row["part_of_id"]}, row["part_of_name"])
        if parts:
            told = words.plural("1 organisatie hoort hierbij:", "{n} organisaties horen hierbij:", len(parts))
            html('<p class="sub">{told}</p>', told=told)
        with st.container(gap="xsmall", key="names_parts"):
            for one in parts[:MOST_SHOWN]:
                _part(workspace, one)
        if len(parts) > MOST_SHOWN:
            more = words.plural("en nog 1 organisatie", "en nog {n} organisaties", len(parts) - MOST_SHOWN)
            html('<p class="sub">{more}</p>', more=more)
        if not parts and not row["part_of_id"]:
            html('<p class="sub">{text}</p>', text=words("Nog niets. Een school kan bij een bestuur horen."))
        if may_write and st.button(words("Kies waar deze bij hoort"), type="tertiary", key="put_under"):
            _drawer(workspace, row)


def _part(workspace: Workspace, one: Row) -> None:
    words = workspace.words
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        card_link({"organisation_id": one["organisation_id"]}, one["name"])
        day = one["last_spoken_on"]
        last = words("gesproken op {day}", day=words.date(day)) if day else words("nog niet gesproken")
        html('<p class="sub">{beside}</p>', beside=" · ".join(part for part in (one["place"], last) if part))


def _drawer(workspace: Workspace, row: Row) -> None:
    title = workspace.words("Waar hoort deze organisatie bij?")
    st.dialog(title, position="right", width="small", dismissible=False)(_form)(workspace, row)


def _opened(row: Row) -> Form:
    return Form(f"belongs_{row['organisation_id']}")


def _form(workspace: Workspace, row: Row) -> None:
    words, form = workspace.words, _opened(row)
    rows = workspace.ask("relations/larger", organisation_id=row["organisation_id"], most=MOST_CHOICES).rows.to_dicts()
    named = {one["organisation_id"]: " · ".join(filter(None, (one["name"], one["place"]))) for one in rows}
    with st.form(form.key("form"), border=False):
        st.selectbox(
            words("Hoort bij (mag leeg)"),
            list(named),
            index=form.place("part_of_id", named, row["part_of_id"]),
            format_func=lambda one: named.get(one, one),
            placeholder=words("Kies een naam uit de lijst"),
            key=form.key("part_of_id"),
        )
        problem_count(form.problems, words)
        save_or_close(form, words, (_save, row), (_close, row))
    if form.get("ready"):
        form.fresh()
        st.rerun()


def _save(row: Row) -> None:
    form, workspace = _opened(row), workspace_now("relations.write")
    larger = form.get("part_of_id")

    def save() -> None:
        saved = belonging.put_under(workspace, row["organisation_id"], larger, row["row_version"])
        done(workspace.words("Bewaard: waar **{name}** bij hoort.", name=row["name"]), saved.audit_id)

    form.keep("ready", form.attempt([], save))


def _close(row: Row) -> None:
    _opened(row).keep("ready", True)
