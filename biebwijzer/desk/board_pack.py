"""Bestuursrapport: which pack, its slides one by one with what they rest on, and the file to take along."""

import base64
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.board.packs import READERS
from biebwijzer.desk.explain import explain
from biebwijzer.desk.filters import choice_filter, option_filter
from biebwijzer.desk.frame import empty
from biebwijzer.desk.markup import Markup, html, joined, markup
from biebwijzer.desk.pack_forms import TO_OPEN, Pack, begin_with_key_figures, change_pack, new_pack, next_pack
from biebwijzer.desk.slide_form import slide_form, slide_place
from biebwijzer.desk.slides import Shown, deck, file_name, shown
from biebwijzer.explore import used_on
from biebwijzer.exports import POWERPOINT, paper, powerpoint
from biebwijzer.exports.slides import Deck
from biebwijzer.words import Words, mark

FILES: Mapping[str, tuple[str, str, Callable[[Deck], bytes]]] = {
    "pptx": (mark("PowerPoint"), POWERPOINT, powerpoint.pptx),
    "pdf": (mark("PDF"), "application/pdf", paper.pdf),
}
PACK_WIDTH = 300
HERE = "bestuursrapport"


def board_packs(workspace: Workspace) -> list[dict[str, Any]]:
    """The packs one may read, the next meeting first."""
    return workspace.ask("board/board_packs").rows.to_dicts()


def chosen_pack(workspace: Workspace, found: Sequence[Pack]) -> Pack | None:
    """The pack in the address or the first one, with the ways to begin, change and take one along."""
    called = Counter(_named(row, workspace.words) for row in found)
    names = {row["board_pack_id"]: _told(row, called, workspace.words) for row in found}
    made = st.session_state.pop(TO_OPEN, None)
    if made in names:
        st.session_state["rapport"] = st.query_params["rapport"] = made
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="pack_row"):
        first = next(iter(names), "")
        picked = option_filter("rapport", workspace.words("Rapport"), names, first, PACK_WIDTH) if names else ""
        pack = next((row for row in found if row["board_pack_id"] == picked), None)
        if workspace.may("board.write"):
            new_pack(workspace)
            if pack is not None:
                change_pack(workspace, pack)
                if pack["slides"]:
                    next_pack(workspace, pack)
    return pack


def _named(row: Pack, words: Words) -> str:
    return f"{row['name']} · {words.date(row['meets_on'])}" if row["meets_on"] else str(row["name"])


def _told(row: Pack, called: Mapping[str, int], words: Words) -> str:
    """A pack in the list; of two that are called the same, when each was begun."""
    name = _named(row, words)
    return name if called[name] == 1 else words("{name} · begonnen {moment}", name=name,
                                                moment=words.moment(row["made_at"]))  # fmt: skip


def pack_slides(workspace: Workspace, pack: Pack) -> list[Shown]:
    """All slides of a pack as they stand now."""
    rows = workspace.ask("board/slides", board_pack=pack["board_pack_id"]).rows.to_dicts()
    return [shown(workspace, pack, row) for row in rows]


def pack_sentence(pack: Pack, found: Sequence[Shown], words: Words) -> str:
    """How many slides it has, for when, and where the figures are newer than what was written beside them."""
    slides = words.plural(mark("**1 dia**"), mark("**{n} dia's**"), len(found))
    told = [words("Dit rapport heeft {slides}.", slides=slides)]
    older = [number for number, one in enumerate(found, start=1) if one.is_older]
    if older:
        where = words.list([str(number) for number in older])
        told.append(
            words.plural(
                mark("Op dia **{where}** zijn de cijfers nieuwer dan je tekst: klopt die nog?"),
                mark("Op de dia's **{where}** zijn de cijfers nieuwer dan je tekst: klopt die nog?"),
                len(older),
                where=where,
            )
        )
    return " ".join(told)


def nothing_in(workspace: Workspace, pack: Pack | None) -> None:
    """What to do with a pack without slides, or without any pack: the key figures are there in one press."""
    words = workspace.words
    said = words("Er is nog geen bestuursrapport.") if pack is None else words("Hier staat nog geen figuur in.")
    way = words("Ga naar een figuur, kies Meenemen en dan In bestuursrapport. Of begin met de kerncijfers.")
    empty("none", said, way if workspace.may("board.write") else "", "no_slides")
    if workspace.may("board.write"):
        begin_with_key_figures(workspace, pack)


