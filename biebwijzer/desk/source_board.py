"""Bronnen: the board of all sources, and the story of one of them with the way back."""

import json
from collections.abc import Mapping, Sequence, Set
from datetime import date
from typing import Any

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.desk.acts import acted, attempt, refusal
from biebwijzer.desk.coverage import coverage
from biebwijzer.desk.deliveries import (
    day,
    difference,
    figure_name,
    freshness_pill,
    here,
    rhythm,
    said,
    source_link,
    standing_pill,
    strip,
    strips_by,
    title_of,
    who,
)
from biebwijzer.desk.frame import Head, badges, card, head, lead, table
from biebwijzer.desk.markup import Markup, html
from biebwijzer.desk.own_source import own_source
from biebwijzer.desk.source_care import source_care
from biebwijzer.desk.source_history import beside_another, source_history
from biebwijzer.exports.sourcing import file_told
from biebwijzer.words import Words
from biebwijzer.words.speaking import CLOCK

MOST_FIGURES = 12


def source_board(workspace: Workspace, rows: Sequence[Mapping[str, Any]]) -> None:
    """Every source that was delivered: until when, in time or not, and how complete."""
    words = workspace.words
    strips = strips_by(workspace.ask("intake/strips").rows.to_dicts(), "source_id")
    heads: list[str | Head] = [
        words("Bron"),
        words("Bij t/m"),
        words("Stand"),
        Head(words("Hoe vaak"), wide=True),
        Head(words("Laatst geleverd"), wide=True),
        Head(words("Rijen"), number=True, wide=True),
        Head(words("Geweigerd"), number=True, wide=True),
        Head(words("Compleet"), wide=True),
    ]
    lines = [
        (
            source_link(row, words),
            day(row["fresh_until"], words),
            freshness_pill(row, words),
            rhythm(row["refresh"], words),
            day(last_day(row), words),
            words.number(row["row_count"]),
            words.number(row["refused_rows"]),
            strip(strips.get(row["source_id"], []), row["refresh"], words),
        )
        for row in rows
    ]
    with card("sources"):
        html(
            '<h2>{title}</h2><p class="sub wide">{sub}</p>',
            title=words("Bronnen"),
            sub=words("vol = compleet, half = deels, leeg = ontbreekt; de laatste 12 perioden die zijn aangeleverd"),
        )
        table(heads, lines)


def last_day(row: Mapping[str, Any]) -> date | None:
    """The day, as the libraries' clocks say it, on which something of a source last came into force."""
    moment = here(row["last_delivered_at"])
    return moment.astimezone(CLOCK).date() if moment is not None else None


def not_delivered(workspace: Workspace, delivered: Set[str]) -> list[intake.Source]:
    """Sources one could have of one's own library, of which nothing was delivered, by them or by a source alike."""
    lacking = [one for one in intake.deliverable(workspace) if one.source_id not in delivered]
    tables = sorted({one.delivers for one in lacking})
    there = set(workspace.ask("intake/deliveries_behind", tables=tables).rows["table_name"]) if tables else set()
    return [one for one in lacking if one.delivers not in there]


def lacking_sources(workspace: Workspace, lacking: Sequence[intake.Source]) -> None:
    """What was never delivered, for who wonders where it is."""
    words = workspace.words
    with card("lacking"):
        html("<h2>{title}</h2>", title=words("Nog niet geladen"))
        heads: list[str | Head] = [words("Bron"), Head(words("Hoe vaak"), wide=True), words("Stand")]
        never = {"fresh_until": None}
        lines = [
            (lacking_name(workspace, one), rhythm(one.refresh, words), freshness_pill(never, words)) for one in lacking
        ]
        table(heads, lines)


def lacking_name(workspace: Workspace, source: intake.Source) -> Markup | str:
    """The name of a source without rows; for who may deliver a door to how it will come in."""
    words = workspace.words
    row = {"source_id": source.source_id, "title_nl": source.title["nl"], "title_en": source.title["en"]}
    return source_link(row, words) if workspace.may("intake.deliver") else words.either(source.title)


def one_source(workspace: Workspace, row: Mapping[str, Any]) -> None:
    """One source: how it stands, its deliveries, what they changed, and where the holes are."""
    words = workspace.words
    crumb = (words("Gegevens"), words("Bronnen"), title_of(row, words))
    head(title_of(row, words), crumb=crumb)
    html('<p><a href="/bronnen" target="_self">{text}</a></p>', text=words("Alle bronnen"))
    runs = workspace.ask("intake/runs", source_id=row["source_id"]).rows.to_dicts()
    lead(source_sentence(row, words))
    badges(rhythm(row["refresh"], words))
    coverage(workspace, row)
    deliveries_table(workspace, runs)
    looked_at(workspace, runs)
    own_source(workspace, row["source_id"])
    known = [one for one in intake.known_sources(workspace.stores) if one.source_id == row["source_id"]]
    if known:
        source_care(workspace, known[0])
    source_history(workspace, row["source_id"])


def source_sentence(row: Mapping[str, Any], words: Words) -> str:
    """Until when, how much, and what waits."""
    if row["fresh_until"] is None:
        return words("Van deze bron telt nu niets mee.")
    parts = [
        words(
            "Bij tot en met **{date}**, met **{rows}** rijen.",
            date=words.date(row["fresh_until"]),
            rows=words.number(row["row_count"]),
        )
    ]
    if row["days_late"]:
        parts.append(words.plural("Dat is {n} dag te laat.", "Dat is {n} dagen te laat.", row["days_late"]))
    elif row["expected_on"] is not None:
        parts.append(words("De volgende levering komt uiterlijk {date}.", date=words.date(row["expected_on"])))
    if row["refused_rows"]:
        parts.append(
            words.plural(
                "Er wacht {n} rij in quarantaine.", "Er wachten {n} rijen in quarantaine.", row["refused_rows"]
            )
        )
    return " ".join(parts)


