"""The front door: who is there, the menu (one line per page), and in. The only .py directly in pages/."""

import streamlit as st

from biebwijzer import desk
from biebwijzer.words import mark

MENU: desk.Menu = {
    mark("Vandaag"): [],
    mark("Doelgroepen"): [],
    mark("Relaties"): [],
    mark("Bestuur"): [],
    mark("Gegevens"): [],
    mark("Beheer"): [],
}

desk.dress()
person = desk.who_is_there()
page = st.navigation(desk.doors_open_to(person, MENU), position="hidden")

if person:
    desk.menu(person, MENU, page)
    page.run()
else:
    desk.sign_in()
