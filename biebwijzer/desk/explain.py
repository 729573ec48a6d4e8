"""'Leg dit getal uit': what a figure means, what it was made of, and the very rows behind it."""

from collections.abc import Callable
from typing import Any

import polars as pl
import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.definition_links import definition_anchor
from biebwijzer.desk.markup import Markup, html, joined, markup
from biebwijzer.desk.readable import readable
from biebwijzer.desk.single_rows import single_rows
from biebwijzer.explore import owner_of
from biebwijzer.exports.sourcing import deliveries, delivery_told, filters_in_force
from biebwijzer.look import Exhibit, Figure, audience_note
from biebwijzer.problems import NotAllowed
from biebwijzer.warehouse import Answer, Query
from biebwijzer.words import Words, mark

# How a figure is counted, in words, as the question's header says it.
COUNTED = {"counted": mark("Berekening"), "numerator": mark("Teller"), "denominator": mark("Noemer")}


def explain(workspace: Workspace, exhibit: Exhibit, answer: Answer) -> None:
    """Open the drawer beside a drawing or a table."""
    _drawer(workspace, explanation, exhibit.title(answer, workspace.words), answer, exhibit.name)


def explain_figure(workspace: Workspace, label: str, figure: Figure, note: str = "") -> None:
    """Open the drawer beside one number."""
    _drawer(workspace, explanation, label, figure.answer, f"tile_{label}", figure, note)


def explain_answer(workspace: Workspace, label: str, answer: Answer, name: str) -> None:
    """Open the drawer beside a share or a number that a room made of an answer: with all rows of that answer."""
    _drawer(workspace, explanation, label, answer, name)


def _drawer(workspace: Workspace, told: Callable[..., None], *about: object) -> None:
    st.dialog(workspace.words("Leg dit getal uit"), position="right", width="small")(told)(workspace, *about)


def explanation(
    workspace: Workspace, title: str, answer: Answer, name: str, figure: Figure | None = None, note: str = ""
) -> None:
    """All that is behind a figure, in the order one asks for it."""
    words = workspace.words
    found = deliveries(workspace, answer)
    # The facts take the focus, so that a drawer longer than the screen can be scrolled by keyboard too.
    html(
        "<h2>{title}</h2>{number}<p>{purpose}</p>{note}"
        "<dl tabindex='0' style='margin-top:.75rem!important'>{facts}</dl>",
        title=title,
        number=markup('<p class="value">{said}</p>', said=figure.said(words)) if figure else Markup(""),
        purpose=words.either(answer.query.purpose),
        note=markup('<p class="sub">{note}</p>', note=note) if note else Markup(""),
        facts=joined(
            markup("<dt>{head}</dt><dd>{told}</dd>", head=head, told=told)
            for head, told in facts(workspace, answer, found, figure)
        ),
    )
    _rows(workspace, answer, found, name.replace("/", "_"), figure)
    _changes(workspace, found)


def facts(
    workspace: Workspace, answer: Answer, found: list[dict[str, Any]], figure: Figure | None = None
) -> list[tuple[str, object]]:
    """Each fact about a figure with its head."""
    words, query = workspace.words, answer.query
    told: list[tuple[str, object]] = [
        (words(head), _counted(key, words.either(text), figure, words))
        for key, head in COUNTED.items()
        if isinstance(text := query.headers.get(key), dict)
    ]
    if figure is not None and figure.value is not None and figure.before is not None:
        told.append((words("Een jaar eerder"), year_before(figure, figure.value, figure.before, words)))
    told += filters_in_force(workspace, answer)
    told.append((words("Leveringen"), _delivered(found, words)))
    told.append((words("Kleine aantallen"), small_numbers(answer, words)))
    return [*told, (words("Definitie"), _definition(workspace, query))]


def _definition(workspace: Workspace, query: Query) -> object:
    """Which version, whose, and the way to all there is to know about it."""
    words = workspace.words
    told = words("versie {version}, van de {owner}", version=query.version, owner=words(owner_of(query)))
    if not query.is_measure or not workspace.may("explore.read"):
        return told
    return markup("{told}<br>{link}", told=told, link=definition_anchor(query.name, words("Lees de definitie")))


