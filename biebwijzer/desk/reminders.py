"""Opvolging › Herinneringen: a mail in the morning and a calendar on one's phone with what one promised."""

from urllib.parse import urlsplit

import streamlit as st

from biebwijzer import clock, relations
from biebwijzer.access import Workspace
from biebwijzer.desk.deliveries import here
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now

PERMISSION = "relations.read"
SAID, ADDRESS = "reminders_said", "calendar_address"


def reminders(workspace: Workspace) -> None:
    """How one is reminded, folded away until it is asked for."""
    words, now = workspace.words, relations.reminding.reminders_of(workspace)
    fresh = st.session_state.pop(ADDRESS, None)
    with st.expander(words("Herinner mij: mail en agenda"), icon=":material/notifications:", key="reminders"):
        st.toggle(
            words("Mail mij op werkdagen om 7.15 uur wat ik beloofde"), now.by_mail, key="remind_mail", on_change=_mail
        )
        if not clock.post_of(workspace.stores).is_set:
            html(
                '<p class="sub">{text}</p>',
                text=words("Er is nog geen mailserver ingesteld. Vraag het je beheerder."),
            )
        elif now.by_mail:
            st.button(words("Stuur mij die mail nu"), key="try_digest", icon=":material/outgoing_mail:", on_click=_try)
        _calendar(workspace, now, fresh)
        told = st.session_state.pop(SAID, None)
        if told:
            st.success(told)


def _calendar(workspace: Workspace, now: relations.reminding.Reminders, fresh: str | None) -> None:
    words = workspace.words
    if now.calendar_since is None:
        html(
            "<p>{text}</p>",
            text=words("Je afspraken kunnen ook in de agenda van je telefoon of computer staan, altijd bijgewerkt."),
        )
        st.button(words("Maak een adres voor mijn agenda"), key="new_calendar", on_click=_new_calendar)
        return
    if fresh:
        html(
            "<p>{text}</p>",
            text=words(
                "Neem dit adres over in je agenda, bij 'abonneren' of 'via internet'. Je ziet het maar een keer."
            ),
        )
        st.code(fresh, language=None, wrap_lines=True)
        html(
            '<p class="sub">{text}</p>',
            text=words("Wie dit adres kent, leest je afspraken met de namen erin. Geef het aan niemand."),
        )
    else:
        since = words.moment(here(now.calendar_since))
        html("<p>{text}</p>", text=words("Sinds {since} kan een agenda je afspraken lezen.", since=since))
    with st.container(horizontal=True, gap="small"):
        st.button(words("Maak een nieuw adres"), key="new_calendar", on_click=_new_calendar)
        st.button(words("Stop met de agenda"), key="end_calendar", on_click=_end_calendar)


def address_of(workspace: Workspace, token: str) -> str:
    """The whole address of a calendar: under the house's own address, or the one this page was opened at."""
    at = urlsplit(st.context.url or "")
    base = clock.post_of(workspace.stores).link or f"{at.scheme}://{at.netloc}"
    return f"{base.rstrip('/')}/agenda/{token}.ics"


def _mail() -> None:
    workspace = workspace_now(PERMISSION)
    words, wanted = workspace.words, bool(st.session_state["remind_mail"])
    relations.reminding.remind_by_mail(workspace, wanted)
    st.session_state[SAID] = (
        words("Je krijgt een mail op werkdagen dat er iets te doen is.") if wanted else words("De mail staat uit.")
    )


def _try() -> None:
    workspace = workspace_now(PERMISSION)
    relations.reminding.send_trial(workspace)
    st.session_state[SAID] = workspace.words("De mail gaat zo op weg naar het adres van je account.")


def _new_calendar() -> None:
    workspace = workspace_now(PERMISSION)
    st.session_state[ADDRESS] = address_of(workspace, relations.reminding.new_calendar(workspace))


def _end_calendar() -> None:
    workspace = workspace_now(PERMISSION)
    relations.reminding.end_calendar(workspace)
    st.session_state[SAID] = workspace.words("Het oude adres werkt niet meer.")
