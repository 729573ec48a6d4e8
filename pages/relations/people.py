"""Relaties › Personen: whom do we know, what did we say, and what is next?"""

import functools

import streamlit as st

from biebwijzer import desk, relations
from biebwijzer.relations.changing_many import MOST
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.words import mark

workspace = desk.open_page("relations.read")
words = workspace.words
may_write = workspace.may("relations.write")


def opened_card(person_id: str) -> dict | None:
    """The card; that it was opened is kept once per visit."""
    if st.session_state.get("card_open") == person_id:
        rows = workspace.ask("relations/person", person_id=person_id).rows
        return rows.row(0, named=True) if rows.height else None
    row = relations.opened(workspace, "person", person_id)
    st.session_state["card_open"] = person_id
    return row


def show_card(person_id: str) -> None:
    """One person: how to reach them, what was said, what was promised."""
    row = opened_card(person_id)
    if row is None:
        desk.head(words("Persoon"), crumb=(words("Relaties"), words("Personen")))
        desk.empty("none", words("Deze persoon is er niet."), words("Zoek op naam bij Personen."))
        return
    history = workspace.ask("relations/timeline", person_id=person_id)
    works = workspace.ask("relations/contact_people", person_id=person_id).rows.to_dicts()
    desk.head(row["name"], crumb=(words("Relaties"), words("Personen")), note=False)
    desk.lead(relations.spoken_sentence(words, history))
    if row["phone"]:
        text = words("Bel {phone}", phone=relations.naming.dialled(row["phone"]))
        tel = row["phone"].replace(" ", "")
        desk.html('<p class="lead"><a href="tel:{tel}">{text}</a></p>', tel=tel, text=text)
    follow_ups = relations.follow_ups_of(workspace, history, person_id=person_id)
    waiting = [one for one in follow_ups if one["status"] == "open"]
    steps = [one for one in follow_ups if one["status"] == "done" and one["step_run_id"]]
    late = sum(one["due_on"] < workspace.today for one in waiting)
    if late:
        desk.badges((words.plural("1 belofte te laat", "{n} beloften te laat", n=late), "orange"))
    linked = desk.linked_of(workspace, row)
    desk.linked_head(workspace, row, linked)
    desk.consent_card(workspace, row)
    left, right = st.columns([1.75, 1], gap="large")
    with left:
        desk.open_promises(workspace, waiting)
        if may_write:
            with st.container(border=True, key="card_composer"):
                desk.html("<h2>{title}</h2>", title=words("Noteer een gesprek"))
                now = [one["organisation_id"] for one in works if one["is_current"]]
                only = now[0] if len(now) == 1 else None
                draft = ContactMomentDraft(workspace.today, "call", "", person_id=person_id, organisation_id=only)
                desk.contact_form(workspace, f"card_{person_id}", draft, {})
        desk.timeline(workspace, history, "person", steps, desk.linked_lines(workspace, linked))
    with right:
        about_card(row, works)
        desk.begin_button(workspace, row, "person")
        desk.link_part(workspace, row)
        desk.merged_into(workspace, "person", row["person_id"])
        desk.changes_link(workspace, "person", person_id)


