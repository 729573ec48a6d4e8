"""Bronnen: who looks after a source, how it comes in without hands, how that goes now and went before."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from biebwijzer import clock, intake
from biebwijzer.access import Workspace, library_names
from biebwijzer.desk.acts import acted
from biebwijzer.desk.care_form import care_form
from biebwijzer.desk.deliveries import here, source_link
from biebwijzer.desk.frame import Head, card, head, lead, pill, table
from biebwijzer.desk.markup import bold, html
from biebwijzer.desk.own_source import own_source
from biebwijzer.desk.page import workspace_now
from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import Words, mark

PERMISSION = "intake.deliver"
STATES = {
    "waiting": (mark("wacht"), "gray"),
    "running": (mark("bezig"), "gray"),
    "done": (mark("klaar"), "green"),
    "failed": (mark("mislukt"), "red"),
    "stopped": (mark("gestopt"), "gray"),
    "broken_off": (mark("afgebroken"), "orange"),
}
SHOWN = 5
# Stands for a link in a sentence until it is put there.
MARK = "\N{OBJECT REPLACEMENT CHARACTER}"


def source_care(workspace: Workspace, source: intake.Source) -> None:
    """How this source comes in, per library one works for; whoever may deliver changes it here."""
    words = workspace.words
    rows = intake.in_force(workspace, source.source_id)
    jobs = workspace.ask("intake/refreshes", source_id=source.source_id).rows.to_dicts()
    with card("care"):
        html("<h2>{title}</h2>", title=words("Zo komt deze bron binnen"))
        names = library_names(workspace)
        for row in rows:
            html("<p>{told}</p>", told=bold(care_sentence(workspace, row, names)))
        if not rows:
            html(
                "<p>{told}</p>",
                told=words("Nog niemand zorgt voor deze bron. Er komt geen bericht als die te laat is."),
            )
        if any(job["status"] in ("waiting", "running") for job in jobs):
            watch(source.source_id)
        last_times(jobs, words)
        if workspace.may(PERMISSION):
            for row in rows:
                look_now(row, jobs, names if len(rows) > 1 else {}, words)
            with st.expander(words("Wijzig hoe deze bron binnenkomt"), key="change_care"):
                care_form(workspace, source, rows)


def new_source(workspace: Workspace, source: intake.Source) -> None:
    """A source of which nothing was delivered yet: who will look after it, and how it will come."""
    words = workspace.words
    title = words.either(source.title)
    head(title, crumb=(words("Gegevens"), words("Bronnen"), title))
    html('<p><a href="/bronnen" target="_self">{text}</a></p>', text=words("Alle bronnen"))
    lead(words("Van deze bron is nog niets geladen."))
    own_source(workspace, source.source_id)
    source_care(workspace, source)


def mine_late(workspace: Workspace, sources: Sequence[Mapping[str, Any]]) -> None:
    """The late sources somebody looks after, each a door to what can be done; nothing when there are none."""
    words = workspace.words
    cared = workspace.ask("intake/care").rows.to_dicts()
    mine = {row["source_id"] for row in cared if row["owner_id"] == workspace.user_id}
    for source in sources:
        if source["source_id"] in mine and source["days_late"]:
            told = words.plural(
                "Jij zorgt hiervoor: {source} is {n} dag te laat.",
                "Jij zorgt hiervoor: {source} is {n} dagen te laat.",
                source["days_late"],
                source=MARK,
            )
            before, after = told.split(MARK)
            html("<p>{before}{link}{after}</p>", before=before, link=source_link(source, words), after=after)


def care_sentence(workspace: Workspace, row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Who looks after it, from where it comes, whether it counts at once, and when it comes round."""
    words = workspace.words
    whose = words("**{owner}** zorgt voor deze bron.", owner=row["owner"])
    if row["library_id"] and len(workspace.libraries) > 1:
        whose = f"{names.get(row['library_id'], row['library_id'])}: {whose}"
    if row["way"] == "hand":
        return f"{whose} " + words("Een bestand wordt met de hand aangeleverd.")
    if row["next_at"] is None:
        return f"{whose} " + words("**Het verversen ligt stil.** Kies hieronder wie ervoor zorgt en bewaar.")
    if row["way"] == "inbox":
        folder = intake.folder_of(workspace.stores.settings, row["source_id"], row["library_id"])
        where = words(
            "Elk bestand in de map {folder} wordt geladen.",
            folder=folder.relative_to(workspace.stores.home),
        )
    else:
        where = words(
            "Wordt bij het CBS opgehaald, {rhythm}. Volgende keer: {moment}.",
            rhythm=clock.rhythm(row["rhythm"]).said(words),
            moment=words.moment(here(row["next_at"])),
        )
    manner = (
        words("Een levering telt meteen mee; bij twijfel wacht zij op een mens.")
        if row["manner"] == "at_once"
        else words("Een levering wacht tot iemand haar nakijkt.")
    )
    return f"{whose} {where} {manner}"


