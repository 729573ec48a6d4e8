"""Beheer › Instellingen: what does this installation decide for itself?"""

import streamlit as st

from biebwijzer import access, desk
from biebwijzer.problems import NotAllowed

workspace = desk.open_page("access.settings")
words, stores = workspace.words, workspace.stores
house = access.Thresholds()
now = workspace.thresholds

desk.head(words("Wat beslissen jullie zelf?"), crumb=(words("Beheer"), words("Instellingen")), note=False)

names = access.library_names(workspace)
if names:
    desk.lead(words.plural("Hier werkt **{n} bibliotheek**.", "Hier werken **{n} bibliotheken**.", n=len(names)))
else:
    desk.lead(words("Er is nog geen bibliotheek. Voeg hieronder de eerste toe, dan de vestigingen en gemeenten."))

left, right = desk.pair()
with left, desk.card("settings"):
    desk.html("<h2>{title}</h2>", title=words("Naam en drempels"))
    under = {}
    with st.form("settings", border=False):
        values = {
            "installation_name": st.text_input(
                words("Hoe heten jullie?"), access.setting(stores, "installation_name", ""), key="installation_name"
            )
        }
        under["installation_name"] = st.empty()
        for field, label in (
            ("library", words("Binnen de bibliotheek: verberg aantallen mensen onder")),
            ("outside", words("Buiten de bibliotheek: verberg aantallen mensen onder")),
            ("satisfaction", words("Tevredenheid: toon vanaf dit aantal antwoorden")),
        ):
            lowest = getattr(house, field)
            values[f"threshold_{field}"] = str(
                st.number_input(label, lowest, 1000, getattr(now, field), key=f"threshold_{field}")
            )
            under[f"threshold_{field}"] = st.empty()
        sent = st.form_submit_button(words("Bewaar"), type="primary", shortcut="Ctrl+Enter")
    if sent:
        found = access.setting_problems(values)
        desk.say_problems(words, under, found)
        if not found:
            access.keep_settings(workspace, values)
            st.toast(words("Bewaard. De drempels gelden vanaf de volgende vraag."))

with right, desk.card("logo"):
    desk.html(
        '<h2>{title}</h2><p class="sub">{text}</p>',
        title=words("Logo"),
        text=words("PNG of SVG, tot 200 kB. Het komt linksboven op elke pagina."),
    )
    upload = st.file_uploader(words("Kies een bestand"), type=["png", "svg"], key="logo", max_upload_size=1)
    under_logo = {"logo": st.empty()}
    try:
        if upload is not None and st.button(words("Gebruik dit logo"), type="primary", key="use_logo"):
            found = access.logo_problems(upload.getvalue())
            desk.say_problems(words, under_logo, found)
            if not found:
                access.set_logo(workspace, upload.getvalue())
                st.rerun()
        if access.own_logo(stores) and st.button(words("Gebruik het logo van Biebwijzer"), key="remove_logo"):
            access.remove_logo(workspace)
            st.rerun()
    except NotAllowed as refused:
        st.error(words(refused.word))

desk.mail_card(workspace)

desk.places_forms(workspace)