def about_card(row: dict, works: list) -> None:
    """How to reach somebody, and where they work."""
    with st.container(border=True, key="card_about"):
        desk.html("<h2>{title}</h2>", title=words("Hoe bereik ik deze persoon?"))
        mail = row["email"] and desk.markup('<a href="mailto:{mail}">{mail}</a>', mail=row["email"])
        address = " ".join(part for part in (row["postcode"], row["place"]) if part)
        facts = [
            (words("Telefoon"), row["phone"] and relations.naming.dialled(row["phone"])),
            (words("E-mail"), mail),
            (words("Adres"), address),
            (words("Notitie"), row["note"]),
            *desk.own_facts(workspace, row, "person"),
        ]
        filled = desk.joined(desk.markup("<dt>{k}</dt><dd>{v}</dd>", k=k, v=v) for k, v in facts if v)
        if filled:
            desk.html("<dl>{facts}</dl>", facts=filled)
        with st.container(gap="xsmall", key="names_works"):
            for one in [one for one in works if one["is_current"]]:
                with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                    desk.card_link({"organisation_id": one["organisation_id"]}, one["organisation_name"])
                    desk.html('<p class="sub">{role}</p>', role=desk.role_told(words, one))
                    desk.edit_role(workspace, one, one["organisation_name"])
        desk.former(workspace, works, "organisation_name")
        if may_write:
            with st.container(horizontal=True, gap="small"):
                if st.button(words("Wijzig"), icon=":material/edit:", key="edit_person"):
                    desk.person_drawer(workspace, row)
                if st.button(words("Koppel aan een organisatie"), type="tertiary", key="add_role"):
                    desk.role_drawer(workspace, person_id=row["person_id"])


def show_list() -> None:
    """Everybody the library knows by name, the last spoken first."""
    st.session_state.pop("card_open", None)
    desk.head(words("Wie kennen we?"), crumb=(words("Relaties"), words("Personen")))
    lead = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="filters"):
        asked = st.text_input(
            words("Zoek op naam"), type="search", live=True, key="zoek", placeholder=words("Zoek op naam"),
            label_visibility="collapsed", width=260,
        )  # fmt: skip
        own = desk.own_filter(workspace, "person")
        if may_write and st.button(words("Nieuwe persoon"), icon=":material/person_add:", key="new_person"):
            desk.person_drawer(workspace)
        choosing = desk.choosing(workspace)
    filters = {"asked": relations.naming.searchable(asked) or None, **own}
    answer = workspace.ask("relations/people", most=50, **filters)
    found = answer.first("found_count") or 0
    desk.views_line(workspace, relations.VIEWS["person"])
    with lead:
        desk.lead(words.plural(mark("**1 persoon**."), mark("**{n} personen**."), n=found))
    if answer.is_empty() and (asked or own):
        desk.empty("none", words("Niets gevonden."), words("Probeer een deel van de naam, of kies andere filters."))
        return
    if answer.is_empty():
        desk.empty(
            "none",
            words("Hier staat nog niemand."),
            words("Voeg iemand toe, of noteer een gesprek met een nieuwe naam."),
        )
        return
    if choosing:
        every = functools.partial(workspace.ask, "relations/people", most=MOST + 1, **filters)
        shown = answer.rows.to_dicts()
        desk.change_many(workspace, "person", shown, found, lambda: every().rows["person_id"].to_list())
        return
    with st.container(gap="small", key="names_list"):
        for row in answer.rows.iter_rows(named=True):
            list_row(row)
    if found > answer.rows.height:
        desk.html('<p class="sub">{text}</p>', text=words("Je ziet de eerste 50. Zoek op naam voor de rest."))


def list_row(row: dict) -> None:
    """One person as a row: the name, where they work, and when we last spoke."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            desk.card_link({"person_id": row["person_id"]}, row["name"])
            beside = [row["works_at"], row["phone"]]
            desk.html('<p class="sub">{beside}</p>', beside=" · ".join(part for part in beside if part))
        last = row["last_spoken_on"]
        with st.container(width="content"):
            waits = words("{n} open", n=words.number(row["open_count"])) if row["open_count"] else ""
            desk.html("<p>{waits}</p>", waits=desk.pill(waits, "blue") if waits else "")
        with st.container(width=130):
            desk.html('<p class="sub">{day}</p>', day=words.date(last) if last else words("nog niet gesproken"))


made = st.session_state.pop("just_made", None)
if made and made[0] == "person":
    st.query_params["person"] = made[1]
chosen = desk.standing_card(workspace, "person")
desk.say_address()
if chosen:
    show_card(chosen)
else:
    show_list()