@st.fragment(run_every=2)
def watch(source_id: str) -> None:
    """How far the work under way is, every two seconds, and the way to stop it."""
    workspace = workspace_now("intake.read")
    words = workspace.words
    jobs = workspace.ask("intake/refreshes", source_id=source_id).rows.to_dicts()
    going = [job for job in jobs if job["status"] in ("waiting", "running")]
    if not going:
        st.rerun()
    for job in going:
        st.progress(job["percent"], text=job_sentence(job, words))
        if workspace.may(PERMISSION) and not job["stop_asked"]:
            st.button(
                words("Stop"),
                icon=":material/stop_circle:",
                key=f"stop_{job['job_id']}",
                on_click=_stop,
                args=(job["job_id"],),
            )


def job_sentence(job: Mapping[str, Any], words: Words) -> str:
    """What is going on with one piece of work."""
    if job["stop_asked"]:
        return words("Wordt gestopt")
    if job["status"] == "waiting":
        if job["attempts"]:
            return words("Wacht op een nieuwe poging: {why}", why=outcome(job, words))
        return words("Begint zo")
    return words(job["step"]) if job["step"] else words("Even geduld")


def outcome(job: Mapping[str, Any], words: Words) -> str:
    """What came of it, or what stood in the way."""
    return words(job["sentence"], **json.loads(job["sentence_values"] or "{}")) if job["sentence"] else ""


def last_times(jobs: Sequence[Mapping[str, Any]], words: Words) -> None:
    """How the last few times went."""
    over = [job for job in jobs if job["ended_at"] is not None][:SHOWN]
    if not over:
        return
    heads: list[str | Head] = [words("Laatste keren"), words("Stand"), Head(words("Wat kwam ervan"), wide=True)]
    lines = [(words.moment(here(job["ended_at"])), _state(job["status"], words), outcome(job, words)) for job in over]
    table(heads, lines)


def _state(status: str, words: Words) -> object:
    text, colour = STATES[status]
    return pill(words(text), colour)


def look_now(row: Mapping[str, Any], jobs: Sequence[Mapping[str, Any]], names: Mapping[str, str], words: Words) -> None:
    """The button that does at once what else comes round by itself."""
    busy = any(job["status"] in ("waiting", "running") for job in jobs)
    if row["way"] == "hand" or busy:
        return
    label = words("Kijk nu in de map") if row["way"] == "inbox" else words("Haal nu op")
    if row["library_id"] and len(names) > 1:
        label = f"{label} ({names.get(row['library_id'], row['library_id'])})"
    st.button(label, icon=":material/sync:", key=f"now_{row['care_id']}", on_click=_ask_now, args=(row["care_id"],))


def _ask_now(care_id: str) -> None:
    workspace = workspace_now(PERMISSION)
    words = workspace.words
    try:
        intake.refresh_now(workspace, care_id)
    except BiebwijzerError as refused:
        acted(words(refused.word, **refused.values))
    else:
        acted(words("Begint zo. Een bestand wordt geladen als het een halve minuut niet is veranderd."))


def _stop(job_id: str) -> None:
    workspace = workspace_now(PERMISSION)
    try:
        clock.stop(workspace, job_id, PERMISSION)
    except BiebwijzerError as refused:
        acted(workspace.words(refused.word, **refused.values))
