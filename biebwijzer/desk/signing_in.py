"""Signing in and out: the forms of streamlit-authenticator on the house's own users, sessions and attempts."""

import streamlit as st

from biebwijzer.desk.doors import Menu, rooms_menu, words_of
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import Person
from biebwijzer.settings import ROOT


def menu(person: Person, menu: Menu, here: st.Page) -> None:
    """The sidebar: the rooms, and below them who one is here."""
    words, workspace = words_of(person), person.workspace
    with st.sidebar:
        if workspace is not None:
            rooms_menu(words, workspace, menu, here.url_path)
        html("<p><b>{name}</b></p>", name=person.presence.user["full_name"])


def sign_in() -> None:
    """The page of whoever is not signed in."""
    words = words_of(None)
    html("<h1>{title}</h1>", title=words("Log in"))
