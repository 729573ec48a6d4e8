"""Importeren, the third step: row by row what would happen, what one chooses for doubles, and the decision."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from biebwijzer.access import Workspace
from biebwijzer.desk.forms import plain
from biebwijzer.desk.frame import Head, card, table
from biebwijzer.desk.import_list import begin_anew, key, state
from biebwijzer.desk.import_result import keep_result
from biebwijzer.desk.markup import Markup, html, joined, markup
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.tiles import tally, tiles
from biebwijzer.problems import BiebwijzerError
from biebwijzer.relations import importing
from biebwijzer.relations.importing import Compared, ImportMap, ListRead, Preview
from biebwijzer.words import Words, mark

MOST = 50
SHOWN = ("new", "update", "double", "refused")


def looked_at(workspace: Workspace, library: str, found: ListRead, said: ImportMap) -> Preview | None:
    """The preview of a list under a map, worked out once; why not, when it can't be."""
    text = importing.as_text(said, found.heads)
    asked = (state()["mark"], library, text, json.dumps(state()["answers"], sort_keys=True))
    if state().get("looked", (None,))[0] == asked:
        return state()["looked"][1]
    words = workspace.words
    try:
        with st.spinner(words("We leggen {n} rijen naast wat er al staat.", n=words.number(len(found.rows)))):
            state()["looked"] = (asked, importing.preview(workspace, found, said, library))
    except BiebwijzerError as refused:
        html('<p class="down" role="alert"><b>{text}</b></p>', text=words(refused.word, **refused.values))
        return None
    state()["choices"] = {}
    return state()["looked"][1]


def shown(workspace: Workspace, looked: Preview) -> None:
    """How many rows of each, and the rows themselves."""
    words, counts = workspace.words, looked.counts
    with card("import_preview"):
        html("<h2>{title}</h2>", title=words("3. Wat gaat er gebeuren?"))
        with tiles():
            tally(words("Nieuw"), counts["new"], words("komen erbij"))
            tally(words("Bijwerken"), counts["update"], words("kaarten die er al zijn"))
            tally(words("Dubbel"), counts["double"], words("alleen als jij dat kiest"))
            tally(words("Geweigerd"), counts["refused"], words("krijg je terug in een bestand"))
        if counts["same"]:
            said = words.plural("{n} rij staat er al precies zo.", "{n} rijen staan er al precies zo.", counts["same"])
            html('<p class="sub">{text}</p>', text=said)
        _new_organisations(looked, words)
        _claimed(looked, words)
        full = [one for one in SHOWN if counts[one]]
        if not full:
            return
        picked = st.segmented_control(
            words("Toon"), full, default=full[0], required=True, key=key("tab"), label_visibility="collapsed",
            format_func=lambda one: f"{words(importing.OUTCOMES[one])} ({words.number(counts[one])})",
        )  # fmt: skip
        SHOWERS[picked](looked, words)
    if counts["refused"] or counts["double"]:
        take_refused(looked, words)


def _new_organisations(looked: Preview, words: Words) -> None:
    made = looked.new_organisations
    if not made:
        return
    names = ", ".join(made[:8]) + (" …" if len(made) > 8 else "")
    one, many = mark("Er komt ook {n} organisatie bij: {names}."), mark("Er komen ook {n} organisaties bij: {names}.")
    told = words.plural(one, many, len(made), names=names)
    html('<p class="sub">{text}</p>', text=told)


def _claimed(looked: Preview, words: Words) -> None:
    """How many rows say yes to something nobody can prove."""
    many = sum(bool(one.row.claims) for one in looked.rows)
    if many:
        told = words.plural(
            mark("In {n} rij staat 'ja' bij toestemming, zonder bewijs. Dat is geen toestemming: die blijft onbekend."),
            mark(
                "In {n} rijen staat 'ja' bij toestemming, zonder bewijs. Dat is geen toestemming: die blijft onbekend."
            ),
            many,
        )
        html('<p><span class="pill orange">{sign}</span> {told}</p>', sign=words("ja zonder bewijs"), told=told)


