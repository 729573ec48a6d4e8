"""Instellingen › Mail: how mail leaves the house, a trial message, and what became of the messages of late."""

from collections.abc import Mapping

import streamlit as st

from biebwijzer import clock
from biebwijzer.access import Workspace
from biebwijzer.desk.deliveries import here
from biebwijzer.desk.frame import card
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.signing_in import say_problems
from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import Words, mark

SECURITIES = {
    "starttls": mark("STARTTLS (meestal poort 587)"),
    "tls": mark("TLS (meestal poort 465)"),
    "none": mark("geen, alleen op dit netwerk"),
}
OUTCOMES = {
    "sent": mark("Verstuurd. Kijk of het aankomt bij het adres van je eigen account."),
    "waiting": mark("Nog niet verstuurd. We proberen het straks weer."),
    "failed": mark("Niet verstuurd."),
    "unsure": mark("Misschien verstuurd."),
}
PERMISSION = "access.settings"
SAID = "mail_said"


def mail_card(workspace: Workspace) -> None:
    """The settings of mail and the button that tries them."""
    words, post = workspace.words, clock.post_of(workspace.stores)
    with card("mail"):
        html(
            '<h2>{title}</h2><p class="sub">{text}</p>',
            title=words("Mail"),
            text=words("Voor berichten aan collega's: wat een levering bracht, en welke bron te laat is."),
        )
        values, under, sent = _form(workspace, post)
        if sent:
            found = clock.mail_problems(values)
            say_problems(words, under, found)
            if not found:
                clock.keep_mail_settings(workspace, values)
                st.session_state[SAID] = (True, words("Bewaard."))
                st.rerun()
        html('<p class="sub">{text}</p>', text=password_sentence(workspace))
        html('<p class="sub">{text}</p>', text=outbox_sentence(words, clock.standing(workspace.stores), post.is_set))
        if post.is_set:
            st.button(words("Stuur een proefbericht"), key="try_mail", icon=":material/outgoing_mail:", on_click=_try)
        stranded(workspace)
        good, told = st.session_state.pop(SAID, (True, ""))
        if told:
            (st.success if good else st.error)(told)


def _form(workspace: Workspace, post: clock.Post) -> tuple[dict[str, str], dict, bool]:
    words = workspace.words
    under = {}
    values = {}
    with st.form("mail_form", border=False):
        left, right = st.columns(2, gap="medium")
        values["mail_host"] = left.text_input(
            words("Mailserver"), post.host, key="mail_host", placeholder="smtp.example.nl"
        )
        under["mail_host"] = left.empty()
        values["mail_security"] = left.selectbox(
            words("Beveiliging"),
            list(SECURITIES),
            list(SECURITIES).index(post.security),
            format_func=lambda one: words(SECURITIES[one]),
            key="mail_security",
        )
        under["mail_security"] = left.empty()
        values["mail_port"] = str(left.number_input(words("Poort"), 1, 65_535, post.port, key="mail_port"))
        under["mail_port"] = left.empty()
        for name, label, now in (
            ("mail_user", words("Gebruikersnaam (mag leeg)"), post.user),
            ("mail_from", words("Afzender"), post.sender),
            ("mail_link", words("Adres van Biebwijzer, voor links in berichten"), post.link),
        ):
            values[name] = right.text_input(label, now, key=name)
            under[name] = right.empty()
        sent = st.form_submit_button(words("Bewaar de mail"), type="primary")
    return values, under, sent


def password_sentence(workspace: Workspace) -> str:
    """Where the password comes from; it is never typed on a screen."""
    words = workspace.words
    try:
        found = clock.password_of(workspace.stores.settings)
    except BiebwijzerError as error:
        return words(error.word, **error.values)
    file = clock.PASSWORD_FILE
    if found:
        return words("Het wachtwoord is gevonden op de server.")
    return words(
        "Het wachtwoord typ je niet hier: zet het op de server in het bestand {file} (rechten 600).", file=file
    )


def outbox_sentence(words: Words, standing: Mapping[str, int], is_set: bool) -> str:
    """What became of the messages of the last thirty days."""
    waiting = sum(standing.get(one, 0) for one in ("waiting", "sending", "handing_over"))
    parts = []
    if not is_set:
        parts.append(words("Er is nog geen mailserver ingesteld. Berichten wachten drie dagen en vervallen dan."))
    counted = (
        (standing.get("sent", 0), mark("{n} bericht verstuurd."), mark("{n} berichten verstuurd.")),
        (waiting, mark("{n} bericht wacht."), mark("{n} berichten wachten.")),
        (standing.get("failed", 0), mark("{n} bericht is mislukt."), mark("{n} berichten zijn mislukt.")),
        (
            standing.get("unsure", 0),
            mark("{n} bericht is misschien verstuurd."),
            mark("{n} berichten zijn misschien verstuurd."),
        ),
    )
    told = [words.plural(one, many, number) for number, one, many in counted if number]
    return " ".join([*parts, words("De laatste dertig dagen:"), *told] if told else parts)


def stranded(workspace: Workspace) -> None:
    """Messages that failed or may not have arrived, each with the button that sends it once more."""
    words, rows = workspace.words, clock.not_arrived(workspace)
    if not rows:
        return
    with st.expander(words("Niet of misschien niet aangekomen"), key="stranded"):
        for row in rows:
            html(
                "<p><b>{subject}</b><br>{reader} · {moment}<br>{trouble}</p>",
                subject=row["subject"],
                reader=row["reader"],
                moment=words.moment(here(row["written_at"])),
                trouble=row["trouble"] or words(OUTCOMES[row["status"]]),
            )
            label, key = words("Stuur opnieuw"), f"again_{row['mail_id']}"
            st.button(label, key=key, icon=":material/refresh:", on_click=_again, args=(row["mail_id"],))


def _again(mail_id: str) -> None:
    workspace = workspace_now(PERMISSION)
    clock.send_again(workspace, mail_id)
    st.session_state[SAID] = (True, workspace.words("Het bericht gaat zo opnieuw op weg."))


def _try() -> None:
    workspace = workspace_now(PERMISSION)
    words = workspace.words
    try:
        status, trouble = clock.send_test(workspace, clock.PROCESS)
    except BiebwijzerError as error:
        st.session_state[SAID] = (False, words(error.word, **error.values))
        return
    told = [words(OUTCOMES.get(status, OUTCOMES["waiting"])), *([trouble] if trouble else [])]
    st.session_state[SAID] = (status == "sent", " ".join(told))
