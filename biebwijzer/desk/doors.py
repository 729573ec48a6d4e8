"""The doors of the house: one per page, and the menu of those somebody may open."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.house import house
from biebwijzer.desk.page import Person, no_role
from biebwijzer.settings import ROOT
from biebwijzer.words import Words, mark

PAGES = ROOT / "pages"
ICONS = {
    mark("Vandaag"): ":material/sunny:",
    mark("Doelgroepen"): ":material/groups:",
    mark("Proposities"): ":material/lightbulb:",
    mark("Relaties"): ":material/handshake:",
    mark("Bestuur"): ":material/finance:",
    mark("Gegevens"): ":material/database:",
    mark("Beheer"): ":material/shield_person:",
}


@dataclass(frozen=True)
class Door:
    """One page: its file under pages/, its name, its Dutch address, and what one must be allowed to do."""

    file: str
    title: str
    address: str
    permission: str
    # A page that another one leads to has no line of its own.
    listed: bool = True

    def opens_to(self, workspace: Workspace | None) -> bool:
        """Whether this person may go through."""
        return workspace is not None and workspace.may(self.permission)

    def page(self, words: Words) -> st.Page:
        """The page behind it, as Streamlit knows it."""
        # One of its own for every turn: Streamlit notes in it which one may run.
        return copy(_page(self, words))


@cache
def _page(door: Door, words: Words) -> st.Page:
    """Finding the file of every page again at every turn costs as much as a figure."""
    return st.Page(PAGES / door.file, title=words(door.title), url_path=door.address)


Menu = Mapping[str, Sequence[Door]]


def doors_open_to(person: Person | None, menu: Menu) -> list[st.Page]:
    """Every page by its address, and in front of them the hall, which leads to the first one may open.

    All are known to everybody, so that an address survives the sign-in and a page that is not yours says so
    instead of not being there; `open_page` is what keeps it shut.
    """
    words = words_of(person)
    workspace = person.workspace if person else None
    doors = [door for room in menu.values() for door in room]
    first = next((door for door in doors if door.opens_to(workspace)), None)

    def hall() -> None:
        if first is None:
            no_role(words)
        else:
            st.switch_page(first.page(words))

    return [st.Page(hall, title="Biebwijzer", default=True), *(door.page(words) for door in doors)]


def words_of(person: Person | None) -> Words:
    """The language of whoever is there, or the house's own."""
    return Words(person.presence.user["language"] if person else house().stores.settings.language)


def rooms_menu(words: Words, workspace: Workspace, menu: Menu, address: str) -> None:
    """The rooms one may enter, and of the room one is in its pages."""
    for room, doors in menu.items():
        mine = [door for door in doors if door.opens_to(workspace) and door.listed]
        if len(mine) == 1 or (mine and address not in [door.address for door in doors if door.opens_to(workspace)]):
            # Where there is nothing more to choose the menu of a phone may close (assets/menu.js).
            with st.container(key=f"{'alone' if len(mine) == 1 else 'room'}_{mine[0].address}"):
                st.page_link(mine[0].page(words), label=words(room), icon=ICONS[room])
        elif mine:
            st.markdown(f"{ICONS[room]} **{words(room)}**")
            with st.container(key="subnav", gap="xxsmall"):
                for door in mine:
                    st.page_link(door.page(words), label=words(door.title))
