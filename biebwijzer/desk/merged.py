"""What was merged, told elsewhere than at Dubbelen: on the card, and where taking it back was refused."""

from datetime import UTC

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.markup import bold, html
from biebwijzer.settings import ROOT
from biebwijzer.words import mark
from biebwijzer.words.speaking import CLOCK

# Action of the audit trail -> which of the two lists at Dubbelen it stands in.
LISTS = {"relations.person.merged": "personen", "relations.organisation.merged": "organisaties"}
MOST = 5


def merges_link(workspace: Workspace, action: str) -> None:
    """The way to the list where a merge can always be taken back, field by field."""
    st.page_link(
        str(ROOT / "pages" / "relations" / "duplicates.py"),
        label=workspace.words("Maak ongedaan bij Dubbelen"),
        icon=":material/call_split:",
        query_params={"soort": LISTS[action], "toon": "samengevoegd"},
        width="content",
    )


def merged_into(workspace: Workspace, subject: str, row_id: str) -> None:
    """On a card: which cards it stands for, since when, and the way to make them two again."""
    rows = workspace.ask("relations/merged_into", card_id=row_id).rows.to_dicts()
    if not rows:
        return
    words = workspace.words
    with st.container(border=True, key="card_merged", gap="xsmall"):
        html("<h2>{title}</h2>", title=words("Hierin samengevoegd"))
        for row in rows[:MOST]:
            day = words.date(row["merged_at"].replace(tzinfo=UTC).astimezone(CLOCK).date())
            who = row["merged_by_name"] or words("oud-collega")
            html("<p>{name} <span class='sub'>· {day}, {who}</span></p>", name=row["merged_name"], day=day, who=who)
        if len(rows) > MOST:
            more = words.plural(mark("en nog 1 kaart"), mark("en nog {n} kaarten"), n=len(rows) - MOST)
            html('<p class="sub">{more}</p>', more=bold(more))
        if workspace.may("relations.write"):
            merges_link(workspace, f"relations.{subject}.merged")
