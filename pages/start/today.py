"""Vandaag: whom do I call, what did we promise, and is the data fresh?"""

import streamlit as st

from biebwijzer import board, desk, propositions, relations, start, usage
from biebwijzer.settings import ROOT
from biebwijzer.words import mark

workspace = desk.open_page("start.read")
words = workspace.words
for left_behind in ("card_open", "noteer_opened"):
    st.session_state.pop(left_behind, None)

ROOMS = {
    "usage": ("board/key_figures.py", "board.read"),
    "board": ("board/key_figures.py", "board.read"),
    "activities": ("activities/record.py", "activities.read"),
    "segments": ("segments/overview.py", "segments.read"),
    "propositions": ("propositions/proposition.py", "propositions.read"),
}
SOURCES = str(ROOT / "pages" / "intake" / "sources.py")
KEY_FIGURES = str(ROOT / "pages" / "board" / "key_figures.py")
PORTFOLIO = str(ROOT / "pages" / "propositions" / "portfolio.py")
# The months of the small lines, where nobody chose a period.
USUAL_MONTHS = 36
# As many as one takes in beside the day's work.
MOST_SOURCES = 6
WHOSE = {"mine": mark("Mijn"), "team": mark("Team")}


def search_field() -> None:
    """Search over persons, organisations and figures."""
    people = workspace.may("relations.read")
    asked = st.text_input(
        words("Zoek een persoon, organisatie of cijfer") if people else words("Zoek een cijfer of propositie"),
        type="search",
        placeholder=words("Typ een naam of woord") if people else words("Typ een woord"),
        live=True,
        key="search",
        icon=":material/search:",
    )
    if not asked:
        return
    found = relations.finding.find(workspace, asked)
    questions = {exhibit.question: None for exhibit in board.all_exhibits().values()}
    figures = [figure for figure in start.figures(workspace, asked, questions) if workspace.may(ROOMS[figure.room][1])]
    promised = propositions.catalogue.find(workspace, asked)
    if not found and not figures and not promised:
        desk.html('<p class="sub">{text}</p>', text=words("Niets gevonden. Probeer een deel van de naam."))
    with st.container(gap="xsmall", key="names_found"):
        for one in found:
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                desk.card_link({f"{one.kind}_id": one.found_id}, one.name)
                if one.works_at or one.place:
                    desk.html('<p class="sub">· {beside}</p>', beside=one.works_at or one.place)
        for code, name in promised.items():
            desk.proposition_link(code, name)
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


def freshness(source: dict) -> desk.Markup:
    """Whether a source is on time; what is loaded once is never late."""
    if source["refresh"] == "once":
        return desk.pill(words("geladen"))
    if source["days_late"]:
        return desk.pill(words.plural("1 dag te laat", "{n} dagen te laat", n=source["days_late"]), "orange")
    return desk.pill(words("op tijd"), "green")


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
    refreshed = [source for source in sources if source["refresh"] != "once"]
    desk.mine_late(workspace, sources)
    if refreshed:
        on_time = sum(not source["days_late"] for source in refreshed)
        told = words(
            "{on_time} van {n} bronnen zijn op tijd", on_time=words.number(on_time), n=words.number(len(refreshed))
        )
        desk.html('<p class="sub">{told}</p>', told=told)
    # What is late comes first; a source that is loaded once is no news, and Bronnen has them all.
    first = sorted(refreshed or sources, key=lambda source: -(source["days_late"] or 0))[:MOST_SOURCES]
    rows = [
        (source[f"title_{words.language}"], words.date(source["fresh_until"]), freshness(source)) for source in first
    ]
    desk.table([words("Bron"), words("Bij tot en met"), words("Stand")], rows)
    if len(first) < len(sources):
        st.page_link(SOURCES, label=words("Alle {n} bronnen", n=words.number(len(sources))))


def how_we_stand() -> None:
    """Where the day begins of whoever comes for figures: how we stand, and what comes of the propositions."""
    desk.html("<h2>{title}</h2>", title=words("Hoe staan we ervoor?"))
    delivered = desk.months_or_empty(workspace)
    if delivered is None:
        return
    this_year = workspace.ask("board/key_figures", **board.this_year(delivered.last))
    figures = board.key_figures(this_year)
    if told := board.sentence(figures, words):
        desk.html("<p>{told}</p>", told=desk.bold(told))
    since = max(delivered.first, usage.months_earlier(delivered.last, USUAL_MONTHS - 1))
    asked = {"since": since, "until": delivered.last, "branch_id": None}
    complete = board.completeness(figures, words)
    desk.key_tiles(workspace, this_year, figures, asked, delivered.last, complete, across=3)
    st.page_link(KEY_FIGURES, label=words("Naar Kerncijfers"), icon=":material/bar_chart:", width="content")
    portfolio = workspace.ask("propositions/portfolio") if workspace.may("propositions.read") else None
    if portfolio is not None and portfolio.rows["persons"].drop_nulls().len():
        desk.show(workspace, propositions.PORTFOLIO, portfolio)
        st.page_link(PORTFOLIO, label=words("Naar Proposities"), icon=":material/lightbulb:", width="content")


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
sentences = [start.board_sentence(words, [one for one in sources if one["refresh"] != "once"])]
if workspace.may("relations.read"):
    sentences.insert(0, start.follow_up_sentence(words, [row["due_on"] for row in mine], workspace.today))
desk.lead(" ".join(sentence for sentence in sentences if sentence))

left, right = st.columns([1.75, 1], gap="large")
with left:
    if workspace.may("relations.write"):
        desk.notebook(workspace)
    if workspace.may("relations.read"):
        my_follow_ups(mine if whose == "mine" else team)
    if workspace.may("intake.deliver"):
        desk.waiting_deliveries(workspace, sources)
    elif workspace.may("board.read") and not workspace.may("relations.read"):
        how_we_stand()
with right:
    search_field()
    if workspace.may("intake.read"):
        source_board(sources)
