"""Relaties › Organisaties: what is our history with this school, and what is next?"""

import functools

import streamlit as st

from biebwijzer import desk, relations, start
from biebwijzer.relations.changing_many import MOST
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.organisations import KINDS
from biebwijzer.settings import ROOT
from biebwijzer.words import mark

workspace = desk.open_page("relations.read")
words = workspace.words
may_write = workspace.may("relations.write")
EVERY_KIND = "alle"


def opened_card(organisation_id: str) -> dict | None:
    """The card; that it was opened is kept once per visit."""
    if st.session_state.get("card_open") == organisation_id:
        rows = workspace.ask("relations/organisation", organisation_id=organisation_id).rows
        return rows.row(0, named=True) if rows.height else None
    row = relations.opened(workspace, "organisation", organisation_id)
    st.session_state["card_open"] = organisation_id
    return row


def show_card(organisation_id: str) -> None:
    """One organisation: who to call, what was said, what was promised."""
    row = opened_card(organisation_id)
    if row is None:
        desk.head(words("Organisatie"), crumb=(words("Relaties"), words("Organisaties")))
        desk.empty("none", words("Deze organisatie is er niet."), words("Zoek haar op naam bij Organisaties."))
        return
    history = workspace.ask("relations/timeline", organisation_id=organisation_id)
    contacts = workspace.ask("relations/contact_people", organisation_id=organisation_id).rows.to_dicts()
    desk.head(row["name"], crumb=(words("Relaties"), words("Organisaties")), note=False)
    desk.lead(relations.spoken_sentence(words, history))
    desk.call_line(workspace, row, contacts)
    follow_ups = relations.follow_ups_of(workspace, history, organisation_id=organisation_id)
    waiting = [one for one in follow_ups if one["status"] == "open"]
    steps = [one for one in follow_ups if one["status"] == "done" and one["step_run_id"]]
    late = sum(one["due_on"] < workspace.today for one in waiting)
    desk.badges(
        words(KINDS.get(row["kind"], row["kind"])).capitalize(),
        *([(words.plural("1 belofte te laat", "{n} beloften te laat", n=late), "orange")] if late else []),
    )
    left, right = st.columns([1.75, 1], gap="large")
    with left:
        desk.open_promises(workspace, waiting)
        if may_write:
            with st.container(border=True, key="card_composer"):
                desk.html("<h2>{title}</h2>", title=words("Noteer een gesprek"))
                whom = {one["person_id"]: _with_role(one) for one in contacts if one["is_current"]}
                draft = ContactMomentDraft(workspace.today, "call", "", organisation_id=organisation_id)
                desk.contact_form(workspace, f"card_{organisation_id}", draft, whom)
        desk.timeline(workspace, history, "organisation", steps)
    with right:
        desk.contact_card(workspace, row, contacts)
        desk.about_organisation(workspace, row)
        desk.belongs_card(workspace, row)
        year_card(history.rows.to_dicts())
        desk.begin_button(workspace, row, "organisation")
        desk.merged_into(workspace, "organisation", row["organisation_id"])
        desk.changes_link(workspace, "organisation", row["organisation_id"])


def _with_role(one: dict) -> str:
    return f"{one['name']} ({one['role']})" if one["role"] else one["name"]


def year_card(history: list) -> None:
    """How often we spoke this school year and the one before."""
    since = start.school_year(workspace.today)
    before = since.replace(year=since.year - 1)
    days = {one["contact_moment_id"]: one["spoken_on"] for one in history}.values()
    with st.container(border=True, key="card_year"):
        desk.html("<h2>{title}</h2>", title=words("Dit schooljaar"))
        desk.html(
            '<p class="sub">{since}</p><dl><dt>{label}</dt><dd>{n} <span class="sub">{before}</span></dd></dl>',
            since=words("sinds {day}", day=words.date(since)),
            label=words("Gesprekken"),
            n=words.number(sum(day >= since for day in days)),
            before=words("(vorig jaar {n})", n=words.number(sum(before <= day < since for day in days))),
        )