def one_slide(workspace: Workspace, pack: Pack, found: Sequence[Shown]) -> None:
    """The slide one looks at: its picture, its words, and its place."""
    words = workspace.words
    numbers = {str(number): str(number) for number in range(1, len(found) + 1)}
    with st.container(horizontal=True, gap="small", horizontal_alignment="distribute", key="slide_row"):
        number = int(choice_filter("dia", words("Dia"), numbers, "1")) - 1
        _take_along(workspace, pack, found)
    left, right = st.columns([2.4, 1], gap="large")
    one = found[number]
    with left:
        _picture(workspace, pack, found, number)
        if workspace.may("board.write"):
            slide_form(workspace, one)
            slide_place(workspace, one, number, len(found))
    with right:
        _about(workspace, pack, found, one)


def _picture(workspace: Workspace, pack: Pack, found: Sequence[Shown], number: int) -> None:
    words, one = workspace.words, found[number]
    if one.slide is None or one.answer is None:
        refused = one.refused
        said = words(refused.word, **refused.values) if refused else ""
        empty("hidden", words("Deze dia heeft nu geen figuur."), said, "no_figure")
        return
    page = sum(other.slide is not None for other in found[:number])
    drawn = deck(workspace, pack, found)
    picture = one.answer.once(("slide_png", one.slide, page, drawn.logo), lambda: paper.picture(drawn, page))
    html(
        '<figure class="slide"><img src="data:image/png;base64,{picture}" alt="{told}"></figure>',
        picture=base64.b64encode(picture).decode(),
        told=f"{one.slide.title}. {one.slide.alternative}",
    )


def _about(workspace: Workspace, pack: Pack, found: Sequence[Shown], one: Shown) -> None:
    """What the pack rests on, and where the figure of this slide lives."""
    words = workspace.words
    shown_here = [other for other in found if other.slide is not None and other.answer is not None]
    behind = {line for other in shown_here if other.slide for line in other.slide.deliveries}
    hidden = sum(other.answer.hidden for other in shown_here if other.answer)
    facts = [
        (words("Voor wie"), words(READERS[pack["readers"]])),
        (words("Leveringen"), words.number(len(behind))),
        (words("Kleine aantallen"), words.plural("{n} cel verborgen", "{n} cellen verborgen", hidden)),
        (words("Gemaakt door"), pack["made_by"] or words("onbekend")),
    ]
    with st.container(border=True, key="card_pack_facts"):
        listed = joined(markup("<dt>{head}</dt><dd>{told}</dd>", head=head, told=told) for head, told in facts)
        html("<h2>{head}</h2><dl>{facts}</dl>", head=words("Waar rust dit rapport op?"), facts=listed)
        told = words(
            "De cijfers zijn die van nu: komt er een levering bij, dan gaan ze mee. In het bestand blijven ze."
        )
        html('<p class="sub">{told}</p>', told=told)
    if one.exhibit is None or one.answer is None:
        return
    with st.container(border=True, key="card_slide_facts"):
        html("<h2>{head}</h2>", head=words("Het figuur op deze dia"))
        if one.is_older:
            html(
                '<p><span class="pill orange">{sign}</span> {text}</p>',
                sign=words("Let op"),
                text=words("Na je tekst is er nieuw geleverd. Lees de dia na en bewaar haar opnieuw."),
            )
        pages = [
            page for page in used_on()[one.row["question"]] if workspace.may(page.permission) and page.address != HERE
        ]
        links = [
            markup('<a href="{address}" target="_self">{title}</a>', address=page.address, title=words(page.title))
            for page in pages
        ]
        if links:
            html("<p>{label} {links}</p>", label=words("Te zien bij"), links=joined(links, Markup(", ")))
        if st.button(words("Leg dit getal uit"), type="tertiary", key="explain_slide"):
            explain(one.seen, one.exhibit, one.answer)


def _take_along(workspace: Workspace, pack: Pack, found: Sequence[Shown]) -> None:
    words = workspace.words
    taking = st.popover(
        words("Neem het rapport mee"), icon=":material/download:", type="primary", key="take_pack", on_change="rerun"
    )
    if not taking.open:
        return
    with taking:
        if not any(one.slide for one in found):
            st.caption(words("Geen van de dia's heeft nu een figuur."))
            return
        for ending, (label, mime, make) in FILES.items():
            st.download_button(
                words(label),
                data=_maker(workspace, deck(workspace, pack, found), pack, ending, make),
                file_name=file_name(pack, ending),
                mime=mime,
                on_click="ignore",
                type="tertiary",
                key=f"take_pack_{ending}",
            )


def _maker(
    workspace: Workspace, made: Deck, pack: Pack, ending: str, make: Callable[[Deck], bytes]
) -> Callable[[], bytes]:
    """What makes the file when it is asked for; that it left the house is in the trail."""

    def file() -> bytes:
        workspace.require_presence()
        data = make(made)
        workspace.log("board.board_pack.exported", "board.board_pack", f"{pack['board_pack_id']} {ending}")
        return data

    return file
