"""Verkennen: the filters that read as a sentence, and the views one saved or shares."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from biebwijzer import explore
from biebwijzer.access import Workspace
from biebwijzer.desk.explored import parts_of
from biebwijzer.desk.filters import WIDTH, choice_filter, dropped, option_filter, period_filter
from biebwijzer.desk.forms import Form, problem_under
from biebwijzer.desk.frame import card
from biebwijzer.desk.markup import html, joined, markup
from biebwijzer.desk.page import workspace_now
from biebwijzer.desk.undo import done
from biebwijzer.explore import DIMENSIONS, Choice, Measure
from biebwijzer.explore.views import ADDRESS, ViewDraft, problems, remove, save
from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import Words

NONE, EVERYTHING = "geen", "alles"
WIDE = 230
# That an address named something that is not there.
LOST = "explore_lost"


def _option(name: str, label: str, choices: Mapping[str, str], default: str, width: int = WIDTH) -> str:
    """One of a list; what an address names and is not there is dropped, and said once below the whole row."""
    if st.query_params.get(name, default) not in choices:
        del st.query_params[name]
        st.session_state[LOST] = True
    return option_filter(name, label, choices, default, width)


def explore_filters(workspace: Workspace, moments: Mapping[str, list[date]]) -> Choice:
    """What is chosen, read from the address and from the fields."""
    words = workspace.words
    choice = _chosen(workspace, moments)
    if st.session_state.pop(LOST, False):
        dropped(words("Niet alles uit het adres is er. Je ziet nu wat hierboven staat."))
    return choice


def _chosen(workspace: Workspace, moments: Mapping[str, list[date]]) -> Choice:
    words, known = workspace.words, explore.measures()
    with st.container(horizontal=True):
        names = {code: words(one.name) for code, one in known.items() if code in moments}
        measure = known[_option("maat", words("Wat"), names, next(iter(names)), WIDE)]
        offered = _offered(workspace, measure)
        none = {NONE: words("Niet gesplitst")}
        split = _split("splits", words("Naar"), {**offered, **none}, next(iter(offered), NONE))
        others = {code: name for code, name in offered.items() if code != split}
        second = _split("en", words("En naar"), {NONE: words("En naar…"), **others}, NONE) if split else None
        since, until = _period(measure, moments[measure.code], words)
        choice = Choice(measure, since, until, split, second)
        if not measure.is_protected:
            choice = replace(choice, branch=_branch(workspace))
        elif second is not None:
            choice = replace(choice, kept=_kept(workspace, choice, second))
        beside = {"niets": words("Alleen nu"), "jaar": words("Naast een jaar eerder")}
        return replace(choice, beside_a_year_ago=choice_filter("naast", words("Naast"), beside, "niets") == "jaar")


def _offered(workspace: Workspace, measure: Measure) -> dict[str, str]:
    """By what it can be split here: with one library there is nothing to split by library."""
    words = workspace.words
    alone = len(workspace.libraries) < 2
    return {
        code: words("Per {what}", what=words(DIMENSIONS[code]).lower())
        for code in measure.offers
        if not (code == "library" and alone)
    }


def _split(name: str, label: str, choices: Mapping[str, str], default: str) -> str | None:
    picked = _option(name, label, choices, default, WIDE)
    return None if picked == NONE else picked


def _period(measure: Measure, found: Sequence[date], words: Words) -> tuple[date, date]:
    """The period: any months, or for a measure that counts persons one year, month or reference date."""
    if measure.period == "months":
        period = period_filter(found[0], found[-1], months=12)
        return period.since, period.until
    said = {"year": lambda one: str(one.year), "month": words.month}.get(measure.period, words.date)
    choices = {one.isoformat(): said(one) for one in reversed(found)}
    picked = date.fromisoformat(_option("wanneer", words("Wanneer"), choices, next(iter(choices))))
    return picked, picked


def _branch(workspace: Workspace) -> str | None:
    words = workspace.words
    rows = workspace.ask("usage/branches").rows
    names = {EVERYTHING: words("Alle vestigingen"), **dict(rows.select("branch_id", "name").iter_rows())}
    picked = _option("vestiging", words("Vestiging"), names, EVERYTHING)
    return None if picked == EVERYTHING else picked


def _kept(workspace: Workspace, choice: Choice, second: str) -> str | None:
    """One part of the second split, out of those there are."""
    words = workspace.words
    try:
        found = parts_of(explore.explored(workspace, replace(choice, split=None)), "series", second, words)
    except BiebwijzerError:
        return None
    picked = _option("alleen", words("Alleen"), {EVERYTHING: words("Allemaal"), **found}, EVERYTHING, WIDE)
    return None if picked == EVERYTHING else picked


def save_view(workspace: Workspace) -> None:
    """Keep what is on the screen under a name, for oneself or for the team."""
    words, form = workspace.words, Form("view")
    with st.popover(words("Bewaar deze weergave"), icon=":material/bookmark_add:"):
        st.text_input(words("Naam"), key=form.key("name"), value=form.first("name", ""), max_chars=80)
        problem_under("name", form.problems, words)
        if len(workspace.libraries) == 1:
            st.toggle(words("Ook voor collega's van mijn bibliotheek"), key=form.key("is_shared"))
        problem_under("is_shared", form.problems, words)
        problem_under("form", form.problems, words)
        st.button(words("Bewaar"), type="primary", key=form.key("save"), on_click=_save, args=(form, _address()))


def _address() -> dict[str, str]:
    return {name: st.query_params[name] for name in ADDRESS if name in st.query_params}


def _save(form: Form, address: Mapping[str, str]) -> None:
    draft = ViewDraft(form.get("name") or "", address, bool(form.get("is_shared")))

    def keep() -> None:
        workspace = workspace_now("explore.write")
        audit_id = save(workspace, draft, form.row_id)
        done(workspace.words("Bewaard: **{name}**", name=draft.name.strip()), audit_id)

    if form.attempt(problems(workspace_now("explore.write"), draft), keep):
        form.fresh()


def saved_views(workspace: Workspace) -> None:
    """The views one saved and those colleagues share, each with its address; one's own can be thrown away."""
    words, rows = workspace.words, workspace.ask("explore/saved_views").rows.to_dicts()
    with card("saved_views"):
        html("<h2>{head}</h2>", head=words("Bewaarde weergaven"))
        if not rows:
            html('<p class="sub">{text}</p>', text=words("Nog geen. Kies hierboven wat je wilt zien en bewaar het."))
        for row in rows:
            with st.container(horizontal=True, vertical_alignment="center", key=f"view_{row['saved_view_id']}"):
                with st.container(width="stretch"):
                    html("<p>{parts}</p>", parts=joined(_told(row, words), " "))
                if row["is_mine"] and workspace.may("explore.write"):
                    st.button(words("Gooi weg"), type="tertiary", key=f"drop_{row['saved_view_id']}",
                              help=words("Gooi '{name}' weg", name=row["name"]),
                              on_click=_drop, args=(row["saved_view_id"], row["name"]))  # fmt: skip


def _told(row: Mapping[str, Any], words: Words) -> list[object]:
    name = markup('<a href="verkennen?{address}" target="_self">{name}</a>', address=row["address"], name=row["name"])
    whose = words("van mij") if row["is_mine"] else words("van {name}", name=row["saved_by"])
    shared = [words("voor het team")] if row["is_shared"] else []
    beside = " · ".join([whose, *shared, words.date(row["saved_at"])])
    return [name, markup('<span class="sub">{beside}</span>', beside=beside)]


def _drop(view_id: str, name: str) -> None:
    workspace = workspace_now("explore.write")
    try:
        audit_id = remove(workspace, view_id)
    except BiebwijzerError as refused:
        done(workspace.words(refused.word, **refused.values))
        return
    done(workspace.words("Weggegooid: **{name}**", name=name), audit_id)
