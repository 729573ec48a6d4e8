"""Toestemming: whom one may write or call for something, and who drops out and why."""

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.markup import html
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.promises import card_link
from biebwijzer.desk.tiles import tally, tiles
from biebwijzer.relations import importing
from biebwijzer.warehouse import Row
from biebwijzer.words import Words

MOST = 50


def consent_tiles(words: Words, counts: Row) -> None:
    """How many said yes, and why the others drop out."""
    with tiles():
        tally(words("Ja"), counts["yes"], words("met bewijs"))
        tally(words("Ja, maar niet te bereiken"), counts["without_address"], words("het adres ontbreekt"))
        tally(words("Nee of ingetrokken"), counts["no"], words("niet schrijven"))
        tally(words("Onbekend"), counts["unknown"], words("dus nee"))


def may_be_asked(workspace: Workspace, purpose: str, channel: str) -> None:
    """The first of those who said yes, and all of them as a file."""
    words = workspace.words
    rows = workspace.ask("relations/may_be_asked", purpose=purpose, channel=channel, most=MOST + 1).rows.to_dicts()
    with st.container(gap="small", key="names_list"):
        for row in rows[:MOST]:
            with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
                with st.container(gap=None, width="stretch"):
                    card_link({"person_id": row["person_id"]}, row["name"])
                    html('<p class="sub">{address}</p>', address=row["address"] or words("adres ontbreekt"))
                with st.container(width=150):
                    since = words("sinds {day}", day=words.date(row["since"]))
                    html('<p class="sub">{since}</p>', since=since)
    if len(rows) > MOST:
        html('<p class="sub">{text}</p>', text=words("Je ziet de eerste 50. Neem de lijst mee voor de rest."))
    if workspace.may("relations.write"):
        _take(words, purpose, channel)


def _take(words: Words, purpose: str, channel: str) -> None:
    """The list as a file, of this moment: who withdrew while the page stood open is not in it."""

    def made() -> bytes:
        return importing.address_list(workspace_of_button, purpose, channel)

    workspace_of_button = workspace_now("relations.write")
    st.download_button(
        words("Neem deze lijst mee"), data=made, file_name=words("toestemming.csv"), mime="text/csv",
        icon=":material/download:", on_click="ignore", key=f"take_consents_{purpose}_{channel}",
    )  # fmt: skip
    once = words("Alleen voor dit doel, en niet om te bewaren: morgen kan iemand nee zeggen.")
    html('<p class="sub">{text}</p>', text=once)
