"""Opening a page: who is there, in which role, and may they be here?"""

from dataclasses import dataclass, replace
from datetime import date, datetime

import streamlit as st

from biebwijzer.access import Presence, Workspace, find_session, open_workspace
from biebwijzer.desk.frame import empty, remember
from biebwijzer.desk.house import house
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark
from biebwijzer.words.speaking import CLOCK

COOKIE = "biebwijzer"
# Set by tests only; a browser can't reach the session's state, and its cookie wins.
TOKEN = "session_token"  # noqa: S105
ROLE = "role_grant_id"
SIGNED_IN = "signed_in"


@dataclass(frozen=True)
class Person:
    """Somebody at the front door, in one of their roles (None when no role holds today)."""

    presence: Presence
    grant: Row | None
    workspace: Workspace | None


def today() -> date:
    """Today as the libraries' clocks say it."""
    return datetime.now(CLOCK).date()


def token_here() -> str | None:
    """The token this browser came with."""
    # In AppTest the cookies are a mock that answers everything, hence the type.
    cookie = st.context.cookies.get(COOKIE)
    return cookie if isinstance(cookie, str) else st.session_state.get(TOKEN)


def who_is_there() -> Person | None:
    """Whoever is signed in here, looked up again at every run; None for a stranger."""
    presence = find_session(house().stores, token_here(), today())
    if presence is None:
        forget_visitor()
        return None
    st.session_state[SIGNED_IN] = True
    grant = presence.grant(st.session_state.get(ROLE))
    return Person(presence, grant, workspace_of(presence, grant) if grant else None)


def forget_visitor() -> None:
    """Leave nothing of whoever was signed in on this tab for whoever comes next."""
    if st.session_state.get(SIGNED_IN):
        for key in [key for key in st.session_state if key != TOKEN]:
            del st.session_state[key]


def workspace_of(presence: Presence, grant: Row) -> Workspace | None:
    """The workspace of this role, which asks again at every question and write whether it still holds."""
    token, stores = token_here(), house().stores

    def still_here() -> bool:
        found = find_session(stores, token, today())
        return found is not None and any(
            (one["role_grant_id"], one["role"], one["scope_type"], one["scope_id"])
            == (grant["role_grant_id"], grant["role"], grant["scope_type"], grant["scope_id"])
            for one in found.grants
        )

    try:
        workspace = open_workspace(stores, house().asking, presence.user, grant, today())
    except NotAllowed:
        return None
    return replace(workspace, still_here=still_here)


def open_page(permission: str) -> Workspace:
    """Whoever opens this page, or no page: the first statement of every page.

    Asked here again although the front door asked: a page must not rest on having been reached through it.
    """
    person = who_is_there()
    if person is None:
        st.stop()
    workspace = person.workspace
    if workspace is None:
        no_role(Words(person.presence.user["language"]))
        st.stop()
    remember(workspace)
    if not workspace.may(permission):
        words = workspace.words
        empty(
            "no_right",
            words("Deze pagina hoort niet bij je rol."),
            words("Heb je deze pagina nodig? Vraag het je beheerder."),
        )
        st.stop()
    return workspace


def workspace_now(permission: str) -> Workspace:
    """The workspace at this very moment, for callbacks and fragments: they run without the front door.

    Raises NotAllowed when the session was ended or the role changed since the page was drawn.
    """
    person = who_is_there()
    if person is None or person.workspace is None:
        raise NotAllowed(mark("Je bent uitgelogd of je rechten zijn gewijzigd. Log opnieuw in."))
    person.workspace.require(permission)
    return person.workspace


def no_role(words: Words) -> None:
    """What somebody sees who may come in but has nothing to do here."""
    empty("no_right", words("Je hebt nog geen rol."), words("Vraag je beheerder om er een te geven."))
