"""The sidebar: the rooms, who one is here, and what one may set for oneself."""

import streamlit as st

from biebwijzer.access import INVENTED, end_session, own_logo, place_of, roles, speak
from biebwijzer.desk.authenticating import go
from biebwijzer.desk.doors import Menu, rooms_menu, words_of
from biebwijzer.desk.filters import say_again
from biebwijzer.desk.house import house
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import ROLE, Person
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Row
from biebwijzer.words import Words

LANGUAGES = {"nl": "Nederlands", "en": "English"}


def menu(person: Person, menu: Menu, here: st.Page) -> None:
    """The sidebar: the rooms, and below them who one is here."""
    words, workspace = words_of(person), person.workspace
    own = own_logo(house().stores)
    st.logo(own or ROOT / "assets" / "logo.svg", size="large", icon_image=own or ROOT / "assets" / "icon.png")
    with st.sidebar:
        if workspace is not None:
            rooms_menu(words, workspace, menu, here.url_path)
        st.divider()
        _who(words, person)


def _who(words: Words, person: Person) -> None:
    """Name, role and place, and what one may set for oneself."""
    user, workspace = person.presence.user, person.workspace
    place = place_of(workspace, person.grant) if workspace and person.grant else ""
    role = words.either(workspace.role_title) if workspace else ""
    html(
        '<p><b>{name}</b></p><p class="sub">{role}</p>',
        name=user["full_name"],
        role=", ".join(part for part in (role, place) if part),
    )
    if user["is_demo"]:
        # Where the figures are real the account alone is an example.
        invented = user["email"].endswith(INVENTED)
        said = words("Demo: verzonnen gegevens") if invented else words("Voorbeeldaccount")
        html('<p><span class="pill yellow">{text}</span></p>', text=said)
    _choose_role(words, person)
    _choose_language(words, user)
    if st.button(words("Log uit"), key="sign_out", type="tertiary", icon=":material/logout:"):
        sign_out(person)


def _choose_role(words: Words, person: Person) -> None:
    grants = {grant["role_grant_id"]: grant for grant in person.presence.grants}
    workspace = person.workspace
    if len(grants) < 2 or workspace is None:
        return

    def said(role_grant_id: str) -> str:
        grant = grants[role_grant_id]
        role = roles().get(grant["role"])
        return f"{words.either(role.title) if role else grant['role']}, {place_of(workspace, grant)}"

    st.selectbox(words("Je werkt als"), list(grants), key=ROLE, format_func=said)


def _choose_language(words: Words, user: Row) -> None:
    def keep() -> None:
        speak(house().stores, user["app_user_id"], st.session_state["language"])
        say_again()

    st.segmented_control(
        words("Taal"),
        list(LANGUAGES),
        key="language",
        default=user["language"],
        required=True,
        format_func=LANGUAGES.__getitem__,
        on_change=keep,
        label_visibility="collapsed",
    )


def sign_out(person: Person) -> None:
    """End the session and send the browser to where its cookie is taken away."""
    end_session(house().stores, person.presence.session_id)
    go("/auth/end")
    st.stop()
