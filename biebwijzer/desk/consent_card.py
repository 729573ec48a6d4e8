"""Consents at the top of a card: what one may write or call for, since when and by what proof; the rest is no."""

from datetime import UTC

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.consent_form import consent_drawer
from biebwijzer.desk.frame import pill
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.undo import done
from biebwijzer.problems import BiebwijzerError
from biebwijzer.relations import consents
from biebwijzer.warehouse import Row
from biebwijzer.words import Words
from biebwijzer.words.speaking import CLOCK


def consent_card(workspace: Workspace, person: Row) -> None:
    """What somebody agreed to and what not, with one press to withdraw it."""
    words, person_id = workspace.words, person["person_id"]
    rows = workspace.ask("relations/consents", person_id=person_id).rows.to_dicts()
    current = sorted((row for row in rows if row["is_current"]), key=_place)
    with st.container(border=True, key="card_consents", gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            with st.container(width="content"):
                html("<h2>{title}</h2>", title=words("Toestemming"))
            if workspace.may("relations.write") and st.button(
                words("Leg toestemming vast"), icon=":material/verified_user:", type="tertiary", key="add_consent"
            ):
                consent_drawer(workspace, person, rows)
        for row in current:
            _current(workspace, person, row)
        if current:
            rest = words("Al het andere is onbekend, en dus nee.")
        else:
            rest = words("Onbekend, en dus nee: stuur geen nieuws, uitnodigingen of vragen om steun.")
        html('<p class="sub">{rest} {always}</p>', rest=rest, always=words("Een antwoord of een afspraak mag altijd."))
        if not current:
            _claims(workspace, person_id)
        if rows:
            with st.expander(words("Bewijs en eerdere antwoorden")):
                for row in rows:
                    _told(words, row)


def _place(row: Row) -> tuple[int, int]:
    return list(consents.EVERY_PURPOSE).index(row["purpose"]), list(consents.EVERY_CHANNEL).index(row["channel"])


def what_told(words: Words, row: Row) -> str:
    """What a consent is about: `Nieuws per e-mail`."""
    return f"{words(consents.EVERY_PURPOSE[row['purpose']])} {words(consents.EVERY_CHANNEL[row['channel']])}"


def state_told(words: Words, row: Row) -> str:
    """Since when somebody says yes, by which words and what proof; or since when no."""
    if not row["is_valid"]:
        return words("sinds {day}", day=words.date(row["withdrawn_on"]))
    proof = words("Bewijs: {proof}", proof=row["proof"])
    return " · ".join((words("sinds {day}", day=words.date(row["given_on"])), version_told(words, row), proof))


def version_told(words: Words, row: Row) -> str:
    """Which version of the words somebody agreed to."""
    return words("versie {n}", n=row["wording_version"]) if row["wording_version"] else words("standaardtekst")


def _current(workspace: Workspace, person: Row, row: Row) -> None:
    words = workspace.words
    state = pill(words("ja"), "green")
    if not row["is_valid"]:
        state = pill(words("ingetrokken") if row["given_on"] else words("nee"), "orange")
    line = st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"consent_{row['consent_id']}")
    with line:
        with st.container(width="stretch"):
            html("<p>{state} <b>{what}</b> <span class='sub'>{since}</span></p>", state=state,
                 what=what_told(words, row), since=state_told(words, row))  # fmt: skip
        if row["is_valid"] and workspace.may("relations.write"):
            st.button(
                words("Trek in"), type="tertiary", key=f"withdraw_{row['consent_id']}",
                help=words("{what} stopt vanaf vandaag.", what=what_told(words, row)), on_click=_withdraw,
                args=(person, row),
            )  # fmt: skip


def _told(words: Words, row: Row) -> None:
    """One answer with everything that proves it."""
    said = [what_told(words, row)]
    if row["given_on"]:
        said.append(words("ja op {day}", day=words.date(row["given_on"])))
        said.append(words(consents.SOURCES[row["source"]]) if row["source"] in consents.SOURCES else "")
    moment = words.moment(row["recorded_at"].replace(tzinfo=UTC).astimezone(CLOCK))
    who = row["recorded_by_name"] or words("oud-collega")
    said.append(words("vastgelegd door {who}, {moment}", who=who, moment=moment))
    html("<p>{said}</p>", said=" · ".join(part for part in said if part))
    if row["given_on"]:
        html('<p class="sub">{version}: „{wording}”</p>', version=version_told(words, row), wording=row["wording"])
        html('<p class="sub">{proof}</p>', proof=words("Bewijs: {proof}", proof=row["proof"]))
    if row["withdrawn_on"]:
        who = row["withdrawn_by_name"] or words("oud-collega")
        day = words.date(row["withdrawn_on"])
        text = words("Nee vanaf {day}, genoteerd door {who}.", day=day, who=who)
        html('<p class="sub"><b>{text}</b></p>', text=text)


def _claims(workspace: Workspace, person_id: str) -> None:
    """Where a list said yes and nobody can show it."""
    rows = workspace.ask("relations/consent_claims", person_id=person_id).rows.to_dicts()
    if rows:
        words = workspace.words
        day = words.date(rows[0]["imported_at"].replace(tzinfo=UTC).astimezone(CLOCK).date())
        said = words(
            "In een lijst van {day} stond 'ja' bij {heading}, zonder bewijs. Vraag het opnieuw.",
            day=day, heading=rows[0]["remark"],
        )  # fmt: skip
        html("<p>{sign} {said}</p>", sign=pill(words("ja zonder bewijs"), "orange"), said=said)


def _withdraw(person: Row, row: Row) -> None:
    workspace = workspace_now("relations.write")
    words = workspace.words
    try:
        saved = consents.withdraw(workspace, person["person_id"], row["purpose"], row["channel"])
    except BiebwijzerError as refused:
        done(words(refused.word, **refused.values))
    else:
        done(words("Ingetrokken: **{what}**, {name}.", what=what_told(words, row), name=person["name"]), saved.audit_id)