def _some(rows: Sequence[Compared], words: Words) -> str:
    """The caption of a table that shows not all rows."""
    if len(rows) <= MOST:
        return ""
    return words("De eerste {n} van {total}.", n=words.number(MOST), total=words.number(len(rows)))


def _new(looked: Preview, words: Words) -> None:
    rows = looked.of("new")
    mail, where = Head(words("E-mail of site"), wide=True), Head(words("Waar"), wide=True)
    heads: list[str | Head] = [words("Regel"), words("Naam"), mail, words("Telefoon"), where]
    table(heads, [_card(one) for one in rows[:MOST]], caption=_some(rows, words))
    _remarked(rows, words)


def _card(one: Compared) -> tuple[object, ...]:
    values, works = one.row.values, one.row.works
    where = ", ".join(part for part in (works.get("role"), works.get("organisation")) if part)
    where = where or " ".join(part for part in (values.get("postcode"), values.get("place")) if part)
    site = values.get("email") or values.get("website") or ""
    return one.row.line, one.row.name, site, values.get("phone") or "", where


def _remarked(rows: Sequence[Compared], words: Words) -> None:
    """What one had better look at of rows that go on."""
    said = [(one.row.line, remark) for one in rows for remark in one.row.remarks]
    if not said:
        return
    with st.expander(words.plural("{n} opmerking", "{n} opmerkingen", len(said))):
        for line, remark in said[:MOST]:
            text = words(remark.word, **remark.values).replace("**", "")
            html('<p class="sub">{text}</p>', text=words("Regel {line}: {why}", line=line, why=text))


def _updates(looked: Preview, words: Words) -> None:
    rows = looked.of("update")
    heads = [words("Regel"), words("Naam"), words("Wat verandert er?")]
    lines = [(one.row.line, one.row.name, changes_told(one, looked, words)) for one in rows[:MOST]]
    table(heads, lines, caption=_some(rows, words))
    _remarked(rows, words)


def changes_told(one: Compared, looked: Preview, words: Words) -> Markup:
    """Per field what stood there and what it becomes."""
    fields = importing.labels(looked.kind, looked.own.values(), words)
    parts = [
        markup("{field}: <del>{old}</del> <ins>{new}</ins>", field=fields[name],
               old=as_said(importing.own_told(looked.own, name, before, words), words),
               new=as_said(importing.own_told(looked.own, name, after, words), words))
        for name, (before, after) in one.changes.items()
    ]  # fmt: skip
    if organisation := one.row.works.get("organisation"):
        role = ", ".join(part for part in (organisation, one.row.works.get("role")) if part)
        parts.append(markup("{field}: {role}", field=words("Werkt bij"), role=role))
    return joined(parts, "; ")


def as_said(value: Any, words: Words) -> str:
    """A value as one reads it; nothing is a dash."""
    return words.date(value) if isinstance(value, date) else str(value or "–")


def _doubles(looked: Preview, words: Words) -> None:
    rows = looked.of("double")
    html('<p class="sub">{text}</p>', text=words("Deze lijken op iemand die er al is. Zonder keuze gebeurt er niets."))
    if len(rows) > 1:
        _for_all(rows, words)
    with st.container(gap="small", key="names_doubles"):
        for one in rows[:MOST]:
            _one_double(one, looked, words)
    if text := _some(rows, words):
        html('<p class="sub">{text}</p>', text=text)


def choices_of(one: Compared) -> list[str]:
    """What one can choose for a double; a row that repeats another row has no card to bring up to date."""
    return [name for name in importing.CHOICES if name != "update" or one.card_id]


def _for_all(rows: Sequence[Compared], words: Words) -> None:
    def keep() -> None:
        chosen = st.session_state[key("all_doubles")]
        for one in rows:
            if chosen in choices_of(one):
                state()["choices"][one.row.line] = chosen
                st.session_state[key(f"double_{one.row.line}")] = chosen

    st.selectbox(
        words("Voor alle {n} tegelijk", n=words.number(len(rows))), list(importing.CHOICES), index=None,
        format_func=lambda one: words(importing.CHOICES[one]), key=key("all_doubles"), on_change=keep, width=320,
        placeholder=words("Kies"),
    )  # fmt: skip


