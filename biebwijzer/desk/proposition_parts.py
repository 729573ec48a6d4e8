"""Parts of the pages of propositions: the canvas, the list, and the playbook one can take over from."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.forms import plain
from biebwijzer.desk.frame import Head, card, empty, head, pill, table
from biebwijzer.desk.markup import html, joined, markup
from biebwijzer.desk.noteer import noteer
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.proposition_contacts import contact_lines, proposition_anchor
from biebwijzer.desk.proposition_forms import (
    expectation_drawer,
    introduction_drawer,
    proposition_drawer,
    target_drawer,
)
from biebwijzer.desk.rests_on import rests_on
from biebwijzer.desk.undo import done
from biebwijzer.look import Exhibit
from biebwijzer.problems import BiebwijzerError
from biebwijzer.propositions import OCCUPANCY, OCCUPANCY_RESERVED, VISITS_PER_HOUR
from biebwijzer.propositions.catalogue import CANVAS, STATUSES
from biebwijzer.propositions.performance import Target, people_aimed_at, places_told
from biebwijzer.propositions.playbook import Play, name_of, plays, take_over
from biebwijzer.propositions.targets import MEASURES
from biebwijzer.propositions.telling import hidden_below, number_told, share_told
from biebwijzer.settings import ROOT
from biebwijzer.warehouse import Row
from biebwijzer.words import Words, mark

PAGE = str(ROOT / "pages" / "propositions" / "proposition.py")
COLOURS = {"introduced": "green", "pilot": "blue", "stopped": "orange"}


def status_pill(status: str | None, words: Words) -> Any:
    """How far a proposition is, as a word."""
    return pill(words(STATUSES[status]) if status else words("niet beschreven"), COLOURS.get(status or "", "gray"))


def proposition_link(code: str, name: str) -> None:
    """The name of a proposition as the way to its page."""
    st.page_link(PAGE, label=f"**{plain(name)}**", query_params={"propositie": code}, width="content")


def _undescribed(workspace: Workspace) -> str:
    """Why there is no promise to read."""
    words = workspace.words
    if len(workspace.libraries) > 1:
        return words("Elke bibliotheek schrijft zelf op wat deze propositie belooft. Hier zie je ze samen.")
    return words("Niemand heeft nog opgeschreven wat deze propositie belooft.")


def canvas(workspace: Workspace, row: Row | None, branches: dict[str, str]) -> None:
    """What we promise and why, with what one may still write down."""
    words = workspace.words
    may_write = workspace.may("propositions.write")
    with card("canvas"):
        html("<h2>{title}</h2>", title=words("Wat we beloven en waarom"))
        if row is None:
            html("<p>{text}</p>", text=_undescribed(workspace))
            return
        recorded = words("vastgelegd op {date}", date=words.date(row["recorded_on"]))
        changed = words("sindsdien gewijzigd") if row["row_version"] > 1 else words("sindsdien niet gewijzigd")
        html('<p class="sub">{recorded}, {changed}</p>', recorded=recorded, changed=changed)
        facts = [(words(label), row[field]) for field, label in CANVAS.items() if row[field]]
        if row["goal"]:
            facts.append((words("Maatschappelijk doel"), row["goal"]))
        html(
            "{facts}",
            facts=joined(
                markup('<h3 style="margin-top:.6rem">{head}</h3><p>{text}</p>', head=head, text=text)
                for head, text in facts
            ),
        )
        rests_on(workspace, row)
        if row["playbook"]:
            html('<p class="src">{text}</p>', text=words("Overgenomen uit het draaiboek."))
        if may_write:
            _buttons(workspace, row, branches)


def contacts_card(workspace: Workspace, row: Row | None, code: str) -> None:
    """The conversations about it, with the way to each card, and noting one more."""
    with card("proposition_contacts"):
        contact_lines(workspace, code)
        if row is None or not workspace.may("relations.write"):
            return
        if st.button(workspace.words("Noteer een gesprek hierover"), icon=":material/edit_note:", key="note_about"):
            noteer(workspace, row["proposition_id"])


def _buttons(workspace: Workspace, row: Row, branches: dict[str, str]) -> None:
    words = workspace.words
    with st.popover(words("Leg vast"), icon=":material/edit_note:", key="canvas_buttons"):
        if st.button(words("Wat we beloven"), icon=":material/edit:", type="tertiary", key="edit_proposition"):
            proposition_drawer(workspace, row)
        if st.button(words("Een doel"), icon=":material/flag:", type="tertiary", key="add_target"):
            target_drawer(workspace, row)
        if st.button(words("Wat we verwachten"), icon=":material/timeline:", type="tertiary", key="add_expectation"):
            expectation_drawer(workspace, row)
        if st.button(
            words("Waar en wanneer we begonnen"), icon=":material/event:", type="tertiary", key="add_introduction"
        ):
            introduction_drawer(workspace, row, branches)


def aims_told(targets: dict[str, Target], words: Words) -> list[str]:
    """Every target in force with when it was written down."""
    return [
        words("{what}: vastgelegd op {date}", what=words(MEASURES[one.measure].label), date=words.date(one.recorded_on))
        for one in targets.values()
    ]


def playbook(workspace: Workspace, known: set[str]) -> None:
    """What others do already, to take over; what the library has itself is left out."""
    words = workspace.words
    offered = [play for code, play in plays().items() if code not in known]
    if not offered or not workspace.may("propositions.write"):
        return
    html('<h2>{title}</h2><p class="sub">{text}</p>', title=words("Uit het draaiboek"), text=words(
        "Wat andere bibliotheken al doen. Neem je er een over, dan is het een idee dat je zelf kunt aanpassen."
    ))  # fmt: skip
    for column, play in zip(st.columns(min(3, len(offered)), gap="medium"), offered, strict=False):
        with column:
            _play_card(workspace, play)


def _play_card(workspace: Workspace, play: Play) -> None:
    words = workspace.words
    with card(f"play_{play.code}"):
        html(
            '<h2>{name}</h2><p>{promise}</p><h3 style="margin-top:.6rem">{head}</h3><p>{group}</p>{sources}',
            name=words.either(play.texts["name"]),
            promise=words.either(play.texts["promise"]),
            head=words("Doelgroep"),
            group=words.either(play.texts["target_group"]),
            sources=joined(
                markup(
                    '<p class="src"><a href="{url}" target="_blank" rel="noopener" '
                    'style="display:inline-block;min-height:24px">{label}</a></p>',
                    url=url,
                    label=words("Bron: {site}", site=url.split("/")[2].removeprefix("www.")),
                )
                for url in play.sources
            ),
        )
        st.button(
            words("Neem over"),
            icon=":material/library_add:",
            key=f"take_over_{play.code}",
            on_click=_take_over,
            args=(play.code,),
        )


def _take_over(code: str) -> None:
    workspace = workspace_now("propositions.write")
    words = workspace.words
    try:
        saved = take_over(workspace, code)
    except BiebwijzerError as refused:
        done(words(refused.word, **refused.values))
    else:
        done(words("Overgenomen: **{name}**.", name=words.either(plays()[code].texts["name"])), saved.audit_id)


def proposition_table(workspace: Workspace, rows: Sequence[Row], shown: Sequence[Row]) -> None:
    """Every proposition as a line: how far it is, where, how many people beside last year and target, and shares."""
    words = workspace.words
    several = len({row["library_id"] for row in rows}) > 1
    where, aims = places_told(workspace), people_aimed_at(workspace)
    heads = [
        Head(words("Propositie")),
        Head(words("Stand")),
        Head(words("Waar"), wide=True),
        Head(words("Mensen|aantal"), number=True),
        Head(words("Vorig jaar"), number=True, wide=True),
        Head(words("Doel"), number=True, wide=True),
        Head(words("Komt terug"), number=True),
        Head(words("Niet gekomen"), number=True, wide=True),
    ]
    below = hidden_below(workspace)
    told = [
        (
            proposition_anchor(
                row["proposition"], one["known_as"] if several else name_of(row["proposition"], words, row["name"])
            ),
            status_pill(row["status"], words),
            where.get((row["library_id"], row["proposition"]), ""),
            number_told(row, "persons", words, below),
            number_told(row, "before", words, below),
            words.number(aims.get((row["library_id"], row["proposition"]))),
            share_told(row["returned"], row["users"], words) or "–",
            share_told(row["no_show"], one["moments"], words) or "–",
        )
        for row, one in zip(rows, shown, strict=True)
    ]
    table(heads, told, words("Achter een aandeel staat de 95%-marge."))


def status_badge(row: Row | None, words: Words) -> tuple[str, str] | None:
    """How far a proposition is, as a badge of its page."""
    if row is None:
        return None
    return words(STATUSES[row["status"]]), COLOURS.get(row["status"], "gray")


def chosen_proposition(workspace: Workspace) -> tuple[str, Row | None, str] | None:
    """The proposition in the address, its row when one library wrote it down, and its name; else what to do."""
    words = workspace.words
    listed = workspace.ask("propositions/portfolio").rows
    names = {one["proposition"]: name_of(one["proposition"], words, one["name"]) for one in listed.to_dicts()}
    asked = st.query_params.get("propositie")
    if asked is None and names:
        asked = next(iter(names))
        st.query_params["propositie"] = asked
    if asked is None or asked not in names:
        head(words("Propositie"), crumb=(words("Proposities"),))
        if asked is None:
            empty("none", words("Je bibliotheek heeft nog geen proposities."), words("Begin bij Portfolio."))
        else:
            empty("none", words("Deze propositie is er niet."), words("Kies er een bij Portfolio."))
        st.page_link(str(ROOT / "pages" / "propositions" / "portfolio.py"), label=words("Naar Portfolio"))
        return None
    rows = workspace.ask("propositions/catalogue", proposition=asked).rows.to_dicts()
    return asked, rows[0] if len(rows) == 1 else None, names[asked]


FILLINGS = {
    "ingecheckt": (mark("Ingecheckt"), OCCUPANCY),
    "gereserveerd": (mark("Gereserveerd"), OCCUPANCY_RESERVED),
    "geteld": (mark("Geteld"), VISITS_PER_HOUR),
}


def filling_choice(words: Words) -> Exhibit:
    """What the heat map shows, in the address; the three are read beside each other and never added."""
    asked = st.query_params.get("plekken")
    picked = st.segmented_control(
        words("Wat laat de kaart zien?"),
        list(FILLINGS),
        format_func=lambda one: words(FILLINGS[one][0]),
        default=asked if asked in FILLINGS else "ingecheckt",
        required=True,
        key="plekken",
        label_visibility="collapsed",
    )
    st.query_params["plekken"] = str(picked)
    return FILLINGS[str(picked)][1]
