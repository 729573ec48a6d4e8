"""Activities beside the other key figures: how many took part this year, and the way to all of it."""

from datetime import date
from typing import Any

import streamlit as st

from biebwijzer import activities
from biebwijzer.access import Workspace
from biebwijzer.desk.tiles import tile
from biebwijzer.look import Figure
from biebwijzer.settings import ROOT
from biebwijzer.words import Words

ACTIVITIES = str(ROOT / "pages" / "activities" / "record.py")


def participants_tile(workspace: Workspace, last: date) -> None:
    """Participants from January until the end of a month; where nothing was noted the number is missing, not zero."""
    span = activities.this_year_until(last)
    answer = workspace.ask("activities/totals", since=span.since, until=span.until)
    note = held_told(answer.rows.row(0, named=True), workspace.words)
    tile(workspace.words("Deelnemers dit jaar"), Figure(answer, "participants", earlier="before", behind={}), note=note)


def held_told(row: dict[str, Any], words: Words) -> str:
    """At how many activities that was, and how many of those were not counted."""
    if row["activities"] is None:
        return words("geen activiteit aangeleverd of genoteerd")
    told = words.plural("bij {n} activiteit", "bij {n} activiteiten", row["activities"])
    if not row["uncounted"]:
        return told
    return words("{told}, {n} nog niet geteld", told=told, n=words.number(row["uncounted"]))


def to_activities(workspace: Workspace) -> None:
    """The page with every activity, for who may open it."""
    if workspace.may("activities.read"):
        label = workspace.words("Naar Activiteiten")
        st.page_link(ACTIVITIES, label=label, icon=":material/event:", width="content")