def _one_double(one: Compared, looked: Preview, words: Words) -> None:
    name = key(f"double_{one.row.line}")

    def keep() -> None:
        state()["choices"][one.row.line] = st.session_state[name]

    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            html("<p><b>{name}</b> <span class='sub'>{line}</span></p>", name=one.row.name,
                 line=words("regel {row}", row=one.row.line))  # fmt: skip
            html('<p class="sub">{text}</p>', text=importing.told(one, words))
            if one.changes:
                html('<p class="sub">{text}</p>', text=changes_told(one, looked, words))
        options = choices_of(one)
        st.session_state.setdefault(name, state()["choices"].get(one.row.line, options[0]))
        st.selectbox(
            plain(words("Wat doen we met {name}, regel {line}?", name=one.row.name, line=one.row.line)), options,
            format_func=lambda choice: words(importing.CHOICES[choice]), key=name, on_change=keep, width=300,
            label_visibility="collapsed",
        )  # fmt: skip


def _refused(looked: Preview, words: Words) -> None:
    rows = looked.of("refused")
    lines = [(one.row.line, one.row.name or "–", importing.told(one, words)) for one in rows[:MOST]]
    table([words("Regel"), words("Wie"), words("Waarom")], lines, caption=_some(rows, words))


SHOWERS = {"new": _new, "update": _updates, "double": _doubles, "refused": _refused}


def take_refused(looked: Preview, words: Words) -> None:
    """The refused rows, and the doubles that are left out, as a workbook one can mend and hand in again."""
    choices = dict(state().get("choices", {}))

    def made() -> bytes:
        at_work = workspace_of_button
        at_work.require_presence()
        at_work.log("relations.list.refused_taken_away")
        return importing.refused_rows(looked, words, choices)

    workspace_of_button = workspace_now("relations.write")
    st.download_button(
        words("Neem de rijen mee die niet overgaan"), data=made, file_name=words("niet-overgenomen.xlsx"),
        type="tertiary", icon=":material/download:", on_click="ignore", key=key("take_refused"),
    )  # fmt: skip


def decide(workspace: Workspace, found: ListRead, said: ImportMap, looked: Preview) -> None:
    """The one decision of the page: in with it, or away."""
    words = workspace.words
    chosen = state().get("choices", {})
    ready = looked.counts["new"] + looked.counts["update"] + sum(one != "skip" for one in chosen.values())
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="decision"):
        with st.container(width="stretch"):
            html(
                '<p>{ready}<span class="wide"> {undo}</span></p>',
                ready=words.plural("{n} rij klaar.", "{n} rijen klaar.", ready),
                undo=words("Je kunt dit daarna terugdraaien."),
            )
        if st.button(words("Gooi weg"), type="tertiary", key="discard"):
            begin_anew()
            st.rerun()
        if st.button(words("Zet vast"), type="primary", key="take_over", disabled=not ready):
            take_over(found, said, looked)


def take_over(found: ListRead, said: ImportMap, looked: Preview) -> None:
    """Keep what the preview showed, with how far it is; afterwards the page begins anew with what came of it."""
    at_work = workspace_now("relations.write")
    words, bar = at_work.words, st.progress(0)

    def progress(done: int, total: int) -> None:
        counts = {"done": words.number(done), "rows": words.number(total)}
        bar.progress(done / max(total, 1), text=words("{done} van {rows} rijen", **counts))

    try:
        imported = importing.take_over(at_work, looked, state().get("choices"), progress)
    except BiebwijzerError as refused:
        bar.empty()
        state().pop("looked", None)
        html('<p class="down" role="alert"><b>{text}</b></p>', text=words(refused.word, **refused.values))
        return
    days = {name: answer for name, answer in {**said.answers, **state()["answers"]}.items() if name == "dates"}
    importing.keep_map(at_work, looked.library_id, found.heads, ImportMap(said.kind, said.columns, days))
    keep_result(imported, looked, dict(state().get("choices", {})))
    begin_anew()
    st.rerun()