def show_list() -> None:
    """Every organisation, the last spoken first, or those not spoken to this school year."""
    st.session_state.pop("card_open", None)
    desk.head(words("Met wie werken we samen?"), crumb=(words("Relaties"), words("Organisaties")))
    lead = st.container()
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="filters"):
        asked = st.text_input(
            words("Zoek op naam"), type="search", live=True, key="zoek", placeholder=words("Zoek op naam"),
            label_visibility="collapsed", width=260,
        )  # fmt: skip
        names = {EVERY_KIND: words("Alle soorten"), **{code: words(name) for code, name in KINDS.items()}}
        kind = desk.option_filter("soort", words("Soort"), names, EVERY_KIND, width=180)
        quiet = st.checkbox(words("Dit schooljaar niet gesproken"), key="stil", bind="query-params")
        own = desk.own_filter(workspace, "organisation")
        if may_write and st.button(words("Nieuwe organisatie"), icon=":material/add:", key="new_organisation"):
            desk.organisation_drawer(workspace)
        if may_write:
            st.page_link(str(ROOT / "pages" / "relations" / "importing.py"), label=words("Importeren"))
        choosing = desk.choosing(workspace)
    filters = {
        "asked": relations.naming.searchable(asked) or None,
        "kind": None if kind == EVERY_KIND else kind,
        "not_since": start.school_year(workspace.today) if quiet else None,
        **own,
    }
    answer = workspace.ask("relations/organisations", most=50, **filters)
    found = answer.first("found_count") or 0
    desk.views_line(workspace, relations.VIEWS["organisation"])
    with lead:
        one, many = mark("**1 organisatie**."), mark("**{n} organisaties**.")
        if quiet:
            one = mark("**1 organisatie** sprak je dit schooljaar nog niet.")
            many = mark("**{n} organisaties** sprak je dit schooljaar nog niet.")
        desk.lead(words.plural(one, many, n=found))
    if answer.is_empty() and any(filters.values()):
        desk.empty("none", words("Niets gevonden."), words("Probeer een deel van de naam, of kies andere filters."))
        return
    if answer.is_empty():
        desk.empty(
            "none", words("Hier staat nog geen organisatie."), words("Voeg er een toe, of importeer de scholenlijst.")
        )
        return
    if choosing:
        every = functools.partial(workspace.ask, "relations/organisations", most=MOST + 1, **filters)
        shown = answer.rows.to_dicts()
        desk.change_many(workspace, "organisation", shown, found, lambda: every().rows["organisation_id"].to_list())
        return
    with st.container(gap="small", key="names_list"):
        for row in answer.rows.iter_rows(named=True):
            list_row(row)
    if found > answer.rows.height:
        desk.html('<p class="sub">{text}</p>', text=words("Je ziet de eerste 50. Zoek op naam voor de rest."))


def list_row(row: dict) -> None:
    """One organisation as a row: its name, what it is, and when we last spoke."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            desk.card_link(row, row["name"])
            beside = [words(KINDS.get(row["kind"], row["kind"])), row["place"]]
            desk.html('<p class="sub">{beside}</p>', beside=" · ".join(part for part in beside if part))
        last = row["last_spoken_on"]
        with st.container(width="content"):
            waits = words("{n} open", n=words.number(row["open_count"])) if row["open_count"] else ""
            desk.html("<p>{waits}</p>", waits=desk.pill(waits, "blue") if waits else "")
        with st.container(width=130):
            desk.html('<p class="sub">{day}</p>', day=words.date(last) if last else words("nog niet gesproken"))


made = st.session_state.pop("just_made", None)
if made and made[0] == "organisation":
    st.query_params["organisation"] = made[1]
chosen = desk.standing_card(workspace, "organisation")
desk.say_address()
if chosen:
    show_card(chosen)
else:
    show_list()
