"""A delivery that waits to be looked at: what comes and goes, what changes in the figures, and the decision."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import Workspace
from biebwijzer.desk.acts import acted, attempt, refusal
from biebwijzer.desk.deliveries import MEASURES, difference, here, title_of, who
from biebwijzer.desk.forms import plain
from biebwijzer.desk.frame import Head, card, pair, table
from biebwijzer.desk.headlines import headline_table
from biebwijzer.desk.markup import html
from biebwijzer.desk.refused import MOST_SHOWN, Fault, faults_of, refused_heads, refused_lines
from biebwijzer.desk.signals import outstanding
from biebwijzer.desk.source_board import figures_table
from biebwijzer.desk.taking_refused import take_whole
from biebwijzer.desk.tiles import tally, tiles
from biebwijzer.words import Words, mark

MOST_BRANCHES = 12
PER_YEAR, PER_BRANCH = mark("Per jaar"), mark("Per vestiging")


def preview(workspace: Workspace, run: Mapping[str, Any]) -> None:
    """Everything one wants to know before a delivery counts for everybody."""
    words = workspace.words
    report = json.loads(run["report"])
    html(
        '<h2 style="font-size:1.25rem">{title}</h2><p class="sub">{sub}</p>',
        title=preview_title(run, words),
        sub=words(
            "{file} · {rows} · aangeleverd {moment} door {who} · nog niet zichtbaar voor anderen",
            file=run["file_name"],
            rows=words.plural("{n} rij", "{n} rijen", run["records"]),
            moment=words.moment(here(run["delivered_at"])),
            who=who(run, words),
        ),
    )
    refusal()
    preview_tiles(run, words)
    outstanding(workspace, report)
    faults = faults_of(workspace.ask("intake/refused_rows", run_id=run["run_id"]).rows.to_dicts())
    left, right = pair()
    with left, card("changes"):
        changes(workspace, run, report)
    with right, card("refused"):
        mended = refused(workspace, run, faults)
    decide(workspace, run, mended)


def preview_title(run: Mapping[str, Any], words: Words) -> str:
    """Which source, and about which time."""
    first, last = run["first_period"], run["last_period"]
    if first is None:
        return words("Levering nakijken: {source}", source=title_of(run, words))
    return words("Levering nakijken: {source}, {period}", source=title_of(run, words), period=span(first, last, words))


def span(first: date, last: date, words: Words) -> str:
    """A month, or the first and the last."""
    if first == last:
        return words.month(first)
    return words("{first} tot en met {last}", first=words.month(first), last=words.month(last))


def preview_tiles(run: Mapping[str, Any], words: Words) -> None:
    """New, changed, gone and refused."""
    with tiles():
        tally(words("Nieuw"), run["new_rows"], words("worden toegevoegd"))
        tally(words("Gewijzigd"), run["changed_rows"], words("vervangen de oude stand"))
        gone = words("staan er straks niet meer") if run["gone_rows"] else words("er raakt niets kwijt")
        tally(words("Verdwenen"), run["gone_rows"], gone)
        waits = words("wachten in quarantaine") if run["refused"] else words("alles is goed")
        tally(words("Geweigerd"), run["refused"], waits)


def changes(workspace: Workspace, run: Mapping[str, Any], report: Mapping[str, Any]) -> None:
    """The figures as they are and as they become, and whether the count adds up."""
    words = workspace.words
    html("<h2>{title}</h2>", title=words("Wat verandert er in de cijfers?"))
    effects = sorted(report["effects"], key=lambda one: -(one["year"] or 0))
    branches = [one for one in report["branches"] if one["before"] != one["after"]]
    if not effects and not branches:
        html("<p>{text}</p>", text=words("Niets: de cijfers blijven gelijk."))
    if headlines := report.get("headlines"):
        headline_table(headlines, words)
    views = [name for name, rows in ((PER_YEAR, effects), (PER_BRANCH, branches)) if rows]
    picked = views[0] if views else None
    if headlines and picked:
        html("<h3>{title}</h3>", title=words("Wat deze levering brengt"))
    if len(views) > 1:
        picked = st.segmented_control(
            words("Toon"), views, default=views[0], required=True, format_func=words, key="view",
            label_visibility="collapsed",
        )  # fmt: skip
    if picked == PER_YEAR:
        figures_table(effects, words("Nu"), words("Straks"), words)
    elif picked == PER_BRANCH:
        branches_table(workspace, branches, report["effects"])
    html('<p class="sub">{told}</p>', told=control(run, report, words))
    for told in (intake.answers_sentence, intake.touched_sentence, intake.left_out_sentence):
        if said := told(words, report):
            html('<p class="sub">{told}</p>', told=said)


def branches_table(workspace: Workspace, branches: Sequence[Mapping[str, Any]], effects: Sequence[Any]) -> None:
    """Per branch what this delivery brings, beside what stood there for the same time."""
    words = workspace.words
    names = dict(workspace.ask("usage/branches").rows.select("branch_id", "name").iter_rows())
    measure = effects[0]["measure"] if effects else "rows"
    numbers = (Head(name, number=True) for name in (words("Nu"), words("Straks"), words("Verschil")))
    heads: list[str | Head] = [words("Vestiging"), *numbers]
    largest = sorted(branches, key=lambda one: -abs((one["after"] or 0) - (one["before"] or 0)))
    lines = [
        difference(names.get(one["branch_id"], one["branch_id"]), one["before"], one["after"], words)
        for one in largest[:MOST_BRANCHES]
    ]
    html('<p class="sub">{told}</p>', told=words(MEASURES.get(measure, measure)))
    more = len(largest) - MOST_BRANCHES
    note = words.plural("En nog {n} andere vestiging.", "En nog {n} andere vestigingen.", more) if more > 0 else ""
    table(heads, lines, note)


def control(run: Mapping[str, Any], report: Mapping[str, Any], words: Words) -> str:
    """The count of the file beside the count of what was done with it."""
    there = report["cells"] + report["unfit"] - report.get("doubled", 0)
    told = {
        "there": words.number(there),
        "new": words.number(run["new_rows"]),
        "changed": words.number(run["changed_rows"]),
        "same": words.number(report["same"]),
        "refused": words.number(run["refused"]),
    }
    adds_up = there == run["new_rows"] + run["changed_rows"] + report["same"] + run["refused"]
    if adds_up:
        return words(
            "Controle: {there} in het bestand = {new} nieuw + {changed} gewijzigd + {same} gelijk"
            " + {refused} geweigerd. Klopt.",
            **told,
        )
    return words(
        "Controle: {there} in het bestand, {new} nieuw + {changed} gewijzigd + {same} gelijk"
        " + {refused} geweigerd. Dat telt niet op: kijk dit na.",
        **told,
    )


def refused(workspace: Workspace, run: Mapping[str, Any], faults: Sequence[Fault]) -> list[Fault]:
    """The rows that were refused; those a steward wants replaced when the delivery is put into force."""
    words = workspace.words
    if not run["refused"]:
        html("<h2>{title}</h2><p>{text}</p>", title=words("Geen rijen geweigerd"), text=words("Alles kan door."))
        return []
    html("<h2>{title}</h2>", title=words.plural("{n} rij geweigerd", "{n} rijen geweigerd", run["refused"]))
    if run["accepted"]:
        others = words("de andere {n} kunnen wel door", n=words.number(run["accepted"]))
        html('<p class="sub">{others}</p>', others=others)
    more = len(faults) - MOST_SHOWN
    note = words.plural("En nog {n} andere fout.", "En nog {n} andere fouten.", more) if more > 0 else ""
    table(refused_heads(words), refused_lines(faults[:MOST_SHOWN], words), note)
    mended = [fault for fault in faults if fault.suggestion and replaced(fault, words)]
    take_whole(workspace, run["run_id"])
    return mended


def replaced(fault: Fault, words: Words) -> bool:
    """Whether this value is to be replaced by what was probably meant."""
    found, suggestion = plain(str(fault.found)), plain(str(fault.suggestion))
    label = words("Vervang {found} door {suggestion}", found=found, suggestion=suggestion)
    return st.checkbox(label, key=f"mend_{fault.key}")


def decide(workspace: Workspace, run: Mapping[str, Any], mended: Sequence[Fault]) -> None:
    """The one decision of this page: throw it away, or put it into force."""
    words = workspace.words
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="decision"):
        with st.container(width="stretch"):
            if run["accepted"] or not run["refused"]:
                ready = words.plural("{n} rij klaar.", "{n} rijen klaar.", run["accepted"])
                after = words("Je kunt dit daarna terugdraaien.")
            else:
                ready = words("Geen enkele rij kan door.")
                after = words("Zet je dit vast, dan kun je ze verbeteren in Quarantaine.")
            html('<p>{ready}<span class="wide"> {after}</span></p>', ready=ready, after=after)
        if st.button(words("Gooi weg"), type="tertiary", key="discard"):
            throw_away(workspace, run)
        if st.button(words("Zet vast"), type="primary", key="activate"):
            put_into_force(workspace, run, mended)


def throw_away(workspace: Workspace, run: Mapping[str, Any]) -> None:
    """Nothing of it was ever visible, and nothing stays."""
    words = workspace.words

    def discard(at_work: Workspace, _: intake.Progress) -> bool:
        intake.discard(at_work, run["run_id"])
        return True

    if attempt(workspace, discard):
        acted(words("Weggegooid: **{file}**. Er is niets veranderd.", file=run["file_name"]))
    st.rerun()


def put_into_force(workspace: Workspace, run: Mapping[str, Any], mended: Sequence[Fault]) -> None:
    """Let it count for everybody, and then put right what was agreed to."""
    words = workspace.words
    outcome = attempt(workspace, lambda at_work, progress: intake.activate(at_work, run["run_id"], progress))
    if outcome is None or outcome.status != "active":
        if outcome is not None and outcome.sentence:
            acted(words(outcome.sentence, **(outcome.values or {})))
        st.rerun()
    sentence = words.plural(
        "Vastgezet: **{file}**, {n} rij.", "Vastgezet: **{file}**, {n} rijen.", outcome.accepted, file=run["file_name"]
    )
    wanted = {(fault.column, fault.found): fault.suggestion for fault in mended}
    values = still_waiting(workspace, run["run_id"], wanted)
    if values:
        corrected = attempt(workspace, lambda at_work, _: intake.correct(at_work, run["run_id"], values))
        if corrected is not None:
            added = words.plural("{n} rij is verbeterd.", "{n} rijen zijn verbeterd.", corrected.accepted)
            sentence = f"{sentence} {added}"
    acted(sentence, ("roll_back", run["run_id"]))
    st.rerun()


def still_waiting(workspace: Workspace, run_id: str, wanted: Mapping[tuple[str, Any], str | None]) -> dict[str, str]:
    """The rows that wait with such a value, by their id of this moment: making a version again gives new ones."""
    if not wanted:
        return {}
    rows = workspace.ask("intake/refused_rows", run_id=run_id, status="waiting").rows.to_dicts()
    found = {row["refused_row_id"]: wanted.get((row["column_name"], row["found"])) for row in rows}
    return {refused_row_id: value for refused_row_id, value in found.items() if value is not None}


def one_of_previews(runs: Mapping[str, Mapping[str, Any]], picked: str, words: Words) -> str:
    """Which of the deliveries that wait one looks at now."""
    chosen: str = st.selectbox(
        words("Levering"),
        list(runs),
        index=list(runs).index(picked),
        format_func=lambda run_id: words(
            "{source}: {file}, {moment}",
            source=title_of(runs[run_id], words),
            file=runs[run_id]["file_name"],
            moment=words.moment(here(runs[run_id]["delivered_at"])),
        ),
        key="preview",
    )
    st.query_params["levering"] = chosen
    return chosen
