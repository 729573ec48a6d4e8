"""The front door: who is there, the menu (one line per page), and in. The only .py directly in pages/."""

import streamlit as st

from biebwijzer import desk
from biebwijzer.words import mark

MENU: desk.Menu = {
    mark("Vandaag"): [
        desk.Door("start/today.py", mark("Vandaag"), "vandaag", "start.read"),
        desk.Door("activities/record.py", mark("Activiteiten"), "activiteiten", "activities.read"),
    ],
    mark("Doelgroepen"): [
        desk.Door("segments/overview.py", mark("Overzicht"), "doelgroepen", "segments.read"),
        desk.Door("segments/why.py", mark("Waarom"), "waarom", "segments.read"),
    ],
    mark("Proposities"): [
        desk.Door("propositions/portfolio.py", mark("Portfolio"), "portfolio", "propositions.read"),
        desk.Door("propositions/proposition.py", mark("Propositie"), "propositie", "propositions.read"),
        desk.Door("propositions/effect.py", mark("Effect"), "effect", "propositions.read"),
    ],
    mark("Relaties"): [
        desk.Door("relations/people.py", mark("Personen"), "personen", "relations.read"),
        desk.Door("relations/organisations.py", mark("Organisaties"), "organisaties", "relations.read"),
        desk.Door("relations/follow_ups.py", mark("Opvolging"), "opvolging", "relations.read"),
        desk.Door("relations/noteren.py", mark("Noteren"), "noteren", "relations.write"),
        desk.Door("relations/consents.py", mark("Toestemming"), "toestemming", "relations.read"),
        desk.Door("relations/duplicates.py", mark("Dubbelen"), "dubbelen", "relations.read"),
        desk.Door("relations/importing.py", mark("Importeren"), "importeren", "relations.write"),
        desk.Door("relations/schools.py", mark("Scholenlijst"), "scholenlijst", "relations.write", listed=False),
        desk.Door("relations/own_fields.py", mark("Eigen velden"), "eigen-velden", "relations.arrange"),
        desk.Door("relations/changes.py", mark("Geschiedenis"), "geschiedenis", "relations.read"),
    ],
    mark("Bestuur"): [
        desk.Door("board/key_figures.py", mark("Kerncijfers"), "kerncijfers", "board.read"),
        desk.Door("board/board_pack.py", mark("Bestuursrapport"), "bestuursrapport", "board.read"),
    ],
    mark("Gegevens"): [
        desk.Door("intake/sources.py", mark("Bronnen"), "bronnen", "intake.read"),
        desk.Door("intake/deliver.py", mark("Aanleveren"), "aanleveren", "intake.deliver"),
        desk.Door("intake/quarantine.py", mark("Quarantaine"), "quarantaine", "intake.read"),
        desk.Door("explore/definitions.py", mark("Definities"), "definities", "explore.read"),
        desk.Door("explore/explore.py", mark("Verkennen"), "verkennen", "explore.read"),
        desk.Door("explore/sql.py", mark("SQL"), "sql", "explore.sql"),
    ],
    mark("Beheer"): [
        desk.Door("access/people.py", mark("Mensen"), "mensen", "access.people"),
        desk.Door("access/audit.py", mark("Logboek"), "logboek", "access.audit"),
        desk.Door("access/keeping.py", mark("Bewaren"), "bewaren", "access.keeping"),
        desk.Door("access/settings.py", mark("Instellingen"), "instellingen", "access.settings"),
    ],
}

with desk.in_turn():
    st.set_page_config(layout="wide", initial_sidebar_state=240)
    desk.dress()
    person = desk.who_is_there()
    page = st.navigation(desk.doors_open_to(person, MENU), position="hidden")

    if person:
        desk.turn_page(page.url_path)
        desk.menu(person, MENU, page)
        if person.workspace:
            desk.undo_bar(person.workspace, page.url_path)
        page.run()
    else:
        desk.sign_in()
