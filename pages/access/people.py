"""Beheer › Mensen: who may come in, and as what?"""

from urllib.parse import urlsplit

import streamlit as st

from biebwijzer import access, desk
from biebwijzer.problems import NotAllowed, Problem
from biebwijzer.warehouse import Row

workspace = desk.open_page("access.people")
words = workspace.words
places = access.places(workspace)


def role_title(role: str) -> str:
    return words.either(access.roles()[role].title) if role in access.roles() else role


def roles_of(grants: list[Row]) -> str:
    return "; ".join(f"{role_title(one['role'])}, {access.place_of(workspace, one)}" for one in grants)


def state(user: Row, grants: list[Row]) -> desk.Markup:
    if not user["is_active"]:
        return desk.pill(words("geblokkeerd"), "red")
    if user["password_hash"] is None:
        return desk.pill(words("nog geen wachtwoord"), "orange")
    if not grants:
        return desk.pill(words("geen rol"), "orange")
    return desk.pill(words("kan inloggen"), "green")


def show_link(name: str, secret: str) -> None:
    """The link to hand over: only now, because only its hash is kept."""
    url = st.context.url if isinstance(st.context.url, str) else ""
    parts = urlsplit(url)
    st.success(
        words("Geef deze link aan {name}. Hij werkt een keer, zeven dagen lang, en staat hier maar nu.", name=name)
    )
    st.code(f"{parts.scheme}://{parts.netloc}/auth/invite?t={secret}", language=None, wrap_lines=True)


def role_fields(key: str) -> access.RoleDraft:
    role = st.selectbox(words("Rol"), list(access.roles()), index=None, key=f"{key}_role", format_func=role_title,
                        placeholder=words("Kies een rol"))  # fmt: skip
    under_role = st.empty()
    place = st.selectbox(
        words("Waar"),
        list(places),
        index=None,
        key=f"{key}_place",
        placeholder=words("Kies een plek"),
        format_func=lambda one: places[one],
    )
    under_place = st.empty()
    under[key] = {"role": under_role, "scope_id": under_place}
    return access.RoleDraft(role, *(place or ("", "")), workspace.today)


def complain(key: str, found: list[Problem]) -> None:
    desk.say_problems(words, under[key], found)


under: dict[str, dict] = {}
people = access.everybody(workspace)
able = sum(1 for user, grants in people if user["is_active"] and user["password_hash"] and grants)

desk.head(words("Wie mag wat?"), crumb=(words("Beheer"), words("Mensen")), note=False)
desk.lead(words.plural("**{n} collega** kan inloggen.", "**{n} collega's** kunnen inloggen.", n=able))

if people:
    desk.table(
        [words("Naam"), desk.Head(words("Gebruikersnaam"), wide=True), words("Rollen"), words("Stand")],
        [
            (user["full_name"], user["username"], roles_of(grants) or words("geen"), state(user, grants))
            for user, grants in people
        ],
    )
else:
    desk.empty("none", words("Er zijn nog geen collega's."), words("Voeg hieronder de eerste toe."))


@st.fragment
def change_somebody() -> None:
    """A part that runs again by itself, so each act asks anew who is at work."""
    desk.html("<h2>{title}</h2>", title=words("Wijzig een collega"))
    users = {user["app_user_id"]: (user, grants) for user, grants in people}
    chosen = st.selectbox(words("Wie"), list(users), index=None, key="who", placeholder=words("Kies een collega"),
                          format_func=lambda one: users[one][0]["full_name"])  # fmt: skip
    if chosen is None:
        return
    user, grants = users[chosen]
    try:
        for grant in grants:
            title = words("Beëindig: {role}", role=roles_of([grant]))
            if st.button(title, key=f"end_{grant['role_grant_id']}", icon=":material/close:"):
                access.end_role(desk.workspace_now("access.people"), grant["role_grant_id"])
                st.rerun()
        with st.form("give_role", border=False):
            draft = role_fields("give")
            if st.form_submit_button(words("Geef deze rol erbij")):
                found = access.role_problems(workspace, draft)
                complain("give", found)
                if not found:
                    access.give_role(desk.workspace_now("access.people"), chosen, draft)
                    st.rerun()
        with st.container(horizontal=True):
            if st.button(words("Maak een nieuwe link"), key="new_link", icon=":material/link:"):
                st.session_state["link_shown"] = access.new_link(desk.workspace_now("access.people"), chosen)
            if user["is_active"] and st.button(
                words("Blokkeer en log overal uit"), key="block", icon=":material/block:"
            ):
                access.block(desk.workspace_now("access.people"), chosen)
                st.rerun()
    except NotAllowed as refused:
        st.error(words(refused.word, **refused.values))
    secret = st.session_state.pop("link_shown", None)
    if secret:
        show_link(user["full_name"], secret)


left, right = desk.pair()
with left, desk.card("add"):
    desk.html("<h2>{title}</h2>", title=words("Voeg een collega toe"))
    with st.form("add_person", border=False):
        name = st.text_input(words("Naam"), key="add_name", autocomplete="off")
        under_name = st.empty()
        username = st.text_input(words("Gebruikersnaam"), key="add_username", autocomplete="off")
        under_username = st.empty()
        email = st.text_input(words("E-mailadres van het werk"), key="add_email", autocomplete="off")
        under_email = st.empty()
        role = role_fields("add")
        under["add"] |= {"full_name": under_name, "username": under_username, "email": under_email}
        sent = st.form_submit_button(words("Voeg toe"), type="primary", shortcut="Ctrl+Enter")
    if sent:
        person = access.PersonDraft(name, username.strip().lower(), email.strip(), words.language)
        found = [
            *access.person_problems(person, access.usernames(workspace)),
            *access.role_problems(workspace, role),
        ]
        complain("add", found)
        if not found:
            _, secret = access.add_person(workspace, person, role)
            show_link(person.full_name, secret)
with right, desk.card("change"):
    change_somebody()
