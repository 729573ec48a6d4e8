"""Signing in, and choosing a password by a one-time link."""

import base64
from urllib.parse import quote, urlsplit

import streamlit as st

from biebwijzer.access import (
    PasswordDraft,
    choice_problems,
    choose_password,
    give_ticket,
    invited,
)
from biebwijzer.desk.authenticating import BiebAuthenticate, go
from biebwijzer.desk.doors import words_of
from biebwijzer.desk.filters import query_here
from biebwijzer.desk.house import house
from biebwijzer.desk.markup import bold, html
from biebwijzer.desk.page import today
from biebwijzer.desk.routes import LINK, own_path
from biebwijzer.problems import Problem
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Row
from biebwijzer.words import Words


def logo(width: int) -> None:
    """The sign and the name; as text in the page, since nothing else is given to a stranger."""
    picture = base64.b64encode((ROOT / "assets" / "logo.svg").read_bytes()).decode()
    html(
        '<img alt="Biebwijzer" width="{width}" src="data:image/svg+xml;base64,{picture}">', width=width, picture=picture
    )


def _address() -> str:
    """Where this browser calls from; the server itself has no address."""
    address = st.context.ip_address
    return address if isinstance(address, str) else "local"


def _came_for() -> str:
    """The page somebody was sent to, to go on to after signing in."""
    url = st.context.url
    if not isinstance(url, str):
        return "/"
    asked = query_here()
    return own_path(urlsplit(url).path + (f"?{asked}" if asked else ""))


def let_in(app_user_id: str) -> None:
    """Send the browser to where its cookie is set, with a ticket that works once and for a minute."""
    stores = house().stores
    with stores.records.transaction() as transaction:
        ticket = give_ticket(transaction, "sign_in", app_user_id)
    go(f"/auth/start?t={ticket}&next={quote(_came_for(), safe='')}")


def sign_in() -> None:
    """The page of whoever is not signed in: a form, or the choice of a password for who came by a link."""
    words = words_of(None)
    with st.container(horizontal_alignment="center"), st.container(width=480):
        st.space("medium")
        logo(178)
        st.space("small")
        link = st.context.cookies.get(LINK)
        if isinstance(link, str) and link:
            _by_link(words, link)
        else:
            _by_password(words)


def _by_password(words: Words) -> None:
    html(
        '<h1>{title}</h1><p style="color:#4A5563">{who}</p>',
        title=words("Log in"),
        who=words("Voor medewerkers van de bibliotheek."),
    )
    fields = {"Username": words("Gebruikersnaam"), "Password": words("Wachtwoord"), "Login": words("Log in")}
    if BiebAuthenticate(_address(), let_in).login(fields) is False:
        st.error(
            words(
                "**Dat lukt niet.** Kijk je gebruikersnaam en wachtwoord na. Na vijf keer moet je een kwartier wachten."
            )
        )
    html(
        '<p class="sub">{help}</p>',
        help=words(
            "Lukt het niet? Vraag de beheerder van je bibliotheek om een nieuwe link. "
            "Een wachtwoord sturen we nooit per mail."
        ),
    )
    _demo(words)


def _demo(words: Words) -> None:
    """Where the example data is, so are its accounts; their passwords are said by the launcher only."""
    with house().stores.records.reading() as reading:
        example = reading.find("access.app_user", {"is_demo": True, "is_active": True}, newest="username", most=20)
    # Not the administrator first: most who come to look want to see the work itself.
    names = sorted((user["username"] for user in example), key=lambda name: (name == "admin", name))
    if names:
        sentence = words("Demo: gebruik **{name}** en het wachtwoord uit het opstartscherm", name=names[0])
        html('<p><span class="pill yellow">{sentence}</span></p>', sentence=bold(sentence))


def _by_link(words: Words, link: str) -> None:
    found = invited(house().stores, link, today())
    if found is None:
        html(
            "<h1>{title}</h1><p>{text}</p>",
            title=words("Deze link werkt niet meer"),
            text=words("Hij is al gebruikt, vervangen of te oud. Vraag de beheerder van je bibliotheek om een nieuwe."),
        )
        if st.button(words("Naar het inloggen"), key="forget_link"):
            go("/auth/end")
        return
    kind, user = found
    html(
        "<h1>{title}</h1><p>{text}</p>",
        title=words("Kies een wachtwoord") if user else words("Maak de eerste beheerder"),
        text=words("Welkom, {name}.", name=user["full_name"])
        if user
        else words("Jij geeft daarna je collega's toegang."),
    )
    _choose(words, link, kind, user)


def _choose(words: Words, link: str, kind: str, user: Row | None) -> None:
    stores = house().stores
    under = {}
    with st.container(border=True, key="card_choose"), st.form("choose", border=False):
        name = username = ""
        if user is None:
            name = st.text_input(words("Je naam"), key="choose_name", autocomplete="name")
            under["full_name"] = st.empty()
            username = st.text_input(words("Gebruikersnaam"), key="choose_username", autocomplete="username")
            under["username"] = st.empty()
        else:
            st.text_input(words("Gebruikersnaam"), user["username"], disabled=True, autocomplete="username")
        password = st.text_input(
            words("Wachtwoord, minstens 12 tekens"), key="choose_1", type="password", autocomplete="new-password"
        )
        under["password"] = st.empty()
        again = st.text_input(words("Nog een keer"), key="choose_2", type="password", autocomplete="new-password")
        under["again"] = st.empty()
        sent = st.form_submit_button(words("Bewaar en log in"), type="primary", width="stretch")
    if not sent:
        return
    draft = PasswordDraft(password, again, name, username.strip().lower())
    found = choice_problems(stores, kind, user, draft)
    say_problems(words, under, found)
    app_user_id = None if found else choose_password(stores, link, draft, today())
    if app_user_id:
        let_in(app_user_id)


def say_problems(words: Words, under: dict[str, st.delta_generator.DeltaGenerator], found: list[Problem]) -> None:
    """Each problem under its own field."""
    for problem in found:
        with under[problem.field]:
            html('<p class="down" role="alert">{text}</p>', text=bold(words(problem.word, **problem.values)))
