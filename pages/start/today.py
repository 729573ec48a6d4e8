"""Vandaag: whom do I call, what did we promise, and is the data fresh?"""

import streamlit as st

from biebwijzer import board, desk, relations, start
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.settings import ROOT
from biebwijzer.words import mark

workspace = desk.open_page("start.read")
words = workspace.words
for left_behind in ("card_open", "noteer_opened"):
    st.session_state.pop(left_behind, None)

ROOMS = {
    "usage": ("board/key_figures.py", "board.read"),
    "board": ("board/key_figures.py", "board.read"),
    "segments": ("segments/overview.py", "segments.read"),
}
WHOSE = {"mine": mark("Mijn"), "team": mark("Team")}


def read_note() -> None:
    """Make proposals of what was typed; the text itself stays until all of it is kept."""
    now = desk.workspace_now("relations.write")
    typed = st.session_state.get("note", "")
    st.session_state["proposals"] = list(enumerate(relations.noting.propose(now, typed)))
    st.session_state["note_kept"] = typed
    st.session_state["note_empty"] = not typed.strip()


def back_to_note() -> None:
    """Back to the text as it was typed."""
    st.session_state["note"] = st.session_state.get("note_kept", "")
    st.session_state["proposals"] = []


def leave_out(number: int) -> None:
    """Keep nothing of this line."""
    st.session_state["proposals"] = [one for one in st.session_state["proposals"] if one[0] != number]


def note_field() -> None:
    """One field, as in a notebook; below it what we make of it, line by line."""
    saved = st.session_state.pop("noteer_saved", None)
    if saved and saved.startswith("proposal_"):
        leave_out(int(saved.split("_")[1]))
        if not st.session_state["proposals"]:
            st.session_state["note"] = ""
    proposals = st.session_state.get("proposals", [])
    if proposals:
        show_proposals(proposals)
        return
    with st.container(border=True, key="card_note"), st.form("note_form", border=False):
        st.text_area(
            words("Wie sprak je, en wat spraken jullie af?"),
            placeholder=words("12-11 Taalhuis gebeld, data taalcafé doorgeven, terugbellen dinsdag"),
            height=80,
            key="note",
        )
        if st.session_state.pop("note_empty", False):
            desk.html('<p class="down" role="alert">{text}</p>', text=words("Er staat nog niets. Typ één regel."))
        hint, further = st.columns([2, 1], vertical_alignment="center")
        with hint:
            desk.html(
                '<p class="sub">{text}</p>',
                text=words("Typ het zoals in je schrift. Je ziet daarna wat we ervan maken."),
            )
        further.form_submit_button(
            words("Verder"), type="primary", shortcut=desk.save_shortcut(), width="stretch", on_click=read_note
        )


def show_proposals(proposals: list) -> None:
    """Each line with what we make of it; nothing is kept before one says so."""
    desk.html("<h2>{title}</h2>", title=words("Klopt dit?"))
    for number, proposal in proposals:
        noted, match = proposal.noted, proposal.match
        with desk.card(f"proposal_{number}"):
            desk.html('<p class="sub">{text}</p>', text=words("Je typte: {text}", text=noted.text))
            draft = ContactMomentDraft(
                spoken_on=noted.spoken_on,
                channel=noted.channel,
                summary=noted.summary,
                organisation_id=match.found_id if match and match.kind == "organisation" else None,
                person_id=match.found_id if match and match.kind == "person" else None,
                new_organisation=None if match else noted.with_whom or None,
                promise=noted.promise,
                due_on=noted.due_on,
            )
            desk.contact_form(
                workspace,
                f"proposal_{number}_{abs(hash(noted.text))}",
                draft,
                None,
                proposal.candidates,
                alone=len(proposals) == 1,
            )
            st.button(
                words("Sla deze regel over"), type="tertiary", key=f"leave_{number}", on_click=leave_out, args=(number,)
            )
    st.button(words("Terug naar mijn tekst"), key="back_to_note", on_click=back_to_note)


