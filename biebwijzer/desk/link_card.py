"""What a card says of the member it leads to, and the small form with which a colleague links or unlinks one."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.forms import DAY, Form, problem_count, problem_under, save_or_close
from biebwijzer.desk.frame import pill
from biebwijzer.desk.linked_use import linked_items, membership_told
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.undo import done
from biebwijzer.problems import BiebwijzerError
from biebwijzer.relations import consents, linking
from biebwijzer.relations.linking import CONSENT, GROUNDS, SHOWN, WITHDRAWN, LinkDraft
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark

# The whole of a card: beyond these one asks the library system.
MOST_MEMBERSHIPS = 3
USED = ("usage.reservation", "usage.participation")
ABOUT = mark(
    "Dan zie je op deze kaart sinds wanneer iemand lid is, wanneer die een werkplek reserveerde en hoe vaak die mee"
    "deed. Nooit wat iemand leent. Het nummer zelf bewaren we niet."
)


@dataclass(frozen=True)
class Linked:
    """The links of a card that have not ended, and what they show."""

    links: Sequence[Row] = ()
    memberships: Sequence[Row] = ()
    use: Sequence[Row] = ()


def linked_of(workspace: Workspace, person: Row) -> Linked:
    """What a card leads to today; nothing more is asked where it leads nowhere."""
    person_id = person["person_id"]
    rows = workspace.ask("relations/person_links", person_id=person_id).rows.to_dicts()
    links = [row for row in rows if not row["has_ended"]]
    if not links:
        return Linked()
    memberships = workspace.ask("relations/person_memberships", person_id=person_id).rows.to_dicts()
    return Linked(links, memberships, workspace.ask("relations/person_use", person_id=person_id).rows.to_dicts())


def linked_lines(workspace: Workspace, linked: Linked) -> list[Row]:
    """What the timeline of a card shows of it."""
    return linked_items(linked.memberships, linked.use, workspace.today)


def linked_head(workspace: Workspace, person: Row, linked: Linked) -> None:
    """At the top of a card: since when somebody is a member, where, by what right we see it, and the way to stop."""
    words = workspace.words
    for link in linked.links:
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"link_{link['person_link_id']}"
        ):
            with st.container(width="stretch", gap=None):
                _link(workspace, link, linked)
            if workspace.may("relations.write"):
                st.button(
                    words("Ontkoppel"), type="tertiary", key=f"unlink_{link['person_link_id']}",
                    help=words("Vanaf nu staat hier niets meer van dit lid."), on_click=_unlink, args=(person, link),
                )  # fmt: skip
    if linked.memberships:
        html('<p class="sub">{text}</p>', text=_use_told(workspace, person, linked))


def _link(workspace: Workspace, link: Row, linked: Linked) -> None:
    words, state = workspace.words, linking.state(link, linked.memberships)
    if state == SHOWN:
        own = [row for row in linked.memberships if row["person_link_id"] == link["person_link_id"]]
        for row in own[:MOST_MEMBERSHIPS]:
            html("<p><b>{told}</b></p>", told=membership_told(words, row, workspace.today))
    else:
        text = words("Gekoppeld aan een lidnummer, maar er is niets te zien.")
        why = words("Dit lid staat niet in de aanleveringen, kan jonger zijn dan 16, of staat ook op een andere kaart.")
        if state == WITHDRAWN:
            why = words("De toestemming is ingetrokken.")
        html("<p>{sign} {text} {why}</p>", sign=pill(words("leeg")), text=text, why=why)
    html('<p class="sub">{ground}</p>', ground=_ground(words, link))


def _ground(words: Words, link: Row) -> str:
    """By what right, since when, and who linked it."""
    who = link["made_by_name"] or words("oud-collega")
    since = words("gekoppeld op {day} door {who}", day=words.date(link["since"]), who=who)
    proof = words("Bewijs: {proof}", proof=link["proof"])
    return " · ".join((words(GROUNDS[link["ground"]]), since, proof))


def _use_told(workspace: Workspace, person: Row, linked: Linked) -> str:
    """How often somebody reserved, checked in and took part in two years, or that this was not delivered."""
    words = workspace.words
    delivered = workspace.ask("relations/link_sources", library_id=person["library_id"]).rows
    tables = dict(delivered.iter_rows())
    reserved = [row for row in linked.use if row["used"] == "reservation"]
    joined = sum(row["times"] for row in linked.use if row["used"] == "activity")
    told = []
    if "usage.reservation" in tables:
        many, came = (sum(row[name] for row in reserved) for name in ("times", "checked_in"))
        told.append(words.plural("1 werkplek gereserveerd", "{n} werkplekken gereserveerd", n=many))
        if many:
            told.append(words.plural("1 keer ingecheckt", "{n} keer ingecheckt", n=came))
    else:
        told.append(words("reserveringen levert deze bibliotheek niet aan"))
    if "usage.participation" not in tables:
        told.append(words("wie meedeed aan activiteiten levert deze bibliotheek niet aan"))
    elif joined:
        took = words.plural("1 keer meegedaan aan een activiteit", "{n} keer meegedaan aan een activiteit", n=joined)
        told.append(took)
    else:
        told.append(words("aan geen activiteit meegedaan"))
    sentence = words("In de laatste twee jaar: {told}.", told=", ".join(told))
    until = [tables[name] for name in USED if tables.get(name)]
    if not until:
        return sentence
    return f"{sentence} {words('Aangeleverd tot en met {day}.', day=words.date(min(until)))}"


def link_part(workspace: Workspace, person: Row) -> None:
    """A closed part of a card: what linking it to a member shows, and the way to do so."""
    if not workspace.may("relations.write"):
        return
    words = workspace.words
    with st.expander(words("Koppel aan een lidnummer")):
        html('<p class="sub">{about}</p>', about=words(ABOUT))
        tables = set(workspace.ask("relations/link_sources", library_id=person["library_id"]).rows["table_name"])
        if not linking.is_delivered(tables):
            text = words("Van deze bibliotheek zijn nog geen leden aangeleverd. Koppelen kan pas daarna.")
            html("<p>{text}</p>", text=text)
        elif st.button(words("Koppel"), icon=":material/link:", key="add_link"):
            title = words("Koppel aan een lidnummer")
            st.dialog(title, position="right", width="small", dismissible=False)(_form)(workspace, person)


def _form(workspace: Workspace, person: Row) -> None:
    words, form = workspace.words, _opened(person)
    html("<p><b>{name}</b></p>", name=person["name"])
    form.remember("ground", None)
    ground = st.segmented_control(
        words("Waarom mag dit?"), list(GROUNDS), key=form.key("ground"),
        format_func=lambda one: words(GROUNDS[one]),
    )  # fmt: skip
    problem_under("ground", form.problems, words)
    if ground == CONSENT:
        wording = consents.wordings(workspace, person["library_id"], *consents.ON_CARD)[0]
        html('<p class="sub">„{text}”</p>', text=wording.content)
    with st.form(form.key("form"), border=False):
        _fields(form, words, ground)
        problem_count(form.problems, words)
        save_or_close(form, words, (_save, person), (_close, person), words("Koppel"))
    if form.get("closed"):
        form.keep("closed", False)
        st.rerun()
    if form.get("saved"):
        form.fresh()
        st.rerun()


def _fields(form: Form, words: Words, ground: str | None) -> None:
    if ground == CONSENT:
        st.selectbox(
            words("Hoe"), list(consents.SOURCES), index=form.place("source", consents.SOURCES),
            format_func=lambda one: words(consents.SOURCES[one]), placeholder=words("Kies"), key=form.key("source"),
        )  # fmt: skip
        problem_under("source", form.problems, words)
    form.remember("given_on", None)
    label = words("Ja gezegd op") if ground == CONSENT else words("Afgesproken op")
    st.date_input(label, value=None, format=DAY, key=form.key("given_on"))
    problem_under("given_on", form.problems, words)
    st.text_input(
        words("Waar ligt het bewijs?") if ground == CONSENT else words("Wat is afgesproken, en waar staat dat?"),
        value=form.first("proof") or "", key=form.key("proof"),
        placeholder=words("Bijvoorbeeld: map 2026, formulier 14"),
    )  # fmt: skip
    problem_under("proof", form.problems, words)
    st.text_input(words("Lidnummer"), key=form.key("member_number"), autocomplete="off")
    problem_under("number", form.problems, words)


def _opened(person: Row) -> Form:
    return Form(f"link_{person['person_id']}")


def _save(person: Row) -> None:
    form, workspace = _opened(person), workspace_now("relations.write")
    version = consents.wordings(workspace, person["library_id"], *consents.ON_CARD)[0].version
    draft = LinkDraft(
        person["person_id"], form.get("member_number") or "", form.get("ground"), form.get("given_on"),
        form.get("proof"), form.get("source"), version,
    )  # fmt: skip
    rows = workspace.ask("relations/consents", person_id=person["person_id"]).rows.to_dicts()
    found = linking.problems(draft, workspace.today, consents.last_withdrawn(rows, *consents.ON_CARD))

    def save() -> None:
        saved = linking.link(workspace, draft, form.row_id)
        done(workspace.words("Gekoppeld: **{name}**.", name=person["name"]), saved.audit_id)

    try:
        found = found or linking.looked_up(workspace, draft)
    except BiebwijzerError as refused:
        done(workspace.words(refused.word, **refused.values))
        return
    is_saved = form.attempt(found, save)
    form.keep("saved", is_saved)
    if is_saved:
        st.session_state.pop(form.key("member_number"), None)


def _close(person: Row) -> None:
    _opened(person).hold()
    _opened(person).keep("closed", True)


def _unlink(person: Row, link: Row) -> None:
    workspace = workspace_now("relations.write")
    words = workspace.words
    try:
        saved = linking.unlink(workspace, link["person_link_id"])
    except BiebwijzerError as refused:
        done(words(refused.word, **refused.values))
    else:
        done(words("Ontkoppeld: **{name}**.", name=person["name"]), saved.audit_id)
