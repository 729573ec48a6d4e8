"""Quarantaine › Regels: what is put right by itself at each delivery, how often that was, and the way to end it."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from biebwijzer import intake
from biebwijzer.access import OPERATOR, Workspace
from biebwijzer.desk.acts import acted, attempt
from biebwijzer.desk.deliveries import here
from biebwijzer.desk.frame import Head, card, pill, table
from biebwijzer.desk.markup import html, markup
from biebwijzer.words import Words

MOST_SHOWN = 50


def rules_list(workspace: Workspace) -> None:
    """Every rule of one's libraries, those that hold first; nothing when there never was one."""
    words = workspace.words
    rules = workspace.ask("intake/correction_rules").rows.to_dicts()
    if not rules:
        return
    titles = {one.source_id: words.either(one.title) for one in intake.known_sources(workspace.stores)}
    standing = {row["correction_rule_id"]: row for row in rules if row["until_version"] is None}
    with card("rules"):
        html(
            "<h2>{title}</h2><p class='sub'>{text}</p>",
            title=words("Regels"),
            text=words.plural(
                "{n} regel geldt bij elke volgende levering. Wat al geladen is, verandert niet.",
                "{n} regels gelden bij elke volgende levering. Wat al geladen is, verandert niet.",
                len(standing),
            ),
        )
        more = len(rules) - MOST_SHOWN
        note = words.plural("En nog {n} andere regel.", "En nog {n} andere regels.", more) if more > 0 else ""
        table(heads(words), [line(row, titles, words) for row in rules[:MOST_SHOWN]], note)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="rule_ways"):
            end_one(workspace, standing, titles)
            take_along(workspace, list(standing.values()))


def heads(words: Words) -> list[str | Head]:
    """The heads of the table."""
    return [
        words("Regel"),
        Head(words("Bron en kolom"), wide=True),
        Head(words("Raakte"), number=True),
        Head(words("Gemaakt"), wide=True),
        words("Stand"),
    ]


def line(row: Mapping[str, Any], titles: Mapping[str, str], words: Words) -> tuple[object, ...]:
    """One rule: what becomes what, where, how many rows that touched, by whom, and whether it holds."""
    ended = row["until_version"] is not None
    return (
        markup("<code>{found}</code> → <code>{becomes}</code>", found=row["found"], becomes=row["becomes"]),
        words("{source} · {column}", source=titles.get(row["source_id"], row["source_id"]), column=row["column_name"]),
        words.plural("{n} rij", "{n} rijen", row["rows_touched"]),
        words(
            "{date}, {who}",
            date=words.date(here(row["made_at"])),
            who=words("opdrachtregel") if row["made_by"] == OPERATOR else row["made_by"],
        ),
        pill(words("geldt niet meer")) if ended else pill(words("geldt"), "green"),
    )


def end_one(workspace: Workspace, standing: Mapping[str, Mapping[str, Any]], titles: Mapping[str, str]) -> None:
    """Choose a rule and let it hold no more."""
    words = workspace.words

    def name(rule_id: str) -> str:
        row = standing[rule_id]
        return words(
            "{source}: {found} wordt {becomes}",
            source=titles.get(row["source_id"], row["source_id"]),
            found=row["found"],
            becomes=row["becomes"],
        )

    if not standing:
        return
    picked = st.selectbox(
        words("Regel"), list(standing), index=None, format_func=name, placeholder=words("Kies een regel"), key="rule",
        width=420,
    )  # fmt: skip
    if st.button(words("Beëindig deze regel"), disabled=picked is None, key="end_rule") and picked is not None:

        def end(at_work: Workspace, _: intake.Progress) -> bool:
            intake.end_rule(at_work, picked)
            return True

        if attempt(workspace, end):
            acted(words("Beëindigd: **{rule}**.", rule=name(picked)), ("revive_rule", picked))
        st.rerun()


def take_along(workspace: Workspace, standing: Sequence[Mapping[str, Any]]) -> None:
    """The rules that hold, as text."""
    words = workspace.words
    places = list(dict.fromkeys((row["source_id"], row["library_id"]) for row in standing))
    parts = [
        f"# {source_id} {library or ''}".rstrip()
        + f"\n{intake.rules_in_force(workspace.stores, source_id, library).text}"
        for source_id, library in places
    ]
    st.download_button(
        words("Neem regels mee"),
        data="\n".join(parts),
        file_name=words("regels.txt"),
        mime="text/plain",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
        disabled=not standing,
        key="take_rules",
    )
