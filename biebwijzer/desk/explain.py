"""'Leg dit getal uit': what a figure means, what it was made of, and the very rows behind it."""

from typing import Any

import polars as pl
import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.markup import Markup, html, joined, markup
from biebwijzer.exports.sourcing import deliveries, delivery_told, filters_in_force
from biebwijzer.look import Exhibit, audience_note
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words, mark

COLUMNS = {
    "branch": mark("Vestiging"),
    "month": mark("Maand"),
    "visits": mark("Bezoeken"),
    "loans": mark("Uitleningen"),
    "measure": mark("Wat"),
    "number": mark("Aantal"),
    "status": mark("Status"),
    "year": mark("Jaar"),
    "postcode_area": mark("Postcodegebied"),
    "joined_on": mark("Lid sinds"),
    "last_used_on": mark("Laatst gebruikt"),
    "source_row": mark("Rij in het bestand"),
}


def explain(workspace: Workspace, exhibit: Exhibit, answer: Answer) -> None:
    """Open the drawer beside the figure."""
    drawer = st.dialog(workspace.words("Leg dit getal uit"), position="right", width="small")
    drawer(explanation)(workspace, exhibit, answer)


def explanation(workspace: Workspace, exhibit: Exhibit, answer: Answer) -> None:
    """All that is behind a figure, in the order one asks for it."""
    words = workspace.words
    found = deliveries(workspace, answer)
    html(
        "<h2>{title}</h2><p>{purpose}</p><dl style='margin-top:.75rem!important'>{facts}</dl>",
        title=exhibit.title(answer, words),
        purpose=words.either(answer.query.purpose),
        facts=joined(
            markup("<dt>{head}</dt><dd>{told}</dd>", head=head, told=told)
            for head, told in facts(workspace, answer, found)
        ),
    )
    _rows(workspace, exhibit, answer)
    _changes(found, words)


def facts(workspace: Workspace, answer: Answer, found: list[dict[str, Any]]) -> list[tuple[str, object]]:
    """Each fact about a figure with its head."""
    words, query = workspace.words, answer.query
    top, _, bottom = query.formula.partition(" / ")
    told: list[tuple[str, object]] = []
    if bottom:
        told += [(words("Teller"), top), (words("Noemer"), bottom)]
    elif query.formula:
        told.append((words("Berekening"), query.formula))
    told += filters_in_force(workspace, answer)
    told.append((words("Leveringen"), _delivered(found, words)))
    told.append((words("Kleine aantallen"), small_numbers(answer, words)))
    definition = words("versie {version}, van de {owner}", version=query.version, owner=query.owner)
    return [*told, (words("Definitie"), definition)]


def _delivered(found: list[dict[str, Any]], words: Words) -> object:
    if not found:
        return words("nog geen levering")
    return joined((", ".join(delivery_told(one, words)) for one in found), Markup("<br>"))


def small_numbers(answer: Answer, words: Words) -> str:
    """Which rule was applied, and how many cells it hid."""
    rule = audience_note(answer, words)
    if not rule:
        return words("niet nodig: hier worden geen personen geteld")
    hidden = words.plural("{n} cel verborgen", "{n} cellen verborgen", answer.hidden)
    return f"{rule}; {hidden}"


def _rows(workspace: Workspace, exhibit: Exhibit, answer: Answer) -> None:
    """The rows themselves, with the sum that equals the figure."""
    words = workspace.words
    try:
        behind = workspace.rows_behind(answer)
    except NotAllowed:
        behind = None
    if behind is None:
        st.caption(words("De rijen zie je niet: je rol ziet alleen aantallen."))
        return
    label = words.plural("Toon de {n} rij", "Toon de {n} rijen", behind.rows.height)
    key = f"rows_{exhibit.name.replace('/', '_')}"
    if st.button(label, key=key, icon=":material/table_rows:"):
        html('<p class="sub">{told}</p>', told=rows_told(answer, behind, words))
        st.dataframe(_readable(behind.rows, words), hide_index=True, height=360, alt=label)


def rows_told(answer: Answer, behind: Answer, words: Words) -> str:
    """The rows in one sentence: how many, and what they add up to."""
    count = words.plural("{n} rij", "{n} rijen", behind.rows.height)
    measure = answer.query.measure
    if measure is None:
        return words("{count}, een per persoon.", count=count)
    return words("{count}, samen {sum}.", count=count, sum=words.number(int(behind.rows[measure].sum() or 0)))


def _readable(rows: pl.DataFrame, words: Words) -> pl.DataFrame:
    return rows.select(pl.col(column).alias(words(head)) for column, head in COLUMNS.items() if column in rows.columns)


def _changes(found: list[dict[str, Any]], words: Words) -> None:
    """What the last delivery did: the part of the story a reader of last week's figure needs."""
    dated = [one for one in found if one["delivered_at"] is not None]
    if not dated:
        return
    last = max(dated, key=lambda one: one["delivered_at"])
    told = words(
        "{date}: {file}, {rows}.",
        date=words.date(last["delivered_at"]),
        file=last["file_name"],
        rows=words.plural("{n} rij telt nu mee", "{n} rijen tellen nu mee", last["row_count"]),
    )
    html("<h3>{head}</h3><p>{told}</p>", head=words("Laatste levering"), told=told)