def search_field() -> None:
    """Search over persons, organisations and figures."""
    asked = st.text_input(
        words("Zoek een persoon, organisatie of cijfer"),
        type="search",
        placeholder=words("Typ een naam of woord"),
        live=True,
        key="search",
        icon=":material/search:",
    )
    if not asked:
        return
    found = relations.finding.find(workspace, asked)
    questions = {exhibit.question: None for exhibit in board.all_exhibits().values()}
    figures = [figure for figure in start.figures(workspace, asked, questions) if workspace.may(ROOMS[figure.room][1])]
    if not found and not figures:
        desk.html('<p class="sub">{text}</p>', text=words("Niets gevonden. Probeer een deel van de naam."))
    with st.container(gap="xsmall", key="names_found"):
        for one in found:
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                desk.card_link({f"{one.kind}_id": one.found_id}, one.name)
                if one.works_at or one.place:
                    desk.html('<p class="sub">· {beside}</p>', beside=one.works_at or one.place)
        for figure in figures:
            st.page_link(str(ROOT / "pages" / ROOMS[figure.room][0]), label=figure.title, icon=":material/finance:")


def my_follow_ups(rows: list) -> None:
    """What we promised, in the order in which it is due."""
    with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
        with st.container(width="stretch"):
            title = words("Mijn opvolging") if whose == "mine" else words("Opvolging van het team")
            desk.html("<h2>{title}</h2>", title=title)
        st.segmented_control(
            words("Van wie"),
            list(WHOSE),
            format_func=lambda one: words(WHOSE[one]),
            key="van",
            label_visibility="collapsed",
            required=True,
        )
    if rows:
        desk.promise_groups(workspace, rows, whose=whose == "team")
    elif whose == "mine":
        desk.empty(
            "none",
            words("Je hebt geen afspraken open."),
            words("Leg een gesprek vast, dan zie je hier wat je beloofde."),
        )
    else:
        desk.empty(
            "none", words("Er staan geen afspraken open."), words("Noteer wat jullie beloven, dan staat het hier.")
        )


def source_board(sources: list) -> None:
    """Whether the figures are up to date."""
    desk.html("<h2>{title}</h2>", title=words("Zijn de gegevens bij?"))
    if not sources:
        desk.empty(
            "not_loaded",
            words("Er is nog niets aangeleverd."),
            words("Een gegevensbeheerder levert bestanden aan bij Gegevens, Aanleveren."),
        )
        return
    on_time = sum(not source["days_late"] for source in sources)
    desk.html(
        '<p class="sub">{text}</p>',
        text=words(
            "{on_time} van {n} bronnen zijn op tijd", on_time=words.number(on_time), n=words.number(len(sources))
        ),
    )
    rows = [
        (
            source[f"title_{words.language}"],
            words.date(source["fresh_until"]),
            desk.pill(words.plural("1 dag te laat", "{n} dagen te laat", n=source["days_late"]), "orange")
            if source["days_late"]
            else desk.pill(words("op tijd"), "green"),
        )
        for source in sources
    ]
    desk.table([words("Bron"), words("Bij tot en met"), words("Stand")], rows)


st.session_state.setdefault("van", "mine")
whose = st.session_state["van"]
mine = team = []
if workspace.may("relations.read"):
    team = workspace.ask("relations/follow_ups", status="open").rows.to_dicts()
    mine = [row for row in team if row["owner"] == workspace.user_id]
sources = (
    workspace.ask("intake/sources_board", on_date=workspace.today).rows.to_dicts()
    if workspace.may("intake.read")
    else []
)

day = words.day(workspace.today)
desk.head(day[:1].upper() + day[1:], crumb=(words("Vandaag"),), note=False)
sentences = [start.board_sentence(words, sources)]
if workspace.may("relations.read"):
    sentences.insert(0, start.follow_up_sentence(words, [row["due_on"] for row in mine], workspace.today))
desk.lead(" ".join(sentence for sentence in sentences if sentence))

left, right = st.columns([1.75, 1], gap="large")
with left:
    if workspace.may("relations.write"):
        note_field()
    if workspace.may("relations.read"):
        my_follow_ups(mine if whose == "mine" else team)
with right:
    search_field()
    if workspace.may("intake.read"):
        source_board(sources)

desk.undo_bar(workspace)
