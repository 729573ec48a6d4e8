"""Bronnen: who did what with the deliveries of a source, and what one delivery says otherwise than another."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import OPERATOR, Workspace
from biebwijzer.access import said as act_said
from biebwijzer.desk.deliveries import MEASURES, here
from biebwijzer.desk.deliveries import difference as line_of
from biebwijzer.desk.frame import Head, card, table
from biebwijzer.desk.markup import html
from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import Words

MOST_SUMS = 24


def source_history(workspace: Workspace, source_id: str) -> None:
    """Who made what visible, took it back or threw it away, the newest first."""
    words = workspace.words
    acts = workspace.ask("intake/run_acts", source_id=source_id).rows.to_dicts()
    if not acts:
        return
    with card("history"):
        html("<h2>{title}</h2>", title=words("Wie deed wat?"))
        heads: list[str | Head] = [words("Wanneer"), words("Wie"), words("Wat"), Head(words("Bestand"), wide=True)]
        lines = [
            (
                words.moment(here(one["happened_at"])),
                words("opdrachtregel") if one["done_by"] == OPERATOR else one["done_by"],
                act_said(words, one["action"]),
                one["file_name"],
            )
            for one in acts
        ]
        table(heads, lines)


def beside_another(workspace: Workspace, run: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> None:
    """Choose another delivery of this source, and see what this one says otherwise."""
    words = workspace.words
    others = [one for one in known if one != run["run_id"] and known[one]["accepted"]]
    if not others or not run["accepted"] or not workspace.may("intake.deliver"):
        return
    picked = st.selectbox(
        words("Vergelijk met een andere levering"),
        others,
        None,
        format_func=lambda one: words(
            "{moment}, {file}", moment=words.moment(here(known[one]["delivered_at"])), file=known[one]["file_name"]
        ),
        placeholder=words("Kies een levering"),
        key=f"beside_{run['run_id']}",
    )
    if picked is None:
        return
    earlier, later = sorted((picked, run["run_id"]), key=lambda one: known[one]["delivered_at"])
    try:
        found = intake.difference(workspace, earlier, later)
    except BiebwijzerError as refused:
        html('<p class="down" role="alert">{why}</p>', why=words(refused.word, **refused.values))
        return
    html("<p>{told}</p>", told=difference_sentence(found, words))
    sums_table(intake.known_source(workspace.stores, run["source_id"]), found.sums, words)


def difference_sentence(found: intake.Difference, words: Words) -> str:
    """How many rows the later one brings, changes and lacks."""
    return words(
        "De latere levering heeft {new} nieuwe rijen, {changed} gewijzigde en {gone} minder; {same} zijn gelijk.",
        new=words.number(found.new),
        changed=words.number(found.changed),
        gone=words.number(found.gone),
        same=words.number(found.same),
    )


def measure_name(source: intake.Source, measure: str, words: Words) -> str:
    """What is added up, as one calls it here, or else as the file does."""
    known = {**MEASURES, "row_count": MEASURES["rows"]}
    heading = next((field.heading for field in source.fields if field.column == measure and field.heading), measure)
    return words(known[measure]) if measure in known else heading


def sums_table(source: intake.Source, sums: Sequence[intake.MonthlySum], words: Words) -> None:
    """The sums by month that differ, the latest first."""
    if not sums:
        html("<p class='sub'>{told}</p>", told=words("Alle sommen per maand zijn gelijk."))
        return
    numbers = (Head(one, number=True) for one in (words("Eerder"), words("Later"), words("Verschil")))
    lines = []
    for one in sums[:MOST_SUMS]:
        name = measure_name(source, one.measure, words)
        period = f"{name}, {words.month(one.month)}" if one.month else name
        before, after = (None if number is None else int(number) for number in (one.before, one.after))
        lines.append(line_of(period, before, after, words))
    more = len(sums) - MOST_SUMS
    note = words.plural("En nog {n} som.", "En nog {n} sommen.", more) if more > 0 else ""
    table([words("Som per maand"), *numbers], lines, note)