def _counted(key: str, text: str, figure: Figure | None, words: Words) -> str:
    """How it is counted; of a share the two numbers themselves stand in front."""
    column = {"numerator": figure.column, "denominator": figure.whole}.get(key) if figure and figure.whole else None
    number = (figure.row() or {}).get(column) if figure and column else None
    return text if number is None else f"{words.number(number)} {text}"


def year_before(figure: Figure, value: float, before: float, words: Words) -> str:
    """Last year's figure and the difference in a sentence: a share moves in percent points, a count in percents."""
    told, apart = figure.written(before, words), value - before
    if figure.share:
        size = words.number(abs(apart) * 100, 1)
        more, fewer = mark("{before}; nu {size} procentpunt meer"), mark("{before}; nu {size} procentpunt minder")
    else:
        size = words.percent(abs(apart) / before) if before else ""
        more, fewer = mark("{before}; nu {size} meer"), mark("{before}; nu {size} minder")
    if not apart or not size:
        return told
    return words(more if apart > 0 else fewer, before=told, size=size)


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


def with_files(rows: pl.DataFrame, found: list[dict[str, Any]]) -> pl.DataFrame:
    """Beside each row the file it came in with, so that its row number leads somewhere."""
    if "load_run_id" not in rows.columns or "source_row" not in rows.columns:
        return rows
    files = {one["run_id"]: one["file_name"] for one in found}
    named = pl.when(pl.col("source_row").is_not_null()).then(
        pl.col("load_run_id").replace_strict(files, default=None, return_dtype=pl.String)
    )
    return rows.with_columns(named.alias("file_name"))


def _rows(workspace: Workspace, answer: Answer, found: list[dict[str, Any]], name: str, figure: Figure | None) -> None:
    """The rows themselves, with the sum that equals the figure."""
    words = workspace.words
    try:
        behind = workspace.rows_behind(answer)
    except NotAllowed:
        behind = None
    if behind is None and answer.query.rows is None:
        st.caption(words("Dit is berekend uit meer maanden en bibliotheken samen: er zijn geen losse rijen achter."))
        return
    if behind is None:
        st.caption(words("De rijen zie je niet: je rol ziet alleen aantallen."))
        return
    rows = behind.rows if figure is None else figure.among(behind.rows)
    average = figure.column if figure and figure.column in answer.query.averages else None
    label = words.plural("Toon de {n} rij", "Toon de {n} rijen", rows.height)
    if st.button(label, key=f"rows_{name}", icon=":material/table_rows:"):
        html('<p class="sub">{told}</p>', told=rows_told(answer, rows, words, average))
        st.dataframe(readable(with_files(rows, found), words), hide_index=True, height=360, alt=label)
    single_rows(workspace, behind.query, rows, name)


def rows_told(answer: Answer, rows: pl.DataFrame, words: Words, average: str | None = None) -> str:
    """The rows in one sentence: how many, and what they add up to or are on average."""
    count = words.plural("{n} rij", "{n} rijen", rows.height)
    if average is not None:
        mean = words.number(rows.select(pl.col(average).mean()).item(), 1)
        return words("{count}, gemiddeld {mean}.", count=count, mean=mean)
    measure = answer.query.measure
    if measure is None:
        each = {"reservations": mark("{count}, een per reservering."), "mails": mark("{count}, een per mailing.")}
        return words(each.get(answer.query.unit, mark("{count}, een per persoon.")), count=count)
    return words("{count}, samen {sum}.", count=count, sum=words.number(int(rows[measure].sum() or 0)))


def _changes(workspace: Workspace, found: list[dict[str, Any]]) -> None:
    """What the last delivery did to the rows: the part that a reader of last week's figure needs."""
    words = workspace.words
    dated = [one for one in found if one["delivered_at"] is not None]
    if not dated:
        return
    last = max(dated, key=lambda one: one["delivered_at"])
    run = workspace.ask("intake/run", run_id=last["run_id"]).rows.row(0, named=True)
    told = words(
        "{date}: {new} rijen nieuw, {changed} gewijzigd, {gone} verdwenen.",
        date=words.date(last["delivered_at"]),
        new=words.number(run["new_rows"]),
        changed=words.number(run["changed_rows"]),
        gone=words.number(run["gone_rows"]),
    )
    html("<h3>{head}</h3><p>{told}</p>", head=words("Wat veranderde bij de laatste levering?"), told=told)