def deliveries_table(workspace: Workspace, runs: Sequence[Mapping[str, Any]]) -> None:
    """Who delivered what and when, the newest first."""
    words = workspace.words
    heads: list[str | Head] = [
        words("Aangeleverd"),
        words("Bestand"),
        Head(words("Door"), wide=True),
        Head(words("Rijen"), number=True),
        Head(words("Geweigerd"), number=True, wide=True),
        words("Stand"),
    ]
    lines = [
        (
            words.moment(here(run["delivered_at"])),
            file_told(run, words),
            who(run, words),
            words.number(run["accepted"]),
            words.number(run["refused"]),
            standing_pill(run, words),
        )
        for run in runs
    ]
    with card("deliveries"):
        html("<h2>{title}</h2>", title=words("Leveringen"))
        table(heads, lines)


def looked_at(workspace: Workspace, runs: Sequence[Mapping[str, Any]]) -> None:
    """One delivery: what changed against the one before, and taking it back."""
    words = workspace.words
    known = {run["run_id"]: run for run in runs if run["status"] in ("active", "rolled_back", "failed")}
    if not known:
        return
    with card("looked_at"):
        html("<h2>{title}</h2>", title=words("Wat veranderde deze levering?"))
        picked = st.selectbox(
            words("Levering"),
            list(known),
            format_func=lambda run_id: words(
                "{moment}, {file}",
                moment=words.moment(here(known[run_id]["delivered_at"])),
                file=known[run_id]["file_name"],
            ),
            key="levering",
        )
        run = known[picked]
        refusal()
        if run["sentence"]:
            html("<p>{sentence}</p>", sentence=said(run, words))
        if run["status"] != "failed":
            what_changed(workspace, run)
            beside_another(workspace, run, known)
        if workspace.may("intake.deliver"):
            take_out(workspace, run, newest=next(iter(known)) == picked)


def what_changed(workspace: Workspace, run: Mapping[str, Any]) -> None:
    """Rows that came and went, and the figures that changed by it."""
    words = workspace.words
    html(
        "<p>{told}</p>",
        told=words(
            "{new} nieuw, {changed} gewijzigd, {gone} verdwenen, {refused} geweigerd.",
            new=words.number(run["new_rows"]),
            changed=words.number(run["changed_rows"]),
            gone=words.number(run["gone_rows"]),
            refused=words.number(run["refused"]),
        ),
    )
    effects = effects_of(workspace, run["run_id"])
    if effects:
        figures_table(effects, words("Daarvoor"), words("Daarna"), words)


def effects_of(workspace: Workspace, run_id: str) -> list[dict[str, Any]]:
    """The figures a delivery changed, the latest years first."""
    report = workspace.ask("intake/run", run_id=run_id).first("report")
    effects = json.loads(str(report or "{}")).get("effects", [])
    return sorted(effects, key=lambda one: -(one["year"] or 0))


def figures_table(effects: Sequence[Mapping[str, Any]], before: str, after: str, words: Words) -> None:
    """What figures were and become, the latest years first."""
    numbers = (Head(name, number=True) for name in (before, after, words("Verschil")))
    heads: list[str | Head] = [words("Cijfer"), *numbers]
    lines = [difference(figure_name(one, words), one["before"], one["after"], words) for one in effects[:MOST_FIGURES]]
    more = len(effects) - MOST_FIGURES
    note = words.plural("En nog {n} eerder jaar.", "En nog {n} eerdere jaren.", more) if more > 0 else ""
    table(heads, lines, note)


def take_out(workspace: Workspace, run: Mapping[str, Any], newest: bool) -> None:
    """Roll this delivery back, or put it back; first what that does to the figures."""
    words = workspace.words
    if run["status"] == "active":
        html("<p class='sub'>{told}</p>", told=what_goes(workspace, run, newest))
        if st.button(words("Draai deze levering terug"), icon=":material/undo:", key="roll_back"):
            done = attempt(workspace, lambda at_work, _: intake.roll_back(at_work, run["run_id"]))
            if done is not None:
                acted(words("Teruggedraaid: **{file}**.", file=run["file_name"]), ("restore", run["run_id"]))
            st.rerun()
    if run["status"] == "rolled_back" and st.button(words("Zet terug"), icon=":material/redo:", key="restore"):
        done = attempt(workspace, lambda at_work, progress: intake.restore(at_work, run["run_id"], progress))
        if done is not None:
            acted(words("Telt weer mee: **{file}**.", file=run["file_name"]), ("roll_back", run["run_id"]))
        st.rerun()


def what_goes(workspace: Workspace, run: Mapping[str, Any], newest: bool) -> str:
    """What rolling back does to the figures, before one decides."""
    words = workspace.words
    effects = effects_of(workspace, run["run_id"])
    rows = words.plural(
        "Draai je terug, dan verdwijnt {n} rij.",
        "Draai je terug, dan verdwijnen {n} rijen.",
        run["rows_in_force"],
    )
    if not newest or not effects:
        return rows
    first = effects[0]
    if first["before"] is None:
        gone = words("{figure} is er dan niet meer.", figure=figure_name(first, words))
        return f"{rows} {gone}"
    figure = words(
        "{figure} gaat van {now} terug naar {before}.",
        figure=figure_name(first, words),
        now=words.number(first["after"]),
        before=words.number(first["before"]),
    )
    return f"{rows} {figure}"
