"""What stands beside the history of an organisation: whom to call, and the facts."""

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.activities import school_year_told
from biebwijzer.desk.markup import html, joined, markup
from biebwijzer.desk.own_parts import own_facts
from biebwijzer.desk.promises import card_link
from biebwijzer.desk.relation_forms import organisation_drawer, person_drawer
from biebwijzer.desk.role_forms import edit_role, former, role_drawer, role_told
from biebwijzer.look.values import why_missing
from biebwijzer.relations.naming import dialled
from biebwijzer.relations.organisations import SCHOOLS
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Row
from biebwijzer.words import Words

ORGANISATIONS = str(ROOT / "pages" / "relations" / "organisations.py")


def call_line(workspace: Workspace, row: Row, contacts: list[Row]) -> None:
    """The number to call, where it is needed first: at the top, also on a phone."""
    words = workspace.words
    first = next((one for one in contacts if one["phone"] and one["is_current"]), None)
    if first:
        html(
            '<p class="lead"><a href="tel:{tel}">{text}</a> <span class="sub">{note}</span></p>',
            tel=first["phone"].replace(" ", ""),
            text=words("Bel {name}, {phone}", name=first["name"], phone=dialled(first["phone"])),
            note=first["note"] or "",
        )
    elif row["phone"]:
        text = words("Bel {phone}", phone=dialled(row["phone"]))
        tel = row["phone"].replace(" ", "")
        html('<p class="lead"><a href="tel:{tel}">{text}</a></p>', tel=tel, text=text)


def contact_card(workspace: Workspace, row: Row, contacts: list[Row]) -> None:
    """Whom to call."""
    words = workspace.words
    with st.container(border=True, key="card_contacts"):
        html("<h2>{title}</h2>", title=words("Met wie bel ik?"))
        now = [one for one in contacts if one["is_current"]]
        for one in now:
            with st.container(gap=None, key=f"names_{one['contact_person_id']}"):
                with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                    card_link({"person_id": one["person_id"]}, one["name"])
                    if role := role_told(words, one):
                        html("<p>{role}</p>", role=role)
                ways = []
                if one["phone"]:
                    tel = one["phone"].replace(" ", "")
                    ways.append(markup('<a href="tel:{tel}">{phone}</a>', tel=tel, phone=dialled(one["phone"])))
                if one["email"]:
                    ways.append(markup('<a href="mailto:{mail}">{mail}</a>', mail=one["email"]))
                html("<p>{ways}</p>", ways=joined(ways, " · "))
                if one["note"]:
                    html('<p class="sub">{note}</p>', note=one["note"])
                edit_role(workspace, one, one["name"])
        if not now:
            html('<p class="sub">{text}</p>', text=words("Er staat nog niemand bij."))
        former(workspace, contacts, "name")
        if workspace.may("relations.write"):
            _add_contact(workspace, row["organisation_id"])


def _add_contact(workspace: Workspace, organisation_id: str) -> None:
    """Somebody new, or somebody the library knows already."""
    words = workspace.words
    with st.container(horizontal=True, gap="small"):
        if st.button(words("Voeg iemand toe"), icon=":material/person_add:", key="add_contact"):
            person_drawer(workspace, organisation_id=organisation_id)
        if st.button(words("Kies een bekende"), type="tertiary", key="add_role"):
            role_drawer(workspace, organisation_id=organisation_id)


def about_organisation(workspace: Workspace, row: Row) -> None:
    """The facts."""
    words = workspace.words
    with st.container(border=True, key="card_about"):
        is_school = row["kind"] in SCHOOLS
        html("<h2>{title}</h2>", title=words("Over de school") if is_school else words("Over de organisatie"))
        facts = [
            (words("BRIN"), row["brin"]),
            (words("Programma"), programmes_told(workspace, row["brin"])),
            (words("Plaats"), " ".join(part for part in (row["postcode"], row["place"]) if part)),
            (words("Telefoon"), row["phone"] and dialled(row["phone"])),
            (words("Site"), row["website"]),
            (words("Notitie"), row["note"]),
            *own_facts(workspace, row, "organisation"),
        ]
        filled = joined(markup("<dt>{k}</dt><dd>{v}</dd>", k=k, v=v) for k, v in facts if v)
        if filled:
            html("<dl>{facts}</dl>", facts=filled)
        if workspace.may("relations.write") and st.button(
            words("Wijzig"), icon=":material/edit:", key="edit_organisation"
        ):
            organisation_drawer(workspace, row)


def programmes_told(workspace: Workspace, brin: str | None) -> str:
    """The programmes a school takes part in, of the last school year it was in one."""
    if not brin:
        return ""
    words, answer = workspace.words, workspace.ask("relations/school_programmes", brin=brin)
    last = answer.rows.filter(answer.rows["school_year"] == answer.rows["school_year"].max())
    return "; ".join(_programme(words, row) for row in last.iter_rows(named=True))


def _programme(words: Words, row: Row) -> str:
    pupils = words.plural("{n} leerling", "{n} leerlingen", row["pupils"]) if row["pupils"] is not None else ""
    many = pupils or why_missing(row["pupils_missing"], words)
    return ", ".join((row["programme"], school_year_told(row["school_year"]), many))


def to_schools(workspace: Workspace) -> None:
    """From what a programme reaches to the schools themselves, for who may open those."""
    if workspace.may("relations.read"):
        st.page_link(ORGANISATIONS, label=workspace.words("Naar de scholen"), icon=":material/school:", width="content")
