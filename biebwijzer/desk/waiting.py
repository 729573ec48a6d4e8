"""Where the day begins of a data steward: what waits for a decision, and what was delivered last."""

from collections.abc import Sequence

import streamlit as st

from biebwijzer.access import Workspace, library_names
from biebwijzer.desk.deliveries import here, source_link, standing_pill
from biebwijzer.desk.frame import Head, table
from biebwijzer.desk.markup import bold, html
from biebwijzer.desk.quarantine import waiting_sentence
from biebwijzer.desk.uploading import PAGES, deliver_link
from biebwijzer.warehouse import Row

QUARANTINE = str(PAGES / "intake" / "quarantine.py")
MOST_DELIVERIES = 6


def waiting_deliveries(workspace: Workspace, sources: Sequence[Row]) -> None:
    """Deliveries to look at, refused rows that wait, and what was delivered last."""
    words = workspace.words
    html("<h2>{title}</h2>", title=words("Wat wacht er in de gegevens?"))
    previews = sum(source["previews"] for source in sources)
    rows = workspace.ask("intake/refused_rows", status="waiting").rows
    waiting = rows.filter(run_status="active").to_dicts()
    if previews:
        told = words.plural(
            "Er staat een levering klaar om na te kijken.", "Er staan {n} leveringen klaar om na te kijken.", previews
        )
        html("<p>{told}</p>", told=told)
        deliver_link(words("Kijk de levering na"))
    if waiting:
        html("<p>{told}</p>", told=bold(waiting_sentence(waiting, words)))
        st.page_link(QUARANTINE, label=words("Naar Quarantaine"), icon=":material/rule:", width="content")
    if not previews and not waiting:
        html("<p>{told}</p>", told=words("Niets: alles wat is aangeleverd, telt mee of is weggelaten met een reden."))
    latest_deliveries(workspace)


def latest_deliveries(workspace: Workspace) -> None:
    """What was delivered last, each the way to its source."""
    words = workspace.words
    runs = workspace.ask("intake/runs", most=MOST_DELIVERIES).rows.to_dicts()
    if not runs:
        return
    html("<h2>{title}</h2>", title=words("Laatst aangeleverd"))
    # Who works for several libraries sees whose delivery it is.
    names = library_names(workspace) if len(workspace.libraries) > 1 else {}
    numbers = (Head(one, number=True) for one in (words("Rijen"), words("Geweigerd")))
    lines = [
        (
            source_link(run, words),
            *([names.get(run["library_id"], "")] if names else []),
            words.moment(here(run["delivered_at"])),
            words.number(run["accepted"]),
            words.number(run["refused"]),
            standing_pill(run, words),
        )
        for run in runs
    ]
    library = [words("Bibliotheek")] if names else []
    table([words("Bron"), *library, words("Wanneer"), *numbers, words("Stand")], lines)
    deliver_link(words("Lever een bestand aan"))
